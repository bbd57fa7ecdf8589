"""A dataset folder that may ask loopback, and the command line as people type it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli.app import run
from pipeline.config import FILE_NAME


class CommandLine:
    """Runs commands in one dataset folder; `said` is what the last one printed, errors included."""

    def __init__(self, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.said = ""
        self._capfd = capfd

    def __call__(self, *arguments: str) -> int:
        self._capfd.readouterr()
        status = run([*arguments, "--dir", str(self.folder)])
        printed = self._capfd.readouterr()
        self.said = printed.out + printed.err
        return int(status)


@pytest.fixture
def tollwatch(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> CommandLine:
    folder = tmp_path / "dataset"
    assert run(["init", str(folder)]) == 0
    file = folder / FILE_NAME
    text = file.read_text(encoding="utf-8").replace("allow_private_addresses = false", "allow_private_addresses = true")
    file.write_text(text.replace("bundled_sites = true", "bundled_sites = false"), encoding="utf-8")
    return CommandLine(folder, capfd)
