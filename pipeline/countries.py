"""Country codes of ISO 3166 (alpha-2), as CLDR lists them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale

LETTERS = 2
NOT_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of two letters that name a union, an outlying region, a pseudo-locale or nothing."""


@cache
def country_names() -> Mapping[str, str]:
    """Return the English names of countries by their codes."""
    names = Locale("en").territories
    return {code: name for code, name in names.items() if len(code) == LETTERS and code not in NOT_COUNTRIES}
