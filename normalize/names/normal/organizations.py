"""Normal forms of organisations that are called by a place, a number, adjectives and a head."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from normalize.morph import noun_gender
from normalize.names.normal.letters import adjective_stem, agreed, looks_english, slavic, written
from normalize.names.normal.places import TOWN, adjectives_of_places, places_by_stem, relational
from normalize.names.place import heads, table
from normalize.names.readings import readings
from normalize.translit import romanize
from normalize.types import Gender, Kind, Normal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LONGEST_HEAD = 3
_ORDINAL = re.compile(r"(\d{1,4})(?:st|nd|rd|th)", re.IGNORECASE)
_RUSSIAN_ORDINAL = re.compile(r"(\d{1,4})-(?:[яйе]|ая|[ыио]й|ое)")
_ORDINAL_ENDINGS = {Gender.MASCULINE: "й", Gender.FEMININE: "я", Gender.NEUTER: "е"}
_SMALL = frozenset({"of", "for", "and", "the", "in"})


class _Words(NamedTuple):
    """The words of names of organisations in one direction, by their folded phrase."""

    heads: Mapping[str, str]
    adjectives: Mapping[str, str]


def english_organization(surface: str) -> Normal:
    """Give the forms of an organisation that is written in Latin letters.

    >>> english_organization("Zaporizhzhia Regional Military Administration").ru
    'Запорожская областная военная администрация'
    >>> english_organization("47th Mechanized Brigade").ru
    '47-я механизированная бригада'
    >>> english_organization("Ministry of Magic").ru
    'Ministry of Magic'
    """
    words = surface.removeprefix("the ").removeprefix("The ").split(" ")
    known = _to_russian()
    length, head = _head(words, known.heads)
    gender = noun_gender(head.split(" ")[-1]) if head else None
    translated = _described(words[: len(words) - length], known, gender) if head and length < len(words) else None
    if translated is not None:
        return Normal(_capital(f"{translated} {head}"), surface)
    foreign = any(looks_english(word) or word in _SMALL or word.lower() in known.adjectives for word in words)
    return Normal(surface if foreign or head or surface.isupper() else written(surface), surface)


def _head(words: Sequence[str], known: Mapping[str, str]) -> tuple[int, str]:
    """Give how many words at the end are the head, and what it is in the other language."""
    for length in range(min(_LONGEST_HEAD, len(words)), 0, -1):
        found = known.get(" ".join(words[-length:]).lower())
        if found:
            return length, found
    return 0, ""


def _described(words: Sequence[str], known: _Words, gender: Gender | None) -> str | None:
    """Put what stands before the head into Russian: place, number, adjectives; None if a word is unknown."""
    found: list[str] = []
    end = len(words)
    while end:
        length, adjective = _head(words[max(0, end - 2) : end], known.adjectives)
        ordinal = _ORDINAL.fullmatch(words[end - 1])
        if not length and not ordinal:
            break
        found.insert(0, agreed(adjective, gender) if length else f"{ordinal[1]}-{_ending(gender)}" if ordinal else "")
        end -= length or 1
    place = _place(" ".join(words[:end]), gender)
    return None if end and not place else " ".join(filter(None, [place, *found]))


def _ending(gender: Gender | None) -> str:
    return _ORDINAL_ENDINGS[gender or Gender.MASCULINE]


def _place(english: str, gender: Gender | None) -> str:
    known = adjectives_of_places().get(english)
    if known or not english or " " in english or looks_english(english):
        return agreed(known, gender) if known else ""
    russian = slavic(english, "Geox")
    if TOWN.search(russian):
        return agreed(relational(russian), gender)
    return agreed(russian, gender)


def russian_organization(surface: str) -> Normal:
    """Give the forms of an organisation that is written in Cyrillic.

    >>> russian_organization("Запорожской областной военной администрации").en
    'Zaporizhzhia Regional Military Administration'
    >>> russian_organization("47-й механизированной бригады").en
    '47th Mechanized Brigade'
    """
    first, _, rest = surface.partition(" ")
    ordinal = _RUSSIAN_ORDINAL.fullmatch(first) if rest else None
    ways = readings(rest if ordinal else surface, Kind.ORGANIZATION)
    nominative = ways[0].nominative if ways else surface
    if ordinal and ways:
        nominative = f"{ordinal[1]}-{_ending(ways[0].gender)} {nominative}"
    return Normal(nominative, _english(nominative.split(" ")) or romanize(nominative))


def _english(words: Sequence[str]) -> str:
    """Translate an organisation of which every word is known; the first may be the adjective of a place."""
    known = _to_english()
    length, head = _head(words, known.heads)
    found: list[str] = []
    for place, word in enumerate(words[: len(words) - length]):
        stem = adjective_stem(word)
        ordinal = _RUSSIAN_ORDINAL.fullmatch(word)
        adjective = known.adjectives.get(stem)
        if ordinal:
            found.append(_english_ordinal(int(ordinal[1])))
        elif adjective:
            found.append(adjective)
        elif stem and place == 0:
            found.append(places_by_stem().get(stem) or romanize(agreed(word, Gender.MASCULINE)))
        else:
            return ""
    return " ".join(word[:1].upper() + word[1:] for word in [*found, *head.split(" ")]) if head and found else ""


def _english_ordinal(number: int) -> str:
    teen = number % 100 in {11, 12, 13}
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=1)
def _to_russian() -> _Words:
    rows = table("organization_words.csv")
    adjectives = {row["en"]: row["ru"] for row in rows if row["role"] == "adjective"}
    return _Words(_heads("en", "ru"), MappingProxyType(adjectives))


@lru_cache(maxsize=1)
def _to_english() -> _Words:
    rows = table("organization_words.csv")
    adjectives = {adjective_stem(row["ru"]): row["en"] for row in reversed(rows) if row["role"] == "adjective"}
    return _Words(_heads("ru", "en"), MappingProxyType(adjectives))


def _heads(source: str, target: str) -> Mapping[str, str]:
    """Collect the heads of a direction: this room's translations first, then the counterparts of place heads."""
    found: dict[str, str] = {}
    for row in table("organization_words.csv"):
        if row["role"] == "head":
            found.setdefault(row[source], row[target])
    for head in heads():
        if head.lang == source and head.kind is Kind.ORGANIZATION and head.counterpart and head.after:
            found.setdefault(head.word.lower(), head.counterpart)
    return MappingProxyType(found)
