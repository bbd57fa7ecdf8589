"""Time expressions -> days, relative to an article published on Wednesday 10 May 2023 at noon."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.understand.passage import Sentence
from pipeline.understand.time import TimeMention, find_times
from pipeline.vocabulary import DatePrecision, TextField

PUBLISHED = datetime(2023, 5, 10, 12, tzinfo=UTC)


def times(text: str, published: datetime | None = PUBLISHED) -> tuple[TimeMention, ...]:
    return find_times(Sentence(TextField.TEXT, 0, 0, 0, len(text), text), published)


def told(mention: TimeMention) -> str:
    start, end = (str(day) if day else "" for day in (mention.time.start, mention.time.end))
    return f"{mention.kind} {start}" if start == end else f"{mention.kind} {start}..{end}"


POINTS = {
    "The bomb went off on Tuesday.": "point 2023-05-09",
    "Police said Wednesday that two men had died.": "point 2023-05-10",
    "Early on Sunday gunmen stormed the village.": "point 2023-05-07",
    "Friday's attack left two dead.": "point 2023-05-05",
    "The crash happened around 2.30pm on Saturday.": "point 2023-05-06",
    "At 3 a.m. Sunday, a fire broke out.": "point 2023-05-07",
    "Three died on 3 March.": "point 2023-03-03",
    "On Jan. 5, a bus left the road.": "point 2023-01-05",
    "On Dec. 30, a bus left the road.": "point 2022-12-30",
    "On June 12, 2021, the maps were handed over.": "point 2021-06-12",
    "It was the 3rd of May 2019 when the dam burst.": "point 2019-05-03",
    "On Tuesday, April 4, a gunman opened fire.": "point 2023-04-04",
    "On 2022-04-15 a bus overturned.": "point 2022-04-15",
    "On 15/04/2022 a bus overturned.": "point 2022-04-15",
    "The attack two days ago killed five.": "point 2023-05-08",
    "Six hours ago a shell hit the market.": "point 2023-05-10",
    "Five were shot yesterday morning.": "point 2023-05-09",
    "Two climbers fell this morning.": "point 2023-05-10",
    "On Christmas Eve a fire killed three.": "point 2022-12-24",
    "The drill will be held next Friday.": "point 2023-05-12",
    "They will be buried tomorrow.": "point 2023-05-11",
    "Shells fell overnight on the suburb.": "point 2023-05-09..2023-05-10",
    "The bridge fell six years ago.": "point 2017-01-01..2017-12-31",
}
PERIODS = {
    "It happened last month in Kabul.": "period 2023-04-01..2023-04-30",
    "In 2023, mines hurt 58 people.": "period 2023-01-01..2023-12-31",
    "In May, two deminers died.": "period 2023-05-01..2023-05-31",
    "In December, two deminers died.": "period 2022-12-01..2022-12-31",
    "The war began in February last year.": "period 2022-02-01..2022-02-28",
    "In the past decade more than 300 have died.": "period 2013-05-10..2023-05-10",
    "Over the past two weeks, ten have died.": "period 2023-04-26..2023-05-10",
    "In the last 24 hours, 15 were killed.": "period 2023-05-09..2023-05-10",
    "In the past few days dozens have fled.": "period ..2023-05-10",
    "So far this year 12 miners have died.": "period 2023-01-01..2023-05-10",
    "This year alone, 30 have drowned.": "period 2023-01-01..2023-05-10",
    "Between May and July 2022 floods killed 40.": "period 2022-05-01..2022-07-31",
    "From January to April, twelve died.": "period 2023-01-01..2023-04-30",
    "Between 3 and 5 March, snow closed the pass.": "period 2023-03-03..2023-03-05",
    "Storms on March 8-10 killed two.": "period 2023-03-08..2023-03-10",
    "Over the weekend three people drowned.": "period 2023-05-06..2023-05-07",
    "In the 1990s thousands were killed.": "period 1990-01-01..1999-12-31",
    "The 2011 earthquake killed 15,000.": "period 2011-01-01..2011-12-31",
    "The 1992-95 war cost 100,000 lives.": "period 1992-01-01..1995-12-31",
    "In the spring of 2017 he was shot.": "period 2017-01-01..2017-12-31",
    "Last summer heat killed 40.": "period 2022-05-10..2023-05-10",
    "In the first six months of 2022, 50 died.": "period 2022-01-01..2022-06-30",
    "In the last quarter of 2022, 50 died.": "period 2022-10-01..2022-12-31",
    "In the year to March 2023, 140 inmates died.": "period 2022-04-01..2023-03-31",
    "By late March, 300 were dead.": "period ..2023-03-31",
    "Until 2019, the camp held 900 people.": "period ..2019-12-31",
    "During the war 30,000 died.": "period ",
}
SINCE = {
    "Since the end of the war there have been 342 casualties.": "since ..2023-05-10",
    "Since the end of the 2020 war there have been 342 casualties.": "since 2020-01-01..2023-05-10",
    "Since November 2020, 65 have died.": "since 2020-11-01..2023-05-10",
    "Since 2014, 14,000 people have been killed.": "since 2014-01-01..2023-05-10",
    "Twenty have died since Monday.": "since 2023-05-08..2023-05-10",
    "More than 100 have been killed since the Taliban takeover in August 2021.": "since 2021-08-01..2023-05-10",
    "Since October 7, schools have been shut.": "since 2022-10-07..2023-05-10",
    "Since early January nine miners have died.": "since 2023-01-01..2023-05-10",
    "Since then, two more have died.": "since ..2023-05-10",
}
DURATIONS = {
    "It was the second such attack in a week.": "duration ",
    "He was the first to die in more than two decades.": "duration ",
}
EXAMPLES = {**POINTS, **PERIODS, **SINCE, **DURATIONS}

DECOYS = [
    "The toll rose to 2011 people.",
    "A total of 2000 were evacuated.",
    "A survey of 1709 schoolchildren was published.",
    "Pilgrims keep a 2000 year old tradition.",
    "Prime Minister May said nobody was hurt.",
    "They may march to the square, and troops march too.",
    "The Sunday Times reported three deaths.",
    "Shops were stormed on Black Friday.",
    "Every Friday thousands pray there.",
    "The 12-year-old boy lost a leg.",
    "He was jailed for a second time.",
    "Bus 2020 ran over a cyclist, costing $2023.50.",
    "Sun damage killed the crops.",
    "The April family lost three members.",
    "A sat phone and a mar were found by the dec.",
    "He died of his wounds a week later.",
]


@pytest.mark.parametrize("text", EXAMPLES)
def test_days_of_one_expression(text: str) -> None:
    assert [told(mention) for mention in times(text)] == [EXAMPLES[text]]


@pytest.mark.parametrize("text", DECOYS)
def test_no_time_in_words_that_look_like_one(text: str) -> None:
    assert times(text) == ()


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_words_are_the_slice(text: str) -> None:
    for mention in times(text):
        assert mention.time.as_stated == text[mention.start : mention.end]
        assert mention.time.span is not None and mention.time.span.text == mention.time.as_stated


@pytest.mark.parametrize("text", ["It fell on Tuesday.", "In the past decade 30 died.", "Two days ago.", "On 3 March."])
def test_without_publication_nothing_is_invented(text: str) -> None:
    (mention,) = times(text, None)
    assert (mention.time.start, mention.time.end) == (None, None)


def test_without_publication_full_dates_stand() -> None:
    (mention,) = times("On 3 March 2021 it fell.", None)
    assert mention.time.start == mention.time.end == date(2021, 3, 3)


def test_several_in_one_sentence() -> None:
    found = [told(m) for m in times("Forty drowned last year and two on Monday night, 9 more than in 2019.")]
    assert found == ["period 2022-01-01..2022-12-31", "point 2023-05-08", "period 2019-01-01..2019-12-31"]


def test_a_day_that_could_be_read_two_ways_gives_its_year_only() -> None:
    assert told(times("The bus fell on 05/03/2022.")[0]) == "point 2022-01-01..2022-12-31"


def test_the_thirtieth_of_february_is_no_day() -> None:
    assert not any(mention.time.start for mention in times("On 30 February they met."))


@given(st.text(alphabet=st.sampled_from("since the past 12 20 March May Monday 2011 -–,.'s ago in"), max_size=60))
def test_any_words_give_ordered_days(text: str) -> None:
    for mention in times(text):
        assert text[mention.start : mention.end]
        if mention.time.start and mention.time.end:
            assert mention.time.start <= mention.time.end


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Two people died there on 29 February 2020.", date(2020, 2, 29)),
        ("Two people died there on Sept. 3rd, 2021.", date(2021, 9, 3)),
        ("Two people died there on 04.15.2021.", date(2021, 4, 15)),
        ("Two people died there on 15.04.2021.", date(2021, 4, 15)),
    ],
)
def test_full_dates_are_days(text: str, day: date) -> None:
    assert [mention.time.start for mention in times(text)] == [day]


@pytest.mark.parametrize("text", ["Two died on 31 April 2021.", "Two died on 29 February 2021.", "Two on 00.05.2021."])
def test_there_is_no_such_day(text: str) -> None:
    assert all(mention.time.precision is not DatePrecision.DAY for mention in times(text))
