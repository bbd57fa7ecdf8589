"""`incidents`: from a figure back to the sentences, articles and reasons it rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.store import Dataset
from tests.commands.conftest import Tollwatch
from tests.publish.conftest import COPY, FIRST, LATER, fill
from tests.store.made import incident

EVENT = incident(FIRST, COPY, LATER)


@pytest.fixture
def filled(folder: Path) -> Path:
    with Dataset.open(folder / "dataset.sqlite") as dataset:
        fill(dataset)
    return folder


def test_list(tollwatch: Tollwatch, filled: Path) -> None:
    line = f"{EVENT.id}  2024-05-04  Aghdam, landmine: 2 killed (provisional)\n"
    assert tollwatch("incidents", "list", "-C", filled).out == line
    assert tollwatch("incidents", "list", "-C", filled, "--since", "2024-05-05").out == ""
    assert tollwatch("incidents", "list", "-C", filled, "--country", "az").out == line
    assert tollwatch("incidents", "list", "-C", filled, "--json").json[0]["id"] == EVENT.id


@pytest.mark.parametrize(("typed", "said"), [("AZE", "two letters"), ("Armenia", "did you mean AM?"), ("XX", "XX")])
def test_a_country_that_is_none(tollwatch: Tollwatch, filled: Path, typed: str, said: str) -> None:
    ended = tollwatch("incidents", "list", "-C", filled, "--country", typed)
    assert (ended.status, said in ended.err) == (2, True)


def test_show_leads_back_to_sentences_and_reasons(tollwatch: Tollwatch, filled: Path) -> None:
    out = tollwatch("incidents", "show", EVENT.id, "-C", filled).out
    assert "killed:  2 - one figure" in out
    assert "2024-05-06 [1] killed 2, spokeswoman\n      “Two deminers were killed near Aghdam on 4 May.”" in out
    assert "https://b.example/news/b" in out
    assert "+0.4  date          both on 2024-05-04" in out
    shown = tollwatch("incidents", "show", EVENT.id, "-C", filled, "--json").json
    assert (len(shown["reports"]), len(shown["judgements"]), shown["review"]) == (3, 1, "open")


def test_what_is_not_there(tollwatch: Tollwatch, filled: Path) -> None:
    assert tollwatch("incidents", "show", "inc_none", "-C", filled).status == 2
    assert tollwatch("incidents", "list", "--since", "May", "-C", filled).status == 2
