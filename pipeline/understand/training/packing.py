"""Weights stored as 16-bit floats: half the size, the same output to three digits; `language.load` widens them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

_files: Any = import_module("srsly")  # comes with spaCy, without types


def pack(weights: bytes) -> bytes:
    """Return the weights of a component with every 32-bit float array narrowed."""
    packed: bytes = _files.msgpack_dumps(_narrowed(_files.msgpack_loads(weights)))
    return packed


def install(trained: Path, model: Path, parts: Iterable[str], share: float = 1.0) -> None:
    """Put trained components, packed, into the model folder; nothing else there is touched.

    With a `share` below one, so much of the trained weights and the rest of those that are there: what was trained on
    from these keeps most of what it learnt, and unlearns less.
    """
    for part in parts:
        there, weights = model / part / "model", (trained / part / "model").read_bytes()
        there.write_bytes(pack(weights if share == 1 else blended(there.read_bytes(), weights, share)))
        if (trained / part / "moves").exists():
            (model / part / "moves").write_bytes((trained / part / "moves").read_bytes())


def blended(before: bytes, after: bytes, share: float) -> bytes:
    """Return weights between two of one network: `share` of those after, the rest of those before."""
    parts = (_files.msgpack_loads(before), _files.msgpack_loads(after))
    weights: bytes = _files.msgpack_dumps(_between(*parts, share))
    return weights


def _between(before: Any, after: Any, share: float) -> Any:
    if isinstance(before, dict):
        return {key: _between(value, after[key], share) for key, value in before.items()}
    if isinstance(before, list | tuple):
        return [_between(*pair, share) for pair in zip(before, after, strict=True)]
    if isinstance(before, np.ndarray) and before.dtype.kind == "f":
        return ((1 - share) * before.astype(np.float32) + share * after.astype(np.float32)).astype(np.float32)
    return before


def _narrowed(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _narrowed(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_narrowed(value) for value in part]
    if isinstance(part, np.ndarray) and part.dtype == np.float32:
        return part.astype(np.float16)
    return part
