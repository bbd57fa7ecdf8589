"""Judging reports: which pairs are heard, what is recorded, and which incidents follow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from pipeline.records import Incident, Judgement
from pipeline.resolve import cluster
from pipeline.resolve.candidates import NearInFact
from pipeline.resolve.cluster import Links, pair_of
from pipeline.resolve.incidents import build, dissolved
from pipeline.resolve.judge import KIND, follows_up, is_silent, judge, judge_unless_far
from pipeline.resolve.memo import Memo
from pipeline.resolve.precedents import Precedents, reach
from pipeline.resolve.protocol import MACHINE, State
from pipeline.resolve.report import Report
from pipeline.resolve.shelf import Shelf
from pipeline.resolve.syndication import order_of_publication
from pipeline.resolve.weights import weight
from pipeline.vocabulary import Verdict

LARGEST_HEARD = 400
"""In a larger crowd (a disaster's thousand reports) only the pairs already judged count; the rest are strangers."""

NEAR_MISS = 1.0
"""Points below 'unsure' down to which a 'different' is worth recording: what an analyst might ask about."""

UNRECORDED = 800_000
"""Scores kept of pairs too unlike to be recorded: some 100 MB."""

MOST_POINTS = 8.0
"""Beyond this a pair is certain; more would let one pair outvote many."""


_UNRECORDED: Memo[tuple[float, bool]] = Memo(UNRECORDED)


class Court:
    """Hears pairs of reports once, keeps what they scored."""

    def __init__(self, state: State, shelf: Shelf) -> None:
        """Open with nothing heard."""
        self._state = state
        self._shelf = shelf
        self.precedents = Precedents(state, KIND)
        self._reports: dict[str, Report] = {}
        self._points: dict[cluster.Pair, tuple[float, bool]] = {}

    def hear(self, dirty: Collection[str], alike: Mapping[str, Collection[str]]) -> None:
        """Judge the reports of the dirty articles against those of articles alike, near in fact, or judged before.

        Of twins the first is heard for all: the others are heard with it alone.
        """
        self._shelf.fetch(dirty)
        told = [report for id_ in sorted(dirty) for report in self._at_hand(id_)]
        near_in_fact = NearInFact(self._state, told)
        self.precedents.fetch(report.id for report in told)
        beside = {report.id: {*alike.get(report.article.id, ()), *near_in_fact.of(report)} for report in told}
        self._shelf.fetch_telling(chain.from_iterable(beside.values()))
        around = {
            id_: [other.id for article in sorted(articles) for other in self._at_hand(article)]
            for id_, articles in beside.items()
        }
        self._load(other for report in told for other in self.precedents.partners(report.id))
        first = {id_: own[0] for own in self._twins(self._reports).values() for id_ in own}
        pairs: set[cluster.Pair] = set()
        for id_, others in around.items():
            asked = map(first.__getitem__, others) if first[id_] == id_ else (first[id_],)
            pairs |= {pair_of(id_, other) for other in asked if other != id_}
        pairs |= {pair_of(report.id, other) for report in told for other in self.precedents.partners(report.id)}
        for one, other in sorted(pairs):
            if one in self._reports and other in self._reports:
                self._hear_pair(one, other)

    def incidents(self, dirty: Collection[str]) -> list[Incident]:
        """Return the incidents that the dirty articles' reports, and all they hang together with, now make up.

        Those that are as stored are left out; those that are no more come without members.
        """
        reports = {report.id for id_ in dirty for report in self._at_hand(id_)}
        self.precedents.fetch(reports)
        partners = {other for id_ in reports for other in self.precedents.partners(id_)}
        before = {incident.id: incident for incident in self._state.incidents_with(sorted(dirty))}
        before |= {incident.id: incident for incident in self._state.incidents_of(sorted(partners)).values()}
        seeds = reports | partners | {member for incident in before.values() for member in incident.members}
        reached = reach(self.precedents, seeds)
        self._load(reached)
        here = [id_ for id_ in reached if id_ in self._reports]
        before |= {incident.id: incident for incident in self._state.incidents_of(here).values()}
        now = {incident.id: incident for incident in self._built(here)}
        gone = [dissolved(incident) for id_, incident in sorted(before.items()) if id_ not in now]
        return [incident for id_, incident in sorted(now.items()) if before.get(id_) != incident] + gone

    def _built(self, here: list[str]) -> Iterator[Incident]:
        edges = (pair_of(one, other) for one in here for other in self.precedents.joined(one))
        for ids in cluster.components(here, edges):
            decided = {id_ for id_ in ids if self.precedents.is_decided_on(id_)}
            twins = self._twins(ids, decided)
            for group in cluster.groups(twins, self._links(sorted(twins))):
                yield build(self._reports[id_] for first in group for id_ in twins[first])

    def _twins(self, ids: Iterable[str], alone: Collection[str] = ()) -> dict[str, list[str]]:
        """Return the reports by the first published of those that copy one report and tell the same.

        One of them is compared for all: a disaster's thousand reports are a hundred texts. Those in `alone` stand for
        themselves: an analyst has decided on them.
        """
        found: dict[object, list[str]] = {}
        for id_ in sorted(ids, key=lambda id_: (order_of_publication(self._reports[id_].article), id_)):
            report = self._reports[id_]
            own = not report.told.main or id_ in alone
            found.setdefault(id_ if own else (report.family, report.facts), []).append(id_)
        return {own[0]: own for own in found.values()}

    def _links(self, ids: list[str]) -> Links:
        links = Links()
        for position, one in enumerate(ids):
            for other in self._heard_with(one, ids[position + 1 :], len(ids)):
                decided = self.precedents.decided(one, other)
                if decided is not None and decided.verdict != Verdict.UNSURE:
                    (links.joined if decided.verdict == Verdict.SAME else links.apart).add((one, other))
                    continue
                if self._reports[one].article.id == self._reports[other].article.id:
                    links.apart.add((one, other))
                self._link(links, one, other)
        return links

    def _link(self, links: Links, one: str, other: str) -> None:
        points, silent = self._score(one, other)
        links.points[one, other] = max(points, weight("silent", "points")) if silent else points
        if silent:
            links.shares[one, other] = weight("silent", "share")

    def _heard_with(self, one: str, later: list[str], size: int) -> Iterable[str]:
        if size <= LARGEST_HEARD:
            return later
        inside = set(later)
        return [other for other in self.precedents.partners(one) if other in inside]

    def _score(self, one: str, other: str) -> tuple[float, bool]:
        """Return the points of a pair and whether it is silent; what was judged before stands until it is heard."""
        pair = pair_of(one, other)
        if pair not in self._points:
            known = self.precedents.judged(one, other)
            if known is not None and known.decided_by == MACHINE:
                self._keep(known)
            else:
                self._points[pair] = self._heard_before(*pair)
        return self._points[pair]

    def _heard_before(self, one: str, other: str) -> tuple[float, bool]:
        """Return the score of a pair that was not worth recording: a crowd's are asked for again with each report."""
        asked = hash((self._reports[one].content, self._reports[other].content))
        if (scored := _UNRECORDED.get(asked)) is not None:
            return scored
        self._keep(judge(self._reports[one], self._reports[other]))
        _UNRECORDED.keep(asked, self._points[one, other])
        return self._points[one, other]

    def _keep(self, judgement: Judgement) -> None:
        points = max(-MOST_POINTS, min(MOST_POINTS, judgement.score))
        follows = follows_up(self._reports[judgement.left], self._reports[judgement.right])
        self._points[pair_of(judgement.left, judgement.right)] = points, is_silent(judgement, follows=follows)

    def _hear_pair(self, one: str, other: str) -> None:
        """Judge a pair, and record what is worth it; what is recorded already is judged whatever it scores."""
        known, least = self.precedents.judged(one, other) is not None, weight("verdict", "unsure") - NEAR_MISS
        left, right = self._reports[one], self._reports[other]
        judgement = judge(left, right) if known else judge_unless_far(left, right, least)
        if judgement is None:
            return
        self._keep(judgement)
        if known or judgement.verdict != Verdict.DIFFERENT or judgement.score >= least:
            self.precedents.add(judgement)

    def _at_hand(self, article_id: str) -> tuple[Report, ...]:
        reports = self._shelf.reports(article_id)
        self._reports.update({report.id: report for report in reports})
        return reports

    def _load(self, report_ids: Iterable[str]) -> None:
        """Put the articles of these reports on the shelf; reports of superseded readings stay away."""
        wanted = sorted(set(report_ids) - self._reports.keys())
        articles = self._state.article_of(wanted) if wanted else {}
        self._shelf.fetch(articles.values())
        for article_id in sorted(set(articles.values())):
            self._at_hand(article_id)
