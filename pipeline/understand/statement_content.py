"""What was said: the words before or after a verb of speech that it vouches for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.understand.clause import OBJECTS, RELATIVE, SUBJECTS
from pipeline.understand.cues import venues
from pipeline.understand.statement_mentions import mention_extent
from pipeline.understand.statement_verbs import FINITE, NOMINAL, SpeechVerb, is_finite

Range = tuple[int, int]
SEARCH_FOR_THAT = 16  # tokens; between "said" and "that" stand addressee, time and venue
CLOSING = frozenset({".", "!", "?", "…", ";", "--", "-", "–", "—"})
DAYS = frozenset(
    {"today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "earlier"}
)
CLAUSE_LINKS = frozenset({"conj", "advcl", "parataxis", "dep"})


@dataclass(frozen=True, slots=True)
class Content:
    """Token ranges of what was said, and the rule that found them."""

    ranges: tuple[Range, ...]
    rule: str
    addressee: Range | None = None


def content_of(doc: Doc, verb: SpeechVerb, outside: Sequence[bool], floor: int) -> Content | None:
    """Return what the verb vouches for; tokens before `floor` belong to somebody else. None if nothing is reported."""
    if verb.cue.frames & {"clause", "quotation"} and doc[verb.index].tag_ != "VBG":
        split = _split_clause(doc, verb, floor)
        if split is not None:
            return Content(split, "content-around")
        before = _before(doc, verb, outside, floor)
        if before is not None and ("clause" in verb.cue.frames or not outside[before[1] - 1]):
            addressee = _addressee(doc, verb, verb.end) if "addressee" in verb.cue.frames else None
            return Content((before, *_resumed(doc, verb, outside)), "content-before", addressee)
    return _after(doc, verb, outside)


def _split_clause(doc: Doc, verb: SpeechVerb, floor: int) -> tuple[Range, ...] | None:
    """Return both halves of a clause that the speech verb interrupts: "The talks, said Lee, are over"."""
    first = verb.index if verb.inverted or verb.subject is None else _left_edge(doc, verb.subject, verb.index)
    after = _after_subject(doc, verb)
    if first - 1 <= floor or doc[first - 1].text != "," or after >= len(doc) - 1 or doc[after].text != ",":
        return None
    if _has_finite(doc, floor, first - 1) or not _is_predicate(doc, after + 1):
        return None
    return (floor, first - 1), (after + 1, _trimmed_end(doc, after + 1, len(doc)))


def _is_predicate(doc: Doc, start: int) -> bool:
    """Whether a verb without a subject of its own follows, adverbs aside."""
    while start < len(doc) - 1 and doc[start].tag_ in {"RB", "MD"}:
        start += 1
    return doc[start].tag_ in FINITE | {"VB"}


def _before(doc: Doc, verb: SpeechVerb, outside: Sequence[bool], floor: int) -> Range | None:
    """Return the clause before ", X said": it ends in a comma or quotation mark and has a finite verb or a mark."""
    first = verb.index if verb.inverted or verb.subject is None else _left_edge(doc, verb.subject, verb.index)
    while first > floor and doc[first - 1].tag_ in {"RB", "IN"} and not doc[first - 1].is_punct and not verb.inverted:
        first -= 1
    last = first - 1
    if last < floor or not doc[last].is_punct or doc[last].text in {":", "(", "-", "–", "—"}:
        return None
    quoted = not outside[last]
    if not quoted and (doc[last].text != "," or not _is_clause(doc, floor, last, verb)):
        return None
    end = last + 1 if quoted else last
    return (floor, end) if end > floor else None


def _is_clause(doc: Doc, start: int, end: int, verb: SpeechVerb) -> bool:
    """Whether the words before a comma are a main clause of their own, and no opening phrase of the speech verb's."""
    if _opens_right(doc, verb):
        return False
    opener = doc[start].lower_
    finite = _has_finite(doc, start, end)
    subordinate = opener in {
        "when",
        "after",
        "before",
        "while",
        "although",
        "though",
        "as",
        "because",
        "since",
        "until",
    }
    return finite and not subordinate


def _opens_right(doc: Doc, verb: SpeechVerb) -> bool:
    """Whether the speech verb clearly takes the words after it: that-clause, or a clause with its own subject."""
    after = verb.end
    if after < len(doc) and doc[after].lower_ == "that":
        return True
    return any(
        child.dep_ == "ccomp"
        and child.i > verb.index
        and any(c.dep_ in SUBJECTS and c.i > verb.index for c in child.children)
        for child in doc[verb.index].children
    )


def _resumed(doc: Doc, verb: SpeechVerb, outside: Sequence[bool]) -> tuple[Range, ...]:
    """Return content that goes on after "..., he said, ...": a quotation, or a clause after the comma."""
    start = verb.end
    while start < len(doc) and outside[start]:
        start += 1
    if start < len(doc) and _may_resume(doc, verb, start):
        end = start
        while end < len(doc) and not outside[end]:
            end += 1
        return ((start, end),)
    return _resumed_clause(doc, verb)


def _may_resume(doc: Doc, verb: SpeechVerb, start: int) -> bool:
    """Whether nobody else's speech stands between the verb and the resumed quotation."""
    between = doc[verb.end : start]
    return (
        sum(token.tag_ in FINITE for token in between) == 0 or doc[start - 1].text in {",", ":"} and len(between) < 30
    )


def _resumed_clause(doc: Doc, verb: SpeechVerb) -> tuple[Range, ...]:
    start = verb.end
    if not verb.inverted and start < len(doc) and doc[start].text == ",":
        opener = doc[start + 1] if start + 1 < len(doc) else None
        end = _trimmed_end(doc, start + 1, len(doc))
        if (
            opener is not None
            and opener.tag_ in {"CC", "IN", "PRP", "DT", "EX", "NNP", "NNS", "WRB"}
            and _has_finite(doc, start, end)
        ):
            return ((start + 1, end),)
    return ()


def _has_finite(doc: Doc, start: int, end: int) -> bool:
    return any(is_finite(token) for token in doc[start:end])


def _after(doc: Doc, verb: SpeechVerb, outside: Sequence[bool]) -> Content | None:
    found = _start_after(doc, verb, outside)
    if found is None:
        return None
    start, rule, addressee = found
    start = _after_time(doc, start)
    end = _end_after(doc, verb, start)
    return Content(((start, end),), rule, addressee) if end > start else None


def _after_time(doc: Doc, start: int) -> int:
    """Return where the content begins after a time that goes with the verb: "announced today the death"."""
    while start < len(doc) - 1 and doc[start].lower_ in DAYS:
        start += 1
    return start


def _start_after(doc: Doc, verb: SpeechVerb, outside: Sequence[bool]) -> tuple[int, str, Range | None] | None:
    """Return where the content begins after the verb, by which rule, and who is addressed."""
    frames, begin = verb.cue.frames, _after_subject(doc, verb)
    addressee = _addressee(doc, verb, begin) if frames & {"addressee", "optional_addressee"} else None
    skipped = addressee[1] if addressee else begin
    finders: tuple[tuple[str, str, Callable[[], int | None]], ...] = (
        ("bidding", "object_infinitive", lambda: _bidding(doc, begin)),
        ("that-clause", "clause", lambda: _complementizer(doc, skipped)),
        ("quotation", "clause", lambda: _quotation(doc, skipped, outside)),
        ("quotation", "quotation", lambda: _quotation(doc, skipped, outside)),
        ("preposition", "prepositions", lambda: _preposition(doc, verb, skipped)),
        ("infinitive", "infinitive", lambda: _infinitive(doc, skipped)),
        ("clause", "clause", lambda: _clause(doc, verb, skipped)),
        ("object", "object", lambda: _object(doc, verb, begin)),
    )
    for rule, frame, find in finders:
        start = find() if frame in frames else None
        if start is not None:
            return start, rule, addressee
    return None


def _after_subject(doc: Doc, verb: SpeechVerb) -> int:
    if not verb.inverted or verb.subject is None:
        return verb.end
    return max(verb.end, _right_edge(doc, verb.subject) + 1)


def _addressee(doc: Doc, verb: SpeechVerb, begin: int) -> Range | None:
    for child in doc[verb.index].children:
        if child.tag_.startswith("W"):
            continue
        if child.i >= begin and child.dep_ in {"obj", "iobj", "dobj", "dative"} and child.i - begin < 12:
            return begin, min(_right_edge(doc, child.i) + 1, _clause_start(doc, begin))
    end = begin
    while (
        end < len(doc)
        and doc[end].tag_ in {"DT", "JJ", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "POS", "CD"}
        and doc[end].lower_ != "that"
    ):
        end += 1
    return (begin, end) if end > begin and "addressee" in verb.cue.frames else None


def _clause_start(doc: Doc, begin: int) -> int:
    """Return where a that-clause, infinitive or quotation begins after `begin`: an addressee ends before it."""
    for token in doc[begin:]:
        if token.lower_ in {"that", "to"} or token.is_quote or token.text in {",", ":"}:
            return int(token.i)
    return len(doc)


def _complementizer(doc: Doc, begin: int) -> int | None:
    """Return the token after "that", if only time, venue or addressee stand between verb and "that"."""
    if doc[begin : begin + 1] and doc[begin].tag_ in {"DT", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "JJ", "CD"}:
        bare = doc[begin].lower_ == "that" or doc[begin].lower_ in DAYS
        if not bare:
            return None
    for token in doc[begin : begin + SEARCH_FOR_THAT]:
        if token.lower_ == "that" and token.tag_ in {"IN", "WDT", "DT"} and token.i + 1 < len(doc):
            return token.i + 1 if _is_complementizer(doc, token, begin) else None
        if token.tag_ in FINITE or token.tag_ in {"VBG", "VB"} or token.text in {":", ";"} or token.is_quote:
            return None
    return None


def _is_complementizer(doc: Doc, token: Token, begin: int) -> bool:
    if token.i == begin:
        return token.tag_ == "IN" or _has_finite(doc, token.i + 2, len(doc))
    about = doc[begin].lower_ in {"about", "of", "for", "over", "against"}
    return token.tag_ != "DT" and not about and doc[token.i - 1].lower_ not in {"so", "such", "in", "after", "except"}


def _quotation(doc: Doc, begin: int, outside: Sequence[bool]) -> int | None:
    for index in range(begin, min(begin + SEARCH_FOR_THAT, len(doc))):
        if not outside[index]:
            return index if index == begin or _only_setting(doc, begin, index) else None
    return None


def _only_setting(doc: Doc, begin: int, end: int) -> bool:
    """Whether the words between verb and quotation say only when, where or to whom: they end in comma or colon."""
    return doc[end - 1].text in {",", ":", "that"} or doc[end - 1].lemma_.lower() in venues()


def _preposition(doc: Doc, verb: SpeechVerb, begin: int) -> int | None:
    for token in doc[begin : begin + 6]:
        if token.lower_ in verb.cue.prepositions and token.tag_ in {"IN", "RP", "TO"}:
            return int(token.i) + 1 if token.i + 1 < len(doc) else None
        if token.tag_ in FINITE or token.is_punct:
            return None
    return None


def _bidding(doc: Doc, begin: int) -> int | None:
    """Return where "the troops to withdraw" begins after "ordered": somebody, and at once what he shall do."""
    for token in doc[begin : begin + 9]:
        if token.tag_ == "TO" and token.i > begin and token.i + 1 < len(doc) and doc[token.i + 1].tag_ in {"VB", "RB"}:
            return begin
        if token.is_punct or token.tag_ in FINITE or token.tag_ in {"IN", "VBG"}:
            return None
    return None


def _infinitive(doc: Doc, begin: int) -> int | None:
    for token in doc[begin : begin + 8]:
        if token.tag_ == "TO" and token.i + 1 < len(doc) and doc[token.i + 1].tag_ in {"VB", "RB"}:
            return int(token.i)
        if token.is_punct or token.tag_ in FINITE or token.dep_ in OBJECTS:
            return None
    return None


def _clause(doc: Doc, verb: SpeechVerb, begin: int) -> int | None:
    """Return where a clause without "that" begins: as the parse has it, else right after the verb."""
    for child in doc[verb.index].children:
        if child.dep_ in {"ccomp", "xcomp", "parataxis"} and child.i >= begin:
            start = max(begin, int(child.left_edge.i))
            while start < child.i and (doc[start].is_punct or doc[start].lower_ == "that") and not doc[start].is_quote:
                start += 1
            if _has_finite(doc, start, len(doc)) and doc[start].tag_ != "TO":
                return _with_lost_subject(doc, begin, start)
    if (
        begin < len(doc) - 2
        and doc[begin].tag_ in NOMINAL | {"JJ", "PRP$", "EX", "WRB", "NNP"}
        and _plain_clause(doc, begin)
    ):
        return begin
    return None


def _with_lost_subject(doc: Doc, begin: int, start: int) -> int:
    """Return where the clause begins if the parse gave its first words to the verb of speech."""
    between = doc[begin:start]
    setting = any(t.is_punct or t.tag_ in {"IN", "RB", "TO"} or t.dep_ in {"iobj", "obl:unmarked"} for t in between)
    return start if setting or not len(between) else begin


def _plain_clause(doc: Doc, begin: int) -> bool:
    """Whether a subject and its finite verb follow at once."""
    for token in doc[begin : begin + 9]:
        if token.tag_ in FINITE:
            return token.i > begin
        if token.is_punct or token.tag_ in {"VB", "TO"}:
            return False
    return False


def _object(doc: Doc, verb: SpeechVerb, begin: int) -> int | None:
    children = [child for child in doc[verb.index].children if child.i >= begin]
    lemmas = {child.lemma_.lower() for child in children} | {child.lower_ for child in children}
    if lemmas & verb.cue.never_objects or _gives_two(children):
        return None
    if verb.cue.only_objects and not lemmas & verb.cue.only_objects:
        return None
    for child in children:
        if child.i >= begin and child.dep_ in OBJECTS | {"ccomp", "xcomp", "iobj", "obl"}:
            if child.dep_ == "obl" and (verb.cue.particles == () or int(child.left_edge.i) > begin + 1):
                continue
            return max(begin, int(child.left_edge.i))
    return None


def _gives_two(children: Sequence[Token]) -> bool:
    """Whether the verb has two objects: "denied them entry" is no speech."""
    return any(c.dep_ in {"iobj", "dative"} for c in children) and any(c.dep_ in OBJECTS for c in children)


def _end_after(doc: Doc, verb: SpeechVerb, start: int) -> int:
    """Return where the content ends: at the sentence's end, or before a clause that belongs to the speech verb."""
    governors = {verb.index, *(ancestor.i for ancestor in doc[verb.index].ancestors)}
    for token in doc[start + 1 :]:
        if token.dep_ in CLAUSE_LINKS and token.head.i in governors and token.tag_.startswith(("V", "MD")):
            edge = max(start, int(token.left_edge.i))
            cut = _link_before(doc, edge, start)
            if token.dep_ == "conj" and not _is_like(doc, token, verb):
                continue
            if cut is not None and cut > start + 1:
                return cut
    return _trimmed_end(doc, start, len(doc))


def _is_like(doc: Doc, token: Token, verb: SpeechVerb) -> bool:
    """Whether a verb coordinated with the verb of speech can be: it has its tense, or a subject of its own."""
    has_subject = any(child.dep_ in SUBJECTS for child in token.children)
    modal = any(child.tag_ == "MD" for child in token.children)
    return has_subject or (token.tag_ == doc[verb.index].tag_ and not modal)


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


def _trimmed_end(doc: Doc, start: int, end: int) -> int:
    while end > start and (doc[end - 1].text in CLOSING or doc[end - 1].is_space):
        end -= 1
    return end


def _left_edge(doc: Doc, head: int, verb: int) -> int:
    edge = mention_extent(doc, head)[0]
    return edge if edge < verb else head


def _right_edge(doc: Doc, head: int) -> int:
    """Return the last token of a noun phrase, up to the first comma, relative clause or that-clause after it."""
    last = head
    subtree = {token.i for token in doc[head].subtree}
    for index in range(head + 1, len(doc)):
        token = doc[index]
        if (
            index not in subtree
            or token.text in {",", ":", "--"}
            or token.is_quote
            or token.dep_ in RELATIVE
            or token.lower_ == "that"
        ):
            break
        last = index
    return last
