"""`normalize annotate`: texts in, their names found and linked out."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from itertools import chain
from typing import TYPE_CHECKING, Any, TextIO

import click

from normalize.adapters.html import html_page
from normalize.adapters.outputs import brat, conll, ftm, labelstudio, webannotation
from normalize.adapters.table import coloured, plain
from normalize.cli.rows.files.reading import form_of
from normalize.cli.rows.jobs import Annotate, Documents
from normalize.cli.rows.run import TABULAR, Run, documents, rows_options, run_rows
from normalize.cli.streams import is_stream, opened_output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from normalize import Document, Normalizer

_STREAMED = {
    "conll": conll,
    "webannotation": webannotation,
    "labelstudio": labelstudio,
    "ftm": ftm,
}
_FORMATS = ("table", *TABULAR, "html", "brat", *_STREAMED)


def date_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--date` to a command."""
    return click.option(
        "--date",
        callback=checked_date,
        metavar="YYYY-MM-DD",
        help="When the text was written: who was in office, what was called how.",
    )(function)


def loading_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--ner` and `--gazetteer` to a command."""
    ner = click.option(
        "--ner/--no-ner",
        default=True,
        show_default=True,
        help="Ask a neural model about Cyrillic that is unexplained.",
    )
    gazetteer = click.option(
        "--gazetteer", metavar="PATH", help="A compiled gazetteer (.nrm) instead of the shipped one."
    )
    return ner(gazetteer(function))


def loaded(gazetteer: str | None, *, ner: bool) -> Normalizer:
    """Load the normalizer that the options ask for."""
    import normalize

    return normalize.load(gazetteer or "default", ner=ner)


def checked_date(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Take a day of the calendar as an option gives it, or tell how one is written."""
    try:
        return dt.date.fromisoformat(value).isoformat() if value else None
    except ValueError:
        message = f"{value!r} is no date; write it as 2025-12-08."
        raise click.BadParameter(message, context, parameter) from None


_EXAMPLES = """\b
Examples:
  normalize annotate article.txt
  normalize annotate news.jsonl.gz --workers 2 --output links.jsonl.gz --resume
  normalize annotate news.csv --column body --date-column published
  normalize annotate *.txt --date 2025-12-08 --output page.html
"""


@click.command(epilog=_EXAMPLES)
@click.argument("files", nargs=-1, metavar="FILE…|-")
@click.option("--format", "form", type=click.Choice(_FORMATS), help="Default: by name of --output, then as the input.")
@click.option("--column", default="text", show_default=True, metavar="NAME", help="Field that holds the text.")
@click.option("--into", default="links", show_default=True, metavar="NAME", help="Field that takes the links.")
@click.option("--title", default="Names", show_default=True, help="Heading of the HTML page.")
@rows_options
@date_option
@loading_options
def annotate(  # noqa: PLR0913  one parameter an option
    *,
    form: str | None,
    column: str,
    into: str,
    title: str,
    date: str | None,
    date_column: str | None,
    gazetteer: str | None,
    ner: bool,
    **about: Any,  # noqa: ANN401  the options of a run
) -> None:
    """Find and link the names in texts.

    Each FILE is one UTF-8 text, or, as its name or --from says, a record a line (.jsonl), a table (.csv, .tsv,
    .parquet) or a text a line; .gz and .zst are read as they are; "-" is stdin. Records keep their fields and
    their order. What cannot be used is told on stderr, and the exit code is 1.
    """
    run = Run(**about)
    form = form or _form(run)
    kind = Annotate if form in TABULAR else Documents
    job = kind((column,), into, date_column, date, gazetteer, ner=ner)
    if form in TABULAR:
        run_rows(job, run, form)
    else:
        _show(job, run, form, title)


def _form(run: Run) -> str:
    """Choose the format: as the output is called, or as the input is; a text is shown as a table."""
    if (run.output or "").endswith((".html", ".htm")):
        return "html"
    tabular = run.reads(run.paths[0]) != "text" or run.tabular_form(None) != "jsonl"
    named = form_of(run.output or "", otherwise="") == "jsonl"
    return run.tabular_form(None) if tabular or named else "table"


def _show(job: Documents | Annotate, run: Run, form: str, title: str) -> None:
    """Write documents in a format that shows texts; the file appears when it is whole."""
    if run.resume or run.spreadsheet:
        message = f"--resume and --spreadsheet are for {', '.join(TABULAR)}, not for {form}."
        raise click.UsageError(message, click.get_current_context())
    run.refuse_inputs_as_output()
    if form == "brat" and is_stream(run.output):
        message = "brat keeps two files a text; give a folder with --output."
        raise click.UsageError(message, click.get_current_context())
    named, end = documents(job, run)
    first = next(named, None)
    if form == "brat" and first is not None:
        brat(chain([first], named), run.output or "")
    elif first is not None:
        with opened_output(run.output) as out:
            for part in _written(chain([first], named), form, title, out):
                out.write(part)
    end()


def _written(named: Iterable[tuple[str, Document]], form: str, title: str, out: TextIO) -> Iterator[str]:
    if form in _STREAMED:
        return _STREAMED[form](named)
    if form == "html":
        return html_page(named, title)
    return coloured(named, shutil.get_terminal_size().columns) if in_colour(out) else plain(named)


def in_colour(out: TextIO) -> bool:
    """Tell whether to write colours: only to a terminal that can show them and whose owner wants them."""
    return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
