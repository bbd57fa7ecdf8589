"""A whole article: two officials of one government say different things, a president asks for more."""

from __future__ import annotations

from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.records import Article, Statement
from pipeline.understand.components import passage_of
from pipeline.understand.reader import Reader
from pipeline.understand.statements import read_statements
from pipeline.vocabulary import CueClass, StatementMode

ARTICLE = """Torvia has not handed over its charts of the sea mines, and fishing boats go on sinking. \
Torvian Prime Minister Anders Lindqvist at first declared the delivery of every chart, whereas Foreign Minister \
Maja Orlov later took another line, hinting that Torvia may hold further records.

In March 2022, Prime Minister Lindqvist announced the delivery of all charts to Kalmia. However, Foreign Minister \
Orlov recently suggested the possibility of sending more charts. This statement casts doubt on earlier promises.

According to official statistics, 31 fishermen were killed or injured by mines in 2023.

President Kasimir Holt has emphasised the years of work that clearing will take. The growing number of wrecks \
underlines the urgency of the matter. President Holt has criticised the poor quality of the charts."""


@cache
def reader() -> Reader:
    return Reader()


def read(text: str, title: str = "") -> tuple[Statement, ...]:
    article = Article(id="art_1", url="", canonical_url="", site="s", title=title, text=text, content_hash="0")
    return read_statements(reader().prepare(article))


def test_six_statements_with_names_and_offices() -> None:
    found = [(s.speaker.name, s.speaker.role, s.cue) for s in read(ARTICLE) if s.speaker]
    assert found == [
        ("Anders Lindqvist", "prime minister", "declared"),
        ("Maja Orlov", "foreign minister", "hinting"),
        ("Anders Lindqvist", "prime minister", "announced"),
        ("Maja Orlov", "foreign minister", "suggested"),
        ("Kasimir Holt", "president", "emphasised"),
        ("Kasimir Holt", "president", "criticised"),
    ]


def test_all_of_them_are_official_with_a_rule() -> None:
    for statement in read(ARTICLE):
        assert statement.speaker is not None
        assert statement.speaker.official is True
        assert statement.speaker.official_rule


def test_words_are_the_articles_own() -> None:
    second = read(ARTICLE)[1]
    assert second.content == "Torvia may hold further records"
    assert (second.mode, second.cue_class) == (StatementMode.INDIRECT, CueClass.SUGGEST)
    assert ARTICLE[second.spans[0].start : second.spans[0].end] == second.content


def test_topics_put_statements_on_one_matter_side_by_side() -> None:
    about = [s.topics for s in read(ARTICLE)]
    assert sum("chart" in " ".join(topics) for topics in about) >= 4


def test_ids_are_stable_and_distinct() -> None:
    first, second = read(ARTICLE), read(ARTICLE)
    assert first == second
    assert len({s.id for s in first}) == len(first)


def test_headline_and_text_both_speak() -> None:
    found = read("The mayor said the dam was safe.", title="Dam is safe, says mayor")
    assert [s.sentence.field.value for s in found] == ["title", "text"]


def test_component_fills_the_document() -> None:
    nlp = reader()._nlp
    doc = nlp('The mayor said the dam was safe. "Rain is coming," he added.')
    read_from_component = read_statements(passage_of(doc))
    assert [s.cue for s in read_from_component] == ["said", "added"]


def test_component_is_registered_under_its_name() -> None:
    from spacy.language import Language

    assert Language.has_factory("tollwatch_statements")


MARKS = st.text(alphabet="“”\"«»'‘’ \n.,:abcA", max_size=80)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(before=MARKS, after=MARKS)
def test_any_marks_leave_offsets_exact(before: str, after: str) -> None:
    text = f'{before}\n\n“We will go,” the mayor said. {after}\n\nThe king said "no".'
    for statement in read(text):
        assert all(text[s.start : s.end] == s.text for s in (*statement.spans, statement.sentence))
        assert all(a.end <= b.start for a, b in zip(statement.spans, statement.spans[1:], strict=False))


def test_plain_readings_are_surer_than_weak_ones() -> None:
    plain, weak, nobody, mended = (
        read(text)[0].confidence
        for text in (
            "Interior Minister Ola Brekke said that the border would open.",
            "Interior Minister Ola Brekke highlighted the danger of the road.",
            "She said that the border would open.",
            'Interior Minister Ola Brekke said: "The border will open.',
        )
    )
    assert 0 < weak < plain < 1
    assert nobody < plain
    assert mended < plain


def test_a_quotation_with_blanks_before_its_mark_goes_on() -> None:
    text = "`` The valley is cut off, '' Fire Chief Ada Moll said.\n`` Three bridges are gone ... and more may go. ''"
    last = read(text)[-1]
    assert last.speaker is not None
    assert last.speaker.name == "Ada Moll"
    assert "Three bridges are gone" in last.content


def test_words_in_the_next_paragraph_after_a_comma() -> None:
    (only,) = read('Fire Chief Ada Moll stated,\n"The valley is cut off and three bridges are gone."')
    assert only.speaker is not None
    assert (only.speaker.name, only.cue) == ("Ada Moll", "stated")
    assert "three bridges" in only.content
