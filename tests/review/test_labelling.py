"""Label Studio: records out as tasks, annotations in as decisions, through the commands that analysts type."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from pipeline.marks import claim_marks
from pipeline.publish.displacy import COLOURS, marked_claims, marked_statements
from pipeline.records import Span
from pipeline.review.desk import Desk
from pipeline.review.labelling import AnswerError, configuration, take_answers, tasks
from pipeline.review.labelling.tasks import _region
from pipeline.review_fields import FIELDS
from pipeline.store.desk_items import ItemFilter
from pipeline.vocabulary import TextField
from tests.review.annotated import annotated
from tests.review.newsroom import article_of, reading_of
from tests.review.stories import STORIES


def made(desk: Desk, kind: str = "claim", **more: str) -> list[dict[str, Any]]:
    return list(tasks(desk, desk.store.items(ItemFilter(kind=kind, **more))))


def annotation(task: dict[str, Any], verdict: str, at: str = "2024-10-02T08:00:00Z", **changed: Any) -> dict[str, Any]:
    """Return the task as an annotator leaves it who starts from the prediction and changes some answers."""
    result = [dict(one) for one in task["predictions"][0]["result"]]
    for one in result:
        name = one["from_name"]
        if name in changed:
            given = changed.pop(name)
            one["value"] = {"number": given} if one["type"] == "number" else {next(iter(one["value"])): [given]}
    result.append({"from_name": "verdict", "type": "choices", "value": {"choices": [verdict]}})
    result += [{"from_name": name, "type": "textarea", "value": {"text": [given]}} for name, given in changed.items()]
    return {**task, "annotations": [{"id": 1, "completed_by": 7, "created_at": at, "result": result}]}


def test_marked_words_are_where_the_task_says(desk: Desk) -> None:
    for task in (*made(desk), *made(desk, "statement")):
        text = task["data"]["text"]
        regions = [one for one in task["predictions"][0]["result"] if one["type"] == "labels"]
        assert regions
        for one in regions:
            assert text[one["value"]["start"] : one["value"]["end"]] == one["value"]["text"]


def test_offsets_count_as_label_studio_counts() -> None:
    story = STORIES[0]
    article = replace(article_of(story, annotated(story.text)), title="😢 Two", text="Two died.")
    mark = replace(claim_marks_of(story)[0].span, field=TextField.TEXT, start=0, end=3, text="Two")
    region = _region(0, type(claim_marks_of(story)[0])("quantity", mark), article)
    assert (region["value"]["start"], region["value"]["end"]) == (8, 11), "one character above the first plane is two"


def claim_marks_of(story):
    marked = annotated(story.text)
    return claim_marks(reading_of(story, marked, article_of(story, marked)).claims[0])


@pytest.mark.parametrize("kind", ["claim", "statement"])
def test_every_answer_of_a_task_has_its_control(desk: Desk, kind: str) -> None:
    controls = {one.get("name"): one for one in ElementTree.fromstring(configuration(kind)).iter() if one.get("toName")}
    assert {one.name for one in FIELDS[kind]} < set(controls)
    for task in made(desk, kind):
        for one in task["predictions"][0]["result"]:
            control = controls[one["from_name"]]
            assert control.tag.lower() == one["type"]
            allowed = {choice.get("value") for choice in control}
            assert not allowed or set(one["value"].get("choices") or one["value"]["labels"]) <= allowed


def test_annotations_become_decisions_once(desk: Desk) -> None:
    right, wrong, other, unclear = made(desk)[:4]
    given = [
        annotation(right, "accept"),
        annotation(wrong, "reject", note="A film, not an event."),
        annotation(other, "accept", cause="fire"),
        annotation(unclear, "unsure"),
    ]
    text = "".join(json.dumps(one) + "\n" for one in given)
    assert dict(take_answers(desk, text, "nino").outcomes) == {"accept": 1, "reject": 1, "correct": 1, "unsure": 1}
    assert dict(take_answers(desk, json.dumps(given), "nino").outcomes) == {"known": 4}, "as an array, and again"
    states = {one["data"]["record_id"]: desk.store.item(one["data"]["record_id"]).state for one in given}
    assert list(states.values()) == ["decided", "decided", "decided", "second"]
    (corrected,) = desk.dataset.decisions_on("claim", other["data"]["record_id"])
    assert (corrected.corrections, corrected.reviewer) == ({"cause": "fire"}, "nino")
    (rejected,) = desk.dataset.decisions_on("claim", wrong["data"]["record_id"])
    assert rejected.note == "A film, not an event."


def test_an_answer_that_is_missing_changes_nothing(desk: Desk) -> None:
    task = made(desk)[0]
    bare = [{"from_name": "verdict", "type": "choices", "value": {"choices": ["accept"]}}]
    answered = {**task, "annotations": [{"id": 1, "created_at": "2024-10-02T08:00:00Z", "result": bare}]}
    take_answers(desk, json.dumps([answered]), "nino")
    (decision,) = desk.dataset.decisions_on("claim", task["data"]["record_id"])
    assert (decision.verdict, decision.corrections) == ("accept", {})


def test_an_annotator_with_an_account_decides_in_that_name(desk: Desk) -> None:
    answered = annotation(made(desk)[0], "accept")
    answered["annotations"][0]["completed_by"] = {"id": 3, "email": "davit"}
    take_answers(desk, json.dumps([answered]), "nino")
    (decision,) = desk.dataset.decisions_on("claim", answered["data"]["record_id"])
    assert decision.reviewer == "davit"


def test_what_cannot_hold_is_refused_and_told(desk: Desk) -> None:
    first, second = made(desk)[:2]
    impossible = annotation(first, "accept", low=900, best=3, high=3)
    nowhere = annotation({**second, "data": {**second["data"], "record_id": "clm_nowhere"}}, "accept")
    cancelled = annotation(second, "accept")
    cancelled["annotations"][0]["was_cancelled"] = True
    taken = take_answers(desk, json.dumps([impossible, nowhere, cancelled]), "nino")
    assert dict(taken.outcomes) == {"refused": 2, "skipped": 1}
    assert "smaller than low" in taken.problems[0]
    assert desk.dataset.decisions_on("claim", first["data"]["record_id"]) == []


@pytest.mark.parametrize("text", ["{", '{"id": 1}', "[1]", "record,verdict\n1,accept"])
def test_other_files_are_refused(desk: Desk, text: str) -> None:
    with pytest.raises(AnswerError):
        take_answers(desk, text, "nino")


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_displacy_draws_words_of_the_article_in_order(story) -> None:
    marked = annotated(story.text)
    article = article_of(story, marked)
    reading = reading_of(story, marked, article)
    for drawn in (marked_claims(article, reading), marked_statements(article, reading)):
        at = 0
        for one in drawn["ents"]:
            assert at <= one["start"] < one["end"] <= len(drawn["text"])
            assert one["label"] in COLOURS
            at = one["end"]
    quantity = reading.claims[0].quantity
    starts = {(one["start"], one["label"]) for one in marked_claims(article, reading)["ents"]}
    shift = len(article.title) + 2
    assert (quantity.span.start + shift, "quantity") in starts
    assert isinstance(quantity.span, Span)


def test_the_commands_write_and_take(address: str, tmp_path: Path, monkeypatch, capsys) -> None:
    from pipeline.cli.app import run
    from tests.review.conftest import PASSWORD

    monkeypatch.setenv("TOLLWATCH_PASSWORD", PASSWORD)
    assert run(["init", str(tmp_path / "own")]) == 0
    folder = ["-C", str(tmp_path / "own")]
    (tmp_path / "own" / "dataset.sqlite").write_bytes(Path(address).read_bytes())
    assert run(["users", "add", "nino", *folder]) == 0
    assert run(["users", "add", "vahe", "--role", "viewer", *folder]) == 0
    out = tmp_path / "tasks.jsonl"
    assert run(["tools", "label-tasks", str(out), "--country", "AM", *folder]) == 0
    assert run(["tools", "label-tasks", str(out), *folder]) == 2, "nothing is overwritten"
    answered = annotation(json.loads(out.read_text().splitlines()[0]), "accept")
    (tmp_path / "answers.json").write_text(json.dumps([answered]))
    assert run(["tools", "label-answers", str(tmp_path / "answers.json"), "--reviewer", "vahe", *folder]) == 2
    capsys.readouterr()
    assert run(["tools", "label-answers", str(tmp_path / "answers.json"), "--reviewer", "nino", *folder]) == 0
    assert capsys.readouterr().out.strip() == "1 accept"
    assert run(["tools", "displacy", str(tmp_path / "page.html"), *folder]) == 0
    page = (tmp_path / "page.html").read_text()
    assert "shepherds" in page and "<script>alert" not in page
    assert run(["tools", "datasette", str(tmp_path / "metadata.json"), *folder]) == 0
    assert "deadliest_incidents" in (tmp_path / "metadata.json").read_text()
