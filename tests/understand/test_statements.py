"""Statements, sentence by sentence: the tables in tests/sentences/statements, which anybody can extend.

A case is a text with marks: {speaker} <cue> [content]. Where it holds several statements, a digit after the opening
mark says which one each part belongs to: {1Police} <1said> [1two had died]. A text without marks is a decoy: it holds
no statement. A headline's statement is given by `heads`, its content; alone, or before those of the text that `each`
tells of. Further keys of a case (or of the tables in its `each`, one per statement) name fields and what they must be.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.records import Article, Statement
from pipeline.understand.reader import Reader
from pipeline.understand.statements import read_statements

TABLES = sorted((Path(__file__).parents[1] / "sentences" / "statements").glob("*.toml"))
CASES = [(table.stem, case) for table in TABLES for case in tomllib.loads(table.read_text(encoding="utf-8"))["case"]]
MARK = re.compile(r"([{<\[])(\d?)|([}>\]])")
PARTS = {"{": "speaker", "<": "cue", "[": "content"}


@cache
def reader() -> Reader:
    return Reader()


def read(text: str, title: str = "") -> tuple[Statement, ...]:
    article = Article(id="art_1", url="", canonical_url="", site="s", title=title, text=text, content_hash="0")
    return read_statements(reader().prepare(article))


def unmarked(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text without marks, and what each statement must be."""
    text, wanted, opened = "", {}, []
    position = 0
    for mark in MARK.finditer(marked):
        text += marked[position : mark.start()]
        position = mark.end()
        if mark[1]:
            opened.append((PARTS[mark[1]], int(mark[2] or 1), len(text)))
            continue
        part, number, start = opened.pop()
        statement = wanted.setdefault(number, {"content": []})
        if part == "content":
            statement["content"].append(text[start:])
        else:
            statement[part] = text[start:]
    return text + marked[position:], [wanted[number] for number in sorted(wanted)]


def described(statement: Statement) -> dict[str, Any]:
    """Return a statement's fields under the names the tables use; what is not known is empty."""
    speaker = statement.speaker
    return {
        "speaker": speaker.as_stated if speaker else "",
        "name": (speaker.name if speaker else None) or "",
        "stands_for": speaker.stands_for.text if speaker and speaker.stands_for else "",
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


def expected(case: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    text, wanted = unmarked(case["say"])
    if "heads" in case and "each" in case:
        told = [{**statement, **more} for statement, more in zip(wanted, case["each"], strict=True)]
        return text, [{"content": case["heads"]}, *told]
    if "heads" in case:
        fields = {k: v for k, v in case.items() if k not in {"say", "title", "why", "heads"}}
        return text, [{"content": case["heads"], **fields}]
    each = case.get("each", [{k: v for k, v in case.items() if k not in {"say", "title", "why"}}] * len(wanted))
    return text, [{**statement, **more} for statement, more in zip(wanted, each, strict=True)]


@pytest.mark.parametrize(("table", "case"), CASES, ids=[f"{t}-{i}" for i, (t, _) in enumerate(CASES)])
def test_reads_the_table(table: str, case: dict[str, Any]) -> None:
    text, wanted = expected(case)
    found = [described(statement) for statement in read(text, case.get("title", ""))]
    seen = [{key: f[key] for key in w} for f, w in zip(found, wanted, strict=False)]
    seen += [{key: f[key] for key in ("speaker", "cue", "content")} for f in found[len(wanted) :]]
    assert seen == wanted


def test_the_table_is_wide() -> None:
    assert len(CASES) >= 300
    assert sum("[" not in case["say"] and "heads" not in case for _, case in CASES) >= 40, "decoys"


@pytest.mark.parametrize("case", [case for _, case in CASES[::7]])
def test_spans_are_slices_of_the_article(case: dict[str, Any]) -> None:
    text, _ = expected(case)
    fields = {"title": case.get("title", ""), "text": text}
    for statement in read(text, case.get("title", "")):
        spans = [*statement.spans, statement.sentence]
        spans += [statement.cue_span] if statement.cue_span else []
        spans += [statement.speaker.span] if statement.speaker else []
        assert all(fields[span.field.value][span.start : span.end] == span.text for span in spans)
