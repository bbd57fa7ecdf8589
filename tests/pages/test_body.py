"""Families of page structure: what stands around the text stays out, what belongs to it stays in, in order."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from crawler.page import parse_page
from tests.pages.made import ADDRESS, FIRST, PARAGRAPHS, SECOND, THIRD, FakeSite, page, paragraphs_of, texts

AROUND = {
    around["what"]: around["markup"]
    for around in tomllib.loads(Path(__file__).with_name("around.toml").read_text(encoding="utf-8"))["around"]
}


@pytest.mark.parametrize("what", sorted(AROUND))
@pytest.mark.parametrize("where", ["between", "after"])
def test_what_is_set_around_the_text_stays_out(what: str, where: str) -> None:
    box = AROUND[what]
    made = page(f"<p>{FIRST}</p>{box}<p>{SECOND}</p><p>{THIRD}</p>") if where == "between" else page(below=box)
    assert texts(made) == list(PARAGRAPHS)


STANDFIRST = "Two people are still missing after the worst accident in the strait for years"
STANDFIRSTS = {
    "labelled": f'<h2 class="article__standfirst">{STANDFIRST}</h2>',
    "paragraph": f"<p>{STANDFIRST}</p>",
    "described": f"<div>{STANDFIRST}</div>",
}


@pytest.mark.parametrize("kind", sorted(STANDFIRSTS))
def test_a_standfirst_opens_the_text(kind: str) -> None:
    head = f'<meta name="description" content="{STANDFIRST}">' if kind == "described" else ""
    assert texts(page(above=STANDFIRSTS[kind], head=head)) == [STANDFIRST, *PARAGRAPHS]


def test_bylines_and_dates_above_the_text_stay_out() -> None:
    above = '<div class="byline">By Petra Holm</div><div>Published 3 March 2026, 07:12</div><p>4 min read</p>'
    assert texts(page(above=above)) == list(PARAGRAPHS)


def test_subheadings_lists_and_quotations_keep_their_order() -> None:
    body = (
        f"<p>{FIRST}</p><h2>What is known</h2><ul><li>The fire began on the car deck.</li><li>Seven people died.</li>"
        "</ul><blockquote>It went very fast, a survivor said of the first minutes.</blockquote>"
        f"<p>{SECOND}</p><p>{THIRD}</p>"
    )
    assert texts(page(body)) == [
        FIRST, "What is known", "The fire began on the car deck.", "Seven people died.",
        "It went very fast, a survivor said of the first minutes.", SECOND, THIRD,
    ]  # fmt: skip


def test_a_table_with_figures_keeps_a_line_a_row() -> None:
    heads = "<tr><th>Vessel</th><th>Dead</th><th>Injured</th></tr>"
    ferry = "<tr>\n<td>Ansel Star</td>\n<td><div>7</div></td>\n<td>23</td>\n</tr>"
    table = f"<table>{heads}{ferry}<tr><td>Ansel Moon</td><td></td><td>4</td></tr></table>"
    assert texts(page(f"<p>{FIRST}</p><figure>{table}</figure><p>{SECOND}</p><p>{THIRD}</p>")) == [
        FIRST, "Vessel | Dead | Injured", "Ansel Star | 7 | 23", "Ansel Moon | | 4", SECOND, THIRD,
    ]  # fmt: skip


def test_a_page_laid_out_in_tables_is_read_as_paragraphs() -> None:
    text = paragraphs_of(*PARAGRAPHS)
    table = f"<table><tr><td><a href='/'>Home</a></td><td>{text}</td></tr></table>"
    made = f"<html><body>{table}<time>3 March 2026</time></body></html>"
    assert texts(made) == list(PARAGRAPHS)


def test_text_with_line_breaks_instead_of_paragraphs() -> None:
    assert texts(page(f"{FIRST}<br><br>{SECOND}<br/>\n<br>{THIRD}")) == list(PARAGRAPHS)


def test_posts_of_a_live_blog_stay_in_page_order() -> None:
    posts = "".join(
        f'<div class="live-post"><h3>{hour}:00 Update</h3><p>At {hour} o\'clock rescuers had brought {hour * 3} people '
        "ashore, the coastguard said on its radio channel.</p></div>"
        for hour in (12, 11, 10)
    )
    assert [text[:8] for text in texts(page(posts))] == [
        "12:00 Up",
        "At 12 o'",
        "11:00 Up",
        "At 11 o'",
        "10:00 Up",
        "At 10 o'",
    ]


def test_a_body_in_several_containers_is_read_whole() -> None:
    parts = "".join(
        f'<div class="text-block part{number}"><p>{text}</p></div>' for number, text in enumerate(PARAGRAPHS)
    )
    assert texts(page(parts)) == list(PARAGRAPHS)


def test_a_body_wrapped_in_a_name_of_clutter_is_read() -> None:
    assert texts(page(f'<div class="paywall subscription">{paragraphs_of(*PARAGRAPHS)}</div>')) == list(PARAGRAPHS)


def test_other_articles_under_a_heading_end_the_text() -> None:
    others = paragraphs_of("Fishermen in the northern strait have begun to go out again after a calm winter.")
    assert texts(page(paragraphs_of(*PARAGRAPHS) + f"<div><h2>More from World</h2>{others}</div>")) == list(PARAGRAPHS)


def test_a_paragraph_printed_twice_is_read_once() -> None:
    assert texts(page(paragraphs_of(FIRST, SECOND, FIRST, THIRD))) == list(PARAGRAPHS)


def test_json_ld_stands_in_for_text_that_scripts_would_draw() -> None:
    declared = json.dumps(
        {"@type": "NewsArticle", "headline": "x", "articleBody": "\n".join([*PARAGRAPHS, *PARAGRAPHS[::-1]])}
    )
    made = page("<div id=app>Loading</div>", head=f'<script type="application/ld+json">{declared}</script>')
    assert texts(made)[:3] == list(PARAGRAPHS)


def test_site_selectors_come_first() -> None:
    site = FakeSite(selectors={"body": "div.story:has(p)", "remove": ".note", "title": "h2.head", "authors": ".who"})
    note = "Our archive note is longer than any of the sentences in the story, which proves the point."
    story = f'<h2 class="head">Seven dead in fire</h2><i class="who">Petra Holm</i><p>{SECOND}</p><p class="note">'
    made = page(above=f'<div class="story">{story}{note}</p><p>{THIRD}</p></div>')
    article = parse_page(made.encode(), ADDRESS, site=site)
    assert (article.title, article.authors, article.site) == ("Seven dead in fire", ("Petra Holm",), "harbour_post")
    assert SECOND in article.text and THIRD in article.text
    assert FIRST not in article.text and "archive note" not in article.text


def test_lines_without_element_between_paragraphs_are_text() -> None:
    assert texts(page(f"<p>{FIRST}</p>{SECOND}<p>{THIRD}</p>")) == list(PARAGRAPHS)


def test_text_in_plain_divisions_is_read() -> None:
    assert texts(page("".join(f"<div>{text}</div>" for text in PARAGRAPHS))) == list(PARAGRAPHS)


def test_a_consent_dialog_longer_than_the_article_stays_out() -> None:
    dialog = paragraphs_of(
        *(f"Under rule {number} you have the right to object to the sale of data." for number in range(20))
    )
    assert texts(page(below=f'<div id="onetrust-consent-sdk">{dialog}</div>')) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "line",
    [
        "Updated figures from the hospital put the number of injured at 31.",
        "More than 40 people were treated on the quay, the ambulance service said.",
        "Posted on the pier, 12 soldiers kept the crowd away from the wreck.",
        "Watch officers saw the flames at ten past four, according to the log.",
        "Related deaths on the same route came to 11 in the past ten years.",
        "Advertisements for the crossing had promised new fire doors since the autumn, survivors said in court.",
    ],
)
def test_sentences_that_begin_like_furniture_stay(line: str) -> None:
    assert line in texts(page(paragraphs_of(FIRST, line, SECOND, THIRD)))


@pytest.mark.parametrize("heading", ["More than 40 hurt", "Latest toll", "More bodies found"])
def test_headings_with_figures_stay(heading: str) -> None:
    made = page(f"<p>{FIRST}</p><p>{SECOND}</p><h2>{heading}</h2><p>{THIRD}</p>")
    assert texts(made) == [FIRST, SECOND, heading, THIRD]
