"""A `Site` as the TOML text of its declaration."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from crawler.sites import Site


def declaration_text(site: Site, found_on: date, notes: Iterable[str] = ()) -> str:
    """Return the declaration of a site found by `tollwatch sites add`; reading it back gives an equal site."""
    head = [f"# Found by `tollwatch sites add` on {found_on}. Look it over, crawl once, then set verified = true."]
    head += [f"# {_printable(note)}" for note in notes]
    keys: dict[str, object] = {
        "name": site.name,
        "country": site.country,
        "language": site.language,
        "timezone": site.timezone,
        "hosts": site.hosts,
        "feeds": site.feeds,
        "sitemaps": site.sitemaps,
        "sections": site.sections,
        "delay_seconds": site.delay_seconds,
        "concurrency": site.concurrency,
        "max_age_days": site.max_age_days,
        "render": site.render,
        "verified": site.verified,
    }
    lines = [f"{key} = {toml_value(value)}" for key, value in keys.items() if value is not None and value != ()]
    band = ["", "[expected]", f"low = {site.expected.low}", f"high = {site.expected.high}"]
    rules = [
        "",
        "# [urls]",
        "# allow = ['/news/\\d+']      # what an article's address looks like",
        "# deny = ['/video/']",
    ]
    return "\n".join([*head, *lines, *band, *rules, ""])


def toml_value(value: object) -> str:
    """Return a string, number, truth value or list of strings as TOML.

    JSON writes these the same way, but for one control character that TOML wants escaped.
    """
    plain = list(value) if isinstance(value, tuple) else value
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")


def _printable(note: str) -> str:
    """Return a note in one line, without the control characters that a page may have put into it."""
    return " ".join("".join(character if character.isprintable() else " " for character in note).split())
