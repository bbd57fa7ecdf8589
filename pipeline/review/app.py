"""The application: its routes, its error pages, and how it is served."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.review.desk import Desk, DeskSettings, utc_now
from pipeline.review.people.headers import LOOPBACK_NAMES, SafeHeaders
from pipeline.review.rendering import render
from pipeline.review.views import (
    articles,
    incidents,
    joins,
    lists,
    overview,
    queue,
    records,
    searching,
    signing,
    tallies,
)
from pipeline.review.visit import endpoint

_STATIC = Path(__file__).parent / "static"
_VIEWS = (
    *signing.VIEWS,
    *queue.VIEWS,
    *incidents.VIEWS,
    *joins.VIEWS,
    *tallies.VIEWS,
    *records.VIEWS,
    *lists.VIEWS,
    *overview.VIEWS,
    *searching.VIEWS,
    *articles.VIEWS,
)


class BindError(Exception):
    """The desk must not be served at this address; the message says what to do."""


def create_app(settings: DeskSettings, now: Callable[[], datetime] = utc_now) -> Starlette:
    """Return the desk as an ASGI application; `app.state.desk` is the open desk. `now` is the clock."""
    desk = Desk(settings, now)

    @asynccontextmanager
    async def open_desk(_app: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    app = Starlette(
        routes=[
            *(Route(view.path, endpoint(view, desk), methods=[view.method]) for view in _VIEWS),
            Mount("/static", StaticFiles(directory=_STATIC), name="static"),
        ],
        middleware=[Middleware(SafeHeaders, hosts=(*LOOPBACK_NAMES, settings.host, *settings.hosts))],
        exception_handlers={HTTPException: _refused, Exception: _failed},
        lifespan=open_desk,
    )
    app.state.desk = desk
    return app


def check_address(settings: DeskSettings, desk: Desk) -> None:
    """Raise `BindError` when a desk without accounts would be reachable from other machines."""
    if not is_loopback(settings.host) and desk.sessions.is_open():
        raise BindError(
            f"{settings.host} can be reached from other machines, and this desk has no accounts: "
            "make one with `tollwatch users add NAME --role editor`, or leave --host out"
        )


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches the host; a name other than localhost is taken to be public."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def serve(settings: DeskSettings, ready: Callable[[str], None]) -> None:
    """Serve the desk until interrupted; `ready` is told the address to open. Raises `BindError`."""
    app = create_app(settings)
    desk: Desk = app.state.desk
    check_address(settings, desk)
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    key = f"open?key={desk.sessions.key}" if desk.sessions.is_open() else ""
    ready(f"http://{shown}:{settings.port}/{key}")
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", server_header=False)


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    context = {"status": error.status_code, "reason": error.detail, "person": None}
    return HTMLResponse(render("error.html", context), error.status_code)


async def _failed(_request: Request, _error: Exception) -> Response:
    reason = "The desk made a mistake. Nothing was changed; the terminal that serves it says more."
    return HTMLResponse(render("error.html", {"status": 500, "reason": reason, "person": None}), 500)
