"""Namesakes of the small places of Ukraine within their oblast, from its codifier, down to the smallest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import strength
import tables
import ukrainian

if TYPE_CHECKING:
    from collections.abc import Iterator

    from settlements import Town


class Village(NamedTuple):
    """A namesake as rows."""

    entity: dict[str, str]
    names: list[dict[str, str]]


def namesakes_of(towns: list[Town], raions: dict[str, str], subtypes: dict[str, str]) -> Iterator[Village]:
    """Make rows of the namesakes that small places of Ukraine have in their oblast, down to the smallest.

    Without them a name that four villages of an oblast bear would be taken for the only one that GeoNames knows.
    """
    russian = {(town.region, ukrainian.plain(town.ukrainian)): town for town in towns if town.ukrainian}
    codes = {town.place.code for town in towns if town.place}
    for key, town in sorted(russian.items()):
        places = ukrainian.settlements().get(key, ())
        for place in places if len(places) > 1 and town.population < strength.SMALL else ():
            if (
                place.code not in codes
                and place.raion in raions
                and not _is_known_there(raions[place.raion], towns, key)
            ):
                yield _village(place, town, raions[place.raion], subtypes[place.category])


def _is_known_there(raion: str, towns: list[Town], key: tuple[str, str]) -> bool:
    """Tell whether a settlement of the name, its code unknown, lies in the same raion: it may be this one."""
    return any(
        (town.region, ukrainian.plain(town.ukrainian)) == key and town.parent == raion
        for town in towns
        if town.place and not town.place.code
    )


def _village(place: ukrainian.Place, town: Town, raion: str, subtype: str) -> Village:
    key = f"katottg-{place.code}"
    fields = {"parent": raion, "katotth": place.code, "subtype": subtype}
    entity = tables.entity(key, "settlement", source="katottg", **fields)
    texts = ((town.russian, "ru", "preferred"), (town.english, "en", "preferred"), (town.ukrainian, "uk", "alias"))
    return Village(
        entity, [tables.name(key, text, lang, kind, strength="weak", source="katottg") for text, lang, kind in texts]
    )
