"""A column of a Spark frame annotated or linked: the frame with one more column."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyspark.sql.types import ArrayType, DataType, DoubleType, LongType, StringType, StructType

import normalize
from normalize.adapters.frames import columns
from normalize.adapters.frames.arrow import link_type, mentions_type
from normalize.adapters.spark.ship import Shipped, opened, ship
from normalize.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pyspark.sql import DataFrame

    from normalize import Kind, Normalizer

_TYPES = {str: StringType(), float: DoubleType(), int: LongType()}


def _struct(fields: Mapping[str, type]) -> StructType:
    made = StructType()
    for name, kind in fields.items():
        made.add(name, _TYPES[kind])
    return made


LINK = _struct(columns.LINK)
MENTIONS = ArrayType(_struct(columns.MENTION))


def annotate(
    df: DataFrame,
    column: str,
    *,
    date: str | dt.date | None = None,
    into: str = "mentions",
    normalizer: Normalizer | None = None,
) -> DataFrame:
    """Find and link every name of each text: the frame and a column `array<struct>`, one struct a mention.

    The fields are start, end, surface, entity, kind, ru, en, confidence and reason. A null text has a null.

    Args:
        df: a frame.
        column: the texts.
        date: when they were written, as for `Normalizer.annotate`.
        into: what the new column is called.
        normalizer: whose gazetteer is used, and whether its neural model; without it the shipped gazetteer and none.

    Raises:
        UnknownNameError: there is no such column.
        InputError: the column holds no strings, `into` is taken, or the date is no ISO date.
    """
    columns.mentions(normalizer or normalize.load(ner=False), date=date)  # a wrong option is told now
    ask = partial(_mentions, shipped=ship(df, normalizer), date=_iso(date))
    return with_answers(df, column, into, MENTIONS, ask, mentions_type())


def link(  # noqa: PLR0913 - the options of `Normalizer.link`
    df: DataFrame,
    column: str,
    *,
    kind: str | Kind | None = None,
    within: str | None = None,
    date: str | dt.date | None = None,
    into: str = "link",
    normalizer: Normalizer | None = None,
) -> DataFrame:
    """Say which entity each name is: the frame and a column `struct<entity, kind, ru, en, confidence, reason>`.

    Args:
        df: a frame.
        column: the names. A null has a null.
        kind: what they must be, as for `Normalizer.link`; `within` and `date` likewise.
        within: the id of a place that they must lie in.
        date: when they were written.
        into: what the new column is called.
        normalizer: whose gazetteer is used; the shipped one where not given.

    Raises:
        UnknownNameError: there is no such column, kind or id.
        InputError: the column holds no strings, `into` is taken, or the date is no ISO date.
    """
    columns.links(normalizer or normalize.load(ner=False), kind=kind, within=within, date=date)
    options = (str(kind) if kind else None, within, _iso(date))
    return with_answers(
        df, column, into, LINK, partial(_links, shipped=ship(df, normalizer), options=options), link_type()
    )


def with_answers(
    df: DataFrame,
    column: str,
    into: str,
    type_: DataType,
    ask: Callable[..., Any],
    arrow: pa.DataType,
) -> DataFrame:
    """Add a column that answers another; every other column comes out as it went in.

    Raises:
        UnknownNameError: there is no such column.
        InputError: it holds no strings, or the new one's name is taken.
    """
    checked(df, column)
    if into in df.columns:
        raise InputError(f"the frame has a column {into!r} already; give the new one another name with into=…")
    answer = partial(_answered, place=df.columns.index(column), into=into, ask=ask, arrow=arrow)
    return df.mapInArrow(answer, StructType([*df.schema.fields]).add(into, type_))


def checked(df: DataFrame, column: str) -> None:
    """Check that a column is there, once, and holds strings.

    Raises:
        UnknownNameError: there is no such column.
        InputError: there are two, or it holds no strings.
    """
    if df.columns.count(column) > 1:
        raise InputError(f"the frame has two columns {column!r}; rename one of them")
    if column not in df.columns:
        raise UnknownNameError("column", column, df.columns)
    if not isinstance(df.schema[column].dataType, StringType):
        raise InputError(f"column {column!r} holds {df.schema[column].dataType.simpleString()}, not strings; cast it")


def _answered(
    batches: Iterable[pa.RecordBatch], place: int, into: str, ask: Callable[[], Any], arrow: pa.DataType
) -> Iterator[pa.RecordBatch]:
    """Answer the batches of one task; null is not asked about."""
    answer = ask()
    for batch in batches:
        values = batch.column(place).to_pylist()
        answers = iter(answer([value for value in values if value is not None]))
        cells = [None if value is None else next(answers) for value in values]
        names = [*batch.schema.names, into]
        yield pa.RecordBatch.from_arrays([*batch.columns, pa.array(cells, arrow)], names=names)


@lru_cache(maxsize=4)
def _mentions(shipped: Shipped, date: str | None) -> columns.Once[list[dict[str, Any]]]:
    return columns.mentions(opened(shipped), date=date)


@lru_cache(maxsize=4)
def _links(shipped: Shipped, options: tuple[str | None, str | None, str | None]) -> columns.Once[dict[str, Any]]:
    kind, within, date = options
    return columns.links(opened(shipped), kind=kind, within=within, date=date)


def _iso(date: str | dt.date | None) -> str | None:
    return date if date is None or isinstance(date, str) else date.isoformat()[:10]
