"""Accounts of the analysts' desk and their sessions. Passwords and tokens arrive here hashed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from pipeline.store.base import Part
from pipeline.store.schema.desk import accounts, sessions


@dataclass(frozen=True, slots=True)
class Account:
    """A named person; `password` is the hash, `role` one of viewer, analyst, editor."""

    name: str
    role: str
    password: str
    active: bool
    created_at: datetime


class Accounts(Part):
    """The accounts and sessions of a dataset."""

    def add_account(self, name: str, role: str, password: str) -> bool:
        """Add an account; False when the name is taken. `password` is a hash."""
        row = {"name": name, "role": role, "password": password, "active": True, "created_at": self._now()}
        with self._database.writing() as connection:
            return self._insert_if_new(connection, accounts, row)

    def account(self, name: str) -> Account | None:
        """Return an account, also one that has been closed."""
        rows = self.fetch(select(accounts).where(accounts.c.name == name))
        return Account(**rows[0]._mapping) if rows else None

    def accounts(self) -> list[Account]:
        """Return all accounts by name."""
        return [Account(**row._mapping) for row in self.fetch(select(accounts).order_by(accounts.c.name))]

    def change_account(
        self, name: str, *, role: str | None = None, password: str | None = None, active: bool | None = None
    ) -> None:
        """Change what is given, and end the account's sessions, so that no older right outlives the change."""
        given = {"role": role, "password": password, "active": active}
        changes = {column: value for column, value in given.items() if value is not None}
        with self._database.writing() as connection:
            connection.execute(update(accounts).where(accounts.c.name == name).values(**changes))
            connection.execute(delete(sessions).where(sessions.c.account == name))

    def start_session(self, token: str, account: str, ends_at: datetime) -> None:
        """Open a session; `token` is a hash. Sessions that have ended are cleared away."""
        now = self._now()
        row = {"token": token, "account": account, "started_at": now, "ends_at": ends_at}
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.ends_at <= now))
            connection.execute(insert(sessions), row)

    def session_account(self, token: str) -> Account | None:
        """Return the account whose open session has this token; None if there is none or the account is closed."""
        mine = sessions.c.token == token, sessions.c.ends_at > self._now(), accounts.c.active
        rows = self.fetch(select(accounts).join(sessions, sessions.c.account == accounts.c.name).where(*mine))
        return Account(**rows[0]._mapping) if rows else None

    def end_session(self, token: str) -> None:
        """Close a session."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.token == token))
