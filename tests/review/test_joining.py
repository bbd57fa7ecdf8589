"""Joining and splitting: judgements beside the machine's, incidents drawn anew, decisions in the trail, undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock
from starlette.testclient import TestClient

from pipeline.cli.reviewing import draw_anew
from pipeline.publish.reviewed import reviewed_incidents
from pipeline.records import Incident
from pipeline.review import DeskSettings, create_app, joining
from pipeline.review.desk import Desk
from pipeline.store.desk_items import ItemFilter
from pipeline.vocabulary import Verdict
from tests.review.conftest import Visitor


@pytest.fixture
def lock_file(tmp_path: Path) -> Path:
    return tmp_path / "run.lock"


@pytest.fixture
def drawing(address: str, clock, password_hash: str, lock_file: Path):
    """A desk that draws incidents anew, and an analyst at it."""
    app = create_app(DeskSettings(address, archive=Path("nowhere"), re_resolve=draw_anew, lock_file=lock_file), clock)
    desk: Desk = app.state.desk
    desk.store.add_account("nino", "analyst", password_hash)
    yield desk, Visitor(TestClient(app)).sign_in("nino")
    desk.close()


def holding(desk: Desk, reported: str) -> Incident:
    return desk.dataset.incidents_of([reported])[reported]


def test_one_incident_says_an_analyst_and_takes_it_back(drawing) -> None:
    desk, nino = drawing
    pair = desk.store.items(ItemFilter(kind="judgement", cause="landmine"))[0]
    asked = desk.store.judgement(pair.target_id)
    assert asked is not None
    assert holding(desk, asked.left).id != holding(desk, asked.right).id
    nino.send(f"/join/{pair.target_id}", {"verdict": "same", "note": "Both name the same two families."})
    joined = holding(desk, asked.left)
    assert set(joined.members) >= {asked.left, asked.right}
    assert "Both name the same two families." in nino.see("/trail")
    assert "Both name the same two families." in nino.see(f"/incident/{joined.id}")
    nino.send("/undo")
    stands = desk.store.standing_judgement("incident", asked.left, asked.right)
    assert stands is not None and stands.verdict is Verdict.UNSURE
    assert holding(desk, asked.left).id != holding(desk, asked.right).id


def test_a_report_is_split_off(drawing) -> None:
    desk, nino = drawing
    incident = desk.dataset.incident(desk.store.items(ItemFilter(kind="incident", reason="contested"))[0].target_id)
    assert incident is not None
    out = incident.members[-1]
    nino.send(f"/incident/{incident.id}/split", {"reported": out, "note": "Another coach."})
    assert out not in holding(desk, incident.members[0]).members
    assert holding(desk, out).members == (out,)


def test_two_incidents_are_joined_by_address(drawing) -> None:
    desk, nino = drawing
    one, other = (item.target_id for item in desk.store.items(ItemFilter(kind="incident", cause="armed_clash")))
    members = [desk.dataset.incident(one).members[0], desk.dataset.incident(other).members[0]]
    nino.send(f"/incident/{one}/join", {"other": f"http://127.0.0.1/incident/{other}"})
    joined = holding(desk, members[0])
    assert joined.id == holding(desk, members[1]).id
    (published,) = reviewed_incidents(desk.dataset, [joined])
    assert (published.review, published.record.status) == ("open", joined.status), "joining is not accepting"
    assert nino.send("/undo").status_code == 409


def test_nonsense_is_refused(drawing) -> None:
    desk, nino = drawing
    one = desk.store.items(ItemFilter(kind="incident"))[0].target_id
    assert nino.send(f"/incident/{one}/join", {"other": one}).status_code == 400
    assert nino.send(f"/incident/{one}/join", {"other": "inc_nowhere"}).status_code == 404
    assert nino.send(f"/incident/{one}/split", {"reported": "rep_nowhere"}).status_code == 400


def test_beside_a_run_nothing_changes_and_nothing_is_lost(drawing, lock_file: Path, monkeypatch) -> None:
    desk, nino = drawing
    monkeypatch.setattr(joining, "PATIENCE_SECONDS", 0.0)
    pair = desk.store.items(ItemFilter(kind="judgement", cause="landmine"))[0].target_id
    contested = desk.store.items(ItemFilter(kind="incident", reason="contested"))[0].target_id
    incident = desk.dataset.incident(contested)
    split = {"reported": incident.members[-1], "note": "Another coach."}
    with FileLock(lock_file):
        for path, form in ((f"/join/{pair}", {"verdict": "same"}), (f"/incident/{contested}/split", split)):
            refused = nino.send(path, form)
            assert (refused.status_code, "A run is going on" in refused.text) == (503, True), path
        assert desk.store.last_decisions("nino", limit=9) == []
        assert desk.dataset.incident(contested) == incident
    assert nino.send(f"/incident/{contested}/split", split).status_code == 303
    with FileLock(lock_file, timeout=0):
        assert holding(desk, incident.members[-1]).members == (incident.members[-1],), "and the lock is free again"
