"""A command or option that nobody explained fails here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer

from pipeline.cli import commands  # noqa: F401  (registers them)
from pipeline.cli.app import app


def leaves(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every command with its full name."""
    if not hasattr(command, "commands"):
        yield name, command
        return
    for part, below in command.commands.items():
        yield from leaves(below, f"{name} {part}".strip())


LEAVES = dict(leaves(typer.main.get_command(app)))
CONTRACT = {"init", "crawl", "ingest", "process", "run", "extract", "parse", "export", "status", "doctor", "evaluate",
            "demo"}  # fmt: skip


def test_the_contract_s_commands_are_there() -> None:
    assert set(LEAVES) >= CONTRACT


@pytest.mark.parametrize("name", LEAVES)
def test_every_command_and_option_says_what_it_is(name: str) -> None:
    command = LEAVES[name]
    assert (command.help or "").strip(), name
    for parameter in command.params:
        described = getattr(parameter, "help", None) or parameter.name == "help"
        assert described, f"{name}: {parameter.name}"
