"""The checker: everything that is wrong in the tables, told all at once, each with its file and line.

`cells` judges each file and row alone, `references` what rows say of each other, each other module one kind of fact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalize.curate.checks.base import Base, base_of, told_base
from normalize.curate.checks.cells import check_cells, shape
from normalize.curate.checks.collisions import find_collisions
from normalize.curate.checks.people import check_people, find_overlaps
from normalize.curate.checks.places import check_counts, find_parents
from normalize.curate.checks.references import check_references
from normalize.curate.checks.settled import Finding, Settled, judged
from normalize.curate.checks.spelling import find_spellings
from normalize.curate.tables import Problem, Tables, Where, read
from normalize.curate.tables.format import format_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Base", "base_of", "check", "check_tables", "findings", "shape", "told_base"]


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


def findings(settled: Settled) -> Iterator[Finding]:
    """Give what breaks a rule, whether excused or not."""
    yield from find_parents(settled)
    yield from find_overlaps(settled)
    yield from find_spellings(settled)
    yield from find_collisions(settled)


def _form(root: Path) -> Iterator[Problem]:
    """Tell files that the formatter would write otherwise; tables need no descriptor, but one that is there is true."""
    described = (root / "datapackage.json").exists()
    for path in format_tables(root, write=False):
        if path.suffix != ".csv" and not described:
            continue
        where = Where(path.relative_to(root).as_posix(), 1)
        yield Problem(where, "file", "is not in canonical form; `normalize gazetteer fmt` writes it")
