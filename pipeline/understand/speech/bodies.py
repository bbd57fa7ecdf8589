"""What short words for a body stand for: "the ministry" for "Russia's Defence Ministry", letters for a full name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import dropwhile

from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.speech.body_names import (
    CAPITAL_DAYS,
    LONGEST,
    OF_SOME_PLACE,
    OPENING,
    PART,
    beginning_with,
    called_by,
    common_name,
    ending_in,
    going_on,
    opening_name,
    opens_only,
    patterns_of,
    patterns_of_issuers,
    same_kinds,
    with_initials,
    with_list_of,
)
from pipeline.understand.speech.introductions import OWNERS, Introduction, introduction
from pipeline.understand.speech.official import kinds_of_bodies
from pipeline.understand.speech.words import Word, name_run, words_of
from pipeline.vocabulary import SourceKind, TextField

REACH = 2500  # characters before "the ministry" in which its full name is looked for
DEFINITE = frozenset({"the", "this", "that"})
OF_THE_STATE = frozenset(
    {"agency", "department", "authority", "body", "office", "regulator", "watchdog", "service", "force", "commission"}
    | {"council", "bureau", "bank", "institute", "institution", "organisation", "organization"}
)
"""Kinds of bodies that a state has."""
OF_STATES = frozenset({"army", "military", "government", "police", "navy", "forces"})
OF_MANY = frozenset({"ministry", "department", "agency", "commission", "authority", "office"})
"""Kinds of bodies of which a state has many: its name says which."""
OF_BODIES = frozenset({"member", "judge", "spokesman", "spokeswoman", "spokesperson", "official", "head", "director"})
IN_POWER = frozenset({"the ruling party", "ruling party", "the governing party", "governing party"})
_RULING = re.compile(
    r"\b(?:[Rr]uling|[Gg]overning) ((?!Party\b)[A-Z][\w’'-]+(?: (?:(?:of|for|and|the) ){0,2}[A-Z][\w’'-]+){0,4})"
)
PARTIES = frozenset({"party", "movement", "bloc"})
OF_PARTIES = frozenset({"congress", "assembly", "union", "council", "republic", "commission"})
"""Last words of names that parties and blocs of states bear as well: National Democratic Congress, African Union."""
FREE = frozenset({SourceKind.NGO, SourceKind.COMPANY, SourceKind.POLITICAL, SourceKind.OTHER})
_PEOPLE = (
    r"leaders?|members?|spokes\w+|officials?|councill?ors?|lawmakers?|MPs?|senators?|candidates?|chair\w*|president"
    r"|secretary|supporters?|activists?|fighters?|militants?|treasurer|headquarters"
)
_LETTERS = re.compile(r"[A-Z]{2,8}s?")
NEAR_TOP = 700  # characters within which a body is named that an article later calls by a short word
_OWNER = re.compile(r"^(?:The |An? )?(.+?)[’']s? ")


@dataclass(slots=True)
class Bodies:
    """Resolves the short words for bodies of one passage from what stands before them."""

    passage: Passage
    _spelt: dict[str, str | None] = field(default_factory=dict)

    def fuller(self, introduced: Introduction, sentence: Sentence, start: int) -> Introduction:
        """Return an introduction with the body's full name, as the article gives it before; else as it is."""
        if introduced.role is None and introduced.words.lower() in IN_POWER:
            ruling = self._ruling_party()
            return introduced if ruling is None else replace(introduced, body=ruling)
        if introduced.role is None and introduced.words.lower() in OF_SOME_PLACE:
            full = self._only_named_before(OF_SOME_PLACE[introduced.words.lower()], sentence, start)
            return introduced if full is None else replace(introduced, body=full)
        if introduced.role is not None or introduced.plural or not introduced.words:
            return introduced
        words = introduced.words.split()
        core = words[1:] if words[0].lower() in DEFINITE else words
        named = self._one_of_state(core, sentence, start)
        if named is not None:
            return replace(introduced, body=named)
        if len(core) == 1 and _LETTERS.fullmatch(core[0]):
            full = self._spelt_out(core[0])
            if full is None and introduced.country is None and self._has_members(introduced, core[0]):
                return replace(introduced, name=None, body=core[0])
        elif len(core) > 1 and core[1] in {"in", "of"} and self._has_members(introduced, core[0]):
            return replace(introduced, name=None, body=core[0])  # "The ANC in Newcastle"
        elif len(core) == 2 and core[0] == introduced.body and _LETTERS.fullmatch(core[0]):
            full = self._spelt_out(core[0])  # "the GD statement"
        elif words[0].lower() in DEFINITE and introduced.body is not None and len(core) <= 2:
            full = self._named_before(" ".join(core), sentence, start)
        else:
            full = None
        if full is not None and len(core) == 1 and core[0].lower() in OF_STATES and _is_armed_group(full):
            full = None  # "the army" is not the Liberation Army of the rebels
        return introduced if full is None else _filled(introduced, full)

    def _has_members(self, introduced: Introduction, letters: str) -> bool:
        """Whether letters that nothing spells out are those of a body: the article names its people, "the ANC leader".

        Letters alone may be an office: "the DC said".
        """
        known = introduced.body is not None or not _LETTERS.fullmatch(letters)
        of_body = re.compile(rf"\b{letters}(?:-led|-run|-ruled|(?:[’']s)? (?:[a-z]+ )?(?:{_PEOPLE}))\b")
        return not known and of_body.search(self.passage.article.text) is not None

    def lettered(self, introduced: Introduction, sentence: Sentence, start: int, end: int) -> Introduction:
        """Return a body with its whole name where letters behind show it: "Health and Human Services (HHS)".

        A department's own letters may be left out; people keep what they are.
        """
        letters = re.match(r"\s?\(([A-Z]{2,8})\)", sentence.text[end:])
        name = sentence.text[start:end].removeprefix("The ").removeprefix("the ").rstrip(".")
        if letters is None or introduced.name is not None or introduced.body is None or introduced.body == name:
            return introduced
        initials = iter(part[0] for part in name.split() if part[0].isupper())
        fits = all(letter in initials for letter in letters[1]) or (", " in name and " and " in name)
        fits = fits and name.startswith(introduced.body)
        return replace(introduced, role=None, role_words=None, body=name, plural=False) if fits else introduced

    def of_members(self, introduced: Introduction, sentence: Sentence, start: int) -> Introduction:
        """Return "members of the council" with the council's full name, as the article gives it before."""
        role, body = introduced.role, introduced.body
        if role is None or role.name not in OF_BODIES or body is None or not body.islower():
            return introduced
        full = self._named_before(body, sentence, start)
        return introduced if full is None else replace(introduced, body=full)

    def so_called(self, kind: str, sentence: Sentence, start: int) -> str | None:
        """Return the only body before a place that is called by its kind: "watchdog Bersama", "Bersama, a watchdog"."""
        if sentence.field is not TextField.TEXT:
            return None
        until = sentence.start + start
        before = self.passage.article.text[max(0, until - REACH) : until]
        kinds = (kind, *same_kinds(kind))
        found = {match[1] for one in kinds for pattern in patterns_of(one) for match in pattern.finditer(before)}
        found = {name for name in found if name.split()[0] not in OPENING}
        common = sentence.doc is not None and sentence.doc[0].tag_ not in {"NNP", "NNPS", "DT", "JJ"}
        own = None if common else opening_name(sentence.text[:start])
        if own is not None and " " not in own and self.passage.article.text.count(own) == 1:
            own = None  # "Turnout was low, the commission said"
        return own if own is not None and not found else found.pop() if len(found) == 1 else None

    def called_by(self, kind: str, sentence: Sentence) -> str | None:
        """Return the only body before a sentence whose name shows that it may be called by a kind."""
        within = sentence.field is TextField.TEXT
        return called_by(kind, self.passage.article.text[: sentence.start]) if within else None

    def issuer(self, document: str, sentence: Sentence, start: int) -> str | None:
        """Return the only one who is said to have issued a document: "a report by the Audit Office", "Lee's letter"."""
        if sentence.field is not TextField.TEXT:
            return None
        text = self.passage.article.text[: sentence.start + start + LONGEST]
        found = {match[1] for pattern in patterns_of_issuers(document) for match in pattern.finditer(text)}
        found = {name for name in found if name.split()[0] not in OPENING | CAPITAL_DAYS}
        return found.pop() if len(found) == 1 else None

    def _spelt_out(self, letters: str) -> str | None:
        """Return the name before its letters in brackets: "Immigration, Refugees and Citizenship Canada (IRCC)"."""
        if letters not in self._spelt:
            text = self.passage.article.text
            named = re.search(rf"((?:{PART},?\s){{2,14}})\((?:the )?{letters}\)", text)
            self._spelt[letters] = beginning_with(named[1].strip(), letters) if named else with_initials(text, letters)
        return self._spelt[letters]

    def _ruling_party(self) -> str | None:
        """Return the only party that the article calls the ruling one: "the ruling Georgian Dream party"."""
        found = {match[1] for match in _RULING.finditer(self.passage.article.text)}
        return found.pop() if len(found) == 1 else None

    def _only_named_before(self, pattern: re.Pattern[str], sentence: Sentence, start: int) -> str | None:
        """Return the only name before a place that fits a pattern: "Lagos police" for "the police"."""
        if sentence.field is not TextField.TEXT:
            return None
        text = self.passage.article.text
        found = {m.start(): " ".join(dropwhile(opens_only, m[1].split())) for m in pattern.finditer(text)}
        names = {name for name in found.values() if " " in name}
        early = min(found, default=NEAR_TOP) < min(NEAR_TOP, sentence.start + start)
        return names.pop() if len(names) == 1 and early else None

    def _one_of_state(self, words: list[str], sentence: Sentence, start: int) -> str | None:
        """Return the only one named before of a state's many: "foreign ministry" for "the Chinese ministry"."""
        if len(words) != 2 or words[1].lower() not in OF_MANY or not words[0][:1].isupper():
            return None
        whole = re.compile(rf"\b{re.escape(words[0])} ((?:[A-Za-z]+ ){{1,3}}{words[1]})\b", re.IGNORECASE)
        text = self.passage.article.text[: sentence.start + start]
        names = {match[1].lower(): match[1] for match in whole.finditer(text)}
        return next(iter(names.values())) if len(names) == 1 and sentence.field is TextField.TEXT else None

    def _named_before(self, short: str, sentence: Sentence, start: int) -> str | None:
        """Return the last longer name that ends in these words, or goes on from them: "Ministry of Defence"."""
        if sentence.field is not TextField.TEXT:
            return None
        until = sentence.start + start
        before = f"{self.passage.article.title}. {self.passage.article.text[max(0, until - REACH) : until]}"
        found = dict(ending_in(before, short))
        for place, name in going_on(before, short):
            end = place + len(short)
            opened = next((p for p in found if p < place and before[p:end].endswith(found[p])), place)
            found[opened] = found.get(opened, before[place:end]) + name[len(short) :]
        return with_list_of(before, found[max(found)]) if found else common_name(before, short)


def _is_armed_group(name: str) -> bool:
    """Whether the name of an army or government is that of rebels."""
    rebels = {"liberation", "resistance", "revolutionary", "rebel", "lord's", "lord’s", "shadow", "parallel"}
    return introduction(words_of(name)).body_kind is SourceKind.ARMED_GROUP or bool(rebels & set(name.lower().split()))


def _filled(introduced: Introduction, full: str) -> Introduction:
    """Return an introduction with a fuller name for its body, and the country and kind that this tells."""
    read = introduction(words_of(full))
    owner = _OWNER.match(full)
    owner = None if owner is not None and owner[1].split()[-1].lower() in OWNERS else owner  # "People's Party"
    body = full if read.body is None or owner is None else read.body
    country = introduced.country or read.country
    return replace(introduced, name=None, body=body, body_kind=read.body_kind or introduced.body_kind, country=country)


def name_for_kind(said: Introduction, kind: str) -> str | None:
    """Return the name of a body that may be called by a kind: "Election watchdog Bersama" is "the group"."""
    if said.role is not None:
        called = said.role.name in kinds_of_bodies() and not said.plural
        return said.name if called else None
    named = said.body is not None and said.body[:1].isupper() and not said.bare_country
    free = said.body_kind is None or said.body_kind in FREE
    fits = free or kind in OF_THE_STATE or (kind in PARTIES and said.words.split()[-1].lower() in OF_PARTIES)
    return said.body if named and fits else None


def opening_body(text: str) -> tuple[Introduction, int] | None:
    """Return the body or country by whose name a sentence without a parse opens: "Armenia closed the pass".

    With it the end of its name, in characters.
    """
    words = words_of(text)
    first = int(bool(words) and words[0].key == "the")
    end = name_run(words, first)
    if end + 1 < len(words) and words[end].key in {"of", "for"} and words[end + 1].capital:
        end = name_run(words, end + 1)  # "The Office for Fiscal Scrutiny has"
    read = body_in(words[:end]) if end < len(words) and words[end].text.islower() else None
    return None if read is None else (read, words[end - 1].end)


def body_in(words: list[Word]) -> Introduction | None:
    """Return the body or country that words name, and nobody's office; else None."""
    read = introduction(words)
    is_body = read.role is None and not read.plural and (read.body is not None or read.country is not None)
    return read if is_body else None
