"""A tally: one running count over time, with what is odd about it."""

from __future__ import annotations

from datetime import UTC, datetime, time

from starlette.responses import Response

from pipeline.records import TallyReading
from pipeline.review.charts import Figure, figures_chart
from pipeline.review.visit import View, Visit


def tally_page(visit: Visit) -> Response:
    """Show a tally."""
    tally = visit.desk.dataset.tally(visit.part("id"))
    if tally is None:
        visit.refuse(404, "There is no such tally.")
    articles = visit.desk.dataset.articles_by_id({one.article_id for one in tally.readings})
    dated = [_figure(one) for one in tally.readings if one.as_of]
    return visit.page("tally.html", tally=tally, articles=articles, chart=figures_chart(dated))


def _figure(one: TallyReading) -> Figure:
    assert one.as_of is not None
    at = datetime.combine(one.as_of, time(), UTC)
    return Figure(at, one.source, one.low, one.best, one.high, f"/claim/{one.claim_id}", one.flag is not None)


VIEWS = (View("/tally/{id}", tally_page),)
