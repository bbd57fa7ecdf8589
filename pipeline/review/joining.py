"""Joining and splitting incidents: an analyst's judgement beside the machine's, and incidents drawn anew from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout
from starlette.exceptions import HTTPException

from pipeline.records import Feature, Incident, Judgement, stable_id
from pipeline.review.desk import Desk
from pipeline.vocabulary import Verdict

KIND = "incident"
PATIENCE_SECONDS = 3.0  # a colleague's join takes well under a second; a run takes minutes, which nobody waits for
BUSY = (
    "A run is going on, and incidents cannot be joined, split or drawn anew beside it. Nothing was changed: "
    "go back, what you wrote is still there, and send it again when the run has ended."
)


@contextmanager
def alone(desk: Desk) -> Iterator[None]:
    """Hold the dataset's run lock while incidents change; leave with 503, before any writing, when a run has it."""
    if desk.settings.lock_file is None:
        yield
        return
    lock = FileLock(desk.settings.lock_file)
    try:
        lock.acquire(timeout=PATIENCE_SECONDS)
    except Timeout as error:
        raise HTTPException(503, BUSY) from error
    try:
        yield
    finally:
        lock.release()


def judge(desk: Desk, person: str, left: str, right: str, verdict: Verdict, *, kind: str = KIND, why: str = "") -> None:
    """Append an analyst's judgement on a pair; it outranks the machine's, which stays."""
    left, right = sorted((left, right))
    now = desk.now()
    reason = Feature(name="analyst", score=0.0, reason=why or f"{person} judged on {now:%Y-%m-%d}")
    desk.dataset.append_judgements(
        [
            Judgement(
                id=stable_id("jdg", kind, left, right, person, verdict, now.isoformat()),
                kind=kind,
                left=left,
                right=right,
                verdict=verdict,
                score=0.0,
                features=(reason,),
                decided_by=person,
            )
        ]
    )


def draw_anew(desk: Desk, reported_incident_ids: Iterable[str]) -> None:
    """Let incidents follow the judgements on their reports, where this desk can; else the next `process` does."""
    ids = sorted(set(reported_incident_ids))
    if desk.settings.re_resolve is not None and ids:
        desk.settings.re_resolve(desk.dataset, ids)
    desk.follower.catch_up()


def join(desk: Desk, person: str, one: Incident, other: Incident, why: str) -> None:
    """Make two incidents one."""
    judge(desk, person, one.members[0], other.members[0], Verdict.SAME, why=why)
    draw_anew(desk, (*one.members, *other.members))


def split_off(desk: Desk, person: str, incident: Incident, reported_id: str, why: str) -> None:
    """Take one report out of an incident."""
    for member in incident.members:
        if member != reported_id:
            judge(desk, person, reported_id, member, Verdict.DIFFERENT, why=why)
    draw_anew(desk, incident.members)


def take_back(desk: Desk, person: str, judgement_id: str) -> None:
    """Put the verdict of the judgement that an analyst answered back in force."""
    asked = desk.store.judgement(judgement_id)
    if asked is None:
        return
    why = f"{person} withdrew an answer"
    judge(desk, person, asked.left, asked.right, asked.verdict, kind=asked.kind, why=why)
    if asked.kind == KIND:
        draw_anew(desk, (asked.left, asked.right))


def judgements_inside(desk: Desk, incident: Incident) -> list[Judgement]:
    """Return the judgements that hold between an incident's reports."""
    inside = set(incident.members)
    about = desk.dataset.judgements_about(incident.members, kind=KIND)
    return [one for one in about if one.left in inside and one.right in inside]
