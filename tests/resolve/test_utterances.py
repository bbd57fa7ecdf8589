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


HAND_OVER = "Sarvan would hand over the maps of the Kestrel minefields to the Torrin deminers"
NOT_BEFORE = "Sarvan would not hand over the maps of the Kestrel minefields before prisoners were released"


def test_who_takes_back_a_promise_has_not_said_the_same_again():
    promise = said("a", f"{HAND_OVER}.", "Anton Velkov", "2024-03-01T08:00:00")
    refusal = said("b", f"{NOT_BEFORE}.", "Anton Velkov", "2024-03-03T08:00:00")
    resolution = resolve_new(MemoryState(), [promise, refusal])
    assert resolution.statement_groups == ()
    [pair] = resolution.opposed
    assert "one says what the other says is not so" in pair.reason
    assert "Anton Velkov at two times" in pair.reason


def test_a_change_of_position_is_found_in_what_was_stored():
    state = MemoryState()
    for told in (
        said("a", f"{HAND_OVER}.", "Anton Velkov", "2024-03-01T08:00:00"),
        said("b", f"{NOT_BEFORE}.", "Anton Velkov", "2024-03-20T08:00:00"),
    ):
        state.add(*told)
        resolution = resolve_new(state, [told])
        state.append(resolution)
    assert [{pair.left, pair.right} for pair in resolution.opposed] == [{"st_a", "st_b"}]


def test_opposite_words_of_two_sides_are_put_to_an_analyst():
    opened = said("a", "The Lesna border crossing was open to civilian convoys.", "Pavel Duda", "2024-03-01T08:00:00")
    shut = said("b", "The Lesna border crossing was closed to civilian convoys.", "Emil Toth", "2024-03-01T09:00:00")
    [pair] = resolve_new(MemoryState(), [opened, shut]).opposed
    assert "opposite words, 'open' and 'closed'" in pair.reason


def test_other_numbers_for_one_thing_are_put_to_an_analyst():
    many = said("a", "The drone struck the Orlin market and killed 12 shoppers.", "Pavel Duda", "2024-03-01T08:00:00")
    few = said("b", "The drone struck the Orlin market and killed 4 shoppers.", "Emil Toth", "2024-03-01T09:00:00")
    [pair] = resolve_new(MemoryState(), [many, few]).opposed
    assert "other numbers for one thing" in pair.reason


def test_a_denial_of_another_matter_opposes_nobody():
    maps = said("a", f"{HAND_OVER}.", "Anton Velkov", "2024-03-01T08:00:00")
    other = said("b", "The Kestrel maps were forged.", "Emil Toth", "2024-03-01T09:00:00", CueClass.DENY)
    assert resolve_new(MemoryState(), [maps, other]).opposed == ()
