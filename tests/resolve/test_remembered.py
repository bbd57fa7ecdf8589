"""What a run remembers from portion to portion: it decides nothing, and is forgotten where it no longer holds."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.resolve import Remembered
from pipeline.resolve.memory import MemoryState
from tests.resolve.made import Told, article, resolved, told, whole

HOURS = [f"2016-04-10T{hour:02}:00:00" for hour in range(24)]


def about(name: str, number: int, hour: int) -> Told:
    text = f"{name} was shot on Larkspur Street. It was shooting number {number} of the night, neighbours said."
    return told(article(f"{name.split()[1].lower()}{number:02}", text, HOURS[hour]), killed=1, day="2016-04-10")


def portions() -> list[list[Told]]:
    """Ten reports of one name after noon, then ten of the morning that make it common before those were published."""
    return [
        [about("Terrell Whitcomb", number, 12 + number) for number in range(10)],
        [about("Terrell Whitcomb", number, number - 10) for number in range(10, 20)],
        [about("Oksana Melnyk", 30, 23)],
    ]


def test_late_arrivals_make_a_mark_common_in_what_is_remembered_too():
    remembered = Remembered()
    assert whole(resolved(portions(), None, remembered)) == whole(resolved(portions()))


def test_what_marks_told_is_remembered_and_forgotten_when_it_changes():
    remembered = Remembered()
    first, morning, _ = portions()
    state = resolved([first], None, remembered)
    before = {source.id: remembered.worths(source.id) for source, _ in first}
    assert all(worths is not None for worths in before.values())
    resolved([morning], state, remembered)
    assert any(remembered.worths(id_) != worths for id_, worths in before.items())


def test_a_new_reading_is_not_taken_for_the_one_remembered():
    remembered, state = Remembered(), MemoryState()
    [source, reading] = about("Terrell Whitcomb", 1, 1)
    resolved([[(source, reading)]], state, remembered)
    resolved([[(source, replace(reading, incidents=()))]], state, remembered)
    assert state.incidents == {}


def test_no_more_articles_are_remembered_than_asked_for():
    remembered = Remembered(most=2)
    for id_ in "abc":
        remembered.keep_worths(id_, [1.0])
        remembered.keep_said(id_, ())
    assert [remembered.worths(id_) is None for id_ in "abc"] == [True, False, False]
    assert [remembered.said(id_) is None for id_ in "abc"] == [True, False, False]
