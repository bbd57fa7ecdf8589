"""Passwords: Argon2id by argon2-cffi with its defaults (RFC 9106, low-memory profile); nothing of our own."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from pipeline.store.accounts import Account

SHORTEST = 12
"""NIST SP 800-63B asks for eight and advises more; a desk whose records accuse people takes twelve."""

LONGEST = 256  # hashing much longer input only serves those who want to keep us busy

_HASHER = PasswordHasher()


def hashed(password: str) -> str:
    """Return the hash to keep. Raises ValueError when the password is too short or too long to be taken."""
    if len(password) < SHORTEST:
        raise ValueError(f"a password needs at least {SHORTEST} characters")
    if len(password) > LONGEST:
        raise ValueError(f"a password may have at most {LONGEST} characters")
    return _HASHER.hash(password)


def matches(account: Account | None, password: str) -> bool:
    """Return whether the password opens the account; for no account, say no after as long a while."""
    kept = account.password if account else _nobody()
    try:
        right = _HASHER.verify(kept, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return right and account is not None and account.active


@cache
def _nobody() -> str:
    """A hash to measure against where there is no account, so that time does not tell names."""
    return _HASHER.hash("no account has this password")
