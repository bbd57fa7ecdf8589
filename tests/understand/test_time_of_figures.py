"""Which day a figure is told of: not the trial's, not the hospital's, and the day before in "a day after"."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest

from pipeline.records import Article
from pipeline.understand.reader import Reader

PUBLISHED = datetime(2026, 11, 18, 12, tzinfo=UTC)  # a Wednesday

DAYS = {
    "Two road workers died in Fuzuli a day before the ministry protested on Wednesday.": "2026-11-17",
    "The ministry on Wednesday accused its neighbour, a day after two road workers died in Fuzuli.": "2026-11-17",
    "The minister resigned on Tuesday, a week after a fire killed 12 people in Tirana.": "2026-11-10",
    "The strike on Monday came two days after a rocket killed four people.": "2026-11-14",
    "A court on Monday jailed a builder over a collapse that killed three pupils in March 2023.": "2023-03-01",
    "A man was jailed for life on Friday for the murder of two women in Leeds in 2019.": "2019-01-01",
    "Prosecutors on Tuesday charged four men over bombings that killed 191 people in March 2004.": "2004-03-01",
    "A former officer went on trial on Monday over the shooting of a teenager in June last year.": "2025-06-01",
    "Police charged a man over Monday's shooting that left two dead.": "2026-11-16",
    "A driver was charged with manslaughter on Tuesday after the crash on Sunday that killed three.": "2026-11-15",
    "Four people were killed when a tram left the rails on Sunday.": "2026-11-15",
    "The murder trial of a nurse accused of killing two patients starts on Monday.": None,
    "A gunman who killed two women was sentenced on Friday.": None,
}


@cache
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("text", DAYS)
def test_the_day_of_the_first_figure(text: str) -> None:
    article = Article(
        id="a", url="", canonical_url="", site="s", title="", text=text, content_hash="", published_at=PUBLISHED
    )
    time = reader().read(article).claims[0].time
    assert (str(time.start) if time else None) == DAYS[text]
