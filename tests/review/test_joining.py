"""Joining and splitting: judgements beside the machine's, incidents drawn anew, decisions in the trail, undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock
from msgspec.structs import replace
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


def everything(desk: Desk) -> tuple[object, ...]:
    """What stands: incidents, and the judgements that hold."""
    return list(desk.dataset.current_incidents()), list(desk.dataset.current_judgements())


@pytest.fixture
def settled(drawing):
    """The desk after a run has drawn all incidents, so that what follows is the analysts' doing alone."""
    desk, nino = drawing
    draw_anew(desk.dataset, [member for one in desk.dataset.current_incidents() for member in one.members])
    desk.follower.catch_up()
    return desk, nino


def two_of(desk: Desk, cause: str) -> list[Incident]:
    return [one for one in desk.dataset.current_incidents() if one.cause == cause][:2]


def test_undoing_a_join_restores_exactly(settled) -> None:
    desk, nino = settled
    one, other = two_of(desk, "armed_clash")
    nino.send(f"/decide/incident/{one.id}", {"verdict": "accept"})
    before = everything(desk)
    nino.send(f"/incident/{one.id}/join", {"other": other.id})
    assert everything(desk) != before
    assert nino.send("/undo").headers["location"] == f"/incident/{one.id}"
    assert "You took back the join of <a" in nino.see(f"/incident/{one.id}"), "it is kept as a split, but is none"
    assert everything(desk) == before
    assert desk.store.item(one.id).state == "decided", "what was accepted before the join is accepted again"
    nino.send("/undo")
    assert desk.store.item(one.id).state == "open", "the next undo takes back the decision before the join"
    assert nino.send("/undo").headers["location"] == "/?nothing=1"


def test_undoing_a_split_restores_exactly(settled) -> None:
    desk, nino = settled
    incident = max(desk.dataset.current_incidents(), key=lambda one: len(one.members))
    assert len(incident.members) > 2
    before = everything(desk)
    nino.send(f"/incident/{incident.id}/split", {"reported": incident.members[1]})
    assert holding(desk, incident.members[1]).members == (incident.members[1],)
    assert "You split <a" in nino.see(f"/incident/{incident.id}")
    nino.send("/undo")
    assert "You took back the split of <a" in nino.see(f"/incident/{incident.id}")
    assert everything(desk) == before


def test_a_join_overrules_a_split_and_undoing_it_restores_the_split(settled) -> None:
    desk, nino = settled
    incident = max(desk.dataset.current_incidents(), key=lambda one: len(one.members))
    out = incident.members[-1]
    nino.send(f"/incident/{incident.id}/split", {"reported": out})
    after_the_split = everything(desk)
    rest = holding(desk, incident.members[0])
    nino.send(f"/incident/{rest.id}/join", {"other": holding(desk, out).id})
    assert holding(desk, out).members == incident.members
    nino.send("/undo")
    assert [one.verdict for one in everything(desk)[1]] == [one.verdict for one in after_the_split[1]]
    assert everything(desk)[0] == after_the_split[0]


def test_what_a_colleague_judged_since_is_not_taken_back(settled) -> None:
    desk, nino = settled
    one, other = two_of(desk, "armed_clash")
    nino.send(f"/incident/{one.id}/join", {"other": other.id})
    joining.judge(desk, "davit", (one.members[0], other.members[0]), Verdict.DIFFERENT)
    nino.send("/undo")
    left, right = sorted((one.members[0], other.members[0]))
    stands = desk.store.standing_judgement("incident", left, right)
    assert (stands.verdict, stands.decided_by) == (Verdict.DIFFERENT, "davit")


def test_two_who_differ_on_a_pair_leave_it_to_the_machine_and_a_third_settles_it(settled, password_hash: str) -> None:
    desk, nino = settled
    pair = desk.store.items(ItemFilter(kind="judgement", cause="landmine"))[0]
    asked = desk.store.judgement(pair.target_id)
    untouched = desk.store.standing_judgement("incident", asked.left, asked.right)
    others = {}
    for name in ("davit", "lilit"):
        desk.store.add_account(name, "analyst", password_hash)
        others[name] = Visitor(TestClient(nino.client.app)).sign_in(name)

    def stands() -> tuple[str, str]:
        found = desk.store.standing_judgement("incident", asked.left, asked.right)
        return found.verdict, found.decided_by

    nino.send(f"/join/{pair.target_id}", {"verdict": "same"})
    assert stands() == ("same", "nino")
    others["davit"].send(f"/join/{pair.target_id}", {"verdict": "different"})
    assert desk.store.item(pair.target_id).state == "disputed"
    assert stands() == (untouched.verdict, untouched.decided_by), "neither is published"
    others["lilit"].send(f"/join/{pair.target_id}", {"verdict": "same"})
    assert desk.store.item(pair.target_id).state == "settled"
    assert stands() == ("same", "lilit")
    others["lilit"].send("/undo")
    others["davit"].send("/undo")
    assert stands() == ("same", "nino")


def test_an_incident_that_grew_after_it_was_accepted_is_open_again(settled) -> None:
    desk, nino = settled
    one, other = two_of(desk, "armed_clash")
    nino.send(f"/decide/incident/{one.id}", {"verdict": "accept"})
    assert reviewed_incidents(desk.dataset, [one])[0].review == "accepted"
    grown = replace(one, killed=other.killed, independent_sources=2)
    desk.dataset.append_incidents([grown])
    desk.follower.catch_up()
    item = desk.store.item(one.id)
    assert (item.state, item.reason, item.waiting) == ("open", "reopened", True)
    assert reviewed_incidents(desk.dataset, [grown])[0].review == "open"
    nino.send(f"/decide/incident/{one.id}", {"verdict": "accept"})
    assert desk.store.item(one.id).state == "decided"
    assert reviewed_incidents(desk.dataset, [grown])[0].review == "accepted"


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
