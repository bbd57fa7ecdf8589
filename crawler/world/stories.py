"""The invented stories: one TOML file each, read into what an outlet publishes at a stage of the world.

title = "Two road workers killed by mine in Fuzuli district"
author = "Leyla Asgarova"
section = "regions"
days_before = 3            # before the day on which the world is opened
at = "14:20"               # in the outlet's time zone
body = '''                 # paragraphs with blank lines between; {weekday-1} and {date-1} are the day before
...'''                     # publication, by name and as a date, {weekday} and {date} the day itself

stage = 2                  # optional: published only at this stage, at the moment it begins
encoding = "iso-8859-1"    # optional
[later]                    # optional: what it says from stage 2 on
title = "..."
body = '''...'''
[[posts]]                  # optional, a live blog: newest first, `stage` as above
at = "09:10"
body = '''...'''
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from typing import Any

from crawler.world.outlets import Outlet

_DAY = re.compile(r"\{(weekday|date)([+-]\d+)?\}")


@dataclass(frozen=True, slots=True)
class Moment:
    """When the world is looked at: its stage, the day it was opened, and when the stage began (UTC)."""

    stage: int
    today: date
    began_at: datetime


@dataclass(frozen=True, slots=True)
class Post:
    """One entry of a live blog."""

    at: datetime
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One article as published at a stage. `modified_at` is None until it changes."""

    slug: str
    number: int
    title: str
    author: str
    section: str
    paragraphs: tuple[str, ...]
    published_at: datetime
    modified_at: datetime | None
    encoding: str | None = None
    posts: tuple[Post, ...] = ()

    @property
    def touched_at(self) -> datetime:
        """The last change, or publication."""
        return self.modified_at or self.published_at

    @property
    def path(self) -> str:
        """The address of the page on its outlet."""
        return f"/{self.section}/{self.number}-{self.slug}"


def stories_of(outlet: Outlet, moment: Moment) -> tuple[Story, ...]:
    """Return what an outlet has published, newest first."""
    folder = resources.files("crawler.world").joinpath("stories", outlet.slug)
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    declared = ((file.name.removesuffix(".toml"), tomllib.loads(file.read_text("utf-8"))) for file in files)
    found = [_story(name, told, outlet, moment) for name, told in declared if told.get("stage", 1) <= moment.stage]
    return tuple(sorted(found, key=lambda story: (story.published_at, story.slug), reverse=True))


def _story(name: str, told: Mapping[str, Any], outlet: Outlet, moment: Moment) -> Story:
    number, slug = name.split("_", 1)
    new = told.get("stage", 1) == 2
    published_at = moment.began_at if new else _at(told["at"], told["days_before"], outlet, moment)
    local_day = published_at.astimezone(outlet.zone).date()
    posts = tuple(_post(post, local_day, outlet, moment) for post in told.get("posts", ()) if _is_out(post, moment))
    changed = moment.stage == 2 and ("later" in told or any("stage" in post for post in told.get("posts", ())))
    says = {**told, **told.get("later", {})} if changed else told
    return Story(
        slug=slug.replace("_", "-"),
        number=int(number),
        title=_dated(says["title"], local_day),
        author=told["author"],
        section=told["section"],
        paragraphs=_paragraphs(says["body"], local_day),
        published_at=published_at,
        modified_at=moment.began_at if changed else None,
        encoding=told.get("encoding"),
        posts=posts,
    )


def _is_out(post: Mapping[str, Any], moment: Moment) -> bool:
    return bool(post.get("stage", 1) <= moment.stage)


def _post(told: Mapping[str, Any], day: date, outlet: Outlet, moment: Moment) -> Post:
    local = datetime.combine(day, time.fromisoformat(told["at"]), outlet.zone)
    return Post(local.astimezone(UTC), _paragraphs(told["body"], day))


def _at(clock: str, days_before: int, outlet: Outlet, moment: Moment) -> datetime:
    day = moment.today - timedelta(days=days_before)
    return datetime.combine(day, time.fromisoformat(clock), outlet.zone).astimezone(UTC)


def _paragraphs(body: str, day: date) -> tuple[str, ...]:
    blocks = re.split(r"\n\s*\n", body.strip())
    return tuple(_dated(" ".join(block.split()), day) for block in blocks)


def _dated(text: str, day: date) -> str:
    def written(found: re.Match[str]) -> str:
        meant = day + timedelta(days=int(found[2] or 0))
        return f"{meant:%A}" if found[1] == "weekday" else f"{meant.day} {meant:%B %Y}"

    return _DAY.sub(written, text)
