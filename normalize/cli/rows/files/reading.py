"""Files as rows: JSON Lines, CSV and TSV, Parquet, lines, whole texts; compressed or not."""

from __future__ import annotations

import base64
import csv
import json
import re
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, Protocol, cast

from normalize.cli.rows.files.compression import bare, unpacked
from normalize.cli.rows.files.row import Row
from normalize.cli.streams import HEAD, decoded, foreign, opened_input
from normalize.errors import InputError, MissingPackageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

FORMS = ("text", "lines", "jsonl", "csv", "tsv", "parquet")
RECORDS = frozenset(FORMS) - {"text"}
_SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",  # as Spark and BigQuery call theirs
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
}
_NOT_UTF_8 = "if the file is Windows-1251: iconv -f cp1251 -t utf-8"
_QUOTED = re.compile(r'"[^"]*"')
_LONGEST_NUMBER = "holds a number of more digits than can be read; write it as a string"
_LONGEST_CELL = 1 << 24  # a quotation mark that is never closed may not swallow the file

csv.field_size_limit(_LONGEST_CELL)


class Columns(Protocol):
    """Is told the header of a table: its columns, their types if it has any, and what parts its cells."""

    def __call__(self, names: list[str], schema: object = None, delimiter: str = "") -> None:
        """Take the header."""


class Opened(NamedTuple):
    """An open input: its name for people, its bytes, and a way to ask how far the file has been read."""

    name: str
    file: BinaryIO
    columns: Columns


def form_of(path: str, *, otherwise: str = "text") -> str:
    """Tell from its name what a file holds.

    >>> form_of("news.jsonl.gz"), form_of("places.tsv"), form_of("-")
    ('jsonl', 'tsv', 'text')
    """
    return next((form for suffix, form in _SUFFIXES.items() if bare(path).lower().endswith(suffix)), otherwise)


def rows_of(path: str, form: str, columns: Columns, watch: Callable[[BinaryIO], None]) -> Iterator[Row]:
    """Read a file row by row.

    Args:
        path: the file, or "-" for stdin.
        form: one of `FORMS`.
        columns: is told the header of a table before its first row, and the types of its columns if it has any.
        watch: is given the file as it lies on the disk, to see how far it has been read.

    Raises:
        InputError: the file cannot be opened, or is not what it should be; a row that cannot be read raises nothing.
    """
    name = "stdin" if path == "-" else path
    with opened_input(path) as file:
        watch(file)
        try:
            yield from _READERS[form](Opened(name, _looked_at(file, form, name), columns))
        except (EOFError, OSError, ValueError) as error:
            if isinstance(error, InputError | BrokenPipeError):
                raise
            raise InputError(f"{name}: cannot be read to its end ({error}); is it whole?") from None
        except Exception as error:
            if type(error).__module__.split(".")[0] in {"zstandard", "pyarrow", "zlib"}:
                raise InputError(f"{name}: cannot be read to its end ({error}); is it whole?") from None
            raise


def _looked_at(file: BinaryIO, form: str, name: str) -> BinaryIO:
    """Unpack a file, and refuse at once what is no text: a message a line would tell nobody what it is."""
    if form == "parquet":
        return file
    opened = unpacked(file)
    if form != "text":
        foreign(cast("Any", opened).peek(HEAD)[:HEAD], name)
    return opened


def _text(opened: Opened) -> Iterator[Row]:
    text = decoded(opened.file.read(), opened.name)
    yield Row(opened.name, 0, {"id": opened.name, "text": text})


def _lines(opened: Opened) -> Iterator[Row]:
    opened.columns(["text"])
    for number, raw in enumerate(opened.file, 1):
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            yield Row(opened.name, number, {}, error=f"not UTF-8 (byte {error.start + 1}); {_NOT_UTF_8}")
            continue
        if line.strip():
            yield Row(opened.name, number, {"text": line})


def _jsonl(opened: Opened) -> Iterator[Row]:
    for number, raw in enumerate(opened.file, 1):
        if raw.strip():
            yield _from_json(raw, opened.name, number)


def _from_json(raw: bytes, name: str, number: int) -> Row:
    try:
        line = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
    except UnicodeDecodeError as error:
        return Row(name, number, {}, error=f"not UTF-8 (byte {error.start + 1}); {_NOT_UTF_8}")
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        if not isinstance(error, json.JSONDecodeError | RecursionError):
            return Row(name, number, {}, error=_LONGEST_NUMBER)
        fields = None
    if not isinstance(fields, dict):
        array = " (of an array: jq -c '.[]')" if line.startswith("[") else ""
        return Row(name, number, {}, error=f"not a JSON object; give one object a line{array}")
    return Row(name, number, fields, line)


class _Lines:
    """The lines of a table, decoded; remembers whether they have come to their end."""

    def __init__(self, file: BinaryIO) -> None:
        self._lines = enumerate(file)
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        for number, raw in self._lines:
            return raw.decode("utf-8-sig" if number == 0 else "utf-8", errors="surrogateescape")
        self.ended = True
        raise StopIteration


def _csv(opened: Opened) -> Iterator[Row]:
    """Read a table whose header says what parts its cells: where commas are decimal, Excel writes semicolons."""
    lines = _Lines(opened.file)
    first = next(lines, "")
    bare_signs = _QUOTED.sub("", first)
    delimiter = next((sign for sign in ",;\t" if sign in bare_signs), ",")
    yield from _table(opened, lines, first, delimiter, told=delimiter)


def _tsv(opened: Opened) -> Iterator[Row]:
    lines = _Lines(opened.file)
    yield from _table(opened, lines, next(lines, ""), "\t", told="")


def _table(opened: Opened, lines: _Lines, first: str, delimiter: str, *, told: str) -> Iterator[Row]:
    reader = csv.reader(chain([first] if first else [], lines), delimiter=delimiter)
    header = _header(reader, opened.name)
    opened.columns(header, None, told)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(opened.name, line, {}, error=f"not a row of the table ({_wrong(error)})")
            continue
        if cells:
            # A whole row asks for no further line; one that met the end has a quotation mark open.
            yield _from_cells(opened.name, line, header, cells, whole=not lines.ended)


def _wrong(error: csv.Error) -> str:
    """Say in our words what the reader of tables cannot read."""
    if "new-line" in str(error):
        return "a carriage return stands alone in it; if these are the line ends: tr '\\r' '\\n'"
    return f"{error}; is a quotation mark missing?"


def _header(reader: Iterator[list[str]], name: str) -> list[str]:
    try:
        header = next(reader, [])
    except csv.Error as error:
        raise InputError(f"{name}: the header cannot be read ({_wrong(error)})") from None
    if not any(header):
        raise InputError(f"{name}: has no header line; give the columns their names in the first line")
    double = next((column for column in header if header.count(column) > 1), None)
    if double is not None:
        raise InputError(f"{name}: two columns are called {double!r}; rename one")
    if any("\udc80" <= char <= "\udcff" for column in header for char in column):
        raise InputError(f"{name}: not UTF-8; {_NOT_UTF_8} {name}")
    return header


def _from_cells(name: str, line: int, header: list[str], cells: list[str], *, whole: bool) -> Row:
    fields: dict[str, Any] = dict.fromkeys(header, "")
    fields.update(zip(header, cells, strict=False))
    row = Row(name, line, fields)
    if not whole:
        row.error = "a quotation mark that begins in it is never closed"
    elif len(cells) != len(header):
        row.error = f"has {len(cells)} cells where the header has {len(header)}; is a quotation mark missing?"
    elif any("\udc80" <= char <= "\udcff" for cell in cells if not cell.isascii() for char in cell):
        row.error = f"not UTF-8; {_NOT_UTF_8}"
    return row


def _parquet(opened: Opened) -> Iterator[Row]:
    if not opened.file.seekable():
        raise InputError(f"{opened.name}: Parquet cannot be read from a pipe; give the name of a file")
    table = pyarrow("pyarrow.parquet").ParquetFile(opened.file, pre_buffer=False)
    opened.columns(table.schema_arrow.names, table.schema_arrow)
    line = 0
    for batch in table.iter_batches(batch_size=256):
        for fields in batch.to_pylist():
            line += 1
            yield Row(opened.name, line, fields)


def pyarrow(module: str) -> ModuleType:
    """Import a module of the package behind Parquet.

    Raises:
        MissingPackageError: it is not installed.
    """
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError:
        raise MissingPackageError("pyarrow", "parquet") from None


def plain(value: object) -> object:
    """Give what JSON has no word for as a string: dates as ISO 8601, bytes as base64, the rest as Python says it."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


_READERS: dict[str, Callable[[Opened], Iterator[Row]]] = {
    "text": _text,
    "lines": _lines,
    "jsonl": _jsonl,
    "csv": _csv,
    "tsv": _tsv,
    "parquet": _parquet,
}
