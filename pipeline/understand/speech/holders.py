"""Who holds an office: the one person whom "the interior minister" means, by what was told before and just after."""

from __future__ import annotations

import re

from pipeline.understand.passage import LEAD_SENTENCES, Sentence
from pipeline.understand.speech.apposed import OF_ANOTHER
from pipeline.understand.speech.cast import Cast, Person
from pipeline.understand.speech.introduced_next import introduced_next
from pipeline.understand.speech.introductions import Introduction
from pipeline.understand.speech.official import Role, office_words
from pipeline.understand.speech.pronouns import Antecedents
from pipeline.understand.speech.same_office import fits, is_definite, is_of_somebody
from pipeline.understand.speech.speaker import Speaker
from pipeline.vocabulary import SourceKind, TextField

RECENT = 4  # sentences since somebody spoke
LONGEST_RANK = 40  # characters of "Brigadier General" and a first name
LONGEST_BARE = 2  # words of "the official", who may be anybody
NO_OFFICIALS = frozenset({SourceKind.WITNESS, SourceKind.RELATIVE, SourceKind.EXPERT, SourceKind.COMPANY})
PARTISANS = frozenset({"republican", "democrat", "conservative", "liberal", "independent", "progressive", "socialist"})
RUNNING = (" nominee", " candidate", " hopeful")  # of offices for which somebody stands
SOON, LATER = 900, 1500  # characters behind "a member of parliament" and "the premier" in which they are named

_OF_COUNTRY = re.compile(r"[A-Z][\w.]+(?: [A-Z]\w+)? ?[’']s? ")
SPEAKING_NEXT = re.compile(
    r"\s+(?:(?:The )?(?:Right )?(?:Dr|Mr|Mrs|Ms|Prof|Sir|Dame|Hon|Honourable|Cllr|Councillor|Senator|Minister)\.? )*"
    r"((?:[A-Z][\w’'-]+\s){1,4}?)"
    r"(?:was|had been) (?:speaking|addressing|responding|reacting|replying|answering|talking|giving|making)\b"
)
"""A sentence that tells only who has just been quoted, and where he spoke."""
QUOTED_NEXT = re.compile(
    r"\s*[“\"][^“”\"]{5,600}[,?!][”\"] (?:said|says|added) ((?:[A-Z][\w’'-]+\s){1,3}[A-Z][\w’'-]+)(?=\.(?:\s|$))"
)
"""A quotation that closes with a name and nothing else."""
SPEAKING_THERE = re.compile(
    r"\s+(?:Speaking|Addressing|Talking|In an? (?:statement|interview|post|speech|video)"
    r"|On (?:X|Twitter|Facebook))\b[^.,]{0,60}, ((?:[A-Z][\w’'-]+,?\s){2,3})(?:(?:an?|the) [^,.]{3,90}, )?"
    r"(?:[a-z]+ed|said|told|says|wrote)\b"
)
"""A sentence that goes on with who has just been quoted, by his name alone: "Speaking in Oslo, Ana Ruiz said"."""
UNKNOWN_SUBJECT = re.compile(
    r"(?:[A-Z][a-z]+ )?([A-Z][a-z’'-]+ [A-Z][a-z’'-]+)(?=,| (?:was|is|has|had|did|will|would|[a-z]+ed)\b)"
)
"""A sentence that is about two words with capitals."""
ANSWERING = re.compile(r"\s+(?:(?:has|had|later|then) )?(?:responded|replied|retorted|countered|hit back|shot back)\b")
"""What an office says who is another than whoever has just spoken."""
DESCRIBED_AGAIN = re.compile(r"[Tt]he (?:former\b.*|(?:ex-?|veteran|\d{2}\s?-\s?year\s?-\s?old)\b[^A-Z]*)")
"""Words that tell something new of a person who is known already: "the former engineer", "the 54-year-old"."""


class Offices:
    """Finds who is meant by an office without a name, in one passage."""

    def __init__(self, text: str, cast: Cast, spoken: list[Speaker], antecedents: Antecedents) -> None:
        """Share what the resolver of speakers knows: the people, who spoke so far, whom pronouns may mean."""
        self._text = text
        self._cast = cast
        self._spoken = spoken
        self._antecedents = antecedents
        self._so_called: dict[str, Person] = {}  # by office, who turned out to hold it

    def holder(self, sentence: Sentence, start: int, introduced: Introduction) -> Person | None:
        """Return who is meant by the office at character `start` of the sentence; None where several might be."""
        fitting = self._holders(sentence, start, introduced)
        exact = [p for p in fitting if any(_is_very_office(i, introduced) for i in p.introductions)]
        fitting = exact if len(exact) == 1 else fitting  # "the interior minister", and no other minister
        if len(fitting) == 1:
            return fitting[0]
        named = None if fitting else self._named_soon(sentence, start, introduced)
        named = named or (None if fitting else self._speaks_next(sentence, introduced))
        named = named or (None if fitting else self._office_named_next(sentence, introduced))
        named = named or (None if fitting else self._quoted_next(sentence, introduced))
        named = named or (None if fitting else introduced_next(self._text, self._cast, sentence, introduced))
        if named is not None:
            return named
        if DESCRIBED_AGAIN.fullmatch(introduced.words):
            return self._antecedents.described(sentence)
        return self._of_party(sentence, start, introduced) or self._told_anew(sentence, start, introduced, fitting)

    def _of_party(self, sentence: Sentence, start: int, introduced: Introduction) -> Person | None:
        """Return whom "the Republican" means: the last who is named before it in the sentence, if he may be one."""
        party = introduced.role is not None and introduced.role.name in PARTISANS and introduced.words[:4] == "the "
        last = self._antecedents.named_last(sentence, start) if party else None
        if last is None or introduced.female not in {None, last.female}:
            return None
        kinds = {i.role.kind for i in last.introductions if i.role is not None}
        return None if kinds & NO_OFFICIALS else last

    def _named_soon(self, sentence: Sentence, start: int, introduced: Introduction) -> Person | None:
        """Return the only person of the article with an office, if the next sentences name him: "the mayor. Mayor Lee".

        Only of the opening: further down, an office means somebody told of.
        """
        owned_by_country = introduced.country is not None and bool(_OF_COUNTRY.match(introduced.words))
        early = LEAD_SENTENCES * (1 + (introduced.role is not None and " " in introduced.role.name))
        definite = introduced.words.lower().startswith("the ") and sentence.rank <= early
        definite = definite or owned_by_country  # "Ecuador's attorney general said. Attorney General Ruiz"
        unnamed = introduced.words.lower().startswith(("a ", "an ")) and sentence.first
        definite = definite or unnamed  # "A Member of Parliament has asked. Mr Lee, the MP for Oyo, said"
        speaks = unnamed and introduced.role is not None and introduced.role.name.split()[-1].startswith("spokes")
        if introduced.role is None or not definite:
            return None
        if introduced.role.name in office_words("of_many") and not speaks:
            return None
        holders = [p for p in self._cast.people if any(fits(known, introduced) for known in p.introductions)]
        since = sentence.start + start
        until = since + (SOON if unnamed else LATER)
        near = [p for p in holders if any(w is TextField.TEXT and since < at < until for w, at in p.mentions)]
        holders = near if unnamed else holders
        country = introduced.country is not None and any(
            known.country == introduced.country for person in holders for known in person.introductions
        )
        owned = set(introduced.words.lower().split()[1:]) - set(introduced.role.name.split())
        if speaks:
            holders = [p for p in holders if any(_speak_for_one(i, introduced) for i in p.introductions)]
            return holders[0] if len(holders) == 1 else self._of_rank_next(sentence, introduced)
        if OF_ANOTHER & owned and not country:
            return None  # "the director of the hospital" may be another director
        return holders[0] if len(holders) == 1 and near else None

    def _of_rank_next(self, sentence: Sentence, introduced: Introduction) -> Person | None:
        """Return who opens the next sentence with a rank of that service: "an army spokesman. Brigadier Lee said"."""
        kind = introduced.role.kind if introduced.role is not None else None
        if kind not in {SourceKind.MILITARY, SourceKind.POLICE}:
            return None
        until = sentence.end + LONGEST_RANK
        near = [p for p in self._cast.people if any(sentence.end <= at < until for _, at in p.mentions)]
        served = [p for p in near if any(i.role is not None and i.role.kind is kind for i in p.introductions)]
        return served[0] if len(served) == len(near) == 1 else None

    def _office_named_next(self, sentence: Sentence, introduced: Introduction) -> Person | None:
        """Return whom the next sentence names by the office: "The premier's spokesman. The spokesman, Lee,"."""
        if introduced.role is None or not (introduced.words.lower().startswith("the ") and sentence.first):
            return None
        office = introduced.role.name.split()[-1]
        following = self._text[sentence.end :]
        behind = re.match(rf"\s+The {office}, ((?:[A-Z][\w’'-]+ ?){{2,4}}),", following)
        again = rf"\s+{re.escape(introduced.words)},? ((?:[A-Z][\w’'-]+ ?){{2,4}})"
        behind = behind or re.match(again, following)  # "The head of the panel said. The head of the panel Ana Ruiz"
        known = self._cast.known_as(behind[1].strip()) if behind is not None else []
        return known[0] if len(known) == 1 else None

    def _speaks_next(self, sentence: Sentence, introduced: Introduction) -> Person | None:
        """Return who is named right behind the first words of an article: "The premier said so. Ana Ruiz was speaking".

        Nobody in the article may be known by the office already.
        """
        told = introduced.words.lower().startswith(("the ", "a ", "an ")) and sentence.first
        if introduced.role is None or not told:
            return None
        behind = SPEAKING_NEXT.match(self._text, sentence.end)
        behind = behind or SPEAKING_THERE.match(self._text, sentence.end)
        name = behind[1].strip(" ,") if behind is not None else ""
        known = self._cast.known_as(name) if name else []
        if not known and " " in name and all(part[:1].isupper() for part in name.split()):
            return self._cast.add(name)
        held = any(i.role is not None and i.role.name != "doctor" for p in known for i in p.introductions)
        return known[0] if len(known) == 1 and not held else None

    def _quoted_next(self, sentence: Sentence, introduced: Introduction) -> Person | None:
        """Return who is quoted next by his name alone: "A spokesman for the bank said so. \"We are,\" said Ola Lind."

        He is named for the first time there, and no office of his is told.
        """
        told = introduced.words.lower().startswith(("a ", "an ")) and not introduced.plural
        behind = QUOTED_NEXT.match(self._text, sentence.end) if told and introduced.role is not None else None
        known = self._cast.known_as(behind[1]) if behind is not None else []
        if len(known) != 1 or known[0].introductions:
            return None
        new = all(where is TextField.TEXT and at >= sentence.end for where, at in known[0].mentions)
        return known[0] if new else None

    def _told_anew(
        self, sentence: Sentence, start: int, introduced: Introduction, fitting: list[Person]
    ) -> Person | None:
        """Return whom "the opposition lawmaker" means where no one person is known by it: who spoke last, if it may.

        He may if he is among those who hold the office, or if nobody does and nothing he is called speaks against it.
        """
        if introduced.role is None or not introduced.words.lower().startswith("the "):
            return None
        if start == 0 and ANSWERING.match(sentence.text, len(introduced.words)):
            return None  # "Ana Ruiz told the session. The Speaker responded"
        last = self._antecedents.described(sentence, before=start) or self._only_speaker(sentence, introduced.role)
        if last is not None and self._tells_of_unknown(sentence):
            return None
        if last is None and not fitting and introduced.role.name in office_words("of_one"):
            last = self._so_called.get(introduced.role.name) or self._told_of_in_headline(sentence)
        kinds = {i.role.kind for i in last.introductions if i.role is not None} if last is not None else set()
        if last is not None and introduced.role.name in PARTISANS and kinds & NO_OFFICIALS:
            return None  # "Michael Traugott, a professor, said so. The Republican has said"
        anew = introduced.role.name in office_words("said_anew") or introduced.role.name.endswith(RUNNING)
        if last is None and anew and not fitting:
            last = self._antecedents.told_of_first(sentence)
            last = None if last is not None and self._is_told_with_another(last, sentence) else last
        if last is None or introduced.female not in {None, last.female}:
            return None
        if fitting:
            return last if last in fitting else None
        offices = [i for i in last.introductions if i.role is not None and i.role.name != "doctor"]
        same = introduced.body is not None and any(i.body == introduced.body for i in offices)
        placed = introduced.body is not None or introduced.country is not None
        if any(_is_very_office(i, introduced) and not fits(i, introduced) for i in offices):
            return None  # "Special Representative Ana Ruiz said so. The representative of Kenya said"
        leads = introduced.body is not None and introduced.role.name in office_words("heads") and not same
        if leads and self._spoke_of_another(last):
            return None  # "May accused Jeremy Corbyn of playing politics. The Labour leader said"
        served = introduced.role.name == "official" and len(introduced.words.split()) > LONGEST_BARE and bool(offices)
        if served and all(i.role is not None and i.role.kind not in NO_OFFICIALS for i in offices):
            return last  # "the palace official"
        if placed and not same and kinds and kinds <= NO_OFFICIALS and introduced.role.kind not in NO_OFFICIALS:
            return None  # "Areg Dallian, a political analyst, says so. The EU representative"
        if introduced.role.name in office_words("of_many") and not (same or (placed and self._alone_spoke(last))):
            return None  # "the officer" may be anybody
        nominated = introduced.role.name.endswith(" nominee")
        if not offices and introduced.role.kind not in NO_OFFICIALS and self._is_told_by_age(last):
            return None  # "Ben Moss, 32, from Hull, said he was held there. The home secretary said"
        if not offices:
            self._so_called[introduced.role.name] = last
        return last if not offices or same or nominated or introduced.role.name in office_words("said_anew") else None

    def _tells_of_unknown(self, sentence: Sentence) -> bool:
        """Whether the sentence before, in the same paragraph, is about somebody unknown: "Walt Greer was not asked"."""
        before = self._text[: sentence.start].rpartition("\n")[2].rstrip()
        about = UNKNOWN_SUBJECT.match(re.split(r"(?<=[.!?])[\"”]? ", before)[-1]) if before else None
        return about is not None and not self._cast.known_as(about[1])

    def _told_of_in_headline(self, sentence: Sentence) -> Person | None:
        """Return whom the headline names and the sentence before is about: "May heads north. Theresa May goes today".

        Only near the top of the article, and nobody of whom an office is told.
        """
        told = self._antecedents.told_of_before(sentence) if sentence.rank <= LEAD_SENTENCES else None
        known = told is not None and any(where is TextField.TITLE for where, _ in told.mentions)
        return told if known and told is not None and not self._is_told_with_another(told, sentence) else None

    def _is_told_with_another(self, person: Person, sentence: Sentence) -> bool:
        """Whether the words before name somebody together with another, who may be meant as well: "Vale and Moss"."""
        name = re.escape(person.name)
        joined = rf"[A-Z][\w’'-]+ and {name}\b|\b{name} and [A-Z]"
        return re.search(joined, self._text[: sentence.start]) is not None

    def _spoke_of_another(self, person: Person) -> bool:
        """Whether the sentence in which somebody spoke last names another person."""
        said = next((s.sentence for s in reversed(self._spoken) if s.person is person), None)
        others = (p for p in self._cast.people if p is not person)
        return said is not None and any(
            where is said.field and said.start <= at < said.end for p in others for where, at in p.mentions
        )

    def _is_told_by_age(self, person: Person) -> bool:
        """Whether the article tells how old somebody is, as it does of those to whom something befell."""
        parts = rf"(?:{re.escape(person.name)}|{re.escape(person.name.split()[-1])})"
        return bool(
            re.search(rf"\b{parts}, (?:aged )?\d{{1,3}},|\b\d{{1,3}}-year-old (?:\w+ ){{0,2}}{parts}", self._text)
        )

    def _only_speaker(self, sentence: Sentence, role: Role) -> Person | None:
        """Return who alone has spoken so far, not long before, where an office says something new of him."""
        said_anew = role.name in office_words("said_anew")
        recent = any(0 < sentence.index - s.sentence.index <= RECENT for s in self._spoken)
        people = {s.person.name: s.person for s in self._spoken if s.person is not None}
        if not (said_anew and recent) or len(people) != 1:
            return None
        only = next(iter(people.values()))
        introduced = all(any(i.role is not None for i in p.introductions) for p in self._cast.people if p.mentions)
        return only if introduced and only.introductions else None

    def _alone_spoke(self, person: Person) -> bool:
        """Whether somebody of whom no office is known is the only one who has spoken so far."""
        return not person.introductions and all(s.person is person for s in self._spoken)

    def _holders(self, sentence: Sentence, start: int, introduced: Introduction) -> list[Person]:
        """Return the people before this place who were introduced with the office ("the minister")."""
        owned = is_of_somebody(introduced)
        if introduced.role is None or not (is_definite(introduced) or owned):
            return []
        same = _is_very_office if owned else fits
        return [
            person
            for person in self._cast.people
            if any(same(known, introduced) for known in person.introductions)
            and any(sentence.field is TextField.TITLE or is_before(p, sentence, start) for p in person.mentions)
        ]


def _speak_for_one(known: Introduction, said: Introduction) -> bool:
    """Whether two spokespeople may speak for one body: "for the southern army", "of the Liberation Army"."""
    spokes = known.role is not None and known.role.name.split()[-1].startswith("spokes")
    bodies = sorted((b.lower() for b in (known.body, said.body) if b is not None), key=len)
    return spokes and (len(bodies) < len((known, said)) or bodies[0] in bodies[1])


def is_before(place: tuple[TextField, int], sentence: Sentence, start: int) -> bool:
    """Whether a mention stands before character `start` of the sentence: in the title, or earlier in the text."""
    where, position = place
    return where is TextField.TITLE or (sentence.field is TextField.TEXT and position < sentence.start + start)


def _is_very_office(known: Introduction, said: Introduction) -> bool:
    return known.role is not None and said.role is not None and known.role.name == said.role.name
