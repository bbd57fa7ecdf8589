"""Who speaks where the parse takes something else for the speaker: an occasion, a thing, the words between dashes."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipeline.understand.clause import ALONG, OBJECTS, RELATIVE, SUBJECTS
from pipeline.understand.speech.bearers import SOME, head_of_name
from pipeline.understand.speech.cues import venues
from pipeline.understand.speech.mention_ends import DAYS
from pipeline.understand.speech.mentions import left_edge_of
from pipeline.understand.speech.named_first import bearer_before
from pipeline.understand.speech.official import office_words
from pipeline.understand.speech.sex import sex_of_name
from pipeline.understand.speech.tokens import NOUNS, before_bracket, has_finite

OCCASIONS = frozenset(
    ["point", "stage", "time", "moment", "january", "february", "march", "april", "may", "june", "july", "august"]
    + ["september", "october", "november", "december"]
)
PLATFORMS = frozenset({"twitter", "facebook", "instagram", "x", "telegram", "tiktok", "youtube", "weibo", "whatsapp"})
LONGEST_COMPANY = 6  # tokens before the noun of "the deputy provincial health minister"

LONGEST_PRINCIPAL = 7  # tokens of "Senate Majority Leader Ann Lee"
PRINCIPAL = frozenset({"NNP", "NNPS", "NN", "NNS", "DT", "JJ", "POS", "PRP$", "HYPH"})
CLERKS = frozenset(  # beside those who speak for somebody by trade
    ["spokeswomen", "spokespeople", "spokespersons", "attorneys", "representative", "agent", "advisors", "publicist"]
    + ["solicitor", "solicitors", "barrister", "manager", "secretary"]
)
LED = frozenset({"led", "headed", "chaired", "founded", "run", "headed up"})
LEAST_BEFORE = 4  # tokens before the leader's name: a body, "led by"
DASHES = frozenset({"—", "–", "--", "-"})


def over_occasion(token: Token) -> int | None:
    """Return who speaks "at one point asking", "in May urging", where the parse takes the occasion for the speaker."""
    doc, noun = token.doc, token.i - 1
    if token.tag_ != "VBG" or noun < 2 or doc[noun].tag_ not in {"NN", "NNS", "NNP"}:
        return None
    opening = next((t.i for t in doc[max(0, noun - 2) : noun] if t.tag_ == "IN"), 0)
    if opening < 2 or not (doc[noun].lower_ in OCCASIONS or doc[noun].lower_ in DAYS):
        return None
    thing = doc[opening - 1]
    over = thing.head if thing.dep_ in OBJECTS else doc[:].root  # "passed a resolution in March urging"
    return next((t.i for t in over.children if t.dep_ in SUBJECTS and t.i < opening), None)


def over_platform(token: Token) -> int | None:
    """Return who speaks in "posted to Twitter asking", where the parse takes the platform for the speaker."""
    doc, noun = token.doc, token.i - 1
    if token.tag_ != "VBG" or noun < 2 or doc[noun].lower_ not in PLATFORMS or doc[noun - 1].tag_ not in {"IN", "TO"}:
        return None
    root = doc[:].root
    return next((t.i for t in root.children if t.dep_ in SUBJECTS and t.i < noun), None)


def absolute_subject(token: Token) -> int | None:
    """Return who speaks in "the House met, with Garrison insisting that": the one behind "with"."""
    doc, noun = token.doc, token.i - 1
    if token.tag_ != "VBG" or noun < 2 or doc[noun].tag_ not in {"NNP", "NNPS"}:
        return None
    first = noun
    while first > 0 and doc[first - 1].tag_ in {"NNP", "NNPS", "NN", "DT", "POS"}:
        first -= 1
    return noun if first > 0 and doc[first - 1].lower_ == "with" else None


def named_beside(token: Token, words: Sequence[str]) -> int | None:
    """Return who describes a thing in "a move aides described as", where the parse takes the two nouns for one."""
    doc, index = token.doc, token.i - 1
    while index > 1 and doc[index].tag_ == "RB":
        index -= 1
    if index < 2 or words[token.i + 1 : token.i + 2] != ("as",) or token.tag_ not in {"VBD", "VBN", "VBP", "VBZ"}:
        return None
    named = doc[index].tag_ in {"NNS", "NNPS"} and doc[index - 1].tag_ == "NN" and doc[index - 2].tag_ in {"DT", "JJ"}
    return index if named else None


def follows_words(token: Token) -> bool:
    """Whether words before a verb may have been said: a quotation, a clause, or one noun that is not described."""
    before = token.doc[: token.i]
    described = sum(t.text == "," for t in before) > 1
    return not described or any(t.is_quote for t in before) or has_finite(token.doc, 0, token.i)


def between_dashes(token: Token) -> int | None:
    """Return the noun before words between dashes that end right before the verb: "the group — all of them — said"."""
    doc, closing = token.doc, token.i - 1
    if closing < 3 or doc[closing].text not in DASHES or token.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    opening = next((t.i for t in reversed(doc[1:closing]) if t.text == doc[closing].text), 0)
    return head_of_name(doc[opening - 1]) if opening and doc[opening - 1].tag_ in NOUNS else None


def before_company(doc: Doc, noun: int) -> int:
    """Return who did it along with those of whom `noun` is the last word; the noun itself where nobody did."""
    for index in range(noun - 1, max(0, noun - LONGEST_COMPANY), -1):
        if (doc[index].is_punct and doc[index].tag_ != "POS") or doc[index].tag_.startswith("VB"):
            break
        for words in ALONG:
            opens = index - len(words) + 1
            if opens > 0 and tuple(t.lower_ for t in doc[opens : index + 1]) == words and doc[opens - 1].tag_ in NOUNS:
                return head_of_name(doc[opens - 1])
    return noun


def before_leader(noun: int, verb: Token) -> int:
    """Return the body of "The task force (IATF) led by Secretary Ana Ruiz has vowed"; the noun itself elsewhere."""
    doc, start = verb.doc, left_edge_of(verb.doc, noun, verb.i)
    if start < LEAST_BEFORE or doc[start - 1].lower_ != "by" or doc[start - 2].lower_ not in LED:
        return noun
    close = start - 3
    close -= doc[close].text == ","
    body = doc[before_bracket(doc[close + 1], close)]
    while body.dep_ in {"nmod", "flat", "compound"} and body.head.i < body.i and body.head.tag_ in NOUNS:
        body = body.head
    return int(body.i) if body.tag_ in NOUNS else noun


def before_principal(doc: Doc, noun: int) -> int:
    """Return the clerk of "A spokeswoman for Mr Lee confirmed", of which the parse makes Lee the one who confirms."""
    start = noun
    while start > 1 and doc[start].tag_ in PRINCIPAL and noun - start < LONGEST_PRINCIPAL:
        start -= 1
    clerk = doc[start - 1] if start and doc[start].lower_ == "for" else None
    return int(clerk.i) if clerk is not None and clerk.lower_ in CLERKS | office_words("speaking_for") else noun


def before_among(token: Token) -> int | None:
    """Return who opens a sentence, some of whom are named: "Many in the party, among them Ann Lee, claimed"."""
    if token.i < 4:
        return None
    close = token.i - 1 - (token.nbor(-1).lower_ in {"have", "has", "had"})
    if token.doc[close].text != ",":
        return None
    if token.doc[0].lower_ not in SOME:
        return _over_among(token.doc, close)
    return 0 if any(t.lower_ == "among" and t.nbor(-1).text == "," for t in token.doc[2 : token.i]) else None


def _over_among(doc: Doc, close: int) -> int | None:
    """Return the people before those named in commas: "Ruiz and other candidates, among them Premier Lee, proposed"."""
    comma = next((t.i for t in doc[1:close] if t.text == "," and doc[t.i + 1].lower_ == "among"), 0)
    if comma < 1 or doc[comma + 2].lower_ != "them" or has_finite(doc, 0, close):
        return None
    stop = next((t.i for t in doc[1:comma] if t.tag_ == "IN"), comma)
    heads = [t.i for t in doc[:stop] if t.tag_ in {"NNS", "NNPS"}]
    return heads[-1] if heads else None


def opened_by(token: Token) -> int | None:
    """Return the main verb's subject where a participle opens the sentence: "Calling it a farce, the mayor left"."""
    if token.tag_ != "VBG" or (token.i and not token.nbor(-1).text.startswith(("-", "–", "—"))):
        return None
    root = token.doc[:].root
    over = [root] if root.i != token.i else [child for child in root.children if child.dep_ == "ccomp"]
    subjects = [c.i for verb in over for c in verb.children if c.dep_ in SUBJECTS and c.i > token.i]
    return int(subjects[0]) if subjects and "," in token.doc[token.i : subjects[0]].text else None


def antecedent_of(subject: Token, verb: Token) -> int:
    """Return the noun that a relative pronoun stands for; any other subject itself."""
    if subject.tag_ not in {"WP", "WDT"}:
        return int(subject.i)
    named = bearer_before(subject)
    if named is not None:
        return named
    before = subject.doc[max(0, subject.i - 2)]
    apart = subject.lower_ == "who" and before.tag_ in NOUNS and subject.nbor(-1).text == ","
    paper = verb.dep_ not in RELATIVE or verb.head.lemma_.lower() in venues()
    if apart and paper:
        return int(before.head.i if before.dep_ == "flat" else before.i)  # "a statement from the candidate, who said"
    behind = apart and before.tag_ == "NNP" and verb.head.tag_ == "NN" and verb.head.i < before.i
    if behind and verb.dep_ in RELATIVE and subject.doc[verb.head.i + 1].lower_ in {"of", "by", "from"}:
        return int(before.head.i if before.dep_ == "flat" else before.i)  # "the fire of the Chief Minister, who had"
    kinds = {child.dep_ for child in verb.head.children}
    if verb.dep_ in RELATIVE and {"cop", "det"} <= kinds and "case" not in kinds:
        clerk = [child for child in verb.head.children if child.dep_ in SUBJECTS and child.tag_ in {"NNP", "PRP"}]
        return int(clerk[0].i if clerk else verb.head.i)  # "Lee was a clerk who had written"
    if verb.dep_ in RELATIVE:
        body = _body_before(subject, verb.head)
        return int(verb.head.i) if body is None else body
    return int(subject.i)


def _body_before(subject: Token, head: Token) -> int | None:
    """Return the body before ", which" that the parse hangs on a person: "Ann Lee, of the Green Party, which says"."""
    comma = subject.i - 1
    if subject.lower_ != "which" or comma < 1 or subject.doc[comma].text != "," or head.tag_ != "NNP":
        return None
    noun = subject.doc[before_bracket(subject.doc[comma], comma - 1)]
    apart = noun.tag_ in {"NNP", "NNPS"} and noun.i > head.i and sex_of_name(head.text) is not None
    owned = any(t.lower_ in {"of", "from", "for"} for t in subject.doc[head.i + 1 : noun.i])
    return int(noun.head.i if noun.dep_ == "flat" else noun.i) if apart and owned else None
