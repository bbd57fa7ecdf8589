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


def install(trained: Path, model: Path, parts: Iterable[str]) -> None:
    """Put trained components, packed, into the model folder; nothing else there is touched."""
    for part in parts:
        (model / part / "model").write_bytes(pack((trained / part / "model").read_bytes()))
        if (trained / part / "moves").exists():
            (model / part / "moves").write_bytes((trained / part / "moves").read_bytes())


def _narrowed(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _narrowed(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_narrowed(value) for value in part]
    if isinstance(part, np.ndarray) and part.dtype == np.float32:
        return part.astype(np.float16)
    return part
