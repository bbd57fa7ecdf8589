"""The codebook: every table, column and code with its definition, made from the record types themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.publish.columns import Column, Table
from pipeline.publish.tables import TABLES
from pipeline.vocabulary import CAUSE_MAPPINGS, Code

ANNOTATION_GUIDE = Path(__file__).parent.parent / "evaluate" / "annotation_guide.md"

HEADING = ("table", "column", "type", "meaning", "codes")

CONVENTIONS = """\
# Codebook

What every table, column and code of this export means. It is made from the program's own definitions.

## Conventions

- An empty cell (null in JSONL and Parquet) means *not stated* or *not known*. It never means zero.
- Counts are persons unless `unit` says households. `best` is the figure to quote, `low` and `high` are its bounds;
  `best` is empty where the source gives only a range or an indefinite word.
- Days are days at the place of the event; moments are UTC. Nothing is more precise than the source: see the
  `..._precision` columns.
- `start` and `end` count characters (Unicode code points) of the article's title or text, from 0, `end` not included.
- Ids are made from the records themselves: the same dataset gives the same ids on any machine, and files are the same
  to the byte, whenever and in whatever order the articles arrived.
- Records that analysts rejected are left out of `claims` and `statements`, and are `retracted` in `incidents`;
  corrections are in place, and the figures of incidents follow from the claims as analysts left them; `decisions` has
  every decision with the machine's value before it.
- Lists are JSON arrays in CSV and XLSX cells.
- **Cells that a spreadsheet would run.** In CSV and XLSX, text that begins with `=`, `+`, `-`, `@` (also full-width,
  also after blanks), a tab, a line break or an apostrophe has one apostrophe put in front. To get the original, remove
  the first character of every text cell that begins with an apostrophe. JSONL and Parquet hold the original.
- An Excel cell holds at most 32,767 characters: longer text is cut there and ends in `… [cut]`. The other formats are
  whole.
"""


def codebook() -> str:
    """Return the codebook as Markdown, with the annotation guide where there is one."""
    parts = [CONVENTIONS, *map(_table, TABLES), *map(_codes, code_lists()), _mappings()]
    if ANNOTATION_GUIDE.exists():
        parts.append(ANNOTATION_GUIDE.read_text(encoding="utf-8"))
    return "\n".join(parts)


def codebook_lines() -> Iterator[tuple[str, str, str, str, str]]:
    """Yield the columns of all tables, then all codes, as lines under `HEADING`."""
    for table in TABLES:
        for column in table.columns:
            yield table.name, column.name, column.kind, column.description, _names(column)
    for codes in code_lists():
        for code in codes:
            yield "code", str(code.value), codes.__name__, code.definition, ""


def code_lists() -> list[type[Code]]:
    """Return the closed code lists that columns use, in the order of their first use."""
    used = (column.codes for table in TABLES for column in table.columns if column.codes)
    return list(dict.fromkeys(used))


def _table(table: Table) -> str:
    key = f" Key: `{table.key}`." if table.key else ""
    lines = [
        f"## Table `{table.name}`\n",
        f"{table.description}{key}\n",
        "| column | type | meaning |",
        "|---|---|---|",
    ]
    lines += [f"| `{column.name}` | {column.kind} | {_meaning(column)} |" for column in table.columns]
    return "\n".join(lines) + "\n"


def _meaning(column: Column) -> str:
    more = f" Refers to `{column.refers_to}`." if column.refers_to else ""
    codes = f" Codes: {column.codes.__name__}." if column.codes else ""
    return f"{column.description}{more}{codes}".replace("|", "\\|")


def _names(column: Column) -> str:
    return ", ".join(str(code.value) for code in column.codes) if column.codes else ""


def _codes(codes: type[Code]) -> str:
    lines = [
        f"## Codes: {codes.__name__}\n",
        f"{(codes.__doc__ or '').strip()}\n",
        "| code | definition |",
        "|---|---|",
    ]
    lines += [f"| `{code.value}` | {code.definition} |" for code in codes]
    return "\n".join(lines) + "\n"


def _mappings() -> str:
    lines = [
        "## Causes in the terms of other recorders\n",
        "| cause | IMAS 04.10 | ACLED | EM-DAT |",
        "|---|---|---|---|",
    ]
    for cause, terms in CAUSE_MAPPINGS.items():
        lines.append(f"| `{cause.value}` | {terms['imas']} | {terms['acled']} | {terms['emdat']} |")
    return "\n".join(lines) + "\n"
