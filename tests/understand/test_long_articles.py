"""Texts that are no article by their length: the beginning is read, and the others are read as ever."""

from __future__ import annotations

import logging

import pytest

from pipeline.records import Article, Reading
from pipeline.understand.reader import LONGEST, Reader

TELLING = "Two people were killed in a crash near Leeds on Monday, police said.\n\n"
DULL = "The road is long and the hedges beside it are green in this season of the year.\n\n"
LATE = "Nine people were killed in a fire in Hull on Tuesday, police said.\n\n"


def article(id_: str, text: str) -> Article:
    return Article(id=id_, url="", canonical_url="", site="s", title="", text=text, content_hash=id_)


@pytest.mark.parametrize("filling", [DULL, "green hedges beside the road "])
def test_the_beginning_of_a_dump_is_read(filling: str, caplog: pytest.LogCaptureFixture) -> None:
    dump = article("dump", TELLING + filling * (LONGEST // len(filling)) + "\n\n" + LATE)
    with caplog.at_level(logging.WARNING):
        readings = list(Reader().read_many([dump, article("plain", LATE)]))
    first, second = (reading for reading in readings if isinstance(reading, Reading))
    assert [claim.quantity.best for claim in first.claims] == [2]
    assert [claim.quantity.best for claim in second.claims] == [9]
    assert "dump has" in caplog.text
