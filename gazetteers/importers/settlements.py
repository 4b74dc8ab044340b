"""Write gazetteers/settlements/imported: towns of Russia, Ukraine and Belarus from 5,000 inhabitants, from GeoNames.

Needs `pip install -r gazetteers/importers/requirements.txt` and Debian's libgeonames-common (see there); run as
`NORMALIZE_GEONAMES_LOCALE=DIR/usr/share/locale python gazetteers/importers/settlements.py`.
What GeoNames calls a populated place may be a part of a city: corrections.csv drops those of Russia, and those of
Ukraine are left out because its codifier does not know them as settlements.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

import tables
import ukrainian
from geonames import cities, clean, corrections, debian, regions
from press import romanize

_FROM = 5_000
_RUSSIAN = re.compile(r"[А-ЯЁ][А-ЯЁа-яё .-]*")
_UKRAINIAN = re.compile(r"[А-ЯЄІЇҐ][А-Яа-яЄєІіЇїҐґ’'ʼ” -]*")
_GENERIC = re.compile(r"^(?:город|г\.|пос[её]лок|село|станица|деревня|пгт|смт|м\.|городской округ) ", re.IGNORECASE)


class Town(NamedTuple):
    """A settlement as it goes into the tables."""

    geonames: str
    region: str
    parent: str
    katotth: str
    record: dict[str, object]
    russian: str
    english: str
    ukrainian: str


def towns() -> list[Town]:
    """Take the settlements that are big enough, or that corrections.csv asks for, and that have a Russian name."""
    wanted = (key for key, city in cities().items() if _wanted(key, city))
    return [town for key in sorted(wanted, key=int) if (town := _town(key)) is not None]


def _wanted(key: str, city: dict[str, object]) -> bool:
    if (key, "drop") in corrections():
        return False
    return int(str(city["population"])) >= _FROM or (key, "add") in corrections()


def _town(key: str) -> Town | None:
    city = cities()[key]
    region = regions().get(f"{city['countrycode']}.{city['admin1code']}", "")
    region = corrections().get((key, "region"), region)
    place, native = _in_codifier(region, _others(city), key) if city["countrycode"] == "UA" else (None, "")
    russian = corrections().get((key, "ru")) or _russian(key, native)
    if not russian or not region or (city["countrycode"] == "UA" and place is None):
        return None
    english = corrections().get((key, "en")) or _english(key, russian, native)
    known = _raions().get(place.raion, region) if place else region
    parent = corrections().get((key, "parent"), known)
    return Town(key, region, parent, place.code if place else "", city, russian, english, native)


def _others(city: dict[str, object]) -> list[str]:
    names = city["alternatenames"]
    return [_GENERIC.sub("", clean(str(name))) for name in names] if isinstance(names, list) else []


def _in_codifier(region: str, names: list[str], key: str) -> tuple[ukrainian.Place | None, str]:
    """Find the settlement in the codifier under the Ukrainian name that is nearest to the Latin one."""
    latin = str(cities()[key]["name"])
    native = corrections().get((key, "uk"))
    known = [
        name for name in ([native] if native else names) if (region, ukrainian.plain(name)) in ukrainian.settlements()
    ]
    if not known:
        return None, ""
    name = max(known, key=lambda known_name: (_likeness(ukrainian.romanize(known_name), latin), known_name))
    return _place(ukrainian.settlements()[region, ukrainian.plain(name)]), name.replace("'", "’")


def _place(found: tuple[ukrainian.Place, ...]) -> ukrainian.Place:
    """Take the settlement of the highest category; a village that has namesakes in the oblast has no known raion."""
    best = min(found, key=lambda place: "KMXC".index(place.category))
    alone = sum(place.category == best.category for place in found) == 1
    return best if alone and (best.category in "KM" or len(found) == 1) else ukrainian.Place("", "", best.category)


@cache
def _raions() -> dict[str, str]:
    rows = tables.read_rows(tables.GAZETTEERS / "districts" / "imported" / "entities.csv")
    return {row["katotth"]: row["id"] for row in rows if row["katotth"]}


def _russian(key: str, native: str) -> str:
    """Choose the Russian name: Debian's, else the Cyrillic one nearest to the Latin; with ё where any has it."""
    city = cities()[key]
    known = _GENERIC.sub("", clean(debian("ru").get(key, "")))
    found = [
        name for name in _others(city) if _RUSSIAN.fullmatch(name) and ukrainian.plain(name) != ukrainian.plain(native)
    ]
    if _RUSSIAN.fullmatch(known):
        best = known
    elif found:
        best = max(found, key=lambda name: (_likeness(romanize(name), str(city["name"])), name))
    else:
        return ""
    best = re.sub(r"[сц]ьк\b", lambda end: end[0].replace("ь", ""), best)  # a Ukrainian spelling of a Russian town
    with_yo = [name for name in (best, *found) if "ё" in name.lower() and _no_yo(name) == _no_yo(best)]
    return with_yo[0] if with_yo else best


def _no_yo(name: str) -> str:
    return name.replace("ё", "е").replace("Ё", "Е")


def _likeness(one: str, two: str) -> float:
    return SequenceMatcher(None, _letters(one), _letters(two)).ratio()


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower().replace("ë", "yo").replace("yy", "y").replace("iy", "y"))


def _english(key: str, russian: str, native: str) -> str:
    if native:
        return ukrainian.romanize(native)
    if cities()[key]["countrycode"] == "BY":
        return corrections().get((key, "en"), romanize(russian))
    return romanize(russian)


def rows(source: str = "geonames") -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Make the rows of entities and of names."""
    entities, names = [], []
    for town in towns():
        key, city = f"gn-{town.geonames}", town.record
        fields = {"parent": town.parent, "lat": str(city["latitude"]), "lon": str(city["longitude"])}
        fields |= {"population": str(city["population"]), "katotth": town.katotth, "geonames": town.geonames}
        entities.append(tables.entity(key, "settlement", source=source, **fields))
        names.append(tables.name(key, town.russian, "ru", "preferred", source=source))
        names.append(tables.name(key, town.english, "en", "preferred", source=source))
        if town.ukrainian:
            names.append(tables.name(key, town.ukrainian, "uk", "alias", source="katottg"))
    return entities, names


def main() -> None:
    """Write the tables and say how many rows they have."""
    folder = tables.GAZETTEERS / "settlements" / "imported"
    entities, names = rows()
    print("entities", tables.write_table(folder / "entities.csv", entities))
    print("names", tables.write_table(folder / "names.csv", names))


if __name__ == "__main__":
    main()
