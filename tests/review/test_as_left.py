"""An incident has one figure everywhere: on its page, in the lists, at the command line and in the export."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from pipeline.cli.incidents import open_file
from pipeline.cli.reviewing import as_left
from pipeline.publish import tables
from pipeline.publish.rows import Rows
from pipeline.records import Incident
from pipeline.review import DeskSettings
from pipeline.review.desk import Desk
from pipeline.revising import revised
from pipeline.store import claim_key
from pipeline.vocabulary import DecisionVerdict
from tests.review.conftest import Clock, Visitor, opened_desk
from tests.store.made import decision


@pytest.fixture
def desk(address: str, clock: Clock, password_hash: str) -> Iterator[Desk]:
    yield from opened_desk(DeskSettings(address, as_left=as_left), clock, password_hash)


def an_incident(desk: Desk) -> Incident:
    """One whose dead more than one claim counts."""
    found = [one for one in desk.dataset.current_incidents() if one.killed is not None and len(one.history) > 1]
    return found[0]


def reject(desk: Desk, claim_id: str, verdict: DecisionVerdict = DecisionVerdict.REJECT, hour: int = 10) -> None:
    claim = desk.dataset.claim(claim_id)
    assert claim is not None
    article = desk.dataset.article(claim.article_id)
    assert article is not None
    desk.dataset.append_decision(decision(claim_id, verdict, key=claim_key(claim, article), hour=hour))


def figures(desk: Desk, incident: Incident) -> list[object]:
    """Return the dead as desk, command line and export give them."""
    (left,) = desk.as_left([incident])
    shown = open_file(desk.dataset, incident).incident.record
    row = next(one for one in Rows(desk.dataset, revised).of(tables.INCIDENTS) if one["id"] == incident.id)
    return [left.killed and left.killed.best, shown.killed and shown.killed.best, row["killed_best"]]


def test_rejected_claims_leave_every_output_alike(desk: Desk) -> None:
    incident = an_incident(desk)
    before = figures(desk, incident)
    assert before[0] == before[1] == before[2] is not None
    killed = [entry.claim_id for entry in incident.history if entry.outcome == "killed"]
    for claim_id in killed:
        reject(desk, claim_id)
    after = figures(desk, incident)
    assert after == [None, None, None]
    for claim_id in killed:
        reject(desk, claim_id, DecisionVerdict.UNDO, hour=11)
    assert figures(desk, incident) == before


def test_the_page_strikes_a_rejected_figure_out(desk: Desk) -> None:
    incident = an_incident(desk)
    killed = [entry.claim_id for entry in incident.history if entry.outcome == "killed"]
    for claim_id in killed:
        reject(desk, claim_id)
    visitor = Visitor(TestClient(desk.app, follow_redirects=True)).sign_in("nino")  # type: ignore[attr-defined]
    page = visitor.see(f"/incident/{incident.id}")
    assert len(re.findall(r"<tr class=\"superseded rejected\">.*?<small>rejected by \w+</small>", page)) == len(killed)
    assert "<h3>Killed</h3>" not in page
    listed = visitor.see("/incidents")
    row = re.search(rf'<tr>(?:(?!</tr>).)*/incident/{incident.id}".*?</tr>', listed, re.DOTALL)
    assert row is not None and row[0].count('<span class="quiet">–</span>') >= 1


def test_the_fields_say_what_the_head_says(desk: Desk) -> None:
    incident = an_incident(desk)
    assert incident.killed is not None
    for entry in incident.history:
        if entry.outcome == "killed":
            reject(desk, entry.claim_id)
    visitor = Visitor(TestClient(desk.app, follow_redirects=True)).sign_in("nino")  # type: ignore[attr-defined]
    page = visitor.see(f"/incident/{incident.id}")
    assert f"<del>{incident.killed.best}</del> <ins title=" in page
    assert f'name="field_killed_best" value="{incident.killed.best}"' in page, (
        "the machine's value is what is corrected"
    )


def test_the_page_of_a_claim_gives_its_incident_s_figure_as_left(desk: Desk) -> None:
    incident = an_incident(desk)
    killed = [entry.claim_id for entry in incident.history if entry.outcome == "killed"]
    visitor = Visitor(TestClient(desk.app, follow_redirects=True)).sign_in("nino")  # type: ignore[attr-defined]
    assert "– killed" not in visitor.see(f"/claim/{killed[0]}")
    for claim_id in killed:
        reject(desk, claim_id)
    assert "– killed" in visitor.see(f"/claim/{killed[0]}")


@pytest.mark.parametrize(
    "corrections",
    [{"assertion": "denied"}, {"scope": "cumulative"}, {"background": True}],
    ids=lambda one: next(iter(one)),
)
def test_a_figure_that_counts_nobody_of_the_incident_leaves_it(desk: Desk, corrections: dict[str, object]) -> None:
    incident = an_incident(desk)
    for entry in incident.history:
        if entry.outcome == "killed":
            claim = desk.dataset.claim(entry.claim_id)
            assert claim is not None
            article = desk.dataset.article(claim.article_id)
            assert article is not None
            key = claim_key(claim, article)
            verdict = DecisionVerdict.CORRECT
            desk.dataset.append_decision(decision(entry.claim_id, verdict, key=key, hour=10, corrections=corrections))
    assert figures(desk, incident) == [None, None, None]
