"""Tags that the model gets wrong where a verb of speech settles them: "Melber questions the deal", "the WHO said"."""

from __future__ import annotations

from functools import cache

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from pipeline.understand.parsing.headline_verbs import mend_headline
from pipeline.understand.parsing.mending_names import (
    is_aged_speaker,
    mend_acronym,
    mend_aged_speaker,
    mend_letters,
    mend_number_ten,
)
from pipeline.understand.parsing.mending_pasts import (
    CLAUSE_OPENING,
    acts_after,
    acts_on_day,
    cues_of,
    goes_on_with,
    has_own_subject,
    put_over,
    takes_up,
)
from pipeline.understand.speech.cues import all_forms, speech_form, verb_cues, words_of
from pipeline.understand.speech.tokens import FINITE, NOUNS, is_finite

FOLLOWING = frozenset({"DT", "PRP", "PRP$", "NNP", "NNPS", "CD", "EX", "WRB", "WP", "WDT", "JJ", "NNS", "NN"})
"""What stands after a verb of speech that takes a clause or an object: no preposition, no mark."""
SEVERAL = frozenset({"couple", "family", "pair", "police", "staff", "people", "crew", "majority", "council", "union"})
"""Singular nouns for several people, who "say"."""
BEFORE_VERB = frozenset({"DT", "PRP$", "NN", "NNP", "JJ", "POS", "VBN"})
PAST = frozenset({"shot", "hit", "fired"})
MISREAD = {"NNS": "VBZ", "NN": "VBP", "UH": "VBP", "VB": "VBP", "VBP": "VBP", "IN": "VBP"}
NAME_ENDS = frozenset({"VBD", "VBZ", "VBP", "VB", "VBG", "VBN", "IN", "RB", "NN", "NNS", "JJ", "MD"})
NOUN_LINKS = frozenset({"nmod", "compound", "flat", "case"})
LONGEST_SYLLABLE = 5  # letters of the second part of "Ji-won", "Jae-myung"
IS, HYPHEN, TEN, ELEVEN = map(get_string_id, ("is", "-", "10", "11"))


def mend(doc: Doc) -> Doc:
    """Set right, in place, the tags of a sentence without a verb before a verb of speech; return the document."""
    if len(doc) > 1 and doc[0].text == "WHO" and doc[0].tag_ == "WP":
        mend_acronym(doc[0])
    words = doc.to_array("LOWER").tolist() if len(doc) else []
    mend_headline(doc, words)
    if IS in words:
        mend_letters(doc)
    if TEN in words or ELEVEN in words:
        mend_number_ten(doc)
    mended = _mended()
    for index in [i for i, word in enumerate(words[1:-1], 1) if word in mended or words[i - 1] == HYPHEN]:
        _mend_token(doc[index])
    return doc


@cache
def _mended() -> frozenset[int]:
    """Return, as spaCy numbers them, the words at which something may have to be set right.

    They are the forms of verbs of speech, and two more.
    """
    return frozenset(map(get_string_id, {"who", "to"} | all_forms()))


def _mend_token(token: Token) -> None:
    if token.tag_ == "WP" and token.text == "WHO":
        mend_acronym(token)
    elif (
        token.lower_ == "to"
        and (token.tag_ == "IN" or token.dep_ == "case")
        and token.nbor(1).lower_ in words_of("adjectives_too")
    ):
        _mend_infinitive(token)
    elif token.tag_ == "VBP" and (to := goes_on_with(token)) is not None:
        token.tag_, token.head = "VB", to.nbor(1)
    elif token.tag_ in MISREAD and token.tag_ != "VBP" and _is_speech(token):
        token.tag_ = MISREAD[token.tag_]
        token.dep_ = "parataxis" if token.dep_ in NOUN_LINKS else token.dep_
        _mend_clause(token.doc[token.i + 1])
    elif token.tag_ == "VBZ" and token.dep_ in NOUN_LINKS and _ends_after_clause(token):
        token.dep_ = "parataxis"
    elif is_aged_speaker(token):
        mend_aged_speaker(token)
    elif token.tag_ == "NN" and _closes_quotation(token):
        token.tag_ = "VBD"
    elif token.tag_ in {"NN", "NNP"} and _opens_quotation(token):
        token.tag_ = "VBG"
    elif token.tag_ in NAME_ENDS and _ends_name(token):
        token.tag_, token.dep_ = "NNP", "flat"
    elif token.tag_ == "VBN" and token.dep_ == "acl" and acts_after(token):
        token.tag_, token.dep_ = "VBD", "advcl"
    elif token.tag_ == "VBN" and has_own_subject(token):
        token.tag_ = "VBD"
    elif token.tag_ == "VBN" and acts_on_day(token):
        put_over(token, token.head)
    elif token.tag_ == "VBN" and takes_up(token):
        token.tag_, token.dep_ = "VBD", "conj"
    elif token.tag_ in {"NN", "VB"} and _points_out(token):
        token.tag_, token.dep_ = ("VBD" if token.lower_ in PAST else "VBP"), "parataxis"


def _closes_quotation(token: Token) -> bool:
    """Whether the past form of a verb of speech stands between a closing mark and a name: '"No," shot back Lee'."""
    if token.i < 2 or not token.nbor(-1).is_quote or token.nbor(-2).text not in {",", "?", "!"}:
        return False
    cues = verb_cues([t.lower_ for t in token.doc[token.i : token.i + 3]], 0)
    return any(token.doc[min(token.i + 1 + len(cue.particles), len(token.doc) - 1)].tag_ == "NNP" for cue in cues)


def _opens_quotation(token: Token) -> bool:
    """Whether a form in -ing stands between a comma and what it reports: 'gathered outside, chanting "Thieves!"'."""
    after = token.nbor(1)
    opens = after.is_quote or after.text == ":" or after.lower_ == "that"
    several = token.nbor(-1).tag_ in {"NNS", "NNPS"}  # "with Democrats warning that"
    absolute = several and "with" in {t.lower_ for t in token.doc[max(0, token.i - 4) : token.i]}
    behind = token.nbor(-1).text == "," or absolute
    return opens and behind and token.lower_.endswith("ing") and bool(cues_of(token))


def _ends_name(token: Token) -> bool:
    """Whether a word closes a hyphenated name after a surname: the "won" of "Han Ji-won said"."""
    doc, index = token.doc, token.i
    if index < 3 or doc[index - 1].text != "-" or doc[index - 1].whitespace_ or doc[index - 2].whitespace_:
        return False
    names = doc[index - 3 : index - 1]
    return len(token) <= LONGEST_SYLLABLE and all(t.tag_ == "NNP" and t.text[0].isupper() for t in names)


def _points_out(token: Token) -> bool:
    """Whether "point out" follows those who do: "The inquiry, allies of the minister point out, may clear him"."""
    if token.i + 2 >= len(token.doc) or token.nbor(-1).tag_ not in NOUNS:
        return False
    cues = verb_cues([t.lower_ for t in token.doc[token.i : token.i + 3]], 0)
    closes = token.nbor(2).text == "," or token.nbor(2).lower_ == "that"
    return closes and any(cue.particles == (token.nbor(1).lower_,) and cue.frames & {"clause", "that"} for cue in cues)


def _mend_infinitive(to: Token) -> None:
    """Make "to double farmers' incomes", "to open the border" infinitives: a verb that is an adjective as well."""
    verb = to.nbor(1)
    if verb.i + 1 < len(to.doc) and verb.nbor(1).tag_ in {"DT", "PRP$", "NNS", "NNP", "CD"}:
        to.tag_, verb.tag_ = "TO", "VB"


def _is_speech(token: Token) -> bool:
    """Whether a form of a verb of speech stands between its subject and what it takes, and no verb before."""
    third = token.tag_ == "NNS"
    if not token.text.islower() or not speech_form(token.lower_, third=third):
        return False
    before, after = token.nbor(-1), token.nbor(1)
    if token.i == 1 and before.tag_ == "VBZ" and after.lower_ == "that":
        before.tag_ = "NNS"  # "Economists caution that"
    if token.lower_ in {"say", "says"} and before.tag_ in {"NNS", "NNPS", "NNP", "RB", "PRP"}:
        return True
    if token.lower_ == "say" and after.tag_ in {"PRP", "EX"} and token.doc[0].tag_ == "NNS":
        if token.doc[1].lower_ == "close":
            token.doc[1].tag_ = "JJ"
        return not _has_finite(token.doc, 0, token.i)  # "People close to the premier say he"
    if (
        third
        and before.tag_ == "NN"
        and token.dep_ == "ROOT"
        and after.lower_ == "that"
        and token.i + 3 < len(token.doc)
    ):
        return token.nbor(2).tag_ in FOLLOWING and not _has_finite(token.doc, 0, token.i)  # "The agency projects that"
    if (
        third
        and before.tag_ in NOUNS
        and (_is_set_in(token) or _ends_after_quotation(token) or _ends_after_clause(token))
    ):
        return True
    if before.tag_ in ({"NN", "NNP"} if third else {"NNS", "NNPS"}) and _is_parenthesis(token):
        return True
    counted = before.lower_ in SEVERAL or before.tag_ == "CD"  # "one in four say they", "six in 10 say the"
    if token.lower_ == "say" and counted and after.tag_ in {"PRP", "EX", "DT", "PRP$"}:
        return True
    if not third and before.tag_ in {"NNS", "NNPS"} and any(after.lower_ in c.prepositions for c in cues_of(token)):
        return not _has_finite(token.doc, 0, len(token.doc))
    if third and before.tag_ in {"NNP", "PRP"} and _takes(token) and not _has_finite(token.doc, 0, token.i):
        return True
    if not third and _is_plural_opening(token) and after.tag_ == "DT" and not _has_finite(token.doc, 0, token.i):
        return True
    if not (after.tag_ in FOLLOWING or after.lower_ == "that") or _has_finite(token.doc, _clause_start(token), token.i):
        return False
    if third:
        apposed = before.text == "," and any(
            t.tag_ == "NNP" and t.nbor(1).text == "," for t in token.doc[: token.i - 1]
        )
        return (before.tag_ in {"NNP", "PRP"} or apposed) and (after.tag_ not in NOUNS or after.lower_ == "that")
    return before.tag_ in {"NNS", "NNPS"} and (token.lower_ == "say" or after.tag_ not in {"NN", "NNS", "JJ"})


def _is_set_in(token: Token) -> bool:
    """Whether a verb closes words set into a relative clause: "a bill that, the office estimates, would cost"."""
    doc, end = token.doc, token.i + 2
    if end >= len(doc) or doc[end - 1].text != "," or doc[end].tag_ not in FINITE:
        return False
    opening = next((t.i for t in reversed(doc[max(1, token.i - CLAUSE_OPENING) : token.i]) if t.text == ","), 0)
    return opening > 0 and doc[opening - 1].lower_ in {"that", "which", "who"}


def _is_parenthesis(token: Token) -> bool:
    """Whether subject and verb stand in commas within a clause: "The list, her allies counter, is the point"."""
    doc, end = token.doc, token.i + 2
    if end >= len(doc) or doc[end - 1].text != "," or not (doc[end].tag_ in FINITE or doc[end].is_quote):
        return False
    opening = next((t.i for t in reversed(doc[max(1, token.i - CLAUSE_OPENING) : token.i]) if t.text == ","), 0)
    phrase = doc[opening + 1 : token.i]
    opens = opening > 0 and len(phrase) > 0 and phrase[0].tag_ in {"DT", "PRP$", "NNS", "NNP", "JJ", "CD", "NN"}
    return opens and not any(is_finite(t) or t.tag_ in {"CC", "WDT", "WP"} for t in phrase)


def _ends_after_quotation(token: Token) -> bool:
    """Whether a sentence ends in a noun phrase and the verb behind a quotation: '"We know," the letter states.'"""
    closing = next((t.i for t in reversed(token.doc[1 : token.i]) if t.is_quote), 0)
    if closing < 2 or token.nbor(1).text not in {".", ","} or token.i - closing > CLAUSE_OPENING:
        return False
    named = token.doc[closing + 1 : token.i]
    return token.doc[closing - 1].text in {",", "?", "!"} and all(t.tag_ in BEFORE_VERB for t in named)


def _ends_after_clause(token: Token) -> bool:
    """Whether a sentence ends in a noun phrase and the verb behind a clause: "Losses rose, the bank estimates."""
    doc, last = token.doc, token.i + 1
    if doc[last].text != "." or last + 1 < len(doc):
        return False
    comma = next((t.i for t in reversed(doc[max(1, token.i - CLAUSE_OPENING - 1) : token.i]) if t.text == ","), 0)
    named = doc[comma + 1 : token.i]
    opens = comma > 0 and len(named) > 0 and named[0].tag_ in {"DT", "NNP", "PRP$"} and _has_finite(doc, 0, comma)
    plural = {"NNS"} if token.tag_ == "VBZ" else {}
    owners = (t.tag_ in {*BEFORE_VERB, *plural} or {t.lower_, t.nbor(-1).lower_} & {"of", "for"} for t in named)
    return opens and all(owners)  # "the chamber of farmers"


def _has_finite(doc: Doc, start: int, end: int) -> bool:
    """Whether a finite verb stands among these tokens, by the tags as they are now."""
    return any(is_finite(token) for token in doc[start:end])


def _takes(token: Token) -> bool:
    """Whether an infinitive or a bare clause follows: "Lee promises to act", "Lee claims crime is rising"."""
    doc, start = token.doc, token.i + 1
    if doc[start].lower_ == "to":
        return start + 1 < len(doc) and doc[start + 1].tag_ == "VB"
    for after in doc[start : start + CLAUSE_OPENING]:
        if after.is_punct or after.tag_ in {"IN", "TO", "CC"}:
            return False
        if after.tag_ in FINITE:
            return after.i > start
    return False


def _is_plural_opening(token: Token) -> bool:
    """Whether the sentence opens with several people and the token can be their verb: "Some in his party fear the"."""
    plural = token.doc[0].lower_ in {"some", "many", "others", "most", "both", "few", "several"}
    later = token.doc[token.i + 1 : token.i + CLAUSE_OPENING]
    return plural and token.nbor(-1).tag_ in NOUNS and any(t.tag_ in FINITE for t in later)


def _clause_start(token: Token) -> int:
    """Return where the main clause of a token begins: after the last semicolon before it, or ", while"."""
    for before in reversed(token.doc[1 : token.i]):
        if before.text == ";" or (before.lower_ in {"while", "but", "and", "whereas"} and before.nbor(-1).text == ","):
            return int(before.i) + 1
    return 0


def _mend_clause(following: Token) -> None:
    """Make "that" after the verb open a clause, and the noun after it the verb's object."""
    if following.lower_ == "that" and following.i + 2 < len(following.doc):
        opens = any(t.tag_ in FINITE for t in following.doc[following.i + 2 :])
        following.tag_ = "IN" if opens else following.tag_
    for token in following.doc[following.i : following.i + 6]:
        if token.head.i == following.i - 1 and token.dep_ in {"appos", "dep", "flat"}:
            token.dep_ = "obj"
