"""What a crawl did: one outcome for each address, the sources read, traffic, and whether the books balance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pipeline.vocabulary import UrlOutcome


@dataclass(frozen=True, slots=True)
class SourceResult:
    """What became of one feed, sitemap or section page. `problem` is None when it was read or is unchanged."""

    url: str
    kind: str
    links: int = 0
    unchanged: bool = False
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a site that a person should look at."""

    site: str
    kind: str  # 'silent', 'broken' or 'far_from_declared'
    message: str


@dataclass(frozen=True, slots=True)
class SiteReport:
    """One site's part of a crawl. `found` counts the addresses met; each is in exactly one of `outcomes`."""

    site: str
    found: int
    outcomes: Mapping[UrlOutcome, int]
    sources: tuple[SourceResult, ...]
    requests: int
    bytes_received: int
    ended: str = "finished"  # Scrapy's reason: 'finished', 'shutdown', 'closespider_timeout', ...

    @property
    def balances(self) -> bool:
        """Whether every address met has one outcome."""
        return self.found == sum(self.outcomes.values())

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return {
            "site": self.site,
            "found": self.found,
            "outcomes": {str(outcome): count for outcome, count in sorted(self.outcomes.items())},
            "balances": self.balances,
            "requests": self.requests,
            "bytes_received": self.bytes_received,
            "ended": self.ended,
            "sources": [
                {"url": s.url, "kind": s.kind, "links": s.links, "unchanged": s.unchanged, "problem": s.problem}
                for s in self.sources
            ],
        }


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """A whole crawl, sites in order of slug."""

    run_id: str
    started_at: datetime
    finished_at: datetime
    sites: tuple[SiteReport, ...]
    findings: tuple[Finding, ...] = ()
    failure: str | None = None  # why the crawl could not go on: the archive or the dataset refused
    stopped: bool = False  # True when a signal ended it first

    @property
    def outcomes(self) -> Mapping[UrlOutcome, int]:
        """Addresses by outcome, over all sites."""
        total: Counter[UrlOutcome] = Counter()
        for site in self.sites:
            total.update(site.outcomes)
        return total

    @property
    def requests(self) -> int:
        """Requests sent, robots.txt and retries included."""
        return sum(site.requests for site in self.sites)

    @property
    def bytes_received(self) -> int:
        """Bytes of headers and bodies received, as they came over the wire."""
        return sum(site.bytes_received for site in self.sites)

    @property
    def balances(self) -> bool:
        """Whether the books of every site balance."""
        return all(site.balances for site in self.sites)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return {
            "run_id": self.run_id,
            "started_at": self.started_at.isoformat(),
            "finished_at": self.finished_at.isoformat(),
            "outcomes": {str(outcome): count for outcome, count in sorted(self.outcomes.items())},
            "balances": self.balances,
            "requests": self.requests,
            "bytes_received": self.bytes_received,
            "failure": self.failure,
            "stopped": self.stopped,
            "findings": [{"site": f.site, "kind": f.kind, "message": f.message} for f in self.findings],
            "sites": [site.to_dict() for site in self.sites],
        }


@dataclass(slots=True)
class Books:
    """The addresses of one site in one run: entered when met, closed with one outcome."""

    open: dict[str, None] = field(default_factory=dict)
    closed: dict[str, UrlOutcome] = field(default_factory=dict)

    def enter(self, url: str) -> bool:
        """Enter an address; False when it is in the books already."""
        if url in self.open or url in self.closed:
            return False
        self.open[url] = None
        return True

    def close(self, url: str, outcome: UrlOutcome) -> bool:
        """Close an open address with its outcome; False when it was closed before, and that outcome stands."""
        if url not in self.open:
            return False
        del self.open[url]
        self.closed[url] = outcome
        return True

    @property
    def met(self) -> int:
        """How many addresses are in the books."""
        return len(self.open) + len(self.closed)

    def counts(self) -> dict[UrlOutcome, int]:
        """Return how many addresses ended in each outcome."""
        return dict(Counter(self.closed.values()))
