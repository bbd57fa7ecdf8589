"""Telling a person that a run needs one, by e-mail or webhook. A message that cannot be sent never fails a run."""

from __future__ import annotations

import json
import logging
import smtplib
from collections.abc import Mapping
from email.message import EmailMessage
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from pipeline.config import NotifySettings

TIMEOUT_SECONDS = 20
log = logging.getLogger(__name__)


def tell(settings: NotifySettings, subject: str, body: str, report: Mapping[str, Any]) -> list[str]:
    """Send the message every way the settings name; return one line for each way that failed."""
    failures: list[str] = []
    if settings.webhook:
        failures += _post(settings.webhook, {"subject": subject, "text": body, "report": report})
    if settings.email_to:
        failures += _mail(settings, subject, body)
    for failure in failures:
        log.error("could not notify: %s", failure)
    return failures


def _post(address: str, message: Mapping[str, Any]) -> list[str]:
    if urlsplit(address).scheme not in {"http", "https"}:
        return [f"webhook {address!r} is neither http nor https: correct [notify] webhook in tollwatch.toml"]
    content = json.dumps(message, ensure_ascii=False, default=str).encode()
    request = Request(address, content, {"Content-Type": "application/json"})  # noqa: S310  (scheme checked above)
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310
            return []
    except (URLError, OSError, ValueError) as error:
        return [f"webhook {address}: {error}"]


def _mail(settings: NotifySettings, subject: str, body: str) -> list[str]:
    message = EmailMessage()
    message["Subject"], message["To"] = subject, ", ".join(settings.email_to)
    message["From"] = settings.email_from or settings.email_to[0]
    message.set_content(body)
    try:
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_SECONDS) as server:
            server.send_message(message)
    except (smtplib.SMTPException, OSError) as error:
        return [f"e-mail through {settings.smtp_host}:{settings.smtp_port}: {error}"]
    return []
