"""What the gazetteer knows: entities, their names, their offices; values that never change."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from normalize.types import Case, EntityId, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class AliasKind(StrEnum):
    """How a name relates to its entity."""

    PREFERRED = "preferred"
    ALIAS = "alias"
    SHORT = "short"
    ABBREVIATION = "abbreviation"
    FORMER = "former"
    COLLOQUIAL = "colloquial"
    MISSPELLING = "misspelling"
    ADJECTIVE = "adjective"


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of an entity; `str(alias)` is the name itself.

    A strong alias names the entity alone; a weak one needs support: a head word, a title, a list, an earlier mention.
    `forms` are case forms that the rules would not make.

    >>> str(Alias("Смоленщина", "ru", AliasKind.COLLOQUIAL))
    'Смоленщина'
    """

    name: str
    lang: str
    kind: AliasKind = AliasKind.ALIAS
    strong: bool = True
    valid_from: str | None = None
    valid_to: str | None = None
    forms: tuple[tuple[Case, str], ...] = ()

    def __str__(self) -> str:
        return self.name

    def to_dict(self) -> dict[str, str | None]:
        """Give the alias as plain data."""
        return {
            "name": self.name,
            "lang": self.lang,
            "kind": self.kind.value,
            "strength": "strong" if self.strong else "weak",
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
        }


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person's time in an office; an open end means that the office is held as far as is known."""

    office: str
    of: str
    valid_from: str | None = None
    valid_to: str | None = None

    def covers(self, date: str | None) -> bool:
        """Tell whether the office was held at an ISO date (or, without a date, is still held).

        >>> Tenure("governor", "RU-SMO", "2023-03-17").covers("2025-12-08")
        True
        """
        if date is None:
            return self.valid_to is None
        return within(date, self.valid_from, self.valid_to)

    def to_dict(self) -> dict[str, str | None]:
        """Give the tenure as plain data."""
        return {
            "office": self.office,
            "of": self.of,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
        }


@dataclass(frozen=True, slots=True)
class Relation:
    """A dated relation to another entity, such as `capital_of` or `claimed_by`."""

    relation: str
    object: str
    valid_from: str | None = None
    valid_to: str | None = None

    def to_dict(self) -> dict[str, str | None]:
        """Give the relation as plain data."""
        return {
            "relation": self.relation,
            "object": self.object,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
        }


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing in the gazetteer, with a permanent id.

    `names` are the canonical names by language, `weak_names` the languages in which that name needs support, as the
    name of a federal city does beside the city itself; `aliases` are all other names. `forms` holds, by name, case
    forms that the rules would not make, `former_ids` the ids of what was merged into it.

    >>> import normalize
    >>> region = normalize.load(ner=False).entity("RU-SMO")
    >>> region.names["en"], region.parent, "Смоленщина" in map(str, region.aliases)
    ('Smolensk Oblast', 'RU', True)
    """

    id: EntityId
    kind: Kind
    names: Mapping[str, str]
    aliases: tuple[Alias, ...] = ()
    parent: str | None = None
    weak_names: frozenset[str] = frozenset()
    ids: Mapping[str, str] = field(default_factory=dict)
    tenures: tuple[Tenure, ...] = ()
    relations: tuple[Relation, ...] = ()
    subtype: str | None = None
    status: str = "active"
    population: int | None = None
    coordinates: tuple[float, float] | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    forms: Mapping[str, tuple[tuple[Case, str], ...]] = field(default_factory=dict)
    former_ids: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.id)

    def __reduce__(self) -> tuple[Any, tuple[dict[str, Any]]]:
        """Travel to another process as plain data."""
        return entity_from, (self.to_dict(),)

    def to_dict(self) -> dict[str, Any]:
        """Give the entity as plain data for JSON."""
        return {
            "id": self.id,
            "kind": self.kind.value,
            "subtype": self.subtype,
            "status": self.status,
            "names": dict(self.names),
            "weak_names": sorted(self.weak_names),
            "aliases": [alias.to_dict() for alias in self.aliases],
            "parent": self.parent,
            "ids": dict(self.ids),
            "tenures": [tenure.to_dict() for tenure in self.tenures],
            "relations": [relation.to_dict() for relation in self.relations],
            "population": self.population,
            "coordinates": list(self.coordinates) if self.coordinates else None,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
            **(
                {"forms": {name: [list(form) for form in forms] for name, forms in self.forms.items()}}
                if self.forms
                else {}
            ),
            **({"former_ids": list(self.former_ids)} if self.former_ids else {}),
        }


def within(date: str, valid_from: str | None, valid_to: str | None) -> bool:
    """Tell whether an ISO date lies in a period whose ends may be open or partial ("2012", "2012-05").

    >>> within("2012-03-01", "2012", "2012-05"), within("2012-06-01", None, "2012-05")
    (True, False)
    """
    after = not valid_from or date[: len(valid_from)] >= valid_from
    before = not valid_to or date[: len(valid_to)] <= valid_to
    return after and before


def entity_from(record: Mapping[str, Any]) -> Entity:
    """Make an entity of a record of `Gazetteer.build`.

    >>> entity = entity_from({"id": "RU-SMO", "kind": "region",
    ...                       "names": {"ru": "Смоленская область", "en": "Smolensk Oblast"},
    ...                       "aliases": ["Смоленщина"]})
    >>> [str(alias) for alias in entity.aliases]
    ['Смоленщина']
    """
    lat, lon = record.get("coordinates") or (record.get("lat"), record.get("lon"))
    aliases = [_alias(alias) for alias in record.get("aliases") or ()]
    return Entity(
        id=EntityId(record["id"]),
        kind=Kind(record["kind"]),
        names=MappingProxyType(dict(record["names"])),
        weak_names=frozenset(record.get("weak_names") or ()) | {alias.lang for alias in aliases if _canonical(alias)},
        aliases=tuple(alias for alias in aliases if not _canonical(alias)),
        parent=record.get("parent") or None,
        ids=MappingProxyType(dict(record.get("ids") or {})),
        tenures=tuple(Tenure(**_known(Tenure, tenure)) for tenure in record.get("tenures") or ()),
        relations=tuple(Relation(**_known(Relation, relation)) for relation in record.get("relations") or ()),
        subtype=record.get("subtype") or None,
        status=record.get("status") or "active",
        population=int(record["population"]) if record.get("population") else None,
        coordinates=(float(lat), float(lon)) if lat not in (None, "") and lon not in (None, "") else None,
        valid_from=record.get("valid_from") or None,
        valid_to=record.get("valid_to") or None,
        forms=MappingProxyType({name: _stated(forms) for name, forms in (record.get("forms") or {}).items()}),
        former_ids=tuple(record.get("former_ids") or ()),
    )


def _stated(forms: Iterable[tuple[str, str]]) -> tuple[tuple[Case, str], ...]:
    return tuple((Case(case), form) for case, form in forms)


def _canonical(alias: Alias) -> bool:
    """Tell whether an alias row merely says that a canonical name is weak."""
    return alias.kind is AliasKind.PREFERRED


def _known(cls: type, values: Mapping[str, Any]) -> dict[str, Any]:
    names = cls.__dataclass_fields__  # type: ignore[attr-defined]
    return {name: value or None for name, value in values.items() if name in names}


def _alias(value: str | Mapping[str, Any]) -> Alias:
    if isinstance(value, str):
        return Alias(value, "ru" if any("а" <= letter <= "я" for letter in value.lower()) else "en")
    return Alias(
        name=value["name"],
        lang=value.get("lang") or _alias(value["name"]).lang,
        kind=AliasKind(value.get("kind") or "alias"),
        strong=value.get("strength", "strong") != "weak",
        valid_from=value.get("valid_from") or None,
        valid_to=value.get("valid_to") or None,
    )
