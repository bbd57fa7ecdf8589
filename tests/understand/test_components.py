"""The readers in somebody else's spaCy pipeline."""

from __future__ import annotations

import pytest

from pipeline.understand import components, language

TEXT = (
    "Two sappers were killed and a third was wounded near Agdam on Tuesday, the ministry said. "
    'The minister, Ilham Rzayev, said: "The maps we were given are wrong."'
)


@pytest.fixture(scope="module")
def nlp():
    made = language.load.__wrapped__()  # a pipeline of its own: the reader's stays as it is
    made.add_pipe("tollwatch_casualties", config={"published": "2024-06-12"})
    made.add_pipe("tollwatch_statements")
    return made


def test_claims_and_incidents_stand_on_the_document(nlp) -> None:
    doc = nlp(TEXT)
    counts = [(claim.outcome.value, claim.quantity.best) for claim in doc._.casualties]
    assert counts == [("killed", 2), ("injured", 1)]
    assert all(TEXT[s.start : s.end] == s.text for claim in doc._.casualties for s in claim.evidence)
    (incident,) = doc._.incidents
    assert incident.main and incident.time is not None and str(incident.time.start) == "2024-06-11"


def test_statements_stand_on_the_document(nlp) -> None:
    contents = [statement.content for statement in nlp(TEXT)._.statements]
    assert any("The maps we were given are wrong." in content for content in contents)


def test_without_a_day_of_publication_relative_days_stay_open() -> None:
    component = components.CasualtiesComponent()
    assert component.published is None


def test_a_wrong_day_is_refused() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        components.casualties_component(None, "tollwatch_casualties", "last Tuesday")  # type: ignore[arg-type]
