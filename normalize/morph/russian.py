"""The only door to pymorphy3: what a Russian word can be, and its forms in the dictionary's opinion.

Reads the tables of this room as well.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from normalize.types import Case, Gender, Number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAX_WORD = 64
_DATA = Path(__file__).parent / "data"
Forms = dict[Case, tuple[str, ...]]

_CASES = {
    "nomn": Case.NOMINATIVE,
    "gent": Case.GENITIVE,
    "gen2": Case.GENITIVE,
    "datv": Case.DATIVE,
    "accs": Case.ACCUSATIVE,
    "ablt": Case.INSTRUMENTAL,
    "loct": Case.PREPOSITIONAL,
    "loc2": Case.PREPOSITIONAL,
}
_GENDERS = {"masc": Gender.MASCULINE, "femn": Gender.FEMININE, "neut": Gender.NEUTER}
_NUMBERS = {"sing": Number.SINGULAR, "plur": Number.PLURAL}
_PLACE_SCORE, _COMMON_SCORE, _PERSON_SCORE = 4.0, 2.0, 1.0
_FORM_TAGS = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct", "loc2"})
_GUESS = 0.3  # a word that the dictionary does not have, put in the nominative by its guesser
# "Infr": "Пушкино" is said to stand in every case; "Fixd": "Анне" is said to be a name that never changes.
_MARKS = (("Name", 1.2), ("Patr", 1.2), ("Surn", 1.1), ("Geox", 1.1), ("Infr", 0.2), ("Fixd", 0.3))
_ADJECTIVE_END = re.compile(r"(?:[оеыи][йемх]|[ая]я|[ою]ю|ую|[ыи]ми|[ое]го|[ое]му)\Z")
_STYLES = frozenset({"V-oy", "V-ey", "V-ie", "Infr", "Slng", "Arch", "Litr", "Erro", "V-be", "Dist"})


class Parse(NamedTuple):
    """One way to take a word: its part of speech, grammar, semantic marks and how likely that is."""

    normal: str
    pos: str
    case: Case | None
    number: Number | None
    gender: Gender | None
    animate: bool
    marks: frozenset[str]
    score: float
    known: bool
    word: str  # with the ё that the dictionary has


def table(file_name: str) -> tuple[dict[str, str], ...]:
    """Read a table of this room's data."""
    with (_DATA / file_name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@lru_cache(maxsize=8)
def parts(role: str) -> frozenset[str]:
    """Give the words that stay as they are inside a compound, by the part they play in it."""
    return frozenset(row["word"] for row in table("parts.csv") if row["role"] == role)


@lru_cache(maxsize=1)
def _analyzer() -> Any:  # noqa: ANN401 - pymorphy3 has no types
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=8192)  # 2.6 KB a word; what is made of it below is smaller and kept longer
def _raw(word: str) -> tuple[Any, ...]:
    return tuple(_analyzer().parse(word)) if _readable(word) else ()


def _readable(word: str) -> bool:
    """Tell whether the dictionary can be asked for a word: no endless one, and no letter that has no name."""
    return len(word) <= MAX_WORD and all(unicodedata.name(letter, "") for letter in word)


@lru_cache(maxsize=65536)
def parses(word: str) -> tuple[Parse, ...]:
    """Tell every way the dictionary, or its guesser, takes a word.

    >>> parses("Киришского")[0].case
    <Case.GENITIVE: 'genitive'>
    """
    return tuple(_light(raw) for raw in _raw(word.lower()))


def _light(raw: Any) -> Parse:  # noqa: ANN401
    grammar = _grammar(raw.tag)
    return Parse(str(raw.normal_form), *grammar, float(raw.score), bool(raw.is_known), str(raw.word))


@lru_cache(maxsize=4096)
def _grammar(tag: Any) -> tuple[str, Case | None, Number | None, Gender | None, bool, frozenset[str]]:  # noqa: ANN401
    return (
        str(tag.POS or ""),
        _CASES.get(tag.case),
        _NUMBERS.get(tag.number),
        _GENDERS.get(tag.gender),
        tag.animacy == "anim",
        frozenset(tag.grammemes),
    )


@lru_cache(maxsize=65536)
def known_parses(word: str) -> tuple[Parse, ...]:
    """Tell every way in which the dictionary has the word; its guesser is not asked."""
    return tuple(parse for parse in parses(word) if parse.known) if is_word(word) else ()


@lru_cache(maxsize=65536)
def is_word(word: str) -> bool:
    """Tell whether the dictionary has the word, in any form.

    >>> is_word("областью"), is_word("Щебекинский")
    (True, False)
    """
    return _readable(word) and bool(_analyzer().word_is_known(word.lower()))


def marked(word: str, mark: str) -> bool:
    """Tell whether the dictionary knows the word under a mark such as `Surn`, `Name`, `Patr` or `Geox`."""
    return any(mark in parse.marks for parse in known_parses(word))


@lru_cache(maxsize=16384)
def noun_forms(
    word: str, gender: Gender | None = None, number: Number | None = None, *, place: bool = True
) -> tuple[Parse, Forms] | None:
    """Decline a noun that stands in the nominative; None where it cannot be one.

    Of several nouns the place is taken before the common noun and the common noun before the person,
    unless `place` is false. All forms are in lower case.

    >>> noun_forms("Орёл")[1][Case.GENITIVE]
    ('орла',)
    """
    found = _nominative_nouns(word, gender, number)
    if not found:
        return None
    best = max(found, key=lambda raw: _noun_rank(raw, place=place))
    return _light(best), _lexeme(best, str(best.tag.number))


def _nominative_nouns(word: str, gender: Gender | None, number: Number | None) -> list[Any]:
    return [
        raw
        for raw in _raw(word.lower())
        if raw.tag.POS == "NOUN"
        and raw.tag.case == "nomn"
        and (number is None or _NUMBERS.get(raw.tag.number) == number)
        and (gender is None or number == Number.PLURAL or _GENDERS.get(raw.tag.gender, gender) == gender)
    ]


def _noun_rank(raw: Any, *, place: bool) -> float:  # noqa: ANN401
    marks = raw.tag.grammemes
    if "Geox" in marks:
        base = _PLACE_SCORE if place else _COMMON_SCORE
    elif marks & {"Name", "Surn", "Patr"}:
        base = _PERSON_SCORE
    else:
        base = _COMMON_SCORE + (0.0 if place else 1.0)
    if "Abbr" in marks or "Init" in marks:
        base -= 4
    return base + float(raw.score) + (0.5 if raw.tag.animacy == "inan" else 0)


def _lexeme(raw: Any, number: str) -> Forms:  # noqa: ANN401
    forms: dict[Case, list[str]] = {}
    styles = _STYLES - raw.tag.grammemes  # all forms of "Ёбург" are colloquial
    for form in raw.lexeme:
        marks = form.tag.grammemes
        if number not in marks or marks & styles or not marks & _FORM_TAGS:
            continue
        if form.tag.case in {"loc2", "gen2"} and "Geox" not in marks:
            continue  # "на берегу", "чаю": not in names
        seen = forms.setdefault(_CASES[form.tag.case], [])
        if form.word not in seen:
            seen.append(form.word)
    return {case: tuple(words) for case, words in forms.items()}


def plural_of(word: str) -> tuple[Parse, Forms] | None:
    """Decline a singular noun in the plural.

    >>> plural_of("беспилотник")[1][Case.INSTRUMENTAL]
    ('беспилотниками',)
    """
    found = _nominative_nouns(word, None, Number.SINGULAR)
    if not found:
        return None
    best = max(found, key=lambda raw: _noun_rank(raw, place=False))
    forms = _lexeme(best, "plur")
    return (_light(best), forms) if forms else None


def recase(form: str, like: str) -> str:
    """Give a lower-case form the capitals of the word it comes from.

    >>> recase("ростова-на-дону", "Ростов-на-Дону"), recase("орла", "ОРЁЛ"), recase("мида", "МИД")
    ('Ростова-на-Дону', 'ОРЛА', 'МИДа')
    """
    if like.islower():
        return form
    if like.istitle() and like.isalpha():
        return form[:1].upper() + form[1:]
    if "-" in like and form.count("-") == like.count("-"):
        return "-".join(recase(*pair) for pair in zip(form.split("-"), like.split("-"), strict=True))
    if len(like) > 1 and like.isupper():
        return like + form[len(like) :] if form.startswith(like.lower()) else form.upper()
    letters = [
        old if old.lower() == new else new.upper() if old.isupper() and old.isalpha() else new
        for old, new in zip(like, form, strict=False)
    ]
    return "".join(letters) + form[len(letters) :]


def settle_yo(forms: Mapping[Case, Iterable[str]], word: str) -> Forms:
    """Write ё in the forms only where the given nominative does not have е: "Королев" keeps its е."""
    return {case: tuple(settled(form, word) for form in words) for case, words in forms.items()}


def settled(form: str, word: str) -> str:
    """Write ё in a form only where the word does not have е."""
    if "ё" not in form or "е" not in word:
        return form
    letters = [old if old == "е" and new == "ё" else new for old, new in zip(word, form, strict=False)]
    return "".join(letters) + form[len(letters) :]


@lru_cache(maxsize=65536)
def inflected(word: str, index: int) -> str | None:
    """Put the index-th parse of a word in the nominative, its number and gender kept; lower case.

    The dictionary has an "Анне" that never changes beside Anna.

    >>> [inflected("Анне", i) for i, parse in enumerate(parses("Анне")) if parse.case == Case.DATIVE]
    ['анне', 'анна']
    """
    raw = _raw(word.lower())[index]
    if raw.tag.case == "nomn":
        return word.lower()
    form = raw.inflect({"nomn", str(raw.tag.number)})
    if form is None:
        return None
    if raw.tag.POS in {"ADJF", "PRTF"} and form.word.startswith("наи") and not raw.word.startswith("наи"):
        return None
    return settled(str(form.word), word.lower())


class Option(NamedTuple):
    """One way to take one word: what it is in the nominative, and in which form it stands."""

    nominative: str
    case: Case
    number: Number
    gender: Gender | None
    weight: float
    adjectival: bool


def dictionary_options(word: str, *, known: bool) -> Iterable[Option]:
    """Tell every way the dictionary, or its guesser, can put a noun or adjective in the nominative."""
    for index, parse in enumerate(parses(word)):
        if parse.pos not in {"NOUN", "ADJF", "PRTF"} or parse.case is None or parse.number is None:
            continue
        nominative = inflected(word, index)
        if nominative is None or "Abbr" in parse.marks:
            continue
        if "Supr" in parse.marks:
            nominative = _positive(word.lower(), nominative)
        weight = max(parse.score, 0.05) * (1.0 if known else _GUESS)
        for mark, factor in _MARKS:
            weight *= factor if mark in parse.marks else 1.0
        gender = None if parse.number == Number.PLURAL else parse.gender
        genders = [gender] if gender or parse.number == Number.PLURAL else list(Gender)[:2]
        for own in genders:
            shown = recase(nominative, word)
            yield Option(shown, parse.case, parse.number, own, weight, parse.pos != "NOUN")


def _positive(lower: str, nominative: str) -> str:
    """Undo a change of degree: the dictionary puts "высшим" in the nominative as "высочайший"."""
    stem = _ADJECTIVE_END.sub("", lower)
    ending = nominative[-2:]
    return stem + ("ий" if ending == "ый" and stem[-1] in "кгхжшчщ" else ending)
