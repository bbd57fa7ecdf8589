"""The incidents an article tells of: the one it is about first, and others of the background."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.understand.background.other_days import ANOTHER_WEEKDAY
from pipeline.understand.context import backgrounds
from pipeline.understand.figure import Figure
from pipeline.understand.toll.chosen import opens
from pipeline.vocabulary import Assertion, Outcome, Scope

MOURNED, MOURNED_THERE = "remembered", "slain_friend"
LONG_AGO = frozenset({"years_before", "dated_event", "month"})
BEFORE = LONG_AGO | {"days_earlier", MOURNED}
SOON = 6  # sentences
CLAIMING = frozenset({"claimed", "claims", "claim", "alleged", "boasted"})  # what the opening says is denied
COUNTED_OUTCOMES = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.MISSING, Outcome.KILLED_OR_INJURED})


def grouped(
    figures: Sequence[Figure],
    elsewhere: frozenset[int] = frozenset(),
    referred: frozenset[int] = frozenset(),
    *,
    title_tells_of_death: bool = False,
    recalled: bool = False,
    abroad: Mapping[int, int] | None = None,
) -> tuple[list[Figure], list[list[Figure]]]:
    """Return the figures of the main incident (empty if there is none) and those of each incident of the background.

    `elsewhere` holds the numbers of figures that are told of another place, `referred` those of an attack that the
    report only goes back to; `title_tells_of_death` says that the
    headline names a death that it does not count ("inquest into scaffolder's fatal fall"), `recalled` that the article
    only goes back to harm of another event, in which case it has no incident of its own; `abroad` holds the paragraphs
    of figures told of other countries, each an event of its own. Only affirmed figures of
    single incidents take part: a cumulative figure is never an incident's toll.
    """
    # What headline or first sentence tell is what the article is about, however long ago it was.
    denied = {(f.outcome, f.bounds) for f in figures if f.assertion is Assertion.DENIED and f.sentence.leads}
    away = [f for f in figures if f.number in referred and f.scope is Scope.INCIDENT]
    own = [
        f
        for f in figures
        if f.number not in referred
        and f.assertion is Assertion.AFFIRMED
        and f.scope is Scope.INCIDENT
        and f.outcome in COUNTED_OUTCOMES
        and not ((f.outcome, f.bounds) in denied and not CLAIMING.isdisjoint(f.clause.words))
    ]
    if recalled:
        return [], _by_neighbourhood(sorted([*own, *away], key=lambda f: f.number), abroad or {})
    headlines = {(f.outcome, f.bounds) for f in own if f.in_title and not f.background}
    headlines |= {(Outcome.KILLED, f.bounds) for f in own if f.in_title and f.mention.word.struck}  # "shot unarmed man"
    apart = {f.number for f in own if f.background or f.number in elsewhere}
    # A court's lead dates what the headline tells: "wall that killed three", "killed three pupils in March 2023".
    again = [f for f in own if f.sentence.first and (f.outcome, f.bounds) in headlines and not _is_outdone(f, own)]
    apart -= {f.number for f in again if f.aside != MOURNED_THERE}
    apart -= _told_by_title(own)
    apart |= {f.number for f in own if f.whole in apart}
    apart |= _protested_again(own, apart)
    main = [f for f in own if f.number not in apart]
    others = [f for f in own if f.number in apart]
    prominent = [f for f in others if (f.in_title or f.sentence.first) and not f.commemorated and not _is_aside(f)]
    opening = [f for f in main if f.in_title or f.sentence.leads]
    # "A clerk killed in a 2012 robbery ... Ana Ruiz, 44, was shot": single people go on with what opens the article.
    if prominent and not any(
        f.in_title or f.sentence.first or (f.counted and not f.groups[0].partitive) for f in opening
    ):
        told = {f.aside for f in prominent}
        own = [
            f
            for f in others
            if f in prominent or (not _is_aside(f) and (opens(f) or f.aside in told or f.aside is None))
        ]
        main = sorted([*main, *own], key=lambda f: f.number)
        others = [f for f in others if f not in own]
    promoted = _told_after(main, others, title_tells_of_death=title_tells_of_death)
    main = sorted([*main, *promoted], key=lambda f: f.number)
    others = [f for f in others if f not in promoted]
    return main, _by_neighbourhood(sorted([*others, *away], key=lambda f: f.number), abroad or {})


def _is_outdone(figure: Figure, own: Sequence[Figure]) -> bool:
    """Whether the main clause counts as many: "A day after four policemen were shot, at least four guards were"."""
    same = (f for f in own if f.sentence is figure.sentence and f.outcome is figure.outcome and f is not figure)
    return figure.background and any(not f.background and f.bounds[1] == figure.bounds[1] for f in same)


def _protested_again(own: Sequence[Figure], apart: set[int]) -> set[int]:
    """Return who is told of again as killed, of those whose killing headline or lead tell a protest against."""
    protested = [f for f in own if f.number in apart and f.aside == "protested" and (f.in_title or f.sentence.first)]
    deaths = [f for f in own if f.outcome is Outcome.KILLED and not (f.in_title or f.sentence.first)]
    bounds = {f.bounds for f in protested if f.outcome is Outcome.KILLED}
    return {f.number for f in deaths if f.bounds in bounds and f.sentence.leads}


def _told_after(main: list[Figure], others: list[Figure], *, title_tells_of_death: bool) -> list[Figure]:
    """Return the figures of the background that a vigil, an inquest, a court or a tribute is held because of."""
    mourned = [f for f in others if f.aside == MOURNED]
    if mourned and not any(f.outcome is Outcome.KILLED or opens(f) for f in main):
        return mourned
    deaths = [f for f in others if f.outcome is Outcome.KILLED]
    if main and all(f.in_title and f.mention.rule == "prenominal" for f in main):  # "players remember slain teammate"
        return [f for f in deaths if f.bounds == main[0].bounds and f.aside in BEFORE][:1]
    if title_tells_of_death and not any(f.outcome is Outcome.KILLED for f in main):
        return [f for f in deaths if f.sentence.rank <= SOON and f.aside in LONG_AGO][:1]
    return []


def _told_by_title(own: Sequence[Figure]) -> set[int]:
    """Return the first sentence's count of a deed long ago whose headline tells of one: "Widow of worker killed"."""
    titles = [f for f in own if f.in_title and not f.background and f.outcome is Outcome.KILLED]
    first = [f for f in own if f.sentence.first and f.outcome is Outcome.KILLED]
    fits = len(titles) == len(first) == 1 and first[0].aside in LONG_AGO and not titles[0].counted
    return {first[0].number} if fits and (first[0].bounds[1] or 0) >= 1 else set()


def _is_aside(figure: Figure) -> bool:
    """Whether the words say that another event is only compared or protested against."""
    return figure.aside == ANOTHER_WEEKDAY or figure.aside in backgrounds("aside")


def _by_neighbourhood(figures: Sequence[Figure], abroad: Mapping[int, int]) -> list[list[Figure]]:
    """Part background figures into incidents: those of one sentence, or of one country's paragraph, belong together."""
    groups: list[list[Figure]] = []
    for figure in figures:
        last = groups[-1][-1] if groups else None
        country = abroad.get(figure.number)
        goes_on = last is not None and country is not None and abroad.get(last.number) == country
        if last is not None and (figure.sentence.index == last.sentence.index or goes_on):
            groups[-1].append(figure)
        else:
            groups.append([figure])
    return groups
