"""What comes in: our own facts as they left us, or drafts of another system laid beside what is there."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from typing import TYPE_CHECKING

from normalize.curate.exchange.drafts import Draft, Outcome, absorb
from normalize.curate.exchange.readers import READERS, ColumnMapping
from normalize.curate.tables import ROWS, columns
from normalize.curate.tables.format import as_csv, with_tables
from normalize.curate.tables.writing import alone, write_all
from normalize.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from normalize.curate.edits import Desk

FORMS = ("facts", *READERS)

__all__ = ["FORMS", "Draft", "Outcome", "absorb", "drafts", "import_into", "restore"]


def drafts(text: str, form: str, mapping: ColumnMapping, where: str) -> Iterator[Draft]:
    """Read a file of another system.

    Raises:
        UnknownNameError: there is no such format.
        InputError: the file has another shape; the line is named.
    """
    if form not in READERS:
        raise UnknownNameError("format", form, FORMS)
    return READERS[form](text, mapping, where)


def import_into(desk: Desk, found: Iterable[Draft], source: str) -> list[Outcome]:
    """Put drafts on the desk and tell what came of each."""
    return list(absorb(desk, found, source))


def restore(root: Path, text: str, where: str) -> list[str]:
    """Write the tables that `export` wrote as `csv` or `jsonl`: the same files, byte for byte; give their names.

    Files of the root that the facts do not name stay as they are.

    Raises:
        InputError: a line is no fact of ours.
    """
    rows: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for number, fact in enumerate(_facts(text, where), 2):
        file = str(fact.get("file", ""))
        table = file.rpartition("/")[2].removesuffix(".csv")
        if table not in ROWS or not file.endswith(".csv") or ".." in file or file.startswith("/"):
            message = f"{where}:{number}: file: {file!r} is no table; is this a file that `gazetteer export` wrote?"
            raise InputError(message)
        rows[file].append(tuple(str(fact.get(name) or "") for name in columns(table)))
    root.mkdir(parents=True, exist_ok=True)
    with alone(root):
        texts = {file: as_csv(file.rpartition("/")[2].removesuffix(".csv"), rows[file]) for file in sorted(rows)}
        write_all(root, {**texts, **with_tables(root, texts)})
    return sorted(rows)


def _facts(text: str, where: str) -> Iterator[dict[str, str]]:
    if text.startswith("{"):
        try:
            yield from (json.loads(line) for line in text.splitlines() if line.strip())
        except ValueError as error:
            message = f"{where}: is no JSON ({error}); give one fact a line, as `gazetteer export --format jsonl` does"
            raise InputError(message) from None
    else:
        yield from csv.DictReader(io.StringIO(text, newline=""))
