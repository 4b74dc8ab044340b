"""Reads the tables below a folder; judges only their shape, and leads merged ids to what took their place."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from normalize.curate.tables.rows import ROWS, SPEAKS_OF, NameRow, Problem, RelationRow, Row, Tables, Where, columns
from normalize.curate.tables.writing import unchanging
from normalize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator


def files(root: Path) -> list[Path]:
    """List the tables below a root: `sources.csv`, `<theme>/*.csv` and `<theme>/imported/*.csv`.

    `importers/` holds scripts and what they read, no tables.

    Raises:
        InputError: the root is no folder.
    """
    if not root.is_dir():
        message = f"{root}: no such folder; give the folder that holds the gazetteer tables with --root"
        raise InputError(message)
    found = [*root.glob("*.csv"), *root.glob("*/*.csv"), *root.glob("*/imported/*.csv")]
    return sorted(path for path in found if path.relative_to(root).parts[0] != "importers")


def read(root: Path) -> Tables:
    """Read all tables below a root; files that cannot be read become problems, not errors."""
    with unchanging(root):
        return read_alone(root)


def read_alone(root: Path) -> Tables:
    """Read the tables as `read` does, for one who holds them already."""
    tables = Tables()
    for path in files(root):
        where = Where(path.relative_to(root).as_posix(), 1)
        if path.stem not in ROWS:
            known = ", ".join(ROWS)
            tables.problems.append(Problem(where, "file", f"{path.stem!r} is no table; known: {known}"))
            continue
        getattr(tables, path.stem).extend(_rows(path, where, tables.problems))
    lead_on(tables)
    return tables


def lead_on(tables: Tables) -> None:
    """Let every row that speaks of a merged id speak of the entity that took its place; its own row goes.

    Of what both say one row stays, and the other's canonical names are aliases now.
    """
    steps = {row.id: row.to for row in tables.redirects}
    now = {entity_id: _last(entity_id, steps) for entity_id in steps}
    if not now:
        return
    tables.entities = [row for row in tables.entities if row.id not in now or not row.where.imported]
    for table, names in SPEAKS_OF.items():
        rows = getattr(tables, table)
        led = [_led(row, names, now) for row in rows]
        said = {_fact(row) for row, before in zip(led, rows, strict=True) if row is before}
        rows[:] = [
            row
            for row, before in zip(led, rows, strict=True)
            if row is before or not (_fact(row) in said or _says_nothing(row))
        ]


def _fact(row: Row) -> tuple[str, ...]:
    return row[1:4] if isinstance(row, NameRow) else row[1:]


def _says_nothing(row: Row) -> bool:
    return isinstance(row, RelationRow) and row.subject == row.object


def _last(entity_id: str, steps: dict[str, str]) -> str:
    """Follow merged ids to the last; in a circle, which the checker tells of, stop."""
    seen = set()
    while entity_id in steps and entity_id not in seen:
        seen.add(entity_id)
        entity_id = steps[entity_id]
    return entity_id


def _led(row: Row, names: tuple[str, ...], now: dict[str, str]) -> Row:
    changed: dict[str, Any] = {name: now[getattr(row, name)] for name in names if getattr(row, name) in now}
    if changed and isinstance(row, NameRow) and row.kind == "preferred":
        changed["kind"] = "alias"
    return row._replace(**changed) if changed else row


def _rows(path: Path, where: Where, problems: list[Problem]) -> Iterator[Row]:
    return parsed(_decoded(path, where, problems), where, problems)


def parsed(text: str, where: Where, problems: list[Problem]) -> Iterator[Row]:
    """Give the rows of the text of a table, with the lines they stand on; what is no row becomes a problem."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    row = ROWS[Path(where.file).stem]
    header = row._fields[1:]
    try:
        found = tuple(next(reader, ()))
        if found != header:
            problems.append(Problem(where, "header", f"{','.join(found)!r} should be {','.join(header)!r}"))
            return
        for cells in reader:
            line = Where(where.file, reader.line_num)
            if len(cells) == len(header):
                yield row(line, *cells)
            else:
                problems.append(Problem(line, "row", f"{len(cells)} cells where {len(header)} are expected"))
    except csv.Error as error:
        problems.append(Problem(Where(where.file, reader.line_num), "row", f"not CSV: {error}"))


def _decoded(path: Path, where: Where, problems: list[Problem]) -> str:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problems.append(Problem(Where(where.file, line), "encoding", "not UTF-8; save the file as UTF-8"))
        return ",".join(columns(path.stem))
    if text.startswith("\ufeff"):
        problems.append(Problem(where, "encoding", "begins with a byte order mark; `gazetteer fmt`"))
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        problems.append(Problem(Where(where.file, line), "encoding", "line ends are not LF; `gazetteer fmt`"))
    if not text.endswith("\n"):
        end = Where(where.file, text.count("\n") + 1)
        problems.append(Problem(end, "encoding", "the last line has no end; `gazetteer fmt`"))
    return text.removeprefix("\ufeff")
