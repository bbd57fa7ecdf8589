"""Joining and splitting incidents: an analyst's judgement beside the machine's, and incidents drawn anew from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from filelock import FileLock, Timeout
from starlette.exceptions import HTTPException

from pipeline.records import Decision, Feature, Incident, Judgement, stable_id
from pipeline.review.desk import Desk
from pipeline.standing import standing
from pipeline.vocabulary import DecisionVerdict, Verdict

KIND = "incident"
PATIENCE_SECONDS = 3.0  # a colleague's join takes well under a second; a run takes minutes, which nobody waits for
BUSY = (
    "A run is going on, and incidents cannot be joined, split or drawn anew beside it. Nothing was changed: "
    "go back, what you wrote is still there, and send it again when the run has ended."
)
_VERDICTS = {DecisionVerdict.MERGE: Verdict.SAME, DecisionVerdict.SPLIT: Verdict.DIFFERENT}

Pair = tuple[str, str]


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


def judge(desk: Desk, person: str, pair: Pair, verdict: Verdict, *, kind: str = KIND, why: str = "") -> None:
    """Append an analyst's judgement on a pair; it outranks the machine's, which stays."""
    left, right = sorted(pair)
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


def joining_pairs(desk: Desk, one: Incident, other: Incident) -> list[Pair]:
    """Return the pairs to call one so that two incidents are one: also those that an analyst called two before."""
    here, there = set(one.members), set(other.members)
    about = desk.dataset.judgements_about(one.members, kind=KIND)
    apart = [
        (told.left, told.right)
        for told in about
        if told.verdict is Verdict.DIFFERENT
        and not told.decided_by.startswith("machine:")
        and ({told.left, told.right} & here and {told.left, told.right} & there)
    ]
    first, second = sorted((one.members[0], other.members[0]))
    return sorted({(first, second), *apart})  # each pair once: who takes it back twice takes back the word before, too


def splitting_pairs(incident: Incident, reported_id: str) -> list[Pair]:
    """Return the pairs to call two so that a report leaves an incident."""
    return [(reported_id, member) for member in incident.members if member != reported_id]


def reshape(desk: Desk, person: str, pairs: Sequence[Pair], verdict: Verdict, why: str) -> None:
    """Judge pairs alike, and draw their incidents anew."""
    for pair in pairs:
        judge(desk, person, pair, verdict, why=why)
    draw_anew(desk, (side for pair in pairs for side in pair))


def take_apart(desk: Desk, person: str, pairs: Sequence[Pair], members: Iterable[str]) -> None:
    """Take back what a person judged of pairs: what held before holds again, a colleague's word included."""
    for pair in pairs:
        left, right = sorted(pair)
        said = _in_force(desk.dataset.words_of_people(KIND, left, right))
        if not said or said[-1].decided_by != person:
            continue  # somebody has judged the pair since: that word is not this person's to take back
        judge(desk, person, pair, Verdict.WITHDRAWN, why=f"{person} took it back")
        if len(said) > 1:
            earlier = said[-2]
            judge(desk, earlier.decided_by, pair, earlier.verdict, why=earlier.features[0].reason)
    draw_anew(desk, members)


def enforce(desk: Desk, person: str, asked: Judgement) -> None:
    """Let a pair that was asked about follow its decisions: nobody's word holds while analysts differ on it."""
    pair = asked.left, asked.right
    decisions = desk.dataset.standing_decisions("judgement", [asked.id]).get(asked.id, [])
    holds = standing(decisions).holds
    words = desk.dataset.words_of_people(asked.kind, asked.left, asked.right)
    last = words[-1] if words and words[-1].verdict is not Verdict.WITHDRAWN else None
    if holds is not None and (last is None or (last.verdict, last.decided_by) != _word(holds)):
        judge(desk, holds.reviewer, pair, _VERDICTS[holds.verdict], kind=asked.kind, why=holds.note)
    elif holds is None and last is not None:
        judge(desk, person, pair, Verdict.WITHDRAWN, kind=asked.kind, why="analysts differ, or took it back")
    if asked.kind == KIND:
        draw_anew(desk, pair)


def judgements_inside(desk: Desk, incident: Incident) -> list[Judgement]:
    """Return the judgements that hold between an incident's reports."""
    inside = set(incident.members)
    about = desk.dataset.judgements_about(incident.members, kind=KIND)
    return [one for one in about if one.left in inside and one.right in inside]


def _word(decision: Decision) -> tuple[Verdict, str]:
    return _VERDICTS[decision.verdict], decision.reviewer


def _in_force(words: Iterable[Judgement]) -> list[Judgement]:
    """Return the words that have not been taken back, the last one that which holds; a restored one counts once."""
    said: list[Judgement] = []
    for word in words:
        if word.verdict is Verdict.WITHDRAWN:
            said = said[:-1]
        elif not said or (said[-1].verdict, said[-1].decided_by) != (word.verdict, word.decided_by):
            said.append(word)
    return said
