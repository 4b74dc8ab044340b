"""The source tables as typed rows, each with the file and line it stands on; reads, judges only the shape."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from normalize.curate.writing import unchanging
from normalize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator


class Where(NamedTuple):
    """A line of a table: what a person types into an editor to get there.

    >>> str(Where("people/names.csv", 12))
    'people/names.csv:12'
    """

    file: str
    line: int

    @property
    def imported(self) -> bool:
        """Tell rows that a script wrote from rows that a person wrote."""
        return "imported" in self.file.split("/")

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Problem(NamedTuple):
    """Something wrong in a table: where, in which column, and what.

    >>> print(Problem(Where("people/entities.csv", 12), "kind", "'persn' is no kind"))
    people/entities.csv:12: kind: 'persn' is no kind
    """

    where: Where
    column: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.column}: {self.text}"


class EntityRow(NamedTuple):
    """A row of `entities.csv`: what there is, whatever it is called."""

    where: Where
    id: str
    kind: str
    subtype: str
    parent: str
    lat: str
    lon: str
    population: str
    iso3166_2: str
    oktmo: str
    okato: str
    katotth: str
    geonames: str
    wikidata: str
    valid_from: str
    valid_to: str
    status: str
    source: str


class NameRow(NamedTuple):
    """A row of `names.csv`: one name of one entity in one language."""

    where: Where
    entity_id: str
    name: str
    lang: str
    kind: str
    strength: str
    valid_from: str
    valid_to: str
    source: str


class RelationRow(NamedTuple):
    """A row of `relations.csv`: how one entity stands to another."""

    where: Where
    subject: str
    relation: str
    object: str
    valid_from: str
    valid_to: str
    source: str


class TenureRow(NamedTuple):
    """A row of `tenures.csv`: who held which office of what, and when."""

    where: Where
    person: str
    office: str
    of: str
    valid_from: str
    valid_to: str
    source: str


class ProofRow(NamedTuple):
    """A row of `proofs.csv`: a sentence that must, or must not, name the entity."""

    where: Where
    entity_id: str
    sentence: str
    expect: str


class RedirectRow(NamedTuple):
    """A row of `redirects.csv`: an id that is no more, and the entity that it means now."""

    where: Where
    id: str
    to: str
    date: str
    reason: str


class SourceRow(NamedTuple):
    """A row of `sources.csv`: where facts come from and under which licence."""

    where: Where
    id: str
    title: str
    licence: str
    url: str
    retrieved: str


class OfficeRow(NamedTuple):
    """A row of `offices.csv`: an office that one person at a time holds, and what it is called while one acts."""

    where: Where
    office: str
    of_kind: str
    acting: str
    source: str


class ExpectedRow(NamedTuple):
    """A row of `expected.csv`: how many entities of a kind and subtype a place has."""

    where: Where
    of: str
    kind: str
    subtype: str
    number: str
    note: str
    source: str


class ExceptionRow(NamedTuple):
    """A row of `exceptions.csv`: what breaks a rule of the checker, and why it is right all the same."""

    where: Where
    rule: str
    entity_id: str
    value: str
    reason: str
    source: str


Row = EntityRow | NameRow | RelationRow | TenureRow | ProofRow | SourceRow | OfficeRow | ExpectedRow | ExceptionRow | RedirectRow

ROWS: dict[str, type[Row]] = {
    "entities": EntityRow,
    "names": NameRow,
    "relations": RelationRow,
    "tenures": TenureRow,
    "proofs": ProofRow,
    "sources": SourceRow,
    "redirects": RedirectRow,
    "offices": OfficeRow,
    "expected": ExpectedRow,
    "exceptions": ExceptionRow,
}

# The columns in which a row speaks of another entity, or of the one that it is about.
SPEAKS_OF: dict[str, tuple[str, ...]] = {
    "entities": ("parent",),
    "names": ("entity_id",),
    "relations": ("subject", "object"),
    "tenures": ("person", "of"),
    "proofs": ("entity_id",),
    "expected": ("of",),
    "exceptions": ("entity_id",),
}

# Rows are sorted by their columns from left to right; names stand by language and kind first.
_NAMES_ORDER = ("entity_id", "lang", "kind", "name")


@cache
def columns(table: str) -> tuple[str, ...]:
    """Name the columns of a table in their order.

    >>> columns("tenures")
    ('person', 'office', 'of', 'valid_from', 'valid_to', 'source')
    """
    return ROWS[table]._fields[1:]


def order(table: str, cells: tuple[str, ...]) -> tuple[str, ...]:
    """Give the sort key of a row.

    >>> order("names", ("RU-TUL", "Тульская область", "ru", "preferred", "strong", "", "", "nrm-2026"))[:4]
    ('RU-TUL', 'ru', 'preferred', 'Тульская область')
    """
    if table != "names":
        return cells
    return (*(cells[columns(table).index(name)] for name in _NAMES_ORDER), *cells)


@dataclass(slots=True)
class Tables:
    """Every row below one root, table by table, and what is wrong with the shape of the files."""

    entities: list[EntityRow] = field(default_factory=list)
    names: list[NameRow] = field(default_factory=list)
    relations: list[RelationRow] = field(default_factory=list)
    tenures: list[TenureRow] = field(default_factory=list)
    proofs: list[ProofRow] = field(default_factory=list)
    sources: list[SourceRow] = field(default_factory=list)
    redirects: list[RedirectRow] = field(default_factory=list)
    offices: list[OfficeRow] = field(default_factory=list)
    expected: list[ExpectedRow] = field(default_factory=list)
    exceptions: list[ExceptionRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def all(self) -> Iterator[Row]:
        """Go through the rows of every table."""
        for table in ROWS:
            yield from getattr(self, table)


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
    _lead_on(tables)
    return tables


def _lead_on(tables: Tables) -> None:
    """Let every row that speaks of a merged id speak of the entity that took its place; its own row goes."""
    now = {row.id: row.to for row in tables.redirects}
    if not now:
        return
    tables.entities = [row for row in tables.entities if row.id not in now or not row.where.imported]
    for table, names in SPEAKS_OF.items():
        rows = getattr(tables, table)
        rows[:] = [_led(row, names, now) for row in rows]


def _led(row: Row, names: tuple[str, ...], now: dict[str, str]) -> Row:
    changed = {name: now[getattr(row, name)] for name in names if getattr(row, name) in now}
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
