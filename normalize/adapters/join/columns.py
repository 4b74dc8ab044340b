"""The names of a table: from a plain sequence, dicts, or a frame of pandas or polars, by the name of the column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from normalize.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def sides(on: str | tuple[str, str] | None) -> tuple[str | None, str | None]:
    """Give the column of the left and of the right table.

    Raises:
        InputError: neither one name nor two.
    """
    if on is None or isinstance(on, str):
        return on, on
    if isinstance(on, (tuple, list)) and len(on) == 2 and all(isinstance(column, str) for column in on):
        return on[0], on[1]
    raise InputError(f"on={on!r} names no columns; give one name, or two as (left, right)")


def column(table: Any, name: str | None) -> list[str | None]:  # noqa: ANN401 - whatever has columns or rows
    """Read the names of a table; what is no text, or blank, is nobody's name and stands as None.

    Raises:
        InputError: the table has columns and none was named.
        UnknownNameError: there is no such column.
    """
    columns = getattr(table, "columns", None)
    if columns is not None:
        return [_text(value) for value in table[_known(name, list(columns))].to_list()]
    rows = list(table)
    if any(isinstance(row, dict) for row in rows):
        return [_text(value) for value in _of_rows(rows, name)]
    return [_text(value) for value in rows]


def _of_rows(rows: Sequence[Mapping[str, Any]], name: str | None) -> Iterable[Any]:
    known = list(dict.fromkeys(key for row in rows if isinstance(row, dict) for key in row))
    wanted = _known(name, known)
    return (row.get(wanted) if isinstance(row, dict) else None for row in rows)


def _known(name: str | None, known: list[Any]) -> str:
    if name is None:
        raise InputError(f"which column holds the names? Give on=…, one of: {', '.join(map(str, known))}")
    if name not in known:
        raise UnknownNameError("column", name, known)
    return name


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def distinct(names: Iterable[str | None]) -> tuple[list[str], list[list[int]]]:
    """Give every name once, in a fixed order, with the rows that bear it.

    >>> distinct(["Тула", None, "Орёл", "Тула"])
    (['Орёл', 'Тула'], [[2], [0, 3]])
    """
    rows: dict[str, list[int]] = {}
    for row, surface in enumerate(names):
        if surface is not None:
            rows.setdefault(surface, []).append(row)
    order = sorted(rows)
    return order, [rows[surface] for surface in order]
