"""From the parsed sentences of an article to its claims and incidents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.records import CasualtyClaim, ReportedIncident, stable_id
from pipeline.understand.background.kinds_of_article import is_misadventure
from pipeline.understand.background.recalled import only_recalled, opens_with_attack
from pipeline.understand.background.referred import only_referred_to
from pipeline.understand.background.reports_after import comes_after
from pipeline.understand.claims import claims_of
from pipeline.understand.context import single
from pipeline.understand.figure import Figure
from pipeline.understand.figures import figures_in
from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.phrases import folded
from pipeline.understand.references import References
from pipeline.understand.toll.another_event import told_of_another_event
from pipeline.understand.toll.incidents import grouped
from pipeline.understand.toll.reconcile import tolls_of
from pipeline.understand.toll.round_up import told_of_other_countries
from pipeline.understand.toll.setting import (
    cause_of_incident,
    is_told_of_elsewhere,
    opening_of,
    place_of_incident,
    time_of_incident,
    told_cause,
)
from pipeline.understand.toll.taken_away import TakenAway, taken_away
from pipeline.understand.toll.wholes import related
from pipeline.vocabulary import Assertion, Cause, DatePrecision, Outcome, Scope, TextField

EARLY = 8  # sentences; an article that comes to its first figure later is about something else
EARLY_CHARACTERS = 900  # lists and short lines make many sentences
BETWEEN_PEOPLE = frozenset({Cause.ARMED_CLASH, Cause.EXECUTION, Cause.UNREST, Cause.ASSAULT})
_FORCE = re.compile(
    r"\b(?:kill|dead|death|died|bomb|explo|shot|shoot|gun|ambush|troops|soldier|arm(?:y|ed)|police|rebel|militant|militia|"
    r"insurgent|wound|hurt|injur|casualt|victim|hang|prison|riot|protest|tear gas|mob\b|pirate|beat|attack|violen|stab|"
    r"weapon|fighters)"
)
LONG_DAYS = 60  # rains that kill for two weeks are one event
FOUND = frozenset({"found", "discovered", "recovered", "missing", "washed"})  # who is found dead had no deathbed
NATURAL = frozenset({"die", "dead", "death_of"})  # words that also tell of a death in bed


def read_casualties(passage: Passage) -> tuple[tuple[CasualtyClaim, ...], tuple[ReportedIncident, ...]]:
    """Return the claims of an article in text order, and its incidents, the main one first."""
    figures = related(figures_in(passage))
    references = References(passage)
    if not figures:
        return (), _without_figures(references)
    claims = claims_of(figures, passage.article, references)
    figures = [_with_source(figure, claims[figure.number]) for figure in figures]
    elsewhere = is_told_of_elsewhere(figures, claims, references) | told_of_another_event(figures, claims, references)
    abroad = told_of_other_countries(figures, references)
    elsewhere |= abroad.keys()
    referred = only_referred_to(passage, figures)
    follows = bool(single("death_in_title").search(folded(passage.article.title)))
    unhurt = any(f.mention.zero for f in figures)  # who says that nobody was hurt tells of an event
    recalled = only_recalled(passage, figures) or (not unhurt and comes_after(passage))
    recalled = recalled and not opens_with_attack(passage)
    main, others = grouped(figures, elsewhere, referred, title_tells_of_death=follows, recalled=recalled, abroad=abroad)
    if _opens_with_sums(figures, claims):
        dated = [f for f in main if _has_day(claims[f.number])]
        main, others = dated, [*others, *([f] for f in main if f not in dated)]
    early = any(f.in_title or f.sentence.rank <= EARLY or f.sentence.start < EARLY_CHARACTERS for f in main)
    if not early or _is_obituary(main, claims, references):
        main = []
    sums = any(f.scope is Scope.CUMULATIVE and f.sentence.rank <= EARLY for f in figures)
    away = TakenAway()
    if not recalled:
        away = taken_away(figures, elsewhere | referred, claims, references.antecedents, news=not main)
        if not main and not _is_news(away, claims, references):
            away = TakenAway()
    untold = () if sums or recalled else _without_figures(references)  # what opens with a sum is about the sum
    told = main or away.figures
    own = {f.sentence.index for f in told}
    told_elsewhere = (f for f in figures if f.assertion is Assertion.AFFIRMED and f.scope is Scope.INCIDENT)
    foreign = {f.sentence.index for f in told_elsewhere} - own
    leads = [s for s in opening_of(references) if s.index not in foreign]
    incidents = [_incident(main, claims, references, main=True, around=leads, away=away)] if told else [*untold]
    incidents += [
        _incident(group, claims, references, main=False, around=_paragraph(group, abroad, passage)) for group in others
    ]
    return tuple({claim.id: claim for claim in claims.values()}.values()), tuple(incidents)


def _opens_with_sums(figures: Sequence[Figure], claims: Mapping[int, CasualtyClaim]) -> bool:
    """Whether headline and first sentence count people harmed over months or years, and nobody else: a yearly count."""
    heads = [f for f in figures if f.in_title or f.sentence.first]
    times = [claims[f.number].time for f in heads]
    long = any(t is not None and t.start and t.end and (t.end - t.start).days > LONG_DAYS for t in times)
    return long and all(f.scope is Scope.CUMULATIVE for f in heads)


def _has_day(claim: CasualtyClaim) -> bool:
    return claim.time is not None and claim.time.precision is DatePrecision.DAY


def _paragraph(group: Sequence[Figure], abroad: Mapping[int, int], passage: Passage) -> list[Sentence]:
    """Return the sentences of a paragraph that tells of an event of its own; none for any other group."""
    told = abroad.get(group[0].number)
    return [s for s in passage.sentences if s.field is TextField.TEXT and s.paragraph == told]


def _without_figures(references: References) -> tuple[ReportedIncident, ...]:
    """Return the incident of an article whose opening names a shooting, a crash, a quake, without a figure."""
    cause = told_cause(references)
    if cause is None or (cause in BETWEEN_PEOPLE and not _tells_of_force(references)):
        return ()
    article = references.passage.article
    return (
        ReportedIncident(
            id=stable_id("inc", article.id, ""),
            article_id=article.id,
            main=True,
            time=time_of_incident((), references, main=True, around=opening_of(references)),
            place=place_of_incident((), references, main=True, around=opening_of(references)),
            cause=cause,
        ),
    )


def _tells_of_force(references: References) -> bool:
    """Whether the opening names who or what does harm: rivals clash, sides battle and teams have an offensive, too."""
    return any(_FORCE.search(folded(sentence.text)) for sentence in opening_of(references))


def _is_news(away: TakenAway, claims: Mapping[int, CasualtyClaim], references: References) -> bool:
    """Whether those carried off or driven out make an incident alone: who left home did so because of something."""
    own = [claims[figure.number] for figure in away.figures]
    around = opening_of(references)
    return away.abducted is not None or cause_of_incident(own, references, main=True, around=around) is not None


def _with_source(figure: Figure, claim: CasualtyClaim) -> Figure:
    return replace(figure, source=claim.attribution.kind if claim.attribution else None)


def _is_obituary(main: Sequence[Figure], claims: Mapping[int, CasualtyClaim], references: References) -> bool:
    """Whether an article tells of one death and of nothing that could have caused it."""
    quiet = all(
        f.outcome is Outcome.KILLED
        and not f.counted
        and not f.mention.zero
        and f.mention.word.id in NATURAL
        and not FOUND & set(f.clause.words)
        for f in main
    )
    own = [claims[figure.number] for figure in main]
    opening = [s for s in references.passage.sentences if s.leads]
    if any(is_misadventure(s.text) for s in (*opening, *(f.sentence for f in main))) or not any(
        f.groups[0].name for f in main
    ):
        return False  # an obituary names whom it is about
    around = opening_of(references)
    return bool(main) and quiet and cause_of_incident(own, references, main=True, around=around) is None


def _central(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures of headline and opening, and those that repeat them: when and where is what these say."""
    opening = [f for f in figures if f.in_title or f.sentence.leads]
    numbers = {(f.outcome, f.bounds) for f in opening}
    return [f for f in figures if f in opening or (f.outcome, f.bounds) in numbers] or list(figures)


def _incident(
    figures: Sequence[Figure],
    claims: Mapping[int, CasualtyClaim],
    references: References,
    *,
    main: bool,
    around: Sequence[Sentence],
    away: TakenAway | None = None,
) -> ReportedIncident:
    """Return the incident that figures tell of, with those carried off or driven from home; these alone may make it."""
    away = away or TakenAway()
    tolls = tolls_of(figures, references.antecedents)
    together = sorted({*figures, *away.figures}, key=lambda f: f.number)
    figures = figures or away.figures
    own = [claims[figure.number] for figure in figures]
    central = [claims[figure.number] for figure in _central(figures)] if main else own
    return ReportedIncident(
        id=stable_id("inc", own[0].article_id, own[0].id),
        article_id=own[0].article_id,
        main=main,
        killed=tolls.killed,
        injured=tolls.injured,
        missing=tolls.missing,
        abducted=away.abducted,
        displaced=away.displaced,
        time=time_of_incident(central, references, main=main, around=around),
        place=place_of_incident(central, references, main=main, around=around),
        cause=cause_of_incident(own, references, main=main, around=around),
        claim_ids=tuple(dict.fromkeys(claims[figure.number].id for figure in together)),
    )
