"""Making a dataset and bringing an older one up to date: Alembic, in one transaction, loaded only when needed."""

from __future__ import annotations

import logging

from sqlalchemy import Connection, inspect, text

from pipeline.packaged import packaged_folder
from pipeline.store.connect import Database
from pipeline.store.errors import DatasetError

MIGRATIONS = packaged_folder("pipeline.store", "migrations")
_ADVISORY_LOCK = 7_465_164  # any constant: keeps two programs from migrating one PostgreSQL database at once


def head() -> str:
    """Return the newest revision that this program knows: the highest-numbered migration."""
    return max(file.name[:4] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def bring_up_to_date(database: Database, *, create: bool) -> None:
    """Upgrade a dataset to `head()`, in one transaction; an empty database only when `create`.

    Raises `DatasetError` when it is empty and not to be created, or was made by a newer program.
    """
    with database.reading() as connection:
        revision = _revision(connection)
    if revision == head():
        return
    if revision is None and not create:
        raise DatasetError(f"{database.place}: no dataset in it: make one with `tollwatch init`")
    if revision is not None and revision > head():
        raise DatasetError(f"{database.place}: made by a newer tollwatch (schema {revision}): update this one")
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
        _upgrade(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def _upgrade(connection: Connection) -> None:
    logging.getLogger("alembic").setLevel(logging.WARNING)  # its steps are of no use to whoever types `init`
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
