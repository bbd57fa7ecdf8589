"""What a local story tells besides names: hours, towns, circumstances, whose age, which day."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.records import Span
from pipeline.resolve.circumstances import circumstances, told_in
from pipeline.resolve.hours import apart, apart_on, hours
from pipeline.resolve.marks import named_days
from pipeline.resolve.tellings import is_of_news, telling_of
from pipeline.resolve.towns import homes, of_public_bodies, towns, without_lead
from pipeline.vocabulary import TextField
from tests.resolve.made import article


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("It happened just before 1:30 a.m. Sunday. He died.", [(1.0, 2.0)]),
        ("Officers were called about 10 p.m. Friday night.", [(21.5, 22.5)]),
        ("A man was shot early Sunday.", [(0.0, 7.0)]),
        ("A man was shot late Saturday.", [(20.0, 26.0)]),
        ("The overnight fire", [(22.0, 30.0)]),
        ("A vigil is planned for 7 p.m. Monday.", []),
        ("She died at 2:12 a.m. at the hospital.", []),
        ("Nothing is said of the hour.", []),
    ],
)
def test_hours(text: str, spans: list[tuple[float, float]]):
    assert [(part.first, part.last) for part in hours(text)] == spans


@pytest.mark.parametrize(
    ("ours", "theirs", "days", "gap"),
    [
        ("He was shot late Saturday.", "He was shot early Sunday.", 1, 0.0),
        ("He was shot early Saturday.", "He was shot early Sunday.", 1, 17.0),
        ("at 6:45 p.m.", "at 1:30 a.m.", 0, 16.25),
        ("at 6:45 p.m.", "nothing", 0, None),
    ],
)
def test_hours_apart_on_days(ours: str, theirs: str, days: int, gap: float | None):
    assert apart_on(hours(ours), hours(theirs), days) == gap


def test_hours_apart_go_round_the_clock():
    assert apart(hours("at 11:30 p.m."), hours("at 12:15 a.m.")) == 0.0
    assert apart(hours("at 6 a.m."), hours("at 6 p.m.")) == 11.0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("COLFAX, Ohio (WNVT) -- A man died.", ["colfax"]),
        ("A man died in Port Halden's North End.", ["port halden"]),
        ("An arrest was made in Fairley's death.", []),
        ("A man was charged in the Cormier killing.", []),
        ("A fire in Caddo Parish", []),
        ("Wexley police said so.", ["wexley"]),
        ("on Wexley's far north side", ["wexley"]),
        ("He turned his life around\nJerome Tillman had a job", []),
    ],
)
def test_towns(text: str, found: list[str]):
    assert list(towns(text)) == found


def test_where_people_are_from_is_no_scene():
    text = "Ann Dow, 24, of Keithville, died. A Wexley man was held."
    assert sorted(homes(text)) == ["keithville", "wexley"]
    assert not list(towns(text))


def test_leads_and_public_bodies_are_set_apart():
    assert without_lead("COLFAX, Ohio (WNVT) -- A man died (KPTV).").split() == ["A", "man", "died", "."]
    assert of_public_bodies("taken to Saint Brendan Hospital in Caddo Parish") == {"saint", "brendan", "caddo"}


def test_circumstances():
    told = {one.name for one in told_in("A clerk was shot in a robbery at a gas station; a motorcyclist saw it.")}
    assert told == {"clerk", "robbery", "gas station", "motorcycle"}
    assert not told_in("A man was shot in the city.")


def test_every_circumstance_is_sound():
    names = [one.name for one in circumstances()]
    assert len(names) == len(set(names))
    assert all(0 < one.worth <= 1.5 and one.pattern.search("") is None for one in circumstances())


def test_ages_of_the_accused_are_no_victims():
    told = telling_of(article("a", "Ray Teague, 51, was stabbed. Police arrested Ann Dorr, 47, at the scene."))
    assert told.ages == {51, 47}
    assert told.ages_of_victims == {51}


@pytest.mark.parametrize(
    ("text", "day", "news"),
    [
        ("A man was shot and killed Sunday, police said.", "Sunday", False),
        ("The cause was a heater, the department said Tuesday.", "Tuesday", True),
        ("Detectives arrested a man on Tuesday in the April killing.", "Tuesday", True),
        ("Police identified the man killed Friday as Lamont Fairley.", "Friday", False),
        ("On Friday a man was stabbed.", "Friday", False),
    ],
)
def test_days_of_news(text: str, day: str, *, news: bool):
    start = text.index(day)
    span = Span(field=TextField.TEXT, start=start, end=start + len(day), text=day)
    assert is_of_news(article("a", text), span) is news


def test_days_named():
    text = "He was shot Saturday, police said Monday. The April 2 shooting was the first; it was on May 40."
    assert {str(day) for day in named_days(article("a", text, "2017-04-17T12:00:00"))} == {"2017-04-15", "2017-04-02"}
    assert not named_days(article("a", text))


@pytest.mark.parametrize(
    ("title", "text", "round_up"),
    [
        ("Three separate shootings in Halden in one night", "Police were busy.", True),
        ("Weekend violence", "Halden police responded to three separate shootings between Saturday and Sunday.", True),
        ("Two people shot in separate overnight incidents", "A woman was hit in the foot.", True),
        ("Four shootings in 12 hours keep Dunmore officers busy", "It began at noon.", True),
        ("Gardaí investigate two stabbings in Cork within an hour", "Nobody was killed.", True),
        ("Man dies, woman hurt in unrelated shootings", "Both were in Wexley.", True),
        ("Five dead on the roads of Limpopo", "Five people died in three crashes on Sunday.", True),
        ("Several house fires leave families homeless", "Two fires in Leeds were set on purpose.", True),
        (
            "Man killed in Halden shooting",
            "It was one of three shootings in the city overnight.",
            False,
        ),
        ("Victim of the second of two shootings in Wexley is named", "He was 31.", False),
        ("Two killed in shooting on Hill Road", "Two men died.", False),
        ("Mother wants answers after two shootings on her street", "Her son was shot on Friday.", False),
        ("Four killings shake a farm in Natal", "A family of four was found dead.", False),
        ("Man shot", "A man was shot. " + "He is stable. " * 20 + "There were three separate shootings.", False),
    ],
)
def test_round_ups_are_told_from_single_stories(title: str, text: str, round_up: bool):
    assert telling_of(replace(article("a", text), title=title)).round_up is round_up
