"""Search over articles, claims and statements; the result as CSV and JSON from the same query."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from starlette.responses import Response

from pipeline.review.files import as_csv, as_file, as_json
from pipeline.review.rendering import query as as_query
from pipeline.review.views.filters import PAGE_ROWS, page_in
from pipeline.review.visit import View, Visit
from pipeline.store import HIGHLIGHT, SearchHit

KINDS = ("articles", "claims", "statements")
MOST_HITS = 10_000
LONGEST_QUERY = 500


def search(visit: Visit) -> Response:
    """Show what holds the words."""
    words, kind, page = _asked(visit)
    hits = _hits(visit, words, kind, PAGE_ROWS + 1, (page - 1) * PAGE_ROWS)
    articles = visit.desk.dataset.articles_by_id({hit.article_id for hit in hits})
    return visit.page(
        "search.html",
        words=words,
        kind=kind,
        kinds=KINDS,
        hits=hits[:PAGE_ROWS],
        more=len(hits) > PAGE_ROWS,
        page=page,
        articles=articles,
        query=visit.query,
        files=as_query(visit.query, page=None),
    )


def search_csv(visit: Visit) -> Response:
    """Return the hits as CSV."""
    return as_file("search", as_csv(_rows(visit)), "text/csv; charset=utf-8", "csv")


def search_json(visit: Visit) -> Response:
    """Return the hits as JSON."""
    return as_file("search", as_json(_rows(visit)), "application/json", "json")


def _rows(visit: Visit) -> list[dict[str, Any]]:
    words, kind, _ = _asked(visit)
    plain = str.maketrans(dict.fromkeys(HIGHLIGHT, ""))
    hits = _hits(visit, words, kind, MOST_HITS, 0)
    return [asdict(hit) | {"snippet": hit.snippet.translate(plain)} for hit in hits]


def _asked(visit: Visit) -> tuple[str, str, int]:
    query = visit.query
    kind = query.get("kind", "articles")
    return query.get("q", "")[:LONGEST_QUERY], kind if kind in KINDS else "articles", page_in(query)


def _hits(visit: Visit, words: str, kind: str, limit: int, offset: int) -> list[SearchHit]:
    return visit.desk.dataset.search(words, kind=kind, limit=limit, offset=offset) if words.strip() else []


VIEWS = (View("/search", search), View("/search.csv", search_csv), View("/search.json", search_json))
