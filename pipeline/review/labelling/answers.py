"""Answers from Label Studio as decisions: each annotation is checked like a form at the desk, and counted once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pipeline.review.deciding import CorrectionError, corrections_in, decide
from pipeline.review.desk import Desk
from pipeline.review.labelling.configuration import NOTE, VERDICT, VERDICTS
from pipeline.review.views.records import item_of, record_of
from pipeline.review_fields import FIELDS, values
from pipeline.vocabulary import DecisionVerdict


class AnswerError(Exception):
    """The file is not what Label Studio exports; the message says where."""


@dataclass(slots=True)
class Taken:
    """What became of the annotations of a file: every one is in `outcomes` once; `problems` says what was refused."""

    outcomes: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def take_answers(desk: Desk, text: str, reviewer: str) -> Taken:
    """Append a decision for each annotation, dated as the annotation is: the same file again adds nothing.

    An annotator whose e-mail address is the name of an account decides in that name, others in that of `reviewer`.
    Raises `AnswerError`.
    """
    accounts = {account.name for account in desk.store.accounts()}
    taken = Taken()
    for task in _tasks(text):
        for annotation in task.get("annotations") or ():
            who = _annotator(annotation, accounts) or reviewer
            outcome = _take(desk, task, annotation, who, taken.problems)
            taken.outcomes[outcome] += 1
    desk.follower.catch_up()
    return taken


def _take(desk: Desk, task: Mapping[str, Any], annotation: Mapping[str, Any], who: str, problems: list[str]) -> str:
    data = task.get("data") or {}
    kind, record_id = str(data.get("record_kind")), str(data.get("record_id"))
    answers = _answers(annotation)
    if annotation.get("was_cancelled") or VERDICT not in answers:
        return "skipped"
    record = record_of(desk, kind, record_id) if kind in ("claim", "statement") else None
    if record is None or answers[VERDICT] not in {verdict.value for verdict in VERDICTS}:
        problems.append(f"{record_id}: no such record or verdict here")
        return "refused"
    try:
        corrections = _corrections(answers, kind, record)
    except CorrectionError as error:
        problems.append(f"{record_id}: {error}")
        return "refused"
    at = _moment(annotation)
    known = any(one.decided_at == at and one.reviewer == who for one in desk.dataset.decisions_on(kind, record_id))
    if known:
        return "known"
    decision = decide(
        desk,
        who,
        item_of(desk, kind, record),
        DecisionVerdict.CORRECT if corrections else DecisionVerdict.of(answers[VERDICT]),
        before=values(kind, record),
        corrections=corrections,
        note=answers.get(NOTE, ""),
        at=at,
    )
    return decision.verdict.value


def _corrections(answers: Mapping[str, str], kind: str, record: Any) -> dict[str, Any]:
    """Return the fields that were changed. One without an answer stays as it was: silence is no correction."""
    if answers[VERDICT] != DecisionVerdict.ACCEPT:
        return {}
    form = {f"field_{one.name}": answers[one.name] for one in FIELDS[kind] if one.name in answers}
    return corrections_in(form, kind, record)


def _tasks(text: str) -> Iterator[dict[str, Any]]:
    """Yield the tasks of an export: a JSON array, or one task a line."""
    if text.lstrip().startswith("["):
        lines = [(1, text)]
    else:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    for number, line in lines:
        try:
            found = json.loads(line)
        except json.JSONDecodeError as error:
            raise AnswerError(f"line {number} is not JSON: {error}") from error
        for task in found if isinstance(found, list) else [found]:
            if not isinstance(task, dict) or "data" not in task:
                raise AnswerError(f"line {number} is no task: use Label Studio's JSON export, not JSON-MIN or CSV")
            yield task


def _answers(annotation: Mapping[str, Any]) -> dict[str, str]:
    """Return what each control was given, by its name, as text; words that were marked are not read back."""
    found: dict[str, str] = {}
    for region in annotation.get("result") or ():
        value = region.get("value") or {}
        given = value.get("choices") or value.get("text") if region.get("type") != "labels" else None
        if "number" in value:
            given = [value["number"]]
        if given:
            first = given[0] if isinstance(given, list) else given
            found[str(region.get("from_name"))] = f"{first:g}" if isinstance(first, float) else str(first).strip()
    return found


def _annotator(annotation: Mapping[str, Any], accounts: set[str]) -> str | None:
    who = annotation.get("completed_by")
    address = who.get("email") if isinstance(who, dict) else who
    return address if isinstance(address, str) and address in accounts else None


def _moment(annotation: Mapping[str, Any]) -> datetime:
    stated = annotation.get("updated_at") or annotation.get("created_at") or ""
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError as error:
        raise AnswerError(f"annotation {annotation.get('id')}: no created_at or updated_at to date it by") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
