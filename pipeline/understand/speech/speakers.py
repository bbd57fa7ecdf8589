"""Who speaks: from the words of a sentence to a source, resolved inside the article and never by guessing."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.records import Span
from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.speech.apposed import (
    is_kind_of_body,
    is_one_of,
    named_body,
    with_apposed_body,
    with_apposed_name,
)
from pipeline.understand.speech.attributed import is_full_name
from pipeline.understand.speech.bodies import DEFINITE, Bodies
from pipeline.understand.speech.cast import Cast, Person
from pipeline.understand.speech.described_anew import described_anew
from pipeline.understand.speech.groups import TWO, Groups
from pipeline.understand.speech.holders import Offices, is_before
from pipeline.understand.speech.introductions import Introduction, introduction
from pipeline.understand.speech.mention_ends import SIDING
from pipeline.understand.speech.name_lists import JOINING, are_named_together, joined_by_and, named_before
from pipeline.understand.speech.official import document_words
from pipeline.understand.speech.partisans import of_place, of_seat_before
from pipeline.understand.speech.pronouns import Antecedents
from pipeline.understand.speech.same_name import last_part
from pipeline.understand.speech.same_office import are_same_office
from pipeline.understand.speech.sex import sex_of_name
from pipeline.understand.speech.speaker import COLLECTIVE, FIRST_PERSON, HE_SHE, Antecedent, Speaker
from pipeline.understand.speech.words import words_of
from pipeline.vocabulary import SourceKind, TextField

LONGEST_NAME = 2  # words; in longer ones a place may stand before: "In Leeds David Hale asked"
LONGEST_KIND = 4  # words of "the Doha-based rights group"
ELSEWHERE = frozenset(
    {"ruling", "other", "rival", "same", "new", "old", "first", "second", "third", "largest", "biggest"}
)
"""Words that tell a body from the one told of just before: "the rival party"."""

IN_A_STATEMENT = re.compile(r",? in an? (?:[a-z]+ )?(?:statement|communiqu[eé]|release|post|tweet|message|letter)\b")
"""What stands between who speaks and who signed it: "The party in a statement by its secretary, Ana Ruiz, accused"."""

OWNED = re.compile(r"((?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.? )?[A-Z][\w.’-]*(?: [A-Z][\w.’-]*){0,3}?) ?[’']s? [a-z]")
"""Words that begin with a name that owns what follows: "Joe Lee's campaign manager"."""
BRACKETED = re.compile(r" \(([A-Z][^()]*)\)")
"""A name that an editor set behind a pronoun: "he (Anwar) said"."""

_FIELD = r"[A-Z][\w’'-]+(?: (?:and )?[A-Z][\w’'-]+)*"
_FIELDS = re.compile(rf"(?:, {_FIELD})*,? and {_FIELD}(?=, )")
_OF_FIELD = re.compile(rf"\b[Mm]inister (?:of|for) {_FIELD}$")
"""Further fields of a minister whose first one ends what was read of his office."""

OF_ONE_CASE = frozenset(
    {"prosecutors", "investigators", "detectives", "lawyers", "attorneys", "organisers", "organizers"}
)
"""People of whom an article seldom has two sets: "Prosecutors said"; "officials" may be any."""

Extent = tuple[int, int]


"""What names behind a comma do not describe: "According to the new poll, Rep. Ann Lee was at 3%"."""


class Speakers:
    """Resolves the speakers of one passage in text order; remembers who spoke last."""

    def __init__(self, passage: Passage) -> None:
        """Read who is named in the passage."""
        self._passage = passage
        self.cast = Cast.of(passage)
        self._spoken: list[Speaker] = []
        self._antecedents = Antecedents(passage, self.cast, self._spoken)
        self._offices = Offices(passage.article.text, self.cast, self._spoken, self._antecedents)
        self._groups = Groups(passage, self.cast, self._spoken)
        self._bodies = Bodies(passage)

    def remember(self, speaker: Speaker) -> None:
        """Note that this speaker has spoken: later pronouns may mean him, and his office is known."""
        self._spoken.append(speaker)
        if speaker.person is not None and speaker.introduced.role is not None:
            speaker.person.introductions.append(speaker.introduced)

    def at(self, sentence: Sentence, start: int, end: int, barred: tuple[Extent, ...] = ()) -> Speaker:
        """Return the speaker named by characters `start` to `end`; those in `barred` are his words and name nobody."""
        issued = IN_A_STATEMENT.search(sentence.text, start, end)
        end = issued.start() if issued is not None and issued.start() > start else end
        text = sentence.text[start:end].lower()
        inside = BRACKETED.match(sentence.text, end) if text in HE_SHE else None
        known = self.cast.known_as(inside[1]) if inside is not None else []
        if len(known) == 1:
            return Speaker(sentence, start, end, Introduction(words=text, female=HE_SHE[text]), known[0])
        if text in HE_SHE:
            person, unnamed = self._antecedents.person(sentence, start, HE_SHE[text], barred)
            return Speaker(sentence, start, end, Introduction(words=text, female=HE_SHE[text]), person, unnamed)
        if text == "both" and (together := named_before(sentence.text[:start])) is not None:
            words = Introduction(words=sentence.text[slice(*together)], plural=True)
            return Speaker(sentence, *together, words, None)  # "Ann Lee (D) and Bob Ray (R) both said"
        if (two := joined_by_and(sentence.text, start, end)) is not None:
            return Speaker(sentence, *two, Introduction(words=sentence.text[slice(*two)], plural=True), None)
        if text in COLLECTIVE or TWO.fullmatch(text):
            meant = self._groups.meant_by(sentence, text)
            if text in COLLECTIVE or meant is not None:
                return Speaker(sentence, start, end, Introduction(words=text, plural=text != "it"), None, meant)
        if (
            JOINING & set(text.split())
            and SIDING.isdisjoint(text.split())
            and (self._are_several(sentence, start, end) or are_named_together(sentence.text[start:end]))
        ):
            return Speaker(sentence, start, end, Introduction(words=sentence.text[start:end], plural=True), None)
        introduced = self._bodies.fuller(self._introduced(sentence, start, end), sentence, start)
        introduced = self._bodies.lettered(introduced, sentence, start, end)
        introduced = self._bodies.of_members(introduced, sentence, start)
        fields = _FIELDS.match(sentence.text, end)
        if fields is not None and introduced.name is None and _OF_FIELD.search(sentence.text[start:end]):
            end = fields.end()  # "The Minister of Innovation, Science, and Technology, Ana Ruiz,"
            introduced = replace(introduced, role_words=sentence.text[start:end].lower().removeprefix("the "))
        office = introduced.role is not None and not introduced.plural
        if office and (_ends_in_office(introduced) or not self.cast.known_as(introduced.name or "")):
            introduced, end = with_apposed_name(sentence, end, introduced)
        elif introduced.name is None and (is_one_of(introduced) or not (introduced.role or introduced.plural)):
            named, after = with_apposed_name(sentence, end, introduced)
            held = named.name is not None and bool(self.cast.known_as(named.name) or is_one_of(introduced))
            if held and introduced.words.lower().split()[-1] not in document_words():
                introduced, end = named, after  # "Its sponsor, Senator Ann Lee,"
        if introduced.name is not None and " and " in text and self._are_several(sentence, start, end):
            words = Introduction(words=sentence.text[start:end], plural=True)
            return Speaker(sentence, start, end, words, None)  # "May and the Brexit secretary, David Davis, said"
        if is_kind_of_body(introduced):
            introduced, end = with_apposed_body(sentence, end, introduced)
            whole = introduced.body is not None and introduced.body[:1].isupper() and " and " in introduced.body
            body = None if whole else self._body_meant(sentence, start, introduced)  # named whole above
            introduced = introduced if body is None else named_body(introduced, body)
        issuer = self._issuer(sentence, start, introduced)
        if issuer is not None:
            name = introduction(words_of(issuer)).name or issuer  # "Cllr Lee"
            known = self.cast.known_as(name)
            human = len(name.split()) > 1 and sex_of_name(name) is not None
            if len(known) == 1 or human:
                return Speaker(sentence, start, end, introduced, known[0] if known else self.cast.add(name))
            introduced = named_body(introduced, issuer)
        if issuer is None and (said := self._said_in(sentence, introduced)) is not None:
            return Speaker(sentence, start, end, introduced, said.person, None if said.person else said.antecedent)
        person = self._person_named(sentence, start, introduced)
        person = None if person is not None and self._owns(person, introduced) else person
        told = self._told_of_as(sentence, introduced) if person is None else None
        if person is None and told is None:
            last = self._spoken[-1] if self._spoken else None
            person = described_anew(sentence, (start, end), introduced, last, self.cast, self._passage)
        return Speaker(sentence, start, end, introduced, person, told)

    def _owns(self, person: Person, introduced: Introduction) -> bool:
        """Whether words only say whose aide somebody is: "Joe Lee's campaign manager" is not Joe Lee."""
        owner = OWNED.match(introduced.words)
        return introduced.name is None and owner is not None and person in self.cast.known_as(owner[1])

    def _told_of_as(self, sentence: Sentence, introduced: Introduction) -> Antecedent | None:
        """Return who spoke before as "MPs allied to Lee", "a senior minister" where "the MPs", "the minister" speak.

        None where nobody did, or where one person is meant and several spoke.
        """
        if introduced.role is None or introduced.name is not None:
            return None
        words = introduced.words.lower().split()
        if words[0] != "the" and not (len(words) == 1 and words[0] in OF_ONE_CASE):
            return None
        earlier = [
            s
            for s in self._spoken
            if s.person is None
            and s.meant.plural is introduced.plural
            and are_same_office(s.meant.role, introduced.role)
        ]
        if introduced.plural:
            told = [s.antecedent for s in earlier if len(s.meant.words) > len(introduced.words)]
            unclear = not told or (words[0] != "the" and len({t.introduced.words for t in told}) > 1)
            return None if unclear else told[-1]
        earlier = [s for s in earlier if s.sentence.field is sentence.field]
        telling = [s for s in earlier if s.meant.words.lower() not in {introduced.words.lower(), words[-1]}]
        if len({s.meant.words for s in telling}) > 1:  # "Another union source said so. The union source added"
            near = [s for s in telling[-1:] if sentence.index - s.sentence.index <= 1 and len(words) > 2]
            telling = [s for s in near if set(words[1:]) <= set(s.meant.words.lower().split())]
        if telling:
            return telling[-1].antecedent
        return None if earlier else self._mentioned_as(sentence, introduced)

    def _mentioned_as(self, sentence: Sentence, introduced: Introduction) -> Antecedent | None:
        """Return the only one before whom the text calls by an office: "made by a spokesman for the army"."""
        text, office = self._passage.article.text, introduced.words.split()[1:]
        if sentence.field is not TextField.TEXT or len(office) != 1:
            return None
        of_whom = r"(?: (?:for|at|of|with|from) (?:[\w’'-]+ ?){1,7})?"
        named = rf"\b[Aa]n? (?:[\w’'-]+ ){{0,3}}?{re.escape(office[0])}\b{of_whom}"
        found = list(re.finditer(named, text[: sentence.start]))
        if len({match[0] for match in found}) != 1:
            return None
        start, words = found[-1].start(), found[-1][0].rstrip()
        span = Span(field=TextField.TEXT, start=start, end=start + len(words), text=words)
        return Antecedent(introduction(words_of(words)), span)

    def _are_several(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether people are named on both sides of the last "and": "Sen. Ann Lee and Rep. Bob Ray"."""
        words = list(re.finditer(r" (?:and|or|nor) ", sentence.text[start:end]))
        joined = sentence.start + start + words[-1].start() if words else 0
        since, until = sentence.start + start, sentence.start + end
        places = [at for p in self.cast.people for where, at in p.mentions if where is sentence.field]
        return any(since <= at < joined for at in places) and any(joined < at < until for at in places)

    def _issuer(self, sentence: Sentence, start: int, introduced: Introduction) -> str | None:
        """Return who issued the document that speaks: "the report", "a letter from Lee"; None where nothing says."""
        words = introduced.words.lower().split()
        until = next((i for i, word in enumerate(words) if word in {"by", "from", "of", "to", ",", "on"}), len(words))
        document = words[until - 1] if until else ""
        named = introduced.name is not None or (introduced.body or "x")[:1].isupper()
        if document not in document_words() or introduced.role is not None or introduced.plural or named:
            return None
        return self._bodies.issuer(document, sentence, start)

    def _said_in(self, sentence: Sentence, introduced: Introduction) -> Speaker | None:
        """Return who spoke in the document that now speaks: "the army said in a statement. The statement said"."""
        words = introduced.words.lower().split()
        if len(words) != 2 or words[0] not in {"the", "this", "that"} or words[1] not in document_words():
            return None
        told = re.compile(rf"\bin (?:an?|its|his|her|their) (?:[\w-]+ ){{0,3}}{words[1]}\b", re.IGNORECASE)
        spoken = [s for s in self._spoken if s.sentence.field is sentence.field and s.sentence.index < sentence.index]
        issued = [s for s in spoken if told.search(s.sentence.text)]
        return issued[-1] if issued else None

    def told_of(self, sentence: Sentence, start: int, end: int, quoting: Speaker | None) -> Speaker:
        """Return who speaks within the words of another: "I" is the one quoted; whom his "he" means stays open."""
        text = sentence.text[start:end].lower()
        if text in FIRST_PERSON and quoting is not None:
            return Speaker(sentence, start, end, Introduction(words=text), quoting.person, quoting.antecedent)
        if text in HE_SHE or text in COLLECTIVE:
            return Speaker(sentence, start, end, Introduction(words=text, female=HE_SHE.get(text)))
        return self.at(sentence, start, end)

    def _body_meant(self, sentence: Sentence, start: int, introduced: Introduction) -> str | None:
        """Return the name of the body that "the watchdog" means: the one so called before, else the one that spoke."""
        words = introduced.words.lower().replace(" - ", "-").split()
        if not 2 <= len(words) <= LONGEST_KIND or words[0] not in DEFINITE:
            return None
        if ELSEWHERE & set(introduced.words.split()):
            return None
        called = self._bodies.so_called(words[1], sentence, start) if len(words) == 2 else None
        return called or self._groups.body(sentence, words[-1]) or self._bodies.called_by(words[-1], sentence)

    def _introduced(self, sentence: Sentence, start: int, end: int) -> Introduction:
        words = words_of(sentence.text[start:end])
        if len(words) == 1 and words[0].capital and self.cast.known_as(words[0].text):
            return Introduction(words=words[0].text, name=words[0].text)
        introduced = introduction(words)
        if introduced.name is not None and introduced.name.isupper() and words[-1].key in document_words():
            introduced = replace(introduced, name=None, body=introduced.name)  # "the GD statement"
        if words and introduced.plural and introduced.body == words[0].text and introduced.body_kind is None:
            described = _is_common_noun(sentence, start) or _are_people(introduced)
            return replace(introduced, body=None) if described else introduced  # "Angry residents", "Farrow nurses"
        named = introduced.body is not None and introduced.body.split()[-1] == words[-1].text and words[-1].capital
        if named and introduced.name is None and introduced.role is not None:
            introduced = replace(introduced, role=None)  # "The opposition Republican Party"
        if words and introduced.name == words[0].text and _is_common_noun(sentence, start):
            return replace(introduced, name=None)
        return introduced

    def _person_named(self, sentence: Sentence, start: int, introduced: Introduction) -> Person | None:
        if introduced.plural and introduced.role is not None and introduced.role.plural and not is_one_of(introduced):
            return None  # "lawyers for Ms Anders"
        if introduced.name is not None:
            return self._bearer(introduced, sentence, start)
        if introduced.plural:
            return None
        placed = of_place(introduced.words, self._passage, self.cast)
        placed = placed or of_seat_before(introduced.words, sentence, start, self._passage, self.cast)
        if placed is not None:
            return placed
        return self._offices.holder(sentence, start, introduced)

    def _bearer(self, introduced: Introduction, sentence: Sentence, start: int) -> Person | None:
        name = introduced.name or ""
        people = self.cast.known_as(name)
        if len(name.split()) > LONGEST_NAME and not people:
            people = [p for p in self.cast.people if name.endswith(f" {p.name}") and " " in p.name]
        fuller = self.cast.fuller(name) if not people or people[0].name == name else None
        if fuller is not None and introduced.body is None and introduced.country is None:
            return self.cast.add(fuller)
        if not people and (is_full_name(introduced) or _is_first_name(introduced) or _is_of_party(introduced)):
            return self.cast.add(name)
        if introduced.female is not None:
            people = [p for p in people if p.female is None or p.female == introduced.female]
        if len(people) > 1 and introduced.role is not None:
            people = [
                p for p in people if any(are_same_office(i.role, introduced.role) for i in p.introductions)
            ] or people
        if len(people) > 1 and " " not in name:  # whoever is named first, before another of that surname is
            people = [p for p in people if any(is_before(at, sentence, start) for at in p.mentions)]
            spoke = {s.person.name for s in self._spoken if s.person is not None}
            people = [p for p in people if p.name in spoke] if len(people) > 1 else people
        return people[0] if len(people) == 1 else None


def _is_of_party(introduced: Introduction) -> bool:
    """Whether two names follow a party that owns them: "Labour's Lorna Rourke"."""
    owned = re.search(r"['’]s (\S+ \S+)$", introduced.words.replace(" 's", "'s").replace(" ’s", "'s"))
    return introduced.body_kind is SourceKind.POLITICAL and owned is not None and owned[1] == introduced.name


def _ends_in_office(introduced: Introduction) -> bool:
    """Whether an office closes the words, so that a name may follow: names before it are places or bodies."""
    named = introduced.role.name.split()[-1] if introduced.role is not None else ""
    return introduced.name is None or introduced.words.lower().split()[-1:] == [named]


def _are_people(introduced: Introduction) -> bool:
    """Whether the words name people by where they live or what befell them, and nobody's officials."""
    return introduced.role is not None and introduced.role.kind in {SourceKind.WITNESS, SourceKind.RELATIVE}


def _is_common_noun(sentence: Sentence, start: int) -> bool:
    """Whether the words open the sentence with a noun that has its capital only from there."""
    if start > 0 or sentence.doc is None or len(sentence.doc) == 0:
        return False
    if len(sentence.doc[0].text) > 1 and sentence.doc[0].text.isupper():
        return False  # "TMZ"
    return sentence.doc[0].tag_ in {"NN", "NNS", "JJ", "VBG", "VBN", "RB", "DT", "CD"}


def _is_first_name(introduced: Introduction) -> bool:
    """Whether a single word is known as somebody's first name: "recalled Olena"."""
    return (
        introduced.name is not None and introduced.name == introduced.words and sex_of_name(introduced.name) is not None
    )


def surname(name: str) -> str:
    """Return the folded last part of a name."""
    return last_part(name)
