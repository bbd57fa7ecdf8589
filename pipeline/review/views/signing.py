"""Signing in and out."""

from __future__ import annotations

from starlette.responses import Response

from pipeline.review.people.sessions import SignInError
from pipeline.review.visit import View, Visit, keep_token


def sign_in_page(visit: Visit) -> Response:
    """Show the form, or what to do on a desk without accounts."""
    return _form(visit)


def sign_in(visit: Visit) -> Response:
    """Open a session: a fresh token, so that one planted before signing in is worth nothing."""
    client = visit.request.client
    try:
        token = visit.desk.sessions.sign_in(
            visit.form.get("name", ""), visit.form.get("password", ""), client.host if client else ""
        )
    except SignInError as error:
        return _form(visit, str(error), 401)
    response = visit.see(visit.form.get("next", "/"))
    keep_token(response, token, visit.desk)
    return response


def open_with_key(visit: Visit) -> Response:
    """Open a desk without accounts with the key that the terminal printed."""
    try:
        token = visit.desk.sessions.open_with_key(visit.query.get("key", ""))
    except SignInError as error:
        return _form(visit, str(error), 401)
    response = visit.see("/")
    keep_token(response, token, visit.desk)
    return response


def sign_out(visit: Visit) -> Response:
    """Close the session and put back what was in hand."""
    visit.desk.store.let_go(visit.who.name)
    visit.desk.sessions.sign_out(visit.token)
    response = visit.see("/sign-in")
    response.delete_cookie("tollwatch_session", path="/")
    return response


def _form(visit: Visit, problem: str = "", status: int = 200) -> Response:
    onward = visit.form.get("next") or visit.query.get("next", "/")
    return visit.page("sign_in.html", status, problem=problem, onward=onward, is_open=visit.desk.sessions.is_open())


VIEWS = (
    View("/sign-in", sign_in_page, None),
    View("/sign-in", sign_in, None, "POST"),
    View("/open", open_with_key, None),
    View("/sign-out", sign_out, method="POST"),
)
