"""Training noise: some texts also in capitals, in lower case, or without diacritics, as wires and headlines are."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from random import Random

from spacy.language import Language
from spacy.training import Example
from spacy.util import registry

Change = Callable[[str], str]


def without_diacritics(text: str) -> str:
    """Return the text without combining marks."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@registry.augmenters("tollwatch.noise.v1")
def noise(lower: float, upper: float, ascii_: float) -> Callable[[Language, Example], Iterator[Example]]:
    """Return an augmenter that yields each example, and sometimes a variant; the shares are probabilities."""
    random = Random(0)  # noqa: S311  # no secret: noise
    shares: tuple[tuple[float, Change], ...] = (
        (lower, str.lower),
        (lower + upper, str.upper),
        (lower + upper + ascii_, without_diacritics),
    )

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        yield example
        drawn = random.random()
        change = next((change for share, change in shares if drawn < share), None)
        if change is not None and len(change(example.text)) == len(example.text):
            yield changed(nlp, example, change)

    return augment


def changed(nlp: Language, example: Example, change: Change) -> Example:
    """Return an example with each of its words changed, and all else as it is."""
    annotation = example.to_dict()
    annotation["token_annotation"]["ORTH"] = [change(token.text) for token in example.reference]
    return Example.from_dict(nlp.make_doc(change(example.text)), annotation)
