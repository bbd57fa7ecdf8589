"""People are told over real HTTP and real SMTP; a dead server is an error line, never an exception."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer

from pipeline.config import NotifySettings
from pipeline.notify import tell


@pytest.fixture
def mailbox() -> Iterator[tuple[int, list[str]]]:
    """A mail server of a few lines: greets, accepts one message, says goodbye."""
    received: list[str] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listener.accept()
        with connection, connection.makefile("rw", newline="\r\n") as talk:

            def say(line: str) -> None:
                talk.write(line + "\r\n")
                talk.flush()

            say("220 here")
            in_data = False
            for line in talk:
                received.append(line.rstrip())
                if in_data and line.rstrip() != ".":
                    continue
                in_data = line.rstrip().upper() == "DATA"
                say("354 go" if in_data else "221 bye" if line.upper().startswith("QUIT") else "250 ok")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1], received
    thread.join(timeout=10)
    listener.close()


def test_webhook_gets_subject_text_and_report(httpserver: HTTPServer) -> None:
    httpserver.expect_oneshot_request(
        "/hook", method="POST", json={"subject": "s", "text": "t", "report": {"n": 1}}
    ).respond_with_data("ok")
    assert tell(NotifySettings(webhook=httpserver.url_for("/hook")), "s", "t", {"n": 1}) == []
    httpserver.check_assertions()


def test_mail_is_delivered(mailbox: tuple[int, list[str]]) -> None:
    port, received = mailbox
    settings = NotifySettings(email_to=["desk@example.org"], smtp_host="127.0.0.1", smtp_port=port)
    assert tell(settings, "Two sites are silent", "azertag, oc-media", {}) == []
    assert "Subject: Two sites are silent" in received
    assert "azertag, oc-media" in received


@pytest.mark.parametrize(
    "settings",
    [
        NotifySettings(webhook="http://127.0.0.1:9/"),
        NotifySettings(webhook="file:///etc/passwd"),
        NotifySettings(email_to=["a@example.org"], smtp_host="127.0.0.1", smtp_port=9),
    ],
)
def test_a_message_that_cannot_be_sent_is_one_error_line(settings: NotifySettings) -> None:
    assert len(tell(settings, "s", "t", {})) == 1


def test_an_error_status_of_the_webhook_is_reported(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/hook").respond_with_data("no", status=500)
    assert "500" in tell(NotifySettings(webhook=httpserver.url_for("/hook")), "s", "t", {})[0]
