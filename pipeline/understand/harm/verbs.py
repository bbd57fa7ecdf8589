"""Victims of verbs: their object, or the subject of their passive."""

from __future__ import annotations

from dataclasses import replace

from pipeline.understand.clause import ALONG, BE, FOUND, HAVE, REMAINING
from pipeline.understand.counting.group import REMAINS, SINGLE_ARTICLES, Form, Group, sum_of
from pipeline.understand.counting.people import is_thing
from pipeline.understand.harm.brought_out import brought_out_before
from pipeline.understand.harm.neighbourhood import Neighbourhood
from pipeline.understand.mention import Mention, mention_of
from pipeline.understand.times.days import WEEKDAYS
from pipeline.understand.triggers import Shape, Trigger
from pipeline.vocabulary import Outcome

HITTING = frozenset(
    {"bullet", "bullets", "gunfire", "fire", "shot", "shots", "shrapnel", "shell", "shells", "rocket", "mortar"}
    | {"pellets"}
    | {"car", "truck", "vehicle", "train", "bus", "suv", "van", "motorcycle", "lightning", "debris", "driver", "tram"}
)
BODY = frozenset(
    {"leg", "legs", "arm", "arms", "head", "chest", "stomach", "back", "neck", "face", "foot", "hand", "thigh"}
    | {"shoulder"}
)
FLAMES = frozenset({"fire", "fires", "wildfire", "wildfires", "bushfire", "bushfires", "blaze", "blazes", "flames"})
SLAIN = frozenset({"slain", "murdered"})
TIMES = frozenset({"once", "twice", "repeatedly", "wildly", "randomly", "back"}) | {"times", "shots", "rounds"}
MISSED = frozenset({"and", ",", ".", "by", "but", "while", "several", "multiple", "repeatedly", "twice", "again"})
HEARD = frozenset({"heard", "hear", "hears", "hearing", "fired", "fires", "fire", "firing"})
CARRIED = frozenset({("admitted", "to"), ("airlifted", "to"), ("evacuated", "to"), ("hospitalised", "with")})
TO_THE_SCENE = frozenset(("to", "the", place) for place in ("scene", "site", "area", "spot", "location", "address"))
FAR = 12  # tokens from a participle that opens a sentence to its verb
AIMING = frozenset({"at", "into", "through", "toward", "towards", "back"})
NOMINATIVES = frozenset({"he", "she", "they", "we", "i"})
OBJECT_PRONOUNS = frozenset(
    {"everyone", "everybody", "someone", "somebody", "anyone", "anybody", "him", "them", "me", "us"}
)
HEALERS = frozenset(
    {"doctors", "nurses", "medics", "paramedics", "surgeons", "midwives", "specialists", "experts", "volunteers"}
)
FRONTED = frozenset({":", "was", "were", "is", "are"})
LEADING_IN = frozenset({("the",), ("those",), ("also",), ("among", "the"), ("among", "those")})
"""What may stand before the participle that opens a sentence."""


def of_verb(near: Neighbourhood, trigger: Trigger) -> Mention | None:
    """Return the object of an active verb, or the subject of a passive one."""
    if trigger.word.id == "burn" and near.clause.word(trigger.start - 1) in FLAMES:
        return None  # "were evacuated as a wildfire burned towards the city"
    if _is_a_shot(near, trigger) or _is_a_body(near, trigger) or _sends_help(near, trigger):
        return None
    if trigger.word.in_vain:
        tried = not trigger.word.needs_before or _any_before(near, trigger)
        return mention_of(trigger, near.right(trigger.end), "active") if tried else None
    brought_out = brought_out_before(near.clause, trigger.start)
    if brought_out is not None and trigger.word.role in {"both", "participle"} and not trigger.word.struck:
        return mention_of(trigger, near.left(trigger, verb=brought_out), "passive")
    if trigger.word.role in {"both", "participle"}:
        found = trigger.start - 1 if near.clause.word(trigger.start - 1) in FOUND else trigger.start
        did = near.clause.words[max(0, trigger.start - 2) : trigger.start] == ("to", "have")  # "believed to have shot"
        if not did and any(word in BE for word in near.clause.auxiliaries(found)):
            victims = near.left(trigger, verb=None if found == trigger.start else found)
            return mention_of(trigger, _with_companions(near, trigger, victims), "passive")
        counted = near.ends.get(found) if found != trigger.start else None
        if counted is not None and counted.form in {Form.COUNT, Form.SINGLE, Form.NAME}:
            groups = near.with_coordinated(counted)
            return mention_of(trigger, groups, "reduced passive")  # "Four found shot to death in Pine Hills home"
    if near.clause.word(trigger.start - 1) in REMAINING and trigger.word.role in {"both", "participle"}:
        return mention_of(trigger, near.left(trigger, verb=trigger.start - 1), "passive")
    carried = trigger.word.id == "carry_to_hospital"  # "was lifted out at noon and flown to a trauma center"
    participle = trigger.word.role in {"both", "participle"} and (carried or not trigger.word.weak)
    participle = participle and not near.clause.tag(trigger.end).startswith(("DT", "PRP", "CD", "NN", "JJ"))
    if participle and (going_on := near.gone_on(trigger.start)):
        return mention_of(trigger, going_on, "passive")
    slain = _slain(near, trigger)
    if slain is not None:
        return mention_of(trigger, (slain,), "prenominal")
    fronted = _fronted(near, trigger)
    if fronted:
        also = near.clause.word(0) == "also" and trigger.start == 1  # "Also killed was his driver": one more
        fronted = (replace(fronted[0], more=True), *fronted[1:]) if also else fronted
        return mention_of(trigger, fronted, "fronted")
    if trigger.word.passive_only and not _hit_by_something(near, trigger):
        return None
    if trigger.word.needs_before and not _any_before(near, trigger):
        return None
    if trigger.word.role != "participle" and not _is_going_on(near, trigger):
        objects = (
            ()
            if _nobody_did(near, trigger) or _are_aged(near, trigger)
            else _but_survivors(near, near.right(trigger.end, relative=_is_relative(near, trigger)))
        )
        if objects and not _is_compound(trigger, objects[0]):
            return mention_of(trigger, objects, "active")
    if trigger.word.role in {"both", "participle"} and _may_be_reduced(near, trigger):
        groups = near.left(trigger, near=True)
        acting = bool(groups) and near.clause.word(groups[0].head) in NOMINATIVES  # "the man he stabbed outside a bar"
        bare = near.clause.words[trigger.start : trigger.start + 2] in CARRIED
        behind = near.clause.words[trigger.end + (near.clause.word(trigger.end) == ",") :]
        along = any(behind[: len(words)] == words for words in ALONG)  # "left him wounded along with two guards"
        if bare and not (groups and (sum_of(groups)[1] or 0) > 1):
            return None  # "the suspect admitted to officers at the hospital"
        groups = _with_companions(near, trigger, groups) if along else groups
        return None if acting else mention_of(trigger, groups, "reduced passive")
    return None


def _is_relative(near: Neighbourhood, trigger: Trigger) -> bool:
    """Whether a verb stands in a relative clause: "The driver who killed a woman"."""
    return near.clause.word(near.chain_start(trigger.start)) in {"who", "that"}


def _sends_help(near: Neighbourhood, trigger: Trigger) -> bool:
    """Whether healers are sent to a hospital, or others to a place that has none: "sent 40 doctors to clinics"."""
    words = near.clause.words[trigger.end :]
    if trigger.word.id == "send_to_hospital" and words[:3] in TO_THE_SCENE:
        return True
    return trigger.word.id == "send_to_hospital" and ("without" in words or not HEALERS.isdisjoint(words[:4]))


def _any_before(near: Neighbourhood, trigger: Trigger) -> bool:
    """Whether one of the words that the outcome word needs stands before it."""
    return any(word in trigger.word.needs_before for word in near.clause.words[: trigger.start])


def _slain(near: Neighbourhood, trigger: Trigger) -> Group | None:
    """Return the person of a headline's "slain Gary mother of four": the place stands between."""
    clause = near.clause
    if not clause.title or clause.word(trigger.start) not in SLAIN or trigger.end != trigger.start + 1:
        return None
    if trigger.start in near.ends or any(word in BE for word in clause.auxiliaries(trigger.start)):
        return None
    index = trigger.end
    while index < trigger.end + 3 and index not in near.starts and clause.tag(index) in {"NNP", "NN", "JJ", "NNPS"}:
        index += 1
    group = near.starts.get(index)
    return group if group is not None and group.form in {Form.SINGLE, Form.NAME, Form.COUNT} else None


def _but_survivors(near: Neighbourhood, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Leave out who lived through it, in a headline's "crash kills three, one survivor"."""
    return tuple(group for group in groups if near.clause.words[group.head] not in {"survivor", "survivors"})


def _nobody_did(near: Neighbourhood, trigger: Trigger) -> bool:
    """Whether nothing did it: "fired six rounds, and none of them struck the man"."""
    before = near.clause.words[max(0, trigger.start - 3) : trigger.start]
    return bool({"none", "neither"} & set(before))


def _are_aged(near: Neighbourhood, trigger: Trigger) -> bool:
    """Whether the word names those hurt, and the number is their age: "the two killed 42 and 52, the injured 34"."""
    before = trigger.start - 1 - (near.clause.tag(trigger.start - 1) == "CD")
    following = near.starts.get(trigger.end)
    bare = following is None or following.kind is None
    return bare and near.clause.word(before) == "the" and near.clause.tag(trigger.end) == "CD"


def _is_going_on(near: Neighbourhood, trigger: Trigger) -> bool:
    """Whether somebody is said to be hurting another: "he's hurting my mom" tells of no wound."""
    hurting = trigger.word.role == "ing" and trigger.word.outcome is Outcome.INJURED and not trigger.word.needs_before
    hurting = hurting and near.clause.word(trigger.start - 1) != ","  # "Rocks were hurled, wounding one soldier"
    return hurting and any(word in BE for word in near.clause.auxiliaries(trigger.start))


def _hit_by_something(near: Neighbourhood, trigger: Trigger) -> bool:
    """Whether "three residents hit by stray bullets" tells of harm; a town hit by a strike is none."""
    words = near.clause.words[trigger.end : trigger.end + 6]
    if trigger.word.id == "bite":
        return words[:1] == ("by",)  # "Surfer bitten by shark"
    if words[:1] == ("in",) and BODY & set(words[1:4]):
        return True  # "two youths struck in the legs"
    return words[:1] == ("by",) and bool(HITTING & set(words))


def _with_companions(near: Neighbourhood, trigger: Trigger, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return those who died with those: "the priest was killed together with two worshippers"."""
    clause, index = near.clause, near.past_saying(trigger.end)
    index += clause.word(index) == ","
    joining = (*ALONG, ("with",)) if trigger.word.outcome is Outcome.KILLED else ALONG
    along = next((words for words in joining if clause.words[index : index + len(words)] == words), None)
    if groups and along is None:
        killed = trigger.word.outcome is Outcome.KILLED and clause.word(trigger.end) in {"in", "on", "at", "near"}
        others = tuple(g for g in near.companions(trigger.end) if g.form is not Form.PRONOUN) if killed else ()
        return (*groups, *others, *_so_was(near, trigger))
    if not groups or along is None:
        return groups
    others = near.right(index + len(along), noun=True)
    return (*groups, *(g for g in others if g.form is not Form.PRONOUN and not g.none))


def _so_was(near: Neighbourhood, trigger: Trigger) -> tuple[Group, ...]:
    """Return who else was: "They were taken to the hospital, as was the truck driver"."""
    words = near.clause.words
    for index in range(trigger.end, len(words) - 2):
        if words[index] == ";":
            return ()
        if words[index : index + 2] in {("as", "was"), ("as", "were")} and index + 2 in near.starts:
            group = near.starts[index + 2]
            return (group,) if group.form in {Form.SINGLE, Form.NAME, Form.COUNT} and not group.none else ()
    return ()


def _fronted(near: Neighbourhood, trigger: Trigger) -> tuple[Group, ...]:
    """Return who follows in "Killed were Ana Ruiz, 33, and two others" and "Wounded: 29"."""
    clause = near.clause
    opens = trigger.start == 0 or clause.word(trigger.start - 1) in {";", ".", "-", "--"}
    opens = opens and not clause.is_hyphen(trigger.start - 1)  # "Hit-and-run: driver held"
    led = clause.words[: trigger.start] in LEADING_IN  # "The killed are Ana Ruiz and", "Among those killed were"
    if not (opens or led) or trigger.word.role not in {"both", "participle"}:
        return ()
    if clause.word(trigger.end) in FRONTED:
        return near.right(trigger.end + 1, noun=True)
    verb = next((i for i in range(trigger.end, len(clause)) if clause.word(i) in {"were", "was"}), None)
    placed = (
        (trigger.start == 0 or led) and clause.word(trigger.end) in {"in", "during", "at", "dead"} and verb is not None
    )
    if not placed or verb is None or verb - trigger.end > FAR or near.ends.get(verb) is not None:
        return ()
    return near.right(verb + 1, noun=True)  # "Killed in the fighting, he said, were two civilians and a guard"


def _is_compound(trigger: Trigger, group: Group) -> bool:
    """Whether the words are a noun compound: "shooting suspect", "stabbing victims"."""
    bare = group.start == trigger.end == group.head and group.form in {Form.SINGLE, Form.BARE}
    return trigger.word.role == "ing" and bare and group.kind is not None and group.kind.id in {"person", "attacker"}


def _may_be_reduced(near: Neighbourhood, trigger: Trigger) -> bool:
    """Whether a bare "-ed" form is a participle ("five killed in", "people killed in") and not an active past."""
    clause, index = near.clause, trigger.start
    if clause.word(index - 1) == "who":
        return False  # "driver who struck, killed man"
    if clause.tag(index) in {"VBD", "VBN", "NN"} and not clause.title and _acts(near, trigger):
        return False
    if clause.is_noun(trigger.end) and is_thing(clause.word(trigger.end)) and not clause.title:
        return False  # "agents found three burned vehicles"
    if is_thing(clause.word(index - 1)) and clause.tag(index - 2) == "CD":
        return False  # "Two people were killed and 20 homes burned"
    if clause.word(trigger.end) in OBJECT_PRONOUNS:
        return False  # "a man shot everyone in the house"
    if clause.word(index) == "cost":
        return False  # "a wall between two farms cost a life"
    if trigger.word.of_things and any(number.start == trigger.end for number in near.numbers.values()):
        return False  # "sappers found and neutralised 14 mines"
    if clause.word(index) == "executed" and clause.tag(index) == "VBD" and not clause.title:
        return False  # "responded to instructions and executed with precision"
    if HAVE & set(clause.auxiliaries(index)):
        return False  # "after he had struck two other cars"
    counted = near.ends.get(index)
    if counted is not None and counted.form is Form.COUNT and counted.head >= counted.end - 1 and counted.kind is None:
        return True  # "losses of 40 killed and 100 wounded"
    if clause.object(index) is not None and not clause.title and clause.tag(index) == "VBD":
        return False
    return (
        clause.title
        or clause.tag(index) in {"VBN", "JJ", "NN"}
        or clause.word(trigger.end)
        in {
            "in",
            "by",
            "after",
            "when",
            "at",
            "on",
            "during",
            "near",
            ",",
            ".",
            ";",
            "and",
            "as",
            "while",
            "or",
            "along",
            "from",
            "with",
            "outside",
            "inside",
            "off",
            "across",
            "behind",
            "beside",
            "aboard",
            "alongside",
            "over",
            "last",
            "early",
            "late",
            "this",
            "overnight",
            "yesterday",
            "",
        }
        | frozenset(WEEKDAYS)
        or clause.words[index : index + 2] in CARRIED
    )


def _is_a_body(near: Neighbourhood, trigger: Trigger) -> bool:
    """Whether the dead are spoken of: "six others were discovered burnt", "the body was taken to the mortuary"."""
    words, weak = near.clause.words, trigger.word.weak and trigger.word.outcome is Outcome.INJURED
    if not weak:
        return False
    subject = near.clause.word(near.chain_start(trigger.start))
    if subject in REMAINS - {"remains"} and near.clause.tag(trigger.start) == "VBN":
        return True  # "His body was shifted to the hospital"
    found = words[trigger.start] in {"burnt", "burned"} and near.clause.word(trigger.start - 1) in FOUND
    return found or bool({"mortuary", "morgue", "mortuaries"} & set(words[trigger.end : trigger.end + 8]))


def _is_a_shot(near: Neighbourhood, trigger: Trigger) -> bool:
    """Whether "shot" is a noun and nobody hit: "a third shot was fired", "a bank shot over two defenders"."""
    clause, index = near.clause, trigger.start
    if clause.word(index) != "shot" or trigger.end != index + 1:
        return False
    if clause.word(trigger.end) in BE and {"fired", "heard"} & set(clause.words[trigger.end : trigger.end + 4]):
        return True  # "one shot was fired in the air"
    if clause.word(trigger.end) == "at" and clause.word(trigger.end + 1) in MISSED:
        return True  # "he was shot at and almost hit"
    group, after = near.ends.get(index), clause.tag(trigger.end)
    bare = group is not None and group.kind is None and group.head == group.end - 1 and group.form is not Form.NAME
    if group is not None and bare and clause.word(group.start - 1) in HEARD:
        return True  # "they heard one shot"
    if group is None:
        return clause.tag(index) == clause.tag(index - 1) == "NN" and clause.word(index - 2) in SINGLE_ARTICLES | {
            "the"
        }
    return bool(group.ordinal) and group.head == group.end - 1 and group.kind is None and after.startswith("VB")


def _acts(near: Neighbourhood, trigger: Trigger) -> bool:
    """Whether a past form is the subject's own deed: "a man shot at a deer", "an officer shot and killed a dog"."""
    clause = near.clause
    if clause.doc[trigger.start].dep_ in {"acl", "amod"}:
        return False
    after = trigger.end
    while clause.word(after) in TIMES or (clause.tag(after) == "CD" and clause.word(after + 1) in TIMES):
        after += 1
    if clause.word(after) in AIMING or clause.word(trigger.end) in AIMING:
        return True
    second = trigger.end + 1 + (clause.tag(trigger.end + 1) == "RB")  # "A deputy shot and critically wounded a man"
    joined = [t for t in near.triggers if t.start == second and t.word.shape is Shape.VERB]
    return clause.word(trigger.end) == "and" and any(clause.object(t.start) is not None for t in joined)
