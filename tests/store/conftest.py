"""Every test of the store runs on SQLite and, where Debian's server is installed, on PostgreSQL."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.store import Dataset

NOW = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
SERVER = {name: shutil.which(name) for name in ("initdb", "pg_ctl")}


def _server_user() -> str | None:
    """Return who may run the server: PostgreSQL refuses root, for whom the account that its package made does it."""
    names = {entry.pw_uid: entry.pw_name for entry in pwd.getpwall()}
    return names.get(os.getuid()) if os.getuid() else next((n for n in names.values() if n == "postgres"), None)


HAS_SERVER = all(SERVER.values()) and importlib.util.find_spec("psycopg") is not None and _server_user() is not None
BACKENDS = ["sqlite", *([pytest.param("postgresql", marks=pytest.mark.postgresql)] if HAS_SERVER else [])]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    ran = "and PostgreSQL" if HAS_SERVER else "only (PostgreSQL's server, psycopg or an account for it is missing)"
    terminalreporter.write_line(f"store: tests ran on SQLite {ran}")


def _as_server_user(*command: str | Path) -> None:
    user = _server_user()
    # Output to a file: pg_ctl's server would hold a pipe open.
    with open(os.devnull, "wb") as nowhere:
        subprocess.run(list(map(str, command)), user=user, check=True, cwd="/", stdout=nowhere, stderr=nowhere)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = Path(f"/tmp/tollwatch-pg-{uuid.uuid4().hex[:8]}")  # short: a socket's path has at most 107 bytes
    folder.mkdir()
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    _as_server_user(str(SERVER["initdb"]), "-D", folder / "data", "-U", "tollwatch", "-A", "trust", "-E", "UTF8", "-N")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    _as_server_user(str(SERVER["pg_ctl"]), "-D", folder / "data", "-w", "-o", options, "start")
    try:
        yield str(folder)
    finally:
        _as_server_user(str(SERVER["pg_ctl"]), "-D", folder / "data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)


def new_database(server: str) -> str:
    import psycopg

    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(f"host={server} user=tollwatch dbname=postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return f"postgresql://tollwatch@/{name}?host={server}"


@pytest.fixture(params=BACKENDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "dataset.sqlite")
    return new_database(request.getfixturevalue("server"))


@pytest.fixture
def dataset(address: str) -> Iterator[Dataset]:
    with Dataset.open(address, create=True, now=lambda: NOW) as opened:
        yield opened
