"""What the bundled model finds right on sets of texts: names, and tags and trees of single sentences."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin, Token
from spacy.training import Example

from pipeline.understand import language
from pipeline.understand.training.trees import bare


def names_scores(nlp: Language, texts: Path) -> dict[str, float]:
    """Return precision, recall and F over all names, and F by label, on the texts of a DocBin file."""
    find = nlp.get_pipe("ner")
    examples = [Example(find(bare(doc)), doc) for doc in DocBin().from_disk(texts).get_docs(nlp.vocab)]
    scores = Scorer().score_spans(examples, "ents")
    by_label = {label: figures["f"] for label, figures in scores["ents_per_type"].items()}
    return {"precision": scores["ents_p"], "recall": scores["ents_r"], "f": scores["ents_f"], **by_label}


def tree_scores(nlp: Language, gold: Iterable[Doc]) -> dict[str, float]:
    """Return the share of right tags, of right heads, and of right heads with labels, marks not counted.

    `gold`: parsed texts that are one sentence each.
    """
    examples = []
    for doc in gold:
        (read,) = language.parse(nlp, [doc.text])
        if len(read) == len(doc):
            examples.append(Example(read, doc))
    heads = Scorer.score_deps(examples, "dep", getter=_label, ignore_labels=("punct",))
    tags = Scorer.score_token_attr(examples, "tag")
    return {"tags": tags["tag_acc"], "heads": heads["dep_uas"], "labels": heads["dep_las"]}


def _label(token: Token, attribute: str) -> str:
    return str(token.vocab.strings[getattr(token, attribute)])
