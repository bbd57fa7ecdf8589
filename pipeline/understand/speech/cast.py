"""The people of an article: full names, with every introduction and mention of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.understand.lexicon import table
from pipeline.understand.passage import Passage
from pipeline.understand.speech.aliases import aliases_in
from pipeline.understand.speech.around import has_office_before_comma, introduced_around, office_behind
from pipeline.understand.speech.introductions import Introduction, introduction
from pipeline.understand.speech.name_in_phrase import behind_seat
from pipeline.understand.speech.name_marks import (
    behind_field,
    behind_place,
    has_age_behind,
    has_office_as_title,
    has_office_before,
    has_title_before,
    is_in_place,
    is_made_name,
    no_persons,
    without_drop_cap,
    without_titles,
)
from pipeline.understand.speech.official import country_names, organisations, roles
from pipeline.understand.speech.same_name import (
    JOINING,
    capital_part,
    has_initial,
    is_spelling,
    last_part,
    matched,
    past_syllables,
    plain_parts,
)
from pipeline.understand.speech.sex import sex_of_name
from pipeline.understand.speech.words import Word, capitals_of, name_run, unaccented, words_of, words_of_whole, written
from pipeline.vocabulary import TextField

SHORTEST_SURNAME = 2  # letters
KUNYAS = frozenset({"abu", "umm", "oum"})
TEAMS = frozenset({"united", "city", "rovers", "town", "county", "wanderers", "rangers", "athletic", "villa", "palace"})
"""Last words of clubs, of which some write "who"."""
KNIGHTED = frozenset({"sir", "dame"})
OF_PLACES = frozenset({"mayor", "governor", "premier", "president", "bishop", "archbishop", "leader", "chief"})
KOREAN_PLACES = frozenset({"do", "si", "gun", "gu", "eup", "myeon", "ri", "dong", "ro", "gil"})
"""What ends the names of Korean provinces, towns and streets behind a hyphen: "Jeju-do"."""
Place = tuple[TextField, int]


@dataclass(eq=False, slots=True)
class Person:
    """Somebody named in the article; `mentions` are the places of the name, title first, in order."""

    name: str
    introductions: list[Introduction] = field(default_factory=list)
    mentions: list[Place] = field(default_factory=list)

    @property
    def surname(self) -> str:
        """The last part of the name, folded and without accents: what later mentions are known by."""
        return unaccented(last_part(self.name))

    @property
    def female(self) -> bool | None:
        """Whether the person is a woman, by title, office or first name; None if nothing tells."""
        for introduced in self.introductions:
            if introduced.female is not None:
                return introduced.female
        return sex_of_name(self.name)


class Cast:
    """Who is named in a passage."""

    @classmethod
    def of(cls, passage: Passage) -> Cast:
        """Return a cast of one's own to add to; the passage is searched once, for figures and for statements."""
        found = _found_in(passage)
        own = cls.__new__(cls)
        own._words, own._runs, own._capitals = found._words, found._runs, found._capitals
        own._people = {
            name: Person(name, [*person.introductions], [*person.mentions]) for name, person in found._people.items()
        }
        own._aliases = {alias: own._people[person.name] for alias, person in found._aliases.items()}
        return own

    def __init__(self, passage: Passage) -> None:
        """Collect the names of title and text."""
        self._people: dict[str, Person] = {}
        self._aliases: dict[str, Person] = {}
        self._runs: dict[str, None] = {}  # names of two words or more in the text, whoever or whatever bears them
        self._titled: set[str] = set()  # surnames behind an office alone
        self._words = {
            TextField.TITLE: words_of_whole(passage.article.title),
            TextField.TEXT: words_of_whole(passage.article.text),
        }
        self._capitals = {where: capitals_of(words) for where, words in self._words.items()}
        named = _entities(passage)
        for where in (TextField.TEXT, TextField.TITLE):
            self._collect(where, named)
        self._join_short_names()
        self._join_spellings()
        self._leave_out_places()
        self._aliases = self._known_otherwise(passage.article.text)
        self._place(self.people)
        for alias, person in self._aliases.items():
            self._place_alias(alias, person)

    @property
    def people(self) -> list[Person]:
        """Everybody, in the order of the first full mention."""
        return list(self._people.values())

    def known_as(self, name: str) -> list[Person]:
        """Return the people a name may mean: its bearer, else those with that last (or first) name."""
        if name in self._people:
            return [self._people[name]]
        if name in self._aliases:
            return [self._aliases[name]]
        parts = [unaccented(part.lower()) for part in name.split()]
        if has_initial(name):
            return [p for p in self._people.values() if is_spelling(name, p.name)]
        if len(parts) > 1:
            return [p for p in self._people.values() if set(parts) <= set(plain_parts(p.name))]
        by_surname = [p for p in self._people.values() if parts[0] in {p.surname, p.surname.removeprefix("al-")}]
        return by_surname or [p for p in self._people.values() if parts[0] in plain_parts(p.name)]

    def fuller(self, name: str) -> str | None:
        """Return the only longer name in the text that ends in this one: "Kwame Osei Bonsu" for "Bonsu"."""
        found = [run for run in self._runs if run.endswith(f" {name}")]
        return found[0] if len(found) == 1 else None

    def add(self, name: str) -> Person:
        """Take in somebody whom only the words around show to be a person ("coauthor Ann Lee said")."""
        person = self._people.setdefault(name, Person(name))
        if not person.mentions:
            self._place([person])
        return person

    def _collect(self, where: TextField, named: set[Place]) -> None:
        words, position = self._words[where], 0
        for capital in self._capitals[where]:
            end = name_run(words, capital) if capital >= position else capital
            if end == capital:
                continue
            position = capital
            start = behind_place(words, without_titles(words, position, end), end)
            start = behind_seat(words, behind_field(words, start, end), end)
            if where is TextField.TEXT and end - start > 1:
                self._runs[written(words[start:end])] = None
            listed = where is TextField.TEXT or self._is_written(words[start:end])
            if listed and end > start and self._is_person(words, start, end, named, where):
                name = without_drop_cap(words, start, end)
                if len(name.split()) > 1 or not self.known_as(name):
                    self._people.setdefault(name, Person(name))
            position = max(end, position + 1)

    def _is_written(self, run: list[Word]) -> bool:
        """Whether a headline's name has a first name, or its end stands in the text: not "Talks Down Sanctions"."""
        if not run or sex_of_name(run[0].text) is not None:
            return True
        text = self._words[TextField.TEXT]
        return any(text[index].text == run[-1].text for index in self._capitals[TextField.TEXT])

    def _leave_out_places(self) -> None:
        """Leave out names of one word that stand for a place somewhere: "at Sonbarsa ghat"."""
        words = self._words[TextField.TEXT]
        placed = {words[i].text for i in self._capitals[TextField.TEXT] if is_in_place(words, i, i + 1)}
        for name in placed & self._people.keys():
            del self._people[name]

    def _join_short_names(self) -> None:
        """Leave out a name of one word that is part of exactly one fuller name: Trump, once there is Donald Trump.

        One that only an office before it shows gives way to any longer run of capitals that ends in it.
        """
        for short in [name for name in self._people if len(name.split()) == 1]:
            fuller = [name for name in self._people if name != short and short in name.split()]
            longer = short in self._titled and any(run.endswith(f" {short}") for run in self._runs)
            if len(fuller) == 1 or longer:
                del self._people[short]

    def _join_spellings(self) -> None:
        """Leave out a name that is another's, shortened or spelt otherwise: "T. Lee"; Mohamed, Mohammed."""
        several = [name for name in self._people if len(name.split()) > 1]
        for place, second in enumerate(several):
            if len([n for n in several[:place] if n in self._people and is_spelling(second, n)]) == 1:
                del self._people[second]

    def _known_otherwise(self, text: str) -> dict[str, Person]:
        """Return who is known by another name, and leave that name out of the people."""
        found: dict[str, Person] = {}
        self._aliases = found
        for alias in aliases_in(text):
            parts = alias.name.split()
            bearers = next((b for i in range(len(parts)) if (b := self.known_as(" ".join(parts[i:])))), [])
            if not bearers and alias.personal and len(parts) > 1 and introduction(words_of(alias.name)).body is None:
                bearers = [self._people.setdefault(alias.name, Person(alias.name))]
            if len(bearers) == 1 and bearers[0].name != alias.other:
                self._people.pop(alias.other, None)
                found[alias.other] = bearers[0]
        return found

    def _place_alias(self, alias: str, person: Person) -> None:
        """Note where somebody is called by the other name."""
        last = alias.split()[-1].lower()
        words = self._words[TextField.TEXT]
        told = [(TextField.TEXT, words[i].start) for i in self._capitals[TextField.TEXT] if words[i].key == last]
        person.mentions = sorted({*person.mentions, *told}, key=lambda place: (place[0] is TextField.TEXT, place[1]))

    def _is_person(self, words: list[Word], start: int, end: int, named: set[Place], where: TextField) -> bool:
        keys = [word.key for word in words[start:end]]
        if keys[0] in no_persons() or keys[-1] in no_persons() or is_made_name(written(words[start:end])):
            return False
        office = roles().at(keys, 0)
        if office is not None and office[0] == len(keys):
            return False  # "the Taoiseach", which the model takes for somebody's name
        following = words[end].key if end < len(words) and words[end].capital else ""
        if following and roles().at((following,), 0) is not None and not words[end].opens:
            return False  # "Deputy International Relations Minister"
        if country_names().at(keys, 0) or organisations().at(keys, len(keys) - 1):
            return False
        if end - start > 2 and len(keys[0]) == 1 and keys[0] != "u" and keys[1] == "." and len(keys[-1]) > 1:
            return True  # "A.B.A. Fuseini"
        hyphened = end - start > 3 and words[end - 2].text == "-" and words[end - 1].text.islower()
        if hyphened and words[end - 3].capital and words[end - 4].capital:
            return keys[-1] not in KOREAN_PLACES  # "Ventus Lau Wing-hong"
        if KUNYAS & set(keys[:-1]) and end - start > 1:
            return True  # "Abu Hassan Amer", "Sadeq Abu Amer"
        if is_in_place(words, start, end):
            return False  # "lived with their father in Palo Alto"
        if (where, words[start].start) in named or (end - start > 1 and (where, words[end - 1].start) in named):
            return end - start > 1 or len(keys[0]) > 2
        if start > 1 and words[start - 1].key == "of" and words[start - 2].key in OF_PLACES:
            return False  # "the mayor of West Severnside"
        if end - start > 1 and has_age_behind(words, end):
            return True  # "boatman Ramji Sahni, 58,"
        if len(keys[0].split("-")) > 2 and JOINING & set(keys[0].split("-")) and has_office_before(words, start):
            return True  # "adviser Naeem-ul-Haque"
        placed = start > 0 and words[start - 1].key in {"of", "from", "outside"}
        held = end - start > 1 and where is TextField.TEXT and not placed and end < len(words)
        if held and (office_behind(words, end) or has_office_before_comma(words, start, end)):
            return True  # "Jesse Norling, the head of the border guard,"
        if held and words[end].text == "," and [w.key for w in words[end + 1 : end + 2]] == ["who"]:
            return keys[-1] not in TEAMS  # "signed by Riskuwa Arabu, who is"
        titled = has_title_before(words, start)
        if end - start == 1 and where is TextField.TEXT and has_office_as_title(words, start):
            self._titled.add(written(words[start:end]))
            return len(keys[0]) >= SHORTEST_SURNAME and not roles().at(keys, 0)  # "Governor LaFleur"
        if end - start == 1:
            return titled and words[start - 1].key not in KNIGHTED and roles().at(keys, 0) is None  # no "Mr Speaker"
        return titled or sex_of_name(words[start].text) is not None or has_office_before(words, start)

    def _place(self, people: list[Person]) -> None:
        """Find every mention of these people and read what introduces it."""
        by_surname: dict[str, list[Person]] = {}
        for person in people:
            by_surname.setdefault(capital_part(person.name), []).append(person)
        for where in (TextField.TITLE, TextField.TEXT):
            words = self._words[where]
            for index in self._capitals[where]:
                bearers = by_surname.get(unaccented(words[index].key))
                if bearers is not None:
                    self._mention(where, past_syllables(words, index), bearers)
                elif index and words[index - 1].key in KNIGHTED and index + 1 == name_run(words, index):
                    self._mention_knight(where, words[index], people)

    def _mention_knight(self, where: TextField, first: Word, people: list[Person]) -> None:
        """Note whom "Sir Keir" means: the only one of this first name."""
        bearers = [person for person in people if person.name.split()[0].lower() == first.key]
        if len(bearers) == 1:
            bearers[0].mentions.append((where, first.start))

    def _mention(self, where: TextField, index: int, bearers: list[Person]) -> None:
        words = self._words[where]
        fitting = [(length, p) for p in bearers if (length := matched(words, index, p.name)) > 0]
        if not fitting:
            return
        longest = max(length for length, _ in fitting)
        chosen = [p for length, p in fitting if length == longest]
        if len(chosen) > 1 or (longest == 1 and _other_name_before(words, index)):
            return
        chosen[0].mentions.append((where, words[index].start))
        chosen[0].introductions += introduced_around(words, index + 1 - longest, index + 1, where)


@lru_cache(maxsize=2)
def _found_in(passage: Passage) -> Cast:
    return Cast(passage)


def _entities(passage: Passage) -> set[Place]:
    """Return where the parses see people's names: the place of every word of each."""
    return {
        (sentence.field, sentence.start + token.idx)
        for sentence in passage.parsed
        if sentence.doc is not None
        for entity in sentence.doc.ents
        if entity.label_ == "PERSON"
        for token in entity
    }


def _other_name_before(words: list[Word], index: int) -> bool:
    """Whether another first name stands before a surname."""
    before = words[index - 1] if index else None
    if before is None or not before.capital or before.end + 1 != words[index].start:
        return False
    keys = [word.key for word in words[max(0, index - 3) : index]]
    if before.key in table("roles")["titles"]:
        return False  # "Ms Whitlock ruled that out"
    if any(known.before(keys, len(keys)) for known in (roles(), organisations(), country_names())):
        return False
    return name_run(words, index - 1) > index and not introduction(words[index - 1 : index], named=False).is_speaker
