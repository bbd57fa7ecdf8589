"""Who is counted: the groups of people in a sentence, each with its number, from "at least twelve soldiers" to "he"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from wordfreq import zipf_frequency

from pipeline.understand.aboard import all_aboard
from pipeline.understand.clause import Clause
from pipeline.understand.counting.bare_numbers import as_many, counts_on_things, numbers_alone
from pipeline.understand.counting.counted import POSSESSIVE, Counted
from pipeline.understand.counting.group import DEFINITE, ORDINALS, PRONOUNS, SINGLE_ARTICLES, Form, Group
from pipeline.understand.counting.named_people import (
    LONGEST_NAME,
    by_first_name,
    by_surname,
    named_as_harmed,
    named_as_killed,
    named_by_age,
    names_in,
)
from pipeline.understand.counting.noun_groups import noun_groups
from pipeline.understand.counting.numbers import Number
from pipeline.understand.counting.people import REBEL_KINDS, is_name_of_people, is_thing, person_noun_at
from pipeline.understand.places.nationality import nationality_of

LONGEST_DESCRIPTION = 4  # tokens of "knife-wielding young"
HARMED = frozenset(  # what a headline says of somebody named by his country
    {"shot", "killed", "stabbed", "wounded", "injured", "hurt", "dead", "dies", "slain", "murdered", "beheaded"}
    | {"executed", "drowned", "lynched", "hacked", "gunned"}
)
SOMEBODY = frozenset({"someone", "somebody"})
RARE, SELDOM = 2.5, 3.6  # Zipf frequencies: "mukhtar" has 2.4, "usher" 3.5, "deal" 5.3
AGENTS = ("worker", "er", "or", "ist", "eer", "ian", "herd", "monger", "smith", "wright", "ster", "ero", "ista")
NO_AGENTS = ("tower", "power", "water", "meter", "motor", "tractor", "letter", "color", "cover", "fiber", "fever")
LEFT_SO = frozenset(
    {"dead", "missing", "critical", "hurt", "injured", "wounded", "killed", "hospitalised", "hospitalized"}
)  # "third critical"
UNBORN = frozenset({"unborn", "fetus", "foetus"})
LONGEST_DENIAL = 6  # words of "no immediate official reports that"
_NOT_TOLD = re.compile(
    r"\b(?:no|any) (?:[a-z]+ ){0,2}?(?:reports?|word|indications?|evidence|signs?|information|news|suggestion|record)"
    r"(?: yet| so far)? that$"
)
TELLS_OF_ONE = frozenset({"VBN", "WP", "CD", "PRP"})  # "a Palestinian, killed in", and no "a Turkish, Greek or"


def groups_and_numbers(clause: Clause) -> tuple[list[Group], dict[int, Number]]:
    """Return the groups of people of a sentence in order, not overlapping, and all its counts by their end.

    Nouns are found first, then names, then people known by their age, numbers alone and pronouns. A "they" that opens
    the sentence counts as many as `clause.they` says.
    """
    sentence = Counted(clause)
    searches: tuple[Callable[[Counted], Iterator[Group]], ...] = (
        *(as_many, _aboard, noun_groups, names_in, named_by_age, by_first_name, by_surname),
        *(
            named_as_harmed,
            named_as_killed,
            _year_olds,
            _of_an_age,
            numbers_alone,
            _another,
            _nationals,
            _unlisted,
            _nobody_told,
            _pronouns,
        ),
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


def _aboard(sentence: Counted) -> Iterator[Group]:
    """Yield "all on board", where the article told how many they were."""
    number, words = sentence.clause.all_of, sentence.clause.words
    for index in range(len(words)) if number is not None else ():
        end = all_aboard(words, index)
        if end is not None:
            yield Group(index, end, index, Form.COUNT, number, number, number, definite=True)


def _year_olds(sentence: Counted) -> Iterator[Group]:
    """Yield people named by their age alone: "a 12-year-old was hurt", "two 5-year-olds"."""
    for age in sentence.ages:
        tokens = [t.i for t in sentence.clause.doc if age.start <= t.idx < age.end]
        if not tokens or "old" not in sentence.clause.words[tokens[-1]]:
            continue
        if sentence.clause.word(tokens[-1] + 1) in UNBORN or _tells_ages(sentence, tokens):
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
        last = tokens[-1]
        people = last + 2 < len(sentence.clause) and _is_demonym(sentence.clause.doc[last + 1].text)
        last += people and not sentence.clause.is_noun(last + 2)  # "a 22-year-old Palestinian died"
        base = Group(tokens[0], last + 1, last, Form.SINGLE, age=age.years)
        yield sentence.counted(base) or _one_year_old(sentence, base)


def _tells_ages(sentence: Counted, tokens: list[int]) -> bool:
    """Whether several ages in commas describe those counted before: "Three women, 51, 18 and 69 years old, were"."""
    words = sentence.clause.words
    several = "and" in words[tokens[0] : tokens[-1]] and words[tokens[-1] - 1 : tokens[-1] + 1] == ("years", "old")
    return several and sentence.clause.word(tokens[0] - 1) == "," and sentence.clause.is_noun(tokens[0] - 2)


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
    for index in clause.capitals():
        before = clause.word(index - 1)
        last = before == "one" and clause.word(index - 2) in {"and", "wounding", "killing", "killed", "wounded"}
        counted = (clause.title and before in {"1", "one"}) or last  # "two Thai soldiers and one Cambodian"
        first = _past_description(sentence, index)
        articled = clause.word(first - 1) in SINGLE_ARTICLES | {"another"} and not clause.title
        opens = clause.title and index == 0 and clause.word(1) in HARMED  # "Palestinian shot dead"
        if not (counted or articled or opens) or not _is_demonym(clause.doc[index].text):
            continue
        if clause.tag(index + 1).startswith(("NN", "JJ", "CD", "HYPH", "VBG")) and not sentence.verb_like(index + 1):
            continue
        listed = clause.tag(index + 2) == "CD" and clause.doc[index + 3 : index + 4].text.endswith("s")
        listed = listed and nationality_of(clause.doc[index + 3 : index + 4].text) is not None
        listed = listed or (clause.tag(index + 2) == "CD" and person_noun_at(clause.words, index + 3) is not None)
        apart = clause.word(index + 1) == "," and (last or clause.tag(index + 2) in TELLS_OF_ONE)
        if clause.word(index + 1) in {"-", "and", "or", ",", "'s"} and not (listed or apart):
            continue  # "a Turkish and a Greek ship", but "an Afghan and two Kenyans"
        start = index if opens else first - 1 if articled else index - 1
        yield Group(start, index + 1, index, Form.SINGLE, more=before == "another")


def _past_description(sentence: Counted, index: int) -> int:
    """Return where the words that describe somebody begin: of "a knife-wielding Palestinian" the knife."""
    clause, start = sentence.clause, index
    while start > 1 and index - start <= LONGEST_DESCRIPTION:
        if clause.word(start - 2) == "-" and clause.tag(start - 1).startswith(("VB", "JJ")):
            start -= 3
        elif clause.tag(start - 1) == "JJ" and not clause.doc[start - 1].text[:1].isupper():
            start -= 1
        else:
            break
    return start


def _is_demonym(text: str) -> bool:
    return nationality_of(text) is not None or is_name_of_people(text)


def _unlisted(sentence: Counted) -> Iterator[Group]:
    """Yield one person named by a trade or title of no list, unsurely: "a kolbar was shot", "Ironworker killed"."""
    clause = sentence.clause
    for index, word in enumerate(clause.words):
        named = clause.word(index - 2) in SINGLE_ARTICLES and nationality_of(clause.doc[index - 1].text) is not None
        described = clause.tag(index - 1) in {"JJ", "VBG"} and clause.word(index - 2) in SINGLE_ARTICLES
        determined = 2 * (named or described) or clause.word(index - 1) in SINGLE_ARTICLES | {"another", "the", "one"}
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


def _nobody_told(sentence: Counted) -> Iterator[Group]:
    """Yield the nobody of "there were no reports that anyone had been hurt"."""
    for index, word in enumerate(sentence.clause.words):
        if word in {"anyone", "anybody"}:
            before = " ".join(sentence.clause.words[max(0, index - LONGEST_DENIAL) : index])
            if _NOT_TOLD.search(before):
                yield Group(index, index + 1, index, Form.COUNT, 0, 0, 0)


def _they_before(sentence: Counted) -> Iterator[Group]:
    """Yield the attackers of "Three gunmen opened fire, killing nine, before they were shot dead"."""
    clause = sentence.clause
    first = next((n for n in sentence.numbers.values() if n.start <= 1 and n.best is not None), None)
    places = range(first.end, min(first.end + 3, len(clause))) if first is not None else ()
    found = next((noun for i in places if (noun := person_noun_at(clause.words, i)) is not None), None)
    if first is None or found is None or found[1].id not in REBEL_KINDS:
        return
    for index in range(1, len(clause)):
        if clause.word(index) == "they" and clause.word(index - 1) in {"before", "until"}:
            low, best, high = first.low, first.best, first.high
            yield Group(index, index + 1, index, Form.COUNT, low, best, high, kind=found[1], definite=True)


def _pronouns(sentence: Counted) -> Iterator[Group]:
    they = sentence.clause.they
    if they is not None and sentence.clause.words[:1] == ("they",):
        yield Group(0, 1, 0, Form.COUNT, they.low, they.best, they.high, kind=they.kind, definite=True)
    yield from _they_before(sentence)
    for index, word in enumerate(sentence.clause.words):
        if word in PRONOUNS and sentence.clause.tags[index] == "PRP":
            yield Group(index, index + 1, index, Form.PRONOUN, definite=True)
        elif word in SOMEBODY:
            yield Group(index, index + 1, index, Form.SINGLE)
