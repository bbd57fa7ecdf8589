"""A name in commas behind a speaker: "the premier, Ana Ruiz,", "her husband, Uwe,", "the operator, Strait Lines,"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.understand.passage import Sentence
from pipeline.understand.speech.introductions import Introduction, introduction
from pipeline.understand.speech.name_in_phrase import LINKS, POSSESSIVE
from pipeline.understand.speech.official import kinds_of_bodies
from pipeline.understand.speech.words import Word, name_run, words_of, written
from pipeline.vocabulary import SourceKind

OF_ANOTHER = frozenset({"of", "to", "by", "for", "from", "with", "against", "in", "a", "an", "the", "and", "or"})
"""Words before a name that make it another's: "the minister, former aide of Ana Lee, said"."""

RELATIVE_WORDS = frozenset({"who", "whose", "whom", "which", "that", "where"})

ENDING = frozenset({",", "(", ":", '"', "“", "”", "‘", "«"})


BODY_LINKS = frozenset({"of", "for", "and", "&", "on"})


def is_one_of(introduced: Introduction) -> bool:
    """Whether the words pick one of several, whose name may follow: "one of the victims, Jane Doyle,"."""
    return introduced.words.lower().startswith(("one of ", "another one of ", "another of "))


def with_apposed_name(sentence: Sentence, end: int, introduced: Introduction) -> tuple[Introduction, int]:
    """Take in a name between commas after an office: "the premier, Najib Razak,", "the nominee, judge Ana Lee,"."""
    words = _past_brackets(words_of(sentence.text[end : end + 90]))
    if len(words) < 3 or words[0].text != "," or words[1].key in RELATIVE_WORDS:
        return introduced, end  # "the mayor, whose rival is Ana Ruiz, a former judge,"
    comma = next((i for i, word in enumerate(words[1:14], 1) if word.text == ","), 0)
    plain = not {word.key for word in words[1:comma]} & OF_ANOTHER
    titled = comma > 2 and plain and introduction(words[1:comma]).role is not None
    last = next((i for i, word in enumerate(words[1:14], 1) if _ends_apposition(word)), name_run(words, 1))
    last = max(last, name_run(words, 1))  # a nickname in marks: 'Paul "Pauly" Brennan'
    last = comma if titled and all(word.capital for word in words[comma - 2 : comma]) else last
    apposed = introduction(words[1:last])
    if apposed.body is not None and apposed.role is None and 1 < name_run(words, 1) < last:
        last = name_run(words, 1)  # "Teri Bosko of Lamar County"
        apposed = introduction(words[1:last])
    if (
        last < 2
        or apposed.name is None
        or not (words[1].capital or last == comma)
        or (apposed.body is not None and apposed.role is None)
    ):
        return introduced, end
    kin = introduced.role is not None and introduced.role.kind is SourceKind.RELATIVE  # "her husband, Uwe,"
    closed = last < len(words) and words[last].text == ","
    if len(apposed.name.split()) < 2 and apposed.role is None and not (kin and closed):
        return introduced, end
    country = introduced.country or apposed.country
    return replace(introduced, name=apposed.name, country=country), end + words[last - 1].end


def with_apposed_body(sentence: Sentence, end: int, introduced: Introduction) -> tuple[Introduction, int]:
    """Take in the name of a body between commas after its kind alone: "the operator, Strait Lines, disputes"."""
    words = words_of(sentence.text[end : end + 90])
    if len(words) < 3 or words[0].text != ",":
        return introduced, end
    first = 1 + (words[1].key == "the")  # "The main opposition party, the Green Alliance (GA), has"
    last = max(name_run(words, first), _body_run(words, first))
    if last == first or last >= len(words) or words[last].text not in {",", "("}:
        return introduced, end
    return named_body(introduced, written(words[first:last])), end + words[last - 1].end


def _body_run(words: list[Word], start: int) -> int:
    """Return where capitals and what links them end: "Peoples Democratic Party", "National Union of Mine Workers"."""
    end = start
    while end < len(words) and words[end].capital:
        end += 1
        links = end + 1 < len(words) and words[end].key in BODY_LINKS | POSSESSIVE and words[end + 1].capital
        end += links
    return end


def is_kind_of_body(introduced: Introduction) -> bool:
    """Whether words name a body by its kind alone: "the company", "the confederation of trade unions"."""
    keys = introduced.words.lower().split()
    until = next((i for i, key in enumerate(keys) if key in {"of", "for"}), len(keys))
    return introduced.name is None and until > 0 and keys[until - 1] in kinds_of_bodies()


def named_body(introduced: Introduction, name: str) -> Introduction:
    """Return an introduction with the name of the body that its words stand for."""
    read = introduction(words_of(name))
    kind = read.body_kind or (introduced.body_kind if introduced.body is not None else None)
    country = introduced.country or read.country
    return replace(introduced, role=None, role_words=None, body=name, body_kind=kind, country=country, plural=False)


def _past_brackets(words: list[Word]) -> list[Word]:
    """Return the words behind "(Italian Bishops' Conference)", where brackets open; else all of them."""
    close = next((i for i, word in enumerate(words) if word.text == ")"), -1)
    return words[close + 1 :] if words and words[0].text == "(" else words


def _ends_apposition(word: Word) -> bool:
    """Whether an apposed name is over: at a mark, or at a word that is no part of a name ("said")."""
    return word.text in ENDING or (word.text.isalpha() and word.text.islower() and word.key not in LINKS | {"the"})
