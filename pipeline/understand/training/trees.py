"""Sentences made of words with their children: what each word is, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

POS = {
    **dict.fromkeys(["NN", "NNS"], "NOUN"),
    **dict.fromkeys(["VB", "VBD", "VBZ", "VBP", "VBN", "VBG"], "VERB"),
    **dict.fromkeys(["PRP", "PRP$", "WP"], "PRON"),
    **dict.fromkeys([",", ".", "-LRB-", "-RRB-"], "PUNCT"),
    **dict.fromkeys(["POS", "TO"], "PART"),
    "DT": "DET",
    "NNP": "PROPN",
    "JJ": "ADJ",
    "MD": "AUX",
    "IN": "ADP",
    "CC": "CCONJ",
    "RB": "ADV",
    "CD": "NUM",
}
"""The kind of word that a tag mostly stands for; auxiliaries and conjunctions say so themselves."""
CLOSE = frozenset([",", ".", ")", "'s"])  # no space stands before these


@dataclass(slots=True, eq=False)
class Node:
    """A word with its tag and its children before and after it, in the order of the text: each with its label."""

    word: str
    tag: str
    left: list[tuple[str, Node]] = field(default_factory=list)
    right: list[tuple[str, Node]] = field(default_factory=list)
    kind: str = ""

    def before(self, *children: tuple[str, Node]) -> Node:
        """Put children before all those there are; return the word."""
        self.left[:0] = children
        return self

    def after(self, *children: tuple[str, Node]) -> Node:
        """Put children after all those there are; return the word."""
        self.right += children
        return self

    @property
    def first(self) -> Node:
        """The leftmost word of the phrase."""
        return self.left[0][1].first if self.left else self


def doc_of(root: Node, nlp: Language) -> Doc | None:
    """Return the sentence with its tree; None where the tokenizer would cut it into other words."""
    rows = list(_rows(root, None, "ROOT"))
    place = {id(node): number for number, (node, _, _) in enumerate(rows)}
    words = [node.word for node, _, _ in rows]
    words[0] = words[0][0].upper() + words[0][1:]
    following = [*words[1:], "."]
    spaces = [word != "(" and after not in CLOSE for word, after in zip(words, following, strict=True)]
    doc = Doc(
        nlp.vocab,
        words=words,
        spaces=spaces,
        tags=[node.tag for node, _, _ in rows],
        pos=[node.kind or POS[node.tag] for node, _, _ in rows],
        heads=[place[id(head or node)] for node, head, _ in rows],
        deps=[label for _, _, label in rows],
        sent_starts=[number == 0 for number in range(len(rows))],
    )
    return doc if [token.text for token in nlp.make_doc(doc.text)] == words else None


def bare(doc: Doc) -> Doc:
    """Return a text without what was found out about it, but for where its sentences begin."""
    words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
    return Doc(doc.vocab, words=words, spaces=spaces, sent_starts=[t.i == 0 or bool(t.is_sent_start) for t in doc])


def _rows(node: Node, head: Node | None, label: str) -> Iterator[tuple[Node, Node | None, str]]:
    for name, child in node.left:
        yield from _rows(child, node, name)
    yield node, head, label
    for name, child in node.right:
        yield from _rows(child, node, name)
