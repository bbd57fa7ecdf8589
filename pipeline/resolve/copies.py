"""Finding copies of new articles in the store, and the families that change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, islice

from pipeline.records import Article, Judgement, Syndication
from pipeline.resolve.cluster import Pair, components, pair_of
from pipeline.resolve.marks import profile
from pipeline.resolve.precedents import Precedents, reach
from pipeline.resolve.protocol import State, Trace
from pipeline.resolve.shelf import Shelf
from pipeline.resolve.shingles import packed, sketch
from pipeline.resolve.syndication import KIND, families, judge_copy
from pipeline.vocabulary import Verdict

WORDS_IN_COMMON = 0.4
"""Share of one article's marks that a partial copy holds: a longer paragraph of its own still leaves the names."""

MOST_COPIES = 12
"""So many of those that share most words are laid beside an article: copies of a crowd hang together by their first."""


LAID_TOGETHER = 500
"""Pairs whose profiles are recalled together: few enough that none is forgotten before it is looked at."""


def traces_of(shelf: Shelf, article_ids: Iterable[str]) -> tuple[Trace, ...]:
    """Return what to keep of new articles so that later ones find them."""
    keys = shelf.index.kept_keys()
    return tuple(_trace(shelf.articles[id_], tuple(keys[id_])) for id_ in article_ids)


def _trace(article: Article, keys: tuple[int, ...]) -> Trace:
    return Trace(article.id, profile(article).instant, packed(sketch(article)), keys)


def by_sketch(shelf: Shelf, article_ids: Iterable[str]) -> dict[str, list[str]]:
    """Return for each new article the others, new or stored, that share a band of its sketch."""
    return {id_: shelf.index.sharing_bands(shelf.articles[id_]) for id_ in article_ids}


def worth_comparing(
    shelf: Shelf, alike: Mapping[str, Collection[str]], sketched: Mapping[str, Collection[str]]
) -> set[Pair]:
    """Return the pairs worth laying side by side: a shared sketch band, or most of the marks."""
    pairs = {pair_of(one, other) for one, others in sketched.items() for other in others}
    marks = shelf.marks(chain(alike, *alike.values()))
    for one, others in alike.items():
        ours = set(marks[one])
        sharing = (other for other in others if other in marks and _share_words(ours, marks[other]))
        pairs |= {pair_of(one, other) for other in islice(sharing, MOST_COPIES)}
    return pairs


def _share_words(ours: set[int], theirs: Sequence[int]) -> bool:
    """Return whether two articles share so many marks that one may contain the other."""
    fewer = min(len(ours), len(theirs))
    return fewer > 0 and len(ours.intersection(theirs)) >= WORDS_IN_COMMON * fewer


def judge_copies(shelf: Shelf, precedents: Precedents, pairs: Iterable[Pair]) -> None:
    """Judge which of these pairs are copies, and lay the judgements over the precedents."""
    ordered = sorted(pairs)
    shelf.fetch_articles(chain.from_iterable(ordered))
    for start in range(0, len(ordered), LAID_TOGETHER):
        some = ordered[start : start + LAID_TOGETHER]
        shelf.recall(chain.from_iterable(some))
        for one, other in some:
            here = one in shelf.articles and other in shelf.articles
            judged = judge_copy(shelf.articles[one], shelf.articles[other]) if here else None
            if judged is not None:
                precedents.add(judged)


def changed_families(state: State, shelf: Shelf, precedents: Precedents, dirty: Iterable[str]) -> list[Syndication]:
    """Return the families of the dirty articles and of all that they are linked with; note them on the shelf."""
    reached = reach(precedents, dirty)
    shelf.fetch_articles(reached)
    here = {id_: shelf.articles[id_] for id_ in reached if id_ in shelf.articles}
    links = _links(precedents, here)
    sets = components(here, links)
    of = {id_: position for position, ids in enumerate(sets) for id_ in ids}
    inside: dict[int, list[Judgement]] = {}
    for pair in sorted(links):
        inside.setdefault(of[pair[0]], []).append(links[pair])
    now = [
        copy
        for position, ids in enumerate(sets)
        for copy in families({id_: here[id_] for id_ in ids}, inside.get(position, ()))
    ]
    shelf.families.update({copy.article_id: copy.family for copy in now})
    before = state.syndication_of(here)
    return [copy for copy in now if before.get(copy.article_id) != copy]


def _links(precedents: Precedents, here: Mapping[str, Article]) -> dict[Pair, Judgement]:
    found = {}
    for one in here:
        for other in precedents.partners(one):
            judgement = precedents.judged(one, other)
            if other in here and judgement is not None and judgement.verdict == Verdict.SAME:
                found[pair_of(one, other)] = judgement
    return found


__all__ = ["KIND", "by_sketch", "changed_families", "judge_copies", "traces_of", "worth_comparing"]
