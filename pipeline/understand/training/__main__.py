"""The recipe as a command: `python -m pipeline.understand.training CORPORA WORK`; see README.md."""

from __future__ import annotations

import argparse
import sys
from importlib import resources
from pathlib import Path

from spacy.cli.train import train

from pipeline.understand import language
from pipeline.understand.parsing import cluster_embedding
from pipeline.understand.training import noise, packing, scoring, substitution

REGISTERED = (cluster_embedding, noise)  # importing them registers the architectures and augmenters of ner.cfg
GOLD, DEV = Path("ner/gold/t.spacy"), Path("ner/dev/d.spacy")


def main(arguments: list[str]) -> None:
    """Train on CORPORA, working in WORK; with --install put the result into the bundled model; print the scores."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.understand.training", description=__doc__)
    parser.add_argument("corpora", type=Path, help=f"folder with {GOLD} and {DEV}")
    parser.add_argument("work", type=Path, help="folder for the corpus and the trained component")
    parser.add_argument("--score", action="store_true", help="only score the bundled model")
    parser.add_argument("--install", action="store_true", help="put the trained component into the bundled model")
    options = parser.parse_args(arguments)
    if not options.score:
        trained = trained_names(options.corpora, options.work)
        if options.install:
            packing.install(trained, cluster_embedding.MODEL_FOLDER)
    _print(scoring.names_scores(language.load(), options.corpora / DEV))


def trained_names(corpora: Path, work: Path) -> Path:
    """Train the names component; return its folder. A quarter of an hour on two processor cores."""
    corpus = work / "names.spacy"
    texts = substitution.write_corpus(corpora / GOLD, corpus)
    sys.stdout.write(f"{texts} texts\n")
    overrides = {"paths.train": str(corpus), "paths.dev": str(corpora / DEV)}
    with resources.as_file(resources.files(__package__).joinpath("ner.cfg")) as config:
        train(config, work / "trained", overrides=overrides)
    return work / "trained" / "model-best"


def _print(scores: dict[str, float]) -> None:
    sys.stdout.write("".join(f"{name:>10} {value:.3f}\n" for name, value in scores.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
