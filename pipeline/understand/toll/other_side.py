"""The losses of the other side of a fight, told beside those of the first: killed, admitted, found, claimed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.understand.counting.group import REMAINS
from pipeline.understand.counting.numbers import numbers_in
from pipeline.understand.counting.people import FORCE_KINDS, REBEL_KINDS, person_noun_at
from pipeline.understand.figure import Figure
from pipeline.understand.toll.person import ENEMIES
from pipeline.understand.toll.sides import BOTH_SIDES, REBELS, are_raided, of_rebels, side_of
from pipeline.vocabulary import Outcome, SourceKind

SOON, FIGHT = 3, 6  # sentences
SIDES = (
    (FORCE_KINDS, REBEL_KINDS),
    (REBEL_KINDS, FORCE_KINDS),
)  # kinds of people that fall on the two sides of a fight
WHO_FIGHT_BACK = frozenset(
    {"army", "troops", "soldiers", "forces", "police", "guards", "military", "peacekeepers", "villagers"}
)
_OWN_SIDE = re.compile(
    r"\b(?:on|from) (?:its|their) (?:own )?side\b"
    r"|\b(?:in|from) (?:its|their) own ranks\b|\bamong (?:its|their) (?:own |citizens|people|troops|soldiers)"
)
_OWN_LOSSES = re.compile(r"\b(?:his|its|their) (?:own )?(?:side's )?(?:losses|dead|casualties) (?:\w+ ){0,2}$")
_LOSSES_TOO = re.compile(
    r"\b(?:had|suffered|took|incurred|sustained|were) (?:\w+ ){0,2}(?:losses|casualties)\b"
    r"[^.;]{0,60}?(?:\btoo\b|\balso\b|\bas well\b|:)"
    r"|\b(?:losses|casualties) (?:on|among)\b[^.;:]{0,40}\bside\b"
)
NO_SIDE = frozenset({"people", "persons", "others", "dead", "victims", "casualties", "bodies"})
_OUR_SIDE = re.compile(r"\bon our side\b|\bin our ranks\b|\bamong our (?:men|troops|ranks)\b")
_TELLS_OF_SIDE = re.compile(r"\b(?:our|its|their|his) (?:own )?(?:people|men|side|ranks|kin|troops|losses)\b|\bside\b")
_SIDE = re.compile(r"\b[Tt]he ([A-Z]\w+) side\b|^\W*(?:On the )?(\w+) side ?:")
REBEL_WORDS = ENEMIES | {"rebels", "enemy"}
_BY_FORCES = re.compile(r"^\w+ by (?:the )?(?:\w+ )?(?:army|forces|soldiers|troops|police|military|[A-Z]{3,6})\b")
_FORCES_SHOOT = re.compile(
    r"(?:\w+ ){0,3}?(?:police|officers?|policem[ae]n|soldiers?|troops|commandos|guards?|marksmen|snipers?|agents?|army"
    r"|forces)\b[^.;,]{0,30}?\b(?:shot|killed|gunned)\b",
    re.IGNORECASE,
)
_SAID_THAT = re.compile(
    r"\b(?:said|added|reported|claimed|confirmed|announced) that\b|^(?:He|She|They|It) (?:said|added)\b"
)
_ENEMY_SIDE = re.compile(
    r"\W*(?:On|From|For) the (?:enemy|rebel|terrorist|militant|insurgent|opposing|attackers[’']|assailants[’']) side\b"
)
_LEFT_DEAD = re.compile(
    r"\b(?:enemy|assailants|attackers|\w*terrorists|insurgents|rebels|militants|bandits|jihadists|raiders|guerrillas)\b"
    r"[^.;]{0,60}\b(?:left(?: behind)?|leaving(?: behind)?|abandon(?:ed|ing)|deplored?|recorded) $",
    re.IGNORECASE,
)
_FOUGHT = re.compile(
    r"\b(?:exchanges? of (?:gun)?fire|return(?:ed|ing)? fire|gun ?(?:battle|fight)|fire ?fight|shoot-?out|clash(?:es)?"
    r"|repel\w+|repuls\w+|fought back|fighting)\b"
)
_ADMITS = re.compile(r"\b(?:admit|acknowledg|conced|own(?:ed)? up|recogni[sz])\w*\b")


def of_the_other_side(first: Figure, own: Sequence[Figure]) -> tuple[int | None, int | None, int | None] | None:
    """Return the losses of the others that the next sentences count."""
    return next((f.bounds for f in own if is_of_the_other_side(f, first)), None)


def is_on_enemy_side(figure: Figure) -> bool:
    """Whether a sentence opens with whose dead it counts: "On the enemy side, the toll is 14 dead"."""
    return bool(_ENEMY_SIDE.match(figure.sentence.text))


def stands_behind(figure: Figure, first: Figure, within: int = 1) -> bool:
    """Whether a figure stands in the next sentences of the same field."""
    after = figure.sentence.index - first.sentence.index
    return 1 <= after <= within and figure.sentence.field is first.sentence.field


def is_of_the_other_side(figure: Figure, first: Figure) -> bool:
    """Whether the next sentence counts the losses of the others: "killed three militants. One soldier was martyred"."""
    if any(first.clause.words[group.head] in BOTH_SIDES for group in first.groups):
        return False
    known = figure.groups[0].definite and not figure.groups[0].partitive
    if known and not figure.counted and figure.outcome is Outcome.INJURED and not figure.of_attackers:
        return False  # "three soldiers were wounded", "The commander is being treated"
    if known and figure.bounds == first.bounds:
        return False  # "shot dead six people who attacked them", "The six attackers were killed"
    kinds = [{g.kind.id for g in f.groups if g.kind is not None} or {*f.beside} for f in (figure, first)]
    apart = are_opposed(*kinds)
    apart = apart or (
        first.mention.rule == "active" and figure.of_attackers and figure.counted and not first.of_attackers
    )
    told = figure.source is not None or bool(_SAID_THAT.search(figure.sentence.text))
    reported = told and figure.mention.rule in {"passive", "subject"}  # "said that two attackers had been killed"
    before = figure.clause.words[max(0, figure.mention.trigger.start - 4) : figure.mention.trigger.start]
    if "had" in before and not reported:
        return False  # "the villagers had on Friday killed two of the bandits"
    bomber = "bomber" in figure.clause.words[figure.groups[0].start : figure.groups[0].end]
    if first.mention.rule == "active" and figure.of_attackers and not figure.counted and not bomber:
        return first.of_attackers  # the one attacker is added to those killed by them
    own = figure.mention.rule != "active"  # a side tells of its own dead, or of those found
    own = own or (figure.of_attackers and figure.counted and _kill_back(figure))
    counter = figure.groups[0].partitive and figure.counted  # "killed two of the insurgents"
    start = figure.groups[0].start
    theirs = counter or (figure.counted and "all" in figure.clause.words[max(0, start - 1) : start + 1])
    apart = apart or (theirs and bool(kinds[0]) and kinds[0] <= REBEL_KINDS and are_raided(first))
    theirs_too = "attacker" in kinds[1] or side_of(first) == REBELS  # "five members of armed groups"
    apart = apart or (counter and figure.of_attackers and not first.of_attackers and not theirs_too)
    felled = figure.of_attackers and figure.counted and not figure.groups[0].definite
    felled = (
        felled and not first.of_attackers and bool(_BY_FORCES.search(figure.tail))
    )  # "two assailants killed by the"
    felled = felled or are_shot_by_forces(figure, first)
    apart = apart or felled or (is_on_enemy_side(figure) and not is_on_enemy_side(first))
    ours = not kinds[1] and bool(_OUR_SIDE.search(first.sentence.text)) and not figure.groups[0].definite
    apart = apart or (ours and figure.of_attackers and figure.counted)
    follows = stands_behind(figure, first, FIGHT if own else SOON + 1 if counter else 1)
    behind_title = first.in_title and not figure.in_title and figure.sentence.rank <= SOON + 1
    follows = follows or (behind_title and counter and first.mention.rule == "active")  # "Rebels kill 39 police"
    fought = figure.of_attackers and figure.counted and not known and bool(_FOUGHT.search(figure.sentence.text))
    later = first.in_title and not figure.in_title and figure.sentence.rank <= FIGHT
    follows = follows or (later and fought and kinds[1] <= FORCE_KINDS)  # "four peacekeepers dead"
    follows = follows or (figure.number > first.number and bool(_LOSSES_TOO.search(figure.sentence.text)))
    same_teller = figure.source is first.source or figure.source is None or own
    same_teller = same_teller or (counter and figure.source is not SourceKind.ARMED_GROUP)
    return apart and follows and same_teller and figure.whole is None and not figure.mention.zero


def is_shot_by_forces(figure: Figure) -> bool:
    """Whether police or soldiers are said to have shot those of whom a figure tells: "Police shot the man dead"."""
    before = figure.sentence.text[: figure.clause.doc[figure.groups[0].start].idx]
    return figure.mention.rule in {"active", "state after"} and bool(_FORCES_SHOOT.match(before))


def are_shot_by_forces(figure: Figure, first: Figure) -> bool:
    """Whether police or soldiers killed the attackers of whom the sentence before told: "Officers shot all three"."""
    if not figure.counted or first.of_attackers or not is_shot_by_forces(figure):
        return False
    told = {n.best for n in numbers_in(first.clause.words, frozenset()) if _are_foes(first, n.end)}
    return figure.of_attackers or figure.bounds[1] in told


def of_both_forces(figure: Figure, first: Figure) -> bool:
    """Whether the next sentences tell of a guard and those he fought: "A guardsman died, as did all four gunmen".

    Those counted before are neither, and no "people" of whom these may be some.
    """
    kinds = {g.kind.id if g.kind is not None else "" for g in figure.groups}
    both = len(figure.groups) > 1 and kinds <= FORCE_KINDS | REBEL_KINDS and not kinds.isdisjoint(REBEL_KINDS)
    counted = {g.kind.id for g in first.groups if g.kind is not None}
    anybody = any(first.clause.words[g.head] in NO_SIDE for g in first.groups)
    apart = counted.isdisjoint(FORCE_KINDS | REBEL_KINDS) and not anybody
    told = figure.whole is None and not figure.mention.zero and figure.number > first.number
    return both and apart and told and stands_behind(figure, first, SOON)


def _are_foes(figure: Figure, index: int) -> bool:
    """Whether a noun for attackers or rebels begins at a token."""
    found = person_noun_at(figure.clause.words, index) if index < len(figure.clause) else None
    return found is not None and found[1].id in REBEL_KINDS


def _kill_back(figure: Figure) -> bool:
    """Whether those who were attacked kill attackers: "The army stepped in and killed two attackers"."""
    clause, start = figure.clause, figure.mention.trigger.start
    return not WHO_FIGHT_BACK.isdisjoint(clause.words[:start]) and "had" not in clause.words[max(0, start - 3) : start]


def is_admitted(figure: Figure, first: Figure) -> bool:
    """Whether a side only admits a part of what is counted already: "24 rebels and two sailors died", "lost four"."""
    listed = len(first.groups) > 1 and figure is not first and not figure.in_title
    fewer = (figure.bounds[1] or 0) < (first.bounds[1] or 0)
    own = figure.mention.word.of_forces and figure.sentence.index - first.sentence.index > 1  # "and lost two men"
    return listed and fewer and (own or bool(_ADMITS.search(figure.sentence.text)))


def are_bodies(figure: Figure) -> bool:
    """Whether the words count bodies."""
    return not REMAINS.isdisjoint(figure.clause.words[figure.mention.trigger.start : figure.mention.trigger.end])


def lost_their_own(figure: Figure, first: Figure) -> bool:
    """Whether the others are said to have lost people: "The attackers also lost two of their own"."""
    before = figure.clause.words[: figure.mention.trigger.start]
    theirs = figure.mention.word.of_forces and bool({"attackers", "assailants", "rebels", "militants"} & set(before))
    group = figure.groups[0]
    left = _LEFT_DEAD.search(figure.sentence.text[: figure.clause.doc[group.start].idx]) and figure.counted
    theirs = theirs or (bool(left) and group.kind is None and not group.more)
    return theirs and stands_behind(figure, first, FIGHT) and not first.of_attackers


def are_their_bodies(figure: Figure, first: Figure) -> bool:
    """Whether bodies of the other side are found: "Troops recovered two bodies of the LTTE"."""
    tail = figure.sentence.text[figure.clause.doc[figure.mention.trigger.start].idx :]
    counted = {g.kind.id for g in first.groups if g.kind is not None}
    soldiers = bool(counted & FORCE_KINDS) and not counted & REBEL_KINDS  # "five militants and two soldiers died"
    named = REBEL_WORDS & set(figure.clause.words[figure.groups[0].start : figure.mention.trigger.end])
    theirs = bool(named) or bool(of_rebels().match(tail))
    return are_bodies(figure) and soldiers and theirs and stands_behind(figure, first, SOON)


def of_own_side(figure: Figure, first: Figure) -> bool:
    """Whether each of two sides tells of its own dead: "ten people had died on its side", the other army said."""
    near = figure.sentence is first.sentence or stands_behind(figure, first, SOON)
    words = figure.clause.words[figure.groups[0].start : figure.groups[0].end]
    told = figure.counted and figure.whole is None and not figure.mention.zero and figure.number > first.number
    own = bool({"its", "their"} & set(words)) and "own" in words
    before = figure.sentence.text[: figure.clause.doc[figure.groups[0].start].idx]
    own = own or bool(_OWN_LOSSES.search(before)) or _tells_of_other_side(figure, first)
    of_all = all(g.kind is None or g.kind.id == "person" for g in first.groups)
    if of_all and not _TELLS_OF_SIDE.search(first.sentence.text) and not own:
        return False  # "Nine people were killed in clashes. Six of ours died and three from their side"
    return near and told and (own or bool(_OWN_SIDE.search(figure.tail)))


def _tells_of_other_side(figure: Figure, first: Figure) -> bool:
    """Whether "On the Tajik side six were injured" follows "The Kyrgyz side reported eleven wounded"."""
    sides = [_SIDE.search(f.sentence.text) for f in (figure, first)]
    return all(sides) and len({side[1] or side[2] for side in sides if side is not None}) == 2


def are_opposed(first: set[str], second: set[str]) -> bool:
    """Whether two sets of kinds of people fall on the two sides of a fight."""
    return any(first and second and first <= one and second <= other for one, other in SIDES)


def attackers_fell(figure: Figure, first: Figure) -> bool:
    """Whether the next sentences tell that all who attacked died: "Both attackers were shot dead"."""
    group = figure.groups[0]
    near = 0 < figure.sentence.index - first.sentence.index <= SOON and figure.sentence.field is first.sentence.field
    if group.definite and figure.bounds == first.bounds:
        return False  # "shot dead six people", "The six attackers were killed"
    all_of = group.definite or figure.clause.word(group.start) in {"both", "all"}
    shot = figure.mention.rule == "passive" and figure.mention.word.id in {"kill", "shot_dead", "die"}
    alone = figure.of_attackers and not first.of_attackers and figure.whole is None and len(figure.groups) == 1
    return near and all_of and shot and alone and figure.counted and first.counted and not first.in_title
