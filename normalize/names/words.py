"""What a word of a person's name can be in the nominative, for each case and gender in which it may stand."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from normalize.morph import Part, oblique_weight, parses, part_forms, part_lemmas, surname_weight
from normalize.names.given import Spelling, find_given
from normalize.names.place import table
from normalize.names.slots import Slot, SlotRole, patronymic_gender
from normalize.text.script import fold
from normalize.types import Case, Gender

if TYPE_CHECKING:
    from collections.abc import Callable

PEOPLE = (Gender.MASCULINE, Gender.FEMININE)
_CYRILLIC = re.compile(r"[а-яёА-ЯЁіїєґІЇЄҐ]")
_SPELLING_WEIGHT = {Spelling.NAME: 1.0, Spelling.COUNTERPART: 0.8, Spelling.DIMINUTIVE: 0.6}
_LANG_WEIGHT = {"ru": 1.0, "la": 0.9, "uk": 0.8}
_SUFFIXES = frozenset(["оглы", "кызы", "оглу", "гызы", "углы", "уулу", "кзы"])
_PATRONYMIC_END = re.compile("(?:ич|на)$")
Question = tuple[Case, Gender]


class Option(NamedTuple):
    """A nominative, and how well it would do."""

    nominative: str
    weight: float


@lru_cache(maxsize=16384)
def slot_table(slot: Slot) -> dict[Question, Option]:
    """Answer for a whole slot; several words must agree."""
    words = slot.text.split(" ")
    tables = [_word_table(word, slot.role, words) for word in words]
    if len(tables) == 1:
        return tables[0]
    found = {}
    for question in tables[0]:
        chosen = [other.get(question) for other in tables]
        if None not in chosen:
            weight = 1.0
            for option in chosen:
                weight *= option.weight if option else 0
            found[question] = Option(" ".join(option.nominative for option in chosen if option), weight)
    return found


def _word_table(word: str, role: SlotRole, words: list[str]) -> dict[Question, Option]:
    if "." in word or word.islower() or len(word) == 1 or not _CYRILLIC.search(word) or _has_suffix(words):
        return {(case, gender): Option(word, 1.0) for case in Case for gender in PEOPLE}
    if role == SlotRole.GIVEN:
        return _given_table(word) or _guessed_table(word)
    if role == SlotRole.PATRONYMIC and patronymic_gender(word):
        return _patronymic_table(word)
    return _surname_table(word)


def _has_suffix(words: list[str]) -> bool:
    return len(words) > 1 and words[-1].lower() in _SUFFIXES


def _given_table(word: str) -> dict[Question, Option]:
    found: dict[Question, Option] = {}
    for form in find_given(word):
        nominative, gender = form.nominative, form.name.gender
        if not _CYRILLIC.search(nominative):
            continue
        forms = part_forms(nominative, Part.GIVEN, gender)
        shown = nominative if word in forms else nominative.replace("ё", "е")
        for case in form.cases:
            option = Option(shown, _SPELLING_WEIGHT[form.spelling] * _LANG_WEIGHT[form.name.lang])
            if (case, gender) not in found or found[case, gender].weight < option.weight:
                found[case, gender] = option
    return found


def _guessed_table(word: str) -> dict[Question, Option]:
    found = _table((word, Part.GIVEN), _given_weight)
    for parse in parses(word):
        question = (parse.case, parse.gender)
        if parse.known and "Name" in parse.marks and "Fixd" not in parse.marks and question in found:
            option = found[question]
            if fold(option.nominative) == fold(parse.normal):
                found[question] = option._replace(weight=max(1.0, option.weight))
    return found


@lru_cache(maxsize=1)
def _given_weights() -> tuple[tuple[re.Pattern[str], float, float], ...]:
    """Tell how often unknown given names of men and of women look so; the first pattern that fits counts."""
    rows = table("given_weights.csv")
    return tuple((re.compile(row["pattern"] + r"\Z"), float(row["masculine"]), float(row["feminine"])) for row in rows)


def _given_weight(nominative: str, gender: Gender) -> float:
    man, woman = next((m, f) for pattern, m, f in _given_weights() if pattern.search(nominative.lower()))
    return man if gender == Gender.MASCULINE else woman


def _patronymic_table(word: str) -> dict[Question, Option]:
    return _table((word, Part.PATRONYMIC), lambda nominative, _: 1.0 if _PATRONYMIC_END.search(nominative) else 0.01)


@lru_cache(maxsize=16384)
def _surname_table(word: str) -> dict[Question, Option]:
    return _table((word, Part.SURNAME), surname_weight)


def _table(key: tuple[str, Part], weigh: Callable[[str, Gender], float]) -> dict[Question, Option]:
    found: dict[Question, Option] = {}
    for gender in PEOPLE:
        for nominative, cases in part_lemmas(*key, gender):
            weight = weigh(nominative, gender) * (oblique_weight(key[0]) if nominative == key[0] else 1.0)
            option = Option(nominative, weight)
            for case in cases if weight else ():
                if (case, gender) not in found or found[case, gender].weight < option.weight:
                    found[case, gender] = option
    return found
