"""Look-alike incidents told apart by what the texts say, with nothing read but the texts."""

from __future__ import annotations

from tests.resolve.made import Told, article, groups, resolved, told

OAK_1 = article(
    "oak1",
    "A 23-year-old man was shot and killed Saturday night on Oak Street in Dunmore, police said. Officers called to "
    "the 800 block of Oak Street about 11:20 p.m. found Terrell Whitcomb with gunshot wounds to the chest. He was "
    "pronounced dead at Saint Brendan Hospital. Anyone with information may call the Dunmore Tip Line at 555-0142.",
    "2016-04-10T08:00:00",
    site="dunmore-herald",
)
OAK_2 = article(
    "oak2",
    "Police have identified the man found shot in Dunmore over the weekend as Terrell Whitcomb, 23. Whitcomb died at "
    "Saint Brendan Hospital after the shooting in the 800 block of Oak Street, a spokeswoman said on Monday.",
    "2016-04-11T15:00:00",
    site="channel-six",
)
ELM_1 = article(
    "elm1",
    "One man is dead after a shooting Sunday night on Elm Avenue in Dunmore, police said. Officers called to the 1400 "
    "block of Elm Avenue about 9:45 p.m. found Andre Pelletier, 31, with gunshot wounds to the head. Anyone with "
    "information may call the Dunmore Tip Line at 555-0142.",
    "2016-04-11T07:30:00",
    site="dunmore-herald",
)
ELM_2 = article(
    "elm2",
    "Andre Pelletier, the 31-year-old killed on Elm Avenue in Dunmore on Sunday, was a father of two, his mother said. "
    "A suspect, Kyle Osterman, 27, turned himself in on Tuesday.",
    "2016-04-12T18:00:00",
    site="channel-six",
)
NEWS: list[Told] = [told(source) for source in (OAK_1, OAK_2, ELM_1, ELM_2)]
EXPECTED = {frozenset({"oak1", "oak2"}), frozenset({"elm1", "elm2"})}


def test_two_shootings_in_one_town_on_successive_nights_are_two():
    assert groups(resolved([NEWS]).incidents.values()) == EXPECTED


def test_one_article_a_night_gives_the_same():
    assert groups(resolved([[one] for one in reversed(NEWS)]).incidents.values()) == EXPECTED


def test_running_again_changes_nothing():
    state = resolved([NEWS])
    before = dict(state.incidents)
    from pipeline.resolve import resolve_new

    again = resolve_new(state, NEWS)
    assert (again.incidents, again.judgements, again.syndication) == ((), (), ())
    state.append(again)
    assert state.incidents == before


def test_reasons_are_given_in_words():
    state = resolved([NEWS])
    [judgement] = [
        found
        for found in state.judgements_about(["rep_oak1"], kind="incident")
        if {found.left, found.right} == {"rep_oak1", "rep_oak2"}
    ]
    reasons = {feature.name: feature.reason for feature in judgement.features}
    assert "terrell whitcomb" in reasons["shared_names"]
    assert reasons["published"] == "published 1 days apart"
