"""Which formats there are, and what each keeps: `csv` and `jsonl` every fact as it stands, the others a view of it."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from normalize.curate.exchange.ftm import ftm_lines
from normalize.curate.exchange.geojson import geojson_text
from normalize.curate.exchange.quickstatements import statement_lines
from normalize.curate.exchange.skos import json_ld, turtle
from normalize.curate.tables import ROWS, Row, Tables, columns, read
from normalize.curate.tables.records import merged
from normalize.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


def export(root: Path, form: str) -> Iterator[str]:
    """Give the tables below a root in a format, piece by piece.

    `csv` and `jsonl` hold one fact a line with its file: imported again they give the same tables, byte for byte.
    `records` is what `Gazetteer.build` takes, an entity a line. `ftm` (FollowTheMoney), `skos` (Turtle), `jsonld`
    (the same graph), `geojson` (what has coordinates) and `quickstatements` (labels and aliases of what has a
    Wikidata id) are views: they leave out what their readers have no place for, such as sources and strengths.

    Raises:
        UnknownNameError: there is no such format.
        SourceError: a table has not the shape of a table.
    """
    if form not in FORMATS:
        raise UnknownNameError("format", form, FORMATS)
    return iter(FORMATS[form](read(root)))


def _csv(tables: Tables) -> Iterator[str]:
    """Write every fact as a line whose columns are those of all tables together."""
    header = ("file", *_all_columns())
    yield _line(header)
    for row in tables.all():
        facts = _facts(row)
        yield _line([facts.get(name, "") for name in header])


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def _all_columns() -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for table in ROWS for name in columns(table)))


def _jsonl(tables: Tables) -> Iterator[str]:
    for row in tables.all():
        facts = _facts(row)
        yield _json({name: cell for name, cell in facts.items() if cell})


def _facts(row: Row) -> dict[str, str]:
    cells: dict[str, Any] = row._asdict()
    return {"file": cells.pop("where").file, **cells}


def _records(tables: Tables) -> Iterator[str]:
    return (_json(record) for record in merged(tables))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


FORMATS: dict[str, Callable[[Tables], Iterable[str]]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "records": _records,
    "ftm": lambda tables: ftm_lines(list(merged(tables))),
    "skos": lambda tables: turtle(list(merged(tables))),
    "jsonld": lambda tables: json_ld(list(merged(tables))),
    "geojson": lambda tables: geojson_text(merged(tables)),
    "quickstatements": lambda tables: statement_lines(merged(tables)),
}
