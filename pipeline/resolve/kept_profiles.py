"""Profiles as bytes, kept beside an article's sketch: what a text can be recognised by is worked out once.

Reading the marks of a text takes a hundred times as long as reading them back, and each new article is laid beside
scores of stored ones.
"""

from __future__ import annotations

import zlib
from datetime import date
from types import MappingProxyType

import msgspec

from pipeline.resolve.marks import Profile
from pipeline.resolve.protocol import RESOLVER_VERSION

PROFILE_KIND = f"profile-{RESOLVER_VERSION}"
"""Profiles of other rules are never taken for those of ours."""

_FAST = 1
_Kept = tuple[int, date | None, dict[str, float]]
_decoder = msgspec.msgpack.Decoder(_Kept)


def packed(profile: Profile) -> bytes:
    """Return a profile as bytes, its marks in their order."""
    return zlib.compress(msgspec.msgpack.encode((profile.instant, profile.published, dict(profile.marks))), _FAST)


def unpacked(article_id: str, kept: bytes) -> Profile:
    """Return the profile that `packed` made the bytes from."""
    instant, published, marks = _decoder.decode(zlib.decompress(kept))
    return Profile(article_id, published, instant, MappingProxyType(marks))
