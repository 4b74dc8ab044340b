"""Write gazetteers/settlements/imported: towns of Russia, Ukraine and Belarus from 5,000 inhabitants, from GeoNames.

Needs `pip install -r gazetteers/importers/requirements.txt` and Debian's libgeonames-common (see there); run as
`NORMALIZE_GEONAMES_LOCALE=DIR/usr/share/locale python gazetteers/importers/settlements.py`.
What GeoNames calls a populated place may be a part of a city: corrections.csv drops those of Russia, and those of
Ukraine are left out because its codifier does not know them as settlements.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

import russian_names
import strength
import tables
import ukrainian
import villages
from geonames import cities, clean, corrections, debian, regions, second_level
from namesakes import apart, is_shared_nearby, plain
from press import romanize

_FROM = 500
_SAME_PLACE = 5.0  # kilometres
_OWN_OKRUG = 50_000  # GeoNames puts larger towns of Russia into the raion around them, which they are no part of
_RUSSIAN = re.compile(r"[А-ЯЁ][А-ЯЁа-яё .-]*")
_UKRAINIAN = re.compile(r"[А-ЯЄІЇҐ][А-Яа-яЄєІіЇїҐґ’'ʼ” -]*")
_GENERIC = re.compile(r"^(?:город|г\.|пос[её]лок|село|станица|деревня|пгт|смт|м\.|городской округ) ", re.IGNORECASE)


class Town(NamedTuple):
    """A settlement as it goes into the tables."""

    geonames: str
    region: str
    parent: str
    place: ukrainian.Place | None
    record: dict[str, object]
    russian: str
    english: str
    ukrainian: str

    @property
    def population(self) -> int:
        """How many live there."""
        return int(str(self.record["population"]))

    @property
    def at(self) -> tuple[float, float]:
        """Latitude and longitude."""
        return float(str(self.record["latitude"])), float(str(self.record["longitude"]))


def towns() -> list[Town]:
    """Take the settlements that are big enough, or that corrections.csv asks for, and that have a Russian name."""
    _learn()
    wanted = (key for key, city in cities().items() if _wanted(key, city))
    found = [town for key in sorted(wanted, key=int) if (town := _town(key)) is not None]
    named = _by_name(found)
    return [
        town
        for town in found
        if town.population >= strength.SMALL or not _told(town, named[town.region, plain(town.russian)])
    ]


def _wanted(key: str, city: dict[str, object]) -> bool:
    if (key, "drop") in corrections():
        return False
    return int(str(city["population"])) >= _FROM or (key, "add") in corrections()


def _told(town: Town, namesakes: list[Town]) -> bool:
    """Tell whether a small settlement is told already: by hand, or by a larger row of GeoNames a few miles away."""
    if (town.geonames, "add") in corrections():
        return False
    rank = (town.population, town.geonames)
    larger = (other for other in namesakes if (other.population, other.geonames) > rank)
    by_hand = (town.region, plain(town.russian)) in _by_hand()
    return by_hand or any(apart(town.at, other.at) < _SAME_PLACE for other in larger)


def _by_name(towns: list[Town]) -> dict[tuple[str, str], list[Town]]:
    found: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for town in towns:
        found[town.region, plain(town.russian)].append(town)
    return found


@cache
def _by_hand() -> frozenset[tuple[str, str]]:
    """Collect (region, plain Russian name) of the settlements that people wrote, under ids of our own."""
    folder = tables.GAZETTEERS / "settlements"
    parents = {row["id"]: row["parent"] for row in tables.read_rows(folder / "entities.csv")}
    districts = tables.GAZETTEERS / "districts"
    rows = (*tables.read_rows(districts / "imported" / "entities.csv"), *tables.read_rows(districts / "entities.csv"))
    above = {row["id"]: row["parent"] for row in rows}
    return frozenset(
        (above.get(parents[row["entity_id"]], parents[row["entity_id"]]), plain(row["name"]))
        for row in tables.read_rows(folder / "names.csv")
        if row["lang"] == "ru" and row["entity_id"].startswith("nrm-") and row["entity_id"] in parents
    )


def _town(key: str) -> Town | None:
    city = cities()[key]
    region = regions().get(f"{city['countrycode']}.{city['admin1code']}", "")
    region = corrections().get((key, "region"), region)
    place, native = _in_codifier(region, _others(city), key) if city["countrycode"] == "UA" else (None, "")
    if not region or (city["countrycode"] == "UA" and place is None):
        return None
    russian = corrections().get((key, "ru")) or _russian_of(key, native)
    if not russian:
        return None
    english = corrections().get((key, "en")) or _english(key, russian, native)
    parent = corrections().get((key, "parent")) or _parent(key, place, region)
    return Town(key, region, parent, place, city, russian, english, native)


def _parent(key: str, place: ukrainian.Place | None, region: str) -> str:
    """Give the district that the codifier or GeoNames tells, if it lies in the region, or else the region."""
    if place is not None and place.raion in _raions():
        return _raions()[place.raion]
    district = f"gn-{second_level().get(key, '')}"
    known, subtype = _districts().get(district, ("", ""))
    astray = region.startswith("RU-") and (subtype != "raion" or int(str(cities()[key]["population"])) >= _OWN_OKRUG)
    return district if known == region and not astray else region


@cache
def _districts() -> dict[str, tuple[str, str]]:
    folder = tables.GAZETTEERS / "districts"
    rows = (*tables.read_rows(folder / "imported" / "entities.csv"), *tables.read_rows(folder / "entities.csv"))
    return {row["id"]: (row["parent"], row["subtype"]) for row in rows if row["parent"]}


def _russian_of(key: str, native: str) -> str:
    """Give the Russian name: of towns and of Russia as attested; small places of Ukraine rather by rule."""
    big = int(str(cities()[key]["population"])) >= strength.SMALL
    if not native or big or (key, "add") in corrections():
        return _russian(key, native)
    city = cities()[key]
    names = [str(name) for name in (city["name"], *city["alternatenames"])]  # type: ignore[misc]
    cyrillic = [name for name in _others(city) if _RUSSIAN.fullmatch(name)]
    return russian_names.russian(native, cyrillic, [name for name in names if name.isascii()])


def _learn() -> None:
    """Learn from the places of Ukraine how their names become Russian; twice, for the second look starts wiser."""
    pairs = []
    for key, city in cities().items():
        if city["countrycode"] == "UA":
            region = regions().get(f"UA.{city['admin1code']}", "")
            native = _in_codifier(region, _others(city), key)[1]
            if native and (russian := _russian(key, native)):
                pairs.append((native, russian))
    for _ in range(2):
        russian_names.learn(pairs)


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
    found = ukrainian.settlements()[region, ukrainian.plain(name)]
    return _place(found, second_level().get(key, "")), name.replace("'", "’")


def _place(found: tuple[ukrainian.Place, ...], around: str) -> ukrainian.Place:
    """Take the settlement of the raion that GeoNames names, or the one of the highest category.

    A village that has namesakes in the oblast, or in its raion, has no known raion and no known code.
    """
    inside = tuple(place for place in found if around and _raions().get(place.raion) == f"gn-{around}") or found
    best = min(inside, key=lambda place: "KMXC".index(place.category))
    alone = sum(place.category == best.category for place in inside) == 1
    if alone and (best.category in "KM" or len(inside) == 1):
        return best
    raions = {place.raion for place in inside}
    return ukrainian.Place("", raions.pop() if len(raions) == 1 else "", best.category)


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


_SUBTYPES = {"K": "city", "M": "city", "X": "settlement", "C": "village"}


def rows(source: str = "geonames") -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Make the rows of entities and of names."""
    entities, names = [], []
    found = towns()
    bearers = Counter(name for town in found for name in {plain(town.russian), plain(town.ukrainian)})
    for town in found:
        key, city, place = f"gn-{town.geonames}", town.record, town.place
        fields = {"parent": town.parent, "lat": str(city["latitude"]), "lon": str(city["longitude"])}
        fields |= {"population": str(city["population"]), "geonames": town.geonames}
        fields |= {"katotth": place.code, "subtype": _SUBTYPES[place.category]} if place else {}
        fields |= {"status": "unverified"} if _is_astray(town) else {}
        entities.append(tables.entity(key, "settlement", source=source, **fields))
        namesakes = max(bearers[plain(name)] for name in (town.russian, town.ukrainian or town.russian))
        strong = "weak" if _is_weak(town, namesakes) else "strong"
        names.append(tables.name(key, town.russian, "ru", "preferred", strength=strong, source=source))
        names.append(tables.name(key, town.english, "en", "preferred", strength=strong, source=source))
        if town.ukrainian:
            names.append(tables.name(key, town.ukrainian, "uk", "alias", strength=strong, source="katottg"))
    for village in villages.namesakes_of(found, _raions(), _SUBTYPES):
        entities.append(village.entity)
        names += village.names
    return entities, names


def _is_astray(town: Town) -> bool:
    """Tell whether a village has namesakes in its region while no source tells its district."""
    if town.population >= strength.SMALL or town.parent != town.region or not town.region.startswith("RU-"):
        return False
    return is_shared_nearby(town.russian, town.at, town.population)


def _is_weak(town: Town, bearers: int) -> bool:
    if town.population >= strength.SMALL or (town.geonames, "add") in corrections():
        return False
    return strength.is_weak(town.russian, town.english, town.ukrainian, bearers=bearers)


def main() -> None:
    """Write the tables and say how many rows they have."""
    folder = tables.GAZETTEERS / "settlements" / "imported"
    entities, names = rows()
    print("entities", tables.write_table(folder / "entities.csv", entities))
    print("names", tables.write_table(folder / "names.csv", names))


if __name__ == "__main__":
    main()
