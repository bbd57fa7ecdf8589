"""Addresses of one page become one address; different pages keep theirs apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.addresses import bare_host, canonical_url, same_site

PLAIN = "https://www.harbour-post.example/world/ferry-fire"


@pytest.mark.parametrize(
    "url",
    [
        PLAIN,
        f"  {PLAIN}\n",
        f"{PLAIN}#comments",
        f"{PLAIN}?utm_source=feed&utm_medium=rss",
        f"{PLAIN}?fbclid=abc",
        "HTTPS://WWW.Harbour-Post.example:443/world/ferry-fire",
        "https://www.harbour-post.example./world/ferry-fire",
    ],
)
def test_one_page_has_one_address(url: str) -> None:
    assert canonical_url(url) == PLAIN


@pytest.mark.parametrize(
    "url",
    [
        f"{PLAIN}/",
        f"{PLAIN}?id=7",
        f"{PLAIN}?page=2",
        PLAIN.replace("https", "http"),
        PLAIN.replace("www.", ""),
        PLAIN.replace("ferry", "Ferry"),
        "https://www.harbour-post.example:8443/world/ferry-fire",
    ],
)
def test_what_may_be_another_page_keeps_its_address(url: str) -> None:
    assert canonical_url(url) == url


@pytest.mark.parametrize(
    "url", ["", "javascript:void(0)", "mailto:desk@harbour-post.example", "http://[broken", "/world"]
)
def test_what_is_no_web_address_comes_back_as_it_is(url: str) -> None:
    assert canonical_url(url) == url


def test_letters_outside_ascii_are_escaped_once() -> None:
    escaped = "https://harbour-post.example/%D0%BF%D0%BE%D0%B6%D0%B0%D1%80"
    assert canonical_url("https://harbour-post.example/пожар") == escaped
    assert canonical_url(escaped) == escaped


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(url: str) -> None:
    assert canonical_url(canonical_url(url)) == canonical_url(url)
    made = canonical_url(f"https://harbour-post.example/{url}")
    assert canonical_url(made) == made


def test_hosts_of_one_site() -> None:
    assert bare_host("https://m.harbour-post.example/a") == "harbour-post.example"
    assert same_site("https://amp.harbour-post.example/a", PLAIN)
    assert not same_site("https://harbour-mail.example/a", PLAIN)
    assert not same_site("", "")
