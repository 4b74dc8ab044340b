"""Figures of the tables: how much there is of each kind, language, source and region."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from normalize.curate.checks.settled import Settled, is_region
from normalize.curate.tables import ROWS, EntityRow, read
from normalize.curate.tables.format import edition
from normalize.types import Kind

if TYPE_CHECKING:
    from pathlib import Path

_IDS = ("iso3166_2", "oktmo", "okato", "katotth", "geonames", "wikidata")
_LANGUAGES = ("ru", "en", "uk", "be")
_PARTS = (Kind.DISTRICT, Kind.CITY_DISTRICT, Kind.SETTLEMENT, Kind.FEATURE, Kind.ORGANIZATION)

Cell = str | int


@dataclass(frozen=True, slots=True)
class Figures:
    """One table of figures: what it counts, its columns and its rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def to_dicts(self) -> list[dict[str, Cell]]:
        """Give each row as plain data for JSON."""
        return [{"table": self.title, **dict(zip(self.columns, row, strict=True))} for row in self.rows]


def figures(root: Path) -> list[Figures]:
    """Count what the tables below a root hold: in all, by kind, language, source and region.

    Raises:
        InputError: the root is no folder.
    """
    settled = Settled(read(root))
    return [
        _totals(settled, edition(root)),
        _kinds(settled),
        _languages(settled),
        _sources(settled),
        _regions(settled),
    ]


def _totals(settled: Settled, named: str) -> Figures:
    tables = settled.tables
    rows: list[tuple[Cell, ...]] = [("edition", named or "none")]
    rows += [("entities", len(settled.entities)), ("names", len(settled.names))]
    rows += [(table, len(getattr(tables, table))) for table in ROWS if table not in {"entities", "names"}]
    return Figures("total", ("what", "number"), tuple(rows))


def _kinds(settled: Settled) -> Figures:
    """Count entities and names by kind, and what share of the entities has what."""
    names = Counter(settled.entities[row.entity_id].kind for row in settled.names)
    lettered = {(row.entity_id, row.lang) for row in settled.names}
    columns = ("kind", "entities", "names", "former", *_LANGUAGES, "place on map", "outer id")
    rows: list[tuple[Cell, ...]] = []
    for kind in Kind:
        of_kind = [row for row in settled.entities.values() if row.kind == kind]
        if of_kind:
            shares = [_share([(row.id, lang) in lettered for row in of_kind]) for lang in _LANGUAGES]
            shares += [_share([bool(row.lat) for row in of_kind]), _share(list(map(_has_id, of_kind)))]
            former = sum(row.status == "former" for row in of_kind)
            rows.append((kind.value, len(of_kind), names[kind], former, *shares))
    return Figures("kind", columns, tuple(rows))


def _share(has: list[bool]) -> str:
    return f"{sum(has) / len(has):.0%}"


def _has_id(row: EntityRow) -> bool:
    return any(getattr(row, name) for name in _IDS)


def _languages(settled: Settled) -> Figures:
    kinds = sorted({row.kind for row in settled.names})
    counted = Counter((row.lang, row.kind) for row in settled.names)
    langs = sorted({row.lang for row in settled.names})
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (lang, sum(counted[lang, kind] for kind in kinds), *(counted[lang, kind] for kind in kinds)) for lang in langs
    )
    return Figures("language", ("language", "names", *kinds), rows)


def _sources(settled: Settled) -> Figures:
    tables = settled.tables
    counted = {
        table: Counter(row.source for row in getattr(tables, table))
        for table in ("entities", "names", "relations", "tenures")
    }
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (row.id, row.licence, *(counted[table][row.id] for table in counted))
        for row in sorted(tables.sources, key=lambda row: row.id)
    )
    return Figures("source", ("source", "licence", *counted), rows)


def _regions(settled: Settled) -> Figures:
    """Count what lies in each region, and its office holders; a country stands for what lies in none of its regions.

    Beside the districts stands how many `expected.csv` knows.
    """
    parts: Counter[tuple[str, str]] = Counter()
    for row in settled.entities.values():
        if row.kind in _PARTS:
            parts[_whole(settled, row.id), row.kind] += 1
    holders = {(_whole(settled, row.of), row.person) for row in settled.tables.tenures}
    people = Counter(whole for whole, _ in holders)
    expected: Counter[str] = Counter()
    for known in settled.tables.expected:
        expected[known.of] += int(known.number) if known.kind == Kind.DISTRICT and known.number.isdigit() else 0
    wholes = [row for row in settled.entities.values() if is_region(row) or row.kind == Kind.COUNTRY]
    rows: list[tuple[Cell, ...]] = []
    for row in sorted(wholes, key=lambda row: (settled.country(row.id), row.kind != Kind.COUNTRY, row.id)):
        counts = [parts[row.id, kind] for kind in _PARTS]
        if any(counts) or people[row.id] or is_region(row):
            name = settled.preferred.get((row.id, "en"))
            rows.append((row.id, name.name if name else "", expected[row.id] or "—", *counts, people[row.id]))
    columns = ("region", "name", "districts expected", *(kind.value for kind in _PARTS), "office holders")
    return Figures("region", columns, tuple(rows))


def _whole(settled: Settled, entity_id: str) -> str:
    return settled.region(entity_id) or settled.country(entity_id)
