"""What is looked at before a sentence is parsed: every sentence with a claim passes, and few others do."""

import tomllib
from pathlib import Path

import pytest

from pipeline.understand.relevance import may_hold_claim

TABLES = Path(__file__).parents[1] / "sentences" / "en"


def sentences_with_claims() -> list[str]:
    """Return the sentences of our tables in which a claim stands."""
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in TABLES.glob("*.toml")]
    rows = [row for table in tables for row in table.get("sentence", ())]
    return [row["text"] for row in rows if row["claims"]]


def test_no_sentence_with_a_claim_is_left_out() -> None:
    told = sentences_with_claims()
    assert len(told) > 600
    assert [text for text in told if not may_hold_claim(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "The murder trial opens in Leeds on Monday.",
        "He was charged with murder and with driving under the influence.",
        "The shooting that took place outside the bar is under investigation.",
        "The film hit theatres in November and set a record.",
        "The company lost its licence after the ministry's review.",
        "What remains is a question of money.",
        "He lived in Biloxi and later in New Orleans.",
        "The loss was the third in a row for the home side.",
        "The death penalty is sought by prosecutors.",
        "Analysts said that critical parts of the plan, which the cabinet is to discuss again on Thursday afternoon in "
        "the old town hall, had been left out of the version that went to parliament.",
    ],
)
def test_words_that_count_nobody_are_left_out(text: str) -> None:
    assert not may_hold_claim(text)


@pytest.mark.parametrize(
    "text",
    [
        "The murder of two students shocked the town.",
        "Her murder shocked the town.",
        "There were no injuries.",
        "Police counted 14 deaths.",
        "A woman was hit by a car.",
        "A car hit a woman.",
        "The army lost four soldiers.",
        "A second victim survived.",
        "The toll has risen to 31.",
        "Bringing to 112 the number of people killed, the blast was the worst this year.",
        "The dead were a woman and two boys.",
        "A body found in the canal has been identified as that of a missing student.",
        "Their bodies were found by relatives.",
    ],
)
def test_words_that_may_count_somebody_are_kept(text: str) -> None:
    assert may_hold_claim(text)
