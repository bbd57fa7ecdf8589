"""Who gets in, what they may do, and what a hostile page, form or neighbour cannot do."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from pipeline.config import ReviewSettings
from pipeline.review import BindError, DeskSettings
from pipeline.review.app import _VIEWS, check_address, create_app, is_loopback
from pipeline.review.desk import Desk
from pipeline.review.people import Role
from pipeline.review.people.passwords import hashed
from pipeline.store.desk_items import ItemFilter
from pipeline.store.desk_lists import Wanted
from tests.review.conftest import PASSWORD

OPEN_TO_ALL = {"/sign-in", "/open"}


def an_address(desk: Desk, path: str) -> str:
    item = desk.store.items(ItemFilter(kind="claim"), limit=1)[0]
    return path.replace("{id}", item.target_id).replace("{kind}", "claim")


def test_every_page_but_the_sign_in_asks_who_you_are(desk: Desk, visitor) -> None:
    nobody = visitor()
    for view in _VIEWS:
        if view.path in OPEN_TO_ALL:
            continue
        assert view.needs is not None, view.path
        if view.method == "GET":
            answer = nobody.client.get(an_address(desk, view.path), follow_redirects=False)
            assert answer.status_code == 303 and answer.headers["location"].startswith("/sign-in"), view.path


def test_a_viewer_changes_nothing(desk: Desk, visitor) -> None:
    vahe = visitor("vahe")
    for view in _VIEWS:
        if view.needs == Role.ANALYST and view.method == "POST":
            assert vahe.send(an_address(desk, view.path), {"verdict": "accept"}).status_code == 403, view.path
    assert desk.store.listed("trail", Wanted({})) == []


@pytest.mark.parametrize("view", [view for view in _VIEWS if view.method == "POST"], ids=lambda view: view.path)
def test_a_form_without_its_token_changes_nothing(desk: Desk, visitor, view) -> None:
    nino = visitor("nino")
    path = an_address(desk, view.path)
    for token in ("", "0" * 64, visitor().token("/sign-in")):
        answer = nino.client.post(path, data={"verdict": "accept", "form_token": token})
        assert answer.status_code == 403
    foreign = nino.send(view.path if "{" not in view.path else path, origin="https://elsewhere.example")
    assert foreign.status_code == 403
    assert desk.store.listed("trail", Wanted({})) == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_that_the_browser_says_came_from_elsewhere_changes_nothing(desk: Desk, visitor, site: str) -> None:
    claim = desk.store.items(ItemFilter(kind="claim"), limit=1)[0].target_id
    nino = visitor("nino")
    sent = nino.send(f"/decide/claim/{claim}", {"verdict": "accept"}, **{"sec-fetch-site": site})
    assert sent.status_code == 403
    assert desk.store.listed("trail", Wanted({})) == []


def test_passwords_and_sessions_are_kept_hashed(desk: Desk, visitor) -> None:
    nino = visitor("nino")
    cookie = nino.client.cookies["tollwatch_session"]
    from sqlalchemy import select

    from pipeline.store.schema.desk import accounts, sessions

    kept = repr([tuple(row) for table in (accounts, sessions) for row in desk.store.fetch(select(table))])
    assert "$argon2id$" in kept
    assert PASSWORD not in kept and cookie not in kept


def test_the_cookie_is_out_of_reach_and_new_at_sign_in(desk: Desk, visitor) -> None:
    nobody = visitor()
    nobody.see("/sign-in")
    planted = nobody.client.cookies["tollwatch_session"]
    answer = nobody.send("/sign-in", {"name": "nino", "password": PASSWORD}, page="/sign-in")
    header = answer.headers["set-cookie"].lower()
    assert "httponly" in header and "samesite=lax" in header
    assert nobody.client.cookies["tollwatch_session"] != planted


def test_behind_https_the_cookie_travels_nowhere_else(address: str, clock) -> None:
    for secure in (True, False):
        app = create_app(DeskSettings(address, secure_cookies=secure), clock)
        assert ("secure" in TestClient(app).get("/sign-in").headers["set-cookie"].lower()) is secure
        app.state.desk.close()


def test_a_closed_account_is_not_opened_by_its_password(desk: Desk, visitor) -> None:
    desk.store.change_account("nino", active=False)
    answer = visitor().send("/sign-in", {"name": "nino", "password": PASSWORD}, page="/sign-in")
    assert answer.status_code == 401


def test_guessing_must_wait(desk: Desk, visitor, clock) -> None:
    nobody = visitor()
    guesses = [nobody.send("/sign-in", {"name": "nino", "password": f"guess {n}"}, page="/sign-in") for n in range(6)]
    assert [answer.status_code for answer in guesses] == [401] * 6
    assert "Too many failed attempts" in guesses[-1].text
    right = nobody.send("/sign-in", {"name": "nino", "password": PASSWORD}, page="/sign-in")
    assert right.status_code == 401
    clock.pass_time(minutes=16)
    assert nobody.send("/sign-in", {"name": "nino", "password": PASSWORD}, page="/sign-in").status_code == 303


def test_signing_out_and_closing_an_account_end_its_sessions(desk: Desk, visitor) -> None:
    nino, davit = visitor("nino"), visitor("davit")
    cookie = nino.client.cookies["tollwatch_session"]
    nino.send("/sign-out")
    nino.client.cookies.set("tollwatch_session", cookie)
    assert nino.client.get("/", follow_redirects=False).status_code == 303
    desk.store.change_account("davit", active=False)
    assert davit.client.get("/", follow_redirects=False).status_code == 303


def test_a_session_ends_by_itself(desk: Desk, visitor, clock) -> None:
    nino = visitor("nino")
    clock.pass_time(hours=13)
    assert nino.client.get("/", follow_redirects=False).status_code == 303


def test_every_answer_carries_the_strict_policy(desk: Desk, visitor) -> None:
    nino = visitor("nino")
    for path in ("/", "/sign-in", "/static/desk.js", "/nowhere", "/incidents.csv", "/search?q=mine"):
        headers = nino.client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "*" not in policy, path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def test_a_headline_with_a_script_in_it_is_text(desk: Desk, visitor) -> None:
    nino = visitor("nino")
    item = desk.store.items(ItemFilter(kind="claim", site="mountain-post", cause="explosion"))[0]
    for path in (f"/claim/{item.target_id}", f"/article/{item.article_id}", "/search?q=headline", "/", "/claims"):
        page = nino.see(path)
        assert "<script>alert" not in page and "<b onmouseover" not in page, path
    assert "&lt;script&gt;alert" in nino.see(f"/claim/{item.target_id}")
    assert "<script>x" not in nino.see("/search?q=%3Cscript%3Ex")


def test_a_cell_that_a_spreadsheet_would_run_is_text(desk: Desk, visitor) -> None:
    csv = visitor("nino").see("/claims.csv?cause=explosion")
    assert "'=cmd|" in csv and ",=cmd|" not in csv


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "x"])
def test_signing_in_leads_nowhere_else(desk: Desk, visitor, onward: str) -> None:
    form = {"name": "nino", "password": PASSWORD, "next": onward}
    assert visitor().send("/sign-in", form, page="/sign-in").headers["location"] == "/"


def test_foreign_host_names_are_refused(desk: Desk, visitor) -> None:
    assert visitor().client.get("/sign-in", headers={"host": "elsewhere.example"}).status_code == 421


def test_a_desk_without_accounts_stays_on_loopback_and_needs_its_key(address: str, clock) -> None:
    app = create_app(DeskSettings(address, host="0.0.0.0"), clock)
    desk: Desk = app.state.desk
    with pytest.raises(BindError, match="no accounts"):
        check_address(desk.settings, desk)
    client = TestClient(app)
    assert client.get("/", follow_redirects=False).headers["location"].startswith("/sign-in")
    assert client.get("/open?key=wrong").status_code == 401
    assert client.get(f"/open?key={desk.sessions.key}").status_code == 200
    desk.store.add_account("eva", "editor", hashed(PASSWORD))
    check_address(desk.settings, desk)
    assert client.get("/", follow_redirects=False).status_code == 303, "with accounts, the key opens nothing"
    desk.close()


def test_a_short_password_is_not_taken() -> None:
    with pytest.raises(ValueError, match="at least 12"):
        hashed("short")


def test_the_archive_gives_out_nothing_outside_its_folder(desk: Desk, visitor) -> None:
    nino = visitor("nino")
    item = desk.store.items(ItemFilter(kind="claim"), limit=1)[0]
    assert nino.client.get(f"/archive/{item.article_id}").status_code == 404
    assert nino.client.get("/archive/..%2f..%2fetc%2fpasswd").status_code == 404
    assert nino.client.get("/static/..%2fapp.py").status_code == 404


def test_nothing_but_loopback_is_served_unless_asked(address: str) -> None:
    assert is_loopback(DeskSettings(address).host)
    assert is_loopback(ReviewSettings().host)
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.4", "desk.example")))
