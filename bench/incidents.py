"""How well reports are joined into incidents: B-cubed on articles with a `cluster` each, and on look-alikes by rule.

    python -m bench.incidents GOLD.jsonl     (read by the real reader; `cluster` in each line)
    python -m bench.incidents                (`bench.lookalikes`: 600 shootings of twelve cities in 144 days)

An article belongs with the incident that it is about, else with the first it mentions; one without any is alone. Of a
gold set, clusters count of whose articles at least half were read to tell of people harmed: the others are other news.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import mean

from bench.lookalikes import reading, shootings, world
from crawler.addresses import canonical_url
from pipeline.evaluate.clusters import b_cubed
from pipeline.ingest import articles_from_lines
from pipeline.records import Article, Reading
from pipeline.resolve import resolve_new
from pipeline.resolve.memory import MemoryState
from pipeline.understand.reader import Reader

PORTION = 500
SHOOTINGS, DAYS, FOUND = 600, 144, 0.8


def resolved(told: Iterable[tuple[Article, Reading]]) -> MemoryState:
    """Resolve in portions, as a dataset is."""
    state, given = MemoryState(), list(told)
    for start in range(0, len(given), PORTION):
        portion = given[start : start + PORTION]
        for article, read in portion:
            state.add(article, read)
        state.append(resolve_new(state, portion))
    return state


def incident_of(state: MemoryState) -> dict[str, str]:
    """Return the incident of each article that has one."""
    held = {member: id_ for id_, incident in state.incidents.items() for member in incident.members}
    told = {id_: read.incidents for id_, (_, read) in state.by_article.items() if read.incidents}
    first = {id_: next((one for one in own if one.main), own[0]) for id_, own in told.items()}
    return {id_: held[one.id] for id_, one in first.items() if one.id in held}


def show(name: str, state: MemoryState, gold: Mapping[str, object]) -> None:
    found = incident_of(state)
    agreed = b_cubed(found, {id_: str(cluster) for id_, cluster in gold.items()})
    print(f"{name}: {len(gold)} articles, B-cubed precision {agreed.precision:.3f}, ", end="")
    print(f"recall {agreed.recall:.3f}, F1 {agreed.f1:.3f}; {len(gold.keys() - found.keys())} without an incident")


def gold_set(file: Path) -> None:
    lines = file.read_bytes().splitlines()
    articles = [one for one in articles_from_lines(lines, canonical_url) if isinstance(one, Article)]
    clusters = {article.id: json.loads(line)["cluster"] for article, line in zip(articles, lines, strict=True)}
    reader = Reader()
    state = resolved((article, reader.read(article)) for article in articles)
    harmed = {id_: bool(read.incidents) for id_, (_, read) in state.by_article.items()}
    share = {c: mean(harmed[id_] for id_, own in clusters.items() if own == c) for c in set(clusters.values())}
    show(file.stem, state, {id_: cluster for id_, cluster in clusters.items() if share[cluster] >= 1 / 2})


def look_alikes() -> None:
    incidents = list(shootings(SHOOTINGS, DAYS))
    told = sorted(world(SHOOTINGS, DAYS), key=lambda one: str(one[1].published_at))
    state = resolved((article, reading(number, article, incidents, FOUND)) for number, article in told)
    show("look-alikes by rule", state, {article.id: number for number, article in told})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="*", help="JSON lines with `text` and `cluster`")
    given = parser.parse_args().gold
    for file in given:
        gold_set(file)
    if not given:
        look_alikes()


if __name__ == "__main__":
    main()
