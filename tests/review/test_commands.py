"""`tollwatch users`, and what `tollwatch review` refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli.app import run
from tests.review.conftest import PASSWORD


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("TOLLWATCH_PASSWORD", PASSWORD)
    assert run(["init", str(tmp_path)]) == 0
    return str(tmp_path)


def accounts(folder: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run(["users", "list", "--json", "-C", folder]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_accounts_come_and_go(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["users", "add", "nino", "-C", folder]) == 0
    assert run(["users", "add", "eva", "--role", "editor", "-C", folder]) == 0
    assert run(["users", "role", "nino", "viewer", "-C", folder]) == 0
    assert run(["users", "password", "nino", "-C", folder]) == 0
    assert run(["users", "close", "eva", "-C", folder]) == 0
    assert accounts(folder, capsys) == [
        {"name": "eva", "role": "editor", "active": False},
        {"name": "nino", "role": "viewer", "active": True},
    ]


@pytest.mark.parametrize(
    "given",
    [["add", "nino", "--role", "king"], ["add", " "], ["role", "nobody", "viewer"], ["close", "nobody"]],
    ids=" ".join,
)
def test_what_cannot_be_is_refused(folder: str, given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["users", *given, "-C", folder]) == 2
    assert capsys.readouterr().err.startswith("tollwatch: ")


def test_a_name_is_given_once_and_passwords_are_long(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(["users", "add", "nino", "-C", folder]) == 0
    assert run(["users", "add", "nino", "-C", folder]) == 2
    monkeypatch.setenv("TOLLWATCH_PASSWORD", "short")
    assert run(["users", "add", "davit", "-C", folder]) == 2


def test_without_accounts_only_loopback_is_served(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["review", "--host", "0.0.0.0", "-C", folder]) == 2
    assert "tollwatch users add" in capsys.readouterr().err
