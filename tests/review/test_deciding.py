"""What becomes of a verdict: appended, published, withdrawn, disputed, settled."""

from __future__ import annotations

import pytest

from pipeline.publish.reviewed import reviewed_claims
from pipeline.review.desk import Desk
from pipeline.store.desk_items import ItemFilter


def first(desk: Desk, kind: str = "claim", **more: str) -> str:
    return desk.store.items(ItemFilter(kind=kind, **more), limit=1)[0].target_id


def review_of(desk: Desk, claim_id: str) -> tuple[str, int | None]:
    claim = desk.dataset.claim(claim_id)
    assert claim is not None
    article = desk.dataset.article(claim.article_id)
    reading = desk.dataset.reading(claim.article_id)
    assert article is not None and reading is not None
    reviewed = {one.record.id: one for one in reviewed_claims(desk.dataset, [(article, reading)])}
    return reviewed[claim_id].review, reviewed[claim_id].record.quantity.best


def test_the_most_pressing_comes_first(desk: Desk) -> None:
    assert [item.reason for item in desk.store.items(ItemFilter(), limit=4)] == [
        "contested",
        "join",
        "join",
        "new_incident",
    ]


def test_a_correction_reaches_the_export_and_leaves_the_machine_alone(desk: Desk, visitor) -> None:
    nino, claim = visitor("nino"), first(desk)
    machine = desk.dataset.claim(claim)
    answer = nino.send(f"/decide/claim/{claim}", {"verdict": "correct", "field_low": "0", "field_best": "7",
                                                  "field_high": "9", "note": "Counted anew."})  # fmt: skip
    assert answer.status_code == 303
    assert review_of(desk, claim) == ("corrected", 7)
    assert desk.dataset.claim(claim) == machine
    assert "Counted anew." in nino.see("/trail")


def test_a_correction_that_cannot_stand_changes_nothing(desk: Desk, visitor) -> None:
    nino, claim = visitor("nino"), first(desk)
    for field, value in [("best", "-1"), ("best", "many"), ("start_date", "yesterday"), ("country", "Armenia"),
                         ("outcome", "abolished"), ("outcome", ""), ("low", "99999")]:  # fmt: skip
        answer = nino.send(f"/decide/claim/{claim}", {"verdict": "correct", f"field_{field}": value})
        assert answer.status_code == 422, (field, value)
        assert 'role="alert"' in answer.text
    assert desk.dataset.decisions_on("claim", claim) == []


def test_undo_withdraws_one_decision_after_the_other(desk: Desk, visitor) -> None:
    nino = visitor("nino")
    claims = [item.target_id for item in desk.store.items(ItemFilter(kind="claim"), limit=2)]
    for claim in claims:
        nino.send(f"/decide/claim/{claim}", {"verdict": "reject"})
    for claim in reversed(claims):
        assert review_of(desk, claim)[0] == "rejected"
        assert f"/claim/{claim}" in nino.send("/undo").headers["location"]
        assert review_of(desk, claim)[0] == "open"
    assert "nothing=1" in nino.send("/undo").headers["location"]


def test_two_who_differ_dispute_and_a_third_settles(desk: Desk, visitor) -> None:
    claim = first(desk)
    visitor("nino").send(f"/decide/claim/{claim}", {"verdict": "accept"})
    visitor("davit").send(f"/decide/claim/{claim}", {"verdict": "reject"})
    item = desk.store.item(claim)
    assert item is not None and (item.state, item.waiting) == ("disputed", True)
    assert review_of(desk, claim)[0] == "disputed"
    lilit = visitor("lilit")
    assert "Two analysts differ" in lilit.see(f"/claim/{claim}")
    lilit.send(f"/decide/claim/{claim}", {"verdict": "reject"})
    settled = desk.store.item(claim)
    assert settled is not None and (settled.state, settled.waiting) == ("settled", False)
    assert review_of(desk, claim)[0] == "rejected"


def test_unsure_and_a_request_wait_for_somebody_else(desk: Desk, visitor) -> None:
    nino, davit = visitor("nino"), visitor("davit")
    claims = [item.target_id for item in desk.store.items(ItemFilter(kind="claim"), limit=2)]
    nino.send(f"/decide/claim/{claims[0]}", {"verdict": "unsure"})
    nino.send(f"/ask/{claims[1]}", {"note": "Is this the same man?"})
    seconds = {item.target_id for item in desk.store.items(ItemFilter(state="second"))}
    assert seconds == set(claims)
    assert "Is this the same man?" in davit.see(f"/claim/{claims[1]}")


def test_two_analysts_never_get_the_same_item(desk: Desk, visitor) -> None:
    nino, davit = visitor("nino"), visitor("davit")
    got = [one.client.get("/next?kind=claim", follow_redirects=False).headers["location"] for one in (nino, davit)]
    assert got[0] != got[1]
    record = got[0].split("?")[0]
    assert "has this in hand" in davit.see(record)
    refused = davit.send(f"/decide{record}", {"verdict": "correct", "field_attribution": "Harbour Gazette"})
    assert refused.status_code == 422
    assert "nino has this record in hand" in refused.text
    assert "Harbour Gazette" in refused.text  # what was typed is not lost


@pytest.mark.parametrize(("field", "text"), [("country", "ZZ"), ("start_date", "2999-01-01")])
def test_no_country_and_no_day_to_come(visitor, field: str, text: str) -> None:
    nino = visitor("nino")
    record = nino.client.get("/next?kind=claim", follow_redirects=False).headers["location"].split("?")[0]
    assert nino.send(f"/decide{record}", {"verdict": "correct", f"field_{field}": text}).status_code == 422


def test_a_lease_ends(desk: Desk, visitor, clock) -> None:
    nino, davit = visitor("nino"), visitor("davit")
    record = nino.client.get("/next?kind=claim", follow_redirects=False).headers["location"].split("?")[0]
    clock.pass_time(minutes=16)
    assert "has this in hand" not in davit.see(record)


def test_the_queue_ends_where_nothing_waits(desk: Desk, visitor) -> None:
    nino = visitor("nino")
    for _ in range(40):
        place = nino.client.get("/next?kind=claim&site=mountain-post", follow_redirects=False).headers["location"]
        if "done=1" in place:
            break
        assert nino.send(f"/decide{place}", {"verdict": "accept"}).status_code == 303
    assert desk.store.count_items(ItemFilter(kind="claim", site="mountain-post")) == 0
    assert desk.store.count_items(ItemFilter(kind="claim", site="capital-daily")) > 0
