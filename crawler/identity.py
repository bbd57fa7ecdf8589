"""Who we say we are."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("tollwatch")
except PackageNotFoundError:  # run from a source folder that is not installed
    VERSION = "0"

BOT_NAME = "tollwatch"
SOFTWARE = f"{BOT_NAME}/{VERSION}"


def user_agent(contact: str) -> str:
    """Return the honest name we go by: who we are, and where a site's owner reaches the operator."""
    return f"{SOFTWARE} (news reader for casualty recording; {contact.strip() or 'operator gave no contact'})"
