"""A saved page of a site with what should be read from it: `<sites>/<cc>/<slug>/page.html` and `expected.toml`.

    url = "https://caspianwire.example/news/4101"
    content_type = "text/html; charset=utf-8"
    title = "Two road workers killed by mine"
    published_at = 2024-05-14T10:20:00Z      # left out when the page states none
    paragraphs = 4

When the site is redesigned or our reader changes, `tollwatch sites check` says what is read differently now.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.declaration import toml_value
from crawler.finding import Sample
from crawler.page import PageError, parse_page
from crawler.sites import Site
from pipeline.records import Article

PAGE, EXPECTED = "page.html", "expected.toml"


class SampleError(ValueError):
    """A saved page or its expectation cannot be used; the message names the file."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is read otherwise than expected."""

    field: str
    expected: str
    read: str


def sample_folder(sites_folder: Path, site: Site) -> Path:
    """Return where the saved page of a site is."""
    return sites_folder / site.country.lower() / site.slug


def write_sample(folder: Path, sample: Sample) -> None:
    """Write the page and, from what was read, the expectation; a person should look over it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PAGE).write_bytes(sample.answer.body)
    told = {
        "url": toml_value(sample.answer.url),
        "content_type": toml_value(sample.answer.headers.get("content-type", "text/html")),
        "title": toml_value(sample.article.title),
        "published_at": _moment(sample.article.published_at),
        "paragraphs": str(_paragraphs(sample.article)),
    }
    lines = [f"{key} = {value}" for key, value in told.items() if value is not None]
    head = "# What is on page.html, as our reader saw it when it was saved. Correct it where the reader was wrong.\n"
    (folder / EXPECTED).write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def check_sample(folder: Path, site: Site) -> list[Difference] | None:
    """Return how the saved page is read otherwise than expected; None when there is no saved page.

    Raises `SampleError` when a file is missing or broken.
    """
    if not folder.is_dir():
        return None
    expected, body = _expected(folder / EXPECTED), _body(folder / PAGE)
    try:
        headers = {"content-type": str(expected.get("content_type", "text/html"))}
        article = parse_page(body, str(expected["url"]), site=site, headers=headers)
    except PageError as error:
        return [Difference("page", "an article", f"{error.outcome}: {error}")]
    read = {
        "title": article.title,
        "published_at": _moment(article.published_at),
        "paragraphs": str(_paragraphs(article)),
    }
    wanted = {
        "title": str(expected["title"]),
        "published_at": _moment(expected.get("published_at")),
        "paragraphs": str(expected["paragraphs"]),
    }
    return [Difference(key, str(wanted[key]), str(read[key])) for key in wanted if wanted[key] != read[key]]


def _expected(file: Path) -> dict[str, Any]:
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SampleError(f"{file}: {error}") from error
    for key in ("url", "title", "paragraphs"):
        if key not in told:
            raise SampleError(f"{file}: {key} is missing")
    if not isinstance(told.get("published_at"), datetime | None):
        raise SampleError(f"{file}: published_at is no date with time")
    return told


def _body(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SampleError(f"{file}: {error.strerror}") from error


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")


def _paragraphs(article: Article) -> int:
    return article.text.count("\n\n") + 1
