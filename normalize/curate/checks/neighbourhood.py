"""What a change can make wrong: the rows that changed, those that refer to them, and those whose names are like theirs.

An edit of one row in tables of ninety thousand is judged by some hundreds. Which they are follows from the rules:
whoever adds a rule that looks at rows farther away says here which (`tests/curate/test_neighbourhood.py` holds the
verdict on random edits against that of the whole check).
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from normalize.curate.checks.rules import likeness
from normalize.curate.checks.settled import Settled
from normalize.curate.tables import ROWS, SPEAKS_OF, EntityRow, NameRow, Row, Tables
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MOST = 300  # changed rows; more are judged as quickly with all
_ALONE = frozenset({"entities", "exceptions", "forms", "names", "proofs", "redirects", "relations", "tenures"})
# Cells of an entity on which depends where everything in it lies.
_PLACING = ("kind", "subtype", "parent", "iso3166_2")


def around(before: Tables, after: Tables, changed: Sequence[Row]) -> tuple[Tables, Tables]:
    """Give the part of two states of the tables in which a change can make something wrong.

    What is missing there makes problems of its own, the same in both states. Where a change reaches too far, as when
    a district with its villages moves to another region, the states are given whole.
    """
    change = _Change(before, after, changed)
    if change.reaches_far():
        return before, after
    ids = change.ids | change.likes()
    bare = change.context(ids)
    return _within(before, ids, bare), _within(after, ids, bare)


class _Change:
    """Two states of the tables and the rows in which they differ."""

    def __init__(self, before: Tables, after: Tables, changed: Sequence[Row]) -> None:
        self.changed = changed
        self.before, self.after = Settled(before), Settled(after)
        self.ids = {entity_id for row in changed for entity_id in _spoken_of(row)}
        self.entity_ids = {row.id for row in changed if isinstance(row, EntityRow)}

    def reaches_far(self) -> bool:
        """Tell changes that concern more than the entities they speak of and their likes."""
        tables = {type(row) for row in self.changed}
        if len(self.changed) > _MOST or not tables <= {ROWS[table] for table in _ALONE}:
            return True
        moved = {entity_id for entity_id in self.ids if self._is_placed_anew(entity_id)}
        parts = (row for state in (self.before, self.after) for row in state.own.values() if row.parent in moved)
        return any(row.id not in self.ids for row in parts)

    def _is_placed_anew(self, entity_id: str) -> bool:
        old, new = self.before.own.get(entity_id), self.after.own.get(entity_id)
        if old is None:
            return False
        return new is None or any(getattr(old, cell) != getattr(new, cell) for cell in _PLACING)

    @cached_property
    def names(self) -> list[NameRow]:
        """Every name there was or is."""
        gone = [row for row in self.changed if isinstance(row, NameRow)]
        return [*self.after.tables.names, *gone]

    @cached_property
    def stirred(self) -> list[NameRow]:
        """The names whose likes must be looked at: those that changed, and all of what changed itself."""
        whole = self.entity_ids | {row.entity_id for row in self._changed_names() if row.kind == "preferred"}
        for redirect in self.after.tables.redirects:
            if redirect.id in self.ids:
                whole.add(redirect.to)
        return [*self._changed_names(), *(row for row in self.names if row.entity_id in whole)]

    def _changed_names(self) -> list[NameRow]:
        return [row for row in self.changed if isinstance(row, NameRow)]

    def kinds(self, entity_id: str) -> set[Kind]:
        """Give the kinds an entity had and has."""
        rows = (state.own.get(entity_id) for state in (self.before, self.after))
        return {Kind(row.kind) for row in rows if row is not None and row.kind in set(Kind)}

    def regions(self, entity_id: str) -> set[str]:
        """Give the regions an entity lay and lies in."""
        return {state.region(entity_id) for state in (self.before, self.after) if entity_id in state.own}

    @cached_property
    def by_kind(self) -> dict[Kind, list[NameRow]]:
        """Every name by the kind of its entity."""
        kinds = {entity_id: self.kinds(entity_id) for entity_id in {row.entity_id for row in self.stirred}}
        wanted = set().union(*kinds.values())
        found: dict[Kind, list[NameRow]] = defaultdict(list)
        for row in self.names:
            entity = self.after.own.get(row.entity_id) or self.before.own.get(row.entity_id)
            if entity is not None and entity.kind in wanted:
                found[Kind(entity.kind)].append(row)
        return found

    def likes(self) -> set[str]:
        """Give the entities whose names a rule sets beside a stirred one."""
        found = {row.entity_id for row in likeness.sharing_words(self.stirred, self.names)}
        stirred: dict[Kind, list[NameRow]] = defaultdict(list)
        for row in self.stirred:
            for kind in self.kinds(row.entity_id):
                stirred[kind].append(row)
        for kind, rows in stirred.items():
            found |= {row.entity_id for row in likeness.near(kind, rows, self.by_kind[kind])}
            if likeness.is_local(kind):
                found |= set(self._neighbours(kind, rows))
        return found

    def _neighbours(self, kind: Kind, rows: Iterable[NameRow]) -> Iterator[str]:
        """Give the places of a kind in the same regions; of districts the settlements too, and the other way round."""
        regions = {region for row in rows for region in self.regions(row.entity_id)}
        kinds = {kind} | (likeness.NAMED_AFTER if kind in likeness.NAMED_AFTER else set())
        for entity_id, row in self.after.own.items():
            if row.kind in kinds and not regions.isdisjoint(self.regions(entity_id)):
                yield entity_id

    def context(self, ids: set[str]) -> set[str]:
        """Give the entities that rows of these speak of, and the wholes of all; their own rows need not be there."""
        bare = set(ids)
        for state in (self.before, self.after):
            for row in _rows_of(state.tables, ids):
                bare.update(_spoken_of(row))
            gone = ids - state.own.keys()
            bare.update(row.id for row in state.own.values() if row.parent in gone)
            bare.update(self._counted(state))
            for entity_id in list(bare):
                bare.update(row.id for row in state.above(entity_id))
        return bare

    def _counted(self, state: Settled) -> Iterator[str]:
        """Give what is counted with a changed entity: the parts of a whole whose number is known."""
        wholes = {state.own[entity_id].parent for entity_id in self.entity_ids if entity_id in state.own}
        wholes &= {row.of for row in state.tables.expected}
        return (row.id for row in state.own.values() if row.parent in wholes)


def _spoken_of(row: Row) -> set[str]:
    table = next(table for table, shape in ROWS.items() if isinstance(row, shape))
    fields = {*SPEAKS_OF.get(table, ()), *({"id"} if table in {"entities", "redirects"} else ())}
    return {getattr(row, name) for name in fields} - {""}


def _rows_of(tables: Tables, ids: set[str]) -> Iterator[Row]:
    """Give the rows that speak of entities, but for what lies in them."""
    for table, spoken in SPEAKS_OF.items():
        fields = ("id",) if table == "entities" else spoken
        for row in getattr(tables, table):
            if any(getattr(row, name) in ids for name in fields):
                yield row


def _within(tables: Tables, ids: set[str], bare: set[str]) -> Tables:
    """Give tables with the rows that speak of `ids`, and of the other entities in `bare` no more than that they are."""
    part = Tables(problems=tables.problems, sources=tables.sources, offices=tables.offices, base=tables.base)
    for row in _rows_of(tables, ids):
        rows: list[Any] = getattr(part, _TABLES[type(row)])
        rows.append(row)
    part.entities = [row for row in tables.entities if row.id in bare]
    part.expected = tables.expected
    return part


_TABLES = {shape: table for table, shape in ROWS.items()}
