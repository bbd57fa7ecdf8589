"""Whom "he" and "she" stand for: the person told of last in the same sentence or the one before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from spacy.tokens import Doc

from pipeline.understand.cast import TITLES, Cast, sex_by_name, surname
from pipeline.understand.clause import Clause
from pipeline.understand.counting.group import PRONOUNS, Form, Group
from pipeline.understand.counting.people import person_noun_at
from pipeline.understand.figure import Figure
from pipeline.understand.harm.listed_right import SAID
from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.quantities import SOMEBODY, groups_and_numbers
from pipeline.vocabulary import CivilianStatus, Sex, TextField

NOBODY = SOMEBODY | {"body", "remains", "corpse", "subject"}
OWNERS = frozenset({"his", "her", "their"})
DETERMINERS = OWNERS | {"a", "an", "the", "one", "another"}
_TOKENS = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")
_SAYS = re.compile(r"\b([A-Z][\w’'-]+) (?:said|says|told|added|wrote|explained|declined|did not|would not)\b")
_SAID_BY = re.compile(r"\b(?:said|says|according to) (?:[\w.’'-]+ ){0,6}?([A-Z][\w’'-]+)(?=[,.])")
STILL = {"male": {"he", "him"}, "female": {"she"}}
QUOTED = frozenset({",", '"', "''", "”", "'", "?", "!"})
BACK = 2  # sentences
HELPING = frozenset(
    {"applied", "performed", "administered", "gave", "provided", "rendered", "began", "started", "used", "put"}
    | {"pulled", "carried", "helped", "found", "located", "spotted", "attempted", "tried", "treated", "held"}
    | {"placed", "stopped"}
)
FINDING = frozenset({"found", "spotted", "discovered", "called", "heard", "pulled"})
ACTING = frozenset({"was", "had", "is", "has", "went", "got", "ran", "drove", "left", "came"})
STRIKING = frozenset(
    {"attacked", "shot", "stabbed", "hacked", "beat", "struck", "strangled", "assaulted", "slashed", "punched", "hit"}
)
OLDEST, SHORTEST_NAME, LONGEST_NAME = 115, 2, 5  # years; words of a name
RECALLING = frozenset({"testified", "recalled", "recalls"})  # "a neighbor testified that he was shot in the side"
SPEAKS = SAID | {"say", "tells", "adds", "recalled", "recalls", "explained", "testified", "asked"}


@dataclass(frozen=True)
class Antecedents:
    """The people of each parsed sentence of a passage, asked for once."""

    passage: Passage
    cast: Cast
    _groups: dict[int, tuple[Clause, list[Group]]] = field(default_factory=dict)

    def of(self, figure: Figure) -> Figure | None:
        """Return a figure as told of whom its pronoun stands for; None if nobody near fits."""
        group = figure.groups[0]
        sex = PRONOUNS.get(figure.clause.words[group.head])
        if figure.mention.rule == "active" or group.form is not Form.PRONOUN or sex is None or figure.in_title:
            return None
        for sentence in self._before(figure.sentence):
            clause, groups = self._people(sentence)
            own = sentence is figure.sentence
            fitting = [g for g in groups if (not own or g.end <= group.start) and self._fits(g, clause, Sex.of(sex))]
            told = _told_of_at(clause.words[: group.start] if own else clause.words, sex)
            there = told is not None and clause.word(told - 1) == "where" and any(g.end <= told for g in fitting)
            subject = fitting[0] if fitting and fitting[0].start == 0 and fitting[0].definite and not own else None
            nominative = told is not None and clause.word(told) in {"he", "she"}
            if subject is not None and told is not None and nominative and subject.end <= told:
                fitting = [subject]  # "The man was found by his wife after he didn't answer. He could not be revived"
            elif told is not None and not there:
                continue  # "a driver found him and called for help": he is still whom the sentence before told of
            fitting = [g for g in fitting if not _strikes(g, fitting, clause)]
            if not own and fitting and fitting[0].form is Form.NAME and all(g.possessive for g in fitting[1:]):
                fitting = fitting[:1]  # "Colonel Madani had left home with his son. He died in hospital"
            sure = [g for g in fitting if _sex(g, self.cast) is not None]
            if fitting:
                mention = replace(figure.mention, groups=(_described((sure or fitting)[0], groups, clause),))
                return replace(figure, sentence=sentence, clause=clause, mention=mention)
        return None

    @cached_property
    def _speakers(self) -> frozenset[str]:
        """The folded surnames of those who speak in the article: "he" seldom is an officer who tells of it."""
        return frozenset(
            name.lower() for pattern in (_SAYS, _SAID_BY) for name in pattern.findall(self.passage.article.text)
        )

    def _before(self, sentence: Sentence) -> list[Sentence]:
        near = [s for s in self.passage.sentences if 0 <= sentence.index - s.index <= BACK]
        return [s for s in reversed(near) if s.field is TextField.TEXT][: BACK + 1]

    def _people(self, sentence: Sentence) -> tuple[Clause, list[Group]]:
        if sentence.index not in self._groups:
            clause = Clause.of(sentence.doc or self._unparsed(sentence), title=False)
            groups = groups_and_numbers(clause)[0] if sentence.doc is not None else self._told_of(clause)
            self._groups[sentence.index] = clause, groups
        return self._groups[sentence.index]

    def _unparsed(self, sentence: Sentence) -> Doc:
        vocab = next(s.doc.vocab for s in self.passage.parsed if s.doc is not None)
        words = _TOKENS.findall(sentence.text)
        return Doc(vocab, words=words)

    def _told_of(self, clause: Clause) -> list[Group]:
        """Return the single people of a sentence without a parse, in order."""
        told = [*_nouns_of(clause), *_named(clause)]
        taken = {i for group in told for i in range(group.start, group.end)}
        told += [group for group in self._known(clause) if group.start not in taken]
        return sorted(told, key=lambda group: group.start)

    def _known(self, clause: Clause) -> Iterator[Group]:
        """Yield those named elsewhere in the article by whose surname a sentence goes on: "fired at Toth"."""
        two = clause.doc[:2].text
        acts = len(clause.words) > 2 and clause.words[2] in ACTING
        if acts and all(token.text[:1].isupper() for token in clause.doc[:2]) and sex_by_name(two) is not None:
            yield Group(0, 2, 1, Form.NAME, name=two, definite=True)  # "Rhys Morgan was riding with a friend"
        for index, token in enumerate(clause.doc):
            opens = (index == 0 and clause.word(1) in ACTING) or (index == 1 and clause.word(0) in TITLES)
            named = (index > 1 or opens) and token.text[:1].isupper() and token.text.lower() in self.cast
            if named and not clause.doc[min(index + 1, len(clause.words) - 1)].text[:1].isupper():
                yield Group(index, index + 1, index, Form.NAME, name=token.text, definite=True)

    def _fits(self, group: Group, clause: Clause, sex: Sex) -> bool:
        if group.form not in {Form.SINGLE, Form.NAME} or not group.sure or clause.words[group.head] in NOBODY:
            return False
        if group.possessive and clause.word(group.start - 1) == "including":
            return False  # "in view of the children, including his young son. He sustained four wounds"
        after_words = clause.word(group.start - 2) in QUOTED  # '"It was loud," said the driver,'
        told_by = clause.word(group.start - 1) in SPEAKS and clause.word(group.end) in {",", "."} and after_words
        speaks = SPEAKS if _is_helper(group) or group.kind is None else SPEAKS - RECALLING
        if told_by or {clause.word(group.end), clause.word(group.end + 1)} & speaks:
            return False
        known = group.age is not None or (group.name is not None and surname(group.name) in self.cast)
        if clause.word(group.start - 1) == "by" and group.form is Form.NAME and (_is_helper(group) or not known):
            return False  # "was flown by Air Evac to a hospital, where he"
        if clause.word(group.end) in FINDING and group.form is Form.SINGLE and not group.definite:
            return False  # "A passing motorist found the cyclist. He was taken to hospital"
        if clause.word(group.end) in HELPING and _is_helper(group):
            return False  # "An officer applied a tourniquet, and he was taken to hospital"
        if group.name is not None and surname(group.name) in self._speakers:
            return False
        return _sex(group, self.cast) in {None, sex}


def _strikes(group: Group, groups: list[Group], clause: Clause) -> bool:
    """Whether a suspect attacks somebody named, who is meant next: "The suspect attacked Ada Obi. She was rushed"."""
    attacker = group.kind is not None and group.kind.status is CivilianStatus.PERPETRATOR
    attacks = attacker and clause.word(group.end) in STRIKING
    hit = (g for g in groups if g.start > group.end and not _is_helper(g))
    return attacks and any(g.form is Form.NAME or g.start == group.end + 1 for g in hit)  # "shot the bystander"


def _described(group: Group, groups: list[Group], clause: Clause) -> Group:
    """Return the rider of "The rider, a man in his 40s, was flown to hospital, where he remains"."""
    before = next((g for g in groups if g.end == group.start - 1 and clause.word(g.end) == ","), None)
    if before is None and clause.word(group.start - 1) == ",":  # "The driver of the Skoda, a man in his 50s,"
        rider = next((g for g in reversed(groups) if g.end < group.start and clause.word(g.end) == "of"), None)
        between = {clause.tag(i) for i in range(rider.end, group.start - 1)} if rider is not None else set()
        before = rider if between <= {"IN", "DT", "NN", "NNP", "NNPS", "JJ", "CD"} else None
    fits = before is not None and before.form is Form.SINGLE and before.definite and not group.definite
    return before if fits and before is not None else group


def _told_of_at(words: tuple[str, ...], sex: str) -> int | None:
    """Return where a sentence speaks of him or of her; None where its own subject waits "until" they do something."""
    found = next((i for i, word in enumerate(words) if word in STILL[sex]), None)
    return None if found is None or {"until", "before"} & set(words[:found]) else found


def _is_helper(group: Group) -> bool:
    kind = group.kind
    return kind is not None and kind.status is CivilianStatus.SECURITY_FORCES


def _nouns_of(clause: Clause) -> Iterator[Group]:
    """Yield the single people of a sentence without a parse: "the cousin", "a 12-year-old boy"."""
    for index in range(len(clause.words)):
        found = person_noun_at(clause.words, index)
        if found is None or found[1].plural or found[1].count != 1:
            continue
        back = 7 if clause.word(index - 1) == "old" else 4  # "the 37-year-old woman"
        start = next((i for i in range(index - 1, max(-1, index - back), -1) if clause.words[i] in DETERMINERS), None)
        if start is None:
            continue
        before = clause.words[start]
        yield Group(
            start,
            found[0],
            found[0] - 1,
            Form.SINGLE,
            kind=found[1],
            definite=before == "the" or before in OWNERS,
            possessive=before in OWNERS,
            more=before == "another",
        )


def _named(clause: Clause) -> Iterator[Group]:
    """Yield the people named with their age in a sentence without a parse: "was driven by Ana Ruiz, 44."."""
    words, doc = clause.words, clause.doc
    for index in range(2, len(words)):
        if words[index - 1] != "," or not words[index].isdigit() or not 0 < int(words[index]) <= OLDEST:
            continue
        start = index - 1
        while start > 0 and index - start <= LONGEST_NAME and doc[start - 1].text[:1].isupper():
            start -= 1
        if index - 1 - start >= SHORTEST_NAME and clause.word(index + 1) in {",", ".", ""}:
            name = doc[start : index - 1].text
            yield Group(start, index + 1, index - 2, Form.NAME, name=name, age=int(words[index]), definite=True)


def _sex(group: Group, cast: Cast) -> Sex | None:
    if group.kind is not None and group.kind.sex is not None:
        return group.kind.sex
    if group.name is None:
        return None
    named = cast.get(surname(group.name))
    return named.sex if named else sex_by_name(group.name)
