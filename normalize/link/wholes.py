"""What an entity is part of: the places around it, its region, its country, and whose state its name tells of."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from normalize.types import Kind

if TYPE_CHECKING:
    from normalize.gazetteer import Gazetteer

_COUNTRY_RELATIONS = frozenset({"country", "part_of", "of", "organ_of", "body_of", "located_in"})


@lru_cache(maxsize=65536)
def ancestors(gazetteer: Gazetteer, entity: int) -> tuple[int, ...]:
    """Give the places that contain an entity, nearest first, the entity itself excluded."""
    found: list[int] = []
    parent = int(gazetteer.parents[entity])
    while parent >= 0 and parent not in found:
        found.append(parent)
        parent = int(gazetteer.parents[parent])
    return tuple(found)


@lru_cache(maxsize=65536)
def region_of(gazetteer: Gazetteer, entity: int) -> int | None:
    """Give the first-level unit that an entity is, or lies in."""
    for place in (entity, *ancestors(gazetteer, entity)):
        if gazetteer.kind_at(place) is Kind.REGION:
            return place
    return None


@lru_cache(maxsize=65536)
def country_of(gazetteer: Gazetteer, entity: int) -> int | None:
    """Give the country that an entity is, lies in, belongs to or serves."""
    for place in (entity, *ancestors(gazetteer, entity)):
        if gazetteer.kind_at(place) is Kind.COUNTRY:
            return place
    record = gazetteer.entity_at(entity)
    wholes = [relation.object for relation in record.relations if relation.relation in _COUNTRY_RELATIONS]
    for whole in [*wholes, *(tenure.of for tenure in record.tenures)]:
        index = gazetteer.index_of(whole)
        if index is not None and index != entity:
            country = index if gazetteer.kind_at(index) is Kind.COUNTRY else _country_up(gazetteer, index)
            if country is not None:
                return country
    return None


@lru_cache(maxsize=65536)
def tells_whose(gazetteer: Gazetteer, entity: int) -> bool:
    """Tell whether a name shows which state a text speaks of: no person does, nor a place that two states claim.

    Ministries speak of the people and of the towns of another country, above all in a war: "МВД объявило Зеленского в
    розыск", "Минобороны сообщило о взятии Торецка".
    """
    if gazetteer.kind_at(entity) is Kind.PERSON:
        return False
    places = (entity, *ancestors(gazetteer, entity))
    claims = (
        relation.object
        for place in places
        for relation in gazetteer.entity_at(place).relations
        if relation.relation == "claimed_by" and relation.valid_to is None
    )
    return len(set(claims)) < 2


_ARMED = frozenset(["military", "defence", "intelligence"])


def is_armed(gazetteer: Gazetteer, entity: int) -> bool:
    """Tell whether a body fights, or reports of those who do."""
    return gazetteer.entity_at(entity).subtype in _ARMED


_TOWN = 5_000  # inhabitants: below it a place is known by its name only to those who live near it


@lru_cache(maxsize=65536)
def is_village(gazetteer: Gazetteer, entity: int) -> bool:
    """Tell whether an entity is a settlement so small that its name says little without its region."""
    if gazetteer.kind_at(entity) is not Kind.SETTLEMENT:
        return False
    inhabitants = int(gazetteer.populations[entity])
    return inhabitants < _TOWN if inhabitants else gazetteer.entity_at(entity).subtype in {"village", "settlement"}


def _country_up(gazetteer: Gazetteer, entity: int) -> int | None:
    return next((p for p in ancestors(gazetteer, entity) if gazetteer.kind_at(p) is Kind.COUNTRY), None)


@lru_cache(maxsize=65536)
def name_of(gazetteer: Gazetteer, entity: int) -> str:
    """Give the name by which reasons call an entity: the Russian canonical one."""
    names = gazetteer.entity_at(entity).names
    return names.get("ru") or next(iter(names.values()))
