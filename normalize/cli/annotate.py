"""`normalize annotate`: texts in, their names found and linked out."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
from itertools import chain
from typing import TYPE_CHECKING, Any, TextIO

import click

from normalize.adapters.html import html_page
from normalize.adapters.jsonl import jsonl
from normalize.adapters.table import coloured, plain, visible
from normalize.cli.streams import Failures, Source, opened_output, sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from normalize import Document, Normalizer

_FORMATS = ("table", "jsonl", "html")


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
  cat article.txt | normalize annotate - --format jsonl
  normalize annotate *.txt --date 2025-12-08 --output page.html
"""


@click.command(epilog=_EXAMPLES)
@click.argument("files", nargs=-1, metavar="FILE…|-")
@click.option("--format", "form", type=click.Choice(_FORMATS), help="Default: by the name of --output, else table.")
@click.option("--output", "-o", metavar="PATH", help="Write there instead of to stdout.")
@click.option("--title", default="Names", show_default=True, help="Heading of the HTML page.")
@date_option
@loading_options
def annotate(  # noqa: PLR0913  one parameter an option
    *,
    files: tuple[str, ...],
    form: str | None,
    output: str | None,
    title: str,
    date: str | None,
    gazetteer: str | None,
    ner: bool,
) -> None:
    """Find and link the names in texts.

    Each FILE is one UTF-8 text; a .jsonl file holds one object with "text" (and "id", "date") a line; "-" is
    stdin. What cannot be read is told on stderr, the others are still annotated, and the exit code is 1.
    """
    failures = Failures()
    texts = _with_progress(sources(files, failures), len(files), quiet=output is None and sys.stdout.isatty())
    documents = _annotated(texts, date, gazetteer, ner=ner)
    first = next(documents, None)
    if first is not None:
        with opened_output(output) as out:
            for part in _written(chain([first], documents), form or _by_suffix(output), title, out):
                out.write(part)
    failures.leave()


def _annotated(
    texts: Iterator[Source], date: str | None, gazetteer: str | None, *, ner: bool
) -> Iterator[tuple[str, Document]]:
    """Annotate one text after the other; nothing is loaded before there is a text."""
    normalizer: Normalizer | None = None
    for source in texts:
        normalizer = normalizer or loaded(gazetteer, ner=ner)
        yield source.name, normalizer.annotate(source.text, date=source.date or date)


def _with_progress(texts: Iterator[Source], files: int, *, quiet: bool) -> Iterator[Source]:
    """Tell on stderr which text is being worked on, where a person looks and the output does not go there."""
    if quiet or files < 2 or not sys.stderr.isatty():
        yield from texts
        return
    for done, source in enumerate(texts, 1):
        sys.stderr.write(f"\r\x1b[Knormalize: text {done:,}, {visible(source.name)}")
        sys.stderr.flush()
        yield source
    sys.stderr.write("\r\x1b[K")


def _by_suffix(output: str | None) -> str:
    suffix = (output or "").rpartition(".")[2]
    return {"html": "html", "htm": "html", "jsonl": "jsonl"}.get(suffix, "table")


def _written(documents: Iterable[tuple[str, Document]], form: str, title: str, out: TextIO) -> Iterator[str]:
    if form == "jsonl":
        return jsonl(documents)
    if form == "html":
        return html_page(documents, title)
    return coloured(documents, shutil.get_terminal_size().columns) if in_colour(out) else plain(documents)


def in_colour(out: TextIO) -> bool:
    """Tell whether to write colours: only to a terminal that can show them and whose owner wants them."""
    return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
