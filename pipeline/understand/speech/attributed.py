"""The record of a speaker: name, office, body and country from all that introduces him, and how official he is."""

from __future__ import annotations

from dataclasses import replace

from pipeline.records import Attribution
from pipeline.understand.speech.introductions import Introduction
from pipeline.understand.speech.official import no_offices, standing
from pipeline.understand.speech.speaker import Speaker
from pipeline.vocabulary import SourceKind


def attribution_of(speaker: Speaker) -> Attribution:
    """Return the record of a speaker, with office, body and country from all that introduces him."""
    known = _gathered(speaker)
    body = _body_of(known)
    kind = SourceKind.GOVERNMENT if body == "government" and known.body is None else known.body_kind
    judged = standing(known.role, body, kind, known.words)
    return Attribution(
        as_stated=speaker.sentence.text[speaker.start : speaker.end],
        name=speaker.person.name if speaker.person else _own_name(speaker),
        role=None if known.role is not None and known.role.name in no_offices() else known.role_words,
        organisation=body,
        country=known.country,
        kind=judged.kind,
        official=judged.official,
        official_rule=judged.rule,
        span=speaker.sentence.span(speaker.start, speaker.end),
        stands_for=speaker.stands_for.span if speaker.stands_for else None,
    )


def _own_name(speaker: Speaker) -> str | None:
    """Return the name that the words give: in full, or that of "her husband, Uwe"."""
    introduced = speaker.introduced
    kin = introduced.role is not None and introduced.role.kind is SourceKind.RELATIVE
    return introduced.name if is_full_name(introduced) or kin else None


def _body_of(known: Introduction) -> str | None:
    """Return the body spoken for; a country or its capital, without an office, stands for its government."""
    if known.body is not None:
        return known.body
    return "government" if known.bare_country and known.role is None and known.name is None else None


def _gathered(speaker: Speaker) -> Introduction:
    """Return what the words here say, filled up from the other introductions of the person or group."""
    known = speaker.introduced
    sources = [speaker.stands_for.introduced] if speaker.stands_for else []
    sources += speaker.person.introductions if speaker.person else []
    for other in sources:
        if known.role is None and other.role is not None and not (speaker.person is not None and other.plural):
            known = replace(known, role=other.role, role_words=other.role_words, words=other.words)
        if known.body is None and other.body is not None:
            known = replace(known, body=other.body, body_kind=other.body_kind)
        known = replace(known, country=known.country or other.country, plural=known.plural or other.plural)
    if speaker.person is not None and known.name is None:
        known = replace(known, name=speaker.person.name)
    return known


def is_full_name(introduced: Introduction) -> bool:
    """Whether the words give first and last name of a person, and not part of a body's name."""
    several = introduced.plural and introduced.role is not None and introduced.role.plural
    if introduced.name is None or len(introduced.name.split()) < 2 or several:
        return False
    return introduced.role is not None or (introduced.body is None and introduced.country is None)
