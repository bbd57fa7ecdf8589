"""Which elements, by tag, role and label, hold something else than the article."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

# Whole tags that hold other things as a rule; like labels they are believed only where little of the prose stands.
_CLUTTER_TAGS = frozenset({"aside", "footer", "form"})
# Their labels say what the page has, not what they are.
_WHOLE_PAGE = frozenset({"body", "main"})
_LABELLED = (
    "class",
    "id",
    "role",
    "data-component",
    "data-testid",
    "data-type",
    "data-module",
    "itemprop",
    "aria-label",
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SHOWN = re.compile(r":(?:block|flex|grid|inline)|show|visible-")
LONGEST_LABELS = 600
# More runs of digits than this make a label a generated one ("c7bade55-970b"): its letters are no words.
MAX_DIGIT_RUNS = 2
# Longer ones are slugs of headlines.
MAX_LABEL_WORDS = 7
_CHANGE = re.compile(r"\d+")


@cache
def clutter_lists() -> dict[str, Any]:
    """Return the word lists of `clutter.toml`, read once."""
    return tomllib.loads(files("crawler.reading").joinpath("clutter.toml").read_text(encoding="utf-8"))


def labels_of(attributes: Mapping[str, str | None]) -> str:
    """Return what an element is called: its class, id, role and component names, joined by spaces."""
    if not attributes:
        return ""
    return " ".join(value for name in _LABELLED if (value := attributes.get(name)))[:LONGEST_LABELS]


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Tell whether an element is not shown."""
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style, classes = attributes.get("style"), (attributes.get("class") or "").split()
    return bool(style and _HIDDEN_STYLE.search(style)) or _is_unseen(classes)


def _is_unseen(classes: Sequence[str]) -> bool:
    """Tell whether a class hides the element, unless another shows it on wider screens ("hidden md:block")."""
    if "tab-pane" in classes:
        return "active" not in classes
    return not _words("unseen").isdisjoint(classes) and not any(_SHOWN.search(name) for name in classes)


@lru_cache(maxsize=20_000)
def clutter_words(tag: str, labels: str) -> frozenset[str]:
    """Return the words of an element's labels, and its tag, that name something else than the article."""
    tags = frozenset({tag}) & _CLUTTER_TAGS
    if not labels or tag in _WHOLE_PAGE:
        return tags
    return tags | (_split(labels) & (_words("never") | _words("foreign") | _words("wrapping") | _words("roles")))


def names_in(section: str, word: str) -> bool:
    """Tell whether the word is in a section of the lists: never, foreign or wrapping."""
    return word in _words(section)


@lru_cache(maxsize=20_000)
def _split(labels: str) -> frozenset[str]:
    """Return the words of the labels, and neighbours joined: 'read-more' is 'read', 'more' and 'readmore'."""
    found: set[str] = set()
    for label in labels.split():
        if len(_CHANGE.findall(label)) > MAX_DIGIT_RUNS:
            continue
        words = [word.lower() for word in _WORD.findall(label)]
        if len(words) > MAX_LABEL_WORDS:
            continue
        found.update(words)
        found.update(left + right for left, right in zip(words, words[1:], strict=False))
    return frozenset(found)


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(word for words in clutter_lists()[section].values() for word in words)


@cache
def pattern_of(section: str) -> re.Pattern[str]:
    """Return one pattern for all the regular expressions of a section of `clutter.toml`."""
    patterns = (pattern for patterns in clutter_lists()[section].values() for pattern in patterns)
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
