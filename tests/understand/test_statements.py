"""Statements, sentence by sentence: the tables in tests/sentences/statements, which anybody can extend."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.records import Article, Statement
from pipeline.understand.reader import Reader
from pipeline.understand.statements import read_statements

TABLES = sorted((Path(__file__).parents[1] / "sentences" / "statements").glob("*.toml"))
CASES = [(table.stem, case) for table in TABLES for case in tomllib.loads(table.read_text(encoding="utf-8"))["case"]]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def read(reader: Reader, text: str, title: str = "") -> tuple[Statement, ...]:
    article = Article(id="art_1", url="", canonical_url="", site="s", title=title, text=text, content_hash="0")
    return read_statements(reader.prepare(article))


def described(statement: Statement, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a statement that the table's line names."""
    speaker = statement.speaker
    fields: dict[str, Any] = {
        "speaker": speaker.as_stated if speaker else "",
        "name": (speaker.name if speaker else None) or "",
        "role": (speaker.role if speaker else None) or "",
        "organisation": (speaker.organisation if speaker else None) or "",
        "country": (speaker.country if speaker else None) or "",
        "kind": speaker.kind.value if speaker and speaker.kind else "",
        "official": {None: "unknown", True: "yes", False: "no"}[speaker.official if speaker else None],
        "cue": statement.cue or "",
        "class": statement.cue_class.value if statement.cue_class else "",
        "content": [span.text for span in statement.spans],
        "mode": statement.mode.value,
        "negated": statement.negated,
        "addressee": statement.addressee or "",
    }
    return {key: fields[key] for key in wanted}


@pytest.mark.parametrize(("table", "case"), CASES, ids=[f"{t}-{i}" for i, (t, _) in enumerate(CASES)])
def test_reads_the_table(reader: Reader, table: str, case: dict[str, Any]) -> None:
    found = read(reader, case["text"], case.get("title", ""))
    wanted = case.get("says", [])
    assert [described(s, w) for s, w in zip(found, wanted, strict=False)] == wanted
    assert len(found) == len(wanted), [s.content for s in found]


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=range(len(CASES)))
def test_spans_are_slices_of_the_article(reader: Reader, case: dict[str, Any]) -> None:
    fields = {"title": case.get("title", ""), "text": case["text"]}
    for statement in read(reader, case["text"], case.get("title", "")):
        spans = [*statement.spans, statement.sentence]
        spans += [statement.cue_span] if statement.cue_span else []
        spans += [statement.speaker.span] if statement.speaker else []
        assert all(fields[span.field.value][span.start : span.end] == span.text for span in spans)
