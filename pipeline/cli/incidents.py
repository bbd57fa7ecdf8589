"""`incidents`: list them, and show one with everything it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.app import AsJson, CommandError, Folder, Status, app, settings_in
from pipeline.cli.printing import print_json
from pipeline.cli.showing import toll_text
from pipeline.publish.reviewed import Reviewed, reviewed_incidents
from pipeline.records import Article, Decision, Incident, Judgement, ReportedIncident, to_dict
from pipeline.store import Dataset

incidents = typer.Typer(help="List incidents, or show one with everything it rests on.", no_args_is_help=True)
app.add_typer(incidents, name="incidents")

Since = Annotated[str | None, typer.Option(help="First day, e.g. 2024-05-01; undated incidents are left out then.")]
Country = Annotated[str | None, typer.Option(help="ISO 3166 alpha-2, e.g. AZ.")]
Limit = Annotated[int, typer.Option(min=1, help="At most so many, the latest.")]


@dataclass(frozen=True, slots=True)
class File:
    """An incident with all that it rests on."""

    incident: Reviewed[Incident]
    reports: list[tuple[Article, ReportedIncident]]
    judgements: list[Judgement]
    decisions: list[Decision]


@incidents.command("list")
def list_(
    since: Since = None, country: Country = None, limit: Limit = 50, folder: Folder = Path(), as_json: AsJson = False
) -> None:
    """List incidents, the latest first."""
    first = _day(since)
    with Dataset.open(settings_in(folder, quiet=True).dataset_url) as dataset, dataset.snapshot():
        wanted = [one for one in dataset.current_incidents() if _fits(one, first, country)]
        latest = sorted(wanted, key=lambda one: (_start(one) or date.min, one.id), reverse=True)[:limit]
        shown = reviewed_incidents(dataset, latest)
    if as_json:
        print_json([to_dict(one.record) | {"review": one.review} for one in shown])
    else:
        for one in shown:
            typer.echo(f"{one.record.id}  {headline(one.record)}")


@incidents.command()
def show(
    incident_id: Annotated[str, typer.Argument(help="Id, as `incidents list` and the export show it.")],
    folder: Folder = Path(),
    as_json: AsJson = False,
) -> None:
    """Show an incident: its figures and why, every figure given for it, its reports, why they were joined."""
    with Dataset.open(settings_in(folder, quiet=True).dataset_url) as dataset, dataset.snapshot():
        found = dataset.incident(incident_id)
        if found is None:
            raise CommandError(f"no incident {incident_id}; see `tollwatch incidents list`", Status.WRONG_USAGE)
        file = open_file(dataset, found)
        lines = list(_lines(file, dataset))
    if as_json:
        print_json(_plain(file))
    else:
        typer.echo("\n".join(lines))


def open_file(dataset: Dataset, incident: Incident) -> File:
    """Return the incident with its reports, the judgements between them and the decisions on it."""
    told = [report for member in incident.members if (report := dataset.reported_incident(member))]
    articles = dataset.articles_by_id(report.article_id for report in told)
    members = set(incident.members)
    judged = [one for one in dataset.judgements_about(incident.members) if {one.left, one.right} <= members]
    (reviewed,) = reviewed_incidents(dataset, [incident])
    reports = [(articles[report.article_id], report) for report in told]
    reports.sort(key=lambda pair: (str(pair[0].published_at or ""), pair[0].id))
    return File(reviewed, reports, judged, dataset.decisions_on("incident", incident.id))


def headline(incident: Incident) -> str:
    """Return an incident in one line: when, where, what, how many, how far confirmed."""
    place = incident.place.name if incident.place else "place unknown"
    cause = incident.cause.value.replace("_", " ") if incident.cause else "cause unknown"
    counts = ", ".join(f"{text} {name}" for name in TOLLS if (text := toll_text(getattr(incident, name))))
    return f"{_start(incident) or 'day unknown'}  {place}, {cause}: {counts or 'no toll'} ({incident.status.value})"


TOLLS = ("killed", "injured", "missing")


def _lines(file: File, dataset: Dataset) -> Iterator[str]:
    incident = file.incident.record
    yield f"{incident.id}  {headline(incident)}; review: {file.incident.review}"
    for name in TOLLS:
        if toll := getattr(incident, name):
            yield f"  {name}: {toll_text(toll)} - {toll.rule}"
    yield f"\nFigures, in order of publication ({incident.independent_sources} independent sources)"
    for entry in incident.history:
        claim = dataset.claim(entry.claim_id)
        state = " (superseded)" if entry.superseded_by else ""
        words = claim.sentence.text if claim else ""
        when = entry.published_at.date() if entry.published_at else "undated"
        yield f"  {when}  {entry.outcome.value} {entry.best or entry.low}, {entry.source}{state}: {words}"
    yield f"\nReports ({len(file.reports)})"
    for article, report in file.reports:
        yield f"  {article.site}: {article.title} {article.url} [{report.id}]"
    if file.judgements:
        yield "\nWhy they were joined"
    for judged in file.judgements:
        yield f"  {judged.left} and {judged.right}: {judged.verdict.value}, {judged.score:+.2f}, {judged.decided_by}"
        yield from (f"    {feature.score:+.2f} {feature.name}: {feature.reason}" for feature in judged.features)
    if file.decisions:
        yield "\nDecisions"
    for decision in file.decisions:
        yield f"  {decision.decided_at:%Y-%m-%d %H:%M} {decision.reviewer}: {decision.verdict.value} {decision.note}"


def _plain(file: File) -> dict[str, Any]:
    return {
        "incident": to_dict(file.incident.record),
        "review": file.incident.review,
        "reports": [{"article": article.id, "site": article.site, "url": article.url, "title": article.title,
                     "report": to_dict(report)} for article, report in file.reports],
        "judgements": [to_dict(judgement) for judgement in file.judgements],
        "decisions": [to_dict(decision) for decision in file.decisions],
    }  # fmt: skip


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CommandError(f"--since {text}: not a day such as 2024-05-01", Status.WRONG_USAGE) from error


def _fits(incident: Incident, first: date | None, country: str | None) -> bool:
    if country and (incident.place is None or incident.place.country != country.upper()):
        return False
    start = _start(incident)
    return first is None or (start is not None and start >= first)


def _start(incident: Incident) -> date | None:
    return incident.time.start if incident.time else None
