"""Figures to claims: the record of each count, with its own words beside every field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import structs

from pipeline.records import Article, CasualtyClaim, NamedVictim, Quantity, Span, Victims, stable_id
from pipeline.understand.counting.group import Form, Group
from pipeline.understand.counting.people import person_noun_at
from pipeline.understand.figure import Figure
from pipeline.understand.lexicon import table
from pipeline.understand.places.nationality import nationality_of
from pipeline.understand.references import References, cause_of, cause_span, place_of, source_of, time_of
from pipeline.understand.toll.wholes import copies_of_sums, parts_of
from pipeline.understand.version import EXTRACTOR_VERSION
from pipeline.vocabulary import AgeGroup, Assertion, CivilianStatus, Outcome, Qualifier, Sex, Unit

ACTING = frozenset(table("people")["acting"]["words"])
NAMELESS = frozenset({"counted noun", "toll", "multiple"})  # "19 deaths" does not say who died


def claims_of(figures: Sequence[Figure], article: Article, references: References) -> dict[int, CasualtyClaim]:
    """Return the claim of every figure, by the figure's number."""
    ids = {figure.number: _claim_id(figure, article) for figure in figures}
    wholes = {whole.number for part, whole in parts_of(figures) if part.outcome is Outcome.KILLED}
    claims = {figure.number: _claim(figure, ids, wholes, article, references) for figure in figures}
    for part, whole in parts_of(figures):
        claims[part.number] = _with_frame(claims[part.number], claims[whole.number])
    for copy, sum_ in copies_of_sums(figures):
        claims[copy.number] = _with_frame(claims[copy.number], claims[sum_.number])
    return claims


def _with_frame(part: CasualtyClaim, whole: CasualtyClaim) -> CasualtyClaim:
    """Return a part with when, where and by what its whole came to harm, where its own words do not say."""
    if part.scope is not whole.scope:
        return part
    return structs.replace(
        part,
        time=part.time if part.time is not None and part.time.start is not None else whole.time or part.time,
        place=part.place or whole.place,
        cause=part.cause or whole.cause,
        cause_span=part.cause_span if part.cause else whole.cause_span,
    )


def _claim_id(figure: Figure, article: Article) -> str:
    span = _quantity_span(figure)
    return stable_id("clm", article.id, span.field, span.start, span.end, figure.outcome)


def _claim(
    figure: Figure, ids: dict[int, str], wholes: set[int], article: Article, references: References
) -> CasualtyClaim:
    cause = cause_of(figure, references)
    actor = _actor(figure)
    return CasualtyClaim(
        id=ids[figure.number],
        article_id=article.id,
        outcome=_outcome(figure, wholes),
        quantity=_quantity(figure),
        scope=figure.scope,
        assertion=figure.assertion,
        victims=_victims(figure),
        time=time_of(figure, references),
        place=place_of(figure, references),
        cause=cause[0].cause if cause else None,
        cause_span=cause_span(cause) if cause else None,
        actor=actor.text if actor else None,
        actor_span=actor,
        attribution=source_of(figure, references),
        part_of=ids.get(figure.whole) if figure.whole is not None else None,
        background=figure.background,
        sentence=figure.sentence.whole,
        evidence=_evidence(figure),
        rules=(f"{figure.mention.word.shape.value}: {figure.mention.word.id}", figure.mention.rule),
        confidence=_confidence(figure),
        extractor_version=EXTRACTOR_VERSION,
    )


def _outcome(figure: Figure, wholes: set[int]) -> Outcome:
    """Return the outcome; those hurt of whom some died ("24 hurt, five of them fatally") are counted together."""
    if figure.outcome is Outcome.INJURED and figure.number in wholes:
        return Outcome.KILLED_OR_INJURED
    return figure.outcome


def _quantity(figure: Figure) -> Quantity:
    low, best, high = figure.bounds
    span = _quantity_span(figure)
    first = figure.groups[0]
    qualifier = next((g.qualifier for g in figure.groups if g.qualifier is not Qualifier.EXACT), Qualifier.EXACT)
    unit = first.kind.unit if first.kind is not None and first.form is Form.COUNT else Unit.PERSON
    if (
        first.kind is not None
        and first.kind.unit is Unit.HOUSEHOLD
        and first.form is Form.COUNT
        and _counts_members(figure, first)
    ):
        unit = Unit.PERSON
    return Quantity(low=low, best=best, high=high, qualifier=qualifier, unit=unit, as_stated=span.text, span=span)


def _counts_members(figure: Figure, group: Group) -> bool:
    return figure.clause.word(group.head + 1) == "of"


def _quantity_span(figure: Figure) -> Span:
    """Return the counting words: the number, or the whole expression where there is none."""
    first, last = figure.groups[0], figure.groups[-1]
    end = last.count_end if len(figure.groups) == 1 and last.count_end is not None else last.end
    return figure.sentence.span_of(figure.clause.doc[first.start : end])


def _evidence(figure: Figure) -> tuple[Span, ...]:
    doc, trigger = figure.clause.doc, figure.mention.trigger
    spans = [figure.sentence.span_of(doc[group.start : group.end]) for group in figure.groups]
    spans.append(figure.sentence.span_of(doc[trigger.start : trigger.end]))
    unique = {(span.start, span.end): span for span in spans}
    return tuple(unique[key] for key in sorted(unique))


def _actor(figure: Figure) -> Span | None:
    """Return who is said to have done it: the agent of a passive verb, the subject of an active one."""
    clause, trigger = figure.clause, figure.mention.trigger
    if figure.mention.rule == "passive":
        found = clause.agent(trigger.verb)
        return figure.sentence.span_of(clause.doc[found[0] : found[1]]) if found and _acts(figure, *found) else None
    if figure.mention.rule != "active":
        return None
    head = clause.subject(trigger.verb)
    if head is None or clause.word(head) in {"it", "that", "which", "who", "this", "he", "she", "they"}:
        return None
    start, end = clause.phrase(clause.doc[head])
    return figure.sentence.span_of(clause.doc[start:end]) if _acts(figure, start, end) else None


def _acts(figure: Figure, start: int, end: int) -> bool:
    """Whether the words name somebody who can act, and not the mine or the quake."""
    clause = figure.clause
    people = any(person_noun_at(clause.words, i) for i in range(start, end))
    named = any(e.start < end and e.end > start for e in clause.doc.ents)
    return people or named or clause.words[end - 1] in ACTING


def _victims(figure: Figure) -> Victims:
    groups, doc = figure.groups, figure.clause.doc
    if all(group.form is Form.PRONOUN for group in groups) or figure.mention.zero or figure.mention.rule in NAMELESS:
        return Victims()
    kinds = [group.kind for group in groups if group.kind is not None]
    named = tuple(
        NamedVictim(name=g.name, age=g.age, span=figure.sentence.span_of(doc[g.start : g.end]))
        for g in groups
        if g.name
    )
    return Victims(
        as_stated=figure.sentence.span_of(doc[groups[0].start : groups[-1].end]).text,
        civilian_status=_one({k.status for k in kinds}, CivilianStatus.MIXED),
        sex=_one({k.sex for k in kinds}, Sex.MIXED),
        age_group=_age_group(groups),
        occupation=_occupation(figure),
        nationality=_nationality(figure),
        named=named,
    )


def _one(values: set[Any], mixed: Any) -> Any:
    """Return what all say, `mixed` where they differ, None where one says nothing."""
    if len(values) == 1:
        return next(iter(values))
    return None if None in values or not values else mixed


def _age_group(groups: Sequence[Group]) -> AgeGroup | None:
    found: set[AgeGroup | None] = set()
    for group in groups:
        if group.age is not None:
            found.add(AgeGroup.CHILD if group.age < 18 else AgeGroup.ELDERLY if group.age >= 65 else AgeGroup.ADULT)
        else:
            found.add(group.kind.age if group.kind else None)
    result: AgeGroup | None = _one(found, AgeGroup.MIXED)
    return result


def _occupation(figure: Figure) -> str | None:
    group = figure.groups[0]
    if (
        len(figure.groups) > 1
        or group.kind is None
        or group.kind.id in {"person", "man", "woman", "boy", "girl", "child"}
        or group.kind.kin
    ):
        return None
    return figure.clause.doc[group.head].lemma_.lower() or None


def _nationality(figure: Figure) -> str | None:
    found = {
        code
        for group in figure.groups
        for token in figure.clause.doc[group.start : group.end]
        if token.text[:1].isupper() and (code := nationality_of(token.text)) is not None
    }
    return next(iter(found)) if len(found) == 1 else None


def _confidence(figure: Figure) -> float:
    shares = table("confidence")
    share = float(shares["rule"].get(figure.mention.rule.replace(" ", "_"), shares["default"]))
    if figure.assertion is not Assertion.AFFIRMED:
        share *= shares["factor"]["not_affirmed"]
    if any(not group.sure for group in figure.groups):
        share *= shares["factor"]["unlisted_noun"]
    if figure.mention.word.weak:
        share *= shares["factor"]["weak_word"]
    return round(share, 3)
