"""Invented sentences that report speech, with their trees: the family that the corpora hold too few of.

Some plain ones stand between them (`happenings.py`), so that nothing else is unlearnt.

"The premier, Ann Lee, denied suggestions the council had lost the files and said the work would go on": an office or a
name between commas, a verb whose past is also a participle, and clauses without "that". Their sense is none; what is
learnt is how such sentences are built.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import spacy
from spacy.tokens import Doc

from pipeline.understand.speech.cues import all_cues, forms_of
from pipeline.understand.training.happenings import Happenings
from pipeline.understand.training.phrases import comma, is_several, lists
from pipeline.understand.training.trees import Node, doc_of
from pipeline.understand.training.words import Words

BASE, THIRD, PAST, PARTICIPLE, ING = range(5)  # forms of a verb, as the table of cues gives them
TAGS = ("VB", "VBZ", "VBD", "VBN", "VBG")
ADVERBS = ("also", "later", "then", "repeatedly", "strongly", "again", "yesterday")
CONJUNCTIONS = ("after", "as", "while", "when", "because", "before")


def invented(number: int, seed: int, corpora: Sequence[Doc]) -> list[Doc]:
    """Return so many sentences with tags, heads and labels; their nouns and verbs are those of the corpora."""
    random, nlp = Random(seed), spacy.blank("en")  # noqa: S311  # no secret: sentences
    sentences, found = Sentences(Words(corpora, random), random), list[Doc]()
    while len(found) < number:
        doc = doc_of(sentences.sentence(), nlp)
        if doc is not None and ",," not in doc.text and ",." not in doc.text:
            found.append(doc)
    return found


class Sentences(Happenings):
    """Draws whole sentences."""

    def __init__(self, words: Words, random: Random) -> None:
        """Take the words to draw from; the verbs of speech are those of the table of cues."""
        super().__init__(words, random)
        self._clause, self._object, self._infinitive = (_verbs(f) for f in ("clause", "object", "infinitive"))

    def sentence(self) -> Node:
        """Return the main verb of a sentence or headline."""
        if self.by_chance(0.35):
            return self.happening()
        if self.by_chance(0.1):
            return self._headline()
        if self.by_chance(0.06):
            return self._passive().after(("punct", Node(".", ".")))
        verb = self._spoken(self._subject())
        if self.by_chance(0.1):
            verb.left.append(("advmod", Node(self.one(*ADVERBS), "RB")))
        if self.by_chance(0.18) and all(label != "ccomp" for label, _ in verb.right):
            verb.after(("obl", self.occasion()))
        if self.by_chance(0.4):
            verb.after(("conj", self._says(PAST).before(("cc", Node(self.one("and", "and", "and", "but"), "CC")))))
        elif self.by_chance(0.25):
            verb.after(("advcl", self._says(ING).before(("punct", comma()))))
        if self.by_chance(0.1):
            mark = Node(self.one(*CONJUNCTIONS), "IN", kind="SCONJ")
            verb.after(("advcl", self._spoken(self._subject()).before(("mark", mark))))
        if self.by_chance(0.1):
            verb.before(("obl", self.occasion()), ("punct", comma()))
        return verb.after(("punct", Node(".", ".")))

    def _headline(self) -> Node:
        speaker = Node(self.of("headline_speakers"), self.one("NNP", "NN"))
        return self._says(THIRD).before(("nsubj", self.person() if self.by_chance(0.4) else speaker))

    def _spoken(self, subject: Node) -> Node:
        """Return a verb of speech with its subject, in one of the tenses."""
        drawn, many = self.random.random(), is_several(subject)
        if drawn < 0.7:
            return self._says(PAST).before(("nsubj", subject))
        if drawn < 0.88:
            word, tag = self.random.choice([("had", "VBD"), ("have", "VBP") if many else ("has", "VBZ")])
            return self._says(PARTICIPLE).before(("nsubj", subject), ("aux", Node(word, tag, kind="AUX")))
        if drawn < 0.95:
            verb = self._says(BASE if many else THIRD)
            verb.tag = "VBP" if many else "VBZ"
            return verb.before(("nsubj", subject))
        word = self.one("will", "would", "did", "could", "must")
        auxiliary = Node(word, "VBD" if word == "did" else "MD", kind="AUX")
        return self._says(BASE).before(("nsubj", subject), ("aux", auxiliary))

    def _passive(self) -> Node:
        """Return "was quoted as saying", "was accused of", "were told that", "was urged to" with their subject."""
        subject = self.thing() if self.by_chance(0.5) else self._subject()
        drawn = self.random.random()
        if drawn < 0.3:
            saying = Node("saying", "VBG", [("mark", Node("as", "IN", kind="SCONJ"))], [self._content()])
            verb = Node("quoted", "VBN", right=[("advcl", saying)])
        elif drawn < 0.5:
            verb = Node("accused", "VBN", right=[("advcl", self._of_doing())])
        elif drawn < 0.75:
            verb = Node(forms_of(self.of("addressing"))[PARTICIPLE], "VBN", right=[self._content()])
        else:
            verb = Node(forms_of(self.of("urging"))[PARTICIPLE], "VBN", right=[("xcomp", self._to_do())])
        return verb.before(
            ("nsubj:pass", subject), ("aux:pass", Node("were" if is_several(subject) else "was", "VBD", kind="AUX"))
        )

    def _subject(self) -> Node:
        """Return who speaks, in the manners in which news names and describes people."""
        drawn = self.random.random()
        if drawn < 0.22:
            return self._apart(self.office_of("the"), "appos", self.person())
        if drawn < 0.44:
            return self._apart(self.person(), "appos", self.office_of())
        if drawn < 0.54:
            return self._titled()
        if drawn < 0.62:
            return self._apart(self.person(), "acl:relcl", self._who(), "")
        if drawn < 0.64:
            return self._apart(self.person(), "nummod", Node(str(self.random.randint(19, 88)), "CD"))
        if drawn < 0.68:
            bracket = Node(self.of("parties"), "NNP", [("punct", Node("(", "-LRB-"))], [("punct", Node(")", "-RRB-"))])
            return self.person().after(("appos", bracket))
        if drawn < 0.72:
            return self._apart(self.person(), "nmod", self.place().before(("case", Node("of", "IN"))))
        if drawn < 0.76:
            return self._apart(self.person(), "acl", Node("speaking", "VBG", right=[("obl", self.occasion())]))
        if drawn < 0.82:
            return self.person()
        if drawn < 0.87:
            return self.body()
        if drawn < 0.92:
            return self.office().before(("det", Node("the", "DT")))
        if drawn < 0.94:
            return Node(self.one("she", "he", "they"), "PRP")
        return self._with_participle()

    def _with_participle(self) -> Node:
        """Return what the past forms are not: "the party, led by Ann Lee," "Ann Lee, sworn in on Friday,"."""
        if self.by_chance(0.5):
            by = self.person().before(("case", Node("by", "IN")))
            return self._apart(self.body(), "acl", Node(self.of("led"), "VBN", right=[("obl", by)]))
        return self._apart(self.person(), "acl", Node(self.words["VBN"], "VBN", right=[("obl", self.occasion())]))

    def _who(self) -> Node:
        """Return ", who ..." with what the person did or said."""
        if self.by_chance(0.75):
            verb = Node(self.words["VBD"], "VBD", right=[("obj", self.thing(described=False))])
        else:
            verb = self._says(PAST)
        return verb.before(("punct", comma()), ("nsubj", Node("who", "WP")))

    def _titled(self) -> Node:
        """Return "Interior Minister Ali Khan", "Kenya's Governor Ann Lee"."""
        office = self.office()
        for _, part in (*office.left, ("", office)):
            part.word, part.tag = part.word.capitalize(), "NNP"
        name = self.person().before(("nmod:desc", office))
        return name.before(("nmod:poss", self.owner())) if self.by_chance(0.3) else name

    def _apart(self, noun: Node, label: str, further: Node, mark: str = ",") -> Node:
        """Return a noun with something about it between commas."""
        if mark:
            further.before(("punct", comma()))
        return noun.after((label, further), ("punct", comma()))

    def _says(self, form: int) -> Node:
        """Return a verb of speech in this form with what it reports."""
        drawn = self.random.random()
        if drawn < 0.26:
            return self._verb_of(self.random.choice(self._object), form, ("obj", self.thing()))
        if drawn < 0.42:
            return self._verb_of(self.of("of_claims"), form, ("obj", self._claims()))
        if drawn < 0.66:
            early = [("obl", self.occasion())] if self.by_chance(0.12) else []
            return self._verb_of(self.random.choice(self._clause), form, *early, self._content())
        if drawn < 0.76:
            return self._verb_of(self.of("addressing"), form, ("iobj", self._addressee()), self._content())
        if drawn < 0.84:
            whom = self.thing(described=False) if self.by_chance(0.7) else self.person()
            return self._verb_of("accuse", form, ("obj", whom), ("advcl", self._of_doing()))
        if drawn < 0.92:
            return self._verb_of(self.random.choice(self._infinitive), form, ("xcomp", self._to_do()))
        whom = self.thing(described=False)
        if self.by_chance(0.2):
            return self._verb_of("call", form, ("obl", self._with_case(whom, "on")), ("xcomp", self._to_do()))
        return self._verb_of(self.of("urging"), form, ("iobj", whom), ("xcomp", self._to_do()))

    def _verb_of(self, base: str, form: int, *right: tuple[str, Node]) -> Node:
        return Node(forms_of(base)[form], TAGS[form], right=list(right))

    def _content(self) -> tuple[str, Node]:
        return "ccomp", self.clause(that=self.by_chance(0.4))

    def _claims(self) -> Node:
        """Return "suggestions the council had lost the files", "a claim that", "reports of"."""
        if self.by_chance(0.1):
            noun = self.with_article(Node(self.of("claim"), "NN"))
        else:
            noun = Node(self.of("claims"), "NNS")
            if self.by_chance(0.15):
                noun.before(("amod", Node(self.words["JJ"], "JJ")))
        if self.by_chance(0.8):
            return noun.after(("acl", self.clause(that=self.by_chance(0.5))))
        about = self._with_case(self.thing(described=False), self.one("of", "about", "against", "over"))
        return noun.after(("nmod", about))

    def _addressee(self) -> Node:
        drawn = self.random.random()
        if drawn < 0.7:
            return Node(self.of("told"), "NNS")
        return self.person() if drawn < 0.82 else self.thing(several=True, described=False)

    def _of_doing(self) -> Node:
        doing = Node(self.words["VBG"], "VBG", right=[("obj", self.thing(described=False))])
        return doing.before(("mark", Node("of", "IN", kind="SCONJ")))

    def _to_do(self) -> Node:
        doing = Node(self.words["VB"], "VB", right=[("obj", self.thing(described=False))])
        return doing.before(("mark", Node("to", "TO")))


def _verbs(frame: str) -> list[str]:
    """Return the verbs of speech of a frame without particles, those of the lists as often as they say."""
    out = set(lists()["left_out"])
    cues = {c.base for c in all_cues() if frame in c.frames and not (c.particles or c.is_attitude)}
    without = {c.base for c in all_cues() if frame == "clause" and "addressee" in c.frames}
    often: list[str] = lists()[f"often_{frame}"] * int(lists()["often"])
    return sorted(cues - out - without) + often
