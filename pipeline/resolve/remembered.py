"""What one run keeps from one portion of news to the next: small numbers in the place of whole records, up to a bound.

A day's crowds are asked for again with every portion. What their marks told when they were published, and the words of
what was said in them, take a hundredth of the memory of the articles and readings that they come from.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from pipeline.resolve.memo import Recent

ARTICLES = 40_000
"""Some 20 MB of worths and 30 MB of words: the telling news of two days, of which a portion asks for the last hours."""

Said = tuple[tuple[str, Sequence[int]], ...]
"""The statements of one article by id, with their telling words as numbers, the same for the same word in this run."""


class Remembered:
    """Holds for articles whose reading does not change while the run lasts: nobody else reads or resolves meanwhile."""

    def __init__(self, most: int = ARTICLES) -> None:
        """Remember nothing yet, and later so many articles."""
        self._worths: Recent[str, Sequence[float]] = Recent(most)
        self._said: Recent[str, Said] = Recent(most)

    def worths(self, article_id: str) -> Sequence[float] | None:
        """Return what the marks of an article told, in the order of its profile; None if that is not known."""
        return self._worths.get(article_id)

    def keep_worths(self, article_id: str, worths: Iterable[float]) -> None:
        """Keep what the marks of an article that is in the index of words told when it was published."""
        self._worths.keep(article_id, array("d", worths))

    def said(self, article_id: str) -> Said | None:
        """Return the statements of an article; None if they are not known, which is not the same as none."""
        return self._said.get(article_id)

    def keep_said(self, article_id: str, said: Said) -> Said:
        """Keep the statements of an article's reading; return them."""
        return self._said.keep(article_id, said)

    def forget(self, article_ids: Iterable[str]) -> None:
        """Forget articles that are read anew, or whose marks others, published before them, have made more common."""
        for id_ in article_ids:
            self._worths.forget(id_)
            self._said.forget(id_)
