"""Judgements, families of copies, incidents, tallies, decisions: what counts is the last word, a person's first."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.store import Dataset
from pipeline.vocabulary import DecisionVerdict, Verdict
from tests.store.made import article, claim, decision, incident, judgement, reading, syndication, tally, told

A, B, C = article("a"), article("b"), article("c")


@pytest.fixture
def read(dataset: Dataset) -> Dataset:
    for one in (A, B, C):
        dataset.append_article(one)
        dataset.append_reading(reading(one))
    return dataset


def test_a_person_outranks_the_machine_whoever_came_last(dataset: Dataset) -> None:
    person = judgement("x", "y", Verdict.DIFFERENT, by="nino")
    dataset.append_judgements([person, judgement("x", "y")])
    assert dataset.judgements_about(["x"]) == [person]
    history = list(dataset.judgement_history())
    assert {one.decided_by: one.superseded_by for one in history} == {"machine:1": person.id, "nino": None}


def test_saying_the_same_again_is_no_news(dataset: Dataset) -> None:
    assert dataset.append_judgements([judgement("x", "y")]) == 1
    assert dataset.append_judgements([judgement("x", "y")]) == 0


def test_judgements_come_by_kind_and_verdict(dataset: Dataset) -> None:
    same, unsure = judgement("x", "y"), judgement("x", "z", Verdict.UNSURE)
    dataset.append_judgements([unsure, same])
    assert list(dataset.current_judgements()) == [same, unsure]
    assert list(dataset.current_judgements(verdict=Verdict.UNSURE)) == [unsure]
    assert list(dataset.current_judgements(kind="syndication")) == []


def test_families_of_copies(read: Dataset) -> None:
    read.append_syndication([syndication(B, A), syndication(A, A)])
    assert read.syndication_of([A.id, B.id, C.id]) == {A.id: syndication(A, A), B.id: syndication(B, A)}
    assert {one.article_id for one in read.family(A.id)} == {A.id, B.id}
    assert read.append_syndication([syndication(B, A)]) == 0


def test_an_incident_is_what_its_last_snapshot_says(read: Dataset) -> None:
    first, grown = incident(A), replace(incident(A, B), id=incident(A).id)
    assert read.append_incidents([first]) == 1
    assert read.append_incidents([first]) == 0
    read.append_incidents([grown])
    assert read.incident(first.id) == grown
    assert read.incidents_of([told(B).id]) == {told(B).id: grown}
    assert read.incident_snapshots(first.id) == [first, grown]


def test_an_incident_whose_members_have_all_gone_is_dissolved(read: Dataset) -> None:
    apart, joined = incident(B), replace(incident(A, B), id=incident(A).id)
    read.append_incidents([incident(A), apart])
    read.append_incidents([joined])
    assert read.incident(apart.id) is None
    assert list(read.current_incidents()) == [joined]
    read.append_incidents([apart, incident(A)])
    assert {one.id for one in read.current_incidents()} == {apart.id, joined.id}


def test_tallies(read: Dataset) -> None:
    read.append_tallies([tally(A)])
    read.append_tallies([tally(A, best=66)])
    assert list(read.current_tallies()) == [tally(A, best=66)]
    assert read.tallies_of([claim(A).id]) == {claim(A).id: tally(A, best=66)}
    read.append_tallies([replace(tally(A), readings=())])
    assert read.tally(tally(A).id) is None


def test_decisions_stand_until_withdrawn(dataset: Dataset) -> None:
    accepted = decision("clm_a", DecisionVerdict.ACCEPT, hour=9)
    rejected = decision("clm_a", DecisionVerdict.REJECT, hour=10, by="ilham")
    for one in (rejected, accepted, decision("clm_a", DecisionVerdict.UNDO, hour=11, by="ilham")):
        assert dataset.append_decision(one)
    assert dataset.standing_decisions("claim", ["clm_a"]) == {"clm_a": [accepted]}
    assert [one.decided_at.hour for one in dataset.decisions()] == [9, 10, 11]
    assert not dataset.append_decision(accepted)


def test_decisions_are_found_by_what_they_re_attach_by(dataset: Dataset) -> None:
    kept = decision("clm_old", DecisionVerdict.ACCEPT, key="page | killed | two")
    dataset.append_decision(kept)
    assert dataset.standing_decisions_by_key("claim", ["page | killed | two"]) == {kept.target_key: [kept]}


def test_digests_are_stored_once(read: Dataset) -> None:
    assert read.append_digests({A.id: b"aa", B.id: b"bb"}, kind="made so") == 2
    assert read.append_digests({A.id: b"other", B.id: b"bb"}, kind="made so") == 0
    assert read.sketch(A.id, kind="made so") == b"aa"
    assert read.append_digests({A.id: b"cc"}, kind="made otherwise") == 1


def test_copies_are_found_by_shared_bands(read: Dataset) -> None:
    read.append_sketch(A.id, [1, 2**64 - 1, 3], b"aa")
    read.append_sketch(B.id, [1, 9, 3], b"bb")
    matches = read.sketch_matches([1, 2**64 - 1, 3])
    assert [(one.article_id, one.shared_bands, one.digest) for one in matches] == [(A.id, 3, b"aa"), (B.id, 2, b"bb")]
    assert not read.append_sketch(A.id, [5], b"cc")
    assert read.sketch_matches([]) == []


def test_an_incident_whose_id_has_gone_hands_its_decisions_on(read: Dataset) -> None:
    before, after = incident(A), replace(incident(A, B), id="inc_other")
    read.append_incidents([before])
    said = decision(before.id, DecisionVerdict.ACCEPT, kind="incident", key=before.members[0])
    read.append_decision(said)
    read.append_incidents([replace(before, members=()), after])
    assert read.incident(before.id) is None
    assert read.incident_that_followed(before.id) == after
    assert read.incident_that_followed("inc_never") is None
    assert read.standing_on_incidents([after]) == {after.id: [said]}
    assert read.decisions_on_incident(after) == [said]


def test_a_decision_stays_with_the_incident_it_was_made_on(read: Dataset) -> None:
    one, other = incident(A), replace(incident(B), id="inc_other")
    read.append_incidents([one, other])
    said = decision(one.id, DecisionVerdict.ACCEPT, kind="incident", key=other.members[0])
    read.append_decision(said)
    assert read.standing_on_incidents([one, other]) == {one.id: [said]}
