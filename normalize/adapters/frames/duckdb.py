"""Functions of SQL for a DuckDB connection. The only door to duckdb."""

from __future__ import annotations

import inspect
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb
import pyarrow as pa

import normalize
from normalize.adapters.frames import columns
from normalize.adapters.frames.arrow import link_type, mentions_type

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from normalize import Normalizer

_SQL = {str: "VARCHAR", float: "DOUBLE", int: "BIGINT"}


def _struct(fields: Mapping[str, type]) -> str:
    return "STRUCT(" + ", ".join(f'"{name}" {_SQL[kind]}' for name, kind in fields.items()) + ")"


class _Function(NamedTuple):
    """One function: its first argument is the text, the others are options and their defaults."""

    name: str
    options: dict[str, str]
    answer: Callable[..., Any]
    returns: tuple[str, pa.DataType]


def register(connection: duckdb.DuckDBPyConnection, normalizer: Normalizer | None = None) -> None:
    """Give a connection the functions ruen_link, ruen_annotate, ruen_romanize and ruen_match_key.

    Options are named in SQL (`kind := 'region'`) and may differ from row to row; a null text has a null for an answer.
    Each distinct set of arguments is worked out once. Registering again replaces the functions.

    Args:
        connection: an open connection, or a cursor, which DuckDB takes for a connection of its own and a thread needs;
            the functions live as long as it does and leave no trace in the file.
        normalizer: who answers; `normalize.load()` where not given.

    >>> import duckdb
    >>> import normalize.duckdb
    >>> connection = duckdb.connect()
    >>> normalize.duckdb.register(connection)
    >>> connection.execute("SELECT ruen_link('Смоленской областью', kind := 'region').entity").fetchone()
    ('RU-SMO',)
    >>> connection.execute("SELECT ruen_romanize('Щеглов'), ruen_romanize(NULL)").fetchone()
    ('Shcheglov', None)
    """
    nz = normalizer or columns.shared()
    for function in _functions(nz):
        _create(connection, function, f"_{function.name}_{id(nz)}")


def _functions(nz: Normalizer) -> tuple[_Function, ...]:
    link = (_struct(columns.LINK), link_type())
    mentions = (_struct(columns.MENTION) + "[]", mentions_type())
    text = ("VARCHAR", pa.string())

    def linked(name: str, kind: str | None, within: str | None, date: str | None) -> dict[str, Any]:
        return columns.link_row(nz.link(name, kind=kind, within=within, date=date))

    def annotated(given: str, date: str | None) -> list[dict[str, Any]]:
        return columns.mention_rows(nz.annotate(given, date=date))

    return (
        _Function("ruen_link", {"kind": "NULL", "within": "NULL", "date": "NULL"}, linked, link),
        _Function("ruen_annotate", {"date": "NULL"}, annotated, mentions),
        _Function("ruen_romanize", {"scheme": "'press'"}, normalize.romanize, text),
        _Function("ruen_match_key", {"kind": "NULL"}, normalize.match_key, text),
    )


def _create(connection: duckdb.DuckDBPyConnection, function: _Function, inner: str) -> None:
    """Make the function, and over it a macro, for only a macro's arguments have names and defaults.

    All connections to a database share its functions, and each has macros of its own: so the function is named after
    who answers, and is left as it is where another connection has made it.
    """
    given = ["text", *function.options]
    sql, _ = function.returns
    with suppress(duckdb.CatalogException, duckdb.NotImplementedException):  # it is there, made by another or by this
        connection.create_function(
            inner, _batched(function, given), ["VARCHAR"] * len(given), sql, type="arrow", null_handling="special"
        )
    names = ", ".join(["text", *(f'"{option}" := {default}' for option, default in function.options.items())])
    options = "".join(f', "{option}"::VARCHAR' for option in function.options)
    connection.execute(f"CREATE OR REPLACE TEMP MACRO {function.name}({names}) AS {inner}(text{options})")


def _batched(function: _Function, given: list[str]) -> Callable[..., pa.Array]:
    """Answer a batch of rows; a row whose text is null is not asked about."""
    _, arrow = function.returns
    once = columns.Once(lambda rows: [None if row[0] is None else function.answer(*row) for row in rows])

    def batch(*cells: pa.ChunkedArray) -> pa.Array:
        return pa.array(once(zip(*(column.to_pylist() for column in cells), strict=True)), arrow)

    # DuckDB counts the parameters that a function says it has.
    only = inspect.Parameter.POSITIONAL_ONLY
    batch.__signature__ = inspect.Signature([inspect.Parameter(name, only) for name in given])  # type: ignore[attr-defined]
    return batch
