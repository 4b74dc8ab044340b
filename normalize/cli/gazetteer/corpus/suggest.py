"""`normalize gazetteer suggest`: what a corpus names that the gazetteer does not know, gathered while it is read."""

from __future__ import annotations

import json
import tempfile
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from normalize.adapters.table import visible
from normalize.cli.annotate import loaded, loading_options
from normalize.cli.gazetteer.corpus.bar import Bar
from normalize.cli.rows.files.reading import form_of, rows_of
from normalize.cli.streams import Failures, one_line, opened_output, say
from normalize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from normalize import Normalizer
    from normalize.cli.rows.files.row import Row
    from normalize.curate.forgetting import Memory
    from normalize.curate.suggest import Store, Suggestion

_BATCH = 64


@click.command(
    epilog="\b\nExamples:\n"
    "  normalize gazetteer suggest articles/*.txt --output names.jsonl\n"
    "  normalize gazetteer suggest news.jsonl --at-least 3 --limit 50\n"
    "  normalize gazetteer suggest register.csv --column owner --state register.db\n"
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…|-")
@click.option("--column", metavar="NAME", help="The field of records that holds the texts.  [default: text]")
@click.option("--output", "-o", metavar="PATH", help="Write JSON lines there, for `gazetteer review`.")
@click.option(
    "--state",
    type=click.Path(path_type=Path),
    help="Where the counts are kept, and stay; a run that was stopped goes on from it.",
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

    FILES are texts, or records with a field "text" (or --column): .jsonl, .csv, .tsv, .parquet, also .gz and .zst.
    Memory stays the same however many there are. What was counted is kept beside the output until the run is done:
    the same command goes on where a stopped one was.
    """
    from normalize.curate.suggest import Store, suggestions

    failures = Failures()
    normalizer = loaded(gazetteer, ner=ner)
    with _state(state, output) as path, Store(path) as store:
        if store.begin(_rests_on(normalizer, column, ner=ner)):
            say(f"going on with what {path} holds of an earlier run")
        _count(store, normalizer, files, column, failures)
        with opened_output(output) as out:
            for suggestion in suggestions(store, normalizer, at_least=at_least, limit=limit):
                out.write(_written(suggestion, as_json=form == "json" or (form is None and output is not None)))
        store.end()
    failures.leave()


@contextmanager
def _state(state: Path | None, output: str | None) -> Iterator[Path]:
    """Give the place of the counts: the one asked for, or one beside the output that goes when the run is done.

    Where neither is named nobody could go on from it, and it is a temporary file.
    """
    if state is not None:
        yield state
    elif output in {None, "-"}:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder, "suggestions.db")
    else:
        path = Path(f"{output}.db")
        yield path
        path.unlink(missing_ok=True)


def _rests_on(normalizer: Normalizer, column: str | None, *, ner: bool) -> str:
    """Say what counts rest on; with another gazetteer or model other names are unknown."""
    about = normalizer.gazetteer.about
    return json.dumps([about.get("edition"), about.get("source"), len(normalizer.gazetteer), column, ner])


def _count(store: Store, normalizer: Normalizer, files: Iterable[str], column: str | None, failures: Failures) -> None:
    """Count the documents that are not counted yet; a file that cannot be read is told and passed over."""
    from normalize.curate.forgetting import Memory

    memory = Memory()
    with Bar(list(files)) as bar:
        for file in files:
            try:
                _count_file(store, normalizer, file, (column, bar, failures, memory))
            except InputError as error:
                failures.add(error)


def _count_file(store: Store, normalizer: Normalizer, file: str, how: tuple[str | None, Bar, Failures, Memory]) -> None:
    column, bar, failures, memory = how
    done = store.done(file)
    columns: list[str] = []
    rows = rows_of(file, form_of(file), lambda names, *_, **__: columns.extend(names), bar.watch)
    bar.passed(sum(1 for _ in islice(rows, done)))
    while batch := list(islice(rows, _BATCH)):
        if columns and (column or "text") not in columns:
            raise _no_column(file, column, columns)
        with store.batch():
            for done, row in enumerate(batch, done + 1):  # noqa: B020  counted on from here
                try:
                    found = list(_found(normalizer, row, column or "text"))
                except InputError as error:
                    failures.add(InputError(f"{row.where}: {one_line(error)}"))
                    found = []
                store.add(file, done, found)
                memory.met(len(found))
        bar.advance(len(batch))


def _found(normalizer: Normalizer, row: Row, column: str) -> Iterable[Any]:
    """Give what one document asks for; an empty cell asks for nothing.

    Raises:
        InputError: the row is no document.
    """
    from normalize.curate.suggest import collect

    text, date = row.fields.get(column), row.fields.get("date") or None
    if row.error or (column not in row.fields):
        raise InputError(row.error or f"has no {column!r}; say which field holds the text with --column")
    if not isinstance(text or "", str) or not isinstance(date, str | None):
        raise InputError(f"{column!r} and 'date' must be strings; quote them")
    return collect(normalizer.annotate(text or "", date=date), str(row.fields.get("id") or row.where))


def _no_column(file: str, column: str | None, columns: list[str]) -> click.UsageError:
    told = f"has no column {column!r}" if column else "say which column holds the texts with --column"
    return click.UsageError(f"{file}: {told}; it has: {', '.join(columns)}.", click.get_current_context())


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
    if suggestion.proposed:
        lines.append(f"       as a row: {', '.join(suggestion.proposed.values())}")
    lines += [f"       {context}" for context in suggestion.contexts[:1]]
    return visible("\n".join(lines)) + "\n"
