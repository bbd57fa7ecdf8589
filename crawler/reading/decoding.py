"""Bytes of a page to text: which character encoding, and what to do where the page is wrong about its own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from resiliparse.parse.encoding import detect_encoding
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

_NON_ASCII = re.compile(rb"[\x80-\xff]")
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Words written wholly in high bytes: Cyrillic, Greek, Arabic and the like in a one-byte encoding. Western languages
# have single high bytes between ASCII letters.
_HIGH_WORD = re.compile(rb"(?<![A-Za-z\x80-\xff])[\xa8\xb8\xc0-\xff]{3,}(?![A-Za-z\x80-\xff])")
_LATIN = frozenset({"cp1252", "iso8859-1", "ascii", "iso8859-15"})
DETECTION_BYTES = 200_000


def decode_page(body: bytes, headers: Mapping[str, str] | None = None) -> str:
    """Return the page's text.

    A byte-order mark decides; then UTF-8 if the bytes are valid UTF-8 (a wrong declaration is common, valid UTF-8 by
    chance is not); then the HTTP and meta declarations unless the bytes contradict them; then a guess from the bytes.
    Never fails: what cannot be decoded becomes U+FFFD.
    """
    marked, bom = read_bom(body)
    if marked and bom is not None:
        return body[len(bom) :].decode(marked, "replace")
    declared = declared_encoding(body, headers)
    if declared is not None and declared.startswith(("utf-16", "utf-32")) and b"\x00" in body[:1000]:
        return body.decode(declared, "replace")
    try:
        if declared in (None, "utf-8") or declared in _LATIN or _NON_ASCII.search(body):
            return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return _decode_legacy(body, declared)


def declared_encoding(body: bytes, headers: Mapping[str, str] | None) -> str | None:
    """Return Python's name of the encoding that the HTTP header or else the page declares; None if neither does."""
    lowered = {name.lower(): value for name, value in (headers or {}).items()}
    for label in (http_content_type_encoding(lowered.get("content-type")), html_body_declared_encoding(body[:4096])):
        resolved = resolve_encoding(label) if label else None
        if resolved:
            return resolved
    return None


def _decode_legacy(body: bytes, declared: str | None) -> str:
    """Decode bytes that are not valid UTF-8."""
    if _mostly_utf8(body):
        return _mixed(body)
    if declared is None or declared == "utf-8" or (declared in _LATIN and _looks_non_western(body)):
        declared = _guess(body)
    try:
        return body.decode(declared, "replace")
    except LookupError:
        return body.decode("cp1252", "replace")


def _mostly_utf8(body: bytes) -> bool:
    """Tell whether most non-ASCII bytes form UTF-8: a page cut short, or with a foreign snippet pasted in."""
    in_sequences = sum(len(found) for found in _UTF8_SEQUENCE.findall(body))
    return in_sequences > 0.8 * len(_NON_ASCII.findall(body))


def _mixed(body: bytes) -> str:
    """Decode UTF-8 with stray windows-1252 bytes in it."""
    text = body.decode("utf-8", "surrogateescape")
    return re.sub("[\udc80-\udcff]", lambda stray: _western(ord(stray[0]) - 0xDC00), text)


def _western(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "replace")


def _looks_non_western(body: bytes) -> bool:
    return len(_HIGH_WORD.findall(body[:DETECTION_BYTES])) > 20


def _guess(body: bytes) -> str:
    guessed = resolve_encoding(detect_encoding(body[:DETECTION_BYTES]) or "") or "cp1252"
    if guessed in ("utf-8", "ascii"):
        return "cp1252"
    # Western text is now and then taken for a rarer encoding on the strength of a few bytes.
    return guessed if _looks_non_western(body) or guessed.startswith(("gb", "big5", "euc", "shift")) else "cp1252"
