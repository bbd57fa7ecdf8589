"""What is kept of earlier answers, and how much of it."""

from __future__ import annotations

from pipeline.resolve.memo import Memo, Recent


def test_the_oldest_is_forgotten_first():
    memo: Memo[tuple[float, bool]] = Memo(2)
    for asked in (1, 2, 3):
        memo.keep(asked, (float(asked), False))
    assert [memo.get(asked) for asked in (1, 2, 3)] == [None, (2.0, False), (3.0, False)]


def test_an_answer_can_be_given_anew():
    memo: Memo[tuple[float, bool]] = Memo(2)
    memo.keep(1, (1.0, False))
    memo.keep(2, (2.0, True))
    memo.keep(1, (4.0, True))
    assert memo.get(1) == (4.0, True)
    assert memo.get(2) == (2.0, True)


def test_what_was_asked_for_last_is_kept_and_can_be_forgotten():
    recent: Recent[str, int] = Recent(2)
    for number, word in enumerate("ab"):
        recent.keep(word, number)
    assert recent.get("a") == 0
    recent.keep("c", 2)
    assert [recent.get(word) for word in "abc"] == [0, None, 2]
    recent.forget("a")
    recent.forget("never kept")
    assert recent.get("a") is None
