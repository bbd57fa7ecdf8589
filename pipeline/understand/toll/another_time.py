"""Sentences of a body that say they tell of another time or place than the opening's: no part of its toll."""

from __future__ import annotations

import re

from pipeline.understand.figure import Figure
from pipeline.understand.times.days import NAMED_WEEKDAY

_ANOTHER = re.compile(
    r"\b(?:last|ago|earlier|previous\w*|separate\w*|elsewhere|since|year|month)\b"
    r"|\banother (?:[\w-]+ ){0,2}?(?:attack|incident|clash|operation|raid|encounter|ambush|blast|bomb\w*|strike"
    r"|shootout|gun ?battle|firefight|shooting|village|town|district|province|area|day|place|case|event|assault"
    r"|explosion)s?\b",
    re.IGNORECASE,
)


def is_of_another_time(figure: Figure) -> bool:
    """Whether the sentence names a weekday, a time gone by or another event: "In a separate attack on Monday"."""
    text = figure.sentence.text
    return bool(_ANOTHER.search(text) or NAMED_WEEKDAY.search(text))
