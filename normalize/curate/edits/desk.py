"""The tables under one editor's hands: rows are added and taken away, and then put back all together, checked."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from normalize.curate.checks import Base, around, base_of, check_tables, findings, shape
from normalize.curate.checks.settled import Finding, Settled, is_idle
from normalize.curate.tables import ROWS, EntityRow, Problem, Row, Tables, Where, columns, lead_on, parsed, read_alone
from normalize.curate.tables.format import as_csv, with_tables
from normalize.curate.tables.records import settled_entities
from normalize.curate.tables.writing import alone, write_all
from normalize.errors import SourceError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# Where a new entity of a kind is written, unless its like already stand elsewhere.
_THEMES = {
    "person": "people",
    "region": "regions",
    "district": "districts",
    "city_district": "city_districts",
    "settlement": "settlements",
    "country": "countries",
    "feature": "features",
    "organization": "organizations",
    "term": "terms",
}


_LINE = re.compile(r"(?<=[:\s])\d+\b")


class Change(NamedTuple):
    """A row that comes or goes.

    >>> print(Change("+", "people/tenures.csv", ("zotov-ivan", "mayor", "gn-480562", "2026-03-01", "", "nrm-2026")))
    + people/tenures.csv: zotov-ivan,mayor,gn-480562,2026-03-01,,nrm-2026
    """

    sign: str
    file: str
    cells: tuple[str, ...]

    @property
    def row(self) -> Row:
        """The row, which stands on no line yet."""
        return ROWS[_table(self.file)](Where(self.file, 0), *self.cells)

    def __str__(self) -> str:
        line = as_csv(self.file.rpartition("/")[2].removesuffix(".csv"), [self.cells]).split("\n", 1)[1]
        return f"{self.sign} {self.file}: {line.rstrip()}"


@dataclass
class Desk:
    """What is known of the tables, and what is to change in them; nothing is written before `finish`."""

    root: Path
    tables: Tables
    base: Base | None = None
    changes: dict[Change, None] = field(default_factory=dict)  # in the order they were made, each once
    new: dict[str, EntityRow] = field(default_factory=dict)

    @cached_property
    def entities(self) -> dict[str, EntityRow]:
        """Every entity by its id, hand-written cells over imported ones, as the tables stood at the start."""
        return settled_entities(self.tables.entities)

    def entity(self, entity_id: str) -> EntityRow:
        """Give the row of an entity.

        Raises:
            UnknownNameError: there is none; the nearest id is offered.
        """
        row = self.new.get(entity_id) or self.entities.get(entity_id)
        if row is None:
            raise UnknownNameError("id of an entity", entity_id, self.entities)
        return row

    def known(self, entity_id: str) -> EntityRow:
        """Give the row of an entity of these tables or of the gazetteer that they rest on.

        Raises:
            UnknownNameError: neither has it; the nearest id is offered.
        """
        row = self.base.row(entity_id) if self.base and entity_id not in self.entities else None
        return row or self.entity(entity_id)

    def knows(self, entity_id: str) -> bool:
        """Tell whether there is such an entity, in these tables or in the gazetteer that they rest on."""
        own = entity_id in self.entities or entity_id in self.new
        return own or (self.base is not None and self.base.row(entity_id) is not None)

    def rows(self, table: str, **cells: str) -> list[Row]:
        """Give the rows of a table whose cells are those given, without what is to go and with what is to come."""
        gone = {(change.file, change.cells) for change in self.changes if change.sign == "-"}
        stand = [row for row in getattr(self.tables, table) if (row.where.file, row[1:]) not in gone]
        come = [row for row in self.coming() if isinstance(row, ROWS[table])]
        return [row for row in [*stand, *come] if all(getattr(row, name) == cell for name, cell in cells.items())]

    def add(self, table: str, owner: str, **cells: str) -> None:
        """Add a row to the table of the theme that `owner`, an entity, stands in; cells not given are empty."""
        file = f"{self.theme(owner)}/{table}.csv" if owner else f"{table}.csv"
        self.changes[Change("+", file, tuple(cells.get(name, "") for name in columns(table)))] = None

    def remove(self, row: Row) -> None:
        """Take a hand-written row away; what a script wrote is overruled by a row of its own instead.

        A row that was only just added is forgotten.
        """
        coming = Change("+", row.where.file, tuple(row[1:]))
        if coming in self.changes:
            del self.changes[coming]
        else:
            self.changes[Change("-", row.where.file, tuple(row[1:]))] = None

    def replace(self, row: Any, **cells: str) -> None:  # noqa: ANN401  a row keeps its own type through _replace
        """Change cells of a row; an imported entity gets a hand-written row that says only what differs."""
        if row.where.imported:
            self._overrule(row, cells)
            return
        self.remove(row)
        self.changes[Change("+", row.where.file, tuple(row._replace(**cells)[1:]))] = None

    def _overrule(self, row: Any, cells: dict[str, str]) -> None:  # noqa: ANN401
        """Write a row of our own over an imported one; of an entity it says only what must stand, and what differs."""
        table = _table(row.where.file)
        own = {name: cell for name, cell in row._asdict().items() if name != "where"}
        if table == "entities":
            own = {name: cell for name, cell in own.items() if shape(table, name).required}
        self.add(table, row[1], **{**own, **cells})

    def theme(self, entity_id: str) -> str:
        """Name the folder whose hand-written tables an entity's rows belong to.

        >>> from normalize.curate.tables import EntityRow, Tables, Where
        >>> row = EntityRow(Where("towns/imported/entities.csv", 2), "gn-1", "settlement", *[""] * 14, "s")
        >>> Desk(None, Tables(entities=[row])).theme("gn-1")
        'towns'
        """
        return self.entity(entity_id).where.file.partition("/")[0]

    def theme_of_kind(self, kind: str) -> str:
        """Name the folder a new entity of a kind belongs to: where most of its like stand, or the customary one."""
        count = self._themes.get(kind, Counter())
        usual = _THEMES[kind]
        return usual if usual in count or not count else count.most_common(1)[0][0]

    @cached_property
    def _themes(self) -> dict[str, Counter[str]]:
        """How many entities of each kind each folder holds."""
        themes: dict[str, Counter[str]] = defaultdict(Counter)
        for row in self.tables.entities:
            themes[row.kind][row.where.file.rpartition("/")[0].partition("/")[0]] += 1
        return themes

    def new_entity(self, **cells: str) -> None:
        """Add the row of an entity that is not there yet, in the theme of its kind.

        Raises:
            SourceError: its id is taken.
        """
        taken = self.new.get(cells["id"]) or self.entities.get(cells["id"])
        if taken is not None:
            message = f"{taken.where}: id: {cells['id']!r} is taken, by a {taken.kind}; choose another with --id"
            raise SourceError([message])
        row = tuple(cells.get(name, "") for name in columns("entities"))
        file = f"{self.theme_of_kind(cells['kind'])}/entities.csv"
        self.changes[Change("+", file, row)] = None
        self.new[cells["id"]] = EntityRow(Where(file, 0), *row)

    def coming(self) -> list[Row]:
        """Give the rows that are to come."""
        return [change.row for change in self.changes if change.sign == "+"]

    def texts(self) -> dict[str, str]:
        """Give the new text of every file that changes."""
        return {file: self._text(file) for file in sorted({change.file for change in self.changes})}

    def problems(self) -> list[Problem]:
        """Give what would be wrong after the changes and was not before them."""
        before, after = self._around()
        found = check_tables(after)
        if not found:
            return []
        known = Counter(told(problem) for problem in check_tables(before))
        fresh = []
        for problem in found:
            if known[told(problem)]:
                known[told(problem)] -= 1
            else:
                fresh.append(problem)
        return fresh

    def settle(self) -> list[Problem]:
        """Take away the exceptions that excuse nothing any more after the changes, and give what else is wrong."""
        problems = self.problems()
        idle = {problem.where for problem in problems if is_idle(problem)}
        for row in self.after().exceptions if idle else ():
            if row.where in idle:
                self.remove(row)
        return self.problems() if idle else problems

    def excuse(self, reason: str, source: str) -> None:
        """Write a row for each rule that the changes break, so that it is seen later why they stand."""
        before, after = self._around()
        known = {_excused(finding) for finding in findings(Settled(before))}
        for finding in findings(Settled(after)):
            excused = _excused(finding)
            if excused not in known:
                known.add(excused)
                rule, entity_id, value = excused
                cells = {"rule": rule, "entity_id": entity_id, "value": value, "reason": reason, "source": source}
                self.add("exceptions", "", **cells)

    def _around(self) -> tuple[Tables, Tables]:
        """Give what the changes can make wrong, as it is and as it will be."""
        return around(self.tables, self.after(), [change.row for change in self.changes])

    def after(self) -> Tables:
        """Give the tables as they will be, with the lines their rows will stand on."""
        changed = self.texts()
        tables = Tables(problems=list(self.tables.problems))
        for table in ROWS:
            kept = [row for row in getattr(self.tables, table) if row.where.file not in changed]
            new = [row for file in changed if _table(file) == table for row in self._numbered(file)]
            getattr(tables, table).extend(sorted([*kept, *new], key=lambda row: row.where))
        if any(_table(file) == "redirects" for file in changed):
            lead_on(tables)
        tables.base = self.base.rows(tables) if self.base else []
        return tables

    def _rows_of(self, file: str) -> list[tuple[str, ...]]:
        table = _table(file)
        gone = {change.cells for change in self.changes if change.file == file and change.sign == "-"}
        come = [change.cells for change in self.changes if change.file == file and change.sign == "+"]
        stand = (tuple(row[1:]) for row in getattr(self.tables, table) if row.where.file == file)
        return [*(cells for cells in stand if cells not in gone), *come]

    def _text(self, file: str) -> str:
        return as_csv(_table(file), self._rows_of(file))

    def _numbered(self, file: str) -> list[Row]:
        return list(parsed(self._text(file), Where(file, 1), []))


@contextmanager
def editing(root: Path, *, force: bool = False, write: bool = True) -> Iterator[Desk]:
    """Give a desk over the tables below a root; when the block ends well, check and write what changed, all or none.

    Nobody else writes meanwhile, and tables are read after the lock is held: what others added is seen and kept.
    With `write=False` everything happens but the writing.

    Raises:
        SourceError: the change would make something wrong, and nothing is written. `force` writes what only breaks a
            rule, with a row in `exceptions.csv` that says so; what could not be compiled is never written.
    """
    with alone(root):
        desk = Desk(root, read_alone(root), base_of(root))
        desk.tables.base = desk.base.rows(desk.tables) if desk.base else []
        yield desk
        if not desk.changes:
            return
        if force:
            desk.excuse(f"written with --force on {datetime.now(UTC).date()}", _source_of(desk.changes))
        problems = desk.settle()
        if problems:
            raise SourceError(str(problem) for problem in problems)
        if write:
            texts = desk.texts()
            write_all(root, {**texts, **with_tables(root, texts)})


def _excused(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.entity_id, finding.value


def _source_of(changes: Iterable[Change]) -> str:
    """Give the source that the changes name, for the rows that excuse them."""
    rows = (dict(zip(columns(_table(change.file)), change.cells, strict=True)) for change in changes)
    return next((row["source"] for row in rows if row.get("source")), "")


def _table(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".csv")


def told(problem: Problem) -> tuple[str, str, str]:
    """Give what a problem says without the lines it speaks of, which a row more above them would change."""
    return problem.where.file, problem.column, _LINE.sub("", problem.text)
