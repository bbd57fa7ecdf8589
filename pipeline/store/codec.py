"""Records to stored text and back, without loss; and the few values that databases cannot hold."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from typing import Any

import msgspec

from pipeline.records import R, Record, from_dict, to_dict

LARGEST_INTEGER = 2**63 - 1
INDEXED_CHARACTERS = 300
"""Indexed words are cut here: PostgreSQL refuses index keys above 2,704 bytes. The record keeps them whole."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # NUL and lone surrogates


def encode(record: Record) -> str:
    """Return the record as JSON text that any database stores."""
    try:
        return msgspec.json.encode(record).decode()
    except (UnicodeEncodeError, OverflowError):  # lone surrogates; counts beyond 64 bits
        return json.dumps(to_dict(record))


def decode(kind: type[R], text: str) -> R:
    """Return the record that `encode` made the text from."""
    try:
        record: R = _decoder(kind).decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return from_dict(kind, json.loads(text))
    return record


@lru_cache(maxsize=10_000)
def decoded(kind: type[R], text: str) -> R:
    """Return the record that `encode` made the text from; of a text met before, the record made then.

    What is reported near a place is asked for again with every portion of a day's news.
    """
    return decode(kind, text)


@cache
def _decoder(kind: type[Record]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def storable(text: str) -> str:
    """Return the text with characters that no database takes replaced one for one, so that offsets stay."""
    return _UNSTORABLE.sub("\ufffd", text)


def words(text: str | None) -> str | None:
    """Return text for a column: storable, and cut where an index would refuse it."""
    return None if text is None else storable(text)[:INDEXED_CHARACTERS]


def count(number: int | None) -> int | None:
    """Return a count for a column; beyond 64 bits the largest that fits."""
    return None if number is None else min(number, LARGEST_INTEGER)
