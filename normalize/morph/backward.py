"""From any case form back to the nominative: all agreeing ways, likeliest first.

A phrase is asked one question for each case, number and gender: can all its words stand so? What answers
yes is put in the nominative, and believed when its paradigm has the surface again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from normalize.morph.adjectives import adjective, adjective_forms
from normalize.morph.nouns import noun
from normalize.morph.people import part_lemmas
from normalize.morph.petrovich import Part
from normalize.morph.phrases import MAX_WORDS, appositions, phrase_forms
from normalize.morph.russian import MAX_WORD, inflected, is_word, marked, parses, recase
from normalize.types import Case, Gender, Number

_Question = tuple[Case, Number, Gender | None]
_QUESTIONS: tuple[_Question, ...] = tuple(
    (case, number, gender)
    for number, genders in ((Number.SINGULAR, tuple(Gender)), (Number.PLURAL, (None,)))
    for case, gender in product(Case, genders)
)
# How often a name stands in each case in running Russian news.
CASE_WEIGHT = {
    Case.NOMINATIVE: 1.0,
    Case.GENITIVE: 0.7,
    Case.PREPOSITIONAL: 0.4,
    Case.ACCUSATIVE: 0.3,
    Case.INSTRUMENTAL: 0.3,
    Case.DATIVE: 0.3,
}
_GUESS = 0.3  # a word that the dictionary does not have, put in the nominative by its guesser
# "Infr": "Пушкино" is said to stand in every case; "Fixd": "Анне" is said to be a name that never changes.
_MARKS = (("Name", 1.2), ("Patr", 1.2), ("Surn", 1.1), ("Geox", 1.1), ("Infr", 0.2), ("Fixd", 0.3))
_OBLIQUE_LOOK = re.compile(r"(?:[ыи]м|[оаея]м|[аяыи]ми|[ая]х|ого|ому|ую|ою|ею|[оеё]ву|[иы]ну|[оеё]вы|[иы]ны)\Z")
_ACRONYM = re.compile(r"([А-ЯЁ]{2,6})(а|у|ом|е|ы|ов)?\Z")
_ACRONYM_CASES = {"а": Case.GENITIVE, "у": Case.DATIVE, "ом": Case.INSTRUMENTAL, "е": Case.PREPOSITIONAL}
_LIMIT = 6


class Option(NamedTuple):
    """One way to take one word: what it is in the nominative, and in which form it stands."""

    nominative: str
    case: Case
    number: Number
    gender: Gender | None
    weight: float
    adjectival: bool


class Nominative(NamedTuple):
    """One way to take a phrase."""

    text: str
    case: Case
    number: Number
    gender: Gender | None
    weight: float


@lru_cache(maxsize=32768)
def options(word: str) -> tuple[Option, ...]:
    """Tell every way the dictionary and the endings of surnames take a word."""
    if len(word) > MAX_WORD:
        return ()
    known = is_word(word)
    best: dict[tuple[str, Case, Number, Gender | None, bool], Option] = {}
    for option in (*_dictionary(word, known=known), *_surnames(word, known=known)):
        key = option[:4] + (option.adjectival,)
        if key not in best or best[key].weight < option.weight:
            best[key] = option
    return tuple(best.values())


def _dictionary(word: str, *, known: bool) -> Iterable[Option]:
    for index, parse in enumerate(parses(word)):
        if parse.pos not in {"NOUN", "ADJF", "PRTF"} or parse.case is None or parse.number is None:
            continue
        nominative = inflected(word, index)
        if nominative is None or "Abbr" in parse.marks:
            continue
        weight = max(parse.score, 0.05) * (1.0 if known else _GUESS)
        for mark, factor in _MARKS:
            weight *= factor if mark in parse.marks else 1.0
        gender = None if parse.number == Number.PLURAL else parse.gender
        genders = [gender] if gender or parse.number == Number.PLURAL else list(Gender)[:2]
        for own in genders:
            shown = recase(nominative, word)
            yield Option(shown, parse.case, parse.number, own, weight, parse.pos != "NOUN")


def _surnames(word: str, *, known: bool) -> Iterable[Option]:
    if not word[:1].isupper() or known:
        return
    for gender in (Gender.MASCULINE, Gender.FEMININE):
        for nominative, cases in part_lemmas(word, Part.SURNAME, gender):
            weight = surname_weight(nominative, gender)
            for case in cases:
                yield Option(nominative, case, Number.SINGULAR, gender, weight, adjectival=False)


@lru_cache(maxsize=16384)
def surname_weight(nominative: str, gender: Gender) -> float:
    """Weigh how well a word would do as a surname, or an unknown given name, of that gender."""
    lower = nominative.lower()
    masculine = gender == Gender.MASCULINE
    if lower.endswith(("ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "ской", "цкой")):
        weight = 1.0 if masculine else 0.02
    elif lower.endswith(("ова", "ева", "ёва", "ина", "ына", "ская", "цкая")):
        weight = 0.05 if masculine else 1.0
    elif lower.endswith(("енко", "ко", "швили", "дзе", "ых", "их")):
        weight = 0.8 if masculine else 0.5
    elif lower.endswith(("ый", "ой", "ая", "ний", "кий", "хий", "гий")):
        weight = 0.3 if lower.endswith("ая") != masculine else 0.01
    elif lower[-1] in "аяь":
        weight = (0.12 if masculine else 0.2) if lower[-1] != "ь" else (0.5 if masculine else 0.05)
    elif lower[-1] in "еиоуюыэё":
        weight = (0.25 if masculine else 0.15) if lower[-1] in "иоеэ" else 0.04
    else:
        weight = 0.6 if masculine else 0.08
    if lower.endswith(("ць", "чь", "жь", "шь", "щь", "ьь", "йь", "кь", "гь", "хь", "уя", "ьа")):
        weight *= 0.02
    if _OBLIQUE_LOOK.search(lower):
        weight *= 0.15
    if any(p.known and "Surn" in p.marks and p.normal.replace("ё", "е") == lower.replace("ё", "е") for p in parses(nominative)):
        weight *= 1.3
    return weight


def nominatives(words: Sequence[str]) -> list[list[str]]:
    """Put a phrase in the nominative, in every way its words agree, likeliest first.

    There can be more than one, and grammar alone cannot choose: "Юлию Щеглову" is met either as her object
    or as his addressee. Whoever looks names up must try them all. Words that cannot agree are no phrase: the
    answer is empty.

    >>> nominatives(["Василием", "Анохиным"])
    [['Василий', 'Анохин']]
    >>> nominatives(["Юлию", "Щеглову"])
    [['Юлий', 'Щеглов'], ['Юлия', 'Щеглова']]
    """
    return [found.text.split("\0") for found in agreeing(tuple(words[:MAX_WORDS]))]


@lru_cache(maxsize=8192)
def agreeing(words: tuple[str, ...]) -> tuple[Nominative, ...]:
    """Answer every question about the words; the texts are joined by NUL."""
    tables = [_by_question(word) for word in words]
    best: dict[str, Nominative] = {}
    for question in _QUESTIONS:
        chosen = [table.get(question) for table in tables]
        if not chosen or None in chosen:
            continue
        case, number, gender = question
        weight = CASE_WEIGHT[case] * (1.0 if number == Number.SINGULAR else 0.5)
        for option in chosen:
            weight *= option.weight if option else 0
        text = "\0".join(option.nominative for option in chosen if option)
        if text not in best or best[text].weight < weight:
            best[text] = Nominative(text, case, number, gender, weight)
    ranked = sorted(best.values(), key=lambda found: (-found.weight, found.text))
    return tuple(found for found in ranked if found.weight > ranked[0].weight / 100)[:_LIMIT]


def _by_question(word: str) -> dict[_Question, Option]:
    table: dict[_Question, Option] = {}
    for option in options(word):
        question = (option.case, option.number, option.gender)
        if question not in table or table[question].weight < option.weight:
            table[question] = option
    return table


@lru_cache(maxsize=16384)
def phrase_nominatives(phrase: str) -> tuple[Nominative, ...]:
    """Put the name of a place or an organisation in the nominative: only its head phrase is moved.

    >>> [found.text for found in phrase_nominatives("Верховного суда Пакистана")][:1]
    ['Верховный суд Пакистана']
    >>> phrase_nominatives("Нижнем Новгороде")[0].case
    <Case.PREPOSITIONAL: 'prepositional'>
    """
    words = phrase.split(" ")
    if len(words) > MAX_WORDS * 3 or any(len(word) > MAX_WORD for word in words):
        return ()
    best: dict[tuple[str, Case], Nominative] = {}
    for found in _head_ways(words):
        checked = _checked(found, phrase)
        key = (checked.text, checked.case)
        if key not in best or best[key].weight < checked.weight:
            best[key] = checked
    ranked = sorted(best.values(), key=lambda found: (-found.weight, found.text))
    return tuple(found for found in ranked if found.weight > ranked[0].weight / 200)[: _LIMIT * 2]


def _checked(found: Nominative, phrase: str) -> Nominative:
    forms = phrase_forms(found.text)[found.case] if len(found.text.split(" ")) <= MAX_WORDS else ()
    return found if phrase in forms else found._replace(weight=found.weight * 0.1)


def _head_ways(words: list[str]) -> Iterable[Nominative]:
    tables = [place_options(word) for word in words[:MAX_WORDS]]
    for last, table in enumerate(tables):
        for case, number, gender in _QUESTIONS:
            heads = [o for o in table if o[1:4] == (case, number, gender) and (not o.adjectival or last + 1 == len(words))]
            before = [_adjective_for(t, case, number, gender) for t in tables[:last]]
            if not heads or None in before:
                continue
            for head in heads:
                yield from _joined([o for o in before if o], head, words[last + 1 :])
        if not any(option.adjectival for option in table):
            break


def _adjective_for(table: Iterable[Option], case: Case, number: Number, gender: Gender | None) -> Option | None:
    return max(
        (o for o in table if o.adjectival and o[1:4] == (case, number, gender)), key=lambda o: o.weight, default=None
    )


def _joined(before: list[Option], head: Option, rest: list[str]) -> Iterable[Nominative]:
    weight = head.weight * CASE_WEIGHT[head.case] * (0.6 if head.adjectival and not before else 1.0)
    for option in before:
        weight *= max(option.weight, 0.3) * 3
    moved = " ".join([*(option.nominative for option in before), head.nominative])
    inner = _apposed(head, rest)
    if inner:
        yield Nominative(f"{moved} {inner}", head.case, head.number, head.gender, weight * 2)
    yield Nominative(" ".join([moved, *rest]), head.case, head.number, head.gender, weight)


def _apposed(head: Option, rest: list[str]) -> str:
    """Give the nominative of a name in apposition: "городе Кирове"; "" where the rest stands still."""
    if not rest or len(rest) > 3 or head.case == Case.NOMINATIVE or not rest[0][:1].isupper():
        return ""
    if appositions().get(head.nominative.lower()) != "either":
        return ""
    found = phrase_nominatives(" ".join(rest))
    return next((n.text for n in found if n.case == head.case and n.text != " ".join(rest)), "")


@lru_cache(maxsize=16384)
def place_options(word: str) -> tuple[Option, ...]:
    """Tell every way a word of a place or organisation name can be taken, by dictionary and by ending."""
    if "-" in word:
        return tuple(_hyphenated(word))
    known = is_word(word)
    acronym = _ACRONYM.match(word)
    if acronym and (not known or len(word) < 5 or acronym[2]):
        case = _ACRONYM_CASES.get(acronym[2] or "", Case.NOMINATIVE)
        return (Option(acronym[1], case, Number.SINGULAR, Gender.MASCULINE, 1.0, adjectival=False),)
    found = [_as_place(option, word) for option in _dictionary(word, known=known)]
    if word[:1].isupper() and not known:
        found.extend(_undone(word))
    return tuple(found)


def _as_place(option: Option, word: str) -> Option:
    if not word[:1].isupper() or option.adjectival:
        return option
    lemma = option.nominative
    factor = 3.0 if marked(lemma, "Geox") else 0.4 if marked(lemma, "Surn") or marked(lemma, "Name") else 1.0
    return option._replace(weight=option.weight * factor)


_UNDO: tuple[tuple[str, str, Case], ...] = (
    ("а", "|о", Case.GENITIVE), ("у", "|о", Case.DATIVE), ("ом", "|о", Case.INSTRUMENTAL), ("е", "|о", Case.PREPOSITIONAL),
    ("", "", Case.NOMINATIVE), ("ы", "а", Case.GENITIVE), ("е", "а", Case.PREPOSITIONAL), ("у", "а", Case.ACCUSATIVE),
    ("ой", "а", Case.INSTRUMENTAL), ("и", "а", Case.GENITIVE), ("ии", "ия", Case.PREPOSITIONAL), ("ию", "ия", Case.ACCUSATIVE),
    ("и", "ь", Case.GENITIVE), ("ью", "ь", Case.INSTRUMENTAL), ("ем", "", Case.INSTRUMENTAL), ("ой", "ая", Case.GENITIVE),
)  # fmt: skip


def _undone(word: str) -> Iterable[Option]:
    lower = word.lower()
    for ending, news, case in _UNDO:
        if not lower.endswith(ending) or len(lower) - len(ending) < 3:
            continue
        for new in news.split("|"):
            nominative = recase(lower[: len(lower) - len(ending)] + new, word)
            found = noun(nominative)
            if found and lower in found.forms[case]:
                weight = 0.25 if nominative[-1] not in "аоь" else 0.15
                number = Number.SINGULAR if found.gender else Number.PLURAL
                yield Option(nominative, case, number, found.gender, weight, adjectival=False)


def _hyphenated(word: str) -> Iterable[Option]:
    parts = word.split("-")
    still = "-".join(parts[:-1]) + "-"
    for option in place_options(parts[-1]) if parts[-1] else ():
        yield option._replace(nominative=still + option.nominative)
    first = "-" + "-".join(parts[1:])
    for option in place_options(parts[0]) if len(parts) > 2 and parts[0] else ():
        yield option._replace(nominative=option.nominative + first, weight=option.weight * 1.5)
