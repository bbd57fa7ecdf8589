"""The readers as spaCy components: `nlp.add_pipe("tollwatch_statements")` on any English pipeline with a parser."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.records import Article
from pipeline.understand.passage import Passage, cut, with_parses
from pipeline.understand.statements import read_statements


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


def passage_of(doc: Doc) -> Passage:
    """Return a parsed document as a passage: our sentences, each with its stretch of the parse."""
    address = "text"
    article = Article(id=address, url="", canonical_url="", site="", title="", text=doc.text, content_hash="")
    passage = cut(article)
    parses: dict[int, Doc] = {}
    for sentence in passage.sentences:
        stretch = doc.char_span(sentence.start, sentence.end, alignment_mode="expand")
        if stretch is not None and stretch.start_char == sentence.start:
            parses[sentence.index] = stretch.as_doc()
    return with_parses(passage, parses)
