"""Normal forms of places: the generic translated by the table of heads, the specific agreed with it."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from normalize.morph import Part, adjective_nominative, marked, noun_gender, part_forms, phrase_forms
from normalize.names.normal.letters import adjective_stem, agreed, written
from normalize.names.person import parse_person
from normalize.names.place import PlaceName, english_plural, parse_place, table
from normalize.names.readings import inflect, readings
from normalize.translit import romanize
from normalize.types import Case, Gender, Kind, Normal, Number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from normalize.names.place import Head
    from normalize.names.readings import Reading

_STREETS = frozenset({"street", "avenue", "boulevard", "lane", "square", "embankment", "alley", "passage", "park"})
_ADJECTIVAL = frozenset({Kind.REGION, Kind.DISTRICT, Kind.CITY_DISTRICT})
_LEADING = frozenset({"Lake", "Mount"})  # generics that English sets before the name
_WORKS = frozenset({"refinery", "plant", "power_plant", "oil_depot"})
_NO_PLACE = re.compile(r"[внлт]к[еу]?\Z")
TOWN = re.compile(r"\A\S+(?:[сц]к|град|город|бург|поль|дар|[оеё]во|ино|ец|ка)\Z")  # how a word that is a town ends
_BARE = frozenset({"городской округ", "муниципальный округ", "республика", "штат"})  # with the name itself behind
_AFTER_SOMEBODY = re.compile(r"(?:[оеё]в|[иы]н)\Z")


def english_place(surface: str, kind: Kind) -> Normal:
    """Give the forms of a place that is written in Latin letters.

    >>> english_place("Zvezdograd Region", Kind.REGION).ru, english_place("Gagarin Avenue", Kind.FEATURE).ru
    ('Звездоградская область', 'проспект Гагарина')
    >>> english_place("village of Churovichi", Kind.SETTLEMENT)
    Normal(ru='Чуровичи', en='Churovichi')
    """
    place = parse_place(surface)
    if place.generic is None or not place.specific or " " not in surface:
        return Normal(written(surface), surface)  # "Grozny-City" has no generic
    if kind is Kind.SETTLEMENT:
        return Normal(written(place.specific), place.specific)
    english = _english_as_written(place, surface)
    if not place.generic.counterpart:
        return Normal(written(place.specific), english)
    return Normal(_from_english(place, place.generic, kind), english)


def _english_as_written(place: PlaceName, surface: str) -> str:
    """Write the generic in full and with a capital: "Lodygina St.", "Zmeinka district"."""
    if place.generic is None:
        return surface
    generic = _title(place.generic.full or place.generic.word)
    if place.form is not None and place.form.number is Number.PLURAL:
        generic = _title(english_plural(place.generic.full or place.generic.word))
    if not place.before:
        return f"{place.specific} {generic}"
    swapped = place.generic.kind in _ADJECTIVAL and "republic" not in generic.lower()
    if swapped and agreed(written(place.specific), None):
        return f"{place.specific} {generic}"
    of = "" if generic.endswith(" of") or not re.search(r"\bof\b", surface) else "of "
    return f"{generic} {of}{place.specific}"


def _from_english(place: PlaceName, head: Head, kind: Kind) -> str:
    generic = head.counterpart
    parts = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", place.specific)
    if place.form is not None and place.form.number is Number.PLURAL:
        generic = phrase_forms(generic, Number.PLURAL)[Case.NOMINATIVE][0]
    gender = noun_gender(head.counterpart.split(" ")[-1])
    if generic in _BARE and not agreed(written(parts[-1]), gender):
        generic = generic.capitalize() if generic == "республика" else generic
        return f"{generic} {written(place.specific)}"
    if kind in _ADJECTIVAL:
        adjectives = [_adjective(part, gender, kind) for part in parts]
        if all(adjectives):
            return f"{_listed(adjectives)} {generic}"
        return f"{generic} {written(place.specific)}"
    return _feature(place.specific, head, gender)


def _listed(words: list[str], joint: str = "и") -> str:
    return f" {joint} ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _adjective(specific: str, gender: Gender | None, kind: Kind) -> str:
    """Make the adjective that stands before район or область of a romanized adjective or of a town."""
    known = adjectives_of_places().get(specific)
    if known:
        return agreed(known, gender)
    russian = written(specific)
    words = russian.split(" ")
    found = [agreed(word, gender) for word in words]
    if all(found):
        return " ".join(found)
    if len(words) > 1 or kind is Kind.CITY_DISTRICT:
        return ""  # "Sokol District" of a city is район Сокол
    return agreed(relational(russian), gender)


def _feature(specific: str, head: Head, gender: Gender | None) -> str:
    generic = head.counterpart
    meant = _meanings().get(specific.lower(), "")
    russian = meant or written(specific)
    words = russian.split(" ")
    adjectives = [agreed(word, gender) for word in words]
    if head.subtype in _WORKS and TOWN.search(russian):
        adjectives = [_adjective(specific, gender, Kind.DISTRICT)]
    after_somebody = head.subtype in _STREETS and not meant and _after_somebody(words[-1], adjectives[-1])
    if all(adjectives) and not after_somebody:
        return f"{' '.join(adjectives)} {generic}"
    return f"{generic} {_genitive(russian) if head.subtype in _STREETS and not meant else russian}"


def _after_somebody(word: str, adjective: str) -> bool:
    """Tell "Tolstoy Street" from "Zavodskaya Street": a surname that does not agree with its generic."""
    disagrees = adjective != word and word.endswith(("ой", "ий", "ый"))
    return disagrees or (word.endswith("ой") and marked(word, "Surn"))


def _genitive(russian: str) -> str:
    """Put the person after whom a street is named into the genitive; what has no such look stays."""
    parsed = parse_person(russian) if " " in russian else ()
    if parsed and parsed[0].given and parsed[0].surname and not russian.endswith(("а", "я")):
        return inflect(russian, Case.GENITIVE, Kind.PERSON)
    one = " " not in russian and (_AFTER_SOMEBODY.search(russian) or marked(russian, "Surn"))
    if one and not russian.endswith(("а", "я")):
        return part_forms(russian, Part.SURNAME, Gender.MASCULINE)[1]
    return russian


def russian_place(surface: str, kind: Kind) -> Normal:
    """Give the forms of a place that is written in Cyrillic.

    >>> russian_place("ул. Виноградной", Kind.FEATURE)
    Normal(ru='улица Виноградная', en='Vinogradnaya Street')
    >>> russian_place("селе Чуровичи", Kind.SETTLEMENT)
    Normal(ru='Чуровичи', en='Churovichi')
    """
    ways = _plausible(surface, kind)
    nominative = ways[0].nominative if ways else surface
    place = parse_place(nominative)
    if place.generic is None or not place.specific:
        return Normal(nominative, romanize(nominative))
    specific, whole = place.specific, place.generic.full or _unread(place.specific, place.generic)
    if whole:
        specific = _beside_abbreviation(specific, whole, kind)
        nominative = f"{whole} {specific}" if place.before else f"{specific} {whole}"
    if kind is Kind.SETTLEMENT:
        return Normal(specific, romanize(specific))
    plural = bool(ways) and ways[0].number is Number.PLURAL and " и " in specific
    return Normal(nominative, _english(specific, place, kind, plural=plural))


def _plausible(surface: str, kind: Kind) -> tuple[Reading, ...]:
    """Give the readings, those last that end as no place does: "Змеинке" is of Змеинка, not of Змеинк."""
    return tuple(sorted(readings(surface, kind), key=lambda way: _NO_PLACE.search(way.nominative) is not None))


def _unread(specific: str, head: Head) -> str:
    """Give the head beside which a hyphenated adjective was left in an oblique case: "улице Ново-Садовой"."""
    return head.word if re.fullmatch(r"\w+-\w+(?:ой|ого|ом|ему|ому)", specific) else ""


def _beside_abbreviation(specific: str, whole: str, kind: Kind) -> str:
    """Put a specific in the nominative beside an abbreviation, whose case nobody sees: "ул. Виноградной"."""
    gender = noun_gender(whole.rsplit(" ", 1)[-1])
    first, hyphen, last = specific.rpartition("-")
    for case in (Case.NOMINATIVE, Case.GENITIVE, Case.PREPOSITIONAL):
        found = adjective_nominative(last, case, gender)
        if found:
            return first + hyphen + found
    ways = _plausible(specific, kind) if kind is Kind.SETTLEMENT else ()
    return ways[0].nominative if ways and Case.NOMINATIVE not in ways[0].cases else specific


def _english(specific: str, place: PlaceName, kind: Kind, *, plural: bool) -> str:
    generic = place.generic.counterpart if place.generic else ""
    if plural and generic:
        parts = (_english_specific(part, kind) for part in re.split(r", | и ", specific))
        return f"{_listed(list(parts), 'and')} {_title(english_plural(generic) or generic)}"
    english = _english_specific(specific, kind)
    if generic == "Republic" and place.before:
        return f"Republic of {english}"
    return f"{_title(generic)} {english}" if generic in _LEADING else f"{english} {_title(generic)}".strip()


def _english_specific(specific: str, kind: Kind) -> str:
    """Name a region after its town, as English does, where the adjective shows the town."""
    stem = adjective_stem(specific) if kind is Kind.REGION else ""
    known = places_by_stem().get(stem)
    town = re.fullmatch(r"(.+(?:град|бург|город|дар))ск", stem)
    return known or romanize(specific[: len(town[1])] if town else specific)


def relational(town: str) -> str:
    """Make the adjective of a town by its ending, which tells it in most cases only.

    >>> relational("Звездоград"), relational("Змеинка"), relational("Калуга")
    ('Звездоградский', 'Змеинский', 'Калужский')
    """
    for ending, adjective in _endings():
        if town.endswith(ending):
            return town.removesuffix(ending) + adjective
    return town


@lru_cache(maxsize=1)
def _endings() -> tuple[tuple[str, str], ...]:
    return tuple((row["ending"], row["adjective"]) for row in table("town_adjectives.csv"))


@lru_cache(maxsize=1)
def adjectives_of_places() -> Mapping[str, str]:
    """Give the Russian adjectives of places by their English names, where no rule makes them."""
    rows = table("place_adjectives.csv")
    return MappingProxyType({place: row["adjective"] for row in rows for place in row["places"].split("|")})


@lru_cache(maxsize=1)
def places_by_stem() -> Mapping[str, str]:
    """Give the English names of places by the stems of their Russian adjectives."""
    rows = table("place_adjectives.csv")
    return MappingProxyType({adjective_stem(row["adjective"]): row["places"].split("|")[0] for row in rows})


@lru_cache(maxsize=1)
def _meanings() -> Mapping[str, str]:
    """Give what names that English translates are in Russian: "Victory Square"."""
    return MappingProxyType({row["en"].lower(): row["ru"] for row in table("place_words.csv")})


def _title(generic: str) -> str:
    return " ".join(word if word in {"of", "the"} else word[:1].upper() + word[1:] for word in generic.split())
