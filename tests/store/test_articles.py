"""Articles: stored once, read back whole, whatever they hold."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.store import Dataset
from tests.store.made import article, reading


def test_what_goes_in_comes_out(dataset: Dataset) -> None:
    given_article = article(authors=("A. Mammadova", "Б. Ник"), warc_file="2024/05/a.warc.gz", warc_offset=7)
    assert dataset.append_article(given_article)
    assert dataset.article(given_article.id) == given_article


def test_a_known_version_is_not_stored_again(dataset: Dataset) -> None:
    assert dataset.append_article(article())
    assert not dataset.append_article(article())
    assert dataset.count_articles() == 1


def test_an_article_that_is_not_there_is_none(dataset: Dataset) -> None:
    assert dataset.article("art_none") is None
    assert dataset.latest_version("https://nowhere.example/") is None


def test_versions_of_a_page_stay_beside_each_other(dataset: Dataset) -> None:
    first = article("a")
    second = article("a", text="Three deminers were killed.", version_of=first.id)
    for version in (first, second):
        dataset.append_article(version)
    assert dataset.versions(first.canonical_url) == [first, second]
    assert dataset.latest_version(first.canonical_url) == second


def test_order_is_of_publication_not_of_arrival(dataset: Dataset) -> None:
    late = article("late", published_at=datetime(2024, 5, 9, tzinfo=UTC))
    early = article("early", published_at=datetime(2024, 5, 1, tzinfo=UTC))
    undated = article("undated", published_at=None)
    for one in (late, undated, early):
        dataset.append_article(one)
    assert list(dataset.articles()) == [undated, early, late]


def test_unread_articles_are_yielded_once_until_they_are_read(dataset: Dataset) -> None:
    articles = [article(f"a{number}") for number in range(5)]
    for one in articles:
        dataset.append_article(one)
    dataset.append_reading(reading(articles[0]))
    unread = [one.id for one in dataset.articles_without_reading("1")]
    assert unread == sorted(one.id for one in articles[1:])
    assert [one.id for one in dataset.articles_without_reading("1", limit=2)] == unread[:2]
    assert len(list(dataset.articles_without_reading("2"))) == 5


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(alphabet=st.characters(), max_size=40), text=st.text(alphabet=st.characters(), max_size=200))
def test_any_text_survives(tmp_path: Path, title: str, text: str) -> None:
    """NUL, lone surrogates and private characters too: the record keeps them though the columns cannot."""
    with Dataset.open(tmp_path / "any.sqlite", create=True) as dataset:
        one = article("a", text=text, title=title)
        dataset.append_article(one)
        assert dataset.article(one.id) == one
