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
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pyspark.sql import DataFrame

    from normalize import Kind, Normalizer

    _Answer = Callable[[Sequence[str]], list[Any]]

_REMEMBERED = 1 << 17  # names whose answers a worker keeps from one batch to the next: about 100 MB
_NAMES_AT_ONCE, _TEXTS_AT_ONCE = 10_000, 256  # rows whose answers are objects of Python at the same time
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
    return _with_answers(
        df, column, into, MENTIONS, partial(_answered, ask=ask, type_=mentions_type(), rows=_TEXTS_AT_ONCE)
    )


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
    ask = partial(_links, shipped=ship(df, normalizer), options=(str(kind) if kind else None, within, _iso(date)))
    return _with_answers(df, column, into, LINK, partial(_answered, ask=ask, type_=link_type(), rows=_NAMES_AT_ONCE))


def _with_answers(df: DataFrame, column: str, into: str, type_: DataType, answered: Callable[..., Any]) -> DataFrame:
    """Add a column that answers another; every other column comes out as it went in.

    Raises:
        UnknownNameError: there is no such column.
        InputError: it holds no strings, or the new one's name is taken.
    """
    checked(df, column)
    if into in df.columns:
        raise InputError(f"the frame has a column {into!r} already; give the new one another name with into=…")
    answer = partial(answered, place=df.columns.index(column), into=into)
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
    batches: Iterable[pa.RecordBatch],
    *,
    place: int,
    into: str,
    ask: Callable[[], _Answer],
    type_: pa.DataType,
    rows: int,
) -> Iterator[pa.RecordBatch]:
    """Answer the batches of one task, some rows at a time: of equal values one is asked about, of null none."""
    answer = ask()
    for batch in batches:
        for start in range(0, batch.num_rows, rows):
            piece = batch.slice(start, rows)
            coded = piece.column(place).dictionary_encode()
            answers = pa.array(answer(coded.dictionary.to_pylist()), type_)
            names = [*batch.schema.names, into]
            yield pa.RecordBatch.from_arrays([*piece.columns, answers.take(coded.indices)], names=names)


@lru_cache(maxsize=4)
def _mentions(shipped: Shipped, date: str | None) -> _Answer:
    """Ask for the mentions of texts; a text seldom comes again and its mentions are many, so none is remembered."""
    return columns.mentions(opened(shipped), date=date).distinct


@lru_cache(maxsize=4)
def _links(shipped: Shipped, options: tuple[str | None, str | None, str | None]) -> _Answer:
    """Ask for the links of names; as many are remembered as an executor's memory bears."""
    kind, within, date = options
    links = columns.links(opened(shipped), kind=kind, within=within, date=date)
    return columns.Once(links.distinct, most=_REMEMBERED)


def _iso(date: str | dt.date | None) -> str | None:
    return date if date is None or isinstance(date, str) else date.isoformat()[:10]
