"""The nominatives of a slot: what it can be in each case and gender, and how well that would do."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from normalize.morph import CASE_WEIGHT, Part, name_lemmas, part_forms
from normalize.names.given import Spelling, find_given
from normalize.names.place import table
from normalize.names.slots.shapes import PEOPLE, Slot, SlotRole, patronymic_gender
from normalize.types import Case, Gender

_CYRILLIC = re.compile(r"[а-яёА-ЯЁіїєґІЇЄҐ]")
_SPELLING_WEIGHT = {Spelling.NAME: 1.0, Spelling.COUNTERPART: 0.8, Spelling.DIMINUTIVE: 0.6}
_LANG_WEIGHT = {"ru": 1.0, "la": 0.5, "tr": 0.5, "uk": 0.6}
_RARE = 0.585  # a lone "Юлия" or "Юлия Петренко" is she rather than Юлий in the genitive
_UNLISTED = 0.1  # a name that the dictionary has and our table has not is rarer than one of the table
_STILL = 0.2  # beside Анна the dictionary has an indeclinable "Анне"
_SUFFIXES = frozenset(["оглы", "кызы", "оглу", "гызы", "углы", "уулу", "кзы"])
_PATRONYMIC = re.compile(r"(?P<man>.*ич)(?P<his>а|у|ем|ом|е)?\Z|(?P<woman>.*н)(?P<her>а|ы|и|і|е|у|ой|ою)\Z")
_HIS = {
    "": (Case.NOMINATIVE,),
    "а": (Case.GENITIVE, Case.ACCUSATIVE),
    "у": (Case.DATIVE,),
    "ем": (Case.INSTRUMENTAL,),
    "ом": (Case.INSTRUMENTAL,),
    "е": (Case.PREPOSITIONAL,),
}
_HER = {
    "а": (Case.NOMINATIVE,),
    "ы": (Case.GENITIVE,),
    "и": (Case.GENITIVE,),
    "е": (Case.DATIVE, Case.PREPOSITIONAL),
    "і": (Case.DATIVE, Case.PREPOSITIONAL),
    "у": (Case.ACCUSATIVE,),
    "ой": (Case.INSTRUMENTAL,),
    "ою": (Case.INSTRUMENTAL,),
}
Question = tuple[Case, Gender]


class Option(NamedTuple):
    """A nominative, and how well it would do."""

    nominative: str
    weight: float


Table = dict[Question, tuple[Option, ...]]


@lru_cache(maxsize=16384)
def slot_table(slot: Slot) -> Table:
    """Answer for a whole slot, the likeliest first; several words must agree.

    >>> slot_table(Slot(SlotRole.SURNAME, "Анохину"))[Case.DATIVE, Gender.MASCULINE][0].nominative
    'Анохин'
    """
    words = slot.text.split(" ")
    tables = [_word_table(word, slot.role, words) for word in words]
    if len(tables) == 1:
        return tables[0]
    found: Table = {}
    for question in tables[0]:
        chosen = [other[question][0] for other in tables if question in other]
        if len(chosen) == len(tables):
            weight = 1.0
            for option in chosen:
                weight *= option.weight
            found[question] = (Option(" ".join(option.nominative for option in chosen), weight),)
    return found


def _word_table(word: str, role: SlotRole, words: list[str]) -> Table:
    if "." in word or word.islower() or len(word) == 1 or not _CYRILLIC.search(word) or _has_suffix(words):
        return {(case, gender): (Option(word, 1.0),) for case in Case for gender in PEOPLE}
    if role == SlotRole.GIVEN:
        return _given_table(word)
    shown = patronymic_gender(word)
    if shown == Gender.FEMININE or (shown and role == SlotRole.PATRONYMIC):
        return _patronymic_table(word) or _table(word, Part.PATRONYMIC)
    return _table(word, Part.SURNAME)


def _has_suffix(words: list[str]) -> bool:
    last = words[-1].rpartition("-")
    return last[2].lower() in _SUFFIXES and (len(words) > 1 or bool(last[0]))


@lru_cache(maxsize=1)
def _rare() -> frozenset[tuple[str, str]]:
    """Give the names whose counterpart of the other gender is met more than four times as often: Юлий, Юлия."""
    return frozenset((row["name"], row["gender"]) for row in table("given_rare.csv"))


@lru_cache(maxsize=16384)
def _given_table(word: str) -> Table:
    """Take what our table of given names has before what the dictionary has, and that before mere endings."""
    found: dict[Question, dict[str, float]] = {}
    for form in find_given(word):
        nominative, gender = form.nominative, form.name.gender
        so_written = word in part_forms(nominative, Part.GIVEN, gender)
        if not _CYRILLIC.search(nominative) or ("ё" in word and not so_written):
            continue  # "Алёна" is no Ален
        shown = nominative if so_written else nominative.replace("ё", "е")
        weight = _SPELLING_WEIGHT[form.spelling] * _LANG_WEIGHT[form.name.lang]
        weight *= _RARE if (form.name.name, gender.value) in _rare() else 1.0
        for case in form.cases:
            ways = found.setdefault((case, gender), {})
            ways[shown] = max(ways.get(shown, 0.0), weight)
    listed = bool(found)
    unlisted = _UNLISTED if listed else 1.0
    for lemma in name_lemmas(word, Part.GIVEN, guess=not listed):
        ways = found.setdefault((lemma.case, lemma.gender), {})
        still = _STILL if listed and lemma.nominative == word else 1.0
        ways[lemma.nominative] = max(ways.get(lemma.nominative, 0.0), lemma.weight * unlisted * still)
    return _shares(found)


def _shares(found: dict[Question, dict[str, float]]) -> Table:
    """Make shares of the weights: what a word is in a slot must not count twice where it has many forms alike."""
    total = sum(weight * CASE_WEIGHT[case] for (case, _), ways in found.items() for weight in ways.values()) or 1.0
    return {
        question: tuple(Option(nominative, weight / total) for nominative, weight in _ranked(ways))
        for question, ways in found.items()
    }


def _ranked(ways: dict[str, float]) -> list[tuple[str, float]]:
    return list(ways.items()) if len(ways) == 1 else sorted(ways.items(), key=lambda way: -way[1])[:3]


def _patronymic_table(word: str) -> Table:
    """Cut the ending off: a patronymic shows its gender and its case, in both halves of a double one."""
    first, hyphen, rest = word.rpartition("-")
    found = _PATRONYMIC.match(rest)
    if not found:
        return {}
    if found["man"]:
        nominative, gender, cases = found["man"], Gender.MASCULINE, _HIS[found["his"] or ""]
    else:
        nominative, gender, cases = found["woman"] + "а", Gender.FEMININE, _HER[found["her"]]
    before = _patronymic_table(first) if first and patronymic_gender(first) == gender else {}
    options = {
        (case, gender): before.get((case, gender), (Option(first, 1.0),))[0].nominative + hyphen + nominative
        for case in cases
    }
    return {question: (Option(text, 1.0),) for question, text in options.items()}


@lru_cache(maxsize=16384)
def _table(word: str, part: Part) -> Table:
    found: dict[Question, dict[str, float]] = {}
    for lemma in name_lemmas(word, part):
        found.setdefault((lemma.case, lemma.gender), {})[lemma.nominative] = lemma.weight
    return _shares(found)
