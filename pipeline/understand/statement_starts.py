"""Where the words begin that a verb of speech reports after itself, and who they are addressed to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Token

from pipeline.understand.clause import OBJECTS, RELATIVE, SUBJECTS, folded_words
from pipeline.understand.cues import venues, verb_cues
from pipeline.understand.statement_mentions import DAYS, right_edge_of
from pipeline.understand.statement_tokens import FINITE, NOMINAL, goes_on, has_finite
from pipeline.understand.statement_verbs import SpeechVerb

Range = tuple[int, int]
LONGEST_PHRASE = 7  # tokens; what is said in so many is a clause, whatever the tagger makes of its verb
TRANSITIVE = frozenset({"reflect", "offer", "allow", "begin", "finish", "continue", "repeat", "beg", "snap", "crack", "sing"})
JUDGING = frozenset({"call", "label", "brand", "term", "dub", "deem", "pronounce"})
GERUNDS = frozenset({"recall", "recount", "deny", "admit", "acknowledge", "suggest", "propose", "recommend", "advise"})
"""Verbs of speech after which a form in -ing tells what is said: "recalled seeing smoke"."""
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "myself", "ourselves", "yourself"})
PARTS_OF_DAYS = frozenset({"morning", "afternoon", "evening", "night"})
LONG = frozenset({"year", "month", "week", "day", "hour", "decade", "long", "time"})
LONGEST_SUBJECT = 12  # tokens between a verb of speech and the verb of the clause it reports
LONGEST_ADDRESSEE = 14  # tokens; "asked the governments of the whole region not to turn boats away"
SEARCH_FOR_THAT = 16  # tokens; between "said" and "that" stand addressee, time and venue


def after_time(doc: Doc, start: int) -> int:
    """Return where the content begins after a time that goes with the verb: "announced today the death"."""
    while start < len(doc) - 1 and _is_day(doc, start):
        start += 1
    noun = next((t for t in doc[start + 1 : start + 4] if t.tag_ in {"NN", "NNS", "NNP"}), None)
    if doc[start].tag_ != "IN" or noun is None or start + 5 > len(doc):
        return start
    setting = noun.lemma_.lower() in venues() or noun.lower_ in DAYS
    return after_time(doc, noun.i + 1) if setting else start


def _is_day(doc: Doc, index: int) -> bool:
    """Whether a word is a day when something was said, or its part: "Wednesday night", "late Friday"."""
    if doc[index].lower_ in DAYS:
        return doc[index + 1].tag_ != "POS"
    if doc[index].lower_ in PARTS_OF_DAYS:
        return index > 0 and doc[index - 1].lower_ in DAYS
    return doc[index].lower_ in {"late", "early"} and doc[index + 1].lower_ in DAYS


def start_after(doc: Doc, verb: SpeechVerb, outside: Sequence[bool]) -> tuple[int, str, Range | None] | None:
    """Return where the content begins after the verb, by which rule, and who is addressed."""
    frames, begin = verb.cue.frames, after_subject(doc, verb)
    if begin < len(doc) and doc[begin].lower_ in REFLEXIVE and "addressee" not in frames:
        return None  # "announced themselves"
    addressee = addressee_of(doc, verb, begin) if frames & {"addressee", "optional_addressee"} else None
    skipped = addressee[1] if addressee else begin
    finders: tuple[tuple[str, str, Callable[[], int | None]], ...] = (
        ("bidding", "object_infinitive", lambda: _bidding(doc, begin)),
        ("that-clause", "clause", lambda: _complementizer(doc, skipped) if _may_tell(doc, verb, skipped) else None),
        ("that-clause", "that", lambda: _complementizer(doc, skipped)),
        ("quotation", "clause", lambda: _quotation(doc, skipped, outside)),
        ("quotation", "quotation", lambda: _whole_quotation(doc, skipped, outside)),
        ("preposition", "prepositions", lambda: _preposition(doc, verb, skipped)),
        ("infinitive", "infinitive", lambda: _infinitive(doc, skipped)),
        ("clause", "clause", lambda: _clause(doc, verb, skipped) if _takes_bare_clause(doc, verb) else None),
        ("quotation", "object", lambda: _named_as(doc, verb, begin, outside)),
        ("object", "object", lambda: _object(doc, verb, begin)),
        ("object", "quoted_object", lambda: _named(doc, verb, begin, outside)),
    )
    for rule, frame, find in finders:
        start = find() if frame in frames else None
        if start is not None:
            return start, rule, addressee
    return None


def _may_tell(doc: Doc, verb: SpeechVerb, begin: int) -> bool:
    """Whether a that-clause can be told: after "find" and "show" at once, or by those that the table asks for."""
    return not verb.cue.only_subjects or doc[begin : begin + 1].text.lower() == "that" or _has_subject_of(doc, verb)


def _takes_bare_clause(doc: Doc, verb: SpeechVerb) -> bool:
    """Whether a clause without "that" may follow: police find a body, polls find support is low."""
    only = verb.cue.only_subjects
    if not only:
        return True
    clause = has_finite(doc, verb.end, len(doc)) or any(
        child.dep_ == "ccomp" and child.tag_ == "VBG" for child in doc[verb.index].children
    )
    return clause and _has_subject_of(doc, verb)


def _has_subject_of(doc: Doc, verb: SpeechVerb) -> bool:
    """Whether the verb's subject is one of those that the table asks for."""
    if verb.subject is None:
        return False
    lower = doc[verb.subject].lower_
    singulars = {doc[verb.subject].lemma_.lower(), lower.removesuffix("s"), lower.removesuffix("ies") + "y"}
    return bool(singulars & verb.cue.only_subjects)


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
    if doc[begin : begin + 1] and doc[begin].tag_ in NOMINAL | {"PRP$", "JJ", "JJR"} - {"WP", "WDT"}:
        bare = doc[begin].lower_ == "that" or doc[begin].lower_ in DAYS
        if not bare:
            return None
    for token in doc[begin : begin + SEARCH_FOR_THAT]:
        if token.lower_ == "that" and token.tag_ in {"IN", "WDT", "DT"} and token.i + 1 < len(doc):
            return token.i + 1 if _is_complementizer(doc, token, begin) else None
        if _ends_setting(token):
            return None
    return None


def _ends_setting(token: Token) -> bool:
    """Whether a token cannot stand between the verb of speech and its "that"."""
    if token.tag_ in FINITE | {"VBG", "VB"}:
        return token.text[0].islower()
    return token.text in {":", ";"} or token.is_quote


def _is_on_a_matter(doc: Doc, begin: int) -> bool:
    """Whether "on" gives a matter ("speculated on the role that") and no day or venue ("said on Monday that")."""
    if doc[begin].lower_ == "for":
        return not any(t.lemma_.lower() in LONG for t in doc[begin + 1 : begin + 4])  # "complained for years that"
    if doc[begin].lower_ != "on":
        return False
    noun = next((t for t in doc[begin + 1 : begin + 5] if t.tag_ in {"NN", "NNS", "NNP"}), None)
    return noun is not None and noun.tag_ != "NNP" and noun.lemma_.lower() not in venues()


def _is_complementizer(doc: Doc, token: Token, begin: int) -> bool:
    if token.i == begin:
        verbs = any(t.tag_.startswith("V") or t.tag_ == "MD" for t in doc[token.i + 1 :])
        return verbs and (token.tag_ == "IN" or has_finite(doc, token.i + 2, len(doc)))
    about = doc[begin].lower_ in {"about", "of", "over", "against"} or _is_on_a_matter(doc, begin)
    return token.tag_ != "DT" and not about and doc[token.i - 1].lower_ not in {"so", "such", "in", "after", "except"}


def _quotation(doc: Doc, begin: int, outside: Sequence[bool]) -> int | None:
    for index in range(begin, min(begin + SEARCH_FOR_THAT, len(doc))):
        if not outside[index]:
            if not _is_nearest(doc, begin, index):
                return None
            return index if index == begin or _only_setting(doc, begin, index) else None
    return None


def _whole_quotation(doc: Doc, begin: int, outside: Sequence[bool]) -> int | None:
    """Return where a quotation begins that is a sentence: in 'reflected "the old view"' nobody speaks."""
    start = _quotation(doc, begin, outside)
    if start is None or start + 1 >= len(doc):
        return None
    if doc[begin - 1].lemma_.lower() not in TRANSITIVE:
        return start
    return start if doc[start - 1].text in {",", ":", "that"} or not doc[start + 1].text[0].islower() else None


def _is_nearest(doc: Doc, begin: int, end: int) -> bool:
    """Whether no other verb of the same speaker stands nearer to a quotation: in "laughed and said, ..." he said it."""
    joined = doc[begin : begin + 1].text == "and" and doc[begin + 1 : begin + 2].text != "then"
    words = folded_words(doc)
    return not joined and not any(goes_on(t) and verb_cues(words, t.i) for t in doc[begin:end])


def _only_setting(doc: Doc, begin: int, end: int) -> bool:
    """Whether the words between verb and quotation say only when, where or to whom: they end in comma or colon."""
    return (
        doc[end - 1].text in {",", ":", "that"}
        or (end - begin == 1 and doc[begin].lower_ == "as")
        or (doc[end - 1].lemma_.lower() in venues() and doc[begin].tag_ in {"IN", "TO", "RB", "NNP"})
    )


def _preposition(doc: Doc, verb: SpeechVerb, begin: int) -> int | None:
    for token in doc[begin : begin + 6]:
        if token.lower_ in verb.cue.prepositions and token.tag_ in {"IN", "RP", "TO"}:
            return int(token.i) + 1 if token.i + 1 < len(doc) else None
        if token.tag_ in FINITE or token.is_punct:
            return None
    return None


def _bidding(doc: Doc, begin: int) -> int | None:
    """Return where "the troops to withdraw" begins after "ordered": somebody, and at once what he shall do."""
    for token in doc[begin : begin + LONGEST_ADDRESSEE]:
        if token.lower_ == "to" and begin < token.i < len(doc) - 1 and doc[token.i + 1].tag_ in {"VB", "RB"}:
            return begin
        inner = token.i > begin and token.lower_ in {"of", "in", "from", "at"}
        if (
            (token.is_punct and token.tag_ != "HYPH")
            or token.tag_ in FINITE
            or (token.tag_ in {"IN", "VBG"} and not inner)
        ):
            return None
    return None


def _infinitive(doc: Doc, begin: int) -> int | None:
    for token in doc[begin : begin + 8]:
        following = next((t for t in doc[token.i + 1 : token.i + 3] if not t.is_quote), token)
        if token.lower_ == "to" and following.tag_ in {"VB", "RB"}:
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
            own = any(grand.dep_ in SUBJECTS for grand in child.children)
            if not _is_nearest(doc, begin, start):
                continue
            if (own or has_finite(doc, start, len(doc))) and doc[start].tag_ != "TO":
                return _with_lost_subject(doc, begin, start)
    if begin < len(doc) - 1 and doc[begin].tag_ == "VBG" and verb.cue.base in GERUNDS:
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
    lost = any(t.dep_ in OBJECTS and t.head.i == begin - 1 for t in between) and doc[start].tag_ in FINITE
    setting = any(t.is_punct or t.tag_ in {"IN", "RB", "TO"} or t.dep_ in {"iobj", "obl:unmarked"} for t in between)
    return start if (setting and not lost) or not len(between) else begin


def _plain_clause(doc: Doc, begin: int, *, weak: bool) -> bool:
    """Whether a subject and its finite verb follow at once; after a firm verb a misread participle does."""
    for token in doc[begin : begin + LONGEST_SUBJECT]:
        misread = not weak and token.tag_ == "VBN" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ != "by"
        if token.tag_ in FINITE or misread:
            return token.i > begin
        relative = token.tag_ in {"WP", "WDT", "WP$"} and token.i > begin
        if relative or (token.is_punct and not _is_inside_name(token)) or token.tag_ in {"VB", "TO"}:
            return False
    return False


def _is_inside_name(mark: Token) -> bool:
    """Whether a mark stands inside a subject: a hyphen, or a comma between names ("Minnesota, Virginia or Maine")."""
    if mark.tag_ == "HYPH" or mark.text == "-":
        return True
    after = mark.nbor(1).tag_ if mark.i + 1 < len(mark.doc) else ""
    return mark.text == "," and mark.i > 0 and mark.nbor(-1).tag_ in {"NNP", "CD"} and after in {"NNP", "CC", "CD"}


def _object(doc: Doc, verb: SpeechVerb, begin: int) -> int | None:
    children = [child for child in doc[verb.index].children if child.i >= begin]
    lemmas = {child.lemma_.lower() for child in children} | {child.lower_ for child in children}
    if lemmas & verb.cue.never_objects or _gives_two(children):
        return None
    if verb.cue.only_objects and not lemmas & verb.cue.only_objects:
        return None
    if verb.cue.only_subjects and not _has_subject_of(doc, verb):
        return None
    for child in children:
        if child.i >= begin and child.dep_ in OBJECTS | {"ccomp", "xcomp", "iobj", "obl"}:
            if child.dep_ == "obl" and (verb.cue.particles == () or int(child.left_edge.i) > begin + 1):
                continue
            return max(begin, int(child.left_edge.i))
    return None


def _named(doc: Doc, verb: SpeechVerb, begin: int, outside: Sequence[bool]) -> int | None:
    """Return where an object begins that is called something: in quotation marks, or by a word that judges it."""
    if all(outside[begin:]) and not (verb.cue.base in JUDGING and _is_judged(doc, verb)):
        return None
    return _object(doc, verb, begin)


def _is_judged(doc: Doc, verb: SpeechVerb) -> bool:
    """Whether a thing is called good, bad or "a mistake": "called the plan unconstitutional"."""
    after = [child for child in doc[verb.index].children if child.i >= verb.end]
    named = next((child for child in after if child.dep_ in OBJECTS), None)
    if named is None:
        return False
    others = [t for t in [*after, *named.children] if t.i > named.i and t.dep_ in {"xcomp", "acl", "obj", "appos"}]
    return any(t.tag_ == "JJ" or (t.tag_ == "NN" and t.left_edge.lower_ in {"a", "an"}) for t in others)


def _named_as(doc: Doc, verb: SpeechVerb, begin: int, outside: Sequence[bool]) -> int | None:
    """Return where the words begin in "which she described as '...'", "a ruling that Lee hailed as a victory"."""
    if begin + 1 >= len(doc) or doc[begin].lower_ != "as":
        return None
    told = doc[verb.index].dep_ in RELATIVE and doc[begin + 1].tag_ in {"DT", "PRP$"}
    return begin + 1 if not outside[begin + 1] or told else None


def _gives_two(children: Sequence[Token]) -> bool:
    """Whether the verb has two objects: "denied them entry" is no speech."""
    return any(c.dep_ in {"iobj", "dative"} for c in children) and any(c.dep_ in OBJECTS for c in children)
