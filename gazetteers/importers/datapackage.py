"""Write gazetteers/datapackage.json: one resource per table that is there, with its schema.

Needs nothing but the standard library; run as `python gazetteers/importers/datapackage.py`, and check the outcome with
`frictionless validate gazetteers/datapackage.json` (requirements.txt).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tables import COLUMNS, GAZETTEERS

if TYPE_CHECKING:
    from pathlib import Path

_KINDS = ("person", "region", "district", "city_district", "settlement", "country", "feature", "organization", "term")
_NAME_KINDS = (
    *("preferred", "alias", "short", "abbreviation", "former", "colloquial", "misspelling", "adjective", "rejected"),
)
_DATE = r"[0-9]{1,4}(-[0-9]{2}(-[0-9]{2})?)?"
_FIELDS: dict[str, dict[str, object]] = {
    "kind of entity": {"constraints": {"required": True, "enum": _KINDS}},
    "kind of name": {"constraints": {"required": True, "enum": _NAME_KINDS}},
    "lat": {"type": "number", "constraints": {"minimum": -90, "maximum": 90}},
    "lon": {"type": "number", "constraints": {"minimum": -180, "maximum": 180}},
    "population": {"type": "integer", "constraints": {"minimum": 0}},
    "lang": {"constraints": {"required": True, "enum": ["ru", "en", "uk", "be", "la", "mul"]}},
    "strength": {"constraints": {"required": True, "enum": ["strong", "weak"]}},
    "status": {"constraints": {"enum": ["active", "former", "disputed", "unverified"]}},
    "expect": {"constraints": {"required": True, "enum": ["yes", "no"]}},
    "valid_from": {"constraints": {"pattern": _DATE}},
    "valid_to": {"constraints": {"pattern": _DATE}},
    "retrieved": {"type": "date"},
}
_REQUIRED = {
    *("id", "entity_id", "name", "source", "subject", "relation", "object", "person", "office", "of", "sentence"),
    *("title", "licence"),
}


def _field(table: str, column: str) -> dict[str, object]:
    special = {("entities", "kind"): "kind of entity", ("names", "kind"): "kind of name"}
    known = _FIELDS.get(special.get((table, column), column), {})
    field: dict[str, object] = {"name": column, "type": "string", **known}
    if column in _REQUIRED and "constraints" not in field:
        field["constraints"] = {"required": True}
    return field


def _schema(table: str, columns: tuple[str, ...]) -> dict[str, object]:
    schema: dict[str, object] = {"fields": [_field(table, column) for column in columns]}
    if table in {"entities", "sources"}:
        schema["primaryKey"] = ["id"]
    if "source" in columns:
        reference = {"resource": "sources", "fields": ["id"]}
        schema["foreignKeys"] = [{"fields": ["source"], "reference": reference}]
    return schema


def _resource(path: Path) -> dict[str, object]:
    place = path.relative_to(GAZETTEERS)
    with path.open(encoding="utf-8") as lines:
        columns = tuple(next(lines).rstrip("\n").split(","))
    if columns != COLUMNS[path.stem]:
        raise SystemExit(f"{place}:1: columns are {columns}, should be {COLUMNS[path.stem]}")
    return {
        "name": "-".join(place.with_suffix("").parts).replace("_", "-"),
        "path": place.as_posix(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": _schema(path.stem, columns),
    }


def main() -> None:
    """Write the package and say how many tables it has."""
    tables = [path for path in sorted(GAZETTEERS.rglob("*.csv")) if path.parent.name != "importers"]
    package = {
        "name": "ru-en-normalize-gazetteers",
        "title": "Names of places, people, organisations and terms in Russian and English",
        "licenses": [
            {"name": "MIT", "title": "the authors' own rows"},
            {"name": "CC-BY-4.0", "title": "rows from GeoNames (see sources.csv)"},
        ],
        "resources": [_resource(path) for path in tables],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1)
    (GAZETTEERS / "datapackage.json").write_text(text + "\n", encoding="utf-8")
    print("tables", len(tables))


if __name__ == "__main__":
    main()
