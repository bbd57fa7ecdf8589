"""One line about each item of the queue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from pipeline.records import CasualtyClaim, Incident, Reading, Statement
from pipeline.review.desk import Desk
from pipeline.review.rendering import DASH, code, country, sentence_case, stated, toll, when
from pipeline.store.desk_items import Item
from pipeline.vocabulary import DecisionVerdict


@dataclass(frozen=True, slots=True)
class Headline:
    """What an item is about: `figure` is its toll or short name, `line` the words it rests on."""

    figure: str
    line: str


def headlines(desk: Desk, items: Sequence[Item]) -> dict[str, Headline]:
    """Return the headlines of items by record id; a record that has gone meanwhile has none."""
    readings = desk.dataset.readings_by_article({item.article_id for item in items if item.article_id})
    found = _of_readings(readings.values())
    incidents = desk.dataset.incidents_by_id(item.target_id for item in items if item.target_kind == "incident")
    left = desk.as_left(list(incidents.values()))
    found |= {one.id: Headline(incident_figure(one), incident_name(one)) for one in left}
    return found | _of_pairs(desk, [item.target_id for item in items if item.target_kind == "judgement"])


def claim_figure(claim: CasualtyClaim) -> str:
    """Return a claim as '12 killed'."""
    return f"{stated(claim.quantity)} {code(claim.outcome)}"


def incident_name(incident: Incident) -> str:
    """Return an incident as 'Road accident, Goris, Armenia · 4 May 2024'."""
    named = (incident.place.name, country(incident.place.country)) if incident.place else ()
    place = ", ".join(dict.fromkeys(part for part in named if part))
    what = sentence_case(code(incident.cause)) or "Incident"
    told = when(incident.time) if incident.time else "undated"
    return f"{what}, {place or 'place not stated'} · {told}"


def incident_figure(incident: Incident) -> str:
    """Return an incident's first toll of anybody as '12 (10–14) killed'; '0 killed' where all that is told is zero."""
    names = ("killed", "missing", "injured", "abducted", "displaced")
    told = {name: one for name in names if (one := getattr(incident, name)) is not None and toll(one) != DASH}
    somebody = (name for name, one in told.items() if one.best or one.low or one.high)
    name = next(somebody, next(iter(told), None))
    return f"{toll(told[name])} {name}" if name is not None else "no toll"


def speaker_name(statement: Statement) -> str:
    """Return who spoke."""
    said = statement.speaker
    return said.shown if said else "Nobody named"


def speaker_words(statement: Statement) -> str:
    """Return the source's words for who spoke, with what a pronoun takes up: 'it (the ministry)'; empty if none."""
    said = statement.speaker
    if said is None:
        return ""
    return f"{said.as_stated} ({said.stands_for.text})" if said.stands_for else said.as_stated


def _of_readings(readings: Iterable[Reading]) -> dict[str, Headline]:
    found: dict[str, Headline] = {}
    for reading in readings:
        found |= {claim.id: Headline(claim_figure(claim), claim.sentence.text) for claim in reading.claims}
        found |= {one.id: Headline(speaker_name(one), one.content) for one in reading.statements}
    return found


def _of_pairs(desk: Desk, ids: Sequence[str]) -> dict[str, Headline]:
    """Return the headlines of pairs: few queries for many, since a page of joins is what an editor opens first."""
    pairs = desk.store.judgements_by_id(ids)
    telling = desk.store.articles_telling(side for one in pairs.values() for side in (one.left, one.right))
    articles = desk.dataset.articles_by_id(telling.values())
    found: dict[str, Headline] = {}
    for id_, pair in pairs.items():
        sides = (pair.left, pair.right)
        if pair.kind == "statement":
            said = [desk.dataset.statement(side) for side in sides]
            found[id_] = Headline("Contradiction?", " ↔ ".join(one.content for one in said if one))
        else:
            titles = [articles[telling[side]].title for side in sides if telling.get(side) in articles]
            found[id_] = Headline("One or two?", " ↔ ".join(titles))
    return found


@dataclass(frozen=True, slots=True)
class Done:
    """What a person did last: 'accepted', the record's address, and what it is about."""

    words: str
    address: str
    what: str
    undoable: bool


_DONE = {
    DecisionVerdict.ACCEPT: "accepted",
    DecisionVerdict.CORRECT: "corrected",
    DecisionVerdict.REJECT: "rejected",
    DecisionVerdict.UNSURE: "asked a colleague about",
    DecisionVerdict.MERGE: "joined",
    DecisionVerdict.SPLIT: "split",
    DecisionVerdict.UNDO: "took back your decision on",
}
REMEMBERED = timedelta(hours=1)
"""How long a page says what was done last."""


def last_done(desk: Desk, person: str) -> Done | None:
    """Return what a person did last, so that a key pressed is seen to have worked; None after an hour."""
    last = next(iter(desk.store.last_decisions(person, limit=1)), None)
    if last is None or last.decided_at < desk.now() - REMEMBERED:
        return None
    item = desk.store.item(last.target_id)
    headline = headlines(desk, [item]).get(last.target_id) if item else None
    words = _TAKEN_BACK if "undone" in last.before else _PAIRS if last.target_kind == "judgement" else _DONE
    path = "join" if last.target_kind == "judgement" else last.target_kind
    return Done(
        words.get(last.verdict) or _DONE[last.verdict],
        f"/{path}/{last.target_id}",
        headline.figure if headline else f"this {last.target_kind}",
        last.verdict is not DecisionVerdict.UNDO and "undone" not in last.before,
    )


_PAIRS = {DecisionVerdict.MERGE: "called one:", DecisionVerdict.SPLIT: "called two:"}
_TAKEN_BACK = {DecisionVerdict.SPLIT: "took back the join of", DecisionVerdict.MERGE: "took back the split of"}
"""Taking a join back is kept as a split, and the other way round."""
