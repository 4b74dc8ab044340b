"""Normal forms of people: given names by the table, surnames by the spelling habits of their language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from normalize.names.given import Spelling, find_given
from normalize.names.normal.letters import (
    heard,
    is_heard_whole,
    looks_english,
    looks_slavic,
    slavic,
    without_ukrainian,
)
from normalize.names.person import parse_person, split_title
from normalize.names.readings import readings
from normalize.translit import cyrillize, romanize
from normalize.types import Kind, Normal

if TYPE_CHECKING:
    from normalize.names.given import GivenForm

_LETTERS_OF_UKRAINE = re.compile("[іїєґІЇЄҐ]")
_SURNAME_OF_UKRAINE = re.compile(r"(?:enko|chuk|[iy]uk|[sc]kyi)\Z")
_UKRAINIAN_H = re.compile(r"(?<![kcsztpg])h(?=[aeiouyln])", re.IGNORECASE)  # г; in Russian spelling х is kh
_DOUBT = 0.3
_PARTS = re.compile(r"([\s-]+)")


def russian_person(surface: str) -> Normal:
    """Give the forms of a name in Cyrillic; a Ukrainian one takes its Russian given name and letters.

    >>> russian_person("Андрій Зеленський").ru, russian_person("Джоном Харди").en
    ('Андрей Зеленский', 'John Khardi')
    """
    surface = _small(surface)
    ways = readings(surface, Kind.PERSON)
    # A lone "Анохина" in a running text is more often she, in the nominative, than he in the genitive.
    plain = " " not in surface and any(way.nominative == surface and way.weight > _DOUBT for way in ways)
    text = _in_order(ways[0].nominative if ways and not plain else surface)
    english = "".join(_english_given(part) or romanize(part) for part in _PARTS.split(text))
    if _LETTERS_OF_UKRAINE.search(text):
        text = "".join(russian_given(part) or without_ukrainian(part) for part in _PARTS.split(text))
    return Normal(text, english)


def english_person(surface: str) -> Normal:
    """Give the forms of a name in Latin letters.

    >>> english_person("Vladyslav Haivanenko").ru, english_person("Michael Hardie").ru
    ('Владислав Гайваненко', 'Майкл Харди')
    """
    text = _in_order(_small(split_title(surface)[0] or surface))
    found = parse_person(text)
    given = frozenset(re.split(r"[\s-]", found[0].given) if found and " " in text else (text,))
    parts = _PARTS.split(text)
    manner = _manner(given, parts)
    return Normal("".join(_written(part, manner, given=part in given) for part in parts), text)


def _written(part: str, manner: str, *, given: bool) -> str:
    if not part.strip(" -") or part.isdigit():
        return part
    if given and (found := russian_given(part)):
        return found
    if "." in part:
        return cyrillize(part.replace("J.", "Dzh."), limit=1)[0].text
    if manner == "en" and not looks_slavic(part):
        return heard(part)
    return slavic(part, "Surn", "uk" if manner == "uk" else "ru")


def _small(text: str) -> str:
    """Write a name in capitals as names are written: "ИВАН ЗОТОВ"."""
    parts = _PARTS.split(text)
    if len(text) < 4 or not text.isupper() or "." in text:
        return text
    return "".join(part.capitalize() for part in parts)


def _in_order(text: str) -> str:
    """Put the given name first where a comma says that it comes last: "Zotov, Ivan"."""
    surname, _, given = text.partition(", ")
    return f"{given} {surname}" if given and "," not in given and len(text.split(" ")) < 5 else text


def _given(word: str) -> GivenForm | None:
    """Choose the row of a given name: itself so spelled before what corresponds to it, Russian before foreign."""
    found = [form for form in find_given(word) if form.spelling is not Spelling.DIMINUTIVE]
    own = [form for form in found if form.spelling is Spelling.NAME and form.name.lang != "uk"]
    russian = [form for form in found if form.name.lang == "ru"]
    chosen = [form for form in own if form.name.lang == "ru"] or own or russian or found
    return chosen[0] if chosen else None


def russian_given(word: str) -> str:
    """Give the Russian form of a given name in any spelling, or "".

    >>> russian_given("Volodymyr"), russian_given("John"), russian_given("Щеглов")
    ('Владимир', 'Джон', '')
    """
    if is_heard_whole(word):
        return heard(word)
    form = _given(word)
    return form.name.name if form else ""


def _english_given(word: str) -> str:
    form = _given(word)
    foreign = form is not None and form.name.lang == "la" and form.spelling is Spelling.NAME
    return form.name.latin[0] if form and foreign and form.name.latin else ""


def _manner(given: frozenset[str], parts: list[str]) -> str:
    """Tell how the words of a name are spelled that no table has: `en`, `uk`, or "" for as in Russian.

    A given name tells first; without one, letters that no romanized Slavic name has, or a surname.
    """
    manners = sorted({_manner_of(word) for word in given} - {""})
    if manners:
        return manners[0]
    rest = [part for part in parts if _given(part) is None]
    if any(_SURNAME_OF_UKRAINE.search(part) and _UKRAINIAN_H.search(part) for part in rest):
        return "uk"
    return "en" if any(map(looks_english, rest)) and not any(map(looks_slavic, rest)) else ""


def _manner_of(given: str) -> str:
    form = _given(given)
    if form is None:
        return ""
    if form.name.lang == "la" or is_heard_whole(given):
        return "en"
    return "uk" if form.spelling is Spelling.COUNTERPART or form.name.lang == "uk" else ""
