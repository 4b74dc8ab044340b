"""What holds between rows: every id that is named exists, every entity has its names, no two collide."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from normalize.curate.records import settled_entities, settled_names
from normalize.curate.tables import EntityRow, NameRow, Problem, Row, Tables
from normalize.text import fold
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LANGUAGES = ("ru", "en")


def check_references(tables: Tables) -> Iterator[Problem]:
    """Give what is wrong between rows that are, each alone, right."""
    entities = settled_entities(tables.entities)
    names = settled_names(tables.names)
    yield from _duplicates(tables)
    yield from _targets(tables, entities)
    yield from _sources(tables)
    yield from _canonical_names(tables, entities, names)
    yield from _cycles(entities)
    yield from _collisions(entities, names)
    yield from _people(tables, entities)


def _duplicates(tables: Tables) -> Iterator[Problem]:
    yield from _repeated(tables.sources, "id", ("id",))
    yield from _repeated(tables.entities, "id", ("id",))
    yield from _repeated(tables.names, "name", ("entity_id", "name", "lang"))
    yield from _repeated(tables.relations, "object", ("subject", "relation", "object", "valid_from"))
    yield from _repeated(tables.tenures, "office", ("person", "office", "of", "valid_from"))


def _repeated(rows: Sequence[Row], column: str, key: tuple[str, ...]) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        identity = (str(row.where.imported), *(getattr(row, name) for name in key))
        first = seen.setdefault(identity, row)
        if first is not row:
            what = " ".join(identity[1:])
            yield Problem(row.where, column, f"{what!r} stands already in {first.where}")


def _targets(tables: Tables, entities: dict[str, EntityRow]) -> Iterator[Problem]:
    wanted = (
        (tables.entities, ("parent",)),
        (tables.names, ("entity_id",)),
        (tables.relations, ("subject", "object")),
        (tables.tenures, ("person", "of")),
        (tables.proofs, ("entity_id",)),
    )
    for rows, fields in wanted:
        for row in rows:
            for name in fields:
                target = getattr(row, name)
                if target and target not in entities:
                    yield Problem(row.where, name, f"{target!r} is the id of no entity")


def _sources(tables: Tables) -> Iterator[Problem]:
    known = {row.id for row in tables.sources}
    for row in tables.all():
        source = getattr(row, "source", "")
        if source and source not in known:
            yield Problem(row.where, "source", f"{source!r} is not in sources.csv")


def _canonical_names(tables: Tables, entities: dict[str, EntityRow], names: list[NameRow]) -> Iterator[Problem]:
    have = {(row.entity_id, row.lang) for row in names if row.kind == "preferred"}
    for entity_id, row in entities.items():
        for lang in _LANGUAGES:
            if (entity_id, lang) not in have:
                yield Problem(row.where, "id", f"{entity_id!r} has no preferred name of language {lang!r}")
    first: dict[tuple[str, str, bool], NameRow] = {}
    for name in tables.names:
        if name.kind == "preferred":
            known = first.setdefault((name.entity_id, name.lang, name.where.imported), name)
            if known is not name:
                text = f"{name.entity_id!r} has {known.name!r} as preferred name already ({known.where})"
                yield Problem(name.where, "kind", text)


def _cycles(entities: dict[str, EntityRow]) -> Iterator[Problem]:
    fine: set[str] = set()
    for entity_id in entities:
        path: list[str] = []
        step = entity_id
        while step in entities and step not in fine and step not in path:
            path.append(step)
            step = entities[step].parent
        if step in path:
            loop = " > ".join([*path[path.index(step) :], step])
            yield Problem(entities[step].where, "parent", f"parents go round in a circle: {loop}")
        fine.update(path)


def _collisions(entities: dict[str, EntityRow], names: list[NameRow]) -> Iterator[Problem]:
    """Tell strong aliases that two entities of one kind and one parent share: nothing tells them apart.

    Two places of one oblast with the same canonical name are a fact, not a slip, and so are their aliases.
    """
    canonical = {row.entity_id: fold(row.name) for row in names if (row.kind, row.lang) == ("preferred", "ru")}
    owners: dict[tuple[str, str, str], dict[str, NameRow]] = defaultdict(dict)
    for row in names:
        entity = entities.get(row.entity_id)
        if entity is not None and row.strength == "strong" and _decides(entity, row):
            owners[fold(row.name), entity.kind, entity.parent].setdefault(row.entity_id, row)
    for (_, kind, _), bearers in owners.items():
        first, *others = sorted(bearers)
        for other in others:
            if kind == Kind.PERSON or canonical.get(first) != canonical.get(other):
                row = bearers[other]
                text = f"{row.name!r} is a strong alias of both {first} and {other}: weaken one"
                yield Problem(row.where, "strength", text)


def _decides(entity: EntityRow, row: NameRow) -> bool:
    return entity.status != "former" and (row.kind != "preferred" or entity.kind == Kind.PERSON)


def _people(tables: Tables, entities: dict[str, EntityRow]) -> Iterator[Problem]:
    office_holders = {row.person for row in tables.tenures}
    for entity_id, row in entities.items():
        if row.kind == Kind.PERSON and entity_id not in office_holders:
            yield Problem(row.where, "id", f"{entity_id!r} holds no office in tenures.csv; only office holders")
    for tenure in tables.tenures:
        person = entities.get(tenure.person)
        if person is not None and person.kind != Kind.PERSON:
            yield Problem(tenure.where, "person", f"{tenure.person!r} is a {person.kind}, not a person")
