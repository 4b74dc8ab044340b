"""The fields of links and mentions as Arrow types, for every neighbour that speaks Arrow.

Text is `string`, confidence `float64`, an offset `int64`; a list of mentions is `list<struct>`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pyarrow as pa

from normalize.adapters.frames.columns import LINK, MENTION, Once, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

_TYPES = {str: pa.string(), float: pa.float64(), int: pa.int64()}


def _struct(fields: Mapping[str, type]) -> pa.DataType:
    return pa.struct([(name, _TYPES[kind]) for name, kind in fields.items()])


@lru_cache(maxsize=1)
def link_type() -> pa.DataType:
    """Give the type of one link.

    >>> link_type().field("confidence").type
    DataType(double)
    """
    return _struct(LINK)


@lru_cache(maxsize=1)
def mentions_type() -> pa.DataType:
    """Give the type of the mentions of one text.

    >>> mentions_type().value_type.field("start").type
    DataType(int64)
    """
    return pa.list_(_struct(MENTION))


_OF_SHAPE: dict[Shape, Callable[[], pa.DataType]] = {
    Shape.LINK: link_type,
    Shape.MENTIONS: mentions_type,
    Shape.TEXT: pa.large_string,
}


def answered(values: Sequence[str], rows: pa.Array, ask: Once[Any]) -> pa.Array:
    """Answer the rows of a column, given its distinct values and for each row the place of its value, or null.

    >>> answered(["Тула"], pa.array([0, None, 0]), Once(lambda values: [value.upper() for value in values])).to_pylist()
    ['ТУЛА', None, 'ТУЛА']
    """
    return pa.array(ask.distinct(values), _OF_SHAPE[ask.shape]()).take(rows)
