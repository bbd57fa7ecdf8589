"""Reports of speech without an active verb: "according to", nouns of speech, passives with their agent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from pipeline.understand.clause import tags_of
from pipeline.understand.speech.asides import names_source
from pipeline.understand.speech.cues import phrases, verb_cues
from pipeline.understand.speech.mentions import mention_extent
from pipeline.understand.speech.report import Extent, Report, characters, extent_of
from pipeline.understand.speech.tokens import FINITE, NOUNS
from pipeline.vocabulary import CueClass

QUOTING = frozenset({"quoted", "quotes", "quoting", "cited", "cites", "citing"})
PASSIVE = frozenset({"was", "were", "is", "are", "been", "being"})
OPINIONS = frozenset(
    {"opinion", "view", "words", "telling", "estimation", "judgment", "judgement", "reckoning", "eyes"}
)
CONTRASTS = frozenset({"though", "although", "while", "whereas", "but"})
"""After "..., according to a poll," words that go on for the writer, as do those of "which was taken in May"."""
LONGEST_TITLE = 6  # letters before the full stop of "Const.", "Insp."
LONGEST_NAME = 4  # tokens of a name between commas


def named_sources(doc: Doc, words: Sequence[str], outside: Sequence[bool]) -> Iterator[Report]:
    """Yield "according to X": what stands on the other side of the comma, or on both."""
    before = phrases("sources", "before")
    firsts = {phrase[0] for phrase in before}
    for index in [place for place, word in enumerate(words) if word in firsts and outside[place]]:
        for phrase in before:
            end = index + len(phrase)
            if end < len(words) and tuple(words[index:end]) == phrase:
                report = _according(doc, index, end, outside)
                if report is not None:
                    yield report


def passing_on(doc: Doc, words: Sequence[str], outside: Sequence[bool]) -> Iterator[Report]:
    """Yield "As reported by X, ..." and "In X's view, ...": the words after the comma, or those before the phrase."""
    for index in [place for place, word in enumerate(words[:-3]) if word in {"as", "in"} and outside[place]]:
        word = words[index]
        named, after = None, index
        if word == "as" and any("clause" in cue.frames for cue in verb_cues(words, index + 1)):
            by = next((i for i in range(index + 2, min(index + 5, len(words))) if words[i] == "by"), None)
            named, after = (
                ((by + 1, end), end) if by is not None and (end := _phrase_end(doc, by + 1)) > by + 1 else (None, 0)
            )
        elif word == "in" and doc[index + 1].text != ",":
            opinion = next((i for i in range(index + 2, min(index + 9, len(words))) if words[i] in OPINIONS), None)
            named, after = _owner_of(doc, index + 1, opinion) if opinion is not None else (None, 0)
        if named is not None:
            yield from _passed_on(doc, index, named, after)


def quoted_as(doc: Doc, words: Sequence[str], outside: Sequence[bool]) -> Iterator[Report]:
    """Yield "the paper quoted X as saying ...", and quotations before "the paper quoted X as saying"."""
    for index in [place for place, word in enumerate(words[:-3]) if word in QUOTING and outside[place]]:
        if words[index - 1] in PASSIVE:
            continue
        last = next((i for i in range(index + 2, min(index + 16, len(words) - 1)) if words[i] == "as"), 0)
        if not last or not words[last + 1].endswith("ing") or not verb_cues(words, last + 1):
            continue
        content = characters(doc, last + 3 if words[last + 2 : last + 3] == ("that",) else last + 2, _without_stop(doc))
        closing = next((i for i in range(index - 1, 1, -1) if not outside[i]), 0)
        content = content or (characters(doc, 0, closing + 1) if closing else None)
        if content is not None:
            yield Report(
                extent_of(doc, index, index + 1),
                CueClass.SAY,
                extent_of(doc, index + 1, last),
                (content,),
                "source:quoted",
            )


def _owner_of(doc: Doc, start: int, opinion: int) -> tuple[tuple[int, int] | None, int]:
    """Return the tokens of whose opinion it is, and the end of the phrase: "her opinion", "the minister's view"."""
    last = doc[opinion - 1]
    if last.tag_ not in {"POS", "PRP$"} or any(t.tag_ in FINITE or t.is_punct for t in doc[start : opinion - 1]):
        return None, 0
    return (start, opinion - 1 if last.tag_ == "POS" else opinion), opinion + 1


def _passed_on(doc: Doc, cue: int, named: tuple[int, int], after: int) -> Iterator[Report]:
    if cue == 0 or doc[cue - 1].text in {"-", "–", "—"}:
        opens = after < len(doc) and doc[after].text == "," and _has_verb(doc, after)
        content = characters(doc, after + 1, _without_stop(doc)) if opens else None
    else:
        content = characters(doc, 0, cue) if doc[cue - 1].text == "," and _has_verb(doc, 0) else None
    if content is not None:
        names = extent_of(doc, *named)
        words = (cue, named[0]) if named[1] == after else (after - 1, after)
        yield Report(extent_of(doc, *words), CueClass.SAY, names, (content,), "source:passed-on", weak=True)


def _according(doc: Doc, cue: int, start: int, outside: Sequence[bool]) -> Report | None:
    end = _phrase_end(doc, start)
    if end == start:
        return None
    comma = next((t.i for t in doc[end:] if t.text == ","), len(doc))
    if cue == 0 and end < comma and doc[end].tag_ == "VBD" and _has_verb(doc, comma + 1):
        end = comma  # "According to a report published this week, wages fell"
    head = next((t.i for t in doc[start:end] if t.head.i < start or t.head.i >= end), None)
    if head is None:  # "According to a report from TMZ published this week", where the parse begins with "published"
        head = next((t.i for t in doc[start:end] if t.tag_ in NOUNS and t.head.tag_.startswith("VB")), start)
    named = mention_extent(doc, head) if start <= head < end else (start, end)
    named = (start, max(min(named[1], end), start + 1)) if named[0] <= start + 1 else (start, end)
    after = _after_source(doc, end) if end < len(doc) and doc[end].text == "," else min(named[1], end)
    ranges = [characters(doc, 0, cue)] if cue > 2 else []
    if cue <= 2 or (
        end < len(doc) and doc[end].text == "," and (_has_verb(doc, after) or _goes_on_without(doc, after))
    ):
        over = after < len(doc) and (doc[after].tag_ in {"WDT", "WP", "WP$"} or doc[after].lower_ in CONTRASTS)
        ranges += [] if over else [characters(doc, after, _without_stop(doc))]
    content = tuple(r for r in ranges if r is not None)
    if not content:
        return None
    return Report(extent_of(doc, cue, start), CueClass.SAY, extent_of(doc, *named), content, "source:according-to")


def _goes_on_without(doc: Doc, start: int) -> bool:
    """Whether what is said goes on without a verb: "39,000 died, the ministry says, over the past ten months"."""
    opener = doc[start] if start < len(doc) else None
    cited = opener is not None and (opener.lower_ == "based" or names_source(doc, start))
    return opener is not None and opener.tag_ in {"IN", "VBG"} and not cited


def citations_in(doc: Doc) -> list[Report]:
    """Return sources that a clause gives without saying that they speak: "..., citing hospital officials"."""
    found = []
    for phrase in phrases("sources", "citing"):
        for token in doc[2:]:
            end = _phrase_end(doc, token.i + 1) if token.lower_ == phrase[0] else 0
            before = characters(doc, 0, token.i) if end > token.i + 1 else None
            if before is not None:
                cue = extent_of(doc, token.i, token.i + 1)
                found.append(Report(cue, CueClass.SAY, extent_of(doc, token.i + 1, end), (before,), "source:citing"))
    return found


def _phrase_end(doc: Doc, start: int) -> int:
    """Return where the name of a source ends: at a comma, colon, quotation, "that" or finite verb."""
    for token in doc[start:]:
        joined = (
            (token.text == "-" or _ends_title(doc, token.i)) and token.i > start and not doc[token.i - 1].whitespace_
        )  # "Mat-Su"
        if (
            (token.text in {",", ":", ";", ".", "(", "—", "–", "-", "?"} and not joined)
            or token.is_quote
            or token.lower_ == "that"
            or token.tag_ in FINITE
            or token.tag_ in {"WP", "WDT"}
        ):
            return int(token.i)
    return len(doc)


def _ends_title(doc: Doc, index: int) -> bool:
    """Whether a full stop belongs to a title before a name: "Const. Tim Fanning"."""
    if doc[index].text != "." or index + 1 >= len(doc):
        return False
    return (
        doc[index - 1].text[0].isupper()
        and len(doc[index - 1].text) <= LONGEST_TITLE
        and doc[index + 1].text[0].isupper()
    )


def _after_source(doc: Doc, end: int) -> int:
    """Return where the content after "According to X," begins: behind an apposition or relative clause to X too."""
    commas = [t.i for t in doc[end:] if t.text == ","]
    while len(commas) > 1 and _describes_source(doc, commas[0] + 1, commas[1]):
        commas.pop(0)
    return commas[0] + 1 if commas else end


def _describes_source(doc: Doc, start: int, end: int) -> bool:
    """Whether the words between two commas describe the source: "a rights group", "who led the inquiry"."""
    opener = doc[start]
    if opener.tag_ in {"WP", "WDT", "WP$", "WRB"} or opener.lower_ in {"based", "located", "led"}:
        return True
    has_verb = any(token.tag_ in FINITE for token in doc[start:end])
    if end - start <= LONGEST_NAME and all(token.tag_ == "NNP" for token in doc[start:end]):
        return doc[start - 2].tag_ in {"NN", "NNS"} or all(token.text.isupper() for token in doc[start:end])
    return not has_verb and (opener.lower_ in {"a", "an"} or (opener.lower_ == "the" and opener.head.dep_ == "appos"))


def _has_verb(doc: Doc, start: int) -> bool:
    return any(token.tag_ in FINITE for token in doc[start:])


def _without_stop(doc: Doc) -> int:
    end = len(doc)
    while end and doc[end - 1].text in {".", "!", "?"}:
        end -= 1
    return end


def passives(doc: Doc, words: Sequence[str], outside: Sequence[bool]) -> Iterator[Report]:
    """Yield speech told in the passive with who speaks: "The attack was condemned by the council"."""
    if "by" not in words:
        return
    for index in [place for place, tag in enumerate(tags_of(doc)) if tag == "VBN" and outside[place]]:
        cues = [cue for cue in verb_cues(words, index) if "object" in cue.frames]
        if not cues:
            continue
        token = doc[index]
        subject = next((child for child in token.children if child.dep_ in {"nsubj:pass", "nsubjpass"}), None)
        agent = next((child for child in token.children if _is_agent(child)), None)
        if cues and subject is not None and agent is not None and subject.tag_ in NOUNS:
            content = characters(doc, subject.left_edge.i, subject.right_edge.i + 1)
            named = extent_of(doc, *mention_extent(doc, agent.i))
            cue = extent_of(doc, token.i, token.i + 1)
            if content is not None:
                deed = _deed(doc, words, agent.i) if cues[0].base == "accuse" else None
                told = (content, deed) if deed is not None else (content,)
                yield Report(cue, cues[0].cue_class, named, told, "verb:passive", weak=True)


def _deed(doc: Doc, words: Sequence[str], agent: int) -> Extent | None:
    """Return of what somebody is accused behind who accuses: "was accused by members of [hiding the bill]"."""
    tags = tags_of(doc)
    start = next((i for i in range(agent + 1, len(doc) - 1) if words[i] == "of" and tags[i + 1] == "VBG"), None)
    if start is None or "," in words[agent:start]:
        return None
    return characters(doc, start, next((i for i in range(start, len(doc)) if words[i] == ","), _without_stop(doc)))


def _is_agent(child: Token) -> bool:
    return child.dep_ in {"obl:agent", "obl"} and any(case.lower_ == "by" for case in child.children)
