"""What every change of the tables shares on the command line: its options, and how it is shown."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from normalize.adapters.table import visible
from normalize.cli.gazetteer.group import root_option
from normalize.cli.names import format_option, show_json
from normalize.cli.streams import say
from normalize.curate.tables import EntityRow, NameRow, TenureRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from normalize.curate.edits import Desk


def edit_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add what every change takes: where, from which source, only shown or written against the checker's word."""
    for option in (
        click.option("--source", metavar="ID", help="Where the fact is from: an id of sources.csv."),
        click.option("--dry-run", is_flag=True, help="Show what would change; write nothing."),
        click.option(
            "--force", is_flag=True, help="Write it although the checker objects; each objection is kept as a row."
        ),
        format_option,
        root_option,
    ):
        function = option(function)
    return function


def date_option(name: str, told: str, *, required: bool = False) -> Callable[..., Any]:
    """Give an option that takes a date, which may be partial."""
    return click.option(
        name, default=None if required else "", required=required, callback=_dated, metavar="DATE", help=told
    )


def _dated(context: click.Context, parameter: click.Parameter, value: str) -> str:
    from normalize.curate.checks import shape

    problem = shape("tenures", "valid_from").judge("date", value) if value else ""
    if problem:
        raise click.BadParameter(f"{problem}.", context, parameter)
    return value


@contextmanager
def changing(
    root: Path, *, source: str | None, dry_run: bool, force: bool, form: str, shown: bool = True
) -> Iterator[tuple[Desk, str]]:
    """Give the desk and the source; when the change is made show it, and write it unless it is only to be shown."""
    from normalize.curate.edits import editing

    with editing(root, force=force, write=not dry_run) as desk:
        yield desk, source or only_source(desk)
        _notice(desk)
    if shown:
        _show_changes(desk, form, written=not dry_run)


def _notice(desk: Desk) -> None:
    """Tell what is allowed and may be a slip all the same."""
    from normalize.curate.edits import likes

    for row in desk.coming():
        if isinstance(row, TenureRow) and (meant := likes.office_like(desk, row.office)):
            say(f"notice: nobody was {row.office!r} yet; did you mean {meant!r}?")
        if isinstance(row, EntityRow) and row.subtype and (meant := likes.subtype_like(desk, row.kind, row.subtype)):
            say(f"notice: no {row.kind} is a {row.subtype!r} yet; did you mean {meant!r}?")
        if isinstance(row, NameRow) and row.entity_id not in desk.new:
            show_shared(desk, [row])


def show_shared(desk: Desk, rows: Iterable[NameRow]) -> None:
    """Tell names that the gazetteer below has for others: a tie for who opens both."""
    from normalize.curate.edits.likes import shared_with_base

    told = {(row.entity_id, other.row.entity_id): other for row in rows for other in shared_with_base(desk, [row])}
    for collision in told.values():
        say(f"notice: {collision}")


def only_source(desk: Desk) -> str:
    """Give the one source there is, or ask for --source."""
    known = [row.id for row in desk.tables.sources]
    if len(known) == 1:
        return known[0]
    message = (
        f"Say where the fact is from with --source; known: {', '.join(known) or 'none; add a row to sources.csv'}."
    )
    raise click.UsageError(message, click.get_current_context())


def _show_changes(desk: Desk, form: str, *, written: bool) -> None:
    if form == "json":
        changes = [{"sign": change.sign, "file": change.file, "cells": list(change.cells)} for change in desk.changes]
        show_json({"written": written, "changes": changes})
        return
    for change in desk.changes:
        click.echo(visible(str(change)))
    if not written:
        say("nothing was written (--dry-run)")
