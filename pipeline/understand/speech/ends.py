"""Where the words end that a verb of speech reports: before the next clause that is the writer's or another's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Token

from pipeline.understand.clause import SUBJECTS, folded_words, tags_of
from pipeline.understand.speech.asides import (
    BUT,
    adds_another,
    another_joins,
    another_speaks,
    another_tells,
    names_source,
    says_no_more,
    sums_up,
)
from pipeline.understand.speech.breaks import break_after, closed_quotation, is_parenthesis, trimmed_end
from pipeline.understand.speech.cues import venues, verb_cues
from pipeline.understand.speech.headlines import tells_next
from pipeline.understand.speech.main_verbs import CONTRASTS, end_before_main_verb
from pipeline.understand.speech.tokens import FINITE, VERBAL, beside, goes_on, has_finite, is_finite, link_of
from pipeline.understand.speech.verbs import SpeechVerb

NAMING = frozenset(
    {"describe", "characterize", "characterise", "portray", "depict", "refer", "dismiss", "hail", "denounce"}
)
BACKSHIFTED = frozenset({"had", "would", "could", "will", "has", "have", "might"})
ONLY_CLAUSES = frozenset({"clause", "weak", "attitude"})
TURNS = CONTRASTS | {"according", "but", "as", "and"}
CLAUSE_LINKS = frozenset({"conj", "advcl", "parataxis", "dep"})


def end_after(doc: Doc, verb: SpeechVerb, start: int) -> int:
    """Return where the content ends: at the sentence's end, or before words of the speech verb or the writer."""
    return break_after(doc, verb.index, start, _clause_end(doc, verb, start))


def _acts_behind(link: Token) -> bool:
    """Whether "while" goes on with a deed and no speech: "while launching strikes", and not "while accusing"."""
    following = beside(link)
    return following.tag_ == "VBG" and not verb_cues([following.lower_], 0)


def _clause_end(doc: Doc, verb: SpeechVerb, start: int) -> int:
    own = end_before_main_verb(doc, verb, start)
    if own is not None:
        return own
    governors = {verb.index, *(ancestor.i for ancestor in doc[verb.index].ancestors)}
    closed = closed_quotation(doc, start)
    for index in _turning_points(doc, start + 1, closed):
        token = doc[index]
        parted = token.nbor(-1).text == "," or token.nbor(-1).is_quote
        contrasted = parted and token.lower_ in CONTRASTS and not _acts_behind(token)
        if (contrasted and _speaks_on(doc, token.i)) or (token.text == ";" and _is_over(doc, start, token.i)):
            return _before_link(doc, token.i)
        if token.text == "," and (another_tells(doc, token.i + 1) or tells_next(doc, token.i + 1)):
            return int(token.i)
        if token.lower_ == "and" and token.i > start + 1 and another_joins(doc, token.i + 1):
            return int(token.i)
        if token.lower_ == "as" and token.i > start + 1 and another_speaks(doc, token.i + 1):
            return _before_link(doc, token.i)
        if token.lower_ == "according" and (token.nbor(-1).text == "," or token.nbor(-1).is_quote):
            return _before_link(doc, token.i)
        another = token.text == "," and (
            adds_another(doc, token.i + 1) or says_no_more(doc, token.i + 1) or names_source(doc, token.i + 1)
        )
        left_out = says_no_more(doc, token.i) or (
            verb.negated and parted and not _is_within_quotation(doc, start, token.i)
        )
        if token.lower_ in BUT and token.i > start + 1 and left_out:
            return _before_link(doc, token.i)
        if token.text == "," and (another or sums_up(doc, token.i + 1)):
            return int(token.i)
        if _is_venue(doc, token, verb, start):
            return _before_link(doc, int(token.left_edge.i))
        if closed is not None and token.i >= closed:
            return closed
        if _takes_up(doc, token, verb, start):
            return _before_link(doc, link_of(token) + 1)
        if token.dep_ in CLAUSE_LINKS and token.head.i in governors and token.tag_.startswith(("V", "MD")):
            edge = max(start, int(token.left_edge.i))
            cut = _link_before(doc, edge, start)
            if _opens_with_that(doc, edge):
                continue
            if token.dep_ == "conj" and (not _is_like(doc, token, verb) or _is_subordinate(token)):
                continue
            if _is_clause_still(doc, token, verb, start, edge) or _lists_what_to_do(token, start):
                continue
            if _goes_on_as(doc, token, verb) or _is_within_quotation(doc, start, edge):
                continue
            if cut is not None and cut > start + 1 and not is_parenthesis(doc, cut):
                return cut
    return trimmed_end(doc, start, len(doc))


def _lists_what_to_do(token: Token, start: int) -> bool:
    """Whether a bare verb goes on with a list of what shall be done: "to keep its word, drop the tender, and"."""
    bare = token.tag_ == "VB" and token.i > 0 and token.nbor(-1).text == ","
    return bare and any(t.tag_ == "TO" and t.nbor(1).tag_ == "VB" for t in token.doc[start : token.i - 1])


def _turning_points(doc: Doc, start: int, closed: int | None) -> Iterator[int]:
    """Yield the tokens at which words may end: verbs, nouns, marks and a few words; the others are not looked at."""
    for index, (word, tag) in enumerate(zip(folded_words(doc)[start:], tags_of(doc)[start:], strict=True), start):
        if tag[0] in "VMN" or word in TURNS or not word[:1].isalnum() or index == closed or word in venues():
            yield index


def _opens_with_that(doc: Doc, edge: int) -> bool:
    """Whether a joined clause is another that-clause of the same verb: "said that A, and that B"."""
    joined = [token for token in doc[max(0, edge - 1) : edge + 3] if token.text != ","]
    return any(a.lower_ in {"and", "but", "or"} and b.lower_ == "that" for a, b in pairwise(joined))


def _is_over(doc: Doc, start: int, semicolon: int) -> bool:
    """Whether a clause of the writer's or another's follows a semicolon: no further "that", and no open quotation."""
    if sum(token.is_quote for token in doc[start:semicolon]) % 2:
        return False
    that = any(token.lower_ == "that" for token in doc[semicolon + 1 : semicolon + 3])
    return not that and (has_finite(doc, semicolon, len(doc)) or _speaks_on(doc, semicolon))


def _speaks_on(doc: Doc, start: int) -> bool:
    """Whether somebody else speaks from here on: "Baku said A, while Yerevan denied it"."""
    words = folded_words(doc)
    return any(token.tag_ in VERBAL and verb_cues(words, token.i) for token in doc[start:])


def _is_venue(doc: Doc, token: Token, verb: SpeechVerb, start: int) -> bool:
    """Whether a noun says where it was said: "claimed responsibility in a statement"."""
    if token.dep_ not in {"obl", "prep", "nmod"}:
        return False
    edge = token.left_edge.i
    issued = token.dep_ == "nmod" and doc[edge : edge + 2].text.lower() in {"in a", "in an", "at a", "at an"}
    if issued and verb.cue.only_objects and not has_finite(doc, start, edge):
        return token.lemma_.lower() in venues()  # "responsibility for the attack in a message carried by a monitor"
    if token.dep_ == "nmod" or token.head.i != verb.index or token.left_edge.tag_ != "IN":
        return False
    return token.lemma_.lower() in venues() and token.left_edge.lower_ in {"in", "during", "on", "at"}


def _takes_up(doc: Doc, token: Token, verb: SpeechVerb, start: int) -> bool:
    """Whether another verb of the same speaker begins here: ", adding that", "condemned the attack and called for"."""
    cues = verb_cues(folded_words(doc), token.i)
    if not cues or not goes_on(token) or all(cue.only_subjects for cue in cues):
        return False  # "said she checked the rolls and found that"
    if token.i > 1 and doc[token.i - 2].text == "," and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "that":
        return True  # "..., without giving names, and insisted that"
    if token.tag_ == doc[verb.index].tag_ and _contrasts(doc, token, start):
        return True  # "said the dam held but warned of more rain"
    if token.nbor(-1).lower_ == "but" and token.tag_ in FINITE and doc[start].tag_ == "VBG":
        return True  # "acknowledged receiving a call but maintains it concerned"
    return token.tag_ == "VBG" or token.head.i == verb.index or "clause" not in verb.cue.frames


def _first_finite(doc: Doc, start: int, end: int) -> str:
    """Return the first finite verb among these tokens; empty if there is none."""
    return next((token.lower_ for token in doc[start:end] if is_finite(token)), "")


def _finite_outside_marks(doc: Doc, start: int, end: int) -> bool:
    """Whether a finite verb stands among these tokens, quoted words aside."""
    quoted = False
    for token in doc[start:end]:
        quoted = quoted != token.is_quote
        if not quoted and is_finite(token):
            return True
    return False


def _contrasts(doc: Doc, token: Token, start: int) -> bool:
    """Whether a verb of speech is the same speaker's as the one before: after "but", before "that", by its tense."""
    opens = token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "that"
    if not _finite_outside_marks(doc, start, token.i):
        return True  # 'said that the plan "stank" and urged the council to drop it'
    if token.nbor(-2).text == "," and token.tag_ == "VBD" and _first_finite(doc, start, token.i) in BACKSHIFTED:
        return True  # "said he had been moved, and asked the crowd to pray"
    other_tense = not any(t.tag_ in {token.tag_, "MD", "VBP"} for t in doc[start : token.i])
    return opens or token.nbor(-1).lower_ == "but" or (token.tag_ == "VBZ" and other_tense)


def _before_link(doc: Doc, index: int) -> int:
    """Return where the words before a comma or conjunction (or both) at `index` end."""
    while index > 0 and (doc[index - 1].text == "," or doc[index - 1].tag_ == "CC"):
        index -= 1
    return index


def _is_like(doc: Doc, token: Token, verb: SpeechVerb) -> bool:
    """Whether a verb coordinated with the verb of speech can be: it has its tense, or a subject of its own."""
    has_subject = any(child.dep_ in SUBJECTS for child in token.children)
    modal = any(child.tag_ == "MD" for child in token.children)
    return has_subject or (token.tag_ in {doc[verb.index].tag_, "VBD", "VBN"} and not modal)


def _is_clause_still(doc: Doc, token: Token, verb: SpeechVerb, start: int, edge: int) -> bool:
    """Whether a joined verb is what is said: it has the tense of a clause, or the clause has no verb without it."""
    if not any(child.dep_ in SUBJECTS for child in token.children):
        present = token.tag_ in {"VBZ", "VBP"} and doc[verb.index].tag_ == "VBD"
        if present and token.dep_ != "conj" and has_finite(doc, start, edge):
            return True  # "said the move breaks three agreements, harms trade, and sends a wrong signal"
    bare = start == verb.end and not doc[start].is_quote and verb.cue.frames <= ONLY_CLAUSES
    bare = bare and not verb.cue.only_subjects  # "a jury found him guilty and sentenced him"
    opened = bare or doc[start - 1].lower_ == "that"  # "said that the talks, due to open in May, could slip"
    return opened and not has_finite(doc, start, edge) and has_finite(doc, edge, len(doc))


def _goes_on_as(doc: Doc, token: Token, verb: SpeechVerb) -> bool:
    """Whether words in commas only part a thing from what it is described as: "described zones, paid for by X, as"."""
    words = folded_words(doc)
    parted = any(words[i] == "," and words[i + 1] == "as" for i in range(token.i, len(words) - 1))
    return parted and verb.cue.base in NAMING


def _is_within_quotation(doc: Doc, start: int, edge: int) -> bool:
    """Whether a clause stands within a quotation: 'her next sentence was, "But we are"', 'that "A, but B"'."""
    marks = [token for token in doc[start : edge + int(doc[edge].is_quote)] if token.is_quote]
    doubled = sum(a.text == b.text and a.i + 1 == b.i and not a.whitespace_ for a, b in pairwise(marks))  # ``, ''
    return (len(marks) - doubled) % 2 == 1


def _is_subordinate(token: Token) -> bool:
    """Whether a joined clause is one of condition or reason: "he may win, but only if he stops"."""
    return any(child.dep_ == "mark" and child.i < token.i for child in token.children)


def _link_before(doc: Doc, edge: int, start: int) -> int | None:
    """Return where a clause that begins at `edge` is parted from the content: at its comma or conjunction."""
    while edge < len(doc) and doc[edge].is_punct and doc[edge].text == ",":
        edge += 1
    cut = edge
    if cut > start and doc[cut - 1].tag_ == "CC":
        cut -= 1
    elif doc[cut].tag_ != "CC" and doc[cut - 1].text != ",":
        return None
    return cut - 1 if doc[cut - 1].text == "," else cut
