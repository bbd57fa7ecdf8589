"""Who was among those harmed: a floor where nobody says how many they were, a part where somebody does."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest

from pipeline.records import Article
from pipeline.understand.reader import Reader

PUBLISHED = datetime(2026, 11, 18, 12, tzinfo=UTC)

TOLLS = {
    "A bomb struck a bus in Mosul. Among those killed were two children.": (2, None, None),
    "A shell hit a bakery in Donetsk. Among the dead were two bakers.": (2, None, None),
    "A bomb struck a bus in Mosul. Among those killed was a nurse.": (1, None, None),
    "A bomb struck a bus in Mosul. Among those killed were two children and a nurse.": (3, None, None),
    "A bomb struck a bus in Mosul. Among those killed were two children. Officials said 14 died.": (14, 14, 14),
    "A bomb in Mosul killed 14 people and hurt 31. Among those killed were two children.": (14, 14, 14),
    "A shell hit a bakery in Donetsk. Two bakers and a customer were among the dead.": (3, None, None),
    "A shell hit a bakery in Donetsk. A couple and their four children were among those killed.": (6, None, None),
    "A bus fell into a ravine in Nepal. Those killed include the driver and six pupils.": (7, None, None),
    "A bus fell into a ravine in Nepal. The dead included at least four pilgrims, police said.": (4, None, None),
    "A bus fell into a ravine in Nepal. Among those who died, police said, was the driver.": (1, None, None),
    "A fire in Accra killed eight people. Police said the dead included two firefighters.": (8, 8, 8),
    "Twelve people died in a fire in Olot, and among the dead was a firefighter.": (12, 12, 12),
    "Five people were killed when a lorry overturned in Kano. Also killed were two hawkers.": (7, 7, 7),
}


@cache
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("text", TOLLS)
def test_how_many_died(text: str) -> None:
    article = Article(
        id="a", url="", canonical_url="", site="s", title="", text=text, content_hash="", published_at=PUBLISHED
    )
    killed = next(incident for incident in reader().read(article).incidents if incident.main).killed
    assert killed is not None
    assert (killed.low, killed.best, killed.high) == TOLLS[text]
