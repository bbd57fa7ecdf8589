"""Statements across outlets: who said the same first, and who denies whom."""

from __future__ import annotations

from pipeline.records import Attribution, Reading, Span, Statement
from pipeline.resolve import resolve_new
from pipeline.resolve.memory import MemoryState
from pipeline.vocabulary import CueClass, StatementMode, TextField, Verdict
from tests.resolve.made import Told, article

PROMISE = "The ministry will reopen the Lachin corridor to humanitarian convoys on Friday"


def said(id_: str, text: str, name: str, published: str, cue: CueClass = CueClass.SAY) -> Told:
    source = article(id_, text, published)
    span = Span(field=TextField.TEXT, start=0, end=len(text), text=text)
    statement = Statement(
        id=f"st_{id_}",
        article_id=id_,
        speaker=Attribution(as_stated=name, name=name, span=span),
        cue="said",
        cue_class=cue,
        content=text,
        spans=(span,),
        mode=StatementMode.INDIRECT,
        sentence=span,
        extractor_version="t",
    )
    return source, Reading(article_id=id_, extractor_version="t", statements=(statement,))


LATER = said("later", PROMISE + ", the paper has learnt.", "Anna Petrosyan", "2023-02-02T12:00:00")
FIRST = said("first", PROMISE + ".", "Anna Petrosyan", "2023-02-01T12:00:00")
OTHER = said("other", PROMISE + ".", "Levon Sarkisian", "2023-02-01T13:00:00")


def test_one_utterance_in_two_outlets_is_led_by_the_earliest():
    [group] = resolve_new(MemoryState(), [LATER, FIRST, OTHER]).statement_groups
    assert group.members == ("st_first", "st_later")
    assert group.speaker == "Anna Petrosyan"


def test_another_speaker_with_the_same_words_is_another_utterance():
    assert resolve_new(MemoryState(), [FIRST, OTHER]).statement_groups == ()


def test_portions_give_the_same_group():
    state = MemoryState()
    for portion in ([LATER], [FIRST]):
        state.add(*portion[0])
        resolution = resolve_new(state, portion)
        state.append(resolution)
    assert [group.members for group in resolution.statement_groups] == [("st_first", "st_later")]
    assert not resolve_new(state, [LATER, FIRST]).judgements


def test_years_apart_the_same_words_are_said_again():
    again = said("again", PROMISE + ".", "Anna Petrosyan", "2025-02-01T12:00:00")
    assert resolve_new(MemoryState(), [FIRST, again]).statement_groups == ()


def test_an_accusation_and_its_denial_are_put_to_an_analyst():
    words = "The Varandin battalion shelled the Martakert monastery"
    accusing = said("a", f"{words} on Sunday.", "Anna Petrosyan", "2023-02-01T12:00:00", CueClass.ACCUSE)
    denying = said("b", f"{words}? That is invented.", "Levon Sarkisian", "2023-02-01T18:00:00", CueClass.DENY)
    resolution = resolve_new(MemoryState(), [accusing, denying])
    [pair] = resolution.opposed
    assert {pair.left, pair.right} == {"st_a", "st_b"}
    assert "an accusation and a denial" in pair.reason
    [judgement] = [found for found in resolution.judgements if found.kind == "statement"]
    assert judgement.verdict == Verdict.UNSURE
