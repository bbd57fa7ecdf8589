"""Verbs of speech in a parsed sentence: those that report an act of speech that takes place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.understand.clause import tags_of
from pipeline.understand.speech.beside import described_with
from pipeline.understand.speech.cues import Cue, all_forms, negating_forms, verb_cues
from pipeline.understand.speech.headlines import is_noun_in_headline
from pipeline.understand.speech.mention_ends import DAYS
from pipeline.understand.speech.subjects import subject_before, subject_of
from pipeline.understand.speech.tokens import ASKED, NEGATIONS, NOUNS, VERBAL, beside, goes_on, misread_subject
from pipeline.vocabulary import CueClass

HYPOTHETICAL = frozenset({"if", "unless", "whether"})
MODALS = frozenset({"can", "could", "may", "might", "should", "must", "shall", "ca"})
LEADING_ON = frozenset({"go", "continue", "want", "wish", "seek", "begin", "start", "proceed", "like", "come"})
SEEMING = frozenset({"seem", "appear", "try", "attempt"})
"""Verbs over "to suggest that": whoever seemed to suggest it has spoken; who seemed to agree may have nodded."""
HAVE = frozenset({"have", "has", "had", "'ve", "having"})
BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "'s", "'re", "got"})
NEAREST_MARK = 3  # tokens before a verb of speech where a quotation closes: '"Yes," he later said to applause'
MATTERS = frozenset(
    ["about", "whether", "if", "why", "how", "what", "when", "where", "by", "on", "over", "at", "in", "to"]
)
SCORED = frozenset({"yards", "points", "goals", "runs", "assists", "rebounds", "touchdowns", "saves", "wickets"})
UNSAID = frozenset(
    {"deny", "denies", "denied", "denying", "avoid", "avoids", "avoided", "regret", "regrets", "regretted"}
)
SILENT = frozenset({CueClass.ACCUSE, CueClass.PRAISE, CueClass.URGE, CueClass.PROMISE, CueClass.WARN})
"""Acts whose refusal says nothing: who "refused to condemn" has not spoken; who "refused to confirm" has."""


@dataclass(frozen=True, slots=True, eq=False)
class SpeechVerb:
    """A verb of speech: tokens `index` to `end` with its particles; `subject` is the head of who speaks."""

    index: int
    end: int
    cue: Cue
    subject: int | None
    negated: bool = False
    inverted: bool = False


def speech_verbs(doc: Doc, words: tuple[str, ...], outside: Sequence[bool]) -> Iterator[SpeechVerb]:
    """Yield the verbs of speech in order, each in every meaning the table knows; `outside` tells what is unquoted."""
    before: int | None = None
    last = 0
    tags, forms = tags_of(doc), all_forms()
    for index in [place for place, word in enumerate(words) if word in forms and outside[place]]:
        cues = verb_cues(words, index) if tags[index] in VERBAL else []
        if not cues or not _is_said(token := doc[index], words):
            continue
        quoted = _quoted_as(token, words)
        if quoted is not None:
            yield SpeechVerb(quoted, token.i + 1, cues[0], subject_before(doc[quoted], outside))
            continue
        subject, inverted = subject_of(token, words, token.i + 1 + len(cues[0].particles), outside)
        refuses = _refuses(token, words)
        if is_noun_in_headline(doc, index, subject):
            continue
        takes_up = (goes_on(token) or _goes_on_later(token, words) or refuses) and described_with(token) is None
        if before is not None and takes_up and (subject is None or refuses or _within_words_of(token, last)):
            subject = before
        blamed = token.tag_ == "VBG" and words[token.i - 1] == "for"  # "scolded Lee for accusing the aide, and said"
        if subject is not None and not blamed and not (before is not None and _within_words_of(token, last)):
            before, last = subject, token.i
        if subject is not None and cues[0].only_subjects and _finds_out(token, words, subject, last):
            continue
        negated = _is_negated(token, words)
        for cue in cues:
            if not (negated and cue.cue_class in SILENT):
                yield SpeechVerb(token.i, token.i + 1 + len(cue.particles), cue, subject, negated, inverted)


def _stands_in_name(token: Token) -> bool:
    """Whether a verb's form is written large between two capitals, in a sentence that is not all capitals."""
    beside = all(t.text[:1].isupper() and t.tag_ in {"NNP", "NNPS"} for t in (token.nbor(-1), token.nbor(1)))
    return beside and any(t.tag_ in {"VBD", "VBZ", "NN", "IN", "DT"} and t.text.islower() for t in token.doc)


def _finds_out(token: Token, words: tuple[str, ...], subject: int, last: int) -> bool:
    """Whether somebody finds a thing out and tells nothing: "she found that", "said she checked and found that"."""
    return words[subject] in {"he", "she", "i", "we"} or (goes_on(token) and last > 0 and _within_words_of(token, last))


def _goes_on_later(token: Token, words: tuple[str, ...]) -> bool:
    """Whether the same speaker says more afterwards: "said it knew nothing, before confirming that"."""
    return token.tag_ == "VBG" and token.i > 1 and words[token.i - 2 : token.i] in {(",", "before"), (",", "after")}


def _refuses(token: Token, words: tuple[str, ...]) -> bool:
    """Whether a speaker says no more: "but declined to say who", "but stopped short of calling for"."""
    short = token.tag_ == "VBG" and words[max(0, token.i - 3) : token.i] == ("stopped", "short", "of")
    over = token.doc[token.i - 3] if short else token.head
    refusal = short or (token.tag_ == "VB" and words[over.i] in negating_forms() and over.i < token.i)
    return refusal and over.i > 2 and goes_on(over) and (token.doc[over.i - 2].is_quote or words[over.i - 1] == "but")


def _quoted_as(token: Token, words: tuple[str, ...]) -> int | None:
    """Return where the verb begins in "was quoted by Reuters as saying", of which `token` is the last word."""
    before = range(max(1, token.i - 8), token.i - 1)
    if token.tag_ != "VBG" or words[token.i - 1] != "as":
        return None
    participle = next((i for i in before if words[i] in {"quoted", "cited", "reported"}), None)
    if participle is None or words[participle - 1] not in {"was", "were", "is", "are", "been"}:
        return None
    return participle - 2 if words[participle - 1] == "been" else participle - 1


def _within_words_of(token: Token, verb: int) -> bool:
    """Whether the parse hangs a verb on the words that an earlier verb of speech reports, and not beside that verb."""
    for _ in range(6):
        if token.i == verb or token.head.i == token.i:
            return False
        if token.dep_ in {"ccomp", "obj", "acl", "acl:relcl", "xcomp", "relcl"}:
            return True
        token = token.head
    return False


def _is_said(token: Token, words: tuple[str, ...]) -> bool:
    """Whether the verb reports an act of speech that takes place."""
    if misread_subject(token) is not None or _follows_quote(token):
        return True
    if token.dep_ in {"amod", "compound", "case", "det", "nmod", "flat"}:
        return False
    if token.text[0].isupper() and 0 < token.i < len(words) - 1 and _stands_in_name(token):
        return False  # "Minister Salleh Said Keruak said"
    if token.tag_ in {"VBD", "VBN"} and token.i and words[token.i - 1] in {"when", "once", "as", "if"}:
        return words[token.i - 1] == "once" and token.tag_ == "VBD"  # "when asked", but "who once told Congress"
    if token.i == 0 and token.tag_ in {"VBD", "VBN"} and words[0] != "said":
        return False  # "Asked whether he would resign, ..."
    if words[token.i] == "said" and words[token.i + 1 : token.i + 2] == ("to",) and _leads_to_verb(token):
        return False  # "a man said to have fled"
    if _is_asked(token, words) or words[max(0, token.i - 2) : token.i] == ("so", "-"):
        return False  # "his so-called 'kitchen cabinet'"
    if words[token.i] in {"briefed", "informed"} and words[token.i + 1 : token.i + 2] in {("on",), ("about",), ("of",)}:
        return False  # "according to officials briefed on the talks"
    before = words[max(0, token.i - 4) : token.i]
    if token.tag_ == "VB" and words[token.i] == "respond":
        return False  # "would respond with force"
    if token.lemma_ == "swear" and words[token.i + 1 : token.i + 2] in {("off",), ("in",)}:
        return False  # "has sworn off meat", "was sworn in"
    if words[token.i] in {"added", "adds"} and SCORED & set(words[token.i + 1 : token.i + 3]):
        return False  # "Lee added 12 points"
    if words[token.i + 1 : token.i + 4] == ("not", "to", "be"):
        return False  # "a source who asked not to be named"
    if any(word in HYPOTHETICAL for word in _clause_marks(token)):
        return False
    if token.tag_ == "VBN" and _is_passive(token, before) and not _opens_quote(token):
        return False
    if token.tag_ in {"VB", "VBP"} and _is_infinitive(token, before):
        return _leads_on(token, words)
    if token.tag_ == "VBG" and token.i and words[token.i - 1] == "as":
        return _quoted_as(token, words) is not None  # of "the paper quoted him as saying" see `quoted_as`
    if token.tag_ == "VBG" and words[max(0, token.i - 2) : token.i] == ("time", "of"):
        return False  # "at the time of writing"
    if token.tag_ == "VBG" and token.dep_ in {"xcomp", "ccomp"} and token.head.lower_ in UNSAID:
        return False  # "denies saying that"
    modal = any(word.lower_ in MODALS and word.tag_ == "MD" for word in token.doc[max(0, token.i - 4) : token.i])
    return not (modal and not any(word in NEGATIONS for word in before))


def _is_asked(token: Token, words: tuple[str, ...]) -> bool:
    """Whether a participle in commas tells what the speaker was asked: "Lee, asked about the vote, said"."""
    index = token.i
    if words[index] not in ASKED or index == 0 or words[index - 1] != "," or index + 2 >= len(words):
        return False
    if token.doc[index - 2].is_quote or words[index + 1] not in MATTERS:
        return False
    closing = next((t for t in token.doc[index + 2 : -1] if t.text == ","), None)
    return closing is not None and beside(closing).tag_ in {"VBD", "VBZ", "VBP", "MD", "RB", "VBN"}


def _leads_to_verb(token: Token) -> bool:
    """Whether the "to" after a verb opens an infinitive, and is no "to cheers" behind a quotation."""
    if any(word.is_quote for word in token.doc[max(0, token.i - NEAREST_MARK) : token.i]):
        return False
    after = token.doc[token.i + 2 : token.i + 4]
    return any(word.tag_ == "VB" and word.dep_ not in {"obl", "nmod", "pobj"} for word in after) or "have" in after.text


def _is_infinitive(token: Token, before: Sequence[str]) -> bool:
    """Whether "to" goes with a verb, or with the one it is joined to ("to submit designs and suggest a motto")."""
    marked = "to" in before[-1:] or ("to" in before[-2:] and token.nbor(-1).tag_ in {"RB", "JJ", "VB"})
    return marked or (token.dep_ == "conj" and any(child.tag_ == "TO" for child in token.head.children))


def _clause_marks(token: Token) -> Iterator[str]:
    for child in token.children:
        if child.dep_ == "mark" and child.i < token.i:
            yield child.lower_


def _is_passive(token: Token, before: Sequence[str]) -> bool:
    has_aux = any(child.dep_ in {"aux:pass", "auxpass"} for child in token.children)
    if not has_aux and _tells_clause(token):
        return False  # "Ann Lee, the MP for Ely, announced on Monday she would stand down"
    if not has_aux and any(child.lower_ in HAVE and child.dep_ == "aux" for child in token.children):
        return False  # "while both have blamed the army"
    opens = token.i == 0 or (token.dep_ == "advcl" and not has_aux)
    owners = [token.doc[index] for index in range(max(0, token.i - 2), token.i) if token.doc[index].tag_ != "POS"]
    return has_aux or opens or any(word.lower_ in BE for word in owners) or token.dep_ in {"acl", "amod"}


def _tells_clause(token: Token) -> bool:
    """Whether a form behind a comma is a past tense: a clause with a pronoun follows, perhaps behind a day."""
    after = [t for t in token.doc[token.i + 1 : token.i + 5] if t.lower_ not in DAYS | {"on"}]
    clause = len(after) > 1 and after[0].tag_ == "PRP" and after[1].tag_ in {"MD", "VBD", "VBZ"}
    return clause and token.i > 0 and token.nbor(-1).text == ","


def _follows_quote(token: Token) -> bool:
    """Whether a past form stands right behind a closing quotation mark, before a noun: ',” recalled Olena'."""
    if token.i == 0 or token.i + 1 >= len(token.doc) or token.tag_ not in {"VBD", "VBN", "VBZ"}:
        return False
    return token.nbor(-1).text in {'"', "”", "»", "''", "’", "“"} and beside(token).tag_ in {
        "NNP",
        "NN",
        "NNS",
        "DT",
        "PRP",
    }


def _opens_quote(token: Token) -> bool:
    """Whether a form behind a noun stands right before a quotation: 'a woman in the hall shouted "No!"'."""
    quoted = token.i > 0 and token.i + 1 < len(token.doc) and beside(token).is_quote
    return quoted and token.nbor(-1).tag_ in NOUNS


def _leads_on(token: Token, words: tuple[str, ...]) -> bool:
    """Whether an infinitive is speech that takes place, or its refusal: went on to say, declined to confirm."""
    head = token.head.head if token.dep_ == "conj" and token.head.tag_ == "VB" else token.head
    if head.lemma_.lower() == "go" and words[head.i + 1] != "on":
        return False  # "had gone to question a witness"
    if any(child.dep_ in {"obj", "iobj"} and head.i < child.i < token.i for child in head.children):
        return False  # "would like you to believe"
    if head.lemma_.lower() in SEEMING and words[token.i + 1 : token.i + 2] == ("that",):
        return head.i < token.i
    return head.i < token.i and (
        head.lemma_.lower() in LEADING_ON or words[head.i] == "used" or words[head.i] in negating_forms()
    )


def _is_negated(token: Token, words: tuple[str, ...]) -> bool:
    if any(child.lower_ in NEGATIONS and child.i < token.i for child in token.children):
        return True
    before = words[max(0, token.i - 3) : token.i]
    if any(word in NEGATIONS for word in before):
        return True
    head = token.head
    return token.tag_ == "VB" and words[head.i] in negating_forms() and head.i < token.i
