"""Who is counted: the groups of people in a sentence, each with its number, from "at least twelve soldiers" to "he"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from wordfreq import zipf_frequency

from pipeline.understand.bare_numbers import as_many, counts_on_things, numbers_alone
from pipeline.understand.cast import sex_by_name
from pipeline.understand.clause import Clause
from pipeline.understand.counted import POSSESSIVE, Counted
from pipeline.understand.group import DEFINITE, MAKES, ORDINALS, PRONOUNS, SINGLE_ARTICLES, Form, Group
from pipeline.understand.nationality import nationality_of
from pipeline.understand.noun_groups import PLACES, noun_groups
from pipeline.understand.numbers import Number
from pipeline.understand.people import is_name_of_people, is_thing
from pipeline.understand.time_days import WEEKDAYS
from pipeline.understand.triggers import is_trigger_word

SOMEBODY = frozenset({"someone", "somebody"})
TOWN_FOLLOWS = frozenset({"in", "near", "across", "outside", "off", "around", "towards", "toward"})
RARE, SELDOM = 2.5, 3.6  # Zipf frequencies: "mukhtar" has 2.4, "usher" 3.5, "deal" 5.3
AGENTS = ("worker", "er", "or", "ist", "eer", "ian", "herd", "monger", "smith", "wright", "ster", "ero", "ista")
NO_AGENTS = ("tower", "power", "water", "meter", "motor", "tractor", "letter", "color", "cover", "fiber", "fever")
LEFT_SO = frozenset(
    {"dead", "missing", "critical", "hurt", "injured", "wounded", "killed", "hospitalised", "hospitalized"}
)  # "third critical"
UNBORN = frozenset({"unborn", "fetus", "foetus"})
LONGEST_NAME = 5  # tokens
OFTEN = frozenset({"once", "twice", "repeatedly", "several", "multiple"}) | {"two", "three", "four", "five", "six"}
_NUMBERED_STREET = re.compile(r"\d+(?:st|nd|rd|th)")


def groups_and_numbers(clause: Clause) -> tuple[list[Group], dict[int, Number]]:
    """Return the groups of people of a sentence in order, not overlapping, and all its counts by their end.

    Nouns are found first, then names, then people known by their age, numbers alone and pronouns. A "they" that opens
    the sentence counts as many as `clause.they` says.
    """
    sentence = Counted(clause)
    searches: tuple[Callable[[Counted], Iterator[Group]], ...] = (
        *(as_many, noun_groups, _names, _named_by_age, _by_first_name, _harmed, _year_olds, _of_an_age, numbers_alone),
        *(_another, _nationals, _unlisted, _pronouns),
    )
    taken: set[int] = set()
    found: list[Group] = []
    for search in searches:
        for group in search(sentence):
            refused = clause.title and clause.word(group.start - 1) == "not"  # "three hurt, not seven dead"
            if not refused and not taken & set(range(group.start, group.end)):
                taken |= set(range(group.start, group.end))
                found.append(group)
    return sorted(found, key=lambda group: group.start), sentence.numbers


def _names(sentence: Counted) -> Iterator[Group]:
    for entity in sentence.clause.doc.ents:
        if entity.label_ != "PERSON" or sentence.clause.word(entity.end) in {"'s", "'"} or is_thing(entity[-1].lower_):
            continue
        if sentence.clause.word(entity.start - 1) == "'s" and len(entity) == 1:
            continue  # "King's Lynn"
        if sentence.clause.words[max(0, entity.start - 2) : entity.start] == ("of", "the"):
            continue  # "three of the Abu Sayyaf"
        if entity[0].lower_ in MAKES and _is_described(sentence.clause, entity.start):
            continue  # "a passenger in the Ford", "a couple from a blue Nissan Qashqai"
        if entity.start == 0 and entity.text.isupper():
            continue  # a dateline
        if entity.start in sentence.numbers or _ends_crossing(sentence, entity.start):
            continue  # "five Fulani and three Dogon farmers"
        if _is_eve(sentence, entity.start):
            continue
        if sentence.clause.word(entity.start - 1) in TOWN_FOLLOWS:
            continue  # a town that the model takes for a person
        if sentence.clause.word(entity.start - 1) == "of" and sentence.clause.word(entity.start - 2) in PLACES:
            continue  # "the village of Stara Lypivka"
        if sentence.clause.word(entity.end) in PLACES or _names_a_thing(sentence, entity.end):
            continue
        last = sentence.name_end(entity.end)
        end = sentence.past_age(last)
        age = next((a for a in sentence.ages if 0 <= a.start - entity.end_char <= 6), None)
        years = age.years if age else None
        name = sentence.clause.doc[entity.start : last].text
        yield Group(entity.start, end, last - 1, Form.NAME, name=name, age=years, definite=True)


def _is_described(clause: Clause, start: int) -> bool:
    """Whether an article stands before a name, with or without an adjective in between."""
    return clause.word(start - 1 - (clause.tag(start - 1) == "JJ")) in {"the", "a", "an", "his", "her", "their"}


def _ends_crossing(sentence: Counted, start: int) -> bool:
    """Whether a name is that of a street: "near 27th and Hopkins"."""
    words = sentence.clause.words
    return words[max(0, start - 1) : start] == ("and",) and bool(
        _NUMBERED_STREET.fullmatch(sentence.clause.word(start - 2))
    )


def _is_eve(sentence: Counted, start: int) -> bool:
    """Whether a day is taken for a name: "Christmas Eve"."""
    return sentence.clause.word(start) == "eve" and sentence.clause.doc[start - 1].text[:1].isupper() and start > 0


def _names_a_thing(sentence: Counted, end: int) -> bool:
    """Whether a name belongs to the thing behind it: "gunfire hits Wichita home"."""
    clause = sentence.clause
    return clause.tag(end) in {"NN", "NNS"} and is_thing(clause.word(end)) and not sentence.verb_like(end)


def _year_olds(sentence: Counted) -> Iterator[Group]:
    """Yield people named by their age alone: "a 12-year-old was hurt", "two 5-year-olds"."""
    for age in sentence.ages:
        tokens = [t.i for t in sentence.clause.doc if age.start <= t.idx < age.end]
        if not tokens or "old" not in sentence.clause.words[tokens[-1]]:
            continue
        if sentence.clause.word(tokens[-1] + 1) in UNBORN:
            continue
        if (end := _unknown_name(sentence, tokens[-1] + 1)) is not None:
            name = sentence.clause.doc[tokens[-1] + 1 : end].text
            yield Group(tokens[0], end, end - 1, Form.NAME, age=age.years, name=name, definite=True)
            continue
        if _names_more(sentence, tokens[-1] + 1):
            if (end := _past_trade(sentence, tokens[-1] + 1)) is not None:
                base = Group(tokens[0], end, end - 1, Form.SINGLE, age=age.years)
                yield sentence.counted(base) or _one_year_old(sentence, base)
            continue
        base = Group(tokens[0], tokens[-1] + 1, tokens[-1], Form.SINGLE, age=age.years)
        yield sentence.counted(base) or _one_year_old(sentence, base)


def _past_trade(sentence: Counted, index: int) -> int | None:
    """Return where an unknown calling ends behind an age: "a 24-year-old camp facilitator"; None before a thing."""
    last = index
    while sentence.clause.tag(last) == "NN" and not sentence.verb_like(last) and last - index < LONGEST_NAME:
        last += 1
    ends = last > index and sentence.clause.word(last) not in {"'s", "-"} and not sentence.clause.is_noun(last)
    noun = sentence.clause.word(last - 1)
    return last if ends and _may_be_trade(noun) and not is_thing(noun) else None


def _unknown_name(sentence: Counted, start: int) -> int | None:
    """Return where a name ends that the model does not know, behind an age: "17-year-old Keonta Lyle"."""
    end = sentence.name_end(start)
    several = end - start > 1  # one word may be a town's: "a 17-year-old Toledo student"
    return end if several and not sentence.clause.title and not is_thing(sentence.clause.word(end - 1)) else None


def _names_more(sentence: Counted, index: int) -> bool:
    """Whether a noun follows "12-year-old", and no participle that the model takes for one ("left in a car")."""
    verbal = sentence.verb_like(index) or sentence.clause.word(index) in {"left", "found"}
    return sentence.clause.is_noun(index) and not verbal


def _named_by_age(sentence: Counted) -> Iterator[Group]:
    """Yield names that the model does not know and an age in commas gives away: "Jamal Price, 22, died"."""
    for age in sentence.ages:
        first = next((t.i for t in sentence.clause.doc if t.idx >= age.start), 0)
        start = first - 1
        while start > 0 and first - start <= LONGEST_NAME and sentence.clause.tag(start - 1) in {"NNP", "NNPS"}:
            start -= 1
        if start == first - 1 == 1 and _may_open(sentence.clause):
            start = 0
        if sentence.clause.word(first - 1) != "," or start == first - 1 or sentence.clause.word(first + 1) != ",":
            continue
        name = sentence.clause.doc[start : first - 1].text
        yield Group(start, sentence.past_home(first + 1), first - 2, Form.NAME, name=name, age=age.years, definite=True)


def _may_open(clause: Clause) -> bool:
    """Whether the first word can be a surname: "Wilkes, 29, and her daughters"."""
    name = _is_family_name(clause.doc[0].text) and clause.tag(0) in {"NN", "NNS", "NNP"}
    return name and not is_thing(clause.word(0))


def _harmed(sentence: Counted) -> Iterator[Group]:
    """Yield a surname that the model does not know right behind what was done: "stabbed Bybee twice in the back"."""
    clause = sentence.clause
    for index in range(1, len(clause) - 1):
        known = clause.tag(index) in {"NNP", "NNPS"} and _is_family_name(clause.doc[index].text)
        if known and clause.tag(index - 1) in {"VBD", "VBN"} and is_trigger_word(clause.word(index - 1)):
            aimed = clause.words[index + 1 : index + 3]
            if aimed[0] in OFTEN or (aimed[0] in {"in", "on"} and aimed[1:2] in {("the",), ("his",), ("her",)}):
                name = clause.doc[index].text
                yield Group(index, index + 1, index, Form.NAME, name=name, definite=True)


def _by_first_name(sentence: Counted) -> Iterator[Group]:
    """Yield names that the model does not know and a first name gives away: "Isaiah Benally and the driver died"."""
    clause = sentence.clause
    for index in range(0 if clause.title else len(clause) - 2):
        first, last, after = clause.doc[index : index + 3]
        named = first.text[:1].isupper() and sex_by_name(first.text) is not None and last.lower_ not in WEEKDAYS
        if not named or not _is_family_name(last.text) or after.text[:1].isupper():
            continue
        before = clause.doc[index - 1].text if index else ""
        if before.lower() in TOWN_FOLLOWS | {"at", "on", "of"} or before[:1].isupper():
            continue
        if is_thing(last.lower_) or last.lower_ in PLACES or after.lower_ in PLACES or after.text in {"'s", "-", "’s"}:
            continue
        end = sentence.past_age(index + 2)
        yield Group(index, end, index + 1, Form.NAME, name=f"{first.text} {last.text}", definite=True)


def _is_family_name(text: str) -> bool:
    return len(text) > 2 and text.isalpha() and text[:1].isupper() and not text.isupper()


def _of_an_age(sentence: Counted) -> Iterator[Group]:
    """Yield people whose age says that they are people: "the carrier, 44,"."""
    for age in sentence.ages:
        if age.bearer is None:
            continue
        tokens = [t.i for t in sentence.clause.doc if age.bearer <= t.idx < age.end]
        head = next(i for i in reversed(tokens) if sentence.clause.word(i + 1) == ",")
        word = sentence.clause.word(tokens[0])
        definite, beyond = word in DEFINITE, word in {"another", *ORDINALS}
        yield Group(tokens[0], tokens[-1] + 1, head, Form.SINGLE, definite=definite, more=beyond, age=age.years)


def _one_year_old(sentence: Counted, base: Group) -> Group:
    before = sentence.clause.word(base.start - 1)
    if before in SINGLE_ARTICLES | {"another"} or before in DEFINITE:
        return replace(base, start=base.start - 1, definite=before in DEFINITE, more=before == "another")
    if before in POSSESSIVE - {"'s", "'"}:
        return replace(base, start=base.start - 1, definite=True, possessive=True)  # "whoever killed her 15-year-old"
    return base


def _another(sentence: Counted) -> Iterator[Group]:
    """Yield "another" and "a third" where no noun follows, in a headline "third" too: one more person."""
    words = sentence.clause.words
    for index, word in enumerate(words):
        after = sentence.clause.word(index + 1)
        bare = sentence.clause.title and index > 0 and words[index - 1] in {",", "and", ";"} and after in LEFT_SO
        ordinal = ORDINALS.get(word) if index and (bare or words[index - 1] == "a") else None
        if word != "another" and not ordinal:
            continue
        following = sentence.clause.tag(index + 1)
        if following.startswith(("NN", "JJ", "CD", "HYPH")) and not sentence.verb_like(index + 1):
            continue
        if not (ordinal and counts_on_things(words[:index])):  # "flattened one house, burned a second"
            first = index - (bool(ordinal) and not bare)
            yield Group(first, index + 1, index, Form.SINGLE, more=True, ordinal=ordinal)


def _nationals(sentence: Counted) -> Iterator[Group]:
    """Yield one person named by a country or people alone: "stabbed an Israeli to death", "another Fulani"."""
    clause = sentence.clause
    for index, token in enumerate(clause.doc):
        before = clause.word(index - 1)
        counted = clause.title and before in {"1", "one"}  # "1 Palestinian killed"
        articled = before in SINGLE_ARTICLES | {"another"} and not clause.title
        if not (counted or articled) or not _is_demonym(token.text):
            continue
        if clause.tag(index + 1).startswith(("NN", "JJ", "CD", "HYPH", "VBG")) and not sentence.verb_like(index + 1):
            continue
        if clause.word(index + 1) in {"-", "and", "or", ",", "'s"}:
            continue  # "a Turkish and a Greek ship"
        yield Group(index - 1, index + 1, index, Form.SINGLE, more=before == "another")


def _is_demonym(text: str) -> bool:
    return nationality_of(text) is not None or is_name_of_people(text)


def _unlisted(sentence: Counted) -> Iterator[Group]:
    """Yield one person named by a trade or title of no list, unsurely: "a kolbar was shot", "Ironworker killed"."""
    clause = sentence.clause
    for index, word in enumerate(clause.words):
        named = clause.word(index - 2) in SINGLE_ARTICLES and nationality_of(clause.doc[index - 1].text) is not None
        determined = 2 * named or clause.word(index - 1) in SINGLE_ARTICLES | {"another", "the", "one"}
        opens_title = clause.title and index == 0
        if not (determined or opens_title) or clause.tag(index) not in {"NN", "NNP"} or not _may_be_trade(word):
            continue
        if clause.is_noun(index + 1) and not sentence.verb_like(index + 1):
            continue
        capital = clause.doc[index].text[:1].isupper() and not clause.title and index > 1
        if clause.word(index + 1) in {"of", "'s", "-", "for"} or is_thing(word) or capital:
            continue
        before = clause.word(index - 1)
        more = before == "another"
        yield Group(index - determined, index + 1, index, Form.SINGLE, definite=before == "the", more=more, sure=False)


def _may_be_trade(word: str) -> bool:
    """Whether a word is so rare, or formed so, that it names a trade or title and no object of every day."""
    if len(word) < 4 or not word.isalpha():
        return False
    frequency = zipf_frequency(word, "en")
    return frequency < RARE or (frequency < SELDOM and word.endswith(AGENTS) and not word.endswith(NO_AGENTS))


def _pronouns(sentence: Counted) -> Iterator[Group]:
    they = sentence.clause.they
    if they is not None and sentence.clause.words[:1] == ("they",):
        yield Group(0, 1, 0, Form.COUNT, they.low, they.best, they.high, kind=they.kind, definite=True)
    for index, word in enumerate(sentence.clause.words):
        if word in PRONOUNS and sentence.clause.tags[index] == "PRP":
            yield Group(index, index + 1, index, Form.PRONOUN, definite=True)
        elif word in SOMEBODY:
            yield Group(index, index + 1, index, Form.SINGLE)
