"""What holds between rows: every id that is named exists, no row comes twice, every entity has its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalize.curate.tables import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalize.curate.checks.settled import Settled
    from normalize.curate.tables import EntityRow, NameRow, Row, Tables

_LANGUAGES = ("ru", "en")


def check_references(settled: Settled) -> Iterator[Problem]:
    """Give what is wrong between rows that are, each alone, right."""
    tables, entities = settled.tables, settled.entities
    yield from _duplicates(tables)
    yield from _targets(settled)
    yield from _forms(settled)
    yield from _redirects(settled)
    yield from _sources(tables)
    yield from _canonical_names(tables, settled.own, settled.names)
    yield from _cycles(entities)


def _duplicates(tables: Tables) -> Iterator[Problem]:
    yield from _repeated(tables.sources, "id", ("id",))
    yield from _repeated(tables.entities, "id", ("id",))
    yield from _repeated(tables.names, "name", ("entity_id", "name", "lang"))
    yield from _repeated(tables.forms, "form", ("entity_id", "name", "case", "form"))
    yield from _repeated(tables.redirects, "id", ("id",))
    yield from _repeated(tables.relations, "object", ("subject", "relation", "object", "valid_from"))
    yield from _repeated(tables.tenures, "office", ("person", "office", "of", "valid_from"))
    yield from _repeated(tables.offices, "office", ("office", "of_kind"))
    yield from _repeated(tables.expected, "of", ("of", "kind", "subtype"))
    yield from _repeated(tables.exceptions, "value", ("rule", "entity_id", "value"))


def _repeated(rows: Sequence[Row], column: str, key: tuple[str, ...]) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        identity = (str(row.where.imported), *(getattr(row, name) for name in key))
        first = seen.setdefault(identity, row)
        if first is not row:
            what = " ".join(identity[1:])
            yield Problem(row.where, column, f"{what!r} stands already in {first.where}; keep one")


# Rows that say something of an entity, and so of one of these tables: said of another's it would be lost.
_OWN = frozenset({"subject", "person"})


def _targets(settled: Settled) -> Iterator[Problem]:
    tables = settled.tables
    wanted = (
        (tables.entities, ("parent",)),
        (tables.names, ("entity_id",)),
        (tables.forms, ("entity_id",)),
        (tables.redirects, ("to",)),
        (tables.relations, ("subject", "object")),
        (tables.tenures, ("person", "of")),
        (tables.proofs, ("entity_id",)),
        (tables.expected, ("of",)),
        (tables.exceptions, ("entity_id",)),
    )
    own = (tables.names, tables.forms, tables.redirects)
    for rows, fields in wanted:
        for name in fields:
            known = settled.own if name in _OWN or any(rows is table for table in own) else settled.entities
            for row in rows:
                target = getattr(row, name)
                if target and target not in known:
                    yield Problem(row.where, name, f"{target!r} is {_what(target, settled)}")


def _what(target: str, settled: Settled) -> str:
    if target in settled.entities:
        return "an entity of the base gazetteer; say this in its tables"
    return "the id of no entity; add the entity or mend the id"


def _forms(settled: Settled) -> Iterator[Problem]:
    """Tell forms of what is no name of the entity, or has not its words, or is no noun."""
    names = {(row.entity_id, row.name): row for row in settled.names if row.lang in {"ru", "mul"}}
    for row in settled.tables.forms:
        name = names.get((row.entity_id, row.name))
        if row.entity_id in settled.own and name is None:
            yield Problem(
                row.where, "name", f"{row.name!r} is no Russian name of {row.entity_id}; mend or delete the row"
            )
        elif name is not None and name.kind == "adjective":
            yield Problem(row.where, "name", f"{row.name!r} is an adjective; forms are stated of nouns only")
        elif len(row.form.split()) != len(row.name.split()):
            yield Problem(
                row.where, "form", f"{row.form!r} has not as many words as {row.name!r}; put each word in its case"
            )


def _redirects(settled: Settled) -> Iterator[Problem]:
    for row in settled.tables.redirects:
        if row.id in settled.own and not settled.own[row.id].where.imported:
            yield Problem(row.where, "id", f"{row.id!r} is an entity still; delete it or this row")
        if row.id == row.to:
            yield Problem(row.where, "to", f"{row.id!r} leads to itself; give the entity that took its place")


def _sources(tables: Tables) -> Iterator[Problem]:
    known = {row.id for row in tables.sources}
    for row in tables.all():
        source = getattr(row, "source", "")
        if source and source not in known:
            yield Problem(row.where, "source", f"{source!r} is not in sources.csv; add it there with its licence")


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
