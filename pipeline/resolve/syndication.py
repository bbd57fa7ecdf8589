"""Copies of one report: which article is a copy of which, how much of it, and the families that follow.

A family counts as one independent source. It is a star: all its members are copies of its leader, the earliest
published. Chains would let a round-up that quotes two agencies make one source of both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime

from pipeline.records import Article, Feature, Judgement, Syndication, stable_id
from pipeline.resolve.marks import AGE, CLOCK, NAME, STREET, profile
from pipeline.resolve.memo import Memo
from pipeline.resolve.protocol import MACHINE
from pipeline.resolve.shingles import containments, shingles
from pipeline.vocabulary import Verdict

KIND = "syndication"

COPIED_SHARE = 0.6
"""Above it two texts were not written apart: independent reports of one event share under 0.2 of their 5-word runs."""

COPIED_SHARE_CREDITED = 0.35
"""Enough where both credit the same agency: a rewritten head over agency paragraphs."""

MOST_ADDED = 4.0
"""A text this many times as long as the other is a round-up that quotes it, not a copy."""

FEWEST_SHINGLES = 25
"""Shorter texts (a flash, a caption) repeat by chance; only equal ones are copies."""

WITHIN_DAYS = 7
"""Copies appear within days; the same words weeks later are a form that a desk fills in."""

_NEVER = datetime.max.replace(tzinfo=UTC)


def judge_copy(first: Article, second: Article) -> Judgement | None:
    """Return the judgement that one article copies the other; None if nothing speaks for it.

    Two versions of one page are one source as well.
    """
    left, right = sorted((first, second), key=lambda article: article.id)
    features = tuple(_evidence(left, right))
    if not features:
        return None
    return Judgement(
        id=stable_id("jud", KIND, left.id, right.id, MACHINE, features),
        kind=KIND,
        left=left.id,
        right=right.id,
        verdict=Verdict.SAME,
        score=round(sum(feature.score for feature in features), 3),
        features=features,
        decided_by=MACHINE,
    )


def _evidence(left: Article, right: Article) -> Iterator[Feature]:
    if left.canonical_url and left.canonical_url == right.canonical_url:
        yield Feature(name="versions", score=1.0, reason="two versions of one page")
    ours, theirs = shingles(left), shingles(right)
    if min(len(ours), len(theirs)) < FEWEST_SHINGLES:
        if ours and left.text.split() == right.text.split():
            yield Feature(name="copied", score=1.0, reason="the same short text")
        return
    of_left, of_right = containments(ours, theirs)
    agency = left.agency if left.agency and left.agency == right.agency else None
    if max(of_left, of_right) >= (COPIED_SHARE_CREDITED if agency else COPIED_SHARE) and (
        max(len(ours), len(theirs)) <= MOST_ADDED * min(len(ours), len(theirs)) and not _filled_in_anew(left, right)
    ):
        yield Feature(name="copied", score=round(max(of_left, of_right), 3), reason=_words(of_left, of_right))
        if agency:
            yield Feature(name="agency", score=0.2, reason=f"both credit {agency}")


def _filled_in_anew(left: Article, right: Article) -> bool:
    """Return whether two texts look like one form filled in for two incidents: other ages, streets or hours, or weeks
    between them.
    """
    ours, theirs = profile(left), profile(right)
    if ours.published and theirs.published and abs((ours.published - theirs.published).days) > WITHIN_DAYS:
        return True
    for kind in (AGE, STREET, CLOCK, NAME):
        one, other = ours.of(kind), theirs.of(kind)
        if one and other and not one & other:
            return True
    return False


def _words(of_left: float, of_right: float) -> str:
    return f"{of_left:.0%} of the first text stands in the second, {of_right:.0%} of the second in the first"


def families(articles: Mapping[str, Article], copies: Iterable[Judgement]) -> list[Syndication]:
    """Return the family of each of the articles, by article id. `copies` are the judgements that say 'same'.

    Articles are taken in order of publication (undated last): each leads those not yet led that are its copies.
    """
    linked: dict[str, set[str]] = {id_: set() for id_ in articles}
    for judgement in copies:
        if judgement.left in linked and judgement.right in linked:
            linked[judgement.left].add(judgement.right)
            linked[judgement.right].add(judgement.left)
    return sorted(_stars(articles, linked), key=lambda copy: copy.article_id)


def _stars(articles: Mapping[str, Article], linked: Mapping[str, Collection[str]]) -> Iterator[Syndication]:
    left = set(articles)
    for leader in sorted(articles.values(), key=order_of_publication):
        if leader.id not in left:
            continue
        left.discard(leader.id)
        yield Syndication(article_id=leader.id, family=leader.id)
        for id_ in sorted(left.intersection(linked[leader.id])):
            left.discard(id_)
            share = _share_of(articles[id_], leader)
            yield Syndication(article_id=id_, family=leader.id, matched_article=leader.id, share=share)


_SHARES: Memo[float] = Memo(100_000)


def _share_of(copy: Article, leader: Article) -> float:
    """Return how much of a copy stands in its leader. Kept: a family is made anew with each copy that comes."""
    asked = hash((copy, leader))
    if (share := _SHARES.get(asked)) is None:
        share = round(containments(shingles(copy), shingles(leader))[0], 4)
        _SHARES.keep(asked, share)
    return share


def told_at(article: Article) -> datetime | None:
    """Return when an article said what it says: a later version when it was changed; None if undated."""
    if article.version_of is not None and article.modified_at is not None and article.published_at is not None:
        return max(article.modified_at, article.published_at)
    return article.published_at


def order_of_publication(article: Article) -> tuple[datetime, bool, str]:
    """Return the key that sorts articles by when they said it, undated last, a page before its new version, then by id.

    Most outlets change a page and leave its date as it was.
    """
    return told_at(article) or _NEVER, article.version_of is not None, article.id


def ages(articles: Iterable[Article]) -> dict[str, int]:
    """Return by id how many versions of its page came before each article: 0 for the first, 1 for the second."""
    given = {article.id: article for article in articles}
    return {id_: _age(article, given) for id_, article in given.items()}


def _age(article: Article, given: Mapping[str, Article]) -> int:
    age, before = 0, article.version_of
    while before is not None and age <= len(given):
        age += 1
        earlier = given.get(before)
        before = earlier.version_of if earlier is not None else None
    return age
