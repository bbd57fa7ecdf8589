"""The labelling interface: one control for each field that an analyst may correct, as Label Studio's XML."""

from __future__ import annotations

from xml.etree import ElementTree

from pipeline.marks import MARKS
from pipeline.review_fields import FIELDS, EditableField, FieldKind
from pipeline.vocabulary import DecisionVerdict

WORDS, VERDICT, NOTE, TEXT = "words", "verdict", "note", "text"
"""Names of controls, and of the text that they are about."""

VERDICTS = (DecisionVerdict.ACCEPT, DecisionVerdict.REJECT, DecisionVerdict.UNSURE)
"""What an annotator says of a record; one that is accepted with other fields is corrected."""


def configuration(kind: str) -> str:
    """Return the configuration for tasks about records of a kind, 'claim' or 'statement'."""
    view = ElementTree.Element("View")
    ElementTree.SubElement(view, "Header", value="$question")
    labels = ElementTree.SubElement(view, "Labels", name=WORDS, toName=TEXT)
    for mark in MARKS:
        ElementTree.SubElement(labels, "Label", value=mark)
    ElementTree.SubElement(view, "Text", name=TEXT, value="$text", granularity="word")
    _choices(view, VERDICT, [verdict.value for verdict in VERDICTS], required="true")
    for field in FIELDS[kind]:
        ElementTree.SubElement(view, "Header", value=field.label, size="5")
        _control(view, field)
    ElementTree.SubElement(view, "Header", value="Why", size="5")
    _text_area(view, NOTE)
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


def _control(view: ElementTree.Element, field: EditableField) -> None:
    if field.codes is not None:
        _choices(view, field.name, [member.value for member in field.codes])
    elif field.kind is FieldKind.FLAG:
        _choices(view, field.name, ["yes", "no"])
    elif field.kind is FieldKind.COUNT:
        ElementTree.SubElement(view, "Number", name=field.name, toName=TEXT, min="0", step="1")
    else:
        _text_area(view, field.name)


def _choices(view: ElementTree.Element, name: str, values: list[str], required: str = "false") -> None:
    choices = ElementTree.SubElement(
        view, "Choices", name=name, toName=TEXT, choice="single", showInline="true", required=required
    )
    for value in values:
        ElementTree.SubElement(choices, "Choice", value=value)


def _text_area(view: ElementTree.Element, name: str) -> None:
    ElementTree.SubElement(view, "TextArea", name=name, toName=TEXT, maxSubmissions="1", editable="true", rows="1")
