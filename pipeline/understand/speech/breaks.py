"""Where a thing that somebody announced, denied or called a name is over, and the writer goes on."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipeline.understand.clause import SUBJECTS, folded_words, tags_of
from pipeline.understand.speech.cues import venues, verb_cues
from pipeline.understand.speech.mention_ends import DAYS
from pipeline.understand.speech.tokens import FINITE, NOUNS, beside, goes_on, has_finite, is_finite

CLOSING = frozenset({".", "!", "?", "…", ";", "--", "-", "–", "—"})
LATER = frozenset({"before", "after"})
MEANWHILE = frozenset({"before", "after", "when", "while"})
BREAKING = LATER | MEANWHILE | DAYS | {"but"}
REMARKING = frozenset(  # with which the writer goes on: "would withdraw it, drawing laughter", ", despite a report"
    {"drawing", "prompting", "triggering", "sparking", "eliciting", "earning", "despite", "following", "amid"}
)
OVER_A_DAY = frozenset({"on", "last", "late", "early", "this"})
AS_WELL = frozenset({"as", "while"})
SPELLS = frozenset({"days", "hours", "weeks", "months", "minutes", "day", "week", "month", "hour"})
SPELL = 4  # words of "just two days"
COUNTING = frozenset({"a", "just", "only", "one", "two", "three", "four", "five", "six", "ten", "several", "some"})
SETTINGS = frozenset({"in", "on", "at", "during"})
LONGEST_SUBJECT = 10  # tokens
SUBJECT_TAGS = frozenset({"DT", "NN", "NNS", "NNP", "NNPS", "PRP", "JJ", "PRP$", "CD", "POS"})
PARENTHESIS = 6  # tokens of ", the minister claimed," within a relative clause
NEXT_NAME = 6  # tokens to the next thing in quotation marks: 'a "liar," a "cheat" and a "thief"'
PARTS_OF_DAYS = frozenset({"morning", "afternoon", "evening", "night", "week"})


def break_after(doc: Doc, verb: int, start: int, end: int) -> int:
    """Return the earliest place from `start` to `end` where the words of the verb at `verb` break off; else `end`."""
    words, tags = folded_words(doc), tags_of(doc)
    for index in range(start + 1, end):
        if tags[index] != "CC" and words[index] not in BREAKING and words[index][:1].isalnum():
            continue
        token = doc[index]
        following = words[index + 1] if index + 1 < len(words) else ""
        if token.text == "," and following in REMARKING:
            return int(token.i)
        if token.text == "," and _dates_the_speech(words, index) and not has_finite(doc, start, index):
            return int(token.i)
        if token.text in {"—", "–", "-"} and token.whitespace_ and following == "something":
            return int(token.i)  # "called for a new count — something his party never did"
        opened = token.nbor(-1).is_quote or token.i < start + 2
        if not token.is_quote and not opened and _breaks(doc, token, verb, start):
            return _without_link(doc, token.i)
        if token.is_quote and _is_remarked_on(token):
            return int(token.i) + 1
    return end if has_finite(doc, start, end) else _without_day(doc, start, end)


def _breaks(doc: Doc, token: Token, verb: int, start: int) -> bool:
    if token.lower_ in LATER and _speaks_later(doc, token):
        return True
    if token.i + 2 >= len(doc):
        return False
    if has_finite(doc, start, token.i):
        return token.lower_ == "but" and doc[token.i + 1].lower_ in {"has", "have"} and _is_past(doc, start, token.i)
    if token.lower_ == "but" and token.nbor(-1).text == "," and "not" not in folded_words(doc)[start : token.i]:
        return has_finite(doc, token.i, len(doc)) or doc[token.i + 1].tag_ == "DT"  # "praised it, but some fear ruin"
    if token.lower_ in DAYS and _is_venue(doc, token.i + 1):
        return token.nbor(-1).tag_ in {*NOUNS, "PRP"}
    if token.tag_ == "CC":
        return _has_verb_alone(doc, token.i + 1)
    opens = token.lower_ in MEANWHILE and (token.dep_ == "mark" or token.tag_ == "WRB")
    return opens and token.head.head.i == verb and is_finite_clause(token.head)


def _is_venue(doc: Doc, index: int) -> bool:
    """Whether a preposition and a place of saying begin here: "in a Facebook post", "during a debate"."""
    named = next((t for t in doc[index + 1 : index + 5] if t.lemma_.lower() in venues()), None)
    return doc[index].lower_ in SETTINGS and named is not None


def _is_past(doc: Doc, start: int, end: int) -> bool:
    """Whether the first finite verb among these tokens is set back in time: "believes it would fail but has not"."""
    first = next((t.lower_ for t in doc[start:end] if is_finite(t)), "")
    return first in {"would", "could", "had", "was", "were"}


def is_finite_clause(verb: Token) -> bool:
    """Whether a verb has a subject and is finite, by itself or by an auxiliary before it."""
    has_subject = any(child.dep_ in SUBJECTS for child in verb.children)
    return has_subject and (is_finite(verb) or any(is_finite(child) for child in verb.children))


def _speaks_later(doc: Doc, token: Token) -> bool:
    """Whether the same speaker says more afterwards: ", before confirming that", "before adding that"."""
    after = token.i + 1
    if after + 1 >= len(doc) or doc[after].tag_ != "VBG" or not verb_cues(folded_words(doc), after):
        return False
    return doc[token.i - 1].text == "," or "that" in {t.lower_ for t in doc[after + 1 : after + 5]}


def _has_verb_alone(doc: Doc, index: int) -> bool:
    """Whether a modal or auxiliary without a subject follows "and", "but": "confirmed the memo but would not"."""
    while index < len(doc) - 1 and doc[index].tag_ == "RB":
        index += 1
    return doc[index].tag_ == "MD" or doc[index].lower_ in {"has", "have", "had", "did", "does", "was", "were"}


def _is_remarked_on(token: Token) -> bool:
    """Whether the writer describes a quotation that a comma has closed: '"no witch hunts," a line that drew groans'."""
    if token.i < 2 or token.i + 2 >= len(token.doc):
        return False
    if beside(token).lower_ in MEANWHILE and beside(token, 2).tag_ == "VBG" and token.nbor(-1).text[-1].isalnum():
        return True  # 'joked that he was "pro-bread" before moving on'
    comma = beside(token).text == ","
    if comma or token.nbor(-1).text == ",":
        link = beside(token, 1 + comma)
        if link.lower_ in AS_WELL and beside(token, 2 + comma).tag_ in SUBJECT_TAGS and _acts_soon(link):
            return True  # 'accused him of "playing games," as she defended her plan'
    if token.nbor(-1).text != ",":
        return False
    if beside(token).tag_ == "VBG":
        return True  # 'said it was "being stolen," offering no evidence'
    return beside(token).lower_ in {"a", "an"} and beside(token, 2).tag_ in {"NN", "JJ", "VBG"}


def _acts_soon(link: Token) -> bool:
    """Whether "as" or "while" opens a clause: its verb stands near, with no comma before it."""
    clause = link.doc[link.i + 1 : link.i + LONGEST_SUBJECT]
    verb = next((t.i for t in clause if is_finite(t)), None)
    return verb is not None and not any(t.text == "," for t in link.doc[link.i : verb])


def _dates_the_speech(words: Sequence[str], comma: int) -> bool:
    """Whether the writer says when it was said: "accused the panel of taking sides, days before the vote"."""
    index = comma + 1
    while index < len(words) - 1 and index < comma + SPELL and words[index] not in SPELLS:
        index += 1
    counted = all(word.isdigit() or word in COUNTING for word in words[comma + 1 : index])
    spell = words[index : index + 2]
    return counted and len(spell) > 1 and spell[0] in SPELLS and spell[1] in {"before", "after"}


def _without_day(doc: Doc, start: int, end: int) -> int:
    """Return the end of a thing without the day at its end when it was said: "defended the trips on Thursday"."""
    last = end - 1
    if last > start + 2 and doc[last].lower_ in PARTS_OF_DAYS and doc[last - 1].lower_ in DAYS | {"last", "this"}:
        last -= 1
    if last < start + 2 or doc[last].lower_ not in DAYS | {"last", "this"}:
        return end
    while last > start + 1 and doc[last - 1].lower_ in OVER_A_DAY:
        last -= 1
    parted = doc[last - 1].is_punct or doc[last - 1].tag_ == "IN"  # "be gone by Monday"
    return last if doc[last].lower_ in OVER_A_DAY | DAYS and not parted else end


def _without_link(doc: Doc, index: int) -> int:
    while index > 1 and doc[index - 1].text == ",":
        index -= 1
    return index


def is_parenthesis(doc: Doc, comma: int) -> bool:
    """Whether a comma opens or closes words set into a relative clause: "a party that, he claimed, had ruled"."""
    opening = next(
        (t.i for t in reversed(doc[max(1, comma - PARENTHESIS) : comma + 1]) if _opens_within(doc, t.i)), None
    )
    return opening is not None


def _opens_within(doc: Doc, comma: int) -> bool:
    before = doc[comma - 1]
    parted = doc[comma - 2].text == "," if comma > 1 else False
    relative = before.tag_ in {"WDT", "WP"} or before.lower_ == "that"
    return doc[comma].text == "," and relative and not parted


def before_new_clause(doc: Doc, start: int, end: int) -> int:
    """Return where an infinitive ends before a clause with its own subject: "told me to buy it, and I bought it"."""
    quoted = doc[start].is_quote
    for token in doc[start + 1 : end]:
        quoted = quoted != token.is_quote
        parted = token.nbor(-1).text == "," or token.nbor(-1).is_quote
        if token.tag_ == "CC" and not quoted and _opens_with_subject(doc, token.i + 1, parted=parted):
            return token.i - 1 if token.nbor(-1).text == "," else int(token.i)
    return end


def _opens_with_subject(doc: Doc, start: int, *, parted: bool) -> bool:
    """Whether a noun phrase and its finite verb begin here; behind a comma it may have phrases of its own."""
    if doc[start : start + 1].text == "" or doc[start].tag_ not in SUBJECT_TAGS:
        return False
    for token in doc[start + 1 : start + LONGEST_SUBJECT]:
        if token.tag_ in {"MD", "VBD", "VBZ", "VBP"}:
            return True
        if token.tag_ not in SUBJECT_TAGS and not (parted and token.tag_ == "IN" and token.lower_ != "that"):
            return False
    return False


def trimmed_end(doc: Doc, start: int, end: int) -> int:
    """Return the end without the full stop, dashes and blanks before it."""
    while end > start and (doc[end - 1].text in CLOSING or doc[end - 1].is_space):
        end -= 1
    return end


def closed_quotation(doc: Doc, start: int) -> int | None:
    """Return where a quotation ends that begins at `start` and closes with its own full stop: a sentence of its own."""
    if not doc[start].is_quote:
        return None
    for token in doc[start + 1 : -1]:
        before, after = token.nbor(-1).text, beside(token)
        if token.is_quote and after.tag_ == "CC" and after.i + 1 < len(doc) and beside(after).is_quote:
            continue  # 'chanted "Thieves!" and "We are watching you!"'
        ended = before in {".", "!", "?", "…"} or (before == "," and doc[token.i - 2].text in {"!", "?"})
        whole = _joins_plain_verb(after) and has_finite(doc, start, token.i)
        if token.is_quote and (ended or whole or (before == "," and (after.tag_ in FINITE or _joins_verb(after)))):
            return int(token.i) + 1
    return None


def before_remark(doc: Doc, start: int, end: int) -> int:
    """Return where what somebody called a thing ends: 'a "civil war," with a host tweeting', '"Sheet", a name that'."""
    for token in doc[start + 1 : end - 2]:
        parted = token.is_quote and "," in {token.nbor(-1).text, beside(token).text}
        closing = parted and any(t.is_quote for t in doc[start : token.i])
        if closing and not any(t.is_quote for t in doc[token.i + 1 : token.i + NEXT_NAME]):
            return int(token.i) + 1
    return end


def _joins_plain_verb(token: Token) -> bool:
    """Whether "and" joins a past tense without a subject: 'said "the road is open" and left'."""
    return token.lower_ in {"and", "but"} and token.i + 1 < len(token.doc) and beside(token).tag_ == "VBD"


def _joins_verb(token: Token) -> bool:
    """Whether a conjunction joins another verb of the same speaker: '"We act," and added that'."""
    return token.tag_ == "CC" and token.i + 1 < len(token.doc) and goes_on(beside(token))
