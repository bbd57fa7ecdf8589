"""Key terms of a statement, lemmatised: what it is about, so that statements on one matter can be put side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from pipeline.understand.clause import starts_of, tags_of
from pipeline.understand.cues import bland_words, noun_cue, venues

MOST = 6
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})


def key_terms(parts: Iterable[tuple[Doc, int, int]], article_terms: Counter[str]) -> tuple[str, ...]:
    """Return up to six terms of the content (parses with character ranges), those the article repeats most first."""
    found: dict[str, int] = {}
    for doc, start, end in parts:
        starts = starts_of(doc)
        inside = doc[bisect_left(starts, start) : bisect_left(starts, end)]
        for position, term in enumerate(_terms(inside)):
            found.setdefault(term, len(found) + position)
    ranked = sorted(found, key=lambda term: (-article_terms[term.split()[-1]], -len(term.split()), found[term]))
    return tuple(_without_parts(ranked)[:MOST])


def article_terms(docs: Iterable[Doc]) -> Counter[str]:
    """Return how often each noun stands in the parsed sentences."""
    found: Counter[str] = Counter()
    names = None
    written: Counter[int] = Counter()
    based: Counter[tuple[int, int]] = Counter()
    for doc in docs:
        names, forms = doc.vocab.strings, doc.to_array(["LOWER", "LEMMA"]).tolist()
        nouns = [(tag, form) for tag, form in zip(tags_of(doc), forms, strict=True) if tag in NOUNS]
        written.update(form[0] for tag, form in nouns if tag == "NN")
        based.update((form[0], form[1]) for tag, form in nouns if tag != "NN")
    if names is not None:
        for lower, times in written.items():
            found[names[lower]] += times
        for (lower, lemma), times in based.items():
            found[names[lemma].lower() or names[lower]] += times
    return found


def _terms(tokens: Iterable[Token]) -> Iterable[str]:
    """Yield runs of nouns as one term each: "minefield map"."""
    run: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and token.tag_ in NOUNS and token.text[0].isalpha():
            run.append(token)
            continue
        if run:
            words = [t.text if t.tag_.startswith("NNP") else _lemma(t) for t in run[-3:]]
            if not (
                len(words) == 1 and (_lemma(run[-1]) in bland_words() or noun_cue(words[0]) or words[0] in venues())
            ):
                yield " ".join(words)
        run = []


def _lemma(token: Token) -> str:
    """Return the base form; a singular is its own (the lemmatizer makes "crisi" of crisis)."""
    return token.lower_ if token.tag_ == "NN" else token.lemma_.lower() or token.lower_


def _without_parts(ranked: Sequence[str]) -> list[str]:
    """Drop single words that a longer term already holds."""
    return [t for t in ranked if not any(t != other and t in other.split() for other in ranked)]
