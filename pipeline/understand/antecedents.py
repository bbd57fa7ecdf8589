"""Whom "he" and "she" stand for: the person told of last in the same sentence or the one before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.understand.cast import Cast, sex_by_name, surname
from pipeline.understand.clause import Clause
from pipeline.understand.figures import Figure
from pipeline.understand.group import PRONOUNS, Form, Group
from pipeline.understand.neighbourhood import SAID
from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.quantities import SOMEBODY, groups_and_numbers
from pipeline.vocabulary import Sex, TextField

NOBODY = SOMEBODY | {"body", "remains", "corpse", "subject"}
BACK = 2  # sentences
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
            sure = [g for g in fitting if _sex(g, self.cast) is not None]
            if fitting:
                mention = replace(figure.mention, groups=((sure or fitting)[0],))
                return replace(figure, sentence=sentence, clause=clause, mention=mention)
        return None

    def _before(self, sentence: Sentence) -> list[Sentence]:
        near = [s for s in self.passage.sentences if 0 <= sentence.index - s.index <= BACK]
        parsed = [s for s in reversed(near) if s.field is TextField.TEXT and s.doc is not None]
        return parsed[: BACK + 1]

    def _people(self, sentence: Sentence) -> tuple[Clause, list[Group]]:
        if sentence.index not in self._groups:
            assert sentence.doc is not None
            clause = Clause.of(sentence.doc, title=False)
            self._groups[sentence.index] = clause, groups_and_numbers(clause)[0]
        return self._groups[sentence.index]

    def _fits(self, group: Group, clause: Clause, sex: Sex) -> bool:
        if group.form not in {Form.SINGLE, Form.NAME} or not group.sure or clause.words[group.head] in NOBODY:
            return False
        if {clause.word(group.start - 1), clause.word(group.end), clause.word(group.end + 1)} & SPEAKS:
            return False
        return _sex(group, self.cast) in {None, sex}


def _sex(group: Group, cast: Cast) -> Sex | None:
    if group.kind is not None and group.kind.sex is not None:
        return group.kind.sex
    if group.name is None:
        return None
    named = cast.get(surname(group.name))
    return named.sex if named else sex_by_name(group.name)

