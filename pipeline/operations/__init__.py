"""Example files for whoever operates a dataset folder: crontab, systemd units, logrotate, with its paths filled in."""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path

FILES = ("crontab", "tollwatch.service", "tollwatch.timer", "logrotate.conf")


def write_examples(folder: Path) -> list[Path]:
    """Write the example files into `folder`/operations and return their paths."""
    target = folder.resolve() / "operations"
    target.mkdir(exist_ok=True)
    program = Path(sys.executable).with_name("tollwatch")
    written = []
    for name in FILES:
        template = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
        (target / name).write_text(template.format(folder=folder.resolve(), program=program), encoding="utf-8")
        written.append(target / name)
    return written
