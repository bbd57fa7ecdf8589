"""Where the words begin that a verb of speech reports after itself, and who they are addressed to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Token

from pipeline.understand.clause import OBJECTS, RELATIVE
from pipeline.understand.speech.clauses import after_span, clause_start, is_nearest
from pipeline.understand.speech.cues import venues
from pipeline.understand.speech.mention_ends import DAYS
from pipeline.understand.speech.mentions import right_edge_of
from pipeline.understand.speech.objects import has_subject_of, named_as_start, named_start, object_start
from pipeline.understand.speech.tokens import FINITE, NOMINAL, has_finite, is_finite
from pipeline.understand.speech.verbs import SpeechVerb

Range = tuple[int, int]
TRANSITIVE = frozenset(
    {"reflect", "offer", "allow", "begin", "finish", "continue", "repeat", "beg", "snap", "crack", "sing"}
)
SELF_NAMING = frozenset({"declare", "proclaim", "pronounce", "call", "describe", "label"})
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "myself", "ourselves", "yourself"})
LONG = frozenset({"year", "month", "week", "day", "hour", "decade", "long", "time"})
LONGEST_ADDRESSEE = 14  # tokens; "asked the governments of the whole region not to turn boats away"
OPENING_SUBJECT = frozenset({"PRP", "EX", "DT", "NNP", "NNPS", "NN", "NNS", "PRP$", "JJ"})
LONGEST_SMALL = 4  # letters of a word that stands without a capital in a title
LONGEST_ASIDE, LONGEST_TITLE = 12, 7  # tokens
SEARCH_FOR_THAT = 16  # tokens; between "said" and "that" stand addressee, time and venue


def start_after(doc: Doc, verb: SpeechVerb, outside: Sequence[bool]) -> tuple[int, str, Range | None] | None:
    """Return where the content begins after the verb, by which rule, and who is addressed."""
    frames, begin = verb.cue.frames, after_subject(doc, verb)
    if begin < len(doc) and doc[begin].lower_ in REFLEXIVE and "addressee" not in frames:
        after = doc[begin + 1 : begin + 2]
        names = any(t.tag_ in {"JJ", "VBN", "DT"} or t.lower_ == "as" for t in after)
        judged = names and verb.cue.base in SELF_NAMING
        return (begin, "object", None) if judged else None  # "declared himself the winner"; "announced themselves"
    addressee = addressee_of(doc, verb, begin) if frames & {"addressee", "optional_addressee"} else None
    skipped = addressee[1] if addressee else begin
    finders: tuple[tuple[str, str, Callable[[], int | None]], ...] = (
        ("bidding", "object_infinitive", lambda: _bidding(doc, begin, verb)),
        ("that-clause", "clause", lambda: _complementizer(doc, skipped) if _may_tell(doc, verb, skipped) else None),
        ("that-clause", "that", lambda: _complementizer(doc, skipped)),
        ("quotation", "clause", lambda: _quotation(doc, verb, skipped, outside) if _may_quote(doc, verb) else None),
        ("quotation", "quotation", lambda: _whole_quotation(doc, verb, skipped, outside)),
        ("clause", "question", lambda: _question(doc, skipped)),
        ("preposition", "prepositions", lambda: _preposition(doc, verb, skipped)),
        ("infinitive", "infinitive", lambda: _infinitive(doc, skipped)),
        ("clause", "clause", lambda: clause_start(doc, verb, skipped) if _takes_bare_clause(doc, verb) else None),
        ("quotation", "object", lambda: named_as_start(doc, verb, begin, outside)),
        ("object", "object", lambda: object_start(doc, verb, begin)),
        ("object", "quoted_object", lambda: named_start(doc, verb, begin, outside)),
    )
    for rule, frame, find in finders:
        start = find() if frame in frames else None
        if start is not None:
            return start, rule, addressee
    return None


def _may_tell(doc: Doc, verb: SpeechVerb, begin: int) -> bool:
    """Whether a that-clause can be told: after "find" and "show" at once, or by those that the table asks for."""
    return not verb.cue.only_subjects or doc[begin : begin + 1].text.lower() == "that" or has_subject_of(doc, verb)


def _may_quote(doc: Doc, verb: SpeechVerb) -> bool:
    """Whether quoted words after a verb are speech: of "show" and "find" only after those the table asks for."""
    return not verb.cue.only_subjects or has_subject_of(doc, verb)


def _takes_bare_clause(doc: Doc, verb: SpeechVerb) -> bool:
    """Whether a clause without "that" may follow: police find a body, polls find support is low."""
    only = verb.cue.only_subjects
    if not only:
        return True
    clause = has_finite(doc, verb.end, len(doc)) or any(
        child.dep_ == "ccomp" and child.tag_ == "VBG" for child in doc[verb.index].children
    )
    return clause and has_subject_of(doc, verb)


def after_subject(doc: Doc, verb: SpeechVerb) -> int:
    """Return the first token after the verb, or after its subject where that follows the verb."""
    if not verb.inverted or verb.subject is None:
        return verb.end
    return max(verb.end, right_edge_of(doc, verb.subject) + 1)


def addressee_of(doc: Doc, verb: SpeechVerb, begin: int) -> Range | None:
    """Return the noun phrase after the verb that names who is told; None if there is none."""
    for child in doc[verb.index].children:
        if child.tag_.startswith("W"):
            continue
        if child.i >= begin and child.dep_ in {"obj", "iobj", "dobj", "dative"} and child.i - begin < 12:
            return begin, min(right_edge_of(doc, child.i) + 1, _clause_start(doc, begin))
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
    begin = after_span(doc, begin)
    if doc[begin : begin + 1] and doc[begin].tag_ in NOMINAL | {"PRP$", "JJ", "JJR"} - {"WP", "WDT"}:
        bare = doc[begin].lower_ == "that" or doc[begin].lower_ in DAYS
        if not bare:
            return None
    passed = begin
    for token in doc[begin : begin + SEARCH_FOR_THAT]:
        if token.i < passed:
            continue
        passed = _after_aside(doc, token.i)
        if passed > token.i:
            continue
        after = doc[token.i + 1 : token.i + 2].text
        if token.lower_ == "that" and token.tag_ in {"IN", "WDT", "DT"} and after not in {"", ",", "."}:
            return token.i + 1 if _is_complementizer(doc, token, begin) else None
        if _ends_setting(token):
            return None
    return None


def _after_aside(doc: Doc, index: int) -> int:
    """Return where words end that only say how or on what programme: ", citing two aides,", '"Face the Nation"'."""
    if doc[index].text == "," and index + 1 < len(doc) and doc[index + 1].tag_ == "VBG":
        closing = next((t.i for t in doc[index + 2 : index + LONGEST_ASIDE] if t.text == ","), index)
        return closing + 1 if doc[closing + 1 : closing + 2].text.lower() == "that" else index
    if doc[index].is_quote:
        closing = next((t.i for t in doc[index + 1 : index + LONGEST_TITLE] if t.is_quote), index)
        named = [t for t in doc[index + 1 : closing] if t.is_alpha]
        titled = len(named) > 0 and named[0].text[0].isupper() and named[-1].text[0].isupper()
        return closing + 1 if titled and not has_finite(doc, index, closing) else index
    return index


def _ends_setting(token: Token) -> bool:
    """Whether a token cannot stand between the verb of speech and its "that"."""
    if token.tag_ in FINITE | {"VBG", "VB"}:
        return token.text[0].islower() and token.lower_ not in venues()  # "warned in a briefing note that"
    return token.text in {":", ";"} or token.is_quote


def _is_on_a_matter(doc: Doc, begin: int) -> bool:
    """Whether "on" gives a matter ("speculated on the role that") and no day or venue ("said on Monday that")."""
    if doc[begin].lower_ == "for":
        return not any(t.lemma_.lower() in LONG for t in doc[begin + 1 : begin + 4])  # "complained for years that"
    if doc[begin].lower_ != "on" or doc[begin + 1 : begin + 2].text in {'"', "“", "``", "''"}:
        return False  # 'said on "Face the Camera" that'
    noun = next((t for t in doc[begin + 1 : begin + 5] if t.tag_ in {"NN", "NNS", "NNP"}), None)
    return noun is not None and noun.tag_ != "NNP" and noun.lemma_.lower() not in venues()


def _is_complementizer(doc: Doc, token: Token, begin: int) -> bool:
    if token.i == begin and token.dep_ == "det" and token.head.dep_ in OBJECTS:
        return False  # "disputed that account, saying"
    if token.i == begin:
        verbs = any(t.tag_.startswith("V") or t.tag_ == "MD" for t in doc[token.i + 1 :])
        return verbs and (token.tag_ == "IN" or has_finite(doc, token.i + 2, len(doc)))
    about = doc[begin].lower_ in {"about", "of", "over", "against"} or _is_on_a_matter(doc, begin)
    return token.tag_ != "DT" and not about and doc[token.i - 1].lower_ not in {"so", "such", "in", "after", "except"}


def _quotation(doc: Doc, verb: SpeechVerb, begin: int, outside: Sequence[bool]) -> int | None:
    for index in range(begin, min(begin + SEARCH_FOR_THAT, len(doc))):
        if not outside[index]:
            if not is_nearest(doc, begin, index) or _is_anothers(doc, verb, begin, index):
                return None
            return index if index == begin or _only_setting(doc, begin, index) else None
    return None


def _is_anothers(doc: Doc, verb: SpeechVerb, begin: int, quotation: int) -> bool:
    """Whether the main verb parts a relative clause from a quotation: 'Doyle, who advised two, put it thus:'."""
    if doc[verb.index].dep_ not in RELATIVE:
        return False
    return any(t.tag_ in {*FINITE, "VB"} and t.nbor(-1).text == "," for t in doc[begin + 1 : quotation])


def _whole_quotation(doc: Doc, verb: SpeechVerb, begin: int, outside: Sequence[bool]) -> int | None:
    """Return where a quotation begins that is a sentence: in 'reflected "the old view"' nobody speaks."""
    start = _quotation(doc, verb, begin, outside)
    if start is None or start + 1 >= len(doc):
        return None
    if doc[begin - 1].lemma_.lower() not in TRANSITIVE:
        return start
    if doc[start - 1].text in {",", ":", "that"}:
        return start
    return None if doc[start + 1].text[0].islower() or _is_title(doc, start, outside) else start


def _is_title(doc: Doc, start: int, outside: Sequence[bool]) -> bool:
    """Whether quoted words are written as the title of a song or a book: 'sang "Abide with Me"'."""
    end = next((i for i in range(start + 1, len(doc)) if outside[i]), len(doc))
    words = [token.text for token in doc[start:end] if token.is_alpha]
    large = [word for word in words if word[0].isupper()]
    return len(large) > 1 and all(word in large or len(word) <= LONGEST_SMALL for word in words)


def _only_setting(doc: Doc, begin: int, end: int) -> bool:
    """Whether the words between verb and quotation say only when, where or to whom: they end in comma or colon."""
    if doc[end - 1].text == "," and _is_clause(doc, begin, end):
        return False  # "said there were no checkpoints, “only traffic police”"
    return (
        doc[end - 1].text in {",", ":", "that"}
        or (end - begin == 1 and doc[begin].lower_ == "as")
        or (doc[end - 1].lemma_.lower() in venues() and doc[begin].tag_ in {"IN", "TO", "RB", "NNP"})
    )


def _is_clause(doc: Doc, begin: int, end: int) -> bool:
    """Whether words begin with a subject and its finite verb, and no "when" or "who" comes before that."""
    verb = next((t for t in doc[begin:end] if is_finite(t)), None)
    if verb is None or doc[begin].tag_ not in OPENING_SUBJECT:
        return False
    between = doc[begin : verb.i]
    plain = not any(t.is_punct or t.tag_ in {"WDT", "WP", "WRB", "VBG", "IN", "TO"} for t in between)
    return verb.i > begin and plain


def _question(doc: Doc, begin: int) -> int | None:
    """Return where a question begins at once: "whether", "why", "who"."""
    asks = begin + 1 < len(doc) and (doc[begin].tag_ in {"WRB", "WP"} or doc[begin].lower_ in {"whether", "if"})
    return begin if asks else None


def _preposition(doc: Doc, verb: SpeechVerb, begin: int) -> int | None:
    for token in doc[begin : begin + 6]:
        if token.lower_ in verb.cue.prepositions and token.tag_ in {"IN", "RP", "TO"}:
            return int(token.i) + 1 if token.i + 1 < len(doc) else None
        if token.tag_ in FINITE | {"TO"} or (token.is_punct and not token.is_quote):
            return None
    return None


def _bidding(doc: Doc, begin: int, verb: SpeechVerb) -> int | None:
    """Return where "the troops to withdraw" begins after "ordered": somebody, and at once what he shall do.

    After "told" he is only addressed: "told the troops [to withdraw]".
    """
    if doc[begin : begin + 1].text.lower() in verb.cue.never_objects:
        return None  # "requested anonymity to speak freely"
    for token in doc[begin : begin + LONGEST_ADDRESSEE]:
        if token.lower_ == "to" and token.i > begin and _opens_infinitive(doc, token.i):
            return int(token.i) if "addressee" in verb.cue.frames else begin
        inner = token.i > begin and token.lower_ in {"of", "in", "from", "at"}
        if (
            (token.is_punct and token.tag_ != "HYPH")
            or token.tag_ in FINITE
            or (token.tag_ in {"IN", "VBG"} and not inner)
        ):
            return None
    return None


def _opens_infinitive(doc: Doc, to: int) -> bool:
    """Whether a verb follows "to" at once, or as the first of quoted words: 'asked them to "let it go"'."""
    following = next((token for token in doc[to + 1 : to + 3] if not token.is_quote), None)
    return following is not None and following.tag_ in {"VB", "RB"}


def _infinitive(doc: Doc, begin: int) -> int | None:
    for token in doc[begin : begin + 8]:
        if token.lower_ == "to" and _opens_infinitive(doc, token.i):
            return int(token.i)
        if token.is_punct or token.tag_ in FINITE or token.dep_ in OBJECTS:
            return None
    return None
