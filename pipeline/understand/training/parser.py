"""Further training of tagger and parser: the corpora, invented sentences, and texts as the present model reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from thinc.api import Adam

from pipeline.understand.parsing import cluster_embedding
from pipeline.understand.parsing.inference import widened
from pipeline.understand.parsing.segment import sentence_bounds
from pipeline.understand.training.noise import changed
from pipeline.understand.training.phrases import lists
from pipeline.understand.training.sentences import invented
from pipeline.understand.training.trees import bare

PARTS = ("tok2vec", "tagger", "morphologizer", "parser")
ATTRIBUTES = ("ORTH", "SPACY", "TAG", "POS", "HEAD", "DEP", "SENT_START")
INVENTED, REHEARSED = 12_000, 9_000  # sentences
ROUNDS, BATCH, RATE, DROPOUT = 3, 40, 0.0006, 0.1
LEAST_RATE = 0.02  # of the rate at the beginning, which falls in a straight line
SHARE = 0.5  # of the new weights in what is installed; the rest are those trained on from
SHORTEST = 3  # tokens
LOWER, UPPER = 0.05, 0.07  # shares of sentences in lower case and in capitals


def trained_parser(trees: Sequence[Path], texts: Iterable[str], target: Path) -> Path:
    """Train on from the bundled weights; write the pipeline to `target` and return it. Some ten minutes on two cores.

    `trees`: DocBin files of parsed texts. `texts`: what the model shall go on reading as it does.
    """
    nlp = widened(spacy.load(cluster_embedding.MODEL_FOLDER))
    random = Random(lists()["seed"])  # noqa: S311  # no secret: an order
    corpora = [doc for file in trees for doc in DocBin().from_disk(file).get_docs(nlp.vocab)]
    own = _kept(nlp, invented(INVENTED, lists()["seed"], corpora))
    gold, rehearsed = list(single(corpora)), as_read(nlp, texts, random)
    nlp.resume_training()
    optimizer, seen = Adam(RATE, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0), 0
    total = ROUNDS * (len(gold) + len(own) + len(rehearsed))
    with nlp.select_pipes(enable=PARTS):
        for _ in range(ROUNDS):
            pool = [_noisy(nlp, doc, random) for doc in gold] + own + rehearsed
            random.shuffle(pool)
            for docs in (pool[start : start + BATCH] for start in range(0, len(pool), BATCH)):
                optimizer.learn_rate = RATE * max(LEAST_RATE, 1 - seen / total)
                seen += len(docs)
                nlp.update([Example(bare(doc), doc) for doc in docs], sgd=optimizer, drop=DROPOUT)
    target.parent.mkdir(parents=True, exist_ok=True)
    with nlp.use_params(optimizer.averages):
        nlp.to_disk(target)
    return target


def single(docs: Iterable[Doc]) -> Iterator[Doc]:
    """Yield the sentences of parsed texts, each a text of its own, as the pipeline reads them."""
    for doc in docs:
        yield from (sentence.as_doc() for sentence in doc.sents if len(sentence) >= SHORTEST)


def as_read(nlp: Language, texts: Iterable[str], random: Random) -> list[Doc]:
    """Return sentences of the texts with the trees that the present model gives them."""
    found = list(dict.fromkeys(text[start:end] for text in texts for _, start, end in sentence_bounds(text)))
    random.shuffle(found)
    docs = [bare(nlp.make_doc(text)) for text in found[:REHEARSED]]
    for name in PARTS:
        docs = list(nlp.get_pipe(name).pipe(docs))  # type: ignore[attr-defined]  # all of these have it
    return docs


def _kept(nlp: Language, docs: Sequence[Doc]) -> list[Doc]:
    """Return sentences with the vocabulary of the pipeline."""
    return list(DocBin(docs=docs, attrs=ATTRIBUTES).get_docs(nlp.vocab))


def _noisy(nlp: Language, doc: Doc, random: Random) -> Doc:
    """Return a sentence, now and then in lower case or in capitals."""
    drawn = random.random()
    if drawn >= LOWER + UPPER:
        return doc
    change = str.lower if drawn < LOWER else str.upper
    return changed(nlp, Example(bare(doc), doc), change).reference
