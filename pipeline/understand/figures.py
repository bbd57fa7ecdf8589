"""The figures of an article: every outcome mention with what its sentence does with it, in text order."""

from __future__ import annotations

from dataclasses import replace

from pipeline.understand.aboard import told_aboard
from pipeline.understand.background.in_sentence import is_background
from pipeline.understand.background.kinds_of_article import does_not_say_killed, is_correction, is_epidemic, is_sport
from pipeline.understand.background.known_before import with_known_before
from pipeline.understand.background.surroundings import Surroundings
from pipeline.understand.cast import called_so, cast_of
from pipeline.understand.casualties import mentions_in
from pipeline.understand.clause import Clause
from pipeline.understand.context import Context, assertion_of, context_of, scope_of, single
from pipeline.understand.counting.group import Form, Group, sum_of
from pipeline.understand.counting.people import FORCE_KINDS, REBEL_KINDS
from pipeline.understand.figure import Figure
from pipeline.understand.foreseen import is_foreseen
from pipeline.understand.mention import Mention
from pipeline.understand.numbers_taken_up import with_numbers_taken_up
from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.phrases import folded
from pipeline.understand.relevance import may_hold_claim
from pipeline.understand.they import all_told_of, counted_before, opens_with_they
from pipeline.vocabulary import Assertion, Outcome, Scope, TextField

CASES, MANY_CASES = frozenset({"homicides", "murders", "slayings", "killings", "drownings"}), 5
COMMEMORATED = "anniversary"
NEUTRALISED = "neutralise"
BLOWS_LAND = frozenset({"with", "to", "at", "into"})


def figures_in(passage: Passage) -> list[Figure]:
    """Return the figures of the parsed sentences of an article, in text order."""
    telling = [s for s in passage.parsed if s.doc is not None and may_hold_claim(s.text)]
    if not telling:
        return []
    published = passage.published
    found: list[Figure] = []
    obituary = False
    sport = is_sport(passage.article.text)
    epidemic = is_epidemic(passage.article)
    corrects = is_correction(passage.article.title)
    surroundings = Surroundings.of(passage)
    seized = bool(single("seized_told").search(folded(surroundings.first)))
    surnames = called_so(cast_of(passage))
    for sentence in telling:
        context = context_of(
            sentence.text,
            published,
            lead=sentence.leads,
            corrects=corrects and sentence.first,
            opens=sentence.first,
            case=surroundings.case,
        )
        if (
            context.background is not None
            and context.background.id in OF_THINGS
            and _goes_on_with_things(sentence, passage)
        ):
            context = replace(context, background=None)
        if context.background is None:
            context = replace(context, background=surroundings.background_of(sentence))
        hurt = any(f.outcome is Outcome.INJURED and f.counted and f.sentence.leads for f in found)
        natural = context.natural and not hurt  # "one dead, two injured", one of them of his heart
        they = counted_before(passage.before(sentence)) if opens_with_they(sentence.text) else None
        before = passage.article.text[: sentence.start] if sentence.field is TextField.TEXT else ""
        all_of = all_told_of(sentence.text, before) or told_aboard(sentence.text, before)
        figures = _in_sentence(sentence, context, len(found), they, all_of, surnames)
        natural = natural and not any(f.outcome is Outcome.INJURED and f.counted and f.whole is None for f in figures)
        obituary = obituary or (natural and sentence.leads)
        found += [f for f in figures if not ((obituary or natural) and _is_one_death(f))]
    if obituary:  # told in the lead, and so of the headline's death too
        found = [figure for figure in found if not _is_one_death(figure)]
    found = with_numbers_taken_up(_only_shot_down(with_known_before(found)))
    unsure = does_not_say_killed(passage.article.text) or _is_attacker_in_care(found)
    return [
        replace(f, assertion=Assertion.DENIED)
        if _is_unhurt(f, found)
        else replace(f, assertion=Assertion.HYPOTHETICAL)
        if unsure and f.mention.word.id == NEUTRALISED
        else f
        for f in found
        if not (sport and (f.mention.word.struck or f.mention.word.weak or _is_of_the_contest(f)))
        if not _is_vague_copy(f, found) and not _are_no_dead(f, found, seized=seized)
        if not (epidemic and f.mention.word.weak and f.outcome is Outcome.INJURED)
    ]


def _is_always_so(mention: Mention, clause: Clause) -> bool:
    """Whether it is told what always happens, and of nobody's death: "Many people die because nobody stops"."""
    group, start = mention.groups[0], mention.trigger.start
    present = clause.tag(start) == "VBP" and clause.word(start) in {"die", "drown", "perish", "get"}
    return present and not clause.title and len(mention.groups) == 1 and group.best is None and group.end == start


def _is_of_the_contest(figure: Figure) -> bool:
    """Whether somebody is only beaten or hit in a contest: "neutralised him early", "connecting with his body"."""
    before = figure.clause.word(figure.groups[0].start - 1)
    beaten = figure.mention.word.id == NEUTRALISED and not figure.counted
    return beaten or (figure.mention.rule == "possessor" and before in BLOWS_LAND)


def _are_no_dead(figure: Figure, others: list[Figure], *, seized: bool) -> bool:
    """Whether "the number of victims" is of people hit or seized, in an article that tells of no death."""
    words = figure.clause.words[figure.mention.trigger.start : figure.mention.trigger.end]
    if words != ("number", "of", "victims"):
        return False
    return (seized or any(f.outcome is Outcome.INJURED for f in others)) and not any(
        f.outcome is Outcome.KILLED and f is not figure and f.sentence.leads and not (f.mention.zero or f.background)
        for f in others
    )


def _is_vague_copy(figure: Figure, others: list[Figure]) -> bool:
    """Whether a bare "toll" repeats a number that is elsewhere said to count killed and injured together."""
    word = figure.clause.words[figure.mention.trigger.start : figure.mention.trigger.end]
    if word != ("toll",) or figure.bounds[1] is None:
        return False
    return any(f.outcome is Outcome.KILLED_OR_INJURED and f.bounds[1] == figure.bounds[1] for f in others)


def _is_unhurt(figure: Figure, others: list[Figure]) -> bool:
    """Whether "he was taken to hospital" goes on with somebody of whom the words before say that he was not hurt."""
    weak = figure.mention.word.weak and figure.outcome is Outcome.INJURED
    if weak and single("found_unhurt").search(folded(figure.tail)):
        return True
    nobody = any(f.mention.zero and f.outcome is Outcome.INJURED and not f.groups[0].partitive for f in others)
    if weak and nobody and single("only_looked_at").search(folded(figure.tail)):
        return True
    if weak and not figure.counted and single("only_looked_over").search(folded(figure.tail)):
        return True
    pronoun = figure.groups[0].form is Form.PRONOUN and not figure.counted
    before = [f for f in others if f.number < figure.number]
    if not (pronoun and figure.mention.word.weak and figure.outcome is Outcome.INJURED and before):
        return False
    last = before[-1]
    unhurt = last.outcome is Outcome.INJURED and last.assertion is Assertion.DENIED and not last.counted
    return unhurt and 0 <= figure.sentence.index - last.sentence.index <= 1


def _only_shot_down(figures: list[Figure]) -> list[Figure]:
    """Return "gunned down" as hit where an article opens with one who was hurt and tells of nobody's death."""
    dead = [f for f in figures if f.outcome is Outcome.KILLED and not (f.background or f.mention.zero)]
    gunned = [f for f in dead if f.clause.word(f.mention.trigger.start).startswith("gun") and not f.counted]
    opened = any(f.outcome is Outcome.INJURED and (f.in_title or f.sentence.first) and not f.counted for f in figures)
    if not (opened and gunned) or len(gunned) < len(dead):
        return figures
    return [_as_hit(f) if f in gunned else f for f in figures]


def _is_attacker_in_care(figures: list[Figure]) -> bool:
    """Whether an article opens with an attacker shot, and "he was brought to hospital": "neutralised" is no death."""
    shot = any(f.of_attackers and f.outcome is Outcome.INJURED and (f.in_title or f.sentence.first) for f in figures)
    brought = [f for f in figures if f.mention.word.id == "carry_to_hospital"]
    return shot and any(f.groups[0].form is Form.PRONOUN for f in brought)


def _as_hit(figure: Figure) -> Figure:
    word = replace(figure.mention.word, outcome=Outcome.INJURED, struck=True)
    return replace(figure, mention=replace(figure.mention, trigger=replace(figure.mention.trigger, word=word)))


def _is_one_death(figure: Figure) -> bool:
    """Whether the figure tells of one person's death: in an obituary that is no casualty."""
    return (
        figure.outcome is Outcome.KILLED
        and not figure.counted
        and figure.mention.word.id in {"die", "dead", "death_of"}
    )


def _goes_on_with_things(sentence: Sentence, passage: Passage) -> bool:
    """Whether "in one of them" is a vehicle or house of the event itself: "two cars met head-on. In one of them"."""
    last = passage.before(sentence)
    return last is not None and bool(single("things_told").search(folded(last.text)))


def _is_headline(sentence: Sentence) -> bool:
    """Whether the first line of a text is a headline: no full stop, and a paragraph of its own."""
    return sentence.start == 0 and sentence.text[-1:].isalnum()


def _in_sentence(
    sentence: Sentence,
    context: Context,
    offset: int,
    they: Group | None,
    all_of: int | None,
    surnames: frozenset[str],
) -> list[Figure]:
    assert sentence.doc is not None
    title = sentence.field is TextField.TITLE or _is_headline(sentence)
    clause = Clause.of(sentence.doc, title=title, they=they, all_of=all_of, surnames=surnames)
    mentions = mentions_in(clause)
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].groups[0].start, mentions[i].trigger.start))
    numbers = {old: offset + new for new, old in enumerate(order)}
    return [_figure(numbers, index, mentions, sentence, clause, context) for index in order]


def _figure(
    numbers: dict[int, int], index: int, mentions: list[Mention], sentence: Sentence, clause: Clause, context: Context
) -> Figure:
    mention = mentions[index]
    whole = numbers[mention.whole] if mention.whole is not None else _containing(index, mentions, numbers, clause)
    counted = mention.groups[0].form is Form.COUNT
    statistic = _counts_cases(mention, clause) and not (sentence.first or sentence.field is TextField.TITLE)
    statistic = statistic or _is_always_so(mention, clause)
    scope = scope_of(clause, mention.trigger, context, counted=counted, statistic=statistic)
    return Figure(
        number=numbers[index],
        sentence=sentence,
        clause=clause,
        mention=mention,
        assertion=_assertion(mention, clause, context),
        scope=scope,
        background=scope is Scope.INCIDENT and is_background(clause, mention, context),
        whole=whole,
        beside=_kinds_before(index, mentions, clause),
        tail=sentence.text[clause.doc[mention.trigger.end - 1].idx :],
        aside=context.background.id if context.background is not None else None,
        commemorated=context.background is not None and context.background.id == COMMEMORATED,
        alone=not mention.word.itself or not any(_is_another(mention, other) for other in mentions),
    )


def _assertion(mention: Mention, clause: Clause, context: Context) -> Assertion:
    """Return how the figure is told: as a fact, denied, or only feared."""
    if _is_denied(mention, clause):
        return Assertion.DENIED
    if mention.zero and clause.word(mention.groups[0].start) in {"anyone", "anybody"}:
        return Assertion.AFFIRMED  # "there were no reports that anyone had been hurt"
    told = assertion_of(clause, mention.trigger, context)
    return Assertion.HYPOTHETICAL if told is Assertion.AFFIRMED and is_foreseen(mention, clause) else told


def _is_denied(mention: Mention, clause: Clause) -> bool:
    """Whether it did not happen to those told of: "unhurt", "neither he nor his passenger was injured"."""
    start = mention.groups[0].start
    nor = "nor" in clause.words[max(0, start - 3) : start] and bool({"neither", "none"} & set(clause.words[:start]))
    neither = clause.word(start - 1) == "neither" and "nor" in clause.words[start : mention.trigger.start]
    return mention.word.denies or nor or neither


def _counts_cases(mention: Mention, clause: Clause) -> bool:
    """Whether cases are counted, and more than one event has: "77 homicides"."""
    noun = clause.word(mention.trigger.end - 1)
    return mention.rule == "counted noun" and noun in CASES and (mention.groups[0].best or 0) >= MANY_CASES


def _kinds_before(index: int, mentions: list[Mention], clause: Clause) -> frozenset[str]:
    own = mentions[index].groups[0]
    before = [m for m in mentions if m.groups[0].start < own.start]
    if own.kind is not None or own.form is not Form.COUNT or not before:
        return frozenset()
    if "side" in clause.words[before[-1].groups[-1].end : own.start]:
        return frozenset()  # "one soldier was wounded, while on the enemy side three were killed"
    kinds = frozenset(g.kind.id for g in before[-1].groups if g.kind is not None)
    others = own.more and clause.word(own.start) != "another"  # "killed three soldiers and wounded another seven"
    return kinds if not others or kinds <= FORCE_KINDS | REBEL_KINDS | {"civilian"} else frozenset()


def _is_another(mention: Mention, other: Mention) -> bool:
    """Whether the other mention of the sentence harms somebody else than who harmed himself.

    "A boy died after he shot himself" tells of one; "a man shot his wife and himself" of two.
    """
    if other.word.itself:
        return False
    own, group = mention.groups[0], other.groups[0]
    told_apart = own.form is not Form.PRONOUN and group.form is not Form.PRONOUN and own.start != group.start
    return told_apart or other.rule == "active" or len(other.groups) > 1 or group.form is Form.COUNT


OF_THINGS = frozenset({"in_one_of_them", "one_of_them", "earlier_one", "one_of_others"})
COMPONENTS = {
    Outcome.KILLED_OR_INJURED: {Outcome.KILLED, Outcome.INJURED},
    Outcome.INJURED: {Outcome.KILLED},
}


def _are_some_of(mention: Mention, clause: Clause) -> bool:
    """Whether the words are "five of them fatally", "5 wounded, 1 fatally", "one of whom, a boy of 7, died"."""
    group = mention.groups[0]
    of_whom = {"whom", "them"} & set(clause.words[max(0, group.start - 2) : group.start])
    return (mention.word.id == "fatally" and group.kind is None) or (bool(of_whom) and group.form is Form.SINGLE)


def _are_of_whom(mention: Mention, clause: Clause) -> bool:
    """Whether "460 were poisoned, of whom 16 lost their sight" counts some of those counted before."""
    start = mention.groups[0].start
    return clause.words[max(0, start - 2) : start] in {("of", "whom"), ("of", "them"), ("of", "which")}


def _of_other_people(mention: Mention, other: Mention) -> bool:
    """Whether two counts are of people of different kinds: "two officers shot, gunman killed"."""
    kinds = [{g.kind.status for g in m.groups if g.kind is not None and g.kind.status} for m in (mention, other)]
    return bool(kinds[0] and kinds[1]) and not kinds[0] & kinds[1]


def _were_killed_besides(mention: Mention, other: Mention, clause: Clause) -> bool:
    """Whether those killed are none of those carried off: "six were in hospital and two men died at the scene"."""
    group = mention.groups[0]
    joined = clause.word(group.start - 1) in {"and", "while", "but", ",", ";", "whereas"}
    if not other.word.weak or not joined or group.partitive:
        return False
    if mention.rule == "passive" and mention.word.id in {"kill", "pronounce_dead"}:
        return clause.word(group.start - 1) not in {",", ";"}
    named = group.kind is not None and not group.definite
    start, end = clause.doc[group.start].idx, clause.doc[len(clause) - 1].idx
    there = bool(single("died_at_once").search(clause.text, start, end))
    return (there or (named and mention.rule == "counted noun")) and not single("died_in_care").search(
        clause.text, start, end
    )


def _is_him(mention: Mention) -> bool:
    """Whether somebody told of before was killed: "he shot two people before police killed him"."""
    return mention.rule == "active" and mention.groups[0].form is Form.PRONOUN


def _containing(index: int, mentions: list[Mention], numbers: dict[int, int], clause: Clause) -> int | None:
    """Return the figure that this one is a component of: "342 casualties, including 65 deaths"."""
    mention = mentions[index]
    best = sum_of(mention.groups)[1]
    for other_index in sorted(range(index), reverse=True):
        other = mentions[other_index]
        total = sum_of(other.groups)[1]
        fits = mention.outcome in COMPONENTS.get(other.outcome, set()) and (
            other.outcome is not Outcome.INJURED or other.word.struck or _are_some_of(mention, clause)
        )
        fits = fits or (mention.outcome is other.outcome and _are_of_whom(mention, clause))
        if (
            fits
            and not mention.word.itself
            and not _is_him(mention)
            and not other.zero
            and not mention.zero
            and best is not None
            and total is not None
            and best <= total
            and other.groups[0].form is Form.COUNT
            and not _of_other_people(mention, other)
            and not _were_killed_besides(mention, other, clause)
        ):
            return numbers[other_index]
    return None
