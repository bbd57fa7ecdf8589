"""Every test of the store runs on SQLite and, where Debian's server is installed, on PostgreSQL."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from pipeline.store import Dataset

NOW = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
SERVER = {name: shutil.which(name) for name in ("initdb", "pg_ctl")}
BACKENDS = ["sqlite", *([pytest.param("postgresql", marks=pytest.mark.postgresql)] if all(SERVER.values()) else [])]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(
        f"store: tests ran on SQLite and {'PostgreSQL' if all(SERVER.values()) else 'not PostgreSQL (no initdb)'}"
    )


def _as_server_user(*command: str | Path) -> None:
    """PostgreSQL refuses to run as root: the account that its package made runs it then."""
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
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
