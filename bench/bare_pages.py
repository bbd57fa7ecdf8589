"""How far page reading leans on names: the same pages without JSON-LD, without class names, without paragraphs.

    python bench/bare_pages.py [pages.jsonl]

Rules fitted to the names that a few outlets use would fall here; what is left stands on structure and words.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pages import Page, default_manifest, read_ours, read_pages
from shingles import compare, summary

from crawler.reading.decoding import decode_page

CHANGES: dict[str, Callable[[str], str]] = {
    "as they are": lambda markup: markup,
    "without JSON-LD": lambda markup: re.sub(r"(?is)<script[^>]*ld\+json.*?</script>", "", markup),
    "without class, id, role": lambda markup: re.sub(
        r"""(?i)\s(?:class|id|data-[\w-]+|itemprop|role|aria-label)=(?:"[^"]*"|'[^']*')""", "", markup
    ),
    "article, aside, nav... as div": lambda markup: re.sub(
        r"(?i)<(/?)(?:article|main|section|aside|header|footer|nav)\b", r"<\1div", markup
    ),
    "p as div": lambda markup: re.sub(r"(?i)<(/?)p\b", r"<\1div", markup),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", nargs="?", type=Path, default=default_manifest())
    pages = list(read_pages(parser.parse_args().manifest))
    for name, change in CHANGES.items():
        f1, precision, recall = summary(compare(page.gold_body, _text(page, change)) for page in pages)
        print(f"{name:30} F1 {f1:.4f} precision {precision:.3f} recall {recall:.3f}")


def _text(page: Page, change: Callable[[str], str]) -> str:
    changed = change(decode_page(page.body)).encode("utf-8", "replace")
    return read_ours(replace(page, body=changed)).text


if __name__ == "__main__":
    main()
