"""What the demo prints: incidents with their sentences, what is contested, running counts, statements, traffic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from pipeline.records import Article, Incident, Statement, Tally, Toll, TollEntry
from pipeline.store import Dataset
from pipeline.vocabulary import INCIDENT_OUTCOMES, CueClass, IncidentStatus, TextField

MOST_STATEMENTS = 12
_TELLING = (CueClass.DENY, CueClass.ACCUSE, CueClass.PROMISE, CueClass.WARN, CueClass.URGE)


def show_dataset(console: Console, dataset: Dataset) -> None:
    """Print what the dataset holds."""
    articles = list(dataset.articles())
    incidents = sorted(dataset.current_incidents(), key=lambda incident: (_day(incident) or date.min, incident.id))
    outlets = len({article.site for article in articles})
    console.print(f"\n[bold]{len(articles)} articles[/] from {outlets} outlets; pages that changed:")
    for before, after in _changes(articles):
        _indented(console, f"{escape(before.title)} [bold]->[/] {escape(after.title)}", by=2)
    _show_incidents(console, dataset, incidents)
    _show_contested(console, dataset, incidents)
    _show_tallies(console, dataset)
    _show_statements(console, dataset, articles)


def show_traffic(console: Console, first: dict[str, Any], second: dict[str, Any]) -> None:
    """Print two crawl reports beside each other."""
    table = Table(title="\nWhat the two crawls cost and brought", title_justify="left")
    for name in ("", "first crawl", "second crawl"):
        table.add_column(name, justify="right" if name else "left")
    table.add_row("requests", str(first["requests"]), str(second["requests"]))
    table.add_row("bytes received", f"{first['bytes_received']:,}", f"{second['bytes_received']:,}")
    for outcome in sorted(first["outcomes"].keys() | second["outcomes"].keys()):
        counts = (str(report["outcomes"].get(outcome, 0)) for report in (first, second))
        table.add_row(f"addresses: {outcome.replace('_', ' ')}", *counts)
    table.add_row("books balance", *("yes" if report["balances"] else "NO" for report in (first, second)))
    console.print(table)


def _changes(articles: list[Article]) -> Iterator[tuple[Article, Article]]:
    known = {article.id: article for article in articles}
    for article in articles:
        if article.version_of in known:
            yield known[article.version_of], article


def _show_incidents(console: Console, dataset: Dataset, incidents: list[Incident]) -> None:
    console.print(f"\n[bold]{len(incidents)} incidents[/], each with a sentence that carries its toll")
    for incident in incidents:
        console.print(f"  {_heading(incident)}")
        _indented(console, f"[dim]{escape(_sentence(dataset, incident))}[/]", by=4)


def _heading(incident: Incident) -> str:
    day = _day(incident)
    when, where = (
        f"{day:%d %b %Y}" if day else "day unknown",
        incident.place.name if incident.place else "place unknown",
    )
    what = incident.cause.value.replace("_", " ") if incident.cause else "cause unknown"
    named = {outcome.value: getattr(incident, outcome) for outcome in INCIDENT_OUTCOMES}
    tolls = ", ".join(f"[bold]{toll_text(toll)}[/] {name}" for name, toll in named.items() if toll is not None)
    sources = f"{incident.independent_sources} source{'s' if incident.independent_sources > 1 else ''}"
    return f"[cyan]{when}  {escape(where)}, {what}[/]: {tolls or 'no toll'} ({incident.status.value}, {sources})"


def _indented(console: Console, text: str, *, by: int) -> None:
    console.print(Padding(text, (0, 0, 0, by), expand=False))


def toll_text(toll: Toll | None) -> str:
    """Return a toll as "14", "9-14", "9+", "about 300" or "150 households"; empty when there is none."""
    if toll is None:
        return ""
    return f"{_numbers(toll)}{toll.unit.behind}"


def _numbers(toll: Toll) -> str:
    if toll.low == toll.high and toll.best is not None:
        return f"{'about ' if toll.low is None else ''}{toll.best}"
    bounds = f"{'?' if toll.low is None else toll.low}{'+' if toll.high is None else f'-{toll.high}'}"
    return bounds if toll.best is None or (toll.best == toll.low and toll.high is None) else f"{toll.best} ({bounds})"


def _sentence(dataset: Dataset, incident: Incident) -> str:
    """Return a sentence that states the number to quote, from the body where there is one."""
    outcome = next((outcome for outcome in INCIDENT_OUTCOMES if getattr(incident, outcome) is not None), None)
    toll = getattr(incident, outcome) if outcome is not None else None
    claims = [claim for entry in incident.history if (claim := dataset.claim(entry.claim_id))]
    fitting = [claim for claim in claims if claim.outcome is outcome and toll and claim.quantity.best == toll.best]
    of_body = [claim for claim in fitting if claim.sentence.field is TextField.TEXT]
    chosen = of_body or fitting or claims
    return chosen[0].sentence.text if chosen else ""


def _show_contested(console: Console, dataset: Dataset, incidents: list[Incident]) -> None:
    contested = [incident for incident in incidents if incident.status is IncidentStatus.CONTESTED]
    console.print(
        f"\n[bold]{len(contested)} contested[/]: the figures that stand beside each other, and who gives them"
    )
    for incident in contested:
        place, day = incident.place.name if incident.place else "?", _day(incident)
        console.print(f"  [bold]{escape(place)}[/], {day or 'day unknown'}")
        standing = sorted(_distinct(incident.history), key=lambda entry: INCIDENT_OUTCOMES.index(entry.outcome))
        for entry in standing:
            console.print(f"    {escape(_entry_text(entry))}")


def _distinct(history: Iterable[TollEntry]) -> Iterator[TollEntry]:
    """Return the figures that stand, each once a source."""
    seen = set()
    for entry in history:
        said = (entry.outcome, entry.low, entry.best, entry.high, entry.source)
        if entry.outcome in INCIDENT_OUTCOMES and entry.superseded_by is None and said not in seen:
            seen.add(said)
            yield entry


def _entry_text(entry: TollEntry) -> str:
    figure = toll_text(Toll(low=entry.low, best=entry.best, high=entry.high, unit=entry.unit))
    return f"{entry.outcome.value}: {figure}, says {entry.source}"


def _show_tallies(console: Console, dataset: Dataset) -> None:
    tallies = sorted(dataset.current_tallies(), key=lambda tally: (-len(tally.readings), tally.id))
    console.print(f"\n[bold]{len(tallies)} running counts[/] (never added to incidents)")
    for tally in tallies:
        _indented(console, escape(_tally_text(tally)), by=2)


def _tally_text(tally: Tally) -> str:
    what = [tally.outcome.value.replace("_", " ")]
    what += [f"by {tally.cause.value.replace('_', ' ')}"] if tally.cause else []
    where = tally.place or tally.country
    what += [f"in {where}"] if where else []
    period = " to ".join(str(day) for day in (tally.since, tally.until) if day)
    what += [f"since {period}" if not tally.until else period] if period else []
    what += [f"counted by {tally.counted_by}"] if tally.counted_by else []
    readings = " -> ".join(_reading_text(reading.as_of, reading.best, reading.low) for reading in tally.readings)
    return f"{', '.join(what)}: {readings}"


def _reading_text(day: date | None, best: int | None, low: int | None) -> str:
    figure = "?" if best is None and low is None else f"{best if best is not None else low:,}"
    return f"{figure} ({day:%d %b %Y})" if day else figure


def _show_statements(console: Console, dataset: Dataset, articles: list[Article]) -> None:
    readings = dataset.readings_by_article(article.id for article in articles)
    found = [statement for article in articles if (own := readings.get(article.id)) for statement in own.statements]
    official = [statement for statement in found if statement.speaker and statement.speaker.official]
    console.print(
        f"\n[bold]{len(found)} statements[/], {len(official)} by officials; some denials, charges and promises:"
    )
    telling = [statement for statement in official if statement.cue_class in _TELLING]
    for statement in _one_of_each_speech(telling)[:MOST_STATEMENTS]:
        speaker = statement.speaker
        assert speaker is not None  # chosen above
        _indented(
            console,
            f"[bold]{escape(speaker.shown)}[/] {escape(statement.cue or '')}: {escape(statement.content)}",
            by=2,
        )


def _one_of_each_speech(statements: Iterable[Statement]) -> list[Statement]:
    """Return the statements without those that a copy or a new version of an article repeats."""
    return list({statement.content: statement for statement in statements}.values())


def _day(incident: Incident) -> date | None:
    return incident.time.start if incident.time else None
