"""What is kept of earlier answers, and how much of it."""

from __future__ import annotations

from pipeline.resolve.memo import Memo


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
