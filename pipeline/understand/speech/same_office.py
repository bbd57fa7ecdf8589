"""Whether two offices are one: "Deputy Foreign Minister Lee" and "the deputy minister", chief and head of a body."""

from __future__ import annotations

import re

from pipeline.understand.speech.introductions import Introduction
from pipeline.understand.speech.official import Role, office_words, same_offices

INDEFINITE = frozenset(
    {"a", "an", "one", "another", "some", "any", "each", "every", "its", "his", "her", "their", "our", "my"}
)
"""Words before an office that keep it from meaning somebody named before: "a minister", "its spokesman"."""

OWN = frozenset({"his", "her"})
"""Words before an office that tell whose minister or aide is meant, who may be named before."""

DELEGATES = frozenset({"representative", "delegate"})
"""Offices of which a meeting has one for each country and body."""

APART = frozenset({"prime", "first", "vice", "deputy", "assistant", "attorney", "solicitor", "secretary-general"})
"""First words of offices that are others than those they end in."""


PAST = frozenset({"then", "former", "late", "one-time", "erstwhile"})
"""Words that tell that an office is of other days: "then prime minister"."""


PARTIES = frozenset(
    ["Republican", "Democratic", "Democrat", "Conservative", "Labour", "Liberal", "Tory", "Green", "Independent"]
)
"""Words for parties, which go with the name of a state or country: "the Republican governor" is Ohio's."""


_OF_OFFICE = re.compile(
    r"(?:the |a )?(?:[a-z-]+ )*?"
    r"(minister|president|premier|governor|mayor|chancellor|secretary|leader|speaker|king|queen) ?['’]s? "
)
ALIKE = {"Tory": "Conservative", "Democratic": "Democrat", "GOP": "Republican"}
"""Words for parties that are said for one another."""

OF_PARTY = frozenset({"leader", "co-leader", "chairman", "chairwoman", "chair", "whip"})


def is_definite(introduced: Introduction) -> bool:
    """Whether the words of an office may mean somebody named before: "the minister", and no "a minister"."""
    first = introduced.words.split()[0].lower() if introduced.words else ""
    return first not in INDEFINITE


def is_of_somebody(introduced: Introduction) -> bool:
    """Whether an office of one holder is told as somebody's: "his defence minister", and no "her spokesman"."""
    role = introduced.role
    first = introduced.words.split()[0].lower() if introduced.words else ""
    return role is not None and first in OWN and " " in role.name and role.name not in office_words("of_many")


def are_same_office(known: Role | None, said: Role | None) -> bool:
    """Whether one office may be meant by the words for another: "the deputy minister"; None is no office."""
    if known is None or said is None:
        return False
    others = same_offices().get(said.name, ())
    if known.name in others or (said.name.startswith("spokes") and known.name.split()[-1] in others):
        return True  # "a military spokesman", "the spokesperson"
    ends = [(office.name.split()[0], office.name.split()[-1]) for office in (known, said)]
    if ends[0] == ends[1] and ends[0][0] in {"deputy", "assistant", "vice"}:
        return True  # "Deputy Foreign Minister Ryabkov", "the deputy minister"
    if known.name != said.name and APART & {office.name.replace("-", " ").split()[0] for office in (known, said)}:
        return False  # "the prime minister" is no other minister, "the president" no vice president
    base = known.name.split(" for ")[0].split(" of ")[0]  # "state minister for foreign affairs", "the minister"
    longer = known.name.endswith(f" {said.name}") or said.name.endswith(f" {known.name}")
    return said.name in {known.name, base} or longer or base.endswith(f" {said.name}")


def _head_one_body(known: Introduction, said: Introduction) -> bool:
    """Whether two offices are the head of one body: "head of the Finnish border guard", "the border guard chief"."""
    offices = {i.role.name for i in (known, said) if i.role is not None}
    bodies = sorted((i.body.lower() for i in (known, said) if i.body is not None), key=len)
    if {office.split()[-1] for office in offices} <= office_words("heads") and _in_letters(said.words, known.words):
        return True
    return offices <= office_words("heads") and len(bodies) == 2 and _are_one_body(bodies[0], bodies[1])


def _in_letters(short: str, full: str) -> bool:
    """Whether words have the first letters of a name: "the PAP chief", "the Pakistan Awami Party chairman"."""
    letters = [word for word in short.split() if word.isupper() and len(word) > 1]
    initials = "".join(word[0] for word in full.split() if word[:1].isupper() and word != "The")
    return len(letters) == 1 and letters[0] in initials


def _are_one_body(short: str, full: str) -> bool:
    """Whether a short name may mean a longer one: "border guard", "the central bank" for a national one."""
    bank = short == "central bank" and {"national", "reserve", "federal", "of"} & set(full.split())
    return full.endswith(short) or bool(bank and "bank" in full)


def _speaks_for_another(known: Introduction, said: Introduction) -> bool:
    """Whether "the APC spokesperson" is none of the people introduced as "a spokesperson for the association"."""
    if said.role is None or not said.role.name.split()[-1].startswith("spokes"):
        return False
    owner = _OF_OFFICE.match(said.words.lower())
    if owner is not None and owner[1] not in known.words.lower():
        return True  # "The first minister's spokesman" is no party's
    if known.body is None:
        return False
    own = [word for word in said.words.split() if word[:1].isupper() and word not in {"The", "Mr", "Ms", "Mrs"}]
    told = f"{known.words} {known.body} {known.country or ''}".lower()
    letters = "".join(word[0] for word in known.body.split()).lower()
    return bool(own) and not any(word.lower() in told or word.lower() in letters for word in own)


def is_of_another_place(known: Introduction, said: Introduction) -> bool:
    """Whether "the South Carolina Republican" is none who was called "the Iowa Republican", nor "the Umno president".

    Names of countries are compared by themselves: "the Russian minister" may be "Minister Lavin of Russia".
    """
    if said.role is None or known.role is None or said.name or known.country or said.country:
        return False
    named = set((known.name or "").split())
    own, told = ({word for word in i.words.split() if word[:1].isupper()} for i in (said, known))
    offices = f"{known.role.name} {said.role.name} {known.role_words or ''} {said.role_words or ''}".title()
    neutral = {"The", "A", "An", "Former", *offices.split(), *offices.replace("-", " ").split()}
    leads = said.role.name.split()[-1] in OF_PARTY  # "the Labour leader" is not "the SNP's Westminster leader"
    bodies = {word for i in ((known,) if leads else (known, said)) for word in (i.body or "").split()}
    own, told = own - neutral, told - neutral - named
    own, told = {ALIKE.get(word, word) for word in own}, {ALIKE.get(word, word) for word in told}
    if not (own & PARTIES and (told & PARTIES or leads)):
        own, told = own - PARTIES, told - PARTIES  # "Indiana Gov. Lee", "the Republican governor"
    letters = "".join(word[0] for word in f"{known.words} {known.body or ''}".split() if word[:1].isupper()).lower()
    apart = own.isdisjoint(told | bodies) and not any(word.lower() in letters for word in own)
    return bool(own) and bool(told) and apart and "," not in known.words


def _is_sent_by_another(known: Introduction, said: Introduction) -> bool:
    """Whether "the representative of Kenya" is none who was called a representative of nobody in particular."""
    sent = said.role is not None and said.role.name in DELEGATES
    told = known.country is None and known.body is None
    return sent and told and (said.country is not None or said.body is not None)


def fits(known: Introduction, said: Introduction) -> bool:
    """Whether a person so introduced may be meant by an office alone; a country that differs speaks against."""
    if not (are_same_office(known.role, said.role) or _head_one_body(known, said)):
        return False
    if _speaks_for_another(known, said) or is_of_another_place(known, said):
        return False
    if _is_sent_by_another(known, said):
        return False
    if "former" in said.words.lower().split() and "former" not in known.words.lower().split():
        return False  # "the former president" is not the one now in office
    if PAST & set(known.words.lower().split()) and not PAST & set(said.words.lower().split()):
        return False  # "Ana Ruiz, then premier" is not the premier
    return not (known.country and said.country and known.country != said.country)
