"""Invented sentences of what befell people, with their trees: "A shepherd set off a mine and lost a foot"."""

from __future__ import annotations

from functools import cache

from pipeline.understand.lexicon import table
from pipeline.understand.training.phrases import Phrases, is_several
from pipeline.understand.training.trees import Node

KINDS = frozenset(
    ["person", "man", "woman", "boy", "girl", "child", "youth", "civilian", "soldier", "police", "fighter"]
)


class Happenings(Phrases):
    """Draws plain sentences about people."""

    def happening(self) -> Node:
        """Return the main verb of a sentence."""
        subject = self._people()
        befallen = self.by_chance(0.4)
        verb = self._befallen(subject) if befallen else self._doing().before(("nsubj", subject))
        if self.by_chance(0.3):
            verb.after(("conj", self._doing().before(("cc", Node("and", "CC")))))
        elif self.by_chance(0.3):
            mark = Node(self.one("when", "after", "as", "while"), "IN", kind="SCONJ")
            verb.after(("advcl", self._doing().before(("mark", mark), ("nsubj", self.thing()))))
        if self.by_chance(0.1):
            return verb
        return verb.after(("punct", Node(".", ".")))

    def _people(self) -> Node:
        """Return "a shepherd", "Five people with bullet wounds", "The two guards"."""
        one, several = self.random.choice(_nouns())
        if self.by_chance(0.5):
            noun = Node(one, "NN")
            if self.by_chance(0.25):
                noun.before(("amod", Node(self.words["JJ"], "JJ")))
            noun = self.with_article(noun) if self.by_chance(0.6) else self._pointed_at(noun)
        else:
            noun = Node(several, "NNS")
            number = self.of("numbers") if self.by_chance(0.6) else str(self.random.randint(2, 90))
            noun.before(("nummod", Node(number, "CD")))
            if self.by_chance(0.15):
                noun.before(("det", Node("the", "DT")))
        if self.by_chance(0.25):
            return noun.after(("acl", self._of_whom()))
        if self.by_chance(0.2):
            noun.after(("nmod", self._with_case(self._things(), self.one("with", "in", "from", "of"))))
        return noun

    def _pointed_at(self, noun: Node) -> Node:
        return noun.before(("det", Node(self.one("the", "the", "another"), "DT")))

    def _of_whom(self) -> Node:
        """Return what tells people from others: "arrested on Tuesday", "suspected of robbing a shop"."""
        if self.by_chance(0.3):
            doing = Node(self.words["VBG"], "VBG", right=[("obj", self.thing(described=False))])
            doing.before(("mark", Node("of", "IN", kind="SCONJ")))
            return Node(self.one("accused", "suspected"), "VBN", right=[("advcl", doing)])
        told = Node(self.of("befallen"), "VBN")
        day = Node(self.one("Monday", "Tuesday", "Friday", "Sunday"), "NNP")
        if self.by_chance(0.25):
            told.after(("obl:unmarked", day))
        if self.by_chance(0.4):
            by = self._with_case(self.thing(described=False), self.one("by", "in", "near", "after"))
            return told.after(("obl", by))
        return told if told.right else told.after(("obl", self.occasion()))

    def _things(self) -> Node:
        """Return "a market", "bullet and machete wounds"."""
        noun = self.thing(described=False)
        if noun.tag == "NNS" and not noun.left and self.by_chance(0.5):
            first = Node(self.words["NN"], "NN")
            other = Node(self.words["NN"], "NN").before(("cc", Node("and", "CC")))
            noun.before(("compound", first.after(("conj", other))))
        return noun

    def _befallen(self, subject: Node) -> Node:
        many = is_several(subject)
        if self.by_chance(0.3):
            has = Node("have" if many else "has", "VBP" if many else "VBZ", kind="AUX")
            auxiliaries = [("aux", has), ("aux:pass", Node("been", "VBN", kind="AUX"))]
        else:
            auxiliaries = [("aux:pass", Node("were" if many else "was", "VBD", kind="AUX"))]
        verb = Node(self.of("befallen"), "VBN", [("nsubj:pass", subject), *auxiliaries])
        if self.by_chance(0.6):
            preposition = self.one("in", "by", "near", "at", "on", "to", "after")
            verb.after(("obl", self._with_case(self.thing(described=False), preposition)))
        return verb.after(("obl", self.occasion())) if self.by_chance(0.3) else verb

    def _doing(self) -> Node:
        drawn = self.random.random()
        if drawn < 0.4:
            verb = Node(self.of("doing"), "VBD", right=[("obj", self._whom_or_what())])
        elif drawn < 0.6:
            word, particle = self.of("doing_with").split()
            verb = Node(
                word, "VBD", right=[("compound:prt", Node(particle, "RP", kind="ADP")), ("obj", self._whom_or_what())]
            )
        elif drawn < 0.75:
            verb = Node(self.of("doing_alone"), "VBD")
        elif drawn < 0.88:
            word, preposition = self.of("doing_at").split()
            verb = Node(word, "VBD", right=[("obl", self._with_case(self._whom_or_what(), preposition))])
        else:
            verb = Node(self.words["VBD"], "VBD", right=[("obj", self._whom_or_what())])
        if self.by_chance(0.25):
            near = self._with_case(self.place(), self.one("near", "in", "outside", "at"))
            verb.after(("obl", near))
        return verb

    def _whom_or_what(self) -> Node:
        return self._people() if self.by_chance(0.25) else self.thing(described=False)


@cache
def _nouns() -> tuple[tuple[str, str], ...]:
    """Return the single words for people, one and several."""
    words = [word for kind in table("people")["kind"] if kind["id"] in KINDS for word in kind["words"]]
    pairs = [(one, several or one + "s") for one, _, several in (word.partition(":") for word in words)]
    return tuple(pair for pair in pairs if all(map(str.isalpha, pair)))
