"""Who is named before a long title or clause that the parse takes for the speaker: "Ana Ruiz, Asia director at X,"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.understand.clause import folded_words
from pipeline.understand.speech.official import roles
from pipeline.understand.speech.tokens import FINITE, NOUNS
from pipeline.understand.times.days import WEEKDAYS

LONGEST_TITLE = 18  # tokens of "Middle East and North Africa director at Human Rights Watch in New York"
SHORTEST_ASIDE = 3  # tokens of a name and a comma
WHEN = frozenset({*WEEKDAYS, "last", "this", "week", "month", "year", "on", "yesterday", "today", "also", "then"})
TURNS = frozenset({"however", "but", "meanwhile", "and", "yet", "still", "though", "also"})
CLAUSES = frozenset({"as", "when", "while", "after", "before", "because", "since", "where"})
"""Words with which a clause opens inside commas: "Duarte, speaking as the town marked its day, said"."""
LONGEST_OPENING = 6  # tokens of "Four of the rebels who"


def before_title(token: Token) -> int | None:
    """Return the name that opens a sentence before a title in commas: "Ana Ruiz, Asia director at Relief, said"."""
    doc, close = token.doc, token.i - 1
    if token.tag_ not in {"VBD", "VBZ", "VBP"} or close < 4 or doc[close].text != ",":
        return None
    end = _name_end(doc, 0)
    if 0 < end < close and doc[end].text == ",":
        owner = doc[end + 1].tag_ == "WP$" and not any(t.text == "," or t.is_quote for t in doc[end + 1 : close])
        named = end > 1 or doc[end + 1].lower_ in {"the", "a", "an"}
        first = next((t.i for t in doc[1:end] if t.lower_ == "and"), end)  # "Ruiz and Lee, the two leaders,"
        return first - 1 if owner or (named and _is_title(doc, end + 1, close)) else None
    comma = next((t.i for t in reversed(doc[max(0, close - LONGEST_TITLE) : close]) if t.text == ","), 0)
    return _behind_setting(doc, comma, close)


def named_at_opening(token: Token) -> int | None:
    """Return the name that opens a sentence, whatever stands in commas before the verb: "Mr Lee, 32, from Hull, said".

    Verbs may stand there only behind "who" or "which"; names joined by "and" are not looked at.
    """
    doc, close = token.doc, token.i - 1
    if token.tag_ not in {"VBD", "VBZ", "VBP"} or close < SHORTEST_ASIDE or doc[close].text != ",":
        return None
    start = int(doc[0].lower_ in TURNS)
    start += start and doc[1].text == ","
    end = _name_end(doc, start)
    if end == start or end >= close or doc[end].text not in {",", "("}:
        return None
    if end - start == 1 and (doc[end].text != "," or doc[end + 1].tag_ not in {"IN", "VBG"}):
        return None  # one word may be a time or a place: "Monday, a holiday,"; but "Lee, speaking in Oslo,"
    aside = doc[end:close]
    relative = next((t.i for t in aside if t.tag_ in {"WP", "WP$", "WDT", "WRB"} or t.lower_ in CLAUSES), close)
    acts = any(t.tag_ in FINITE and t.i < relative for t in aside)
    joined = any(t.lower_ == "and" and t.nbor(1).tag_ == "NNP" and t.i < relative for t in aside)
    parted = any(t.is_quote or t.text in {":", ";"} for t in aside) or "and" in {t.lower_ for t in doc[start:end]}
    return None if acts or joined or parted else end - 1


def before_whose(token: Token) -> int | None:
    """Return who opens "The opposition leader, whose party boycotted the vote, said": not what is told of his party."""
    doc, close = token.doc, token.i - 1
    if token.tag_ not in {"VBD", "VBZ", "VBP"} or close < SHORTEST_ASIDE or doc[close].text != ",":
        return None
    comma = next((t.i for t in doc[1:close] if t.text == ","), 0)
    owner = 0 < comma < close - 2 and doc[comma + 1].tag_ == "WP$" and doc[comma - 1].tag_ in NOUNS
    opens = owner and not any(t.tag_ in FINITE or t.is_quote or t.tag_ == "IN" for t in doc[:comma])
    plain = not any(t.is_quote or t.text in {":", ";"} for t in doc[comma:close])
    return comma - 1 if opens and plain else None


def before_deed(token: Token) -> int | None:
    """Return the name that opens "Attorney General Ana Lee last week closed the inquiry into Moss and said"."""
    doc, joint = token.doc, token.i - 1
    if token.tag_ != "VBD" or joint < SHORTEST_ASIDE or doc[joint].lower_ != "and":
        return None
    end = _name_end(doc, 0)
    deed = end
    while deed < joint and (doc[deed].lower_ in WHEN or doc[deed].tag_ in {"RB", "CD"}):
        deed += 1
    plain = all(
        t.tag_ not in FINITE | {"WP", "WDT"} and t.text != "," and not t.is_quote for t in doc[deed + 1 : joint]
    )
    acts = end > 1 and deed < joint and doc[deed].tag_ == "VBD" and plain and doc[end - 1].lower_ not in WEEKDAYS
    return end - 1 if acts and "and" not in {t.lower_ for t in doc[:end]} else None


def named_beside_verb(token: Token) -> int | None:
    """Return the name right before the verb, behind what he is: "A frequent critic of the mayor's, Brown said"."""
    doc, last = token.doc, token.i - 1
    if token.tag_ not in {"VBD", "VBZ"} or last < SHORTEST_ASIDE or doc[0].lower_ not in {"a", "an"}:
        return None
    first = last
    while first > 0 and doc[first].tag_ in {"NNP", "NNPS"} and doc[first].text[:1].isupper():
        first -= 1
    aside = doc[:first]
    plain = not any(t.tag_ in FINITE or t.is_quote or t.text == "," for t in aside)
    return last if first < last and doc[first].text == "," and plain and doc[last].lower_ not in WEEKDAYS else None


def before_membership(token: Token) -> int | None:
    """Return the name of "Floor leader Sung Won-sok of the People's Party said", torn at its hyphen by the parse."""
    doc = token.doc
    of = next((t.i for t in doc[2 : token.i] if t.lower_ == "of"), 0)
    if not of or token.tag_ not in {"VBD", "VBZ", "VBP"} or doc[of - 2].text != "-" or not doc[of - 1].is_alpha:
        return None
    plain = all(t.tag_ in {*NOUNS, "DT", "JJ", "POS", "CC"} for t in doc[of + 1 : token.i])
    opens = all(t.tag_ in {*NOUNS, "JJ", "HYPH", "DT", "VBD", "VBN"} or t.text == "-" for t in doc[: of - 1])
    named = doc[of - 3].text[:1].isupper() and doc[of - 4].text[:1].isupper() if of > SHORTEST_ASIDE else False
    return of - 1 if plain and opens and named else None


def _behind_setting(doc: Doc, comma: int, close: int) -> int | None:
    """Return the name before a comma and a title behind where and when: "At a rally on Monday Ruiz, the mayor,"."""
    start = comma
    while start > 0 and doc[start - 1].tag_ in {"NNP", "NNPS"} and doc[start - 1].lower_ not in WEEKDAYS:
        start -= 1
    set_then = start > 2 and doc[start - 1].lower_ in WEEKDAYS and doc[0].tag_ == "IN"
    return comma - 1 if set_then and start < comma and _is_title(doc, comma + 1, close) else None


def behind_verb(token: Token) -> int | None:
    """Return the name right behind a verb before its bearer's title: '"No," said Ana Ruiz, Relief's Asia director'."""
    doc, start = token.doc, token.i + 1
    if token.i == 0 or not token.nbor(-1).is_punct or token.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    end = _name_end(doc, start)
    close = next((t.i for t in doc[end + 1 :] if t.text in {",", "."} or t.is_quote), len(doc)) if end < len(doc) else 0
    titled = end > start + 1 and end < len(doc) and doc[end].text == "," and _is_title(doc, end + 1, close)
    return end - 1 if titled else None


def bearer_before(who: Token) -> int | None:
    """Return the name whose title stands before "who": "by Ana Ruiz, head of the union and of its fund, who asked"."""
    doc, close = who.doc, who.i - 1
    if who.lower_ != "who" or close < 4 or doc[close].text != ",":
        return None
    comma = next((t.i for t in reversed(doc[max(0, close - LONGEST_TITLE) : close]) if t.text == ","), 0)
    named = comma > 1 and doc[comma - 1].tag_ == "NNP" and doc[comma - 2].tag_ == "NNP"
    return comma - 1 if named and _is_title(doc, comma + 1, close) else None


def opening_who(token: Token) -> int | None:
    """Return who opens a sentence before a clause with "who" that ends in other nouns: "Rebels who boycott it said"."""
    doc = token.doc
    who = next((t.i for t in doc[1 : min(LONGEST_OPENING, token.i)] if t.lower_ == "who"), 0)
    if not who or token.tag_ not in {"VBD", "VBZ"} or doc[who - 1].tag_ not in {"NNS", "NN"} or token.dep_ != "acl":
        return None
    finite = [t for t in doc[who : token.i] if t.tag_ in FINITE]
    plain = not any(t.text == "," or t.tag_ in {"PRP", "WDT", "WP"} for t in doc[who + 1 : token.i])
    return who - 1 if len(finite) == 1 and plain else None


def _name_end(doc: Doc, start: int) -> int:
    """Return the end of the capital name words from `start` on."""
    end = start
    while end < len(doc) and doc[end].text[:1].isupper() and doc[end].tag_ in {"NNP", "NNPS"}:
        end += 1
        if end + 1 < len(doc) and doc[end].lower_ == "and" and doc[end + 1].tag_ == "NNP":
            end += 1  # "Ruiz and Lee, the two leaders of"
    return end


def _is_title(doc: Doc, start: int, end: int) -> bool:
    """Whether words in commas are only an office and whose it is."""
    words = folded_words(doc)[start:end]
    plain = not any(t.tag_ in {*FINITE, "WP", "WDT", "PRP"} or t.is_quote for t in doc[start:end])
    office = any(roles().at(words, i) is not None for i in range(len(words)))
    return 0 < end - start <= LONGEST_TITLE and plain and office and any(t.tag_ in NOUNS for t in doc[start:end])
