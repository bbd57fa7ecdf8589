"""Session tokens and form tokens.

A session is 256 random bits in a cookie; the dataset keeps only its hash. The form token is another hash of the same
bits, so that it needs no store and no secret key: whoever can compute it already has the cookie.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

SESSION_COOKIE = "tollwatch_session"
SESSION_HOURS = 12


def new_token() -> str:
    """Return a fresh token for a cookie."""
    return secrets.token_urlsafe(32)


def kept(token: str) -> str:
    """Return what the dataset keeps of a token."""
    return hashlib.sha256(b"session:" + token.encode("utf-8", "replace")).hexdigest()


def form_token(token: str) -> str:
    """Return the token that forms of this session carry."""
    return hashlib.sha256(b"form:" + token.encode("utf-8", "replace")).hexdigest()


def same(given: str, expected: str) -> bool:
    """Compare without telling by time where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())
