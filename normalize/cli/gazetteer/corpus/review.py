"""`normalize gazetteer review|replay`: names are judged one at a time, and the judgements done to the tables."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from normalize.adapters.table import visible
from normalize.cli.gazetteer.edits.changes import changing, edit_options
from normalize.cli.names import show_json
from normalize.cli.streams import PROBLEMS, decoded, opened_input, say
from normalize.errors import InputError, MissingPackageError

if TYPE_CHECKING:
    from normalize.curate.review import Judgement, Outcome

_OPEN = frozenset({"contradicted", "refused"})


@click.command(
    epilog="\b\nExamples:\n"
    "  normalize gazetteer suggest news.jsonl --output names.jsonl\n"
    "  normalize gazetteer review names.jsonl\n"
    "  normalize gazetteer review names.jsonl --language ru --reviewer anna --judgements anna.csv\n"
)
@click.argument("names", metavar="NAMES.jsonl")
@click.option(
    "--judgements",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The table that judgements are written to. Default: NAMES.judgements.csv.",
)
@click.option("--reviewer", metavar="NAME", help="Who judges. Default: the name of the account.")
@click.option("--language", type=click.Choice(["en", "ru"]), default="en", show_default=True, help="Of the screen.")
def review(names: str, judgements: Path | None, reviewer: str | None, language: str) -> None:
    """Judge the names that `suggest` wrote, one at a time, on a screen in the terminal.

    Every judgement is on disk before the next name is shown: stop when you like, and go on where you were. The tables
    are changed by `replay` only.
    """
    from normalize.curate.review import Judgements, read_clusters

    table = Judgements(_outside(judgements or Path(names).with_suffix(".judgements.csv")))
    with opened_input(names) as file:
        clusters = read_clusters(decoded(file.read(), names).splitlines(), names)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        message = "review is a screen and needs a terminal; `normalize gazetteer replay` works without one."
        raise click.UsageError(message, click.get_current_context())
    try:
        from normalize.cli.gazetteer.corpus.screen import Review
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "textual":
            raise
        raise MissingPackageError("textual", "review") from None
    Review(clusters, table, reviewer or getpass.getuser(), language).run()
    click.echo(f"{table.path}: {len(list(table)):,} judgements; do them with: normalize gazetteer replay {table.path}")


def _outside(path: Path) -> Path:
    """Refuse a place among tables: each CSV file there is taken for one."""
    if any((folder / "sources.csv").is_file() for folder in (path.resolve().parent, path.resolve().parent.parent)):
        message = f"{path}: stands among tables, where every CSV file is one; keep judgements in another folder"
        raise InputError(message)
    return path


@click.command(
    epilog="\b\nExamples:\n"
    "  normalize gazetteer replay names.judgements.csv --source nrm-2026 --dry-run\n"
    "  normalize gazetteer replay anna.csv boris.csv --output both.csv\n"
)
@click.argument("tables", nargs=-1, required=True, metavar="JUDGEMENTS.csv…|-")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write the merged judgements; no table changes.")
@edit_options
def replay(tables: tuple[str, ...], output: Path | None, **how: Any) -> None:  # noqa: ANN401
    """Merge the judgements of one or more reviewers and do them to the tables.

    What reviewers see differently is told and left alone, and so is what the checker objects to; exit code 3 then.
    Doing the same judgements again changes nothing.
    """
    from normalize.curate.review import contradictions, merged, replay

    judgements = merged(*(_read(table) for table in tables))
    if output is not None:
        _write(output, judgements)
        odd = [str(one) for one in contradictions(judgements)]
        for line in odd:
            say(f"contradicted: {line}")
    else:
        force, form = how["force"], how["form"]
        with changing(**how) as (desk, source):
            outcomes = replay(desk, judgements, source, force=force)
        odd = [str(_shown(outcome, form)) for outcome in outcomes if outcome.state in _OPEN]
        for outcome in outcomes:
            if outcome.state not in _OPEN:
                _shown(outcome, form)
    if odd:
        click.get_current_context().exit(PROBLEMS)


def _read(table: str) -> list[Judgement]:
    from normalize.curate.review import parsed_judgements

    with opened_input(table) as file:
        name = "stdin" if table == "-" else table
        return parsed_judgements(decoded(file.read(), name), name)


def _write(output: Path, judgements: list[Judgement]) -> None:
    from normalize.curate.review import as_table
    from normalize.curate.tables.writing import write_whole

    if str(output) == "-":
        click.echo(as_table(judgements), nl=False)
    else:
        write_whole(_outside(output), as_table(judgements))


def _shown(outcome: Outcome, form: str) -> Outcome:
    if form == "json":
        show_json(outcome._asdict())
    elif outcome.state in _OPEN:
        say(str(outcome))
    else:
        click.echo(visible(str(outcome)))
    return outcome
