"""The recipe as a command: `python -m pipeline.understand.training CORPORA WORK`; see README.md."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import spacy
from spacy.cli.train import train
from spacy.tokens import DocBin

from pipeline.understand import language
from pipeline.understand.parsing import cluster_embedding
from pipeline.understand.training import noise, packing, scoring, substitution
from pipeline.understand.training.parser import PARTS, SHARE, single, trained_parser
from pipeline.understand.training.phrases import lists
from pipeline.understand.training.sentences import invented

REGISTERED = (cluster_embedding, noise)  # importing them registers the architectures and augmenters of ner.cfg
GOLD, DEV = Path("ner/gold/t.spacy"), Path("ner/dev/d.spacy")
TREES, DEV_TREES = (Path("ud4/ewt-train.spacy"), Path("ud4/gum-train-clean.spacy")), Path("dev/dev.spacy")
HELD_OUT = 400  # invented sentences that are only scored


def main(arguments: list[str]) -> None:
    """Train on CORPORA, working in WORK; with --install put the result into the bundled model; print the scores."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.understand.training", description=__doc__)
    parser.add_argument(
        "corpora", type=Path, help=f"folder with {GOLD}, {DEV}, {', '.join(map(str, TREES))}, {DEV_TREES}"
    )
    parser.add_argument("work", type=Path, help="folder for the corpus and the trained components")
    parser.add_argument("--part", choices=["names", "parser"], default="names", help="what is trained")
    parser.add_argument(
        "--stories", type=Path, help="folder of stories (TOML) that the parser shall go on reading as it does"
    )
    parser.add_argument("--score", action="store_true", help="only score the bundled model")
    parser.add_argument("--install", action="store_true", help="put the trained components into the bundled model")
    options = parser.parse_args(arguments)
    if not options.score:
        parts: tuple[str, ...] = ("ner",) if options.part == "names" else PARTS
        if options.part == "names":
            trained = trained_names(options.corpora, options.work)
        else:
            files = [options.corpora / file for file in TREES]
            trained = trained_parser(files, texts_of(options.stories), options.work / "parser")
        if options.install:
            share = 1.0 if options.part == "names" else SHARE
            packing.install(trained, cluster_embedding.MODEL_FOLDER, parts, share)
    if options.part == "names":
        _print("names", scoring.names_scores(language.load(), options.corpora / DEV))
    else:
        _print_trees(options.corpora)


def trained_names(corpora: Path, work: Path) -> Path:
    """Train the names component; return its folder. A quarter of an hour on two processor cores."""
    corpus = work / "names.spacy"
    texts = substitution.write_corpus(corpora / GOLD, corpus)
    sys.stdout.write(f"{texts} texts\n")
    overrides = {"paths.train": str(corpus), "paths.dev": str(corpora / DEV)}
    with resources.as_file(resources.files(__package__).joinpath("ner.cfg")) as config:
        train(config, work / "trained", overrides=overrides)
    return work / "trained" / "model-best"


def texts_of(folder: Path | None) -> Iterator[str]:
    """Yield the texts of the stories in the TOML files of a folder; none without a folder."""
    for file in sorted(folder.glob("*.toml")) if folder else ():
        for story in tomllib.loads(file.read_text(encoding="utf-8")).get("story", ()):
            yield story["text"]


def _print_trees(corpora: Path) -> None:
    nlp, vocab = language.load(), spacy.blank("en").vocab
    trees = [doc for file in TREES for doc in DocBin().from_disk(corpora / file).get_docs(vocab)]
    _print("corpora", scoring.tree_scores(nlp, single(DocBin().from_disk(corpora / DEV_TREES).get_docs(vocab))))
    _print("invented", scoring.tree_scores(nlp, invented(HELD_OUT, lists()["seed"] + 1, trees)))


def _print(what: str, scores: dict[str, float]) -> None:
    sys.stdout.write("".join(f"{what} {name:>10} {value:.4f}\n" for name, value in scores.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
