"""Capitalised names in running text, and what the words around them say of them."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from functools import cache

from pipeline.understand import gazetteer
from pipeline.understand.lexicon import table
from pipeline.understand.passage import Sentence
from pipeline.vocabulary import PlacePrecision

WORD = r"[A-ZÀ-ÖØ-ÞĀ-ſƏ][\w'’.-]*"
NAME = re.compile(
    rf"(?:(?:al|ad|as|ar|el|ez|de|la|le)-)?{WORD}"
    rf"(?:[ -](?:(?:al|ez|el|de|la|le|of|du|da|dos|the)[ -])?{WORD}){{0,4}}"
)
_SPOKEN = re.compile(
    r"\b(?:said|says|told|spoke|speaking|reporters?|statement|conference|summit|meeting|met|talks|headquarters|headquartered"
    r"|meets?|envoys|published|released|presented|unveiled|issued|courts?|tribunal|based|office|embassy|bureau|analyst|correspondent|hearing|rally)(?:\s+[\w-]+){0,2}\s+(?:in|from|at)\s*$",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"\b(?:tak(?:en|ing)|rushed|transferred|transported|airlifted|flown|admitted|treated|treatment|evacuated|brought|died"
    r"|dies|recovering|remain(?:s|ed)?|stay(?:s|ed)?|still|condition|surgery|care|moved|sent)\b"
    r"(?:(?!\b(?:after|when|as|following|since|because|where|while)\b)[^.;]){0,60}?"
    r"(?:\b(?:hospitals?|clinics?|infirmary|morgue|mortuary|cent(?:er|re))(?:\s+[\w-]+){0,2}\s+(?:in|at|of)|\b(?:to|in|at))\s+"
    r"(?:the\s+|a\s+)?$",
    re.IGNORECASE,
)
_HOSPITAL = re.compile(
    r"(?:'s|’s)?(?:\s+[\w-]+){0,3}?\s+(?:hospital|clinic|infirmary|morgue|medical cent(?:er|re))s?\b", re.IGNORECASE
)
_LOCAL_GOVERNMENT = re.compile(
    r"(?:'s|’s)?\s+(?:Local (?:Government|Council)(?: Development)?(?: Area)?|L\.?G\.?A\.?)\b"
)
_LIVES = re.compile(
    r"\b(?:lives?|lived|living|residing|resides?|born|grew up|native|originally|based|studie[sd]|"
    r"studying|migrated|retired)"
    r"(?: [\w-]+){0,2} (?:in|at|near) (?:the )?$"
)
_ACTING_IN = re.compile(
    r"(?:^|[,;:.“\"]\s*)(?:the |local )?(?:police|officers|detectives|authorities|officials|prosecutors|investigators|"
    r"troops|rescuers|firefighters|a court|doctors|medics|residents)\s+in\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_CAUGHT = re.compile(
    r"(?:\b(?:arrest\w*|detained|nabbed|apprehended|captured|remanded|jailed|traced|tracked down)\b"
    r"|\b(?:suspects?|owners?|drivers?|m[ae]n|accused|two|three|four|five)\b(?: [\w-]+){0,5} held\b)"
    r"[^.;,]{0,30}\b(?:in|at|from|near|to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SCENE = re.compile(
    r"\b(?:landslide|mudslide|avalanche|crash|collision|accident|mishap|blast|explosion|fire|blaze|inferno|attack|ambush|raid|"
    r"shooting|stabbing|bomb|bombing|airstrike|strike|shelling|clash|flood|earthquake|quake|collapse|stampede|massacre|capsized|"
    r"derailed|overturned|sank|exploded|crashed|collided)(?:e?s)?\s+(?:in|near|outside)\s+$",
    re.IGNORECASE,
)
_LONGEST_SCENE = 3  # words; longer names are those of companies and feasts
_CLOSES = re.compile(
    r"[,.;:)]|$|\s(?:on|in|at|after|that|which|when|early|late|last|this|as|and|ha[sd]|have|was|were|is|leaves?|left)\b"
)
_BEFORE = 60  # characters looked at before a name


def bare(words: str) -> str:
    """Return a name without possessive ending and closing punctuation."""
    return words.rstrip(".,'’").removesuffix("'s").removesuffix("’s")


def is_ambiguous(name: str) -> bool:
    """Whether a name is a word or a person's name as often as a place."""
    return name in _ambiguous()


def kind_of(text: str, start: int, end: int) -> PlacePrecision | None:
    """Return what the words beside a name call it: "village of X", "X district"; None if they do not."""
    if gazetteer.country_of(text[start:end]):
        return None  # "the capital city of Turkmenistan" is another place
    after = kind_after(text, end)
    if after is not None:
        return after
    kinds = table("places")["words"]["kinds"]
    before = re.search(r"([a-z-]+)\s+(?:of|called|named)\s+$", text[max(0, start - _BEFORE) : start])
    if before and before[1] in kinds:
        return PlacePrecision.of(kinds[before[1]])
    return None


def kind_after(text: str, end: int) -> PlacePrecision | None:
    """Return what the word after a name calls it: "X district"; None if it does not."""
    if _LOCAL_GOVERNMENT.match(text, end):
        return PlacePrecision.DISTRICT
    kinds = table("places")["words"]["kinds"]
    after = re.match(r"(?:'s|’s)?\s+([A-Za-z-]+)", text[end:])
    return PlacePrecision.of(kinds[after[1].lower()]) if after and after[1].lower() in kinds else None


def preposition(text: str, start: int) -> str | None:
    """Return the word before a name that says something is there, directions and articles passed over; else None."""
    before = text[max(0, start - _BEFORE) : start].lower().split()
    while before and before[-1] in _words("directions"):
        before.pop()
    if not before or before[-1] not in _words("before"):
        return None
    return before[-1]


def happens_at(text: str, start: int) -> bool:
    """Whether the words before a name let something happen there.

    People are "from" a place or "of" it, and officials speak "in" it, without the event being there.
    """
    word = preposition(text, start)
    if word is None or word in {"from", "to"}:
        return False
    before = re.sub(r"\s+", " ", text[max(0, start - _BEFORE) : start].lower())
    if word == "of":
        noun = before[: before.rindex(" of ") if " of " in before else 0].split()
        return bool(noun) and noun[-1] in _words("parts")
    return not is_where_spoken(text, start) and not _LIVES.search(before)


def is_where_spoken(text: str, start: int) -> bool:
    """Whether the words before a name tell of talk there: "as envoys meet in Geneva"."""
    return bool(_SPOKEN.search(re.sub(r"\s+", " ", text[max(0, start - _BEFORE) : start])))


def is_quarter(text: str, end: int) -> bool:
    """Whether the word after a name makes it a part of a town: "the Mirpur area"."""
    return bool(re.match(r"\s+(?:area|neighbou?rhood|locality|section|quarter|suburb)\b", text[end:]))


def is_suburb_of(text: str, end: int) -> bool:
    """Whether a headline names a town for a place beside it: "house explosion in Pittsburgh suburb"."""
    return bool(re.match(r"\s+suburbs?\b", text[end:]))


def is_where_caught(text: str, start: int) -> bool:
    """Whether a name says where somebody was arrested: "was arrested in X", "owner of cracker unit held in X"."""
    return bool(_CAUGHT.search(text[max(0, start - _BEFORE) : start]))


def is_scene(text: str, start: int, end: int) -> bool:
    """Whether the words before a name say what happened there: "the landslide in X", but not "in the X plant"."""
    whole = text[start:end].count(" ") < _LONGEST_SCENE and bool(_CLOSES.match(text, end))
    return whole and bool(_SCENE.search(text[max(0, start - _BEFORE) : start]))


def is_where_some_act(text: str, start: int) -> bool:
    """Whether the words before a name only say where those sit who act: "Police in Durban are hunting gunmen who"."""
    return bool(_ACTING_IN.search(text[max(0, start - _BEFORE) : start]))


def names_road(text: str, end: int) -> bool:
    """Whether a name is that of a road: "the Baku-Ganja highway" leads far."""
    return bool(re.match(r"\s+(?:highway|motorway|expressway|freeway|railway|road|line)\b", text[end:]))


def is_government(text: str, start: int, end: int) -> bool:
    """Whether the name of a capital or country stands for the government: "Kyiv said", "a strike Pakistan denies"."""
    if text[start:end].lower() not in _capitals() and gazetteer.country_of(text[start:end]) is None:
        return False
    acts, addressed = _of_governments()
    return bool(acts.match(text, end)) or bool(addressed.search(text[max(0, start - _BEFORE) : start]))


@cache
def _of_governments() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a government does, behind its capital's name, and what is done to it, before."""
    words = table("places")["government"]
    acts = "|".join(words["acts"])
    return (
        re.compile(rf"\s+(?:(?:has|had|have|also|later|now|on \w+day)\s+){{0,2}}(?:{acts})\b"),
        re.compile(rf"\b(?:{'|'.join(words['addressed'])})\s+$", re.IGNORECASE),
    )


@cache
def _capitals() -> frozenset[str]:
    """Return the capitals of countries in small letters."""
    rows = table("organisations_countries")["countries"].values()
    return frozenset(name.lower() for _, _, capitals in rows for name in capitals.split("|") if name)


_HEARD = re.compile(
    r"\b(?:heard|seen|visible|audible|smelled|smelt|noticed)\b(?: [\w-]+){0,4}? (?:in|across|at|from|as|to|near)"
    r"(?: (?:nearby|neighbou?ring|the town of|the city of|downtown|parts of))?\s*$"
)


def is_where_carried(text: str, start: int, end: int) -> bool:
    """Whether the victims were carried there: "taken to hospital in X", "died in the X military hospital"."""
    before = _CARRIED.search(text[max(0, start - 2 * _BEFORE) : start])
    if before is None:
        return False
    return bool(_HOSPITAL.match(text, end)) or bool(re.search(r"hospital|clinic|infirmary|morgue|mortuary", before[0]))


def is_where_heard(text: str, start: int) -> bool:
    """Whether an event only made itself felt there: "the blast, which could be heard in Lexington"."""
    return bool(_HEARD.search(text[max(0, start - 2 * _BEFORE) : start]))


def names_body(text: str, end: int) -> bool:
    """Whether a body's or office's word follows: "Salem police", "the Kyiv mayor"."""
    after = re.match(r"(?:'s|’s)?\s+(?:(?:County|City|State|District|Province)(?:'s|’s)?\s+)?([A-Za-z-]+)", text[end:])
    return bool(after) and after is not None and after[1].lower() in _words("bodies")


def entity_around(sentence: Sentence, start: int, end: int, labels: frozenset[str], *, longer: bool) -> bool:
    """Whether the model finds a name of such a kind around the words; `longer`: one of more words than these."""
    if sentence.doc is None:
        return False
    return any(
        e.label_ in labels
        and e.start_char <= start
        and end <= e.end_char
        and (not longer or e.end_char - e.start_char > end - start)
        for e in sentence.doc.ents
    )


def is_never(name: str) -> bool:
    """Whether a name is a month, a weekday, an armed group or a plain word, though some town has it too."""
    return name.lower() in _calendar() or name in table("places")["never"]["words"]


@cache
def _calendar() -> frozenset[str]:
    return frozenset(name.lower() for name in (*month_name, *day_name) if name)


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(table("places")["ambiguous"]["words"])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("places")["words"][name])
