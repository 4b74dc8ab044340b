"""Rows as JSON Lines, CSV, TSV or Parquet, with what was found out added to their fields."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any, Protocol

from normalize.cli.rows.files.reading import plain
from normalize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from normalize.cli.rows.files.row import Row

FORMS = ("jsonl", "csv", "tsv", "parquet")
# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), in its full-width shape too.
_FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")


class Sink(Protocol):
    """Turns rows into text, in one format."""

    def header(self, columns: Sequence[str], delimiter: str = "") -> str:
        """Give the text that comes before the rows of a table with these columns, whose cells this sign parted."""

    def row(self, row: Row, added: dict[str, Any], error: str) -> str:
        """Give the text of a row and what was added to it, or of what is wrong with it."""

    def refuses(self, row: Row) -> str:
        """Say why the row cannot be written in this format; "" if it can."""


def guarded(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula; numbers stay numbers.

    >>> guarded("=HYPERLINK(A1)"), guarded("-5,2"), guarded("Тула")
    ("'=HYPERLINK(A1)", '-5,2', 'Тула')
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


class JsonSink:
    """Writes each row as the object that it was, with fields added at its end."""

    def header(self, columns: Sequence[str], delimiter: str = "") -> str:  # noqa: ARG002  JSON Lines have no header
        """Give nothing: each line names its fields."""
        return ""

    def row(self, row: Row, added: dict[str, Any], error: str) -> str:
        """Give one line; a row that failed becomes an error with its file and line."""
        if error:
            return _json({"error": error, "file": row.file, "line": row.line}) + "\n"
        if not row.raw:
            return _json({**row.fields, **added}) + "\n"
        return f"{row.raw[:-1].rstrip()}, {_json(added)[1:]}\n" if row.fields else _json(added) + "\n"

    def refuses(self, row: Row) -> str:  # noqa: ARG002  JSON has room for every field
        """Take every row."""
        return ""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=plain)


class CsvSink:
    """Writes a table; what was added comes in the last columns, what went wrong in the very last."""

    def __init__(self, added: Sequence[str], delimiter: str, *, spreadsheet: bool) -> None:
        self._added = list(added)
        self._delimiter = delimiter
        self._spreadsheet = spreadsheet
        self._columns: list[str] | None = None

    def header(self, columns: Sequence[str], delimiter: str = "") -> str:
        """Give the header line, once; CSV is parted as the first table was.

        Raises:
            InputError: a later table has other columns.
        """
        if self._columns is not None:
            if self._columns != list(columns):
                raise InputError("has other columns than the first table; write .jsonl, or one output a table")
            return ""
        self._columns = list(columns)
        self._delimiter = delimiter if delimiter and self._delimiter == "," else self._delimiter
        return ("\ufeff" if self._spreadsheet else "") + self._line([*self._columns, *self._added])

    def row(self, row: Row, added: dict[str, Any], error: str) -> str:
        """Give one line; before the first, the header, if no table has told its columns."""
        head = self.header(list(row.fields)) if self._columns is None and row.fields else ""
        values = {**row.fields, **added, self._added[-1]: f"{row.where}: {error}" if error else ""}
        cells = [values.get(name) for name in [*(self._columns or ()), *self._added]]
        return head + self._line([cell(value) for value in cells])

    def refuses(self, row: Row) -> str:
        """Refuse a record with a field that the first one did not have: the table has no column for it."""
        beyond = next((name for name in row.fields if self._columns is not None and name not in self._columns), None)
        return f"has a field {beyond!r} that the first record has not; write .jsonl" if beyond is not None else ""

    def _line(self, cells: Iterable[str]) -> str:
        line = io.StringIO()
        end = "\r\n" if self._spreadsheet else "\n"
        guard = guarded if self._spreadsheet else str
        csv.writer(line, delimiter=self._delimiter, lineterminator=end).writerow([guard(cell) for cell in cells])
        return line.getvalue()


def cell(value: object) -> str:
    """Give a value as the text of a cell: nothing for null, JSON for what is neither text nor a date."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _UNDECODED.sub("\ufffd", value)
    return _json(value) if isinstance(value, bool | int | float | list | dict) else str(plain(value))


_UNDECODED = re.compile("[\udc80-\udcff]")
