"""Key terms of a statement, lemmatised: what it is about, so that statements on one matter can be put side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from pipeline.understand.clause import columns_of, starts_of, tags_of
from pipeline.understand.speech.cues import bland_words, noun_cue, venues

MOST = 6
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
SINGULAR, _NOUNS = get_string_id("NN"), frozenset(map(get_string_id, NOUNS))  # as spaCy numbers them


def key_terms(parts: Iterable[tuple[Doc, int, int]], article_terms: Counter[str]) -> tuple[str, ...]:
    """Return up to six terms of the content (parses with character ranges), those the article repeats most first."""
    found: dict[str, int] = {}
    for doc, start, end in parts:
        starts = starts_of(doc)
        terms = _terms(doc, bisect_left(starts, start), bisect_left(starts, end))
        for position, term in enumerate(terms):
            found.setdefault(term, len(found) + position)
    ranked = sorted(found, key=lambda term: (-article_terms[term.split()[-1]], -len(term.split()), found[term]))
    return tuple(_without_parts(ranked)[:MOST])


def article_terms(docs: Iterable[Doc]) -> Counter[str]:
    """Return how often each noun stands in the parsed sentences."""
    found: Counter[str] = Counter()
    names = None
    forms: Counter[tuple[int, ...]] = Counter()
    for doc in docs:
        names = doc.vocab.strings
        forms.update(zip(*columns_of(doc)[2:], strict=True))
    if names is not None:
        for (tag, lower, lemma), times in forms.items():
            if tag == SINGULAR:
                found[names[lower]] += times
            elif tag in _NOUNS:
                found[names[lemma].lower() or names[lower]] += times
    return found


def _terms(doc: Doc, start: int, end: int) -> Iterator[str]:
    """Yield runs of nouns among these tokens as one term each: "minefield map"."""
    run: list[Token] = []
    for index, tag in enumerate(tags_of(doc)[start:end], start):
        token = doc[index] if tag in NOUNS else None
        if token is not None and token.text[0].isalpha():
            run.append(token)
        elif run:
            yield from _term(run)
            run = []
    yield from _term(run)


def _term(run: Sequence[Token]) -> Iterator[str]:
    """Yield the term that a run of nouns makes, if it tells anything."""
    words = [t.text if t.tag_.startswith("NNP") else _lemma(t) for t in run[-3:]]
    bland = len(words) == 1 and (_lemma(run[-1]) in bland_words() or noun_cue(words[0]) or words[0] in venues())
    if words and not bland:
        yield " ".join(words)


def _lemma(token: Token) -> str:
    """Return the base form; a singular is its own (the lemmatizer makes "crisi" of crisis)."""
    return token.lower_ if token.tag_ == "NN" else token.lemma_.lower() or token.lower_


def _without_parts(ranked: Sequence[str]) -> list[str]:
    """Drop single words that a longer term already holds."""
    return [t for t in ranked if not any(t != other and t in other.split() for other in ranked)]
