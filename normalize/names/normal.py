"""Normal forms in both languages for a name that no entity explains."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from normalize.names.place import parse_place
from normalize.names.readings import readings
from normalize.translit import cyrillize, romanize
from normalize.types import PLACES, Kind, Normal

if TYPE_CHECKING:
    from normalize.names.place import Head

_LONGEST = 200
_ADJECTIVES = ("ая", "ий", "ый", "ой", "ое", "ее", "яя")


@lru_cache(maxsize=16384)
def normal_form(surface: str, kind: Kind | None) -> Normal:
    """Give the nominative in Russian and the usual spelling in English, each made from the surface.

    >>> normal_form("улице Лодыгина", Kind.FEATURE)
    Normal(ru='улица Лодыгина', en='Lodygina Street')
    >>> normal_form("Lodygina Street", Kind.FEATURE)
    Normal(ru='улица Лодыгина', en='Lodygina Street')
    >>> normal_form("Иваном Зотовым", Kind.PERSON)
    Normal(ru='Иван Зотов', en='Ivan Zotov')
    """
    surface = " ".join(surface[:_LONGEST].split())
    if any("\u0400" <= letter <= "\u04ff" for letter in surface):
        russian = _nominative(surface, kind)
        return Normal(russian, _english(russian, kind))
    return Normal(_russian(surface, kind), surface)


def _nominative(surface: str, kind: Kind | None) -> str:
    ways = readings(surface, kind or Kind.ORGANIZATION)
    return ways[0].nominative if ways else surface


def _english(russian: str, kind: Kind | None) -> str:
    place = parse_place(russian) if kind in PLACES else None
    if place is None or place.generic is None or not place.generic.counterpart or not place.specific:
        return romanize(russian)
    specific = romanize(place.specific)
    generic = place.generic.counterpart
    if generic.endswith(" of") or kind is Kind.SETTLEMENT:
        return specific if kind is Kind.SETTLEMENT else f"{_title(generic)} {specific}"
    return f"{specific} {_title(generic)}"


def _russian(english: str, kind: Kind | None) -> str:
    place = parse_place(english) if kind in PLACES else None
    if place is None or place.generic is None or not place.generic.counterpart or not place.specific:
        return _cyrillized(english)
    specific = _cyrillized(place.specific)
    if kind is Kind.SETTLEMENT:
        return specific
    if _adjectival(specific, place.generic):
        return f"{specific} {place.generic.counterpart}"
    return f"{place.generic.counterpart} {specific}"


def _adjectival(specific: str, generic: Head) -> bool:
    """Tell whether a specific is an adjective and so stands before its generic in Russian."""
    if generic.counterpart in {"район", "область", "край", "округ"}:
        return True
    return specific.endswith(_ADJECTIVES)


def _cyrillized(word: str) -> str:
    found = cyrillize(word, limit=1)
    return found[0].text if found else word


def _title(generic: str) -> str:
    return " ".join(word if word in {"of", "the"} else word[:1].upper() + word[1:] for word in generic.split())
