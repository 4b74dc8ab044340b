"""The namespace `.ruen` of a polars Series and of a polars expression. The only door to polars."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

import polars as pl

from normalize.adapters.frames import columns
from normalize.adapters.frames.questions import Questions

if TYPE_CHECKING:
    from collections.abc import Mapping

_TYPES = {str: pl.String(), float: pl.Float64(), int: pl.Int64()}
_TEXT = (pl.String, pl.Categorical, pl.Enum, pl.Null)


def _struct(fields: Mapping[str, type]) -> pl.Struct:
    return pl.Struct({name: _TYPES[kind] for name, kind in fields.items()})


LINK_TYPE = _struct(columns.LINK)
MENTIONS_TYPE = pl.List(_struct(columns.MENTION))
_OF_SHAPE: dict[columns.Shape, pl.DataType] = {
    columns.Shape.LINK: LINK_TYPE,
    columns.Shape.MENTIONS: MENTIONS_TYPE,
    columns.Shape.TEXT: pl.String(),
}


class RuenSeries(Questions):
    """Names in a Series: linked, found, romanized, keyed; each distinct value is worked out once.

    A null has a null for an answer; an empty string is a text like any other. Categories and enums are read as their
    strings.

    >>> import polars as pl
    >>> import normalize.polars
    >>> regions = pl.Series("region", ["Смоленской областью", None, "Tula Region"])
    >>> regions.ruen.link().struct.field("entity").to_list()
    ['RU-SMO', None, 'RU-TUL']
    """

    def __init__(self, series: pl.Series) -> None:
        self._series = series

    def _asked(self, ask: columns.Once[Any]) -> pl.Series:
        return _Answers(ask)(self._series)


class RuenExpr(Questions):
    """The same of an expression, eager or lazy; what comes in batches remembers the answers of the earlier ones.

    >>> import polars as pl
    >>> import normalize.polars
    >>> table = pl.LazyFrame({"name": ["Щеглов", None]})
    >>> table.select(pl.col("name").ruen.romanize("icao")).collect()["name"].to_list()
    ['Shcheglov', None]
    """

    def __init__(self, expr: pl.Expr) -> None:
        self._expr = expr

    def _asked(self, ask: columns.Once[Any]) -> pl.Expr:
        return self._expr.map_batches(_Answers(ask), return_dtype=_OF_SHAPE[ask.shape], is_elementwise=True)


class _Answers:
    """The answers to one question, kept as polars keeps them, for a column that comes at once or in batches."""

    def __init__(self, ask: columns.Once[Any]) -> None:
        self._ask, self._dtype = ask, _OF_SHAPE[ask.shape]
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        self._texts = pl.Series(dtype=pl.String)
        self._answers = pl.Series(dtype=self._dtype)

    def __call__(self, series: pl.Series) -> pl.Series:
        """Answer a batch; only the values that no earlier one had are asked about."""
        if not isinstance(series.dtype, _TEXT):
            first = next(iter(series.drop_nulls().head(1).to_list()), None)
            raise columns.not_text(f"column {series.name!r} of dtype {series.dtype}", first)
        texts = series.cast(pl.String)
        known, answers = self._texts, self._answers
        places = _places(texts, known)
        if places.null_count() > texts.null_count():
            known, answers = self._with(texts)
            places = _places(texts, known)
        return answers.gather(places).alias(series.name)

    def _with(self, texts: pl.Series) -> tuple[pl.Series, pl.Series]:
        """Give all that is known, these texts among it."""
        with self._lock:
            unknown = _places(texts, self._texts).is_null()  # now, for another thread may have asked meanwhile
            new = texts.filter(unknown).drop_nulls().unique(maintain_order=True)
            if len(self._texts) + len(new) > columns.MOST:
                self._forget()
                new = texts.drop_nulls().unique(maintain_order=True)
            if len(new):
                found = pl.Series(self._ask.distinct(new.to_list()), dtype=self._dtype)
                # New ones, not the old made longer: another thread may be reading those.
                self._texts, self._answers = pl.concat([self._texts, new]), pl.concat([self._answers, found])
            return self._texts, self._answers


def _places(texts: pl.Series, known: pl.Series) -> pl.Series:
    """Give for each text its place among the known ones; null for null, and for what is not known."""
    if not len(known):
        return pl.Series(dtype=pl.UInt32).extend_constant(None, len(texts))
    places = pl.int_range(len(known), dtype=pl.UInt32, eager=True)
    return texts.replace_strict(known, places, default=None, return_dtype=pl.UInt32)


def register() -> None:
    """Give every Series and every expression the namespace `.ruen`."""
    pl.api.register_series_namespace("ruen")(RuenSeries)
    pl.api.register_expr_namespace("ruen")(RuenExpr)
