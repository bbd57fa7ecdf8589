"""Who stands beside commas and brackets: "her grandson, 7,", "Elshan Guliyev, born in 1971,", "a man and his dog"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.understand.clause import Clause
from pipeline.understand.counting.group import JOINERS, Form, Group
from pipeline.understand.counting.people import is_thing

AGE_RANKS = frozenset({"youngest", "eldest", "oldest", "elder", "younger", "aged", "ages", "under", "over", "between"})
LONGEST_BRACKETS = 14  # tokens
NAME_PARTS = frozenset({"year", "old", "-", ".", "sergeant", "captain", "colonel", "major", "corporal", "lieutenant"})

PHRASE_TAGS = frozenset(
    {
        "IN",
        "DT",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "JJ",
        "JJR",
        "JJS",
        "CD",
        "PRP$",
        "POS",
        "HYPH",
        "VBN",
        "VBG",
        "AFX",
        "WRB",
    }
)
NOUN_PHRASE = PHRASE_TAGS - {"VBN", "VBG", "WRB"}
SUPPOSED = frozenset((word, "to") for word in ("thought", "believed", "said", "known", "understood", "alleged"))
FINITE, LONGEST_PHRASE = frozenset({"VBD", "VBZ", "VBP", "MD"}), 6  # tokens
IN_PHRASE = PHRASE_TAGS | {"NFP", "GW", "FW", "SYM", "HYPH"}


def before_comma(clause: Clause, ends: Mapping[int, Group], close: int) -> Group | None:
    """Return the person whose age, birth or home stands in commas, of which `close` is the second."""
    born = _before_age(clause, ends, close) or _before_birth(clause, ends, close)
    born = born or before_eldest(clause, ends, close)
    return born or _before_decade(clause, ends, close) or _before_home(clause, ends, close)


def _before_home(clause: Clause, ends: Mapping[int, Group], close: int) -> Group | None:
    """Return the person of "the driver, 50-year-old Ana Ruiz of Tucson, died": `close` is the second comma."""
    index = close - 1
    while index > 0 and clause.tag(index) in {"NNP", "NNPS"}:
        index -= 1
    home = index < close - 1 and clause.word(index) in {"of", "from"}
    group = ends.get(index) if home else None
    return group if group is not None and group.form is Form.NAME else None


def _before_age(clause: Clause, ends: Mapping[int, Group], close: int) -> Group | None:
    """Return the person of "her grandson, 7, was wounded": `close` is the second comma."""
    index = close - 1
    while clause.tag(index) == "CD" and clause.word(index - 1) in {"and", ","} and clause.tag(index - 2) == "CD":
        index -= 2  # "two sons, 3 and 9,"
    comma = index - 1
    if clause.words[max(0, index - 2) : index] == ("to", "be") and clause.word(index - 4) == ",":
        comma = index - 4  # "thought to be 15,"
    elif clause.word(index - 1) in {"also", "just", "only", "still"}:
        comma = index - 2
    aged = clause.tag(index) == "CD" and clause.word(comma) == ","
    return ends.get(comma) if aged else None


def _before_birth(clause: Clause, ends: Mapping[int, Group], close: int) -> Group | None:
    """Return the person of "Elshan Guliyev, born in 1971, was wounded": `close` is the second comma."""
    for index in range(close - 1, max(0, close - 9), -1):
        if clause.word(index) in {"born", "b", "b.", "aged"} and clause.word(index - 1) in {",", "("}:
            return ends.get(index - 1)
    return None


def before_eldest(clause: Clause, ends: Mapping[int, Group], close: int) -> Group | None:
    """Return who is counted in "three conscripts of the 49th, the eldest 23, died": `close` is the second comma."""
    for index in range(close - 2, max(0, close - LONGEST_BRACKETS), -1):
        if clause.word(index) == ",":
            aged = bool({"aged", "ages"} & set(clause.words[index + 1 : index + 3]))  # "men ages 50 and 58"
            of_them = clause.word(index + 1) in {"the", "both", "all", "their"}
            if not (aged or of_them) or AGE_RANKS.isdisjoint(clause.words[index + 1 : index + 3]):
                return None
            while index > 0 and index not in ends and clause.tag(index - 1) in IN_PHRASE:
                index -= 1
            return ends.get(index)
    return None


def _before_decade(clause: Clause, ends: Mapping[int, Group], close: int) -> Group | None:
    """Return the person of "The man, in his 30s, and the child": `close` is the second comma."""
    start = close - (4 if clause.word(close - 2) in {"early", "mid", "late"} else 3)
    told = clause.word(start) == "in" and clause.word(start + 1) in {"his", "her", "their"}
    decade = clause.word(close - 1).endswith("s") and clause.word(close - 1)[:-1].isdigit()
    if not (told and decade):
        return None
    described = ends.get(start)  # "her passenger, a man in his 40s, was"
    if described is not None and described.form is Form.SINGLE and clause.word(described.start - 1) == ",":
        return ends.get(described.start - 1) or described
    if described is not None and described.form is Form.COUNT and clause.word(described.start - 1) == ",":
        owner = ends.get(described.start - 1)  # "The victims, a couple in their 60s, died"
        return described if owner is None or owner.form is Form.BARE else owner
    return ends.get(start - 1) if clause.word(start - 1) == "," else None


def before_thing(clause: Clause, ends: Mapping[int, Group], index: int) -> Group | None:
    """Return the people of "a man and his dog were killed"."""
    while clause.tag(index).startswith(("NN", "JJ", "PRP$", "DT")):
        index -= 1
    return ends.get(index) if clause.word(index) in JOINERS else None


def named_in_commas(clause: Clause, ends: Mapping[int, Group], last: int) -> Group | None:
    """Return the person whose name stands in commas: "the driver, 45-year-old A. Mammadov, and two passengers".

    `last` is the last token of the name, or the comma before it.
    """
    start = last
    while start > 0 and (clause.tag(start) in {"NNP", "NNPS", "CD", "HYPH"} or clause.word(start) in NAME_PARTS):
        start -= 1
    described = ends.get(start)
    named = start == last or any(clause.tag(i) in {"NNP", "NNPS"} for i in range(start + 1, last + 1))
    fits = described is not None and described.form is Form.SINGLE and described.name is None
    return described if fits and named and clause.word(start) == "," else None


def told_of_in_commas(clause: Clause, groups: Sequence[Group], close: int) -> Group | None:
    """Return the person whom a clause in commas tells of: "The father, who was at the wheel, and two children".

    Or a participle does: "A detainee from Bule, accused of links with rebels, died".
    """
    for group in reversed([g for g in groups if g.end < close and g.form in {Form.SINGLE, Form.NAME}]):
        if clause.word(group.end) == "," and clause.word(group.end + 1) in {"who", "whose"}:
            return group
        if group.form is Form.NAME:
            continue
        index = group.end
        while clause.tag(index) in NOUN_PHRASE and index - group.end < LONGEST_PHRASE:
            index += 1
        aged = 2 + (clause.word(index + 1) == "aged")
        index += aged * (
            clause.tag(index + aged - 1) == "CD" and clause.word(index + aged) == ","
        )  # ", aged 31, thought"
        participle = clause.tag(index + 1) == "VBN" or clause.words[index + 1 : index + 3] in SUPPOSED
        told = clause.word(index) == "," and participle and clause.tag(group.start - 1) != "IN"
        commas = {",", ";"} & set(clause.words[index + 1 : close])
        if told and not commas and not any(clause.tag(i) in FINITE for i in range(index + 2, close)):
            return group
    return None


def before_brackets(clause: Clause, ends: Mapping[int, Group], index: int) -> int:
    """Return where "three peacekeepers (one Moroccan, two Indian)" ends without its brackets."""
    if clause.word(index) != ")":
        return index
    opened = (i for i in range(index - 1, max(-1, index - LONGEST_BRACKETS), -1) if clause.word(i) == "(")
    start = next(opened, None)
    return index if start is None or start not in ends else start - 1


def past_brackets(clause: Clause, index: int) -> int:
    """Return where a sentence goes on behind brackets that open at `index`; `index` itself where none open."""
    if clause.word(index) != "(":
        return index
    last = min(len(clause), index + LONGEST_BRACKETS)
    return next((i + 1 for i in range(index, last) if clause.word(i) == ")"), index)


def described_in_commas(clause: Clause, ends: Mapping[int, Group], last: int) -> Group | None:
    """Return who is described in "The driver, a 34-year-old man from Toledo, and a passenger were killed"."""
    index = last
    while index > 0 and clause.tag(index) in IN_PHRASE and index + 1 not in ends:
        index -= 1
    group = ends.get(index + 1)
    if group is None or group.form is not Form.SINGLE or clause.word(group.start) not in {"a", "an"}:
        return None
    described = ends.get(group.start - 1) if clause.word(group.start - 1) == "," else None
    return described if described is not None and described.form in {Form.SINGLE, Form.NAME} else None


def past_owner(clause: Clause, starts: Mapping[int, Group], index: int) -> int:
    """Return where "driver" begins in "the truck's driver"; else `index` itself."""
    words = clause.words[index : index + 3]
    owned = len(words) == 3 and words[0] in {"the", "a", "an"} and words[2] == "'s" and is_thing(words[1])
    return index + 3 if owned and index not in starts else index


def before_owner(clause: Clause, index: int) -> int:
    """Return what stands before "the other car's" where that ends at `index`; else `index` itself."""
    named = clause.tag(index - 1) == "NNP"  # "the Accord's driver", "Maldonado's son"
    if clause.word(index) != "'s" or not (named or is_thing(clause.word(index - 1))):
        return index
    start = index - 2
    while clause.tag(start) in {"JJ", "NNP"}:
        start -= 1
    return start - 1 if clause.word(start) in {"the", "a", "an"} else start if named else index


def past_years(clause: Clause, group: Group) -> int:
    """Return where a group ends with the age behind it: "the driver, 58, and his passenger"."""
    words = clause.words[group.end : group.end + 3]
    if len(words) == 3 and words[0] == "in" and words[1] in {"his", "her", "their"} and words[2][:-1].isdigit():
        return group.end + 3  # "a man in his 60s, and"
    aged = len(words) == 3 and words[0] == "," and words[1].isdigit() and words[2] in {",", "and"}
    if group.form is Form.COUNT and (group.best or 0) > 1:
        return _past_ages(clause, group.end, group.best or 0)
    return group.end + 2 if aged and group.form in {Form.SINGLE, Form.NAME} else group.end


def _past_ages(clause: Clause, start: int, number: int) -> int:
    """Return where the ages end of "two girls, nine and eleven, and their aunt"; `start` where others are told of."""
    index = start
    for _ in range(number):
        joiners = 1 + (clause.word(index + 1) == "and")
        if clause.word(index) not in {",", "and"} or clause.tag(index + joiners) != "CD":
            return start
        index += joiners + 1
    return index if clause.word(index) in {",", "and", ".", ""} else start


def past_rank(clause: Clause, starts: Mapping[int, Group], index: int) -> int:
    """Return where the name begins behind a rank that is cut into tokens: "Col. Abdi Warsame"; else `index` itself."""
    last = index
    while last not in starts and last - index < 3 and (clause.tag(last) == "NNP" or clause.word(last) == "."):
        last += 1
    return last if last in starts and starts[last].form is Form.NAME else index


def past_nouns(clause: Clause, starts: Mapping[int, Group], index: int) -> int:
    """Return where nouns and what describes them end from `index` on, at the latest before people."""
    while clause.tag(index) in PHRASE_TAGS and index not in starts:
        index += 1
    return index
