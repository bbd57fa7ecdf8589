"""Folders that come with the program, as folders on disk: scrapyd runs what it was sent from inside a zipped egg."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from importlib.abc import Traversable
from importlib.resources import files
from pathlib import Path


def packaged_folder(package: str, name: str) -> Path:
    """Return the folder `name` of a package; from a zipped one, a copy that lives as long as this process."""
    folder = files(package).joinpath(name)
    if isinstance(folder, Path):
        return folder
    copy = Path(tempfile.mkdtemp(prefix="tollwatch-"))
    atexit.register(shutil.rmtree, copy, ignore_errors=True)
    _copy(folder, copy)
    return copy


def _copy(folder: Traversable, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for entry in folder.iterdir():
        if entry.is_dir():
            _copy(entry, target / entry.name)
        else:
            (target / entry.name).write_bytes(entry.read_bytes())
