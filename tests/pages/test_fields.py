"""Headline, names, agency, language and address of a page."""

from __future__ import annotations

import json

import pytest

from crawler.page import parse_page
from crawler.reading.byline import split_names
from tests.pages.made import ADDRESS, FIRST, PARAGRAPHS, SECOND, THIRD, TITLE, FakeSite, page, paragraphs_of, read


def _declared(**stated: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **stated})}</script>'


@pytest.mark.parametrize(
    ("element", "title"),
    [
        (f"{TITLE} | The Harbour Post", TITLE),
        (f"{TITLE} - Harbour Post", TITLE),
        (f"The Harbour Post: {TITLE}", f"The Harbour Post: {TITLE}"),
        (f"{TITLE} — harbour-post.example", TITLE),
        ("Toll rises to 7 - two missing | The Harbour Post", "Toll rises to 7 - two missing"),
        ("The Harbour Post", "The Harbour Post"),
    ],
)
def test_the_outlet_is_cut_from_a_title_element(element: str, title: str) -> None:
    made = page().replace(f"<h1>{TITLE}</h1>", "").replace(f"{TITLE} | The Harbour Post", element)
    assert read(made).title == title


def test_the_headline_as_readers_see_it_wins_over_the_one_for_search_engines() -> None:
    assert read(page(head='<meta property="og:title" content="Ferry fire: seven dead off Port Ansel">')).title == TITLE


def test_a_topic_line_inside_the_headline_is_left_out() -> None:
    made = page(head=f'<meta property="og:title" content="{TITLE}">')
    assert read(made.replace("<h1>", "<h1><span>Shipping</span> ")).title == TITLE


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Petra Holm", ["Petra Holm"]),
        ("By Petra Holm and Li Wei, Port Ansel correspondent", ["Petra Holm", "Li Wei"]),
        ("PETRA HOLM, LI WEI & OLE BRANDT", ["PETRA HOLM", "LI WEI", "OLE BRANDT"]),
        ("Von Jörg Ähnlich", ["Jörg Ähnlich"]),
        ("Petra Holm | Shipping editor", ["Petra Holm"]),
        ("https://www.harbour-post.example/authors/holm", []),
        ("desk@harbour-post.example", []),
        ("admin", []),
        ("", []),
    ],
)
def test_bylines_to_names(byline: str, names: list[str]) -> None:
    assert split_names(byline) == names


def test_names_from_json_ld_then_meta_then_byline() -> None:
    byline = '<div class="byline"><span>Ole Brandt</span> <span>Li Wei</span></div>'
    meta = '<meta name="author" content="Li Wei">'
    declared = _declared(author=[{"@type": "Person", "name": "Petra Holm"}, {"name": "Li Wei"}])
    assert read(page(above=byline, head=meta + declared)).authors == ("Petra Holm", "Li Wei")
    assert read(page(above=byline, head=meta)).authors == ("Li Wei",)
    assert read(page(above=byline)).authors == ("Ole Brandt", "Li Wei")
    assert read(page()).authors == ()


@pytest.mark.parametrize(
    ("first", "last", "agency"),
    [
        (f"PORT ANSEL, March 3 (Reuters) - {FIRST}", THIRD, "Reuters"),
        (f"PORT ANSEL, MARCH 3, ARMENPRESS. {FIRST}", THIRD, "Armenpress"),
        (f"PORT ANSEL, March 3. /TASS/. {FIRST}", THIRD, "TASS"),
        (FIRST, "Source: AFP", "AFP"),
        (FIRST, "(dpa)", "dpa"),
        (FIRST, f"{THIRD} He spoke to Reuters.", None),
    ],
)
def test_the_agency_in_dateline_or_credit(first: str, last: str, agency: str | None) -> None:
    assert read(page(paragraphs_of(first, SECOND, last))).agency == agency


def test_the_agency_as_author() -> None:
    assert read(page(head='<meta name="author" content="The Associated Press">')).agency == "AP"


def test_language_is_what_the_page_declares_unless_its_words_are_surely_another() -> None:
    turkish = (
        "Feribotta çıkan yangında yedi yolcu hayatını kaybetti, yirmi üç kişi yaralandı. Sahil güvenlik ekipleri "
        "gemide bulunan iki yüz kişinin tahliye edildiğini, iki kişinin ise hâlâ arandığını açıkladı. Bakan "
        "olayla ilgili soruşturma başlatıldığını söyledi."
    )
    assert read(page()).language == "en"
    assert read(page(lang="en-GB")).language == "en"
    assert read(page(paragraphs_of(turkish, turkish + " Ek bilgi."), lang="en")).language == "tr"


@pytest.mark.parametrize(
    ("declared", "address"),
    [
        ("https://www.harbour-post.example/world/ferry-fire?utm_source=x#top", "https://www.harbour-post.example/world/ferry-fire"),
        ("https://m.harbour-post.example/world/ferry-fire", "https://m.harbour-post.example/world/ferry-fire"),
        ("https://elsewhere.example/world/ferry-fire", ADDRESS),
        ("https://www.harbour-post.example/", ADDRESS),
        ("javascript:void(0)", ADDRESS),
        ("", ADDRESS),
    ],
)  # fmt: skip
def test_canonical_address(declared: str, address: str) -> None:
    assert read(page(head=f'<link rel="canonical" href="{declared}">')).canonical_url == address


def test_a_declared_site_owns_all_its_hosts() -> None:
    other = "https://harbour-mail.example/world/2026/03/ferry-fire"
    made = page(head=f'<link rel="canonical" href="{other}">').encode()
    assert parse_page(made, ADDRESS, site=FakeSite()).canonical_url == other


def test_the_same_page_gives_the_same_article_and_a_changed_one_another_id() -> None:
    changed = paragraphs_of(FIRST, SECOND, THIRD, "The number of dead rose to eight overnight, the hospital said.")
    assert read(page()) == read(page())
    assert read(page()).id != read(page(changed)).id
    assert read(page()).canonical_url == read(page(changed)).canonical_url
    assert read(page()).text == "\n\n".join(PARAGRAPHS)
