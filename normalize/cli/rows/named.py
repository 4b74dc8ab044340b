"""What commands share that take names as well as files of them: their formats, and which options go with which."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from normalize.cli.rows.files.reading import form_of
from normalize.cli.rows.run import TABULAR, Run

if TYPE_CHECKING:
    from collections.abc import Callable


def rows_format_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--format` to a command that takes names or the rows of files."""
    choice = click.Choice(["table", "json", *TABULAR])
    told = "Of names table or json  [default: table]; of files the others  [default: as the output or input]."
    return click.option("--format", "form", type=choice, help=told)(function)


def rows_form(form: str | None) -> str | None:
    """Give the format of rows; json is a name for JSON Lines.

    Raises:
        UsageError: rows are not shown as a table.
    """
    if form == "table":
        message = f"--format table is for names; rows are written as {', '.join(TABULAR)}."
        raise click.UsageError(message, click.get_current_context())
    return "jsonl" if form == "json" else form


def only_names(run: Run, form: str | None, of_rows: str | None) -> None:
    """Refuse what only a run over rows can do, and no names at all.

    Raises:
        UsageError: something is asked for that names on the command line have not.
    """
    problem = ""
    if not run.files:
        problem = "Give names, '-' for names on stdin, or files with --column."
    elif form not in {None, "table", "json"} or of_rows or run != Run(run.files):
        problem = "Files need --column (compare: --columns), which says where their names are."
    elif any(form_of(name) != "text" and Path(name).is_file() for name in run.files):
        problem = f"{run.files[0]!r} is a file; say with --column (compare: --columns) where its names are."
    if problem:
        raise click.UsageError(problem, click.get_current_context())
