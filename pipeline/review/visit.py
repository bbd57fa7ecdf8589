"""One request at the desk: who makes it, what it carries, how it is answered; and the checks before any view runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from pipeline.review.desk import Desk
from pipeline.review.people import Person, Role
from pipeline.review.people.tokens import SESSION_COOKIE, form_token, new_token, same
from pipeline.review.rendering import render

LARGEST_FORM_BYTES = 20_000_000  # a Label Studio file of some ten thousand tasks
SEE_OTHER = 303


@dataclass(frozen=True, slots=True)
class Visit:
    """One request. `person` is None only on pages that need no sign-in."""

    request: Request
    desk: Desk
    person: Person | None
    token: str
    form: Mapping[str, str]

    @property
    def who(self) -> Person:
        """The person; only on pages that need a role."""
        assert self.person is not None
        return self.person

    @property
    def query(self) -> Mapping[str, str]:
        """The query parameters, the last of each name, empty ones left out."""
        return {name: value for name, value in self.request.query_params.items() if value}

    def part(self, name: str) -> str:
        """Return a part of the path."""
        return str(self.request.path_params[name])

    def page(self, template: str, status: int = 200, **context: Any) -> HTMLResponse:
        """Answer with a page."""
        everywhere = {"visit": self, "person": self.person, "form_token": form_token(self.token)}
        return HTMLResponse(render(template, {**everywhere, **context}), status)

    def see(self, address: str) -> RedirectResponse:
        """Answer with the address of what to look at next; only addresses of this desk are followed."""
        return RedirectResponse(local(address), SEE_OTHER)

    def refuse(self, status: int, reason: str) -> NoReturn:
        """Leave with an error page."""
        raise HTTPException(status, reason)


Handler = Callable[[Visit], Response]


@dataclass(frozen=True, slots=True)
class View:
    """One row of the table of routes. `needs` is the least role, None for everybody."""

    path: str
    handler: Handler
    needs: Role | None = Role.VIEWER
    method: str = "GET"


def local(address: str) -> str:
    """Return the address if it is a path of this desk, else the front page: no redirect leads elsewhere."""
    parts = urlsplit(address)
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc
    return address if plain and "\\" not in address and address.isprintable() else "/"


def endpoint(view: View, desk: Desk) -> Callable[[Request], Any]:
    """Return the ASGI endpoint of a view: reads the form, checks, and runs the view outside the event loop."""

    async def answer(request: Request) -> Response:
        form = await _form(request) if view.method == "POST" else {}
        return await run_in_threadpool(_answer, view, desk, request, form)

    return answer


def _answer(view: View, desk: Desk, request: Request, form: Mapping[str, str]) -> Response:
    cookie = request.cookies.get(SESSION_COOKIE)
    visit = Visit(request, desk, desk.sessions.person(cookie), cookie or new_token(), form)
    if view.method == "POST":
        _check_form(visit, cookie)
    if view.needs is not None:
        if visit.person is None:
            return _to_sign_in(visit, view)
        if not visit.person.may(view.needs):
            visit.refuse(403, f"This needs the role {view.needs.word}; yours is {visit.person.role.word}.")
    response = view.handler(visit)
    if cookie is None and "set-cookie" not in response.headers:
        keep_token(response, visit.token, desk)
    return response


def keep_token(response: Response, token: str, desk: Desk) -> None:
    """Put a session token into the browser, out of reach of scripts and of other sites."""
    response.set_cookie(
        SESSION_COOKIE, token, path="/", httponly=True, samesite="lax", secure=desk.settings.secure_cookies
    )


def _check_form(visit: Visit, cookie: str | None) -> None:
    origin = visit.request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != visit.request.headers.get("host"):
        visit.refuse(403, "This form came from another site.")
    if visit.request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        visit.refuse(403, "This form came from another site.")
    if cookie is None or not same(visit.form.get("form_token", ""), form_token(cookie)):
        visit.refuse(403, "This form has expired. Go back, reload the page, and send it again.")


def _to_sign_in(visit: Visit, view: View) -> Response:
    if view.method == "POST":
        visit.refuse(401, "Your session has ended. Sign in again; what you entered is still in the previous page.")
    url = visit.request.url
    here = url.path + (f"?{url.query}" if url.query else "")
    return visit.see(f"/sign-in?next={quote(here, safe='')}" if here != "/" else "/sign-in")


async def _form(request: Request) -> dict[str, str]:
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > LARGEST_FORM_BYTES:
        raise HTTPException(413, f"Forms of at most {LARGEST_FORM_BYTES} bytes are taken.")
    async with request.form(max_files=1, max_part_size=LARGEST_FORM_BYTES) as parts:
        return {name: await _text(part) for name, part in parts.multi_items()}


async def _text(part: UploadFile | str) -> str:
    return part if isinstance(part, str) else (await part.read()).decode("utf-8", "replace")
