"""The last run in numbers, for Prometheus' textfile collector."""

from __future__ import annotations

from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from pipeline.cli.run_report import RunReport
from pipeline.cli.site_results import WELL


def write_metrics(report: RunReport, file: Path) -> None:
    """Write the run's numbers, whole or not at all; an alert on the end's age tells that cron has stopped."""
    registry = CollectorRegistry()
    ended = Gauge("tollwatch_run_end_seconds", "When the last run ended, seconds since 1970.", registry=registry)
    ended.set(report.finished_at.timestamp() if report.finished_at else 0)
    Gauge("tollwatch_run_exit_status", "Exit status of the last run.", registry=registry).set(report.exit_status)
    received = Gauge("tollwatch_run_received_bytes", "Bytes received by the last crawl.", registry=registry)
    received.set(report.received_bytes)
    urls = Gauge("tollwatch_run_urls", "Addresses of the last crawl.", ["site", "outcome"], registry=registry)
    well = Gauge("tollwatch_site_ok", "1 if the site is well, 0 if it asks for a person.", ["site"], registry=registry)
    for site in report.sites:
        well.labels(site.site).set(site.state == WELL)
        for outcome, number in site.outcomes.items():
            urls.labels(site.site, outcome).set(number)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_to_textfile(str(file), registry)
