"""Country codes as they are typed: a wrong one is said, and never just matches nothing."""

from __future__ import annotations

from pipeline.cli.app import CommandError, Status
from pipeline.countries import country_names


def country_code(typed: str) -> str:
    """Return the ISO 3166 alpha-2 code typed, in capitals; raises `CommandError` (status 2) when no country has it."""
    code, names = typed.strip().upper(), country_names()
    if code in names:
        return code
    meant = sorted(known for known, name in names.items() if name.upper() == code)
    hint = f"did you mean {meant[0]}?" if meant else "two letters of ISO 3166 are wanted, e.g. GE or US"
    raise CommandError(f"no country has the code {typed!r}: {hint}", Status.WRONG_USAGE)
