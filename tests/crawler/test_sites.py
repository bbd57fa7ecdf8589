"""Declarations: what is accepted, and what the message says of what is not."""

from __future__ import annotations

import inspect
import textwrap
from pathlib import Path

import pytest

from crawler import sites
from crawler.sites import Site, SiteError, load_site, load_sites

SMALL = """
name = "Caspian Wire"
country = "AZ"
hosts = ["caspianwire.example"]
feeds = ["https://caspianwire.example/rss"]
expected = { low = 1, high = 20 }
"""


def declared(folder: Path, text: str = SMALL, *, place: str = "az/caspian_wire.toml") -> Path:
    file = folder / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_the_example_of_the_documentation_loads(tmp_path: Path) -> None:
    lines = (inspect.getdoc(sites) or "").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("    name = "))
    example = [line for line in lines[first:] if line.startswith("    ") or not line]
    site = load_site(declared(tmp_path, textwrap.dedent("\n".join(example))))
    assert (site.slug, site.timezone, site.expected.high) == ("caspian_wire", "Asia/Baku", 120)
    assert site.urls.admit("https://caspianwire.example/news/12-shelling")
    assert not site.urls.admit("https://caspianwire.example/about")
    assert not site.urls.admit("https://caspianwire.example/photo/news/12")


def test_defaults_are_polite(tmp_path: Path) -> None:
    site = load_site(declared(tmp_path))
    assert (site.delay_seconds, site.concurrency, site.render, site.verified) == (5.0, 1, False, False)
    assert (site.language, site.timezone, dict(site.selectors)) == (None, None, {})


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('colour = "red"', "colour"),
        ('timezone = "Baku"', "timezone"),
        ('language = "english"', "language"),
        ("delay_seconds = -1", "delay_seconds"),
        ('sitemaps = ["caspianwire.example/map.xml"]', "sitemaps.0"),
        ('urls = { allow = ["("] }', "urls.allow.0"),
        ('selectors = { headline = "h1" }', "selectors: 'headline'"),
        ('slug = "other"', "slug"),
        ("name = ", "TOML"),
    ],
)
def test_a_wrong_key_is_named_with_its_file(tmp_path: Path, line: str, named: str) -> None:
    file = declared(tmp_path, f"{line}\n{SMALL}" if "name" in line else SMALL + line)
    with pytest.raises(SiteError) as refused:
        load_site(file)
    assert str(file) in str(refused.value)
    assert named in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('feeds = ["https://caspianwire.example/rss"]', "", "feeds, sitemaps, sections"),
        ('country = "AZ"', 'country = "AM"', "country"),
        ("low = 1", "low = 30", "expected"),
        ("expected = { low = 1, high = 20 }", "", "expected"),
    ],
)
def test_what_is_missing_or_contradicts_is_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    with pytest.raises(SiteError, match=named):
        load_site(declared(tmp_path, SMALL.replace(old, new)))


def test_own_declarations_win_over_bundled_ones(tmp_path: Path) -> None:
    declared(tmp_path / "bundled")
    declared(tmp_path / "bundled", place="az/baku_post.toml")
    declared(tmp_path / "own", SMALL.replace("Caspian Wire", "Caspian Wire (mirror)"))
    found = load_sites([tmp_path / "bundled", tmp_path / "own", tmp_path / "absent"])
    assert list(found) == ["baku_post", "caspian_wire"]
    assert found["caspian_wire"].name == "Caspian Wire (mirror)"


def test_two_of_one_slug_in_one_folder_are_refused(tmp_path: Path) -> None:
    declared(tmp_path)
    declared(tmp_path, SMALL.replace('"AZ"', '"AM"'), place="am/caspian_wire.toml")
    with pytest.raises(SiteError, match="also declared by"):
        load_sites([tmp_path])


@pytest.mark.parametrize(
    ("url", "owned"),
    [
        ("https://caspianwire.example/a", True),
        ("https://en.caspianwire.example:8443/a", True),
        ("https://notcaspianwire.example/a", False),
        ("https://caspianwire.example@evil.example/", False),
        ("http://127.0.0.1:8001/a", True),
        ("http://127.0.0.1:8002/a", False),
        ("http://[broken/a", False),
    ],
)
def test_whose_address(url: str, owned: bool) -> None:
    site = Site.model_validate(
        {
            "slug": "wire",
            "name": "Wire",
            "country": "AZ",
            "hosts": ["caspianwire.example", "127.0.0.1:8001"],
            "sections": ["https://caspianwire.example/"],
            "expected": {"low": 0, "high": 9},
        }
    )
    assert site.owns(url) is owned


def test_every_bundled_declaration_loads() -> None:
    assert all(site.slug == slug for slug, site in load_sites([sites.BUNDLED_SITES]).items())
