"""What a names component finds right on a set of texts, with its components before and after left out."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin
from spacy.training import Example


def names_scores(nlp: Language, texts: Path) -> dict[str, float]:
    """Return precision, recall and F over all names, and F by label, on the texts of a DocBin file."""
    find = nlp.get_pipe("ner")
    examples = [Example(find(_bare(nlp, doc)), doc) for doc in DocBin().from_disk(texts).get_docs(nlp.vocab)]
    scores = Scorer().score_spans(examples, "ents")
    by_label = {label: figures["f"] for label, figures in scores["ents_per_type"].items()}
    return {"precision": scores["ents_p"], "recall": scores["ents_r"], "f": scores["ents_f"], **by_label}


def _bare(nlp: Language, doc: Doc) -> Doc:
    return Doc(
        nlp.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        sent_starts=[bool(token.is_sent_start) for token in doc],
    )
