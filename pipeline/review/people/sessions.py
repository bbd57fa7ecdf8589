"""Signing in and out: from a cookie to a person."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import datetime, timedelta

from pipeline.review.people.passwords import matches
from pipeline.review.people.roles import Person, Role, role_named
from pipeline.review.people.throttle import Throttle
from pipeline.review.people.tokens import SESSION_HOURS, kept, new_token, same
from pipeline.store.accounts import Account, Accounts


class SignInError(Exception):
    """The name and password do not open the desk; the message may be shown."""


class Sessions:
    """The open sessions of a desk: those of accounts in the dataset, those of guests in memory.

    A desk without accounts is open to whoever has its key, which the terminal prints: other users of the same machine
    can reach a loopback address, but cannot read that terminal.
    """

    def __init__(self, accounts: Accounts, now: Callable[[], datetime]) -> None:
        """Keep sessions of `accounts` with the clock `now`."""
        self._accounts = accounts
        self._now = now
        self._guests: dict[str, datetime] = {}
        self.throttle = Throttle(now)
        self.key = new_token()

    def person(self, token: str | None) -> Person | None:
        """Return who holds the session of this cookie; None if nobody."""
        if not token:
            return None
        account = self._accounts.session_account(kept(token))
        if account is not None:
            return Person(account.name, role_named(account.role))
        ends_at = self._guests.get(kept(token))
        if ends_at is not None and ends_at > self._now() and self.is_open():
            return Person(guest_name(), Role.EDITOR, guest=True)
        return None

    def is_open(self) -> bool:
        """Return whether the desk has no accounts, and so lets its key in."""
        return not self._accounts.accounts()

    def open_with_key(self, key: str) -> str:
        """Return the token of a new guest session. Raises `SignInError`: wrong key, or there are accounts."""
        if not (self.is_open() and same(key, self.key)):
            raise SignInError("This key opens nothing. Use the address that `tollwatch review` printed last.")
        token = new_token()
        self._guests[kept(token)] = self._ending()
        return token

    def sign_in(self, name: str, password: str, address: str) -> str:
        """Return the token of a new session. Raises `SignInError`."""
        keys = (f"name:{name}", f"address:{address}")
        if wait := self.throttle.wait_seconds(*keys):
            raise SignInError(f"Too many failed attempts. Try again in {wait} seconds.")
        account = self._accounts.account(name)
        if not matches(account, password):
            self.throttle.failed(*keys)
            raise SignInError("Name and password do not match.")
        self.throttle.succeeded(*keys)
        return self._start(account)

    def sign_out(self, token: str) -> None:
        """Close a session."""
        self._guests.pop(kept(token), None)
        self._accounts.end_session(kept(token))

    def _start(self, account: Account | None) -> str:
        assert account is not None
        token = new_token()
        self._accounts.start_session(kept(token), account.name, self._ending())
        return token

    def _ending(self) -> datetime:
        return self._now() + timedelta(hours=SESSION_HOURS)


def guest_name() -> str:
    """Return the name under which a desk without accounts keeps decisions: that of the machine's user."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user id on this machine, as in some containers
        return "analyst"
