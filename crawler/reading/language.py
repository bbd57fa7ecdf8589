"""The language of a text: what the page declares, unless the words say otherwise."""

from __future__ import annotations

import re
from functools import cache

import py3langid.langid as langid

from crawler.reading.source import Source

ENOUGH_CHARACTERS = 200
SAMPLE_CHARACTERS = 3_000
# A declaration is overruled only by a sure reading: templates in English around other languages are common, but so are
# short texts full of foreign names.
SURE = 0.99
_CODE = re.compile(r"^([a-z]{2,3})(?:[-_]|$)", re.IGNORECASE)
_THREE_LETTERS = {
    "eng": "en",
    "deu": "de",
    "ger": "de",
    "fra": "fr",
    "fre": "fr",
    "spa": "es",
    "rus": "ru",
    "tur": "tr",
    "aze": "az",
    "arm": "hy",
    "hye": "hy",
    "kat": "ka",
    "geo": "ka",
    "ara": "ar",
    "fas": "fa",
    "ukr": "uk",
}


def read_language(source: Source, text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language; None when neither page nor words tell."""
    declared = declared_language(source)
    if len(text) < ENOUGH_CHARACTERS:
        return declared
    code, probability = _identifier().classify(text[:SAMPLE_CHARACTERS])
    return str(code) if declared is None or (probability > SURE and code != declared) else declared


def declared_language(source: Source) -> str | None:
    """Return the language that the html element, JSON-LD, a meta element or the site declaration states."""
    node = source.tree.css_first("html")
    stated = [node.attributes.get("lang") or node.attributes.get("xml:lang") if node is not None else None,
              source.declared.language, source.meta("og:locale", "content-language", "language"),
              source.site.language if source.site else None]  # fmt: skip
    for label in stated:
        found = _CODE.match((label or "").strip())
        if found:
            code = found[1].lower()
            return _THREE_LETTERS.get(code, code) if len(code) == 3 else code
    return None


@cache
def _identifier() -> langid.LanguageIdentifier:
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
