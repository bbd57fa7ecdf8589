"""From the parsed sentences of an article to its claims and incidents."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.records import CasualtyClaim, ReportedIncident, stable_id
from pipeline.understand.claims import claims_of
from pipeline.understand.figures import Figure, figures_in
from pipeline.understand.incidents import grouped
from pipeline.understand.passage import Passage
from pipeline.understand.reconcile import tolls_of
from pipeline.understand.references import References
from pipeline.understand.setting import cause_of_incident, place_of_incident, time_of_incident


def read_casualties(passage: Passage) -> tuple[tuple[CasualtyClaim, ...], tuple[ReportedIncident, ...]]:
    """Return the claims of an article in text order, and its incidents, the main one first."""
    figures = figures_in(passage)
    references = References(passage)
    claims = claims_of(figures, passage.article, references)
    main, others = grouped(figures)
    incidents = [_incident(main, claims, references, main=True)] if main else []
    incidents += [_incident(group, claims, references, main=False) for group in others]
    return tuple({claim.id: claim for claim in claims.values()}.values()), tuple(incidents)


def _incident(
    figures: Sequence[Figure], claims: dict[int, CasualtyClaim], references: References, *, main: bool
) -> ReportedIncident:
    own = [claims[figure.number] for figure in figures]
    tolls = tolls_of(figures)
    return ReportedIncident(
        id=stable_id("inc", own[0].article_id, own[0].id),
        article_id=own[0].article_id,
        main=main,
        killed=tolls.killed,
        injured=tolls.injured,
        missing=tolls.missing,
        time=time_of_incident(own, references, main=main),
        place=place_of_incident(own, references, main=main),
        cause=cause_of_incident(own, references, main=main),
        claim_ids=tuple(dict.fromkeys(claim.id for claim in own)),
    )
