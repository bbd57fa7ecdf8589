"""What must hold of any article: spans are slices, numbers carry over, unrelated text and order change nothing."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.records import Article, Reading, Span, article_id, content_hash
from pipeline.understand.reader import Reader, ReadFailure

PUBLISHED = datetime(2024, 6, 12, 9, tzinfo=UTC)
STORY = (
    "At least 14 people were killed and 31 injured when a truck bomb exploded outside the police academy in "
    "Karvena on Tuesday, the interior ministry said.\n\nAmong the dead were three recruits. A fourth attacker, "
    "who was wounded, fled. Rescuers said two people were still missing.\n\nThe blast was the worst in the city "
    "since 2019. More than 200 people have been killed in the region so far this year."
)


def article(text: str, title: str = "") -> Article:
    hashed = content_hash(title, text)
    return Article(
        id=article_id("test", hashed), url="", canonical_url="", site="test", title=title, text=text,
        content_hash=hashed, published_at=PUBLISHED,
    )  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def spans_of(reading: Reading) -> list[Span]:
    spans = [s for claim in reading.claims for s in (claim.quantity.span, claim.sentence, *claim.evidence)]
    spans += [s for c in reading.claims for s in (c.cause_span, c.actor_span) if s is not None]
    spans += [c.attribution.span for c in reading.claims if c.attribution is not None]
    return spans + [s for statement in reading.statements for s in (*statement.spans, statement.sentence)]


def test_every_span_is_the_slice_it_names(reader: Reader) -> None:
    story = article(STORY, "Truck bomb kills 14 in Karvena")
    reading = reader.read(story)
    assert len(reading.claims) > 4
    for span in spans_of(reading):
        assert getattr(story, span.field.value)[span.start : span.end] == span.text


def test_ids_of_claims_are_unique_and_parts_name_a_claim(reader: Reader) -> None:
    claims = reader.read(article(STORY)).claims
    ids = [claim.id for claim in claims]
    assert len(set(ids)) == len(ids)
    assert {claim.part_of for claim in claims if claim.part_of} <= set(ids)


@settings(max_examples=40, deadline=None)
@given(dead=st.integers(2, 900), hurt=st.integers(2, 900))
def test_renumbering_a_sentence_renumbers_the_claims(dead: int, hurt: int) -> None:
    text = f"The quake killed {dead} people and injured {hurt} others, the governor said."
    claims = Reader().read(article(text)).claims
    assert [(c.outcome, c.quantity.best) for c in claims] == [("killed", dead), ("injured", hurt)]


UNRELATED = [
    "The council will meet again on Friday to discuss the new bus timetable.",
    "Tickets cost 12 euros and are sold at the door.",
    "Rain is expected in the north of the country.",
]


@pytest.mark.parametrize("sentence", UNRELATED)
def test_an_unrelated_sentence_changes_no_figure(reader: Reader, sentence: str) -> None:
    def figures(text: str) -> list[tuple[object, ...]]:
        claims = reader.read(article(text)).claims
        return [(c.outcome, c.quantity.low, c.quantity.best, c.quantity.high, c.scope, c.assertion) for c in claims]

    assert figures(f"{STORY}\n\n{sentence}") == figures(STORY)


def test_a_batch_and_several_workers_read_what_one_reader_reads_alone(reader: Reader) -> None:
    stories = [article(f"{STORY} Note {number}.") for number in range(40)]
    alone = [reader.read(story) for story in stories]
    assert list(reader.read_many(stories)) == alone
    assert list(reader.read_many(stories, workers=2)) == alone


def test_one_bad_article_does_not_stop_the_batch(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.understand import reader as module

    def read_passage(prepared: object) -> Reading:
        if "poison" in prepared.article.text:  # type: ignore[attr-defined]
            raise ValueError("poisoned")
        return true_read(prepared)  # type: ignore[arg-type]

    true_read = module.read_passage
    monkeypatch.setattr(module, "read_passage", read_passage)
    good, bad = article(STORY), article("A poison sentence about 3 dead people.")
    first, second, third = reader.read_many([good, bad, good])
    assert isinstance(second, ReadFailure)
    assert "poisoned" in second.reason
    assert first == third == true_read(reader.prepare(good))
