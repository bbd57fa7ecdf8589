"""The order of resolving: traces and copies, judgements, incidents, tallies, statements."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from pipeline.records import Article, Judgement, Reading
from pipeline.resolve import copies
from pipeline.resolve.candidates import by_words
from pipeline.resolve.court import Court
from pipeline.resolve.precedents import Precedents
from pipeline.resolve.protocol import Resolution, State
from pipeline.resolve.remembered import Remembered
from pipeline.resolve.shelf import Shelf
from pipeline.resolve.tallies import changed_tallies
from pipeline.resolve.utterances import KIND, Spoken, judge_oppositions, judge_utterances, statement_groups


def resolve_new(
    state: State, new: Iterable[tuple[Article, Reading]], remembered: Remembered | None = None
) -> Resolution:
    """Return what follows from new (or newly re-read) articles, given all that is stored.

    Call it with as many articles at once as fit in memory: a day's news. The same articles in other portions or in
    another order give the same incidents. Appending the result and calling again with the same articles changes
    nothing. A run of several portions gives the same `remembered` to each: that is faster, and decides nothing.
    """
    given = {article.id: (article, reading) for article, reading in new}
    remembered = Remembered() if remembered is None else remembered
    shelf = Shelf(state, given, remembered)
    fresh = sorted(given)
    traces = copies.traces_of(shelf, fresh)
    dirty = set(fresh) | shelf.index.stepped() | shelf.earlier_versions(fresh)
    remembered.forget(dirty)
    shelf.fetch(dirty)
    alike = by_words(shelf, dirty)
    sketched = copies.by_sketch(shelf, fresh)
    judged = Precedents(state, copies.KIND)
    judged.fetch(dirty)
    copies.judge_copies(shelf, judged, copies.worth_comparing(shelf, alike, sketched))
    families = copies.changed_families(state, shelf, judged, dirty)
    dirty |= {copy.article_id for copy in families}
    court = Court(state, shelf)
    court.hear(dirty, _joined(alike, sketched))
    incidents = court.incidents(dirty)
    said, spoken = Precedents(state, KIND), Spoken(state, given, remembered)
    judge_utterances(state, spoken, given, said)
    groups = statement_groups(state, spoken, given, said)
    opposed = judge_oppositions(spoken, shelf.families, alike, said)
    return Resolution(
        traces=traces,
        profiles=shelf.new_profiles(),
        syndication=tuple(families),
        judgements=(*_in_order(judged), *_in_order(court.precedents), *_in_order(said)),
        incidents=tuple(incidents),
        tallies=tuple(changed_tallies(state, given)),
        statement_groups=tuple(groups),
        opposed=tuple(opposed),
    )


def re_resolve(state: State, reported_incident_ids: Iterable[str]) -> Resolution:
    """Return what follows from judgements that analysts made, changed or withdrew about these reported incidents.

    Nothing is heard again: what the machine judged of the pairs stands.
    """
    shelf = Shelf(state, {}, Remembered())
    dirty = set(state.article_of(sorted(set(reported_incident_ids))).values())
    shelf.fetch(dirty)
    return Resolution(incidents=tuple(Court(state, shelf).incidents(dirty)))


def _joined(alike: Mapping[str, Collection[str]], sketched: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    return {id_: {*alike.get(id_, ()), *sketched.get(id_, ())} for id_ in alike.keys() | sketched.keys()}


def _in_order(precedents: Precedents) -> tuple[Judgement, ...]:
    return tuple(precedents.fresh[pair] for pair in sorted(precedents.fresh))
