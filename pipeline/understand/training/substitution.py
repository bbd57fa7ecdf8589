"""Training texts with other names in the place of their names."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from pipeline.understand.training.names import Names, settings

ATTRIBUTES = ("ORTH", "SPACY", "SENT_START", "ENT_IOB", "ENT_TYPE")


@dataclass(slots=True)
class _Draft:
    """A text under construction, token by token."""

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    starts: list[bool] = field(default_factory=list)
    entities: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, words: list[str], *, space: bool, start: bool) -> None:
        """Append words; the last is followed by a space or not, the first begins a sentence or not."""
        self.words += words
        self.spaces += [True] * (len(words) - 1) + [space]
        self.starts += [start] + [False] * (len(words) - 1)

    def finished(self, nlp: Language) -> Doc:
        """Return the text as a Doc with its entities."""
        doc = Doc(nlp.vocab, words=self.words, spaces=self.spaces, sent_starts=list(self.starts))
        doc.set_ents([Span(doc, a, b, label=label) for a, b, label in self.entities], default="outside")
        return doc


def write_corpus(gold: Path, target: Path) -> int:
    """Write the gold texts and their copies with other names; return how many texts there are."""
    random, nlp = Random(settings()["seed"]), spacy.blank("en")  # noqa: S311  # no secret: a corpus
    names = Names(random)
    docs: list[Doc] = []
    for doc in DocBin().from_disk(gold).get_docs(nlp.vocab):
        docs.append(doc)
        docs += [with_other_names(doc, names, random, nlp) for _ in range(settings()["copies"]) if doc.ents]
    random.shuffle(docs)
    target.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=docs, attrs=ATTRIBUTES).to_disk(target)
    return len(docs)


def with_other_names(doc: Doc, names: Names, random: Random, nlp: Language) -> Doc:
    """Return a text with most of its names replaced by made-up ones of the same kind."""
    draft, entities, index = _Draft(), {entity.start: entity for entity in doc.ents}, 0
    while index < len(doc):
        entity, first = entities.get(index), len(draft.words)
        end = entity.end if entity is not None else index + 1
        words = [token.text for token in doc[index:end]]
        if entity is not None and random.random() < settings()["replaced"]:
            words = names.of(entity.label_, len(entity)).split()
        draft.add(words, space=bool(doc[end - 1].whitespace_), start=bool(doc[index].is_sent_start))
        if entity is not None:
            draft.entities.append((first, len(draft.words), entity.label_))
        index = end
    return draft.finished(nlp)
