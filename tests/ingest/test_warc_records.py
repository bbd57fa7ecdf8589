"""Reading a WARC file that a killed process or a full disk has damaged."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.cli.warc_records import Torn, whole_records

NAMES = ("one", "two", "three", "four")


def written(file: Path, *, compress: bool) -> list[int]:
    """Write one response a name; return where each begins and, last, where the file ends."""
    starts = []
    with file.open("wb") as stream:
        writer = WARCWriter(stream, gzip=compress)
        for name in NAMES:
            starts.append(stream.tell())
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            payload = io.BytesIO(f"<p>{name}</p>".encode() * 40)
            writer.write_record(
                writer.create_warc_record(
                    f"https://a.example/{name}", "response", payload=payload, http_headers=headers
                )
            )
        starts.append(stream.tell())
    return starts


def read(file: Path) -> tuple[list[str], list[Torn]]:
    found = list(whole_records(file))
    torn = [one for one in found if isinstance(one, Torn)]
    whole = [one.headers["WARC-Target-URI"].rsplit("/", 1)[1] for one in found if not isinstance(one, Torn)]
    return whole, torn


@pytest.mark.parametrize("compress", [False, True])
def test_a_whole_file_has_nothing_torn(tmp_path: Path, compress: bool) -> None:
    written(tmp_path / "a.warc", compress=compress)
    assert read(tmp_path / "a.warc") == (list(NAMES), [])


@pytest.mark.parametrize("compress", [False, True])
@pytest.mark.parametrize("torn", range(len(NAMES)))
def test_a_torn_record_is_told_and_the_others_are_read(tmp_path: Path, compress: bool, torn: int) -> None:
    file = tmp_path / "a.warc"
    spans = list(pairwise(written(file, compress=compress)))
    kept = [file.read_bytes()[start : (start + end) // 2 if n == torn else end] for n, (start, end) in enumerate(spans)]
    file.write_bytes(b"".join(kept))
    whole, told = read(file)
    assert whole == [name for n, name in enumerate(NAMES) if n != torn]
    assert len(told) == 1


@pytest.mark.parametrize("compress", [False, True])
def test_changed_content_is_told(tmp_path: Path, compress: bool) -> None:
    file = tmp_path / "a.warc"
    starts = written(file, compress=compress)
    held = bytearray(file.read_bytes())
    held[(starts[1] + starts[2]) // 2 + 60] ^= 0xFF
    file.write_bytes(held)
    whole, told = read(file)
    assert [name for name in NAMES if name not in whole] == ["two"]
    assert told


def test_an_empty_file_and_one_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "empty.warc").touch()
    (tmp_path / "text.warc").write_text("not an archive\n" * 50)
    assert read(tmp_path / "empty.warc") == ([], [])
    whole, told = read(tmp_path / "text.warc")
    assert (whole, len(told)) == ([], 1)


@example(cut=0, junk=b"\x00", compress=True)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 6000), junk=st.binary(max_size=60), compress=st.booleans())
def test_any_damage_ends_and_invents_nothing(tmp_path: Path, cut: int, junk: bytes, compress: bool) -> None:
    file = tmp_path / "a.warc"
    written(file, compress=compress)
    held = file.read_bytes()
    cut = min(cut, len(held))
    file.write_bytes(held[:cut] + junk + held[cut:])
    known = [name for name in read(file)[0] if name in NAMES]  # an address may be what is damaged
    assert known == [name for name in NAMES if name in known]
    assert len(known) >= len(NAMES) - 1
