"""Resolving: copies, incidents, tallies, statements said in several outlets. Pure functions of what is stored and new.

`resolve_new` is the door: it reads the store through `State` only and returns what to append.
"""

from __future__ import annotations

from pipeline.resolve.door import re_resolve, resolve_new
from pipeline.resolve.protocol import (
    MACHINE,
    RESOLVER_VERSION,
    OpposedPair,
    Resolution,
    State,
    StatementGroup,
    Trace,
)
from pipeline.resolve.remembered import Remembered

__all__ = [
    "MACHINE",
    "RESOLVER_VERSION",
    "OpposedPair",
    "Remembered",
    "Resolution",
    "State",
    "StatementGroup",
    "Trace",
    "re_resolve",
    "resolve_new",
]
