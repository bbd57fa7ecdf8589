"""The readers as spaCy components, for any English pipeline with tagger, lemmatizer, parser and entities.

`nlp.add_pipe("tollwatch_casualties")` fills `doc._.casualties` and `doc._.incidents`, and
`nlp.add_pipe("tollwatch_statements")` fills `doc._.statements`. The records are those of the dataset; their offsets
count characters of the document's text.
"""

from __future__ import annotations

from datetime import UTC, datetime

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.records import Article
from pipeline.understand.passage import Passage, cut, with_parses
from pipeline.understand.reading import read_casualties
from pipeline.understand.statements import read_statements


@Language.factory("tollwatch_casualties", default_config={"published": None})
def casualties_component(nlp: Language, name: str, published: str | None) -> CasualtiesComponent:
    """Return the component that fills `doc._.casualties` and `doc._.incidents`.

    `published` is the day or time of publication in ISO 8601, UTC unless it says otherwise: "on Monday" counts from it.
    None leaves relative days unresolved. Raises `ValueError` for anything else.
    """
    return CasualtiesComponent(datetime.fromisoformat(published) if published else None)


class CasualtiesComponent:
    """Reads the casualty claims of a parsed document, and the incidents that they belong to."""

    def __init__(self, published: datetime | None = None) -> None:
        """Register the extensions that hold the records."""
        naive = published is not None and published.tzinfo is None
        self.published = published.replace(tzinfo=UTC) if published is not None and naive else published
        for extension in ("casualties", "incidents"):
            if not Doc.has_extension(extension):
                Doc.set_extension(extension, default=())

    def __call__(self, doc: Doc) -> Doc:
        """Fill the extensions and return the document."""
        doc._.casualties, doc._.incidents = read_casualties(passage_of(doc, self.published))
        return doc


@Language.factory("tollwatch_statements")
def statements_component(nlp: Language, name: str) -> StatementsComponent:
    """Return the component that fills `doc._.statements` with the statements of the text."""
    return StatementsComponent()


class StatementsComponent:
    """Reads the statements of a parsed document; offsets count characters of the document's text."""

    def __init__(self) -> None:
        """Register the extension that holds the statements."""
        if not Doc.has_extension("statements"):
            Doc.set_extension("statements", default=())

    def __call__(self, doc: Doc) -> Doc:
        """Fill `doc._.statements` and return the document."""
        doc._.statements = read_statements(passage_of(doc))
        return doc


def passage_of(doc: Doc, published: datetime | None = None) -> Passage:
    """Return a parsed document as a passage: our sentences, each with its stretch of the parse."""
    article = Article(
        id="text", url="", canonical_url="", site="", title="", text=doc.text, content_hash="", published_at=published
    )
    passage = cut(article)
    parses: dict[int, Doc] = {}
    for sentence in passage.sentences:
        stretch = doc.char_span(sentence.start, sentence.end, alignment_mode="expand")
        if stretch is not None and stretch.start_char == sentence.start:
            parses[sentence.index] = stretch.as_doc()
    return with_parses(passage, parses)
