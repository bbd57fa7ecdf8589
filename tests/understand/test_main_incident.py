"""The article's own figure: mentions reconciled into one toll per outcome."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.records import ReportedIncident
from pipeline.understand.reader import Reader
from tests.understand.test_casualty_properties import article

TABLES = ("stories.toml", "stories_local.toml", "stories_reports.toml", "stories_papers.toml", "stories_briefs.toml")
TABLES += ("stories_families.toml", "stories_wordings.toml", "stories_pages.toml")
STORIES = [
    story
    for table in TABLES
    for story in tomllib.loads(Path(__file__).with_name(table).read_text(encoding="utf-8"))["story"]
]
READER = Reader()


def main_of(story: dict[str, Any]) -> ReportedIncident | None:
    incidents = READER.read(article(story["text"], story.get("title", ""))).incidents
    assert sum(incident.main for incident in incidents) <= 1
    return next((incident for incident in incidents if incident.main), None)


@pytest.mark.parametrize("story", STORIES, ids=[story["id"] for story in STORIES])
def test_toll_of_the_main_incident(story: dict[str, Any]) -> None:
    main = main_of(story)
    found = {
        "killed": main.killed.best if main and main.killed else None,
        "injured": main.injured.best if main and main.injured else None,
    }
    assert found == {"killed": story.get("killed"), "injured": story.get("injured")}
