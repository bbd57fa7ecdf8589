"""The crawler's memory, and what runs did."""

from __future__ import annotations

import threading
from datetime import timedelta

from pipeline.store import Dataset, PageState, UrlResult
from pipeline.vocabulary import UrlOutcome
from tests.store.conftest import NOW
from tests.store.made import article


def test_a_page_is_remembered_as_it_was_last(dataset: Dataset) -> None:
    first = PageState(url="https://a.example/1", site="a", first_seen=NOW, etag='"x"', next_due=NOW)
    dataset.put_page_state(first)
    later = PageState(url=first.url, site="a", first_seen=NOW, etag='"y"', next_due=NOW + timedelta(hours=1))
    dataset.put_page_state(later)
    assert dataset.page_state(first.url) == later
    assert list(dataset.due_pages("a", NOW)) == []
    assert dataset.count_pages() == {"a": 1}


def test_an_address_has_one_outcome_in_a_run(dataset: Dataset) -> None:
    run = dataset.start_run("crawl", ["b", "a"])
    assert dataset.append_outcome(run, UrlResult("https://a.example/1", "a", UrlOutcome.STORED, size_bytes=10))
    assert not dataset.append_outcome(run, UrlResult("https://a.example/1", "a", UrlOutcome.GONE))
    dataset.append_outcome(run, UrlResult("https://a.example/2", "a", UrlOutcome.GONE, "404"))
    assert dataset.run_counts(run) == {("a", UrlOutcome.STORED): 1, ("a", UrlOutcome.GONE): 1}
    dataset.finish_run(run, "done", {"urls": 2})
    ended = dataset.run(run)
    assert ended is not None
    assert (ended.status, ended.report, ended.sites) == ("done", {"urls": 2}, ("a", "b"))
    assert sum(count.urls for count in dataset.site_history("a", since=NOW)) == 2


def test_a_killed_run_has_no_end(dataset: Dataset) -> None:
    run = dataset.start_run("run")
    (found,) = dataset.runs()
    assert (found.id, found.finished_at, found.status) == (run, None, None)


def test_what_others_write_is_not_seen_inside_a_snapshot(dataset: Dataset) -> None:
    dataset.append_article(article("a"))
    with dataset.snapshot():
        assert dataset.count_articles() == 1
        writer = threading.Thread(target=dataset.append_article, args=(article("b"),))
        writer.start()
        writer.join()
        assert dataset.count_articles() == 1
    assert dataset.count_articles() == 2


def test_a_transaction_is_all_or_nothing(dataset: Dataset) -> None:
    try:
        with dataset.transaction():
            dataset.append_article(article("a"))
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    assert dataset.count_articles() == 0
