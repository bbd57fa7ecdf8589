"""Where a clause without "that" begins after a verb of speech, behind the time and place of saying."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.understand.clause import OBJECTS, SUBJECTS, folded_words
from pipeline.understand.speech.cues import venues, verb_cues
from pipeline.understand.speech.mention_ends import DAYS
from pipeline.understand.speech.mentions import left_edge_of
from pipeline.understand.speech.tokens import AUXILIARIES, FINITE, NOMINAL, beside, goes_on, has_finite, is_finite
from pipeline.understand.speech.verbs import SpeechVerb
from pipeline.vocabulary import CueClass

LONGEST_PHRASE = 7  # tokens; what is said in so many is a clause, whatever the tagger makes of its verb
LONGEST_SUBJECT = 12  # tokens between a verb of speech and the verb of the clause it reports
GERUNDS = frozenset(
    {"recall", "recount", "deny", "admit", "acknowledge", "suggest", "propose", "recommend", "advise", "describe"}
)
"""Verbs of speech after which a form in -ing tells what is said: "recalled seeing smoke"."""
PHRASE_OPENERS = frozenset({"JJ", "JJR", "NNP", "NNPS", "NNS", "DT", "CD", "PRP$"})
LAST = frozenset({"last", "this", "next"})
PERIODS = frozenset({"week", "month", "year", "spring", "summer", "autumn", "fall", "winter"})
SPANS = frozenset({"earlier", "ago", "later", "beforehand"})
PARTS_OF_DAYS = frozenset({"morning", "afternoon", "evening", "night"})


def after_time(doc: Doc, start: int) -> int:
    """Return where the content begins after a time that goes with the verb: "announced today the death"."""
    while start < len(doc) - 1 and is_day(doc, start):
        start += 1
    noun = next((t for t in doc[start + 1 : start + 4] if t.tag_ in {"NN", "NNS", "NNP"}), None)
    if doc[start].tag_ != "IN" or noun is None or start + 5 > len(doc):
        return start
    setting = noun.lemma_.lower() in venues() or noun.lower_ in DAYS
    return after_time(doc, noun.i + 1) if setting else start


def is_day(doc: Doc, index: int) -> bool:
    """Whether a word is a day when something was said, or its part: "Wednesday night", "late Friday"."""
    if doc[index].lower_ in DAYS:
        return doc[index + 1 : index + 2].text not in {"'s", "’s"}
    if doc[index].lower_ in LAST | PERIODS:
        if doc[index].lower_ in LAST and index + 1 == len(doc):
            return False
        pair = (doc[index], doc[index + 1]) if doc[index].lower_ in LAST else (doc[index - 1], doc[index])
        return pair[0].lower_ in LAST and pair[1].lower_ in PERIODS | {"night"}
    if doc[index].lower_ in PARTS_OF_DAYS:
        return index > 0 and doc[index - 1].lower_ in DAYS | LAST
    return doc[index].lower_ in {"late", "early"} and doc[index + 1 : index + 2].text.lower() in DAYS


def after_span(doc: Doc, start: int) -> int:
    """Return where the content begins after a span of time: "had told them a week earlier that she was ill"."""
    if start + 2 < len(doc) and doc[start].lower_ in LAST and doc[start + 1].lower_ in PERIODS:
        return start + 2
    last = next((t.i for t in doc[start + 1 : start + 4] if t.lower_ in SPANS), None)
    if last is None or last + 1 >= len(doc) or any(t.is_punct or t.tag_ in FINITE for t in doc[start:last]):
        return start
    return last + 1


def is_nearest(doc: Doc, begin: int, end: int) -> bool:
    """Whether no other verb of the same speaker stands nearer to a quotation: in "laughed and said, ..." he said it."""
    joined = doc[begin : begin + 1].text == "and" and doc[begin + 1 : begin + 2].text != "then"
    words = folded_words(doc)
    return not joined and not any(verb_cues(words, i) and goes_on(doc[i]) for i in range(begin, min(end, len(doc))))


def clause_start(doc: Doc, verb: SpeechVerb, begin: int) -> int | None:
    """Return where a clause without "that" begins: as the parse has it, else right after the verb."""
    for child in doc[verb.index].children:
        if child.dep_ in {"ccomp", "xcomp", "parataxis"} and child.i >= begin:
            start = max(begin, int(child.left_edge.i))
            while start < child.i and (doc[start].is_punct or doc[start].lower_ == "that") and not doc[start].is_quote:
                start += 1
            if child.tag_ == "VBG" and start == child.i > 0 and doc[start - 1].text == ",":
                continue  # "disputes that, pointing to a photograph"
            degree = doc[start].lower_ in {"so", "such"} and doc[start + 1].tag_ in {"JJ", "RB", "VBN", "VBD"}
            if degree and start > begin:
                continue  # "announced a hearing after a meeting so heated that one member left"
            if doc[start].lower_ in {"and", "but"}:
                continue  # "records show no call, and two aides said"
            own = any(grand.dep_ in SUBJECTS for grand in child.children)
            if child.dep_ == "parataxis" and not own and doc[start - 1].text == ",":
                continue  # "called on the board to keep its word, drop the tender, and"
            if not is_nearest(doc, begin, start):
                continue
            if (own or has_finite(doc, start, len(doc))) and doc[start].tag_ != "TO":
                return _with_lost_subject(doc, begin, start)
    if begin < len(doc) - 1 and doc[begin].tag_ == "VBG" and verb.cue.base in GERUNDS:
        return begin
    if begin < len(doc) - 2 and doc[begin].lower_ in {"whether", "if"} and verb.cue.cue_class is CueClass.ASK:
        return begin
    begin = after_time(doc, begin) if begin < len(doc) and doc[begin].tag_ in {"IN", "NNP"} else begin
    if (
        begin < len(doc) - 2
        and doc[begin].tag_ in NOMINAL | {"JJ", "JJR", "PRP$", "EX", "WRB", "NNP"}
        and (_plain_clause(doc, begin, weak=verb.cue.weak) or _is_verbless(doc, verb, begin))
    ):
        return begin
    return None


def _is_verbless(doc: Doc, verb: SpeechVerb, begin: int) -> bool:
    """Whether a long clause follows "said" whose verb the tagger missed: "said the patch consists of updates"."""
    plain = verb.cue.base == "say" and not verb.negated and not verb.inverted and len(doc) - begin >= LONGEST_PHRASE
    opens = doc[begin].tag_ in {"DT", "PRP$", "NNP", "PRP", "NNS", "CD"}
    return plain and opens and not any(t.is_quote for t in doc[begin:])


def _with_lost_subject(doc: Doc, begin: int, start: int) -> int:
    """Return where the clause begins if the parse gave its first words to the verb of speech."""
    between = doc[begin:start]
    lost = any(t.dep_ in OBJECTS | SUBJECTS and t.head.i == begin - 1 for t in between) and doc[start].tag_ in FINITE
    setting = any(t.is_punct or t.tag_ in {"IN", "RB", "TO"} or t.dep_ in {"iobj", "obl:unmarked"} for t in between)
    return start if (setting and not lost) or not len(between) else begin


def _plain_clause(doc: Doc, begin: int, *, weak: bool) -> bool:
    """Whether a subject and its finite verb follow at once; after a firm verb a misread participle does."""
    for token in doc[begin : begin + LONGEST_SUBJECT]:
        misread = not weak and token.tag_ == "VBN" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ != "by"
        if token.tag_ in FINITE or misread:
            return token.i > begin
        relative = token.tag_ in {"WP", "WDT", "WP$"} and token.i > begin
        if (
            relative
            or (token.i > begin and _parts_verb(token))
            or (token.is_punct and not token.is_quote and not _is_inside_name(token))
            or token.tag_ in {"VB", "TO"}
        ):
            return False
    return False


def _parts_verb(token: Token) -> bool:
    """Whether the verb after a word is no predicate of the nouns before it: "the deal but would", "a bid before it"."""
    joins = token.lower_ == "but" or (token.tag_ == "CC" and is_finite(beside(token)))
    return joins if token.i + 1 < len(token.doc) and token.dep_ != "mark" else token.dep_ == "mark"


def _is_inside_name(mark: Token) -> bool:
    """Whether a mark stands inside a subject: a hyphen, or a comma between names ("Minnesota, Virginia or Maine")."""
    if mark.tag_ == "HYPH" or mark.text == "-":
        return True
    after = beside(mark).tag_ if mark.i + 1 < len(mark.doc) else ""
    return mark.text == "," and mark.i > 0 and mark.nbor(-1).tag_ in {"NNP", "CD"} and after in {"NNP", "CC", "CD"}


def is_gapped_in_commas(doc: Doc, verb: SpeechVerb) -> bool:
    """Whether the words in commas part a relative pronoun from its clause: "huts which, it says, were paid for"."""
    if verb.subject is None or verb.inverted or verb.end + 2 >= len(doc) or doc[verb.end].text != ",":
        return False
    edge = left_edge_of(doc, verb.subject, verb.index)
    relative = edge > 2 and doc[edge - 1].text == "," and doc[edge - 2].tag_ in {"WDT", "WP"}
    return relative and (doc[verb.end + 1].tag_ in FINITE or doc[verb.end + 1].lower_ in AUXILIARIES)


def from_verb_on(doc: Doc, verb: SpeechVerb, start: int) -> int:
    """Return where a clause begins whose subject the parse hangs on "say": "say the party's failure is a reason"."""
    between = doc[verb.end : start]
    tells = "clause" in verb.cue.frames and "addressee" not in verb.cue.frames and not verb.inverted
    if (
        not tells
        or not len(between)
        or verb.subject is None
        or verb.subject > verb.index
        or not is_finite(doc[after_time(doc, start)])
    ):
        return start
    opens = between[0].tag_ in PHRASE_OPENERS or between[0].lower_ == "up"
    plain = not any(token.is_punct and token.text not in {"'", "’", "-"} for token in between)
    return verb.end if opens and plain and not is_day(doc, verb.end) else start
