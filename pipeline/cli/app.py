"""The command line as a whole: its commands, what they share, and how errors become exit statuses."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline import logs
from pipeline.config import ConfigError, Settings, load_settings


class Status(IntEnum):
    """Exit statuses, the same for every command."""

    DONE = 0
    FAILED = 1
    WRONG_USAGE = 2
    SITE_NEEDS_ATTENTION = 3
    LOCKED = 75  # EX_TEMPFAIL: try again later


class CommandError(Exception):
    """A command cannot go on; the message says what happened and what to do."""

    def __init__(self, message: str, status: Status = Status.FAILED) -> None:
        super().__init__(message)
        self.status = status


Folder = Annotated[
    Path,
    typer.Option("--dir", "-C", envvar="TOLLWATCH_DIR", help="Dataset folder, made by `tollwatch init`."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Warnings and errors only, for cron.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document for another program.")]

app = typer.Typer(
    name="tollwatch",
    help="Reads the news for who was reported killed, injured, missing or displaced, according to whom.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def settings_in(folder: Path, *, quiet: bool = False) -> Settings:
    """Return the settings of a dataset folder, with logging set up for this process.

    Raises `CommandError` (status 2) when there are none or they are wrong.
    """
    logs.set_up(quiet=quiet)
    try:
        return load_settings(folder)
    except ConfigError as error:
        raise CommandError(str(error), Status.WRONG_USAGE) from error


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with the contract's exit status."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    from pipeline.cli import commands  # noqa: F401  (registers the commands)

    try:
        app(args=arguments)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else Status.DONE
    except _expected_errors() as error:
        typer.echo(f"tollwatch: {error}", err=True)
        return getattr(error, "status", Status.FAILED)
    return Status.DONE


def _expected_errors() -> tuple[type[Exception], ...]:
    """Errors whose message is enough; anything else is our mistake and shows its traceback."""
    from pipeline.store import DatasetError

    return (CommandError, DatasetError, OSError)
