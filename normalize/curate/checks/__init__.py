"""The checker: everything that is wrong in the tables, told all at once, each with its file and line.

`cells` judges each file and row alone, `references` what rows say of each other, `rules` what must hold
between names, places and people; `neighbourhood` knows what a change can make wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalize.curate.checks.base import Base, base_file, base_of, told_base
from normalize.curate.checks.cells import check_cells, shape
from normalize.curate.checks.neighbourhood import around
from normalize.curate.checks.references import check_references
from normalize.curate.checks.rules import NEEDS_WHOLE, check_counts, check_people, findings
from normalize.curate.checks.settled import Settled, judged
from normalize.curate.tables import Problem, Tables, Where, read
from normalize.curate.tables.format import format_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "NEEDS_WHOLE",
    "Base",
    "around",
    "base_file",
    "base_of",
    "check",
    "check_tables",
    "findings",
    "shape",
    "told_base",
]


def check(root: Path, base: str = "") -> list[Problem]:
    """Give every problem of the tables below a root, in the order of files and lines.

    Nothing is left for a second run: a person mends all of it at once. `base` is the gazetteer that they rest on, if
    their `datapackage.json` does not say it: "default", or the path of a compiled file.
    """
    tables = read(root)
    known = base_of(root, base)
    tables.base = known.rows(tables) if known else []
    problems = check_tables(tables)
    return problems if tables.problems else sorted([*problems, *_form(root)])


def check_tables(tables: Tables) -> list[Problem]:
    """Give every problem of tables that are already read."""
    settled = Settled(tables)
    problems = [*check_cells(tables), *check_references(settled), *check_people(settled), *check_counts(settled)]
    return sorted([*problems, *judged(findings(settled), tables.exceptions)])


def _form(root: Path) -> Iterator[Problem]:
    """Tell files that the formatter would write otherwise; tables need no descriptor, but one that is there is true."""
    described = (root / "datapackage.json").exists()
    for path in format_tables(root, write=False):
        if path.suffix != ".csv" and not described:
            continue
        where = Where(path.relative_to(root).as_posix(), 1)
        yield Problem(where, "file", "is not in canonical form; `normalize gazetteer fmt` writes it")
