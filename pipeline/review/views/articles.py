"""An article with all its records, and the archived page it was read from."""

from __future__ import annotations

from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType
from starlette.responses import Response

from pipeline.marks import claim_marks, statement_marks
from pipeline.records import Article
from pipeline.review.passage import paragraphs, title_pieces
from pipeline.review.people.headers import INERT
from pipeline.review.summaries import incident_figure
from pipeline.review.visit import View, Visit

LARGEST_PAGE_BYTES = 20_000_000


def article_page(visit: Visit) -> Response:
    """Show a whole article, its words marked, and what was read from it."""
    article, dataset = _article(visit), visit.desk.dataset
    reading = dataset.reading(article.id)
    claims = reading.claims if reading else ()
    statements = reading.statements if reading else ()
    marks = [mark for claim in claims for mark in claim_marks(claim)]
    marks += [mark for one in statements for mark in statement_marks(one)]
    sentences = [claim.sentence for claim in claims] + [one.sentence for one in statements]
    first = sentences[0] if sentences else None
    copy = dataset.syndication_of([article.id]).get(article.id)
    incidents = dataset.incidents_of(one.id for one in (reading.incidents if reading else ()))
    distinct = {one.id: one for one in incidents.values()}
    return visit.page(
        "article.html",
        article=article,
        claims=claims,
        statements=statements,
        incidents=[(one, incident_figure(one)) for one in visit.desk.as_left(list(distinct.values()))],
        title_pieces=title_pieces(article, first, marks) if first else (),
        paragraphs=paragraphs(article, first, marks) if first else (),
        versions=dataset.versions(article.canonical_url) if article.canonical_url else [article],
        copy=copy if copy and copy.matched_article else None,
    )


def archived_page(visit: Visit) -> Response:
    """Return the page as it was fetched, inert: no script runs, nothing is loaded, no form goes anywhere."""
    article = _article(visit)
    body = _archived(visit.desk.settings.archive, article)
    if body is None:
        visit.refuse(404, "The archive does not hold this page: it was ingested, or the archive file was moved.")
    return Response(body, media_type="text/html", headers={"content-security-policy": INERT})


def _article(visit: Visit) -> Article:
    article = visit.desk.dataset.article(visit.part("id"))
    if article is None:
        visit.refuse(404, "There is no article with this id.")
    return article


def _archived(archive: Path | None, article: Article) -> bytes | None:
    if archive is None or article.warc_file is None:
        return None
    path = (archive / article.warc_file).resolve()
    if not path.is_relative_to(archive.resolve()) or not path.is_file():
        return None
    with path.open("rb") as file:
        file.seek(article.warc_offset or 0)
        for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True):
            return bytes(record.reader.read(LARGEST_PAGE_BYTES))
    return None


VIEWS = (View("/article/{id}", article_page), View("/archive/{id}", archived_page))
