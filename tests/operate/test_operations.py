"""The example files name this dataset folder and a program that exists."""

from __future__ import annotations

import configparser
import subprocess
from pathlib import Path

import pytest

from pipeline.operations import FILES, write_examples


def test_examples_are_filled_in(tmp_path: Path) -> None:
    written = write_examples(tmp_path)
    assert [path.name for path in written] == list(FILES)
    for path in written:
        text = path.read_text()
        assert "{folder}" not in text
        assert "{program}" not in text
    assert str(tmp_path) in written[0].read_text()


def test_the_crontab_line_runs_an_existing_program(tmp_path: Path) -> None:
    line = write_examples(tmp_path)[0].read_text().splitlines()[-1]
    minute, *_, program = line.split()[:6]
    assert minute == "7"
    assert Path(program).name == "tollwatch"


@pytest.mark.parametrize(("status", "mailed"), [(0, False), (3, False), (75, False), (1, True), (2, True)])
def test_cron_mails_the_end_of_the_log_of_a_run_that_failed(tmp_path: Path, status: int, mailed: bool) -> None:
    line = write_examples(tmp_path)[0].read_text().splitlines()[-1].split("*  ", 1)[1]
    program, rest = line.split(" run ", 1)
    (tmp_path / "reports").mkdir()
    command = f"false_run() {{ echo 'disk full' >&2; return {status}; }}; false_run {rest}"
    said = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False).stdout
    assert ("disk full" in said) is mailed
    assert program.endswith("tollwatch")


def test_units_parse_and_know_the_exit_statuses(tmp_path: Path) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(write_examples(tmp_path)[1])
    assert unit["Service"]["SuccessExitStatus"] == "3 75"
