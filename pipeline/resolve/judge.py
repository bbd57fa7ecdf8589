"""The verdict on a pair of reports: evidence added up, and constraints that no sum outweighs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pipeline.records import Feature, Judgement, stable_id
from pipeline.resolve.evidence import facts, places, story, texts, updates
from pipeline.resolve.protocol import MACHINE
from pipeline.resolve.report import FRESH_DAYS, Report
from pipeline.resolve.weights import weight
from pipeline.vocabulary import Verdict

KIND = "incident"

Comparison = Callable[[Report, Report], Feature | None]

COMPARISONS: tuple[Comparison, ...] = (
    texts.copied,
    texts.shared_words,
    texts.shared_names,
    facts.victims,
    texts.persons,
    texts.ages,
    texts.streets,
    texts.towns,
    story.clock,
    story.circumstances,
    story.people,
    story.survival,
    texts.weekday,
    texts.published,
    facts.day,
    places.place,
    facts.cause,
    facts.coincidence,
    facts.many,
    facts.toll,
    facts.nationality,
    updates.update,
    updates.correction,
)


CONTRARY = frozenset(
    (
        "date",
        "place",
        "cause",
        "people",
        "ages",
        "clock",
        "victims",
        "streets",
        "toll",
        "nationality",
        "circumstances",
        "survival",
    )
    + ("weekday", "one_article", "two_places", "two_dates", "round_up")
)
"""Comparisons whose negative points say that the reports contradict each other. Those of the others say that little is
shared, or that they lie far apart in time.
"""


def judge(first: Report, second: Report) -> Judgement:
    """Return the machine's judgement on two reports; the same whichever comes first."""
    left, right = sorted((first, second), key=lambda report: report.id)
    return _summed(left, right, {compare: compare(left, right) for compare in COMPARISONS})


def judge_unless_far(first: Report, second: Report, least: float) -> Judgement | None:
    """Return what `judge` does; None for some of the pairs that score less than `least`, at a third of the cost.

    Most reports that share a town and a day, or some words, are strangers, and shown to be by what is cheap to compare.
    """
    left, right = sorted((first, second), key=lambda report: report.id)
    found = {compare: compare(left, right) for compare in COMPARISONS if compare is not texts.shared_words}
    if left.family != right.family and _at_most(left, right, found) < least:
        return None
    return _summed(left, right, found | {texts.shared_words: texts.shared_words(left, right)})


_ROUNDING = 0.01
"""Half a thousandth for each comparison."""


def _at_most(left: Report, right: Report, found: Mapping[Comparison, Feature | None]) -> float:
    """Return points that the pair cannot exceed, whatever words it shares."""
    by_name = {feature.name: feature for feature in found.values() if feature is not None}
    later = updates.follow_up(by_name)
    scores = [feature.score for feature in (*by_name.values(), *((later,) if later is not None else ()))]
    return float(sum(scores)) + texts.most_by_words(left, right) + _ROUNDING


def _summed(left: Report, right: Report, found: Mapping[Comparison, Feature | None]) -> Judgement:
    given = (found[compare] for compare in COMPARISONS)
    features = tuple(feature for feature in given if feature is not None)
    later = updates.follow_up({feature.name: feature for feature in features})
    features = (*features, later) if later is not None else features
    features += tuple(reserves(features))
    score = round(sum(feature.score for feature in features), 3)
    against = constraint(left, right, features)
    if against is not None:
        features += (against,)
    return Judgement(
        id=stable_id("jud", KIND, left.id, right.id, MACHINE, features),
        kind=KIND,
        left=left.id,
        right=right.id,
        verdict=Verdict.DIFFERENT if against else verdict_of(score),
        score=round(score + against.score, 3) if against else score,
        features=features,
        decided_by=MACHINE,
    )


def verdict_of(score: float) -> Verdict:
    """Return the verdict that a sum of points gives."""
    if score >= weight("verdict", "same"):
        return Verdict.SAME
    return Verdict.UNSURE if score >= weight("verdict", "unsure") else Verdict.DIFFERENT


SPECIFIC = frozenset(
    (
        "shared_names",
        "victims",
        "persons",
        "ages",
        "streets",
        "clock",
        "circumstances",
        "coincidence",
        "many",
        "update",
        "correction",
    )
)
"""Comparisons that tell one incident from the others of its town and day."""

PLACING = frozenset(("place", "towns", "streets", "shared_names", "victims", "persons", "shared_words"))
"""Comparisons that tell that two reports are of one part of the world."""


def reserves(features: tuple[Feature, ...]) -> Iterator[Feature]:
    """Yield what is taken away where much of the sum is what any two incidents of a town, or of a day, share."""
    scores = {feature.name: feature.score for feature in features}
    if scores.get("copied", 0.0) > 0:
        if sum(score for name, score in scores.items() if name in CONTRARY and score < 0) <= weight("copy", "contrary"):
            yield texts.feature(
                "contrary_copies", weight("copy", "contradicted"), "short texts alike that contradict each other"
            )
        return
    if sum(scores.values()) <= 0:
        return
    rare = scores.get("cause", 0.0) >= weight("cause", "same_rare")
    large = scores.get("toll", 0.0) >= weight("toll", "equal_large")
    specific = sum(score for name, score in scores.items() if name in SPECIFIC)
    if scores.get("date", 0.0) <= 0:
        specific -= max(0.0, scores.get("clock", 0.0))  # an hour of the day is telling on one day only
    if not (rare or large or scores.get("shared_words", 0.0) > 0) and specific < weight("unspecific", "least"):
        told = "nothing in common that tells it from others of the town and day"
        yield texts.feature("unspecific", weight("unspecific", "points"), told)
    if not any(scores.get(name, 0.0) > 0 for name in PLACING):
        yield texts.feature("unplaced", weight("unspecific", "unplaced"), "no place, name or telling word in common")


_OF_DAYS = frozenset(("date", "weekday", "two_dates"))


def is_silent(judgement: Judgement, *, follows: bool = False) -> bool:
    """Return whether little speaks for one incident and nothing against it but that much is left unsaid.

    `follows` says that one is a later report which names people whom the first news did not know. Its days are often
    those of the arrest, the vigil or the hearing: that they differ tells nothing.
    """
    left_out = _OF_DAYS if follows else frozenset()
    contrary = [f for f in judgement.features if f.score < 0 and f.name in CONTRARY and f.name not in left_out]
    silent = sum(feature.score for feature in contrary) > weight("silent", "against")
    return silent and judgement.score < weight("verdict", "join")


def follows_up(left: Report, right: Report) -> bool:
    """Return whether one of two reports came days after the other and names people, and the other nobody."""
    ours, theirs = left.article.published_at, right.article.published_at
    if ours is None or theirs is None or left.names_somebody == right.names_somebody:
        return False
    named, first = (ours, theirs) if left.names_somebody else (theirs, ours)
    return (named - first).days >= FRESH_DAYS


def _is_round_up(report: Report) -> bool:
    return report.told.main and report.telling.round_up


def constraint(left: Report, right: Report, features: tuple[Feature, ...]) -> Feature | None:
    """Return what makes one incident of the two impossible; None if nothing does.

    Both readings must state it: two places far apart, or days that contradict. Shared victims or one text outweigh
    it: then the reader, not the world, is the likelier to be wrong.
    """
    scores = {feature.name: feature.score for feature in features}
    if left.article.id == right.article.id:
        return texts.feature("one_article", weight("constraint", "points"), "the article itself tells them apart")
    if scores.get("copied", 0) <= 0 and _is_round_up(left) != _is_round_up(right):
        return texts.feature(
            "round_up", weight("constraint", "points"), "one is about several incidents, so about none"
        )
    names = scores.get("shared_names", 0) >= weight("names", "outweighs")
    alike = scores.get("shared_words", 0) >= weight("constraint", "outweighed_by")
    if scores.get("copied", 0) > 0 or scores.get("victims", 0) > 0 or scores.get("persons", 0) > 0:
        return None
    if scores.get("date", 0) <= weight("date", "far") and left.dated_fresh and right.dated_fresh:
        return texts.feature("two_dates", weight("constraint", "points"), "each was news of its own day")
    if names or alike:
        return None
    if scores.get("place", 0) <= weight("place", "far"):
        return texts.feature("two_places", weight("constraint", "points"), "one incident is not in two places")
    if scores.get("date", 0) <= weight("date", "far"):
        return texts.feature("two_dates", weight("constraint", "points"), "the stated days contradict each other")
    return None
