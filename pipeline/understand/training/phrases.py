"""Invented phrases with their trees: people and bodies, things, times and places, and the clauses that are reported."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from random import Random
from typing import Any

from pipeline.understand.times.days import WEEKDAYS
from pipeline.understand.training.names import Names
from pipeline.understand.training.trees import Node
from pipeline.understand.training.words import Words

PREPOSITIONS = ("of", "of", "for", "in", "on", "with", "against")
OCCASIONS = ("after", "during", "before", "at", "from", "with", "over")
LIKELY = ("would", "would", "will", "could", "should", "must", "can", "may")
SEVERAL = frozenset(["they", "we"])
PAST, PRESENT = ("was", "were", "VBD", "VBD"), ("is", "are", "VBZ", "VBP")  # of one, of several, and their tags


@cache
def lists() -> dict[str, Any]:
    """Return the lists of invented.toml."""
    return tomllib.loads(resources.files(__package__).joinpath("invented.toml").read_text(encoding="utf-8"))


def comma() -> Node:
    """Return a comma."""
    return Node(",", ",")


def is_several(node: Node) -> bool:
    """Whether a subject takes "were"."""
    return node.tag == "NNS" or node.word in SEVERAL


class Phrases:
    """Draws phrases with one random generator, so that one seed gives one set of sentences."""

    def __init__(self, words: Words, random: Random) -> None:
        """Take the words to draw from."""
        self.words, self.random, self.names = words, random, Names(random)

    def one(self, *choices: str) -> str:
        """Return one of the words."""
        return self.random.choice(choices)

    def of(self, name: str) -> str:
        """Return an entry of a list of invented.toml."""
        return str(self.random.choice(lists()[name]))

    def by_chance(self, share: float) -> bool:
        """Whether something comes about that does so in this share of cases."""
        return self.random.random() < share

    def person(self) -> Node:
        """Return a name of one to three words."""
        first, *others = self.names.of("PERSON", self.random.choice([1, 2, 2, 2, 2, 3])).split()
        return Node(first, "NNP").after(*(("flat", Node(word, "NNP")) for word in others))

    def place(self) -> Node:
        """Return a place of one word."""
        name = self.names.of("LOC", 1)
        while " " in name or "-" in name:
            name = self.names.of("LOC", 1)
        return Node(name, "NNP")

    def owner(self) -> Node:
        """Return "Somalia's"."""
        return self.place().after(("case", Node("'s", "POS")))

    def thing(self, *, several: bool | None = None, described: bool = True) -> Node:
        """Return a noun phrase of any sense or none, now and then a person."""
        if self.by_chance(0.06):
            return self.person()
        many = self.by_chance(0.4) if several is None else several
        noun = Node(self.words["NNS"], "NNS") if many else Node(self.words["NN"], "NN")
        if self.by_chance(0.3):
            noun.before(("amod", Node(self.words["JJ"], "JJ")))
        elif self.by_chance(0.15):
            noun.before(("compound", Node(self.words["NN"], "NN")))
        if not many or self.by_chance(0.45):
            self._determined(noun, many=many)
        elif self.by_chance(0.15):
            noun.before(("nummod", Node(str(self.random.randint(2, 900)), "CD")))
        if described and self.by_chance(0.25):
            noun.after(("nmod", self._with_case(self.thing(described=False), self.one(*PREPOSITIONS))))
        return noun

    def occasion(self) -> Node:
        """Return "on Friday", "in Kano", "in a statement", "after the vote"."""
        drawn = self.random.random()
        if drawn < 0.35:
            return self._with_case(Node(self.one(*sorted(WEEKDAYS)).capitalize(), "NNP"), "on")
        if drawn < 0.6:
            return self._with_case(self.place(), "in")
        if drawn < 0.8:
            return self._with_case(self.with_article(Node(self.of("venues"), "NN")), "in")
        return self._with_case(self.thing(described=False), self.one(*OCCASIONS))

    def with_article(self, noun: Node) -> Node:
        """Put "a" or "an" before a noun."""
        return noun.before(("det", Node("an" if noun.first.word[0].lower() in "aeiou" else "a", "DT")))

    def office(self) -> Node:
        """Return "foreign minister", "head", "chief executive"."""
        *describing, word = self.of("offices").split()
        adjectives = lists()["adjectives_of_offices"]
        links = [("amod", "JJ") if one in adjectives else ("compound", "NN") for one in describing]
        parts = zip(links, describing, strict=True)
        return Node(word, "NN", [(label, Node(one, tag)) for (label, tag), one in parts])

    def body(self) -> Node:
        """Return "the ministry", "the ruling party"."""
        if self.by_chance(0.5):
            noun = Node(self.of("bodies"), "NN")
        else:
            noun = Node(self.of("described_bodies"), "NN", [("amod", Node(self.of("before_bodies"), "JJ"))])
        return noun.before(("det", Node("the", "DT")))

    def office_of(self, article: str | None = None) -> Node:
        """Return an office and whose it is: "the acting governor of Kano", "spokesman for the ministry"."""
        article = self.one("the", "the", "a", "") if article is None else article
        noun = self.office()
        if self.by_chance(0.3):
            noun.before(("amod", Node(self.of("before_offices"), "JJ")))
        if self.by_chance(0.4):
            whose = self.body() if self.by_chance(0.7) else self.place()
            noun.after(("nmod", self._with_case(whose, self.one("of", "for", "at", "in"))))
        elif self.by_chance(0.2):
            return noun.before(("nmod:poss", self.owner()))
        if article == "a":
            return self.with_article(noun)
        return noun.before(("det", Node(article, "DT"))) if article else noun

    def clause(self, *, that: bool) -> Node:
        """Return the verb of a finite clause, with "that" before it or without."""
        subject = self._subject_of_clause()
        drawn = self.random.random()
        if drawn < 0.18:
            verb = self._verb("VBN", ("nsubj", subject), ("aux", Node("had", "VBD", kind="AUX")))
        elif drawn < 0.36:
            verb = self._verb("VB", ("nsubj", subject), ("aux", Node(self.one(*LIKELY), "MD")))
        elif drawn < 0.44:
            verb = Node(self.words["VB-"], "VB", [("nsubj", subject), ("aux", Node(self.one(*LIKELY), "MD"))])
        elif drawn < 0.58:
            tense = self.random.choice([PAST, PRESENT])
            verb = Node(self.words["JJ"], "JJ", [("nsubj", subject), ("cop", self._is(subject, tense))])
        elif drawn < 0.72:
            verb = Node(self.words["VBN"], "VBN", [("nsubj:pass", subject), ("aux:pass", self._is(subject, PAST))])
        elif drawn < 0.82:
            will = ("aux", Node(self.one(*LIKELY), "MD"))
            verb = Node(self.words["VBN"], "VBN", [("nsubj:pass", subject), will, ("aux:pass", self._be())])
        else:
            verb = self._verb("VBD", ("nsubj", subject))
        if self.by_chance(0.25):
            verb.after(("obl", self.occasion()))
        return verb.before(("mark", Node("that", "IN", kind="SCONJ"))) if that else verb

    def _subject_of_clause(self) -> Node:
        drawn = self.random.random()
        if drawn < 0.25:
            return Node(self.one("they", "he", "it", "she", "we"), "PRP")
        if drawn < 0.8:
            return self.thing()
        return self.body() if drawn < 0.94 else self.office().before(("det", Node("the", "DT")))

    def _verb(self, tag: str, *left: tuple[str, Node]) -> Node:
        return Node(self.words[tag], tag, list(left), [("obj", self.thing(described=False))])

    def _is(self, subject: Node, tense: tuple[str, str, str, str]) -> Node:
        many = is_several(subject)
        return Node(tense[many], tense[2 + many], kind="AUX")

    def _be(self) -> Node:
        return Node("be", "VB", kind="AUX")

    def _with_case(self, noun: Node, preposition: str) -> Node:
        return noun.before(("case", Node(preposition, "IN")))

    def _determined(self, noun: Node, *, many: bool) -> None:
        word = self.one("the", "the", "the", "the" if many else "a", "its", "his", "their", "any")
        if word == "a":
            self.with_article(noun)
        elif word in {"its", "his", "their"}:
            noun.before(("nmod:poss", Node(word, "PRP$")))
        else:
            noun.before(("det", Node(word, "DT")))
