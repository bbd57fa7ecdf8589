"""Scores of statements: overlap, matching once, speakers."""

from __future__ import annotations

from pipeline.evaluate.statements import GoldStatement, StatementScore, score, total
from pipeline.records import Attribution, Span, Statement
from pipeline.vocabulary import StatementMode, TextField


def statement(start: int, end: int, speaker: str, name: str | None = None) -> Statement:
    span = Span(field=TextField.TEXT, start=start, end=end, text="x" * (end - start))
    return Statement(
        id=f"sta_{start}",
        article_id="art_1",
        speaker=Attribution(as_stated=speaker, name=name, span=span),
        cue="said",
        cue_class=None,
        content=span.text,
        spans=(span,),
        mode=StatementMode.INDIRECT,
        sentence=span,
        extractor_version="1",
    )


def test_half_an_overlap_matches_and_less_does_not() -> None:
    assert score([statement(0, 10, "the mayor")], [GoldStatement(((0, 20),))]).matched == 1
    assert score([statement(0, 9, "the mayor")], [GoldStatement(((0, 20),))]).matched == 0


def test_each_gold_statement_is_matched_once() -> None:
    result = score([statement(0, 10, "a"), statement(1, 10, "b")], [GoldStatement(((0, 10),))])
    assert (result.found, result.wanted, result.matched) == (2, 1, 1)
    assert result.f1 == 2 / 3


def test_a_speaker_is_right_by_words_or_by_name() -> None:
    gold = [GoldStatement(((0, 10),), "Ada Kern"), GoldStatement(((20, 30),), "the minister")]
    found = [statement(0, 10, "she", "Ada Kern"), statement(20, 30, "police")]
    result = score(found, gold)
    assert (result.named, result.speakers_right, result.speaker_accuracy) == (2, 1, 0.5)


def test_nothing_found_and_nothing_wanted_is_no_success() -> None:
    assert (total([]).f1, StatementScore().speaker_accuracy) == (0.0, 0.0)
