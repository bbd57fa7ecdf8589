"""The pure parts: words in their paragraph, agreement, charts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.marks import Mark, claim_marks
from pipeline.records import Span, Toll
from pipeline.review.agreement import agreement
from pipeline.review.charts import Figure, bars, figures_chart, nice_top, steps
from pipeline.review.passage import paragraphs, title_pieces
from pipeline.review.rendering import found, toll
from pipeline.store import HIGHLIGHT
from pipeline.vocabulary import TextField
from tests.review.annotated import annotated
from tests.review.newsroom import article_of, reading_of
from tests.review.stories import STORIES


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_the_pieces_are_the_article(story) -> None:
    marked = annotated(story.text)
    article = article_of(story, marked)
    for claim in reading_of(story, marked, article).claims:
        marks = claim_marks(claim)
        shown = paragraphs(article, claim.sentence, marks)
        joined = "\n\n".join("".join(piece.text for piece in one.pieces) for one in shown)
        assert joined == article.text
        pieces = [piece for one in shown for piece in one.pieces]
        assert "".join(piece.text for piece in pieces if piece.read) == claim.sentence.text
        assert "".join(piece.text for piece in pieces if "quantity" in piece.marks) == claim.quantity.as_stated
        assert [one.holds for one in shown].count(True) == 1
        assert "".join(piece.text for piece in title_pieces(article, claim.sentence, marks)) == article.title


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8))
def test_overlapping_marks_lose_no_character(places: list[tuple[int, int]]) -> None:
    story = STORIES[0]
    article = article_of(story, annotated(story.text))
    marks = [
        Mark("place", Span(field=TextField.TEXT, start=start, end=start + length, text=article.text[start:][:length]))
        for start, length in places
    ]
    shown = paragraphs(
        article, marks[0].span if marks else Span(field=TextField.TEXT, start=0, end=3, text="Two"), marks
    )
    assert "\n\n".join("".join(piece.text for piece in one.pieces) for one in shown) == article.text


def test_agreement_is_that_of_the_textbook() -> None:
    """Two raters, ten records, nine agreements: the observed and expected disagreement worked out by hand."""
    words = [(f"r{n}", "a", "accept" if n < 6 else "reject") for n in range(10)]
    words += [(f"r{n}", "b", "accept" if n < 5 else "reject") for n in range(10)]
    found_ = agreement(words)
    assert found_.records == 10
    assert found_.share == pytest.approx(0.9)
    assert found_.alpha == pytest.approx(1 - 2 / (2 * 11 * 9 / 19))


def test_agreement_of_nobody_and_of_one_is_not_a_number() -> None:
    assert agreement([]).share is None
    assert agreement([("r", "a", "accept")]).records == 0
    assert agreement([("r", "a", "accept"), ("r", "b", "undo")]).records == 0
    assert agreement([("r", "a", "accept"), ("r", "b", "accept")]).alpha is None


@given(st.integers(1, 10**8))
def test_an_axis_holds_its_largest_value(largest: int) -> None:
    top = nice_top(largest)
    assert largest < top <= 2.5 * largest + 1
    assert 2 <= len(steps(top)) <= 12


def test_a_chart_draws_every_figure_once_within_its_frame() -> None:
    start = datetime(2024, 6, 11, tzinfo=UTC)
    figures = [
        Figure(start, "ministry", 9, 9, 9),
        Figure(start + timedelta(hours=9), "ministry", 12, 12, None),
        Figure(start + timedelta(days=1), "families", 10, None, 15),
        Figure(start, "nobody", None, None, None),
    ]
    chart = figures_chart(figures, (9, 12, 15))
    dots = [dot for one in chart.series for dot in one.dots]
    assert [dot.label for dot in dots] == ["9", "≥ 12", "10–15"]
    assert all(chart.left <= dot.x <= chart.right and 0 <= dot.high <= dot.low <= chart.bottom for dot in dots)
    assert len({one.shape for one in chart.series}) == len(chart.series)
    assert figures_chart([]).series == ()


def test_bars_of_nothing() -> None:
    assert bars([]) == []
    assert bars([("1 May", 0)])[0].height == 0


def test_text_stays_text() -> None:
    begin, end = HIGHLIGHT
    assert found(f"<b>{begin}mine{end}</b>") == "&lt;b&gt;<mark>mine</mark>&lt;/b&gt;"
    assert toll(Toll(low=9, best=12, high=None)) == "12 (≥ 9)"
    assert toll(None) == "–"
