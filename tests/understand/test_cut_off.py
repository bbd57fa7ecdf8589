"""Teasers and broken feeds cut sentences off anywhere: an article is read all the same, and its spans are its words."""

from __future__ import annotations

from itertools import accumulate

import pytest

from pipeline.evaluate.sentences import article_of
from pipeline.evaluate.tables import PUBLISHED
from pipeline.understand.reader import Reader

TEXTS = (
    "Police denied firing live ammunition and told the crowd to leave, while accusing its leaders of lying.",
    'Shops were shut, and "nobody said why," the trader added, drawing laughter — something he had hoped for.',
    "The Rivers Board, which the mayor has called “a circus”, said water had risen, but that nobody was hurt.",
    "A couple and their three children, the youngest aged two, were killed, as did the two bombers, and 57 were hurt.",
    "According to a report by the Audit Office, seven of the wounded, including a boy of 9, are in hospital.",
    "Four more cadets died in the night, Sir Alec Renn said, and so the bombing has now taken thirteen lives.",
    "The 71-year-old told reporters that it would cost Rs. 71 billion, despite what No 10, the WHO and IS had said.",
    "In a note, the ministry of mines and energy’s own inspector, Ana Ruiz, warned: “It cannot hold” before going.",
)
READER = Reader()


def cuts(text: str) -> list[str]:
    """Return the beginnings of a text, one word longer each."""
    return list(accumulate(text.split(), lambda left, word: f"{left} {word}"))


@pytest.mark.parametrize("text", TEXTS)
def test_reads_what_is_cut_off_anywhere(text: str) -> None:
    for beginning in cuts(text):
        for told in (beginning, f"It rained on Monday. {beginning}"):
            article = article_of("cut", "", told, PUBLISHED)
            reading = READER.read(article)
            spans = [span for claim in reading.claims for span in claim.evidence]
            spans += [span for statement in reading.statements for span in statement.spans]
            assert all(article.text[span.start : span.end] == span.text for span in spans)
