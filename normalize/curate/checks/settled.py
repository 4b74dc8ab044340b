"""The tables as the compiler takes them, and what a rule of the checker finds in them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from normalize.curate.tables import EntityRow, ExceptionRow, NameRow, Problem, Row, Tables
from normalize.curate.tables.records import settled_entities, settled_names
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_IDLE = "excuses nothing; delete the row"


class Finding(NamedTuple):
    """Something that breaks a rule, unless a row of `exceptions.csv` names the rule, the entity and the value."""

    rule: str
    entity_id: str
    value: str
    row: Row
    column: str
    text: str


class Settled:
    """Entities and names after hand-written rows have won, and where each entity lies.

    `own` are the entities of the tables, `entities` also those of the gazetteer that they rest on.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.own = settled_entities(tables.entities)
        self.entities = {**{row.id: row for row in tables.base}, **self.own}

    @cached_property
    def names(self) -> list[NameRow]:
        """The names of these entities that stand."""
        return [row for row in settled_names(self.tables.names) if row.entity_id in self.own]

    @cached_property
    def preferred(self) -> dict[tuple[str, str], NameRow]:
        """The canonical name by entity and language."""
        return {(row.entity_id, row.lang): row for row in self.names if row.kind == "preferred"}

    def above(self, entity_id: str) -> Iterator[EntityRow]:
        """Go from an entity up to the whole it lies in, itself first; a circle ends where it closes."""
        seen: set[str] = set()
        while entity_id in self.entities and entity_id not in seen:
            seen.add(entity_id)
            row = self.entities[entity_id]
            yield row
            entity_id = row.parent

    def region(self, entity_id: str) -> str:
        """Give the region an entity lies in, or ""; federal districts are none."""
        return next((row.id for row in self.above(entity_id) if is_region(row)), "")

    def country(self, entity_id: str) -> str:
        """Give the country an entity lies in, or ""."""
        return next((row.id for row in self.above(entity_id) if row.kind == Kind.COUNTRY), "")


def is_region(row: EntityRow) -> bool:
    """Tell a first-level unit from the federal districts above it, which have no ISO code."""
    return row.kind == Kind.REGION and (row.subtype != "federal_district" or bool(row.iso3166_2))


def judged(findings: Iterable[Finding], exceptions: Iterable[ExceptionRow]) -> Iterator[Problem]:
    """Make problems of the findings that nothing excuses, and of the exceptions that excuse nothing.

    Imported exceptions are spared: the script that wrote them drops what no longer holds.
    """
    stated = {(row.rule, row.entity_id, row.value): row for row in exceptions}
    used = set()
    for finding in findings:
        key = (finding.rule, finding.entity_id, finding.value)
        used.add(key)
        if key not in stated:
            remedy = f"mend the row, or say why in exceptions.csv: {','.join(key)},…"
            yield Problem(finding.row.where, finding.column, f"{finding.text}; {remedy}")
    for key, row in stated.items():
        if key not in used and not row.where.imported:
            yield Problem(row.where, "value", f"{' '.join(filter(None, key))!r} {_IDLE}")


def is_idle(problem: Problem) -> bool:
    """Tell the problem of an exception that excuses nothing from all others."""
    return problem.text.endswith(_IDLE)
