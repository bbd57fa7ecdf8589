"""What each role may do, and who is at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """Roles in rising order: each may do what the one before may."""

    VIEWER = 1
    ANALYST = 2
    EDITOR = 3

    @property
    def word(self) -> str:
        """The role as it is written in the dataset and on screen."""
        return self.name.lower()


ROLE_MEANINGS = {
    Role.VIEWER: "reads, searches and exports",
    Role.ANALYST: "also decides, corrects, joins and splits",
    Role.EDITOR: "also manages accounts",
}


def role_named(word: str) -> Role:
    """Return the role written as `word`; raises ValueError naming the roles there are."""
    try:
        return Role[word.upper()]
    except KeyError as error:
        known = ", ".join(role.word for role in Role)
        raise ValueError(f"{word!r} is no role: use one of {known}") from error


@dataclass(frozen=True, slots=True)
class Person:
    """Who makes a request. A guest of an open desk has no account and nothing to change in one."""

    name: str
    role: Role
    guest: bool = False

    def may(self, needed: Role) -> bool:
        """Return whether the person's role reaches as far as `needed`."""
        return self.role >= needed
