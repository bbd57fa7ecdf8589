"""`review` serves the analysts' desk; `users` keeps its accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import AsJson, CommandError, Folder, Status, app, settings_in
from pipeline.cli.printing import print_json
from pipeline.records import Incident
from pipeline.review import BindError, DeskSettings, serve
from pipeline.review.people import role_named
from pipeline.review.people.passwords import hashed
from pipeline.store import Dataset
from pipeline.store.accounts import Account
from pipeline.store.desk import DeskStore

users = typer.Typer(name="users", help="Accounts of the analysts' desk.", no_args_is_help=True)
app.add_typer(users)

Name = Annotated[str, typer.Argument(help="Account name, as decisions will carry it.")]
RoleWord = Annotated[str, typer.Option("--role", help="viewer, analyst or editor.")]
Host = Annotated[str | None, typer.Option("--host", help="Address to serve at; [review] host by default.")]
Port = Annotated[int | None, typer.Option("--port", min=0, max=65535, help="Port; [review] port by default.")]
Names = Annotated[
    list[str] | None, typer.Option("--name", help="Host name to answer to, as behind a proxy; repeatable.")
]
Https = Annotated[bool, typer.Option("--https", help="The desk is reached over HTTPS: cookies only travel there.")]
_ENTER_PASSWORD = typer.Option(
    prompt="Password",
    hide_input=True,
    confirmation_prompt=True,
    envvar="TOLLWATCH_PASSWORD",
    help="At least 12 characters; asked for when not given.",
)
Secret = Annotated[str, _ENTER_PASSWORD]


@app.command()
def review(
    host: Host = None, port: Port = None, name: Names = None, https: Https = False, folder: Folder = Path()
) -> None:
    """Serve the analysts' desk until interrupted. Anywhere but on loopback it needs accounts: `tollwatch users add`."""
    settings = settings_in(folder, quiet=True)
    desk = DeskSettings(
        settings.dataset_url,
        archive=settings.path(settings.crawl.archive),
        host=host if host is not None else settings.review.host,
        port=port if port is not None else settings.review.port,
        hosts=tuple(name or ()),
        secure_cookies=https,
        re_resolve=draw_anew,
        as_left=as_left,
        lock_file=settings.lock_file,
    )
    try:
        serve(desk, lambda address: typer.echo(f"The desk is at {address}   (Ctrl+C ends it)"))
    except BindError as error:
        raise CommandError(str(error), Status.WRONG_USAGE) from error


def draw_anew(dataset: Dataset, reported_incident_ids: Sequence[str]) -> None:
    """Draw the incidents of these reports anew from the judgements that now stand."""
    from pipeline.resolve.door import re_resolve
    from pipeline.stored_state import StoredState, append_resolution

    append_resolution(dataset, re_resolve(StoredState(dataset), reported_incident_ids))


def as_left(dataset: Dataset, incidents: Sequence[Incident]) -> list[Incident]:
    """Return incidents as analysts' decisions leave them, as the export has them."""
    from pipeline.publish.reviewed import incidents_as_left
    from pipeline.revising import revised

    return [one.record for one in incidents_as_left(dataset, incidents, revised)]


@users.command("add")
def add_user(name: Name, password: Secret, role: RoleWord = "analyst", folder: Folder = Path()) -> None:
    """Add an account."""
    if not name.strip() or not name.isprintable() or name != name.strip() or len(name) > 80:
        raise CommandError("a name is one to eighty printable characters", Status.WRONG_USAGE)
    with _accounts(folder) as store:
        if not store.add_account(name, _role(role), _hash(password)):
            raise CommandError(f"there is an account {name!r} already", Status.WRONG_USAGE)
    typer.echo(f"Added {name} ({role}).")


@users.command("list")
def list_users(folder: Folder = Path(), as_json: AsJson = False) -> None:
    """List the accounts."""
    with _accounts(folder) as store:
        found = store.accounts()
    if as_json:
        print_json([{"name": one.name, "role": one.role, "active": one.active} for one in found])
        return
    for one in found:
        typer.echo(f"{one.name}\t{one.role}\t{'active' if one.active else 'closed'}")


@users.command("role")
def change_role(
    name: Name, role: Annotated[str, typer.Argument(help="viewer, analyst or editor.")], folder: Folder = Path()
) -> None:
    """Give an account another role; its sessions end."""
    with _accounts(folder) as store:
        _known(store, name)
        store.change_account(name, role=_role(role))
    typer.echo(f"{name} is now {role}.")


@users.command("password")
def change_password(name: Name, password: Secret, folder: Folder = Path()) -> None:
    """Give an account a new password; its sessions end."""
    with _accounts(folder) as store:
        _known(store, name)
        store.change_account(name, password=_hash(password))
    typer.echo(f"{name} has a new password.")


@users.command("close")
def close_user(name: Name, folder: Folder = Path()) -> None:
    """Close an account: it opens nothing any more; what it decided stays."""
    with _accounts(folder) as store:
        _known(store, name)
        store.change_account(name, active=False)
    typer.echo(f"Closed {name}.")


@contextmanager
def _accounts(folder: Path) -> Iterator[DeskStore]:
    settings = settings_in(folder, quiet=True)
    with Dataset.open(settings.dataset_url) as dataset:
        yield DeskStore.of(dataset, lambda: datetime.now(UTC))


def _known(store: DeskStore, name: str) -> Account:
    account = store.account(name)
    if account is None:
        raise CommandError(f"there is no account {name!r}: see `tollwatch users list`", Status.WRONG_USAGE)
    return account


def _role(word: str) -> str:
    try:
        return role_named(word).word
    except ValueError as error:
        raise CommandError(str(error), Status.WRONG_USAGE) from error


def _hash(password: str) -> str:
    try:
        return hashed(password)
    except ValueError as error:
        raise CommandError(str(error), Status.WRONG_USAGE) from error
