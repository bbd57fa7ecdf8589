"""Who uses the desk: accounts, passwords, sessions, roles, and the checks on every request."""

from pipeline.review.people.roles import Person, Role, role_named

__all__ = ["Person", "Role", "role_named"]
