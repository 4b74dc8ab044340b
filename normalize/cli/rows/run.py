"""A run over the rows of files: its options, its course, and how it ends."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from normalize.cli.rows.files import reading
from normalize.cli.rows.files.compression import bare, compression_of
from normalize.cli.rows.files.output import Parquet, Resumable, Stream, sink_for
from normalize.cli.rows.files.partial import PartialFile, fingerprint
from normalize.cli.rows.meter import Meter
from normalize.cli.rows.work import answered
from normalize.cli.streams import FAILED, given_paths, is_stream, one_line, say
from normalize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from normalize.cli.rows.files.output import Output
    from normalize.cli.rows.files.row import Row
    from normalize.cli.rows.jobs import Job
    from normalize.cli.rows.work import Answered

TABULAR = ("jsonl", "csv", "tsv", "parquet")
_TOLD = 20  # failures that get a line of their own


def rows_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a run over rows to a command."""
    options = (
        click.option("--from", "source", type=click.Choice(reading.FORMS), help="What the files hold; else by name."),
        click.option("--date-column", metavar="NAME", help="Field with the date of each row.  [default: date]"),
        click.option("--output", "-o", metavar="PATH", help="Write there instead of to stdout."),
        click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes at work."),
        click.option(
            "--on-error",
            type=click.Choice(["skip", "fail"]),
            default="skip",
            show_default=True,
            help="What a row that cannot be used does: it is told and passed over, or it ends the run.",
        ),
        click.option("--resume", is_flag=True, help="Go on with an --output that a run left unfinished."),
        click.option("--spreadsheet", is_flag=True, help="CSV that a spreadsheet opens, no cell of it as a formula."),
    )
    for option in reversed(options):
        function = option(function)
    return function


@dataclass(frozen=True)
class Run:
    """What the options say about a run."""

    files: tuple[str, ...]
    source: str | None = None
    output: str | None = None
    workers: int = 1
    on_error: str = "skip"
    resume: bool = False
    spreadsheet: bool = False

    @property
    def streams(self) -> bool:
        """Tell whether the output goes out as it comes, to stdout, a pipe or a device."""
        return is_stream(self.output)

    def refuse_inputs_as_output(self) -> None:
        """Refuse to write over what is read.

        Raises:
            UsageError: the output, or the file that stdout is sent to, is one of the inputs.
        """
        written = _identity(self.output or "-", sys.stdout)
        for path in self.paths:
            if written is not None and _identity(path, sys.stdin) == written:
                message = f"{path} is an input; give the output another name."
                raise click.UsageError(message, click.get_current_context())

    @property
    def paths(self) -> list[str]:
        """Give the inputs: files, or stdin."""
        return given_paths(self.files)

    def reads(self, path: str) -> str:
        """Tell what an input holds."""
        return self.source or reading.form_of(path)

    def tabular_form(self, asked: str | None) -> str:
        """Choose the format of rows: as asked, as the output is called, or as the input is.

        >>> Run(("a.csv.gz",)).tabular_form(None)
        'csv'
        """
        own = {"jsonl": "jsonl", "csv": "csv", "tsv": "tsv"}.get(self.reads(self.paths[0]), "jsonl")
        named = reading.form_of(self.output or "", otherwise="")
        return asked or (named if named in TABULAR else own)


def _identity(path: str, stream: TextIO) -> tuple[int, int] | None:
    """Tell one regular file from another, whatever they are called; a pipe or device cannot be written over."""
    try:
        state = os.fstat(stream.fileno()) if path == "-" else Path(path).stat()
    except (OSError, ValueError):
        return None
    return (state.st_dev, state.st_ino) if stat.S_ISREG(state.st_mode) else None


class _Course:
    """Carries a run along: what failed, what is shown, where it goes."""

    def __init__(self, run: Run, output: Output, job: Job, meter: Meter) -> None:
        self.run, self.output, self.job, self.meter = run, output, job, meter
        self.unread = 0
        self.told = 0

    def rows(self) -> Iterator[Row]:
        """Read all inputs; one that cannot be read is told and passed over."""
        for path in self.run.paths:

            def columns(names: list[str], schema: object = None, delimiter: str = "", path: str = path) -> None:
                problem = self.job.missing(names)
                if problem:
                    raise InputError(f"{path}: {problem}")
                try:
                    self.output.header(names, schema, delimiter)
                except InputError as error:
                    raise InputError(f"{path}: {error}") from None

            try:
                yield from reading.rows_of(path, self.run.reads(path), columns, self.meter.watch)
            except InputError as error:
                self.fail(str(error))
                self.unread += 1

    def fail(self, message: str) -> None:
        """Tell a failure, or end the run with it."""
        if self.run.on_error == "fail":
            raise InputError(message)
        self.told += 1
        if self.told <= _TOLD:
            self.meter.clear()
            say(one_line(InputError(message)))

    def take(self, one: Answered, *, records: bool) -> None:
        """Write what was found out about a row."""
        error = one.error or self.output.refuses(one.row)
        if error:
            self.fail(f"{one.row.where}: {error}")
        added = {**(self.job.more(one.row) if records else {}), **one.answer} if one.answer is not None else {}
        self.output.write(one.row, added, error)
        self.meter.show(self.output.rows, self.output.failed)

    def end(self) -> None:
        """Sum up, and end the command with the exit code that the failures call for."""
        failed = self.output.failed + self.unread
        self.meter.show(self.output.rows, failed, last=True)
        if self.told > _TOLD:
            say(f"{self.told - _TOLD:,} more failures are not listed")
        if failed:
            click.get_current_context().exit(FAILED)


def run_rows(job: Job, run: Run, asked: str | None) -> None:
    """Do the job with every row and write the rows with what was found out.

    Raises:
        InputError: a row failed and `--on-error fail` was given.
        OutputError: the output cannot be written.
        UsageError: options that do not go together.
    """
    form = run.tabular_form(asked)
    output = _output(job, run, form)
    meter = Meter(run.paths, shown=not run.streams or not sys.stdout.isatty())
    course = _Course(run, output, job, meter)
    try:
        rows = course.rows()
        for row in islice(rows, output.rows):
            output.passed(row)
        meter.start(output.rows)
        for one in answered(rows, job, run.workers):
            course.take(one, records=form == "jsonl")
    except BaseException as error:
        output.leave()
        meter.end()
        if isinstance(error, KeyboardInterrupt) and isinstance(output, Resumable) and output.certain:
            say(f"stopped after {output.certain:,} rows; the same command with --resume goes on")
        raise
    if course.unread and not output.rows:
        output.leave()
    else:
        output.finish()
    course.end()


def _output(job: Job, run: Run, form: str) -> Output:
    _check(job, run, form)
    if run.output is None or run.streams:
        return Stream(sink_for(form, job.types(), spreadsheet=run.spreadsheet), run.output)
    if form == "parquet":
        return Parquet(run.output, job.types())
    asked = [type(job).__name__, vars(job), form, run.source, run.spreadsheet]
    file = PartialFile(run.output, fingerprint(run.paths, asked), resume=run.resume)
    return Resumable(sink_for(form, job.types(), spreadsheet=run.spreadsheet), file)


def _check(job: Job, run: Run, form: str) -> None:
    run.refuse_inputs_as_output()
    whole = next((path for path in run.paths if run.reads(path) == "text" and not Path(path).is_dir()), None)
    problem = ""
    if whole is not None and job.columns != ("text",):
        name = "stdin" if whole == "-" else whole
        problem = f"{name}: no name tells what it holds; say it with --from, as in --from csv."
    elif form == "parquet" and any(run.reads(path) in {"text", "jsonl"} for path in run.paths):
        problem = "Parquet needs columns with types, which texts and JSON Lines have not; write .jsonl or .csv."
    elif run.streams and form == "parquet":
        problem = "Parquet cannot be written to a stream; give --output."
    elif run.resume and (run.streams or form == "parquet"):
        problem = "--resume needs an --output that grows line by line: .jsonl, .csv or .tsv."
    elif run.spreadsheet and form not in {"csv", "tsv"}:
        problem = "--spreadsheet is for CSV and TSV; give --format csv."
    elif form == "parquet" and compression_of(run.output or ""):
        problem = f"Parquet is compressed by itself; call the output {bare(run.output or '')}."
    if problem:
        raise click.UsageError(problem, click.get_current_context())


def documents(job: Job, run: Run) -> tuple[Iterator[tuple[str, Any]], Callable[[], None]]:
    """Give the documents of all inputs with their names, and what to call when they are written.

    What cannot be used is told and passed over.
    """
    meter = Meter(run.paths, shown=not run.streams or not sys.stdout.isatty())
    output = Stream(sink_for("jsonl", {}, spreadsheet=False))
    course = _Course(run, output, job, meter)

    def named() -> Iterator[tuple[str, Any]]:
        for one in answered(course.rows(), job, run.workers):
            output.rows += 1
            if one.error:
                output.failed += 1
                course.fail(f"{one.row.where}: {one.error}")
            else:
                yield str(one.row.fields.get("id") or one.row.where), one.answer
            meter.show(output.rows, output.failed)

    return named(), course.end
