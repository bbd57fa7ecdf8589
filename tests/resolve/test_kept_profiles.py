"""Profiles that are kept: as they were, worked out once, and never those of other rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.resolve import marks, resolve_new
from pipeline.resolve.kept_profiles import PROFILE_KIND, packed, unpacked
from pipeline.resolve.marks import profile
from pipeline.resolve.memo import Recent
from pipeline.resolve.memory import MemoryState
from pipeline.resolve.word_index import all_keys
from pipeline.store import Dataset
from pipeline.stored_state import StoredState, append_resolution
from tests.resolve.made import Told, article, told

FERRY = "PORT HALDEN (WHLD) -- The ferry Ingrid Sund sank off Port Halden on Monday; Tomas Ekdal, 41, of Orvik drowned."
FIRST = told(article("first", FERRY, "2021-05-03T10:00:00"), killed=1, day="2021-05-03")
SECOND = told(article("second", f"{FERRY} Divers went down twice.", "2021-05-03T12:00:00"), killed=1, day="2021-05-03")


@pytest.mark.parametrize("one", [FIRST[0], article("undated", FERRY), article("empty", "")])
def test_a_profile_comes_back_as_it_was(one):
    made = profile(one)
    again = unpacked(one.id, packed(made))
    assert (again.article_id, again.published, again.instant) == (made.article_id, made.published, made.instant)
    assert list(again.marks.items()) == list(made.marks.items())
    assert all_keys(again) == all_keys(made)


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Forget all profiles; return a list that gets the id of each article whose profile is worked out."""
    made: list[str] = []
    work_out = marks._profile

    def noting(one):
        made.append(one.id)
        return work_out(one)

    monkeypatch.setattr(marks, "_profile", noting)
    monkeypatch.setattr(marks, "_PROFILES", Recent(100))
    return made


def test_each_is_worked_out_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with Dataset.open(tmp_path / "d.sqlite", create=True) as dataset:
        made = counted(monkeypatch)
        for one in (FIRST, SECOND):
            append(dataset, one)
            monkeypatch.setattr(marks, "_PROFILES", Recent(100))
        assert made == ["first", "second"]
        [incident] = dataset.current_incidents()
        assert set(incident.members) == {"rep_first", "rep_second"}


def test_an_older_dataset_gets_those_that_it_lacks_when_they_are_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with Dataset.open(tmp_path / "d.sqlite", create=True) as dataset:
        with monkeypatch.context() as before:
            before.setattr(Dataset, "append_digests", lambda *_, **__: 0)
            append(dataset, FIRST)
        assert dataset.digests(["first"], kind=PROFILE_KIND) == {}
        append(dataset, SECOND)
        assert dataset.digests(["first", "second"], kind=PROFILE_KIND) == {
            id_: packed(profile(one)) for id_, (one, _) in (("first", FIRST), ("second", SECOND))
        }


def append(dataset: Dataset, one: Told) -> None:
    dataset.append_article(one[0])
    dataset.append_reading(one[1])
    append_resolution(dataset, resolve_new(StoredState(dataset), [one]))


def test_in_memory_they_are_kept_as_well():
    state = MemoryState()
    state.add(*FIRST)
    state.append(resolve_new(state, [FIRST]))
    assert state.profiles(["first", "nobody"]) == {"first": packed(profile(FIRST[0]))}


def test_what_was_longest_not_asked_for_is_forgotten_first():
    recent: Recent[str, int] = Recent(2)
    recent.keep("a", 1)
    recent.keep("b", 2)
    assert recent.get("a") == 1
    recent.keep("c", 3)
    assert [recent.get(one) for one in "abc"] == [1, None, 3]
