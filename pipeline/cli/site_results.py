"""What a crawl's report says about each site, as far as there is one: a killed crawl leaves only what it stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.store import Dataset

WELL, UNKNOWN = "ok", "unknown"


@dataclass(frozen=True, slots=True)
class SiteResult:
    """One site in one run. `state` is ok, silent, broken or far_from_declared; unknown when the crawl did not end.

    `found` counts the addresses met, None when unknown; `requests` and `received_bytes` are traffic.
    """

    site: str
    state: str
    outcomes: Mapping[str, int] = field(default_factory=dict)
    found: int | None = None
    requests: int = 0
    received_bytes: int = 0
    reasons: tuple[str, ...] = ()

    @property
    def urls(self) -> int:
        """Addresses with an outcome."""
        return sum(self.outcomes.values())


def from_report(report: Mapping[str, Any]) -> list[SiteResult]:
    """Return the sites of a crawl's printed report, by name."""
    findings: dict[str, list[Mapping[str, str]]] = {}
    for finding in report.get("findings", ()):
        findings.setdefault(finding["site"], []).append(finding)
    return [_result(site, findings.get(site["site"], [])) for site in report.get("sites", ())]


def from_dataset(dataset: Dataset, run_id: str) -> list[SiteResult]:
    """Return what a crawl had noted in the dataset, by site."""
    counts: dict[str, dict[str, int]] = {}
    for (site, outcome), number in dataset.run_counts(run_id).items():
        counts.setdefault(site, {})[str(outcome.value)] = number
    return [SiteResult(site, UNKNOWN, outcomes) for site, outcomes in sorted(counts.items())]


def _result(site: Mapping[str, Any], findings: list[Mapping[str, str]]) -> SiteResult:
    return SiteResult(
        site=site["site"],
        state=findings[0]["kind"] if findings else WELL,
        outcomes=dict(site["outcomes"]),
        found=site["found"],
        requests=site["requests"],
        received_bytes=site["bytes_received"],
        reasons=tuple(finding["message"] for finding in findings),
    )
