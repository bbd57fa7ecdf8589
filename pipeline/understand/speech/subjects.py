"""Who speaks: the verb's own subject, the one it shares, or the noun beside it that the parse lost."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipeline.understand.clause import SUBJECTS
from pipeline.understand.speech.bearers import (
    BEFORE_NOUNS,
    before_apposition,
    behind_quotation,
    beside_quotation,
    described_noun,
)
from pipeline.understand.speech.beside import (
    TIMES,
    before_time,
    described_with,
    named_before_description,
    noun_beside,
    phrase_beside,
)
from pipeline.understand.speech.cues import all_forms
from pipeline.understand.speech.introductions import introduction
from pipeline.understand.speech.mention_ends import DAYS
from pipeline.understand.speech.mentions import left_edge_of, mention_extent, right_edge_of
from pipeline.understand.speech.misread import (
    absolute_subject,
    antecedent_of,
    before_among,
    before_company,
    before_leader,
    before_principal,
    between_dashes,
    follows_words,
    named_beside,
    opened_by,
    over_occasion,
    over_platform,
)
from pipeline.understand.speech.named_first import (
    before_deed,
    before_membership,
    before_title,
    before_whose,
    behind_verb,
    named_at_opening,
    named_beside_verb,
    opening_who,
)
from pipeline.understand.speech.shared_subject import shared_subject
from pipeline.understand.speech.tokens import (
    NOMINAL,
    NOUNS,
    is_finite,
    misread_subject,
)
from pipeline.understand.speech.words import words_of

MISPLACED = (
    before_title,
    before_whose,
    named_at_opening,
    before_deed,
    named_beside_verb,
    before_membership,
    opening_who,
    before_among,
    behind_quotation,
    beside_quotation,
    between_dashes,
    opened_by,
    over_occasion,
    over_platform,
    absolute_subject,
)
"""What finds a speaker that stands where the parse does not look for one, in this order."""

LONGEST_PLACE = 3  # words of "Quezon City:"
LONGEST_TITLE = 5  # letters before the full stop of "Capt.", "Const."
OBJECTIVE = frozenset({"it", "them", "him"})
SAYS = frozenset({"said", "says", "say"})
SETTING = frozenset({"in", "at", "on", "outside", "inside", "during", "from", "before", "after", "following", "near"})
TURNING = frozenset({"while", "whereas"})
OBJECTS = frozenset({"NN", "NNS"})
REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves"})
COMING = frozenset({"come", "comes", "came", "follow", "follows", "followed"})


def subject_of(token: Token, words: Sequence[str], end: int, outside: Sequence[bool]) -> tuple[int | None, bool]:
    """Return the head of who speaks, and whether it stands after the verb ("said the minister")."""
    noun, inverted = _subject_of(token, words, end, outside)
    noun = noun if noun is None or inverted else _who_can_speak(token, noun, outside)
    if noun is not None and not inverted and noun < token.i and _is_dateline(token.doc[noun]):
        noun = _behind_dateline(token.doc, noun)
    if noun is None or inverted or noun > token.i:
        return noun, inverted
    noun = _behind_object(token, token.doc[noun])
    return before_leader(before_company(token.doc, before_principal(token.doc, noun)), token), inverted


def _behind_object(token: Token, noun: Token) -> int:
    """Return the commander of "They had been scooping fuel, sector commander Ana Ruiz said"; else the noun itself."""
    if noun.i == 0 or not noun.nbor(-1).tag_.startswith("VB") or noun.nbor(1).text != "," or noun.tag_ not in OBJECTS:
        return noun.i
    behind = token.doc[noun.i + 2 : token.i]
    closed = any(word.is_punct or word.tag_ in {"CC", "VBD", "VBZ", "IN"} for word in behind)
    named = len(behind) > 1 and behind[-1].tag_ == "NNP"
    return (
        next((w.i for w in behind if w.dep_ in {"conj", "appos", "nsubj"}), noun.i) if named and not closed else noun.i
    )


def _subject_of(token: Token, words: Sequence[str], end: int, outside: Sequence[bool]) -> tuple[int | None, bool]:
    misread = misread_subject(token)
    if misread is not None:
        return misread, False
    closing = _closing_name(token, words, end)
    if closing is not None:
        return closing, True
    titled = behind_verb(token)
    if titled is not None:
        return titled, True
    reporting = _of_quotation_before(token, words, outside)
    reporting = reporting if reporting is not None else _of_verb_before(token, words, outside)
    reporting = reporting if reporting is not None else _of_speech_before(token, words, outside)
    if reporting is not None:
        return reporting, False
    misplaced = next((found for find in MISPLACED if (found := find(token)) is not None), None)
    if misplaced is not None:
        return misplaced, False
    named = named_beside(token, words)
    if named is not None:
        return named, False
    main = _of_main_clause(token, outside)
    if main is not None:
        return main, False
    children = [child for child in token.children if child.lower_ not in DAYS]  # "A poll released Friday found"
    for child in children:
        if child.i < token.i and (before := before_time(token.doc, child.i)) != child.i:
            return before, False  # "The minister has over the past months warned"
    own = [child for child in children if _is_subject(child, token) and outside[child.i] and not _is_dateline(child)]
    own = [child for child in own if child.i != token.i + 1 or child.lower_ not in OBJECTIVE]
    own = [child for child in own if not (child.i == token.i + 1 and _opens_content(child))]
    own = [child for child in own if child.lower_ not in REFLEXIVES] or own  # "The premier himself said"
    own = _but_parts(own, token)
    behind = [noun.i for child in children if _is_dateline(child) for noun in child.children if noun.dep_ == "appos"]
    if behind and not own and behind[0] < token.i:
        return behind[0], False
    beside_verb = phrase_beside(token, outside)
    if beside_verb is not None and all(_is_cut_off(child, beside_verb) for child in own if child.i < token.i):
        return beside_verb, False
    turned = _after_quote(token, words, end) if words[token.i] in SAYS and own else None
    if turned is not None and not follows_words(token) and token.doc[turned].tag_ not in {"NNP", "PRP"}:
        turned = None  # "The senator, a Democrat, says the bill, which he wrote, is a start"
    if turned is not None and max(c.i for c in own) < token.i - 1 and _is_closed(token.doc[turned]):
        return turned, True
    if len(own) > 1 and own[1].i < token.i and _is_followed_by_phrase(own[0]):
        return own[0].i, False  # "A former aide to Premier Alan Creedy has told"
    named = named_before_description(own, token)
    if named is not None:
        return named, False
    setting = _behind_setting(own, token)
    if setting is not None:
        return setting, False
    if own:
        last = max(own, key=lambda child: child.i)
        follows = token.i > 0 and token.nbor(-1).is_punct and _is_closed(last)
        follows = follows and (follows_words(token) or last.tag_ in {"NNP", "PRP"})
        nearest = min(own, key=lambda child: (follows == (child.i < token.i), abs(child.i - token.i)))
        return antecedent_of(nearest, token), nearest.i > token.i
    apposed = before_apposition(token, outside)
    if apposed is not None:
        return apposed, False
    inverted = None if _goes_on_behind_setting(token) else _after_quote(token, words, end)
    if inverted is not None and words[token.i] not in {"told", "tells"} and not _is_bidden(token.doc, inverted):
        return inverted, True
    beside = described_noun(token)
    beside = beside if beside is not None else noun_beside(token, outside)
    beside = beside if beside is not None else described_with(token)
    shared = shared_subject(token, outside) if beside is None else beside
    return (shared if shared is not None else _subject_of_sentence(token, outside)), False


def _but_parts(own: list[Token], token: Token) -> list[Token]:
    """Leave out what the parse takes for a further subject, and only says who is meant.

    "Many Republicans, including the House speaker, have"; "The host, board member Nora Lind, said"; of "said the State
    Minister for Foreign Affairs Samir Wasil" the name, with which its words are one.
    """
    own = [s for s in own if all(child.lower_ != "including" for child in s.children)] or own
    if len(own) != 2:  # two subjects
        return own
    first, second = own
    between = second.doc[first.right_edge.i : second.left_edge.i]
    if (
        second.left_edge.i == first.i + 1
        and second.tag_ in {"NNP", "NNPS"}
        and (first.i < token.i) is (second.i < token.i)
    ):
        return [second]
    apposed = [t.text for t in between] == [","] or (first.right_edge.text == "," and not len(between[1:]))
    return [first] if second.i < token.i and apposed and second.tag_ in {"NN", "NNP"} else own


def _is_dateline(noun: Token) -> bool:
    """Whether a place and a colon open the sentence: "New Delhi: the minister, who came late, expressed"."""
    place = noun.doc[: noun.i + 1]
    named = len(place) <= LONGEST_PLACE and all(token.tag_ in {"NNP", "NNPS"} for token in place)
    return named and noun.i + 2 < len(noun.doc) and noun.nbor(1).text == ":"


def _opens_content(token: Token) -> bool:
    """Whether a pronoun is the subject of what is said: "the president, who broke with the party, said she would"."""
    return token.tag_ == "PRP" and token.i + 1 < len(token.doc) and is_finite(token.nbor(1))


def _behind_dateline(doc: Doc, place: int) -> int:
    """Return the noun before the first verb behind a place and colon: "Bhopal: minister Ana Ruiz on Friday hit"."""
    verb = next((t.i for t in doc[place + 2 :] if is_finite(t)), len(doc))
    nouns = [t.i for t in doc[place + 2 : verb] if t.tag_ in NOUNS and t.lower_ not in DAYS]
    return nouns[-1] if nouns else place


def _is_followed_by_phrase(noun: Token) -> bool:
    after = noun.nbor(1)
    return after.lower_ in {"to", "for", "of", "by"} and after.tag_ != "TO"


def _behind_setting(own: Sequence[Token], token: Token) -> int | None:
    """Return the name before a verb whose subject the parse finds in words that only open the sentence or clause.

    "Briefing reporters from Geneva, Ann Lee said"; "Outside the Council House, party leader Ann Lee told"; "Bo Ray
    called for a vote, while party chairman Ann Lee said".
    """
    if len(own) != 1 or not 0 < own[0].i < token.i or token.nbor(-1).tag_ not in {"NNP", "NNPS"}:
        return None
    first, between = token.doc[0], token.doc[own[0].i : token.i]
    commas = [t.i for t in between if t.text == ","]
    opens = first.text.endswith("ing") or (first.lower_ in SETTING and not any(map(is_finite, token.doc[1 : own[0].i])))
    turns = bool(commas) and token.doc[commas[-1] + 1].lower_ in TURNING
    apart = (opens and len(commas) == 1) or turns
    return int(token.i - 1) if apart and not any(map(is_finite, token.doc[commas[-1] + 1 : token.i])) else None


def _of_main_clause(token: Token, outside: Sequence[bool]) -> int | None:
    """Return the subject of the sentence for ", while accusing": "Lee noted that six had begun, while accusing"."""
    if token.tag_ != "VBG" or token.i < 2 or token.nbor(-1).lower_ not in {"while", "before", "after"}:
        return None
    root = token.doc[:].root
    subjects = [t.i for t in root.children if t.dep_ in SUBJECTS and t.i < root.i < token.i and outside[t.i]]
    return subjects[0] if subjects and token.nbor(-2).text == "," else None


def _who_can_speak(token: Token, noun: int, outside: Sequence[bool]) -> int:
    """Return the main verb's subject for ", saying" where the parse takes a thing for the speaker; else the noun."""
    doc, root = token.doc, token.doc[:].root
    if token.tag_ != "VBG" or token.i == 0 or token.nbor(-1).text != "," or doc[noun].tag_ not in {"NN", "NNS"}:
        return noun
    if root.lower_ in COMING and doc[noun].head.i == root.i:  # "His remarks come a day after Lee hit out, saying"
        verbs = [t for t in doc[root.i + 1 : token.i] if t.tag_ in {"VBD", "VBZ"}]
        acting = [s.i for t in verbs for s in t.children if s.dep_ in SUBJECTS and outside[s.i]]
        return acting[-1] if acting else noun
    subjects = [t.i for t in root.children if t.dep_ in SUBJECTS and t.i < root.i < token.i and outside[t.i]]
    behind = noun > root.i and doc[noun].dep_ not in SUBJECTS and root.tag_ in {"VBD", "VBZ", "VBP"}
    if subjects and behind and doc[subjects[0]].tag_ in {"NNP", "PRP"} and doc[subjects[0]].lower_ != "it":
        return subjects[0]  # "Lee echoed his first ad of the campaign, saying"
    if root.lower_ not in all_forms() or introduction(words_of(doc[slice(*mention_extent(doc, noun))].text)).is_speaker:
        return noun
    return subjects[0] if subjects else noun


def _of_verb_before(token: Token, words: Sequence[str], outside: Sequence[bool]) -> int | None:
    """Return who speaks in "The law is void, Ana Ruiz, head of the court, said, adding that": not what it is about."""
    if token.tag_ != "VBG" or token.i == 0 or token.nbor(-1).text != ",":
        return None
    before = next((t for t in reversed(token.doc[: token.i]) if t.tag_ in {"VBD", "VBZ"} and outside[t.i]), None)
    if before is None or before.lower_ not in all_forms() or before.i == token.doc[:].root.i:
        return None
    if token.doc[:].root.lower_ in all_forms() and before.i != token.i - 2:
        return None
    noun = _subject_of(before, words, before.i + 1, outside)[0]
    edge = left_edge_of(token.doc, noun, before.i) if noun is not None and noun < before.i else 0
    return noun if edge > 0 and (token.doc[edge - 1].text == "," or token.doc[edge - 1].is_quote) else None


def _of_speech_before(token: Token, words: Sequence[str], outside: Sequence[bool]) -> int | None:
    """Return who goes on with ", adding" or "and adds", where the parse takes for that a noun of what was said.

    "He said that China had helped, adding"; "Petrov says it is as in Israel and Romania and adds".
    """
    doc, root = token.doc, token.doc[:].root
    if token.lower_ == "adding" and token.i > 0 and token.nbor(-1).text == ",":
        before = root if root.i < token.i and root.lower_ in all_forms() and outside[root.i] else None
    elif _is_joined_to_noun(token):
        earlier = (t for t in reversed(doc[: token.i]) if t.tag_ == token.tag_ and outside[t.i])
        before = next((t for t in earlier if t.lower_ in all_forms()), None)
    else:
        return None
    noun = _subject_of(before, words, before.i + 1, outside)[0] if before is not None else None
    return noun if before is not None and noun is not None and noun < before.i else None


def _is_joined_to_noun(token: Token) -> bool:
    """Whether only "and" stands between a verb and what the parse takes for its subject."""
    joint = token.i - 1 - (token.i > 1 and token.nbor(-1).lower_ == "also")
    if token.tag_ not in {"VBD", "VBZ"} or joint < 1 or token.doc[joint].lower_ not in {"and", "but"}:
        return False
    return any(
        child.dep_ in SUBJECTS and right_edge_of(token.doc, child.i) + 1 >= joint > child.i for child in token.children
    )


def _of_quotation_before(token: Token, words: Sequence[str], outside: Sequence[bool]) -> int | None:
    """Return who said the quotation that "adding" goes on from, where the parse hangs it on a verb within.

    'Lee said, "I suggested it," adding, "They refused."'
    """
    closes = token.i > 1 and token.nbor(-1).is_quote and token.nbor(-2).text in {",", ".", "!", "?"}
    if token.tag_ != "VBG" or not closes or outside[token.head.i]:
        return None
    before = next((t for t in reversed(token.doc[: token.i]) if t.tag_ in {"VBD", "VBZ"} and outside[t.i]), None)
    if before is None or before.lower_ not in all_forms():
        return None
    noun = _subject_of(before, words, before.i + 1, outside)[0]
    return noun if noun is not None and noun < before.i else None


def _goes_on_behind_setting(token: Token) -> bool:
    """Whether a verb goes on behind words in commas: "did not attend, but, in a letter, rejected the claims"."""
    subjects = any(child.dep_ in SUBJECTS for child in token.head.children)
    joined = token.dep_ == "conj" and subjects and any(child.tag_ == "CC" for child in token.children)
    return joined and any(t.tag_ in {"DT", "PRP$"} for t in token.doc[token.i + 1 : token.i + 2])


def _is_bidden(doc: Doc, noun: int) -> bool:
    """Whether a noun is told to do something, and is nobody who speaks: ", instructs supervisors to wait"."""
    return any(t.tag_ == "TO" for t in doc[noun + 1 : noun + 2])


def subject_before(token: Token, outside: Sequence[bool]) -> int | None:
    """Return the head of the noun phrase before an auxiliary, whatever the parse makes of it."""
    apposed = before_apposition(token, outside)
    return apposed if apposed is not None else noun_beside(token, outside)


def _is_cut_off(subject: Token, phrase: int) -> bool:
    """Whether a verb and a comma stand between what the parse calls the subject and the phrase beside the verb."""
    between = subject.doc[subject.i + 1 : phrase]
    if subject.lower_ in TIMES and any(t.text == "," for t in between):
        return True  # "A day before the vote, the minister told"
    return any(t.tag_.startswith("VB") for t in between) and any(t.text == "," for t in between)


def _closing_name(token: Token, words: Sequence[str], end: int) -> int | None:
    """Return the last noun of a sentence that ends in ", says minister", whatever the parse makes of it."""
    doc = token.doc
    if words[token.i] not in SAYS or token.i == 0 or not doc[token.i - 1].is_punct:
        return None
    if any(t.text == "," for t in doc[end:]):
        return None  # "said Ann Lee, a waitress"
    bracket = next((t.i for t in doc[end:] if t.text == "("), len(doc))  # "said Whip John Thune (R-S.D.)."
    named = [index for index in range(end, bracket) if not doc[index].is_punct]
    if doc[token.i - 1].text == ")" or (named and doc[named[-1]].lower_ in DAYS):
        return None  # "Sen. Ann Lee (R-Ohio) said Tuesday"
    fits = named and len(named) <= 7 and all(doc[i].tag_ in NOUNS | {"DT", "JJ", "POS", "NNP"} for i in named)
    return named[-1] if fits and doc[named[-1]].tag_ in NOUNS else None


def _is_closed(noun: Token) -> bool:
    """Whether a comma or the sentence's end follows a noun phrase: "said Lee," and not "said the files show"."""
    end = right_edge_of(noun.doc, noun.i) + 1
    return end >= len(noun.doc) or noun.doc[end].is_punct or noun.doc[end].tag_ in {"WP", "WDT", "IN"}


def _is_subject(child: Token, verb: Token) -> bool:
    """Whether a child is the verb's subject; "it" right before it is one, though the parse may call it empty."""
    return child.dep_ in SUBJECTS or (child.dep_ == "expl" and child.lower_ == "it" and child.i + 1 == verb.i)


def _after_quote(token: Token, words: Sequence[str], end: int) -> int | None:
    """Return the noun head right after a verb that follows a comma or closing mark, whatever the parse says."""
    fronted = token.i == 0 and ":" in words  # "Said another voter, Ana Ruiz: ..."
    if (
        not (fronted or (token.i > 0 and token.nbor(-1).is_punct))
        or (token.i > 0 and token.nbor(-1).text == ")")
        or end >= len(words)
        or token.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}
    ):
        return None
    doc = token.doc
    if words[end] in OBJECTIVE:
        return None  # "Lee, in a letter, called it unfair"
    if _opens_content(doc[end]):
        return None
    last = None
    for index in range(end, min(end + 8, len(words))):
        if doc[index].lower_ in DAYS:
            break
        if doc[index].tag_ in {"NN", "NNS", "NNP", "NNPS", "PRP"}:
            last = index
        elif last is not None and doc[index].tag_ == "POS":
            last = None  # "says Mexico's civil protection agency"
        elif words[index] == "." and doc[index - 1].text[0].isupper() and len(doc[index - 1].text) <= LONGEST_TITLE:
            continue  # "said Sheriff's Capt. Ray Peavy"
        elif last is not None or not (doc[index].tag_ in BEFORE_NOUNS or words[index] == "under"):
            break
    return last


def _subject_of_sentence(token: Token, outside: Sequence[bool]) -> int | None:
    """Return the main verb's subject for a form in -ing after a comma that the parse hangs on a noun: ", chanting".

    Where "and" joins a verb to something the parse took apart, it is the subject that opens the sentence.
    """
    doc = token.doc
    if token.tag_ == "VBG" and token.i > 2 and doc[token.i - 1].text == ",":
        return next((t.i for t in doc[:].root.children if t.dep_ in SUBJECTS and t.i < token.i and outside[t.i]), None)
    if token.i < 2 or doc[token.i - 1].lower_ not in {"and", "but"} or any(t.text == "," for t in doc[: token.i]):
        return None
    subjects = [t.i for t in doc[: token.i] if t.dep_ in SUBJECTS and outside[t.i] and t.tag_ in NOMINAL]
    return subjects[0] if len(subjects) == 1 else None
