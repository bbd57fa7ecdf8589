"""Country codes as they are typed, checked against CLDR: a wrong one is said, and never just matches nothing."""

from __future__ import annotations

from babel import Locale

from pipeline.cli.app import CommandError, Status

LETTERS = 2
NOT_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of two letters that name a union, an outlying region, a pseudo-locale or nothing."""


def country_code(typed: str) -> str:
    """Return the ISO 3166 alpha-2 code typed, in capitals; raises `CommandError` (status 2) when no country has it."""
    code, names = typed.strip().upper(), Locale("en").territories
    if len(code) == LETTERS and code in names and code not in NOT_COUNTRIES:
        return code
    meant = sorted(known for known, name in names.items() if name.upper() == code and len(known) == LETTERS)
    hint = f"did you mean {meant[0]}?" if meant else "two letters of ISO 3166 are wanted, e.g. GE or US"
    raise CommandError(f"no country has the code {typed!r}: {hint}", Status.WRONG_USAGE)
