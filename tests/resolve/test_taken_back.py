"""A page rewritten so that nobody was harmed: what its earlier version told no longer stands, and is not lost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest
from msgspec.structs import replace

from pipeline.records import Article, CasualtyClaim, Incident, Reading
from pipeline.vocabulary import Cause, IncidentStatus, Outcome
from tests.resolve.made import Told, article, at, resolved, told
from tests.store.made import claim

PLACE = at("Halden", "US", 31.1, -97.7)
FIRE = "{} people were killed in a fire at the Larkmoor mill in Halden on Monday, police said."


def version(id_: str, text: str, site: str = "paper", version_of: str | None = None) -> Article:
    made = article(id_, text, "2024-05-06T12:00", site=site, version_of=version_of)
    return replace(made, canonical_url=f"https://{site}.example/fire")


def fire(made: Article, killed: int) -> Told:
    return told(made, killed=killed, day="2024-05-06", place=PLACE, cause=Cause.FIRE)


def stating(source: Told, one: CasualtyClaim) -> Told:
    """The article with a claim that its incident rests on."""
    article_, read = source
    incident = replace(read.incidents[0], claim_ids=(one.id,))
    return article_, replace(read, claims=(one,), incidents=(incident,))


def silent(made: Article) -> Told:
    return made, Reading(article_id=made.id, extractor_version="1")


FIRST = fire(version("c", FIRE.format("Four")), 4)
NOBODY = fire(version("b", "Nobody was hurt in a fire at the Larkmoor mill in Halden.", version_of="c"), 0)
CORRECTED = silent(version("b", "The mill in Halden did not burn. An earlier version said so.", version_of="c"))
EMPTIED = silent(version("b", "Subscribe to read about Halden.", version_of="c"))
ELSEWHERE = fire(version("d", FIRE.format("Four"), site="radio"), 4)


def only(given: Sequence[Told]) -> Incident:
    (incident,) = (one for one in resolved([given]).incidents.values() if one.members)
    return incident


@pytest.mark.parametrize("later", [NOBODY, CORRECTED], ids=["says so", "corrects"])
def test_what_the_page_takes_back_no_longer_stands(later: Told) -> None:
    incident = only([FIRST, later])
    assert incident.status is IncidentStatus.RETRACTED
    assert incident.killed is None or incident.killed.best == 0
    assert f"rep_{FIRST[0].id}" in incident.members


def test_another_outlet_that_tells_it_is_heard_on() -> None:
    incident = only([FIRST, NOBODY, ELSEWHERE])
    assert incident.killed is not None
    assert incident.killed.high == 4
    assert incident.status is not IncidentStatus.RETRACTED


def test_a_page_that_lost_its_text_takes_nothing_back() -> None:
    incident = only([FIRST, EMPTIED])
    assert incident.killed is not None
    assert (incident.killed.best, incident.status) == (4, IncidentStatus.PROVISIONAL)


def test_a_third_version_that_tells_it_again_restores_it() -> None:
    again = fire(version("a", FIRE.format("Four"), version_of="b"), 4)
    incident = only([FIRST, CORRECTED, again])
    assert incident.killed is not None
    assert (incident.killed.best, incident.status) == (4, IncidentStatus.PROVISIONAL)


@pytest.mark.parametrize("later", [NOBODY, CORRECTED], ids=["says so", "corrects"])
def test_the_order_of_arrival_does_not_matter(later: Told) -> None:
    given = [FIRST, later, ELSEWHERE]
    at_once = resolved([given]).incidents
    for order in permutations(given):
        standing = {id_: one for id_, one in resolved([[one] for one in order]).incidents.items() if one.members}
        assert standing == at_once


@pytest.mark.parametrize(
    "words",
    [
        "The toll in the Halden fire is three, not four: police",
        "Police revised the toll of the Halden fire from four to three.",
    ],
)
def test_a_count_that_a_report_calls_wrong_no_longer_stands(words: str) -> None:
    later = replace(article("e", words, "2024-05-08T12:00", site="gazette"), canonical_url="https://gazette.example/e")
    incident = only([FIRST, ELSEWHERE, fire(later, 3)])
    assert incident.killed is not None
    assert (incident.killed.best, incident.killed.high) == (3, 3)


def test_what_was_taken_back_points_to_what_the_page_says_now() -> None:
    plain = claim(FIRST[0], best=4, words="people")
    old = replace(plain, id="clm_old")
    new = replace(plain, id="clm_new", article_id=NOBODY[0].id, outcome=Outcome.INJURED)
    entries = {
        entry.claim_id: entry.superseded_by for entry in only([stating(FIRST, old), stating(NOBODY, new)]).history
    }
    assert entries == {"clm_old": "clm_new", "clm_new": None}
