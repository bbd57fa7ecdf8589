"""Who goes on in words that describe him anew: '"We do not," the Vermont independent said' behind a sentence of his."""

from __future__ import annotations

import re

from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.speech.cast import Cast, Person
from pipeline.understand.speech.introductions import Introduction
from pipeline.understand.speech.official import office_words
from pipeline.understand.speech.same_office import fits
from pipeline.understand.speech.speaker import Speaker
from pipeline.vocabulary import SourceKind, TextField

OPENS = frozenset("\"“„«'‘")
WITHOUT_OFFICE = frozenset({"independent", "native", "newcomer", "challenger", "hopeful", "populist", "centrist"})
"""What somebody may be called who speaks: no office, and nobody else's."""
NO_OFFICIALS = frozenset({SourceKind.WITNESS, SourceKind.RELATIVE, SourceKind.COMPANY})
_GOES_ON = re.compile(
    r"\s*(?:also |then |further )?(?:added|adds|continued|continues|went on|stressed|stresses|emphasi[sz]e[ds]"
    r"|noted|concluded|insisted|reiterated|underlined|underscored)\b"
)
_OWNED = re.compile(r"(?:[Tt]he|[A-Z][\w.]+(?: [A-Z]\w+)?[’']s?) ")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")


def described_anew(
    sentence: Sentence,
    extent: tuple[int, int],
    introduced: Introduction,
    last: Speaker | None,
    cast: Cast,
    passage: Passage,
) -> Person | None:
    """Return whoever spoke last where his quoted words open the next sentence; None where somebody else may be meant.

    In his own paragraph any verb says so; in the next, one that goes on ("added"). Nobody else may be named in between,
    and no office of his may speak against it: a foreign minister is not "the president".
    """
    words = sentence.text[extent[0] : extent[1]]
    partisan = not WITHOUT_OFFICE.isdisjoint(words.lower().split()[-1:])
    if last is None or last.person is None or introduced.plural or (introduced.name is not None and not partisan):
        return None
    near = last.sentence.field is sentence.field and 0 < sentence.index - last.sentence.index <= 1
    beside = last.sentence.paragraph == sentence.paragraph
    follows = near and (beside or _GOES_ON.match(sentence.text, extent[1]) is not None)
    quoted = extent[0] > 0 and sentence.text.lstrip()[:1] in OPENS
    described = _OWNED.match(words) is not None and (introduced.role is not None or partisan)
    sexes = {introduced.female, last.person.female} - {None}
    if not (follows and quoted and described) or len(sexes) > 1:
        return None
    alone = _alone_before(last.person, sentence, last.sentence, cast, passage)
    return last.person if alone and _may_be(last.person, introduced) else None


def _alone_before(person: Person, sentence: Sentence, since: Sentence, cast: Cast, passage: Passage) -> bool:
    """Whether nobody else is named outside quotation marks from one sentence to where the next one begins."""
    text = passage.article.text
    quotes = [match.span() for match in _QUOTED.finditer(text, since.start, sentence.start)]
    for other in cast.people:
        places = [at for where, at in other.mentions if where is TextField.TEXT and since.start <= at < sentence.start]
        if other is not person and any(not any(start <= at < end for start, end in quotes) for at in places):
            return False
    return True


def _may_be(person: Person, introduced: Introduction) -> bool:
    """Whether nothing that a person is called speaks against an office."""
    offices = [known for known in person.introductions if known.role is not None]
    if introduced.role is None or not offices:
        return True
    if any(fits(known, introduced) for known in offices):
        return True
    if introduced.role.name in office_words("of_one") or introduced.role.kind in NO_OFFICIALS:
        return False
    if introduced.country is not None and any(i.country not in {None, introduced.country} for i in offices):
        return False
    return all(i.role is not None and i.role.kind not in NO_OFFICIALS for i in offices)
