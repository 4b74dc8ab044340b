"""Files as rows: JSON Lines, CSV and TSV, Parquet, lines, whole texts; compressed or not."""

from __future__ import annotations

import base64
import csv
import json
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from normalize.cli.rows.files.compression import bare, unpacked
from normalize.cli.rows.files.row import Row
from normalize.cli.streams import decoded, opened_input
from normalize.errors import InputError, MissingPackageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

FORMS = ("text", "lines", "jsonl", "csv", "tsv", "parquet")
RECORDS = frozenset(FORMS) - {"text"}
_SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv", ".parquet": "parquet"}
_LONGEST_CELL = 1 << 24  # a quotation mark that is never closed may not swallow the file

csv.field_size_limit(_LONGEST_CELL)


class Opened(NamedTuple):
    """An open input: its name for people, its bytes, and a way to ask how far the file has been read."""

    name: str
    file: BinaryIO
    columns: Callable[[list[str], object], None]


def form_of(path: str, *, otherwise: str = "text") -> str:
    """Tell from its name what a file holds.

    >>> form_of("news.jsonl.gz"), form_of("places.tsv"), form_of("-")
    ('jsonl', 'tsv', 'text')
    """
    return next((form for suffix, form in _SUFFIXES.items() if bare(path).lower().endswith(suffix)), otherwise)


def rows_of(
    path: str, form: str, columns: Callable[[list[str], object], None], watch: Callable[[BinaryIO], None]
) -> Iterator[Row]:
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
            yield from _READERS[form](Opened(name, unpacked(file) if form != "parquet" else file, columns))
        except (EOFError, OSError, ValueError) as error:
            if isinstance(error, InputError | BrokenPipeError):
                raise
            raise InputError(f"{name}: cannot be read to its end ({error}); is it whole?") from None
        except Exception as error:
            if type(error).__module__.split(".")[0] in {"zstandard", "pyarrow", "zlib"}:
                raise InputError(f"{name}: cannot be read to its end ({error}); is it whole?") from None
            raise


def _text(opened: Opened) -> Iterator[Row]:
    text = decoded(opened.file.read(), opened.name)
    yield Row(opened.name, 0, {"id": opened.name, "text": text})


def _lines(opened: Opened) -> Iterator[Row]:
    opened.columns(["text"], None)
    for number, raw in enumerate(opened.file, 1):
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            yield Row(opened.name, number, {}, error=f"not UTF-8 (byte {error.start + 1})")
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
        return Row(name, number, {}, error=f"not UTF-8 (byte {error.start + 1})")
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        return Row(name, number, {}, error="not a JSON object; give one object a line")
    return Row(name, number, fields, line)


def _csv(opened: Opened, delimiter: str = ",") -> Iterator[Row]:
    reader = csv.reader(_decoded_lines(opened.file), delimiter=delimiter)
    header = _header(reader, opened.name)
    opened.columns(header, None)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(opened.name, line, {}, error=f"not a row of the table ({error})")
            continue
        if cells:
            yield _from_cells(opened.name, line, header, cells)


def _decoded_lines(file: BinaryIO) -> Iterator[str]:
    for number, raw in enumerate(file):
        yield raw.decode("utf-8-sig" if number == 0 else "utf-8", errors="surrogateescape")


def _header(reader: Iterator[list[str]], name: str) -> list[str]:
    try:
        header = next(reader, [])
    except csv.Error as error:
        raise InputError(f"{name}: the header cannot be read ({error}); give a table with a header line") from None
    if not any(header):
        raise InputError(f"{name}: has no header line; give the columns names in the first line")
    double = next((column for column in header if header.count(column) > 1), None)
    if double is not None:
        raise InputError(f"{name}: two columns are called {double!r}; rename one")
    if any("\udc80" <= char <= "\udcff" for column in header for char in column):
        raise InputError(f"{name}: not UTF-8; if it is Windows-1251: iconv -f cp1251 -t utf-8 {name}")
    return header


def _from_cells(name: str, line: int, header: list[str], cells: list[str]) -> Row:
    fields: dict[str, Any] = dict.fromkeys(header, "")
    fields.update(zip(header, cells, strict=False))
    row = Row(name, line, fields)
    if len(cells) != len(header):
        row.error = f"has {len(cells)} cells where the header has {len(header)}; is a quotation mark missing?"
    elif any("\udc80" <= char <= "\udcff" for cell in cells if not cell.isascii() for char in cell):
        row.error = "not UTF-8"
    return row


def _tsv(opened: Opened) -> Iterator[Row]:
    yield from _csv(opened, "\t")


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
