"""The headers of every answer, and which hosts are answered at all."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
INERT = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
"""For archived pages: no script, no form, no request to anybody, an origin of its own."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]", "testserver")


class SafeHeaders:
    """ASGI layer: refuses foreign host names (DNS rebinding) and puts `HEADERS` on every answer that lacks them."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        """Answer only requests for one of `hosts`."""
        self._app = app
        self._hosts = {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if host_name(Headers(scope=scope).get("host", "")) not in self._hosts:
            refusal = PlainTextResponse("This desk is not served under that name.\n", status_code=421)
            await refusal(scope, receive, send_safely)
            return
        await self._app(scope, receive, send_safely)


def host_name(header: str) -> str:
    """Return the name in a Host header, without its port, in lower case."""
    name, _, port = header.lower().rpartition(":")
    return name if name and port.isdigit() else header.lower()
