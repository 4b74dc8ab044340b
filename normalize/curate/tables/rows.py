"""What a row of each table is: its columns, the file and line it stands on, and its place in the order."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

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


class FormRow(NamedTuple):
    """A row of `forms.csv`: a case form of a name, which the rules would make otherwise."""

    where: Where
    entity_id: str
    name: str
    case: str
    form: str
    source: str


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


Row = (
    EntityRow
    | NameRow
    | RelationRow
    | TenureRow
    | ProofRow
    | SourceRow
    | OfficeRow
    | ExpectedRow
    | ExceptionRow
    | RedirectRow
    | FormRow
)

ROWS: dict[str, type[Row]] = {
    "entities": EntityRow,
    "names": NameRow,
    "forms": FormRow,
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
    "forms": ("entity_id",),
    "relations": ("subject", "object"),
    "tenures": ("person", "of"),
    "proofs": ("entity_id",),
    "expected": ("of",),
    "exceptions": ("entity_id",),
    "redirects": ("to",),
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
    forms: list[FormRow] = field(default_factory=list)
    relations: list[RelationRow] = field(default_factory=list)
    tenures: list[TenureRow] = field(default_factory=list)
    proofs: list[ProofRow] = field(default_factory=list)
    sources: list[SourceRow] = field(default_factory=list)
    redirects: list[RedirectRow] = field(default_factory=list)
    offices: list[OfficeRow] = field(default_factory=list)
    expected: list[ExpectedRow] = field(default_factory=list)
    exceptions: list[ExceptionRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    base: list[EntityRow] = field(default_factory=list)  # of another gazetteer, which these tables rest on

    def all(self) -> Iterator[Row]:
        """Go through the rows of every table."""
        for table in ROWS:
            yield from getattr(self, table)
