"""`normalize gazetteer suggest`: what a corpus names that the gazetteer does not know, gathered while it is read."""

from __future__ import annotations

import csv
import json
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from normalize.adapters.table import visible
from normalize.cli.annotate import loaded, loading_options
from normalize.cli.streams import Failures, Source, opened_output, sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from rich.progress import Progress

    from normalize import Normalizer
    from normalize.curate.suggest import Store, Suggestion

_BATCH = 64


@click.command(
    epilog="\b\nExamples:\n"
    "  normalize gazetteer suggest articles/*.txt --output names.jsonl\n"
    "  normalize gazetteer suggest news.jsonl --at-least 3 --limit 50\n"
    "  normalize gazetteer suggest register.csv --column owner --state register.db\n"
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…|-")
@click.option("--column", metavar="NAME", help="Of CSV files: the column that holds the texts.")
@click.option("--output", "-o", metavar="PATH", help="Write JSON lines there, for `gazetteer review`.")
@click.option(
    "--state",
    type=click.Path(path_type=Path),
    help="Where the counts are kept; a run that was stopped goes on from it.",
)
@click.option("--at-least", type=click.IntRange(1), default=1, show_default=True, help="Only names met so often.")
@click.option("--limit", type=click.IntRange(1), help="Only the most frequent.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), help="Default: json with --output, else table.")
@loading_options
def suggest(  # noqa: PLR0913  one parameter an option
    *,
    files: tuple[str, ...],
    column: str | None,
    output: str | None,
    state: Path | None,
    at_least: int,
    limit: int | None,
    form: str | None,
    gazetteer: str | None,
    ner: bool,
) -> None:
    """Gather the unknown and doubtful names of texts, the most frequent first.

    FILES are texts, JSON lines with "text", or CSV with --column. Memory stays the same however many there are; what
    was counted is kept in --state (default: beside the output), so that a stopped run goes on where it was.
    """
    from normalize.curate.suggest import Store, suggestions

    failures = Failures()
    normalizer = loaded(gazetteer, ner=ner)
    with Store(state or Path("suggestions.db" if output in {None, "-"} else f"{output}.db")) as store:
        for file in files:
            _count(store, normalizer, file, _texts(file, column, failures))
        with opened_output(output) as out:
            for suggestion in suggestions(store, normalizer, at_least=at_least, limit=limit):
                out.write(_written(suggestion, as_json=form == "json" or (form is None and output is not None)))
    failures.leave()


def _count(store: Store, normalizer: Normalizer, file: str, texts: Iterator[Source]) -> None:
    """Count the documents of a file that are not counted yet, many in one step of the state."""
    from normalize.curate.suggest import collect

    done = store.done(file)
    fresh = islice(texts, done, None)
    with _progress(file) as progress:
        task = progress.add_task(visible(file), total=_size(file))
        while batch := list(islice(fresh, _BATCH)):
            with store.batch():
                for source in batch:
                    done += 1
                    store.add(file, done, collect(normalizer.annotate(source.text, date=source.date), source.name))
            progress.advance(task, sum(len(source.text.encode()) for source in batch))


def _texts(file: str, column: str | None, failures: Failures) -> Iterator[Source]:
    if not file.endswith((".csv", ".tsv")):
        return sources([file], failures)
    if column is None:
        message = f"{file}: say which column holds the texts with --column."
        raise click.UsageError(message, click.get_current_context())
    return _cells(file, column)


def _cells(file: str, column: str) -> Iterator[Source]:
    divider = "\t" if file.endswith(".tsv") else ","
    with Path(file).open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines, delimiter=divider)
        if column not in (rows.fieldnames or ()):
            message = f"{file}: has no column {column!r}; it has: {', '.join(rows.fieldnames or ())}."
            raise click.UsageError(message, click.get_current_context())
        for number, row in enumerate(rows, 2):
            if (row[column] or "").strip():
                yield Source(f"{file}:{number}", row[column])


def _progress(file: str) -> AbstractContextManager[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    console = Console(stderr=True, no_color=None)
    columns = (TextColumn("{task.description}"), BarColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty() or file == "-")


def _size(file: str) -> int | None:
    try:
        return Path(file).stat().st_size
    except OSError:
        return None


def _written(suggestion: Suggestion, *, as_json: bool) -> str:
    if as_json:
        return json.dumps(suggestion.to_dict(), ensure_ascii=False) + "\n"
    spellings = ", ".join(suggestion.spellings)
    first = next(iter(suggestion.candidates), None)
    likely = f"{first.entity.id} ({first.confidence:.2f})" if first else "nobody known"
    called = " / ".join(filter(None, (suggestion.ru, suggestion.en)))
    lines = [
        f"{suggestion.mentions:>5}  {suggestion.kind or 'name'}  {called}",
        f"       {spellings}",
        f"       {likely}",
    ]
    lines += [f"       {context}" for context in suggestion.contexts[:1]]
    return visible("\n".join(lines)) + "\n"
