"""Where rows go: stdout or a pipe as they come, a file that can be resumed, or Parquet."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any, Protocol

from normalize.cli.rows.files.reading import pyarrow
from normalize.cli.rows.files.writing import CsvSink, JsonSink, Sink, cell
from normalize.cli.streams import OutputError, opened_stream, target_of, writing
from normalize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from normalize.cli.rows.files.partial import PartialFile
    from normalize.cli.rows.files.row import Row


class Output(Protocol):
    """Takes rows in order and counts them."""

    rows: int
    failed: int

    def header(self, columns: Sequence[str], schema: object, delimiter: str) -> None:
        """Take the header of a table."""

    def passed(self, row: Row) -> None:
        """Take notice of a row that an earlier run has written."""

    def refuses(self, row: Row) -> str:
        """Say why a row cannot be written; "" if it can."""

    def write(self, row: Row, added: dict[str, Any], error: str) -> None:
        """Write a row."""

    def finish(self) -> None:
        """Make the output whole."""

    def leave(self) -> None:
        """Keep what can be kept of an output that will not become whole."""


def sink_for(form: str, added: Mapping[str, type], *, spreadsheet: bool) -> Sink:
    """Give what writes a format as text."""
    if form == "jsonl":
        return JsonSink()
    return CsvSink(list(added), "\t" if form == "tsv" else ",", spreadsheet=spreadsheet)


class Stream:
    """Writes each row at once, so that whoever reads gets it at once and is noticed when gone."""

    def __init__(self, sink: Sink, path: str | None = None) -> None:
        self._sink, self._path = sink, path
        self._open = ExitStack()
        self._file = self._open.enter_context(opened_stream(path))
        self.rows = self.failed = 0

    def header(self, columns: Sequence[str], schema: object, delimiter: str) -> None:  # noqa: ARG002  text has no types
        """Write the header, if the format has one."""
        self._put(self._sink.header(columns, delimiter))

    def passed(self, row: Row) -> None:
        """Do nothing: a stream is never resumed."""

    def refuses(self, row: Row) -> str:
        """Ask the format."""
        return self._sink.refuses(row)

    def write(self, row: Row, added: dict[str, Any], error: str) -> None:
        """Write a row."""
        self._put(self._sink.row(row, added, error))
        self.rows += 1
        self.failed += bool(error)

    def _put(self, text: str) -> None:
        if text:
            with writing(self._path):
                self._file.write(text)
                self._file.flush()

    def finish(self) -> None:
        """Close what was opened."""
        self._open.close()

    def leave(self) -> None:
        """Close what was opened."""
        with suppress(OutputError, BrokenPipeError):  # what went wrong has been told
            self._open.close()


class Resumable:
    """Writes into a file that takes its name when it is whole, and goes on from where an earlier run was certain."""

    def __init__(self, sink: Sink, file: PartialFile) -> None:
        self._sink = sink
        self._file = file
        self.rows, self.failed = file.progress.rows, file.progress.failed
        self._headed = bool(file.progress.bytes)

    def header(self, columns: Sequence[str], schema: object, delimiter: str) -> None:  # noqa: ARG002  text has no types
        """Write the header, unless it is there."""
        text = self._sink.header(columns, delimiter)
        if text and not self._headed:
            self._file.write(text, self.rows, self.failed)

    def passed(self, row: Row) -> None:
        """Learn the columns of records from those that are done."""
        if row.fields and not row.error:
            self._sink.row(row, {}, "")

    def refuses(self, row: Row) -> str:
        """Ask the format."""
        return self._sink.refuses(row)

    def write(self, row: Row, added: dict[str, Any], error: str) -> None:
        """Write a row; it counts as done together with its text."""
        text = self._sink.row(row, added, error)
        failed = self.failed + bool(error)
        self._file.write(text, self.rows + 1, failed)
        self.rows, self.failed = self.rows + 1, failed

    def finish(self) -> None:
        """Give the file its name."""
        self._file.finish()

    def leave(self) -> None:
        """Keep the rows that are done."""
        self._file.leave()

    @property
    def certain(self) -> int:
        """Give how many rows a run that goes on need not do again."""
        return self._file.progress.rows


class Parquet:
    """Writes a table as Parquet, some thousand rows at a time; it takes its name when it is whole."""

    _GROUP = 2048

    def __init__(self, path: str, added: Mapping[str, type]) -> None:
        self._target = target_of(path)
        self._partial = self._target.with_name(f"{self._target.name}.partial")
        self._added = added
        self._waiting: list[dict[str, Any]] = []
        self._writer: Any = None
        self._schema: Any = None
        self.rows = self.failed = 0

    def header(self, columns: Sequence[str], schema: object, delimiter: str) -> None:  # noqa: ARG002  no text
        """Take the columns with their types; those of a table without types are strings.

        Raises:
            InputError: a later table has other columns.
            OutputError: the file cannot be written.
        """
        pa = pyarrow("pyarrow")
        known: Any = schema or pa.schema([(name, pa.string()) for name in columns])
        types = {float: pa.float64(), str: pa.string()}
        fields = [*known, *(pa.field(name, types[kind]) for name, kind in self._added.items())]
        wanted = pa.schema(fields, known.metadata)
        if self._schema is not None and not self._schema.equals(wanted):
            raise InputError("has other columns than the first table; write .jsonl, or one output a table")
        if self._schema is None:
            self._schema = wanted
            self._open()

    def _open(self) -> None:
        with writing(str(self._target)):
            self._writer = pyarrow("pyarrow.parquet").ParquetWriter(self._partial, self._schema)

    def passed(self, row: Row) -> None:
        """Do nothing: Parquet is never resumed."""

    def refuses(self, row: Row) -> str:
        """Refuse a record of a file without columns: its fields have no types."""
        return "has no columns, as Parquet needs them; write .jsonl" if self._schema is None and row.fields else ""

    def write(self, row: Row, added: dict[str, Any], error: str) -> None:
        """Take a row; it is written with the others of its group."""
        values = {name: _typed(value, self._added.get(name, str)) for name, value in added.items()}
        last = list(self._added)[-1]
        self._waiting.append({**row.fields, **values, last: f"{row.where}: {error}" if error else None})
        self.rows += 1
        self.failed += bool(error)
        if len(self._waiting) >= self._GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._writer is not None and self._waiting:
            pa = pyarrow("pyarrow")
            table = pa.Table.from_pylist(self._waiting, schema=self._schema)
            with writing(str(self._target)):
                self._writer.write_table(table)
        self._waiting.clear()

    def finish(self) -> None:
        """Write the rest and give the file its name."""
        self._flush()
        if self._writer is not None:
            with writing(str(self._target)):
                self._writer.close()
                self._partial.replace(self._target)

    def leave(self) -> None:
        """Remove what is there: a Parquet file without its end is nothing."""
        if self._writer is not None:
            with suppress(OSError):
                self._writer.close()
        self._partial.unlink(missing_ok=True)


def _typed(value: object, kind: type) -> object:
    return value if kind is float or value is None else cell(value)
