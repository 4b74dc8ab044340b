"""Nouns of place and organisation names: exceptions first, then rules by ending, then the dictionary."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from normalize.morph.adjectives import adjective, adjective_forms
from normalize.morph.russian import Forms, is_word, noun_forms, plural_of, recase, settle_yo
from normalize.types import Case, Gender, Number

M, F, N = Gender.MASCULINE, Gender.FEMININE, Gender.NEUTER
CASES = tuple(Case)
_VOWELS = "аеёиоуыэюя"
_TOWN = re.compile(r"(?:[оеё]в|[иы]н)\Z")
_NEUTER_TOWN = re.compile(r"(?:[оеё]в|[иы]н)о\Z")
_ACRONYM = re.compile(r"[А-ЯЁ]{2,8}\Z")

# Rules by ending for words that the dictionary does not have:
# genitive, dative, accusative, instrumental, prepositional; "_" is the nominative itself, "|" parts variants.
_RULES: tuple[tuple[str, int, str, Gender | None], ...] = (
    ("ий", 1, "я ю й ем и", M),
    ("й", 1, "я ю й ем е", M),
    ("ец", 2, "ца цу ец цем це", M),
    ("ия", 1, "и и ю ей и", F),
    ("я", 1, "и е ю ей е", F),
    ("ка", 1, "и е у ой е", F),
    ("га", 1, "и е у ой е", F),
    ("ха", 1, "и е у ой е", F),
    ("ша", 1, "и е у ей е", F),
    ("жа", 1, "и е у ей е", F),
    ("ча", 1, "и е у ей е", F),
    ("ща", 1, "и е у ей е", F),
    ("ца", 1, "ы е у ей е", F),
    ("а", 1, "ы е у ой е", F),
    ("ие", 1, "я ю е ем и", N),
    ("ье", 1, "я ю е ем е", N),
    ("ще", 1, "а у е ем е", N),
    ("поль", 1, "я ю ь ем е", M),
    ("ь", 1, "и и ь ью и", F),
    ("ичи", 1, "ей ам и ами ах", None),
    ("ники", 1, "ов ам и ами ах", None),
    ("щи", 1, " ам и ами ах", None),
    ("ы", 1, "ов ам ы ами ах", None),
)
_HARD = "а у  ом е"
_HUSHING = "а у  ем е"


class Noun(NamedTuple):
    """A declined noun: its forms in lower case, its gender (None in the plural), whether it is animate."""

    forms: Forms
    gender: Gender | None
    animate: bool


@lru_cache(maxsize=1)
def _exceptions() -> dict[tuple[str, str], tuple[Gender | None, Forms]]:
    table = {}
    with resources.files("normalize.morph").joinpath("data/nouns.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            forms = {case: tuple(row[case].split("|")) for case in CASES[1:]}
            gender = Gender(row["gender"]) if row["gender"] else None
            word = row["word"]
            table[word.lower().replace("ё", "е"), row["script"]] = gender, {Case.NOMINATIVE: (word.lower(),), **forms}
    return table


def _exception(word: str) -> Noun | None:
    script = "capitals" if _ACRONYM.match(word) else "word"
    found = _exceptions().get((word.lower().replace("ё", "е"), script))
    if found is None:
        return None
    gender, forms = found
    return Noun(settle_yo(forms, word.lower()), gender, animate=False)


@lru_cache(maxsize=16384)
def noun(word: str, gender: Gender | None = None, number: Number | None = None) -> Noun | None:
    """Decline a noun of a place or organisation name; None if it can be no nominative noun.

    `gender` and `number` are what an adjective before it asks for.

    >>> noun("Ростов").forms[Case.INSTRUMENTAL], noun("Химки").forms[Case.GENITIVE]
    (('ростовом',), ('химок',))
    >>> noun("Пушкино").forms[Case.PREPOSITIONAL]
    ('пушкине', 'пушкино')
    """
    found = _exception(word)
    if found:
        return found if _agrees(found, gender, number) else None
    if _ACRONYM.match(word):
        return Noun({case: (word.lower(),) for case in CASES}, gender, animate=False)
    lower = word.lower()
    return _by_town_ending(word, gender, number) or _by_dictionary(word, gender, number) or _by_rule(lower, gender, number)


def _agrees(found: Noun, gender: Gender | None, number: Number | None) -> bool:
    plural = found.gender is None
    return (number is None or plural == (number == Number.PLURAL)) and (plural or gender in {None, found.gender})


def _by_town_ending(word: str, gender: Gender | None, number: Number | None) -> Noun | None:
    lower = word.lower()
    if number == Number.PLURAL or not word[:1].isupper() or len(lower) < 4:
        return None
    if _TOWN.search(lower) and gender in {None, M}:
        return Noun(_attach(lower, lower, _HARD), M, animate=False)
    if _NEUTER_TOWN.search(lower) and gender in {None, N}:
        forms = _attach(lower, lower[:-1], "а у о ом е")
        return Noun({case: tuple(dict.fromkeys((*words, lower))) for case, words in forms.items()}, N, animate=False)
    return None


def _by_dictionary(word: str, gender: Gender | None, number: Number | None) -> Noun | None:
    lower = word.lower()
    found = noun_forms(lower, gender, number)
    if found is None:
        return None
    parse, forms = found
    if not is_word(lower) and not _trust_guess(lower):
        return None
    complete = {case: forms.get(case, (lower,)) for case in CASES}
    complete[Case.NOMINATIVE] = (lower,)
    own = None if parse.number == Number.PLURAL else parse.gender or gender or M
    if parse.animate and word[:1].isupper() and own == M:
        complete[Case.ACCUSATIVE] = (lower, *complete[Case.ACCUSATIVE])  # a place called Гусь or Медведь is lifeless
    return Noun(settle_yo(complete, lower), own, parse.animate)


def _trust_guess(lower: str) -> bool:
    # The guesser is right about soft and plural nouns more often than an ending is; not about the others.
    return lower[-1] in "ьиы" and not lower.endswith(("поль", "ичи", "ники"))


def _by_rule(lower: str, gender: Gender | None, number: Number | None) -> Noun | None:
    if lower[-1] not in _VOWELS + "йь" and not lower.endswith("ец"):
        if number == Number.PLURAL or gender not in {None, M} or not lower[-1].isalpha():
            return None
        return Noun(_attach(lower, lower, _HUSHING if lower[-1] in "жшчщц" else _HARD), M, animate=False)
    for ending, cut, suffixes, own in _RULES:
        if lower.endswith(ending) and _fits(own, gender, number) and len(lower) > len(ending) + 1:
            return Noun(_attach(lower, lower[:-cut], suffixes), own, animate=False)
    return None if gender or number else Noun({case: (lower,) for case in CASES}, N, animate=False)


def _fits(own: Gender | None, gender: Gender | None, number: Number | None) -> bool:
    if own is None:
        return number != Number.SINGULAR and gender is None
    return number != Number.PLURAL and gender in {None, own}


def _attach(nominative: str, stem: str, suffixes: str) -> Forms:
    oblique = [(stem + suffix,) for suffix in suffixes.split(" ")]
    return dict(zip(CASES, [(nominative,), *oblique], strict=True))


def substantive(word: str) -> Noun | None:
    """Decline an adjective that stands as a noun: "Октябрьский", "Лесное", "командующий"."""
    found = adjective(word)
    if found is None:
        return None
    number = Number.PLURAL if found.gender is None else Number.SINGULAR
    return Noun(adjective_forms(found, number, animate=word[:1].islower()), found.gender, animate=word[:1].islower())


def plural_noun(word: str) -> Noun | None:
    """Decline a singular noun in the plural.

    >>> plural_noun("область").forms[Case.GENITIVE]
    ('областей',)
    """
    found = plural_of(word)
    if found is None:
        return None
    parse, forms = found
    return Noun({case: forms.get(case, (word.lower(),)) for case in CASES}, None, parse.animate)


def recased(forms: Forms, like: str) -> Forms:
    """Give all forms the capitals of the word they come from."""
    return {case: tuple(recase(form, like) for form in words) for case, words in forms.items()}
