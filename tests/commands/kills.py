"""Kill -9 at a random point, resume, compare: used by the test (a few points) and the bench (many)."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

from crawler.world import World
from pipeline.cli.app import run
from tests.commands.killable import Hindrance, call

PLACES = ("Fuzuli", "Aghdam", "Jabrayil", "Goris", "Kapan", "Lachin")
KILLED = -9
DONE = (0, 3)
"""3: of a site whose articles the killed crawls have brought, only what fails every time may be left."""


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """What an undisturbed run leaves: the export's digests, and how many points each of its commands went through."""

    digests: dict[str, str]
    points: dict[str, int]


def write_news(file: Path) -> Path:
    """Write about thirty articles: two outlets a story, copies, an update of a toll, statements, cumulative figures."""
    articles = []
    for number, place in enumerate(PLACES):
        day = f"2024-05-{number + 3:02}"
        story = (
            f"{number + 2} people were killed and {number + 4} were injured when a mine exploded near {place} on "
            f"{number + 3} May 2024, the interior ministry said.\n\nSince 2020, {60 + number} people have been killed "
            f'by mines in Azerbaijan.\n\n"The road had not been cleared," ministry spokesman Elchin Aliyev said.'
        )
        update = story.replace(f"{number + 2} people were killed", f"{number + 3} people were killed")
        for name, text in (("wire", story), ("daily", story), ("radio", update), ("late", update + "\n\nMore soon.")):
            address = f"https://{name}.example/{place.lower()}"
            articles.append({"url": address, "title": f"Mine near {place}", "text": text, "published_at": day})
        changed = {"url": f"https://wire.example/{place.lower()}", "text": update + " Updated."}
        articles.append({**changed, "title": f"Mine near {place}", "published_at": day})
    file.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    return file


@dataclass(frozen=True, slots=True)
class FileJob:
    """Articles come from a file."""

    news: Path

    def prepare(self, folder: Path) -> None:
        """Make the dataset folder."""
        assert run(["init", str(folder)]) == 0

    def collect(self, folder: Path) -> list[str]:
        """Return the command that brings articles in."""
        return ["ingest", str(self.news), "-C", str(folder), "--quiet"]


@dataclass(frozen=True, slots=True)
class CrawlJob:
    """Articles come from a crawl of the news world."""

    world: World

    def prepare(self, folder: Path) -> None:
        """Make the dataset folder, with the world's sites and leave to visit loopback."""
        assert run(["init", str(folder)]) == 0
        settings = folder / "tollwatch.toml"
        text = settings.read_text().replace("bundled_sites = true", "bundled_sites = false")
        settings.write_text(text.replace("allow_private_addresses = false", "allow_private_addresses = true"))
        self.world.write_declarations(folder / "sites")

    def collect(self, folder: Path) -> list[str]:
        """Return the command that brings articles in."""
        return ["crawl", "-C", str(folder), "--quiet"]


Job = FileJob | CrawlJob


def commands(folder: Path, job: Job) -> dict[str, list[str]]:
    """Return the commands in order, by name."""
    place = ["-C", str(folder), "--quiet"]
    return {
        "collect": job.collect(folder),
        "process": ["process", *place],
        "export": ["export", str(folder.parent / f"{folder.name}-export"), "--format", "csv,jsonl,parquet", *place],
    }


def undisturbed(folder: Path, job: Job) -> Undisturbed:
    """Run everything once without a kill."""
    job.prepare(folder)
    points = {}
    for name, command in commands(folder, job).items():
        assert call(command, counted=folder / "points") == 0, name
        points[name] = int((folder / "points").read_text())
    return Undisturbed(digests(folder), points)


def disturbed(folder: Path, job: Job, seed: int, known: Undisturbed, kills: int = 3) -> dict[str, str]:
    """Run everything with kills at points that the seed chooses; return the export's digests."""
    job.prepare(folder)
    chance = random.Random(seed)
    for name, command in commands(folder, job).items():
        for _ in range(kills):
            status = call(command, Hindrance(kill_at=chance.randint(1, known.points[name])))
            # Not killed where, resumed, it has less left to do than the point is far.
            assert status in (*DONE, KILLED), (name, status)
        assert call(command) in DONE, name
    found = digests(folder)
    shutil.rmtree(folder)
    return found


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file of the folder's export."""
    files = sorted((folder.parent / f"{folder.name}-export").iterdir())
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
