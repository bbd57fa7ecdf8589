"""Whom a pronoun before a verb of speech means: the last speaker, else the only person the words before allow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.understand import gazetteer
from pipeline.understand.clause import SUBJECTS
from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.speech.cast import Cast, Person
from pipeline.understand.speech.introductions import Introduction, introduction
from pipeline.understand.speech.name_in_phrase import COURTESIES
from pipeline.understand.speech.quotations import FieldQuotes
from pipeline.understand.speech.sex import sex_of_name
from pipeline.understand.speech.speaker import HE_SHE, Antecedent, Speaker
from pipeline.understand.speech.words import name_run, words_of, written
from pipeline.vocabulary import SourceKind, TextField

OPENING = 3  # sentences at the top of an article
REACH = 4  # sentences back that a pronoun may refer to
LONGEST_NAME = 4  # words
EARLY = 12  # characters of "Former Prof. "
OWN_WORDS = frozenset(
    {"claim", "claims", "allegation", "allegations", "remark", "remarks", "statement", "comments", "speech"}
)
_OWN_WORDS = re.compile(rf"[\w’'-]+[’']s (?:[a-z]+ ){{0,2}}(?:{'|'.join(sorted(OWN_WORDS, reverse=True))})\b")
LIVING = frozenset(
    {"holds", "held", "heads", "headed", "leads", "led", "runs", "ran", "works", "worked", "lives", "lived"}
)
"""Verbs behind a name that only a person's is."""
_HE, _SHE = re.compile(r"\b[Hh]e\b"), re.compile(r"\b[Ss]he\b")
_OPENING_CLAUSE = re.compile(
    r"(?:(?:Without|After|Before|While|By|In|On|When|Since|Despite|Instead of) )?"
    r"(?:[A-Za-z]+ing|[Aa]sked|[Pp]ressed|[Qq]uestioned|Like|Unlike)\b[^,]*, "
)
_AFTERWARDS = re.compile(r"(?:After|When|While|As|Before|Once) [^,]+(?:, [^,]+)*?, (?=[A-Z])")
"""A clause that opens a sentence before the name of whom it is about: "After the minister quipped, Ruiz hit back"."""
_FRONTED = re.compile(
    r"(?:While|Although|Though|Even though|Whereas)\s"
    r"(?:(?:the |[a-z]+ )?(?:prime minister|president|minister|mayor|governor|senator)\s)?(?:(?:M(?:r|s|rs)|Dr)\.? )?",
    re.IGNORECASE,
)
Extent = tuple[int, int]

_FORMER = re.compile(r"(?:^|, )[Tt]he former (?:\w+ ){1,3}(?:\w+ed|said|told|went|gave|spoke|took|made)\b")
"""An office of former days that a sentence is about: whom it means is not whoever holds it now."""


class Antecedents:
    """Finds whom the pronouns of one passage mean, in text order."""

    def __init__(self, passage: Passage, cast: Cast, spoken: list[Speaker]) -> None:
        """Take the list of those who spoke, which grows."""
        self._passage, self._cast, self._spoken = passage, cast, spoken

    def person(
        self, sentence: Sentence, start: int, female: bool, barred: tuple[Extent, ...]
    ) -> tuple[Person | None, Antecedent | None]:
        """Return whom "he" or "she" at `start` means: a person of the article, or somebody introduced by office only.

        Words in `barred` are the speaker's own and name nobody. Two who fit equally leave the pronoun open.
        """
        here = self._fitting(sentence, female, start, barred)
        if here:
            about = [p for p in here if self._is_subject(p, sentence)] if len(here) > 1 else here
            about = about if len(about) == 1 else [p for p in here if self._opens_clause(p, sentence, start)]
            return (about[0] if len(about) == 1 else None), None
        for before in self._before(sentence):
            if self._is_about(before, female):
                continue  # "He challenged Lee's claim that. He said": whoever "he" was there
            found = self._last_speaker(before, female)
            if found is not None and found[0] is None and found[1] is not None:
                found = self._opened_by(before, female) or found
            if found is None and self._goes_on(before, female):
                continue  # "She has published two letters that she wrote to the minister. In one, she asked"
            if female and before.paragraph != sentence.paragraph:
                found = found or self._but_she(self._told_of(before, female), sentence)
            found = found or self._told_of(before, female)
            if found is None and before.index == sentence.index - 1:
                found = self._introduced_by(before, female)
            if found is not None:
                return found
        own = self._fitting(sentence, female, start, ()) if barred else []
        if len(own) == 1:
            return own[0], None  # "Minister Lee has called it a failure, he stated"
        return self._of_headline(sentence, female) or self._only_one(sentence, female) or (None, None)

    def _of_headline(self, sentence: Sentence, female: bool) -> tuple[Person | None, Antecedent | None] | None:
        """Return who alone speaks in the headline, where the text opens with "he" and nobody has spoken in it yet."""
        said = [s for s in self._spoken if s.sentence.field is TextField.TITLE]
        opens = sentence.leads and len(said) == len(self._spoken)
        if not opens or len({s.meant.words for s in said}) != 1:
            return None
        if said[0].person is not None:
            return (said[0].person, None) if said[0].person.female in {None, female} else None
        return (None, said[0].antecedent) if _is_one_human(said[0].meant, female) else None

    def _only_one(self, sentence: Sentence, female: bool) -> tuple[Person, None] | None:
        """Return the only person of this sex whom the article has named so far, if he has spoken."""
        named = [p for p in self._cast.people if p.female in {None, female} and self._is_named_before(p, sentence)]
        spoke = any(s.person is named[0] for s in self._spoken) if len(named) == 1 else False
        return (named[0], None) if spoke else None

    @staticmethod
    def _is_named_before(person: Person, sentence: Sentence) -> bool:
        return any(where is TextField.TITLE or at < sentence.start for where, at in person.mentions)

    def _but_she(
        self, found: tuple[Person | None, Antecedent | None] | None, sentence: Sentence
    ) -> tuple[Person | None, Antecedent | None] | None:
        """Return who has been "she" before where only somebody of unknown sex was named since; else what was found."""
        if found is None or found[0] is None or found[0].female is not None:
            return found
        near = {s.index for s in self._before(sentence)}
        told = [s.person for s in self._spoken if s.person and s.sentence.index in near and s.introduced.words == "she"]
        return (told[-1], None) if told else found

    def _is_about(self, sentence: Sentence, female: bool) -> bool:
        """Whether a sentence begins with the same pronoun, which says nothing itself while others are said to."""
        opens = sentence.text.startswith("She " if female else "He ")
        spoken = [s for s in self._spoken if s.sentence.index == sentence.index]
        return opens and bool(spoken) and all(s.start > 0 for s in spoken)

    def _goes_on(self, sentence: Sentence, female: bool) -> bool:
        """Whether the same pronoun stands before any name that fits, and the sentence is about none of these."""
        pronoun = (_SHE if female else _HE).search(sentence.text)
        people = self._fitting(sentence, female, len(sentence.text), ()) if pronoun is not None else []
        if pronoun is None or any(self._is_subject(p, sentence) for p in people):
            return False  # "When he took office, Lee froze rents"
        if pronoun.start() > 0 and not people and self._holders(sentence, female):
            return False  # "The president believes that he can"
        places = [place for person in people for place in self._places(person, sentence)]
        return pronoun.start() < min(places, default=len(sentence.text))

    def _opened_by(self, sentence: Sentence, female: bool) -> tuple[Person, None] | None:
        """Return who opens a sentence in which an office is only a source: "The mayor came with what, according to".

        He is known by his office, as is whoever speaks in it.
        """
        holders = [p for p in self._holders(sentence, female) if _opens_with(sentence, p)]
        return (holders[0], None) if len(holders) == 1 else None

    def described(self, sentence: Sentence, before: int | None = None) -> Person | None:
        """Return whom "the 54-year-old", "the former engineer" means: the only named person who spoke shortly before.

        None where the last sentence in which a person spoke had several speakers; with `before` (a place in the
        sentence) also where somebody else has been named since.
        """
        about = self._told_of_beside(sentence)
        if about is not None and not (before is not None and self._places(about, sentence)):
            return about
        for earlier in self._before(sentence):
            here = [s for s in self._spoken if s.sentence.index == earlier.index]
            people = {s.person.name: s.person for s in here if s.person is not None}
            if people:
                last = next(iter(people.values()))
                if before is None and self._spoke_beside(earlier, last) and earlier.paragraph != sentence.paragraph:
                    return None  # either of the two who spoke in the paragraph before
                named = before is not None and self._names_another(last, here[-1], sentence, before)
                return last if len(people) == 1 and not named else None
        return self._told_of_last(sentence) if before is None else None

    def _spoke_beside(self, sentence: Sentence, person: Person) -> bool:
        """Whether another person spoke in the paragraph of a sentence."""
        here = (s for s in self._spoken if s.sentence.field is sentence.field)
        return any(s.person not in {None, person} and s.sentence.paragraph == sentence.paragraph for s in here)

    def named_last(self, sentence: Sentence, start: int) -> Person | None:
        """Return the person who is named last before a place in a sentence; None where nobody is."""
        places = [(at, p.name, p) for p in self._cast.people for at in self._places(p, sentence) if at < start]
        return max(places)[2] if places else None

    def told_of_first(self, sentence: Sentence) -> Person | None:
        """Return the only person whom the sentences before name at the top of an article, where nobody spoke yet."""
        spoke = any(s.sentence.index < sentence.index and s.sentence.field is sentence.field for s in self._spoken)
        return None if spoke or sentence.rank > OPENING else self._told_of_last(sentence)

    def told_of_before(self, sentence: Sentence) -> Person | None:
        """Return the only person whom the sentence before names, in whatever paragraph, if it opens with his name."""
        last = self._passage.before(sentence)
        if last is None or last.field is not sentence.field:
            return None
        people = [person for person in self._cast.people if self._places(person, last)]
        opens = len(people) == 1 and last.text.startswith(f"{people[0].name} ")
        return people[0] if opens else self._about(last)

    def _told_of_beside(self, sentence: Sentence) -> Person | None:
        """Return the only person whom the sentence before, in the same paragraph, names, if it is about him."""
        last = self._passage.before(sentence)
        if last is None or last.paragraph != sentence.paragraph or last.field is not sentence.field:
            return None
        return self._about(last)

    def _about(self, sentence: Sentence) -> Person | None:
        """Return the only person whom a sentence names, if it is about him."""
        people = [person for person in self._cast.people if self._places(person, sentence)]
        return people[0] if len(people) == 1 and self._is_subject(people[0], sentence) else None

    def _told_of_last(self, sentence: Sentence) -> Person | None:
        """Return the only person whom the sentences before name, where none of them speaks."""
        names = [p for s in self._before(sentence) for p in self._cast.people if self._places(p, s)]
        people = {person.name: person for person in names}
        return next(iter(people.values())) if len(people) == 1 else None

    def _names_another(self, last: Person, spoke: Speaker, sentence: Sentence, before: int) -> bool:
        """Whether somebody else is named between whoever spoke last and a place in a later sentence."""
        since, until = spoke.sentence.end, sentence.start + before  # whom he named himself does not count
        told = bool(self._places(last, sentence))  # "The officer told Mr Pinder to"
        others = (p for p in self._cast.people if p is not last)
        quotes = FieldQuotes.of(self._passage, sentence.field)
        places = [at for p in others for where, at in p.mentions if where is sentence.field and since <= at < until]
        return told or not all(quotes.enclose((at, at + 1)) for at in places)

    def _before(self, sentence: Sentence) -> Iterator[Sentence]:
        """Yield the sentences before, nearest first; those inside a quotation are passed over and not counted."""
        left = REACH
        quotes = FieldQuotes.of(self._passage, sentence.field)
        for before in reversed(self._passage.sentences[: sentence.index]):
            if left == 0 or before.field is not sentence.field:
                return
            if not quotes.enclose((before.start, before.end)):
                left -= 1
                yield before

    def _last_speaker(self, sentence: Sentence, female: bool) -> tuple[Person | None, Antecedent | None] | None:
        """Return the only one of this sex who spoke in a sentence; nobody (None, None) where several did."""
        people: dict[str, Person] = {}
        others: dict[str, Antecedent] = {}
        for speaker in self._spoken:
            if speaker.sentence.index != sentence.index:
                continue
            if speaker.person is not None:
                if speaker.person.female in {None, female}:
                    people[speaker.person.name] = speaker.person
            elif speaker.sentence.text[speaker.start : speaker.end].lower() in HE_SHE and speaker.stands_for is None:
                return None, None  # who is meant there is open, and so it is here
            elif _is_one_human(speaker.meant, female):
                others[speaker.meant.words] = speaker.antecedent
        if not people and not others:
            return None
        if len(people) == 1 and not others and (main := self._of_main_clause(sentence, female)) is not None:
            return main, None  # "After Lee quipped that it cost too much, Ruiz hit back. He said"
        opening = self._opening_pronoun(sentence, female)
        if len(people) + len(others) > 1 and opening is not None:
            return opening.person, opening.stands_for
        if len(people) + len(others) > 1:
            about = [p for p in people.values() if self._is_subject(p, sentence)]
            return (about[0] if len(about) == 1 else None), None  # "Lavrov said Kerry had assured him": he is Lavrov
        return next(iter(people.values()), None), next(iter(others.values()), None)

    def _of_main_clause(self, sentence: Sentence, female: bool) -> Person | None:
        """Return whom a sentence is about behind a clause in which another spoke; None without such a clause."""
        first = next((s for s in self._spoken if s.sentence.index == sentence.index), None)
        opened = _AFTERWARDS.match(sentence.text)
        if opened is None or first is None or first.start >= opened.end():
            return None
        about = [p for p in self._fitting(sentence, female, len(sentence.text), ()) if p is not first.person]
        behind = [
            p
            for p in about
            if sentence.text[opened.end() :].startswith(p.name) or self._opens_main(p, sentence, opened.end())
        ]
        return behind[0] if len(behind) == 1 else None

    def _opens_main(self, person: Person, sentence: Sentence, start: int) -> bool:
        """Whether a person is named, by whatever title, right where a main clause begins."""
        first = min((place for place in self._places(person, sentence) if place >= start), default=len(sentence.text))
        return sentence.text[start:first].strip(" .").lower() in {"", *COURTESIES, "deputy", "senator", "minister"}

    def _opening_pronoun(self, sentence: Sentence, female: bool) -> Speaker | None:
        """Return who speaks as "he" or "she" at the beginning of a sentence: it is about him, whoever else speaks."""
        own = [s for s in self._spoken if s.sentence.index == sentence.index and s.start == 0]
        named = [s for s in own if HE_SHE.get(s.sentence.text[: s.end].lower()) is female]
        return named[0] if named and (named[0].person or named[0].stands_for) else None

    def _told_of(self, sentence: Sentence, female: bool) -> tuple[Person | None, Antecedent | None] | None:
        """Return the only fitting person a sentence names, or the one it is about; nobody where several may be."""
        people = self._fitting(sentence, female, len(sentence.text), ())
        if not people:
            holders = self._holders(sentence, female)
            unknown = not holders and _FORMER.search(sentence.text) is not None
            return (holders[0], None) if len(holders) == 1 else (None, None) if unknown else None
        about = [p for p in people if self._is_subject(p, sentence)] if len(people) > 1 else people
        about = about or self._before_pronoun(people, sentence, female)
        return (about[0] if len(about) == 1 else None), None

    def _before_pronoun(self, people: list[Person], sentence: Sentence, female: bool) -> list[Person]:
        """Return who is named before the same pronoun: Lee in "A spokesman for Lee said he had not met Ruiz"."""
        pronoun = (_SHE if female else _HE).search(sentence.text)
        return [p for p in people if pronoun and min(self._places(p, sentence)) < pronoun.start()]

    def _introduced_by(self, sentence: Sentence, female: bool) -> tuple[Person, None] | None:
        """Return somebody whom a sentence brings in by a name nobody knows: "Ro Mendez, the fund's head, was wary"."""
        words = words_of(sentence.text)
        end = name_run(words, 0)
        name, after = written(words[:end]), words[end : end + 1]
        if not 1 < len(name.split()) <= LONGEST_NAME or not after or self._cast.known_as(name):
            return None
        comma = next((i for i, word in enumerate(words[end + 1 :], end + 1) if word.text == ","), end)
        apposed = after[0].text == "," and end + 1 < len(words)
        office = apposed and introduction(words[end + 1 : comma], named=False).role is not None
        described = apposed and words[end + 1].key in {"a", "an", "who", "whose"}
        lives = after[0].key in LIVING or office or described
        plain = introduction(words[:end])
        body = plain.body is not None or plain.country is not None or bool(gazetteer.lookup(name))
        if not lives or body or sex_of_name(name) not in {None, female}:
            return None
        return self._cast.add(name), None

    def _holders(self, sentence: Sentence, female: bool) -> list[Person]:
        """Return the people of this sex whom a sentence names by office alone: "the US president"."""
        lower = sentence.text.lower()
        return [
            person
            for person in self._cast.people
            if person.female in {None, female}
            and any(
                i.role is not None
                and not i.plural
                and (said := re.search(rf"\bthe (?:\w+ ){{0,2}}{re.escape(i.role.name)}\b(?!['’]s)", lower)) is not None
                and ("former" not in said[0] or "former" in i.words.lower())
                for i in person.introductions
            )
        ]

    def _opens_clause(self, person: Person, sentence: Sentence, start: int) -> bool:
        """Whether a clause before the pronoun's begins with him: "While Lee said that Ruiz had gone, he added"."""
        opening = _FRONTED.match(sentence.text)
        first = min(self._places(person, sentence), default=start)
        return opening is not None and opening.end() == first and sentence.text[first:start].rstrip().endswith(",")

    def _is_subject(self, person: Person, sentence: Sentence) -> bool:
        """Whether a sentence is about a person: his name is the subject of its main verb, or opens it unparsed."""
        places = self._places(person, sentence)
        if sentence.text.startswith(f"{person.name}, "):
            return True
        if sentence.doc is None:
            first = min(places, default=len(sentence.text) - 1)
            if _OWN_WORDS.match(sentence.text[first:]) and first <= EARLY:
                return True  # "Mr Lee's claim has split the party"
            return not sentence.text[:first].strip(" \"“'") and not sentence.text[first:].split()[0].endswith("s")
        for token in sentence.doc:
            if token.idx in places:
                while token.dep_ in {"flat", "compound", "appos", "flat:name"} and token.head.i != token.i:
                    token = token.head
                if token.dep_ in {"nmod:poss", "poss"} and token.head.lower_ in OWN_WORDS:
                    token = token.head  # "Mr Lee's claim has split the party"
                if token.dep_ in SUBJECTS and token.head.dep_ in {"ROOT", "root"}:
                    return True
        return False

    @staticmethod
    def _places(person: Person, sentence: Sentence) -> list[int]:
        return [
            place - sentence.start
            for where, place in person.mentions
            if where is sentence.field and sentence.start <= place < sentence.end
        ]

    def _fitting(self, sentence: Sentence, female: bool, until: int, barred: tuple[Extent, ...]) -> list[Person]:
        """Return the people of this sex named in a sentence before a place, outside the words in `barred`."""
        found = []
        opening = _OPENING_CLAUSE.match(sentence.text)  # "Without naming Lee, she said": whose name it is, is not she
        since = opening.end() if opening is not None and opening.end() <= until else 0
        for person in self._cast.people:
            inside = [
                place
                for place in self._places(person, sentence)
                if since <= place < until and not any(a <= place < b for a, b in barred)
            ]
            if inside and person.female in {None, female}:
                found.append(person)
        return found


def _opens_with(sentence: Sentence, person: Person) -> bool:
    """Whether a sentence begins with the office of a person: "The governor had come"."""
    offices = {i.role.name for i in person.introductions if i.role is not None}
    return any(sentence.text.lower().startswith(f"the {office} ") for office in offices)


def _is_one_human(introduced: Introduction, female: bool) -> bool:
    """Whether words without a known name mean one human of this sex: an office ("a police spokesman"), a surname."""
    if introduced.plural or introduced.female not in {None, female}:
        return False
    if introduced.role is not None and introduced.role.kind is SourceKind.MEDIA and introduced.name is None:
        return False  # "a reporter asked. He replied"
    if introduced.role is None and introduced.words.lower().startswith("the "):
        return False  # "the Springfield News-Leader reported. She alleges"
    return introduced.role is not None or (introduced.name is not None and introduced.body is None)
