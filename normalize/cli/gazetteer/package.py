"""`normalize gazetteer init|release`: a gazetteer of one's own begun, and an edition of the tables made."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from normalize.adapters.table import visible
from normalize.cli.annotate import checked_date
from normalize.cli.gazetteer.group import root_option
from normalize.cli.gazetteer.proving import proved
from normalize.cli.names import format_option, show_json
from normalize.cli.streams import say

_NEXT = "the edition stands in CHANGELOG.md and datapackage.json; commit them with the tables"


@click.command(
    epilog="\b\nExamples:\n"
    "  normalize gazetteer init mine\n"
    "  normalize gazetteer init mine --name town-names --base none\n"
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="Of the data package. Default: the name of the folder.")
@click.option(
    "--base",
    default="default",
    show_default=True,
    metavar="default|none|PATH",
    help="The gazetteer whose ids the rows may speak of: the shipped one, none, or a compiled file.",
)
@format_option
def init(folder: Path, name: str | None, base: str, form: str) -> None:
    """Begin a gazetteer of your own in FOLDER: tables with example rows, schemas, and a check for CI."""
    from normalize.curate.edits.editions.beginning import begin

    called = name or re.sub(r"[^a-z0-9._-]+", "-", folder.resolve().name.lower()).strip("-") or "gazetteer"
    for path in begin(folder, called, "" if base == "none" else base):
        if form == "json":
            show_json({"written": str(path)})
        else:
            click.echo(visible(str(path)))


@click.command(
    epilog="\b\nExamples:\n"
    "  normalize gazetteer release --dry-run\n"
    "  normalize gazetteer release --date 2026-12-01 --note 'Mayors of Tula Oblast.'\n"
)
@click.option("--date", callback=checked_date, metavar="YYYY-MM-DD", help="The day of the edition. Default: today.")
@click.option("--note", "notes", multiple=True, metavar="TEXT", help="A line for the changelog; may be repeated.")
@click.option("--since", default="", metavar="REV", help="The git revision of the last edition. Default: found.")
@click.option("--dry-run", is_flag=True, help="Show what the changelog would say; write nothing.")
@format_option
@root_option
def release(*, date: str | None, notes: tuple[str, ...], since: str, dry_run: bool, form: str, root: Path) -> None:
    """Make an edition of the tables: checked and proved, dated, what changed since the last told in CHANGELOG.md."""
    from normalize.curate.edits.editions import release as releasing

    how: dict[str, Any] = {"notes": notes, "since": since, "prove": proved, "write": not dry_run}
    made = releasing.release(root, date or releasing.today(), **how)
    if form == "json":
        show_json(made._asdict())
        return
    click.echo(visible(f"## {made.edition}\n\n{made.text}"), nl=False)
    say("nothing was written (--dry-run)" if dry_run else _NEXT)
