"""The shape of the gazetteer tables: columns, order of rows, how they are read and written.

Needs nothing but the standard library; the importers beside it import it.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GAZETTEERS = Path(__file__).resolve().parent.parent

COLUMNS: dict[str, tuple[str, ...]] = {
    "entities": (
        *("id", "kind", "subtype", "parent", "lat", "lon", "population", "iso3166_2", "oktmo", "okato"),
        *("katotth", "geonames", "wikidata", "valid_from", "valid_to", "status", "source"),
    ),
    "names": ("entity_id", "name", "lang", "kind", "strength", "valid_from", "valid_to", "source"),
    "relations": ("subject", "relation", "object", "valid_from", "valid_to", "source"),
    "tenures": ("person", "office", "of", "valid_from", "valid_to", "source"),
    "proofs": ("entity_id", "sentence", "expect"),
    "sources": ("id", "title", "licence", "url", "retrieved"),
}
ORDER: dict[str, tuple[str, ...]] = {
    "entities": ("id",),
    "names": ("entity_id", "lang", "kind", "name", "valid_from"),
    "relations": ("subject", "relation", "object", "valid_from"),
    "tenures": ("person", "office", "of", "valid_from"),
    "proofs": ("entity_id", "expect", "sentence"),
    "sources": ("id",),
}


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a table; one that is not there has no rows."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write_table(path: Path, rows: Iterable[Mapping[str, str]]) -> int:
    """Write rows in canonical order without repeats and say how many; a table without rows is removed."""
    table = path.stem
    unique = {tuple(str(row.get(column, "")) for column in COLUMNS[table]) for row in rows}
    if not unique:
        path.unlink(missing_ok=True)
        return 0
    places = [COLUMNS[table].index(column) for column in ORDER[table]]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(COLUMNS[table])
        writer.writerows(sorted(unique, key=lambda row: ([row[place] for place in places], row)))
    return len(unique)


def entity(entity_id: str, kind: str, **fields: str) -> dict[str, str]:
    """Make a row of entities; it is active unless said otherwise."""
    return {"status": "active", **fields, "id": entity_id, "kind": kind}


def name(entity_id: str, text: str, lang: str, kind: str, **fields: str) -> dict[str, str]:
    """Make a row of names; it is strong unless said otherwise."""
    return {"strength": "strong", **fields, "entity_id": entity_id, "name": text, "lang": lang, "kind": kind}
