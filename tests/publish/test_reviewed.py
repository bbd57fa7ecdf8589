"""Analysts' decisions reach what is published, and outlive a re-reading as far as they should."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.publish import tables
from pipeline.publish.columns import Table
from pipeline.publish.rows import Row, Rows
from pipeline.records import CasualtyClaim, Reading, Toll
from pipeline.revising import as_changed, revised
from pipeline.store import Dataset, claim_key, incident_key, statement_key
from pipeline.vocabulary import DecisionVerdict, Outcome
from tests.publish.conftest import COPY, FIRST, LATER
from tests.store.made import article, claim, decision, incident, reading, statement

ACCEPT, CORRECT, REJECT = DecisionVerdict.ACCEPT, DecisionVerdict.CORRECT, DecisionVerdict.REJECT
DECIDED = claim(FIRST)
KEY = claim_key(DECIDED, FIRST)


def row(dataset: Dataset, table: Table, id_: str) -> Row | None:
    return next((one for one in Rows(dataset).of(table) if one["id"] == id_), None)


def fields(dataset: Dataset, id_: str, *names: str) -> list[Any]:
    found = row(dataset, tables.CLAIMS, id_)
    assert found is not None
    return [found[name] for name in names]


def test_nobody_has_looked(dataset: Dataset) -> None:
    assert fields(dataset, DECIDED.id, "review", "reviewed_by") == ["open", []]


def test_a_correction_is_published_and_the_machine_s_value_kept(dataset: Dataset) -> None:
    given = {"best": 3, "high": 3, "cause": "ied"}
    dataset.append_decision(decision(DECIDED.id, CORRECT, key=KEY, corrections=given, before={"best": 2}))
    assert fields(dataset, DECIDED.id, "best", "low", "cause", "review") == [3, 2, "ied", "corrected"]
    assert dataset.claim(DECIDED.id) == DECIDED


def test_a_rejected_claim_is_left_out(dataset: Dataset) -> None:
    dataset.append_decision(decision(DECIDED.id, REJECT, key=KEY))
    assert row(dataset, tables.CLAIMS, DECIDED.id) is None


def test_two_who_differ_are_a_dispute_until_a_third_decides(dataset: Dataset) -> None:
    dataset.append_decision(decision(DECIDED.id, ACCEPT, key=KEY, by="nino", hour=9))
    dataset.append_decision(decision(DECIDED.id, REJECT, key=KEY, by="ilham", hour=10))
    assert fields(dataset, DECIDED.id, "review", "reviewed_by") == ["disputed", ["nino", "ilham"]]
    dataset.append_decision(decision(DECIDED.id, ACCEPT, key=KEY, by="ani", hour=11))
    assert fields(dataset, DECIDED.id, "review") == ["accepted"]


def test_a_withdrawn_decision_counts_no_more(dataset: Dataset) -> None:
    dataset.append_decision(decision(DECIDED.id, REJECT, key=KEY, hour=9))
    dataset.append_decision(decision(DECIDED.id, DecisionVerdict.UNDO, key=KEY, hour=10))
    assert fields(dataset, DECIDED.id, "review") == ["open"]


def test_a_decision_outlives_a_re_reading_that_moves_the_record(dataset: Dataset) -> None:
    """The new rules give the claim another id; its words and page are the same."""
    dataset.append_decision(decision(DECIDED.id, ACCEPT, key=KEY, before={"best": 2}))
    moved = replace(DECIDED, id="clm_moved", extractor_version="2")
    dataset.append_reading(Reading(article_id=FIRST.id, extractor_version="2", claims=(moved,)))
    assert fields(dataset, "clm_moved", "review") == ["accepted"]


@pytest.mark.parametrize(("best", "review"), [(2, "accepted"), (3, "open")])
def test_a_new_version_re_opens_it_only_if_it_reads_otherwise(dataset: Dataset, best: int, review: str) -> None:
    dataset.append_decision(decision(DECIDED.id, ACCEPT, key=KEY, before={"best": 2}))
    newer = article("a", text=FIRST.text + "\n\nMore follows.", version_of=LATER.id)
    dataset.append_article(newer)
    dataset.append_reading(reading(newer, killed=best))
    assert fields(dataset, claim(newer).id, "review") == [review]


def test_of_two_like_claims_of_one_article_only_the_one_decided_on_is(dataset: Dataset) -> None:
    twin = replace(DECIDED, id="clm_twin")
    dataset.append_reading(Reading(article_id=FIRST.id, extractor_version="2", claims=(DECIDED, twin)))
    dataset.append_decision(decision(DECIDED.id, REJECT, key=KEY))
    assert fields(dataset, "clm_twin", "review") == ["open"]


def test_statements_and_incidents(dataset: Dataset) -> None:
    said, event = statement(COPY), incident(FIRST, COPY, LATER)
    dataset.append_decision(decision(said.id, CORRECT, kind="statement", key=statement_key(said, COPY),
                                     corrections={"speaker": "Leyla Orucova"}))  # fmt: skip
    dataset.append_decision(decision(event.id, CORRECT, kind="incident", key=incident_key(event),
                                     corrections={"killed_best": 3, "killed_high": 3}))  # fmt: skip
    spoken, happened = row(dataset, tables.STATEMENTS, said.id), row(dataset, tables.INCIDENTS, event.id)
    assert spoken is not None
    assert (spoken["speaker"], spoken["review"]) == ("Leyla Orucova", "corrected")
    assert happened is not None
    assert (happened["killed_best"], happened["status"], happened["review"]) == (3, "reviewed", "corrected")


def test_a_rejected_incident_is_retracted_not_hidden(dataset: Dataset) -> None:
    event = incident(FIRST, COPY, LATER)
    dataset.append_decision(decision(event.id, REJECT, kind="incident", key=incident_key(event)))
    found = row(dataset, tables.INCIDENTS, event.id)
    assert found is not None
    assert (found["status"], found["review"]) == ("retracted", "rejected")


def published(dataset: Dataset) -> Row:
    (found,) = Rows(dataset, revised).of(tables.INCIDENTS)
    return found


def test_rejected_figures_do_not_count_in_the_incident(dataset: Dataset) -> None:
    dataset.append_decision(decision(claim(COPY).id, REJECT, key=claim_key(claim(COPY), COPY), hour=10))
    told = [entry["article_id"] for entry in Rows(dataset, revised).of(tables.INCIDENT_HISTORY)]
    assert (published(dataset)["killed_best"], told) == (2, [FIRST.id, LATER.id])
    # The later version says the same in the same words: the decision holds for it too.
    dataset.append_decision(decision(DECIDED.id, REJECT, key=KEY))
    assert (published(dataset)["killed_best"], published(dataset)["status"]) == (None, "retracted")
    assert list(Rows(dataset, revised).of(tables.INCIDENT_HISTORY)) == []


def test_a_corrected_figure_reaches_the_incident(dataset: Dataset) -> None:
    given = {"low": 3, "best": 3, "high": 3}
    for source in (FIRST, COPY, LATER):
        key = claim_key(claim(source), source)
        dataset.append_decision(decision(claim(source).id, CORRECT, key=key, corrections=given, hour=10))
    assert published(dataset)["killed_best"] == 3
    assert {entry["best"] for entry in Rows(dataset, revised).of(tables.INCIDENT_HISTORY)} == {3}


def test_a_number_corrected_in_the_body_goes_before_the_headline_s() -> None:
    claims = (_number(12, 0), _number(12, 1))
    told = replace(reading(FIRST).incidents[0], killed=Toll(low=12, best=12, high=12))
    toll = as_changed(told, claims, {"clm_1": _number(11, 1)}).killed
    assert toll is not None
    assert (toll.best, toll.rule) == (11, "as an analyst corrected it")
    wounded = replace(_number(12, 1), outcome=Outcome.INJURED)
    assert as_changed(told, claims, {"clm_1": wounded}).killed == told.killed  # the headline's number stands


def test_where_and_when_and_of_what_reach_the_incident(dataset: Dataset) -> None:
    given = {"place": "Shusha", "start_date": "2024-04-02", "end_date": "2024-04-02", "cause": "ied"}
    dataset.append_decision(decision(DECIDED.id, CORRECT, key=KEY, corrections=given))
    found = published(dataset)
    assert (found["place"], str(found["start_date"]), found["cause"]) == ("Shusha", "2024-04-02", "ied")
    assert found["killed_best"] == 2


def test_without_decisions_nothing_is_revised(dataset: Dataset) -> None:
    assert published(dataset) == next(Rows(dataset).of(tables.INCIDENTS))


def _number(number: int, position: int) -> CasualtyClaim:
    """One of several figures that an article gives of the dead."""
    quantity = replace(DECIDED.quantity, low=number, best=number, high=number)
    return replace(DECIDED, id=f"clm_{position}", quantity=quantity)


@pytest.mark.parametrize(
    ("left", "bounds"),
    [
        ({}, [12, 15, 25]),
        ({2: None}, [12, 15, 15]),
        ({0: None}, [14, 15, 25]),
        ({0: None, 2: None}, [14, 15, 15]),
        ({2: 30}, [12, 15, 30]),
        ({3: None}, [12, 15, 25]),
    ],
    ids=str,
)
def test_a_bound_that_only_rejected_claims_set_goes_with_them(left: dict[int, int | None], bounds: list[int]) -> None:
    claims = [_number(number, position) for position, number in enumerate((12, 15, 25, 14))]
    told = replace(reading(FIRST).incidents[0], killed=Toll(low=12, best=15, high=25))
    changed = {f"clm_{at}": None if number is None else _number(number, at) for at, number in left.items()}
    toll = as_changed(told, tuple(claims), changed).killed
    assert toll is not None
    assert [toll.low, toll.best, toll.high] == bounds


def test_a_corrected_toll_says_who_chose_it(dataset: Dataset) -> None:
    found = next(dataset.current_incidents())
    given = decision(found.id, CORRECT, kind="incident", key=incident_key(found), corrections={"killed_best": 7})
    dataset.append_decision(given)
    (published,) = Rows(dataset).of(tables.INCIDENTS)
    assert (published["killed_best"], published["killed_rule"]) == (7, "as an analyst corrected it")
