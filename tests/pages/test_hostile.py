"""Broken, empty, huge, binary and hostile pages: each ends in one counted outcome or in the article, soon."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.page import PageError, parse_page
from crawler.reading.disposition import MAX_PAGE_BYTES
from pipeline.vocabulary import UrlOutcome
from tests.pages.made import ADDRESS, FIRST, PARAGRAPHS, TITLE, page, paragraphs_of, read, texts

FEED = b'<?xml version="1.0"?>\n<!-- made daily -->\n<rss version="2.0"><channel><title>Post</title></channel></rss>'
BILLION = (
    '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    "<html><body><p>&c;&c;&c;</p></body></html>"
)


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (b"", UrlOutcome.NO_ARTICLE),
        (b"\xef\xbb\xbf  \n", UrlOutcome.NO_ARTICLE),
        (b"<html><body></body></html>", UrlOutcome.NO_ARTICLE),
        (b"<p>Short notice.</p>", UrlOutcome.NO_ARTICLE),
        (b"x" * (MAX_PAGE_BYTES + 1), UrlOutcome.TOO_LARGE),
        (b"%PDF-1.7\n1 0 obj", UrlOutcome.NOT_HTML),
        (b"\x89PNG\r\n\x1a\n" + bytes(300), UrlOutcome.NOT_HTML),
        (b"PK\x03\x04" + bytes(300), UrlOutcome.NOT_HTML),
        (gzip.compress(b"<p>packed twice</p>"), UrlOutcome.NOT_HTML),
        (bytes(range(256)) * 40, UrlOutcome.NOT_HTML),
        (bytes(4000), UrlOutcome.NOT_HTML),
        (FEED, UrlOutcome.NOT_HTML),
        (b'{"articles": []}', UrlOutcome.NO_ARTICLE),
        (BILLION.encode(), UrlOutcome.NO_ARTICLE),
        (b"<html><head><title>Just a moment...</title></head><body><p>Checking your browser before you go on to the "
         b"harbour-post.example. This process is automatic.</p></body></html>", UrlOutcome.BLOCKED),
        (b"<html><head><title>Access denied</title></head><body><h1>Access Denied</h1><p>You do not have permission "
         b"to see this page on this server. Reference 18.2f3a.</p></body></html>", UrlOutcome.BLOCKED),
    ],
)  # fmt: skip
def test_what_is_no_article_is_counted(body: bytes, outcome: UrlOutcome) -> None:
    with pytest.raises(PageError) as caught:
        parse_page(body, ADDRESS)
    assert caught.value.outcome is outcome
    assert str(caught.value)


def test_another_content_type_is_not_read() -> None:
    with pytest.raises(PageError) as caught:
        parse_page(page().encode(), ADDRESS, headers={"Content-Type": "image/jpeg"})
    assert caught.value.outcome is UrlOutcome.NOT_HTML


def test_a_section_page_is_no_article() -> None:
    cards = "".join(
        f"<article><h2><a href=/{number}>Ferry {number}</a></h2>{paragraphs_of(FIRST)}</article>" for number in range(8)
    )
    with pytest.raises(PageError) as caught:
        read(
            f"<html><head><title>World</title></head><body><h1>World</h1>{cards}<time>3 March 2026</time></body></html>"
        )
    assert caught.value.outcome is UrlOutcome.NO_ARTICLE
    assert FIRST in read(page(below=cards)).text


def test_an_article_about_walls_is_an_article() -> None:
    about = [
        f"Access denied: that is what readers saw on the {day}th, the regulator wrote in its report."
        for day in range(9)
    ]
    assert len(texts(page(paragraphs_of(*about)))) == len(about)


@pytest.mark.parametrize(
    "deep",
    [
        "<div>",
        "<b>",
        "<table><tr><td>",
        "<ul><li>",
        "<span><i>",
        "<svg><g>",
        "<a href=x>",
        "<div></x>",
        "<div/>",
        "<b></i>",
        "<div><object></div></object>",
        "<table><tr><td></div>",
        "<p><b>",
    ],
)
def test_deep_nesting_does_not_hang_and_keeps_the_text(deep: str) -> None:
    assert FIRST in read(page(deep * 60_000 + paragraphs_of(*PARAGRAPHS))).text


def test_a_drawing_of_many_shapes_is_no_reason_to_flatten_a_page() -> None:
    drawing = "<svg>" + '<path d="M0 0h1"/>' * 3_000 + "</svg>"
    caption = '<div class="caption"><p>Route of the ferry between the two harbours on Tuesday morning.</p></div>'
    assert texts(page(above=drawing, below=caption)) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "bomb",
    [
        "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">",
        '<div title="' + ">" * 1_000_000 + '">',
        "<!--" * 100_000,
        "<![CDATA[" * 50_000,
        "&" * 500_000,
        "&#x41;" * 200_000,
        "<" * 200_000,
        "<p>" * 100_000,
        "</div>" * 100_000,
        "<script>" + "x" * 1_000_000 + "</script>",
        "<style>" * 1_000,
        "(" * 100_000 + '"' * 100_000,
        "2026-03-04 " * 50_000,
        "1 March " * 50_000,
        "By " * 100_000,
    ],
)
def test_bombs_set_before_the_text_end_in_an_article_or_an_outcome(bomb: str) -> None:
    try:
        article = read(page(above=bomb))
    except PageError as error:
        assert error.outcome in (UrlOutcome.NO_ARTICLE, UrlOutcome.PARSE_ERROR)
    else:
        assert article.title


def test_markup_in_declared_texts_stays_out_of_title_and_text() -> None:
    node = r"""{"@type": "NewsArticle", "headline": "<script>alert(1)<\/script>Fire in the strait"}"""
    head = f'<script type="application/ld+json">{node}</script>'
    article = read(page(head=head).replace(f"<h1>{TITLE}</h1>", "<h1><script>alert(2)</script>Fire in the strait</h1>"))
    assert article.title == "Fire in the strait"
    assert "alert" not in article.text + article.title


def test_broken_markup_is_read() -> None:
    text = f"<p>{PARAGRAPHS[0]}<p>{PARAGRAPHS[1]}</b><p>{PARAGRAPHS[2]}<tim"
    broken = f"<html><body><h1>{TITLE}</h2><div class='article-body'>{text}"
    assert texts(broken) == list(PARAGRAPHS)


def test_json_ld_that_nests_without_end_is_passed_over() -> None:
    nested = '{"@graph": [' * 3_000 + "]}" * 3_000
    assert texts(page(head=f'<script type="application/ld+json">{nested}</script>')) == list(PARAGRAPHS)


@given(st.binary(max_size=3_000))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_an_article_or_a_page_error(body: bytes) -> None:
    try:
        parse_page(body, ADDRESS)
    except PageError as error:
        assert error.outcome in UrlOutcome


@given(st.text(alphabet="<>/ap=\"' div&#;!-[]h1\n", max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_markup_around_the_text_leaves_a_readable_result(scrap: str) -> None:
    try:
        article = read(page(above=scrap))
    except PageError:
        return
    assert "\x00" not in article.text
    assert article == read(page(above=scrap))
