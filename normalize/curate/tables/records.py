"""From tables to records: hand-written rows win over imported ones, and each entity becomes one record."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

from normalize.curate.tables import (
    EntityRow,
    FormRow,
    NameRow,
    Problem,
    RelationRow,
    Row,
    Tables,
    TenureRow,
    columns,
    read,
)
from normalize.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_Row = TypeVar("_Row", bound=Row)

_Number = TypeVar("_Number", int, float)

_IDS = ("iso3166_2", "oktmo", "okato", "katotth", "geonames", "wikidata")


def records(root: Path) -> Iterator[dict[str, Any]]:
    """Give one record an entity, sorted by id, in the shape that `Gazetteer.build` takes.

    `names` holds the canonical name by language, `aliases` every other name. A canonical name that is
    weak stands among the aliases as well, for only there is its strength told.

    Raises:
        SourceError: a table has not the shape of a table; it lists every such problem.
    """
    tables = read(root)
    if tables.problems:
        raise SourceError(str(problem) for problem in tables.problems)
    return merged(tables)


def merged(tables: Tables) -> Iterator[dict[str, Any]]:
    """Give the records of tables that are already read."""
    names = _by_entity(settled_names(tables.names), lambda row: row.entity_id)
    relations = _by_entity(_settled_relations(tables.relations), lambda row: row.subject)
    forms = _by_entity(sorted(set(tables.forms), key=lambda row: row[1:]), lambda row: row.entity_id)
    former = _by_entity(tables.redirects, lambda row: row.to)
    tenures = _by_entity(sorted(tables.tenures, key=lambda row: row[1:]), lambda row: row.person)
    for entity_id, row in sorted(settled_entities(tables.entities).items()):
        record = _entity(row)
        record["names"], record["aliases"] = _names(names.get(entity_id, []))
        record["relations"] = [_relation(relation) for relation in relations.get(entity_id, [])]
        record.update(_stated(forms.get(entity_id, [])))
        if entity_id in former:
            record["former_ids"] = sorted(redirect.id for redirect in former[entity_id])
        record["tenures"] = [_tenure(tenure) for tenure in tenures.get(entity_id, [])]
        yield record


def _stated(rows: list[FormRow]) -> dict[str, Any]:
    """Give the case forms that rows state, by name."""
    forms: dict[str, list[list[str]]] = {}
    for row in rows:
        forms.setdefault(row.name, []).append([row.case, row.form])
    return {"forms": forms} if forms else {}


def _by_entity(rows: Iterable[_Row], key: Callable[[_Row], str]) -> dict[str, list[_Row]]:
    grouped: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        grouped[key(row)].append(row)
    return grouped


def settled_entities(rows: Iterable[EntityRow]) -> dict[str, EntityRow]:
    """Merge the rows of each id: what a person wrote in a cell wins over what a script wrote there."""
    settled: dict[str, EntityRow] = {}
    for row in sorted(rows, key=lambda row: row.where.imported):
        known = settled.get(row.id)
        settled[row.id] = row if known is None else _filled(known, row)
    return settled


def _filled(row: EntityRow, imported: EntityRow) -> EntityRow:
    empty = {name: getattr(imported, name) for name in columns("entities") if not getattr(row, name)}
    return row._replace(**empty)


def settled_names(rows: Iterable[NameRow]) -> list[NameRow]:
    """Let hand-written names win: the same name, the rejected one, and the second canonical one.

    An imported canonical name that a person replaced stays on as an alias.
    """
    settled: dict[tuple[str, str, str], NameRow] = {}
    canonical: dict[tuple[str, str], str] = {}
    for row in sorted(rows, key=lambda row: row.where.imported):
        if (row.entity_id, row.name, row.lang) in settled:
            continue
        settled[row.entity_id, row.name, row.lang] = row
        if row.kind == "preferred" and canonical.setdefault((row.entity_id, row.lang), row.name) != row.name:
            settled[row.entity_id, row.name, row.lang] = row._replace(kind="alias")
    return [row for row in settled.values() if row.kind != "rejected"]


def _settled_relations(rows: list[RelationRow]) -> list[RelationRow]:
    settled: dict[tuple[str, ...], RelationRow] = {}
    by_hand = {(row.subject, row.relation, row.object) for row in rows if not row.where.imported}
    for row in rows:
        if not row.where.imported or (row.subject, row.relation, row.object) not in by_hand:
            settled[row[1:]] = row
    return [row for _, row in sorted(settled.items())]


def _entity(row: EntityRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "subtype": row.subtype,
        "status": row.status,
        "parent": row.parent or None,
        "ids": {name: getattr(row, name) for name in _IDS if getattr(row, name)},
        "lat": _number(row, "lat", float),
        "lon": _number(row, "lon", float),
        "population": _number(row, "population", int),
        "valid_from": row.valid_from or None,
        "valid_to": row.valid_to or None,
    }


def _number(row: EntityRow, column: str, read_as: type[_Number]) -> _Number | None:
    cell = getattr(row, column)
    try:
        return read_as(cell) if cell else None
    except ValueError:
        raise SourceError([str(Problem(row.where, column, f"{cell!r} is no number"))]) from None


def _names(rows: list[NameRow]) -> tuple[dict[str, str], list[dict[str, str | None]]]:
    rows = sorted(rows, key=lambda row: (row.lang, row.kind, row.name))
    names = {row.lang: row.name for row in rows if row.kind == "preferred"}
    aliases = [_alias(row) for row in rows if row.kind != "preferred" or row.strength == "weak"]
    return names, aliases


def _alias(row: NameRow) -> dict[str, str | None]:
    return {
        "name": row.name,
        "lang": row.lang,
        "kind": row.kind,
        "strength": row.strength,
        "valid_from": row.valid_from or None,
        "valid_to": row.valid_to or None,
    }


def _relation(row: RelationRow) -> dict[str, str | None]:
    return {
        "relation": row.relation,
        "object": row.object,
        "valid_from": row.valid_from or None,
        "valid_to": row.valid_to or None,
    }


def _tenure(row: TenureRow) -> dict[str, str | None]:
    return {
        "office": row.office,
        "of": row.of,
        "valid_from": row.valid_from or None,
        "valid_to": row.valid_to or None,
    }
