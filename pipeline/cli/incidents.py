"""`incidents`: list them, and show one with everything it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.app import AsJson, CommandError, Folder, Status, app, settings_in
from pipeline.cli.countries import country_code
from pipeline.cli.incident_page import NEIGHBOURS, File, headline, page
from pipeline.cli.printing import print_json
from pipeline.publish.reviewed import Revise, incidents_as_left
from pipeline.records import Incident, Judgement, to_dict
from pipeline.store import Dataset

incidents = typer.Typer(help="List incidents, or show one with everything it rests on.", no_args_is_help=True)
app.add_typer(incidents, name="incidents")

Since = Annotated[str | None, typer.Option(help="First day, e.g. 2024-05-01; undated incidents are left out then.")]
Country = Annotated[str | None, typer.Option(help="ISO 3166 alpha-2, e.g. AZ.")]
Limit = Annotated[int, typer.Option(min=1, help="At most so many, the latest.")]


@incidents.command("list")
def list_(
    since: Since = None, country: Country = None, limit: Limit = 50, folder: Folder = Path(), as_json: AsJson = False
) -> None:
    """List incidents, the latest first."""
    first, country = _day(since), country_code(country) if country else None
    with Dataset.open(settings_in(folder, quiet=True).dataset_url, to_read=True) as dataset, dataset.snapshot():
        wanted = [one for one in dataset.current_incidents() if _fits(one, first, country)]
        latest = sorted(wanted, key=lambda one: (_start(one) or date.min, one.id), reverse=True)[:limit]
        shown = incidents_as_left(dataset, latest, _revised())
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
    with Dataset.open(settings_in(folder, quiet=True).dataset_url, to_read=True) as dataset, dataset.snapshot():
        found = dataset.incident(incident_id) or dataset.incident_that_followed(incident_id)
        if found is None:
            raise CommandError(f"no incident {incident_id}; see `tollwatch incidents list`", Status.WRONG_USAGE)
        file = open_file(dataset, found)
    if as_json:
        print_json(_plain(file))
    else:
        typer.echo("\n".join(page(file)))


def open_file(dataset: Dataset, incident: Incident) -> File:
    """Return the incident with its reports, the judgements between them and the decisions on it."""
    told = [report for member in incident.members if (report := dataset.reported_incident(member))]
    articles = dataset.articles_by_id(report.article_id for report in told)
    members = set(incident.members)
    judged = dataset.judgements_about(incident.members)
    (reviewed,) = incidents_as_left(dataset, [incident], _revised())
    reports = [(articles[report.article_id], report) for report in told]
    reports.sort(key=lambda pair: (str(pair[0].published_at or "9"), pair[0].id))
    claims = (dataset.claim(entry.claim_id) for entry in incident.history)
    return File(
        incident=reviewed,
        reports=reports,
        judgements=[one for one in judged if {one.left, one.right} <= members],
        decisions=dataset.decisions_on_incident(incident),
        sentences={claim.id: claim.sentence.text for claim in claims if claim is not None},
        copies=dataset.syndication_of(articles),
        neighbours=list(_neighbours(dataset, incident, judged)),
    )


def _revised() -> Revise:
    """Return what draws figures anew from the claims that analysts left; resolving is loaded only here."""
    from pipeline.revising import revised

    return revised


def _neighbours(dataset: Dataset, incident: Incident, judged: list[Judgement]) -> Iterator[tuple[Judgement, Incident]]:
    """Yield the other incidents that a judgement nearly joined it with, each once by its highest, the nearest first."""
    members = set(incident.members)
    outward = [one for one in judged if not {one.left, one.right} <= members]
    held = dataset.incidents_of({one.left for one in outward} | {one.right for one in outward})
    seen: set[str] = set()
    for one in sorted(outward, key=lambda one: (-one.score, one.id)):
        other = held.get(one.right if one.left in members else one.left)
        if other is not None and other.id not in seen and len(seen) < NEIGHBOURS:
            seen.add(other.id)
            yield one, other


def _plain(file: File) -> dict[str, Any]:
    return {
        "incident": to_dict(file.incident.record),
        "review": file.incident.review,
        "reports": [{"article": article.id, "site": article.site, "url": article.url, "title": article.title,
                     "report": to_dict(report)} for article, report in file.reports],
        "neighbours": [{"incident": other.id, "judgement": to_dict(judged)} for judged, other in file.neighbours],
        "judgements": [to_dict(judgement) for judgement in file.judgements],
        "decisions": [to_dict(decision) for decision in file.decisions],
    }  # fmt: skip


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CommandError(f"--since {text}: not a day such as 2024-05-01", Status.WRONG_USAGE) from error


def _fits(incident: Incident, first: date | None, country: str | None) -> bool:
    if country and (incident.place is None or incident.place.country != country):
        return False
    start = _start(incident)
    return first is None or (start is not None and start >= first)


def _start(incident: Incident) -> date | None:
    return incident.time.start if incident.time else None
