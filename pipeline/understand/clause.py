"""One parsed sentence with what the casualty rules ask of it; the only place where they look at labels of the parse.

Both the UD labels of the bundled model and the ClearNLP labels of spaCy's stock models serve.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from pipeline.understand.counting.group import ORDINALS, Group
from pipeline.understand.phrases import folded

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "nsubjpass"})
OBJECTS = frozenset({"obj", "dobj"})
RELATIVE = frozenset({"acl:relcl", "relcl"})
BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "'s", "'re", "got", "get", "gets", "getting"})
FOUND = frozenset({"found", "discovered", "left"})
REMAINING = frozenset({"remain", "remains", "remained", "escaped", "emerged", "survived", "returned"})
HAVE = frozenset({"have", "has", "had", "having", "'ve", "'d"})
MODALS = frozenset({"can", "could", "may", "might", "must", "shall", "should", "will", "would", "wo", "ca", "'ll"})
REPORTING = frozenset(
    {"reported", "confirmed", "believed", "said", "known", "thought", "feared", "presumed", "considered"}
    | {"estimated", "understood", "suspected", "assumed"}
)
EXPECTING = frozenset({"expected", "likely", "predicted", "projected", "anticipated"})  # and nobody has counted yet
AFTER_REPORTING = frozenset({"VBN", "VBD", "TO", "RB"})
QUOTES = frozenset({"'", '"', "``", "''"})  # around a word that the outlet only quotes: "three were 'neutralised'"
IN_A_STATE = frozenset({"unconscious", "conscious", "unresponsive", "injured", "wounded", "hurt"})
CHAIN = BE | HAVE | MODALS | QUOTES | {"not", "n't", "never", "to", "also", "both", "all", "each", "then"}
CHAIN |= {"himself", "herself", "themselves"}  # "was himself wounded"
ISLAMIC_STATE = "i.s."  # the armed group, no verb
_COLUMNS: list[int | str] = ["IDX", "LENGTH", "TAG", "LOWER", "LEMMA"]
TEXT = "tollwatch_text"  # where a parse that was made here keeps its text
NAMES = frozenset({"NNP", "CD"})  # of a month or a man: "in May", "Will"
ALONG = (("together", "with"), ("along", "with"), ("alongside",), ("as", "well", "as"), ("in", "addition", "to"))
"""Words between somebody and those who share what befell or was said by him."""

MANAGING = frozenset({"able", "managed", "manages"})
ADVERB_TAGS = frozenset({"RB", "RBR", "RBS"})


@lru_cache(maxsize=256)
def text_of(doc: Doc) -> str:
    """Return the text of a parse, which spaCy puts together anew, token by token, each time it is asked."""
    known = doc.user_data.get(TEXT)
    if known is not None:
        return str(known)
    names = doc.vocab.strings
    forms = doc.to_array(["ORTH", "SPACY"]).tolist() if len(doc) else []
    return "".join([names[form] + " " if blank else names[form] for form, blank in forms])


@lru_cache(maxsize=256)
def folded_words(doc: Doc) -> tuple[str, ...]:
    """Return the words of a parse as tables are compared; asked for by many rules, and made once."""
    text = text_of(doc)
    plain = folded(text)
    starts, lengths, *_ = columns_of(doc)
    words = tuple([plain[start : start + length] for start, length in zip(starts, lengths, strict=True)])
    if "IS" not in text or "is" not in words:
        return words
    named = [token.text == "IS" and token.tag_ == "NNP" for token in doc]
    return tuple(ISLAMIC_STATE if name else word for word, name in zip(words, named, strict=True))


@lru_cache(maxsize=256)
def tags_of(doc: Doc) -> tuple[str, ...]:
    """Return the Penn tags of a parse; made once."""
    names = doc.vocab.strings
    return tuple([names[tag] for tag in columns_of(doc)[2]])


def starts_of(doc: Doc) -> tuple[int, ...]:
    """Return where each token of a parse begins, in characters; made once."""
    return columns_of(doc)[0]


def standing_in(doc: Doc, extents: Iterable[tuple[int, int]]) -> list[bool]:
    """Return of each token whether it begins in one of these stretches of characters."""
    starts = starts_of(doc)
    inside = [False] * len(starts)
    for start, end in extents:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        inside[first:last] = [True] * max(0, last - first)
    return inside


@lru_cache(maxsize=256)
def columns_of(doc: Doc) -> tuple[tuple[int, ...], ...]:
    """Return, of all tokens, where they begin, how long they are, and spaCy's numbers of tag, lower form and lemma.

    To ask spaCy for all of it once costs a third.
    """
    return tuple(zip(*doc.to_array(_COLUMNS).tolist(), strict=True)) if len(doc) else ((),) * len(_COLUMNS)


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """A parse with its folded words and tags."""

    doc: Doc
    text: str
    words: tuple[str, ...]
    tags: tuple[str, ...]
    title: bool
    they: Group | None = None
    all_of: int | None = None
    surnames: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        doc: Doc,
        *,
        title: bool,
        they: Group | None = None,
        all_of: int | None = None,
        surnames: frozenset[str] = frozenset(),
    ) -> Clause:
        """Wrap a parse; `title` says that it is a headline, where auxiliaries and articles are left out.

        `they`: the people of whom the sentence before tells; None where that is unknown. `all_of`: how many "all the
        gunmen" are, as the article said before; None where it did not. `surnames`: folded, of those whom the article
        names in full.
        """
        return cls(doc, text_of(doc), folded_words(doc), tags_of(doc), title, they, all_of, surnames)

    def __len__(self) -> int:
        return len(self.words)

    def word(self, index: int) -> str:
        """Return the folded word at `index`; empty outside the sentence."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def tag(self, index: int) -> str:
        """Return the Penn tag at `index`; empty outside the sentence."""
        return self.tags[index] if 0 <= index < len(self.tags) else ""

    def capitals(self) -> list[int]:
        """Return the tokens that begin with a capital letter, in order."""
        return [index for index, start in enumerate(starts_of(self.doc)) if self.text[start].isupper()]

    def is_noun(self, index: int) -> bool:
        """Whether the token is a noun or name."""
        return self.tag(index).startswith("NN")

    def subject(self, verb: int) -> int | None:
        """Return the subject's head, of the verb itself or of the verb it is coordinated with."""
        token = self.doc[verb]
        if token.dep_ == "cop" and self.word(verb - 1) == "and":
            token = token.head  # "were rescued and are in hospital"
        for candidate in self._with_coordinated(token):
            for child in candidate.children:
                if child.dep_ in SUBJECTS:
                    return int(child.i)
        return None

    def object(self, verb: int) -> int | None:
        """Return the head of the verb's object."""
        found = [child.i for child in self.doc[verb].children if child.dep_ in OBJECTS and child.i > verb]
        found = [i for i in found if not {";", "."} & set(self.words[verb:i])]
        return int(found[0]) if found else None

    def modified_noun(self, verb: int) -> int | None:
        """Return the noun that a participle or relative clause describes ("people killed in")."""
        token = self.doc[verb]
        for candidate in self._with_coordinated(token):
            if candidate.dep_ in {"acl", "amod"} or candidate.dep_ in RELATIVE:
                return int(candidate.head.i)
        return None

    def agent(self, verb: int) -> tuple[int, int] | None:
        """Return the token range of the one who acts ("by X") in a passive clause."""
        for child in self.doc[verb].children:
            if child.dep_ in {"obl:agent", "obl"} and any(case.lower_ == "by" for case in child.children):
                return self.phrase(child)
            if child.dep_ == "agent":
                for noun in child.children:
                    return self.phrase(noun)
        return None

    def phrase(self, token: Token) -> tuple[int, int]:
        """Return the token range of a noun with what stands before it and its name parts."""
        left = [t.i for t in token.lefts if t.dep_ not in {"case", "punct", "cc"}]
        right = [t.i for t in token.rights if t.dep_ in {"flat", "compound", "flat:name"}]
        start = min([t.left_edge.i for t in token.lefts if t.i in left] or [token.i])
        return start, max([token.i, *right]) + 1

    def _with_coordinated(self, token: Token) -> Iterator[Token]:
        yield token
        steps = 0
        while token.dep_ == "conj" and steps < 4:
            token, steps = token.head, steps + 1
            yield token

    def auxiliaries(self, verb: int) -> tuple[str, ...]:
        """Return the auxiliaries, modals and negations straight before a verb, first to last.

        Adverbs and verbs coordinated with it are stepped over ("was shot and killed").
        """
        found: list[str] = []
        index = verb - 1
        while index >= 0:
            word, tag = self.words[index], self.tags[index]
            left = word == "left" and self.word(index - 1) in BE
            if word in MODALS and self.tags[index] in NAMES:
                break  # "a blast in May killed two"
            if left or self._tells(index) or self._lists_as(index) or word in QUOTES:
                pass
            elif word in BE or word in HAVE or word in MODALS or word in {"not", "n't", "never", "to"}:
                found.append(word)
            elif tag in {"VBN", "VBD"}:
                if found or self.word(index + 1) not in {"and", "or", ",", "by", "dead", "out", "alive", *IN_A_STATE}:
                    break
            elif tag not in ADVERB_TAGS and word not in {"and", "or", ",", "also", "then", "alive", "out", *IN_A_STATE}:
                break
            index -= 1
        return () if self._is_behind_relative(verb, index) else tuple(reversed(found))

    def _is_behind_relative(self, verb: int, first: int) -> bool:
        """Whether a comma parts a verb from a relative clause: "whose name hasn't been released, broke his leg"."""
        if self.word(verb - 1) != "," or self.tag(verb) != "VBD":
            return False
        opens = range(max(1, first - 6), verb)
        return any(self.tag(i) in {"WP", "WP$", "WDT"} and self.word(i - 1) == "," for i in opens)

    def is_hyphen(self, index: int) -> bool:
        """Whether a hyphen ties two words together, and no dash parts them: "two-story", and not "two others — a"."""
        tied = self.word(index) == "-" and index > 0 and not self.doc[index - 1].whitespace_
        return tied and self.doc[index].text in {"-", "\u2010", "\u2011"}

    def before(self, verb: int) -> int:
        """Return the index of the first word left of a verb's chain of auxiliaries and adverbs (may be -1)."""
        index = verb - 1
        while index >= 0 and (
            (self.words[index] in CHAIN and not (self.words[index] in MODALS and self.tags[index] in NAMES))
            or (self.tags[index] in ADVERB_TAGS and not self._counts_on(index))
            or self._tells(index)
            or self._lists_as(index)
            or self._ends_up(index)
            or (self.words[index] == "left" and index > 0 and self.words[index - 1] in BE)
        ):
            index -= 1
        return index

    def _ends_up(self, index: int) -> bool:
        """Whether a word belongs to "ended up injured", "resulted injured", "was able to escape with burns"."""
        if self.words[index] in MANAGING and self.word(index + 1) == "to":
            return True
        pair = self.words[index - (self.words[index] == "up") :][:2]
        return pair in {("ended", "up"), ("wound", "up"), ("ends", "up")} or self.words[index] == "resulted"

    def _counts_on(self, index: int) -> bool:
        """Whether a word counts on and is no adverb: "seven more were hurt", in a headline "two killed, third hurt"."""
        if self.words[index] == "more" and index > 0 and self.tags[index - 1] in {"CD", "JJ"}:
            return True
        ranked = self.words[index] in ORDINALS.keys() - {"first"} and self.word(index - 1) in {",", "and", ";", "a"}
        return self.title and ranked

    def _lists_as(self, index: int) -> bool:
        """Whether a word belongs to "was listed as injured"."""
        listed = index - (self.words[index] == "as")
        return listed > 0 and self.words[listed] in {"listed", "reported"} and self.word(listed + 1) == "as"

    def _tells(self, index: int) -> bool:
        """Whether a participle only says how one knows: "were reported killed", "are believed to have drowned"."""
        before = index - 1 - (self.tag(index - 1) in ADVERB_TAGS)  # "are now known to have died"
        telling = self.words[index] in REPORTING and self.tag(index + 1) in AFTER_REPORTING
        return (telling or self.expects(index)) and self.word(before) in BE

    def expects(self, index: int) -> bool:
        """Whether a word says that what follows is only expected: "are likely to have died"."""
        return self.words[index] in EXPECTING and self.word(index + 1) == "to"


def joined(words: Sequence[str]) -> str:
    """Return words as running text."""
    return " ".join(words)
