"""Nouns of place and organisation names, forward and back: exceptions, rules by ending, the dictionary."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from normalize.morph.adjectives import adjective, adjective_forms
from normalize.morph.russian import (
    Forms,
    Option,
    dictionary_options,
    is_word,
    marked,
    noun_forms,
    plural_of,
    recase,
    settle_yo,
    table,
)
from normalize.types import Case, Gender, Number

if TYPE_CHECKING:
    from collections.abc import Iterable

M, F, N = Gender.MASCULINE, Gender.FEMININE, Gender.NEUTER
CASES = tuple(Case)
_VOWELS = "аеёиоуыэюя"
_TOWN = re.compile(r"(?:[оеё]в|[иы]н)\Z")
_NEUTER_TOWN = re.compile(r"(?:[оеё]в|[еиы]н)о\Z")
_ACRONYM = re.compile(r"[А-ЯЁ]{2,8}\Z")
_INFLECTED_ACRONYM = re.compile(r"([А-ЯЁ]{2,6})(а|у|ом|е|ы|ов)?\Z")
_ACRONYM_CASES = {"а": Case.GENITIVE, "у": Case.DATIVE, "ом": Case.INSTRUMENTAL, "е": Case.PREPOSITIONAL}

_HARD = "а у  ом е"
_HUSHING = "а у  ем е"


class Noun(NamedTuple):
    """A declined noun: its forms in lower case, its gender (None in the plural), whether it is animate."""

    forms: Forms
    gender: Gender | None
    animate: bool

    def between(self, before: str, after: str) -> Noun:
        """Put letters that do not move around every form."""
        forms = {case: tuple(before + form + after for form in words) for case, words in self.forms.items()}
        return self._replace(forms=forms)

    def hyphened(self, tail: Forms) -> Noun:
        """Join every form with the same case of a second half."""
        forms = {case: tuple(f"{a}-{b}" for a, b in product(self.forms[case], tail[case])) for case in CASES}
        return self._replace(forms=forms)


@lru_cache(maxsize=1)
def _exceptions() -> dict[tuple[str, str], tuple[Gender | None, Forms]]:
    found = {}
    for row in table("nouns.csv"):
        word = row["word"].lower()
        oblique: Forms = {case: tuple(row[case].split("|")) for case in CASES[1:]}
        gender = Gender(row["gender"]) if row["gender"] else None
        found[word.replace("ё", "е"), row["script"]] = gender, {Case.NOMINATIVE: (word,), **oblique}
    return found


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
    return (
        _by_town_ending(word, gender, number) or _by_dictionary(word, gender, number) or _by_rule(lower, gender, number)
    )


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
    if not is_word(lower) and lower[-1] == "и" and complete[Case.GENITIVE] == (lower[:-1] + "ь",):
        complete[Case.GENITIVE] = (lower[:-1] + "ей",)
    own = None if parse.number == Number.PLURAL else parse.gender or gender or M
    # A place called Гусь or Санжары is lifeless.
    animate = parse.animate and not word[:1].isupper()
    if parse.animate and not animate and own in {M, None}:
        complete[Case.ACCUSATIVE] = (lower,)
    return Noun(settle_yo(complete, lower), own, animate)


def _trust_guess(lower: str) -> bool:
    # The guesser is right about soft and plural nouns more often than an ending is; not about the others.
    return lower[-1] in "ьиы" and not lower.endswith(("поль", "пиль", "ичи", "ники", "цы", "аны", "яны", "ары"))


def _by_rule(lower: str, gender: Gender | None, number: Number | None) -> Noun | None:
    if lower[-1] not in _VOWELS + "йь" and not lower.endswith("ец"):
        if number == Number.PLURAL or gender not in {None, M} or not lower[-1].isalpha():
            return None
        return Noun(_attach(lower, lower, _HUSHING if lower[-1] in "жшчщц" else _HARD), M, animate=False)
    for ending, cut, suffixes, own in _rules():
        if lower.endswith(ending) and _fits(own, gender, number) and len(lower) > len(ending) + 1:
            return Noun(_attach(lower, lower[:-cut], suffixes), own, animate=False)
    return None if gender or number else Noun(dict.fromkeys(CASES, (lower,)), N, animate=False)


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[str, int, str, Gender | None], ...]:
    """Give the rules by ending for words that the dictionary does not have; the first that fits counts."""
    return tuple(
        (
            row["ending"],
            int(row["cut"]),
            " ".join(row[case] for case in CASES[1:]),
            Gender(row["gender"]) if row["gender"] else None,
        )
        for row in table("noun_endings.csv")
    )


def _fits(own: Gender | None, gender: Gender | None, number: Number | None) -> bool:
    if own is None:
        return number != Number.SINGULAR and gender is None
    return number != Number.PLURAL and gender in {None, own}


def _attach(nominative: str, stem: str, suffixes: str) -> Forms:
    oblique = [tuple(stem + end for end in suffix.split("|")) for suffix in suffixes.split(" ")]
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


@lru_cache(maxsize=16384)
def place_options(word: str) -> tuple[Option, ...]:
    """Tell every way a word of a place or organisation name can be taken, by dictionary and by ending."""
    if "-" in word:
        return tuple(_hyphenated(word))
    known = is_word(word)
    acronym = _INFLECTED_ACRONYM.match(word)
    if acronym and (not known or len(word) < 5 or acronym[2]):
        case = _ACRONYM_CASES.get(acronym[2] or "", Case.NOMINATIVE)
        return (Option(acronym[1], case, Number.SINGULAR, Gender.MASCULINE, 1.0, adjectival=False),)
    found = [_as_place(option, word, known=known) for option in dictionary_options(word, known=known)]
    if word[:1].isupper() and not known:
        found.extend(_undone(word))
    return tuple(found)


def _as_place(option: Option, word: str, *, known: bool) -> Option:
    if not word[:1].isupper() or option.adjectival:
        return option
    if not known:
        return option._replace(weight=option.weight * 0.5)
    lemma = option.nominative
    factor = 3.0 if marked(lemma, "Geox") else 0.4 if marked(lemma, "Surn") or marked(lemma, "Name") else 1.0
    return option._replace(weight=option.weight * factor)


@lru_cache(maxsize=1)
def _undo() -> tuple[tuple[str, str, Case, float], ...]:
    """Give endings, what stood there in the nominative, the case, how likely that is of an unknown word."""
    rows = table("undo_places.csv")
    return tuple((row["ending"], row["nominative"], Case(row["case"]), float(row["weight"])) for row in rows)


_PLACE_OBLIQUE = re.compile(r"(?:[оеаяыи]м|[еуюы]|[оеи]й|[ая]х|[ая]ми|ого|(?:[сц]к|бург|град|поль|стан|ев|ов|ин)а)\Z")


def _undone(word: str) -> Iterable[Option]:
    lower = word.lower()
    for ending, new, case, weight in (*_undo(), ("", "", Case.NOMINATIVE, _bare_weight(lower))):
        if not lower.endswith(ending) or len(lower) - len(ending) < 3:
            continue
        cut = lower[: len(lower) - len(ending)]
        nominative = recase(cut + new if case != Case.NOMINATIVE else lower, word)
        found = noun(nominative)
        if found and lower in found.forms[case] and (new or cut[-1] not in "аеёиоуыэюя" or case == Case.NOMINATIVE):
            number = Number.SINGULAR if found.gender else Number.PLURAL
            yield Option(nominative, case, number, found.gender, weight, adjectival=False)


def _bare_weight(lower: str) -> float:
    """Weigh an unknown word as a nominative that it already is."""
    return 0.02 if _PLACE_OBLIQUE.search(lower) else 0.25


def _hyphenated(word: str) -> Iterable[Option]:
    parts = word.split("-")
    still = "-".join(parts[:-1]) + "-"
    for option in place_options(parts[-1]) if parts[-1] else ():
        yield option._replace(nominative=still + option.nominative)
    first = "-" + "-".join(parts[1:])
    for option in place_options(parts[0]) if len(parts) > 2 and parts[0] else ():
        yield option._replace(nominative=option.nominative + first, weight=option.weight * 1.5)
