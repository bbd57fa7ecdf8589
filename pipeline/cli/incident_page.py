"""An incident as a page of text for an analyst: figures, history, reports, why joined, what was nearly joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.cli.showing import toll_text
from pipeline.publish.reviewed import Reviewed
from pipeline.records import Article, Decision, Incident, Judgement, ReportedIncident, Syndication, Toll, TollEntry
from pipeline.resolve.precedents import is_machine
from pipeline.resolve.weights import weight
from pipeline.vocabulary import INCIDENT_OUTCOMES, Verdict

QUOTED_CHARACTERS = 110
NEIGHBOURS = 5
"""Other incidents shown that were nearly joined: what an analyst may have to join."""

_VERDICTS = {Verdict.SAME: "one incident", Verdict.UNSURE: "perhaps one", Verdict.DIFFERENT: "two, taken alone"}
_NAMES = {
    "shared_words": "words", "shared_names": "names", "published": "publication", "copied": "copies",
    "follow_up": "follow-up", "unspecific": "reserve", "unplaced": "reserve", "contrary_copies": "reserve",
    "one_article": "bar", "two_places": "bar", "two_dates": "bar",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class File:
    """An incident with all that it rests on, and the incidents next to it."""

    incident: Reviewed[Incident]
    reports: list[tuple[Article, ReportedIncident]]
    judgements: list[Judgement]
    decisions: list[Decision]
    sentences: Mapping[str, str]
    """The sentence of each claim of the history, by the claim's id."""
    copies: Mapping[str, Syndication]
    """Families of copies by article id."""
    neighbours: list[tuple[Judgement, Incident]]
    """Judgements that nearly joined it with another incident, the nearest first."""


def headline(incident: Incident) -> str:
    """Return an incident in one line: when, where, what, how many, how far confirmed."""
    place = incident.place.name if incident.place else "place unknown"
    cause = incident.cause.value.replace("_", " ") if incident.cause else "cause unknown"
    counts = ", ".join(f"{text} {name}" for name in INCIDENT_OUTCOMES if (text := toll_text(getattr(incident, name))))
    when = incident.time.shown if incident.time else "day unknown"
    return f"{when}  {place}, {cause}: {counts or 'no toll'} ({incident.status.value})"


def page(file: File) -> Iterator[str]:
    """Yield the lines of the page. Reports are numbered; all that follows speaks of them by number."""
    numbers = {report.id: number for number, (_, report) in enumerate(file.reports, 1)}
    yield from _head(file)
    yield from _reports(file)
    yield from _history(file)
    yield from _joined(file.judgements, numbers)
    yield from _apart(file.neighbours, numbers)
    if file.decisions:
        yield "\nDecisions of analysts"
    for decision in file.decisions:
        yield f"  {decision.decided_at:%Y-%m-%d %H:%M} {decision.reviewer}: {decision.verdict.value} {decision.note}"


def _head(file: File) -> Iterator[str]:
    incident = file.incident.record
    yield f"{incident.id}  {headline(incident)}"
    yield f"  review: {file.incident.review}; independent sources: {incident.independent_sources}"
    for name in INCIDENT_OUTCOMES:
        if toll := getattr(incident, name):
            yield f"  {name + ':':8} {toll_text(toll)} - {toll.rule}"


def _reports(file: File) -> Iterator[str]:
    yield f"\nReports ({len(file.reports)})"
    first = {article.id: number for number, (article, _) in reversed(list(enumerate(file.reports, 1)))}
    for number, (article, report) in enumerate(file.reports, 1):
        copy = file.copies.get(article.id)
        led = first.get(copy.family) if copy and copy.family != article.id else None
        before = first.get(article.version_of or "")
        notes = [f"new version of [{before}]"] if before else [f"copy of [{led}]"] if led else []
        notes += [] if report.main else ["mentioned beside another incident"]
        noted = f" ({'; '.join(notes)})" if notes else ""
        yield f"  [{number}] {_day(article)}  {article.site}: {_cut(article.title or article.text)}{noted}"
        yield f"      {article.url}  {report.id}"


def _history(file: File) -> Iterator[str]:
    yield "\nFigures, in order of publication"
    numbers = {article.id: number for number, (article, _) in reversed(list(enumerate(file.reports, 1)))}
    replaced = {entry.claim_id: numbers.get(entry.article_id) for entry in file.incident.record.history}
    told: set[tuple[object, ...]] = set()
    for entry in file.incident.record.history:
        figure = f"{entry.outcome.value.replace('_', ' ')} {_figure(entry)}"
        key = entry.article_id, figure, entry.source, entry.superseded_by is None
        if key in told:
            continue  # headline and text say the same
        told.add(key)
        when = entry.published_at.date() if entry.published_at else "undated   "
        by = replaced.get(entry.superseded_by or "")
        after = "" if entry.superseded_by is None else f", replaced by [{by}]" if by else ", replaced"
        yield f"  {when} [{numbers.get(entry.article_id, '?')}] {figure}, {entry.source or 'unnamed'}{after}"
        if words := file.sentences.get(entry.claim_id):
            yield f"      “{_cut(words)}”"


def _joined(judgements: Sequence[Judgement], numbers: Mapping[str, int]) -> Iterator[str]:
    if not judgements:
        return
    least, mean = weight("verdict", "same"), weight("verdict", "join")
    yield "\nWhy they were joined"
    yield f"  A pair is one incident from {least:.1f} points; groups join from a mean of {mean:.1f} between them."
    for judged in sorted(judgements, key=lambda one: (-one.score, one.id)):
        pair = " and ".join(f"[{number}]" for number in sorted((numbers[judged.left], numbers[judged.right])))
        yield from _judged(judged, pair)


def _apart(neighbours: Iterable[tuple[Judgement, Incident]], numbers: Mapping[str, int]) -> Iterator[str]:
    for position, (judged, other) in enumerate(neighbours):
        if not position:
            yield "\nNearly joined with"
        yield f"  {other.id}  {headline(other)}"
        own = numbers.get(judged.left) or numbers[judged.right]
        yield from _judged(judged, f"[{own}] and a report there")


def _judged(judged: Judgement, pair: str) -> Iterator[str]:
    by = "" if is_machine(judged) else f", decided by {judged.decided_by}"
    yield f"  {pair}: {_VERDICTS[judged.verdict]}, {judged.score:+.1f}{by}"
    for feature in sorted(judged.features, key=lambda one: (-abs(one.score), one.name)):
        yield f"    {feature.score:+5.1f}  {_NAMES.get(feature.name, feature.name):13} {feature.reason}"


def _figure(entry: TollEntry) -> str:
    stated = toll_text(Toll(low=entry.low, best=entry.best, high=entry.high, unit=entry.unit))
    return stated if stated.strip("?-") else "some"


def _day(article: Article) -> str:
    return str(article.published_at.date()) if article.published_at else "undated   "


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= QUOTED_CHARACTERS else f"{line[: QUOTED_CHARACTERS - 1].rstrip()}…"
