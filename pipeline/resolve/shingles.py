"""Sketches of texts and how much of one text stands in another.

A sketch (MinHash of word shingles) finds near and partial copies in the store; what was found is then measured on the
texts themselves, both ways: an agency story with a local paragraph lies wholly in the longer text, which does not lie
wholly in it.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Collection, Sequence
from functools import lru_cache

from rensa import RMinHash

from pipeline.records import Article
from pipeline.resolve.memo import Recent

SHINGLE_WORDS = 5
"""Five words in a row are seldom common to two writers, and survive an editor's small changes."""

PERMUTATIONS = 128
ROWS = 4
"""32 bands of 4: a pair with similarity 0.5 is found 87 times in 100, one of 0.7 always. More bands would find shorter
excerpts, at four times the index; those share names and rare words and are found by them.
"""

SEED = 20200101
SKETCH_KIND = f"text-{SHINGLE_WORDS}-{PERMUTATIONS}-{ROWS}-rminhash-v{RMinHash.ALGORITHM_VERSION}"
"""Names how a digest was made; digests of different making are never compared."""

_WORD = re.compile(r"\w+")


SHINGLED = 12_000
_SHINGLES: Recent[int, Sequence[int]] = Recent(SHINGLED)


def shingles(article: Article) -> Sequence[int]:
    """Return the word shingles of an article's body as numbers, each once, the same for the same words in this run.

    An array takes a tenth of the memory of a set, and is made into one faster than a text is gone through again. The
    article is not kept with it: the cache is asked by its hash.
    """
    found = _SHINGLES.get(asked := hash(article))
    return _SHINGLES.keep(asked, _in_numbers(grams(article))) if found is None else found


def _in_numbers(grams: Collection[str]) -> Sequence[int]:
    return array("q", set(map(hash, grams)))


def grams(article: Article) -> set[str]:
    """Return the runs of words of an article's body; the title is each outlet's own. None for a text without words."""
    words = _WORD.findall(article.text.lower())
    last = max(1, len(words) - SHINGLE_WORDS + 1)
    return {" ".join(words[at : at + SHINGLE_WORDS]) for at in range(last)} if words else set()


@lru_cache(maxsize=2_000)
def sketch(article: Article) -> tuple[int, ...]:
    """Return the MinHash of an article; empty for an article without text."""
    found = grams(article)
    _SHINGLES.keep(hash(article), _in_numbers(found))  # it is about to be laid beside others
    numbers = sorted(set(map(hash_64, found)))
    if not numbers:
        return ()
    made = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    made.update(map(str, numbers))
    return tuple(made.digest())


@lru_cache(maxsize=2_000)
def bands(digest: tuple[int, ...]) -> tuple[int, ...]:
    """Return one 64-bit key per band of a sketch."""
    return tuple(key_of(0, f"band {at}: {digest[at : at + ROWS]}") for at in range(0, len(digest), ROWS))


def packed(digest: tuple[int, ...]) -> bytes:
    """Return a sketch as bytes, four to a number."""
    return b"".join(number.to_bytes(4, "big") for number in digest)


def containments(ours: Sequence[int], theirs: Sequence[int]) -> tuple[float, float]:
    """Return the share (0 to 1) of each text's shingles that the other has; 0 for an empty text."""
    common = len(set(ours).intersection(theirs))
    return (common / len(ours) if ours else 0.0, common / len(theirs) if theirs else 0.0)


def key_of(stretch: int, words: str) -> int:
    """Return an index key: 16 bits of a stretch of time (0: of all times), then 48 bits of the words.

    Keys of one time lie together in the index: what a night's articles read and write stays the same few pages
    however many years lie beside them.
    """
    return keyed(stretch, hash_64(words))


def keyed(stretch: int, words: int) -> int:
    """Return the index key of words that are hashed already."""
    return (stretch & 0xFFFF) << 48 | words >> 16


def hash_64(words: str) -> int:
    """Return 64 bits of a string, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
