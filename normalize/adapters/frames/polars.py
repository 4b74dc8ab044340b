"""The namespace `.ruen` of a polars Series and of a polars expression. The only door to polars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from normalize.adapters.frames import columns

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from normalize import Kind, Normalizer

_TYPES = {str: pl.String(), float: pl.Float64(), int: pl.Int64()}
_TEXT = (pl.String, pl.Categorical, pl.Enum, pl.Null)


def _struct(fields: Mapping[str, type]) -> pl.Struct:
    return pl.Struct({name: _TYPES[kind] for name, kind in fields.items()})


LINK_TYPE = _struct(columns.LINK)
MENTIONS_TYPE = pl.List(_struct(columns.MENTION))


class _Ruen:
    """The four questions; a namespace says how an answer is spread over a column."""

    def link(
        self,
        *,
        kind: str | Kind | None = None,
        within: str | None = None,
        date: str | dt.date | None = None,
        normalizer: Normalizer | None = None,
    ) -> Any:  # noqa: ANN401 - a Series or an Expr, as the column is
        """Say which entity each name is: a struct of entity, kind, ru, en, confidence, reason.

        `.struct.unnest()` makes it columns.

        Args:
            kind: what the names must be, as for `Normalizer.link`; `within` and `date` likewise.
            within: the id of a place that they must lie in.
            date: when they were written.
            normalizer: who answers; `normalize.load()` where not given.

        Raises:
            UnknownNameError: no such kind or id.
            InputError: the column holds something else than strings.
        """
        return self._ask(columns.links(normalizer, kind=kind, within=within, date=date), LINK_TYPE)

    def annotate(
        self,
        *,
        date: str | dt.date | None = None,
        workers: int | None = None,
        normalizer: Normalizer | None = None,
    ) -> Any:  # noqa: ANN401
        """Find and link every name of each text: a list of structs a row.

        `.explode(column).unnest(column)` of the frame makes it a table with one mention a row.

        Args:
            date: when the texts were written, as for `Normalizer.annotate`.
            workers: how many processes share the distinct texts.
            normalizer: who answers; `normalize.load()` where not given.

        Raises:
            InputError: the column holds something else than strings, or the date is no ISO date.
        """
        return self._ask(columns.mentions(normalizer, date=date, workers=workers), MENTIONS_TYPE)

    def romanize(self, scheme: str = "press") -> Any:  # noqa: ANN401
        """Write each text in Latin letters.

        Raises:
            UnknownNameError: no scheme is so called.
            InputError: the column holds something else than strings.
        """
        return self._ask(columns.romanizations(scheme), pl.String())

    def match_key(self, kind: str | Kind | None = None) -> Any:  # noqa: ANN401
        """Give each name its match key: equal for all spellings, case forms and word orders of a full name.

        Raises:
            ValueError: no such kind.
            InputError: the column holds something else than strings.
        """
        return self._ask(columns.match_keys(kind), pl.String())

    def _ask(self, ask: columns.Once[Any], dtype: pl.DataType) -> Any:  # noqa: ANN401
        raise NotImplementedError


class RuenSeries(_Ruen):
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

    def _ask(self, ask: columns.Once[Any], dtype: pl.DataType) -> pl.Series:
        return _spread(self._series, ask, dtype)


class RuenExpr(_Ruen):
    """The same of an expression, eager or lazy; what comes in batches remembers the answers of the earlier ones.

    >>> import polars as pl
    >>> import normalize.polars
    >>> table = pl.LazyFrame({"name": ["Щеглов", None]})
    >>> table.select(pl.col("name").ruen.romanize("icao")).collect()["name"].to_list()
    ['Shcheglov', None]
    """

    def __init__(self, expr: pl.Expr) -> None:
        self._expr = expr

    def _ask(self, ask: columns.Once[Any], dtype: pl.DataType) -> pl.Expr:
        return self._expr.map_batches(
            lambda series: _spread(series, ask, dtype), return_dtype=dtype, is_elementwise=True
        )


def _spread(series: pl.Series, ask: columns.Once[Any], dtype: pl.DataType) -> pl.Series:
    if not isinstance(series.dtype, _TEXT):
        raise columns.not_text(f"column {series.name!r}", series.drop_nulls().to_list()[:1] or series.dtype)
    texts = series.cast(pl.String)
    distinct = texts.drop_nulls().unique(maintain_order=True)
    answers = pl.Series(ask(distinct.to_list()), dtype=dtype)
    if distinct.is_empty():
        return pl.Series(series.name, [None] * len(series), dtype=dtype)
    codes = texts.replace_strict(distinct, pl.int_range(len(distinct), eager=True), return_dtype=pl.UInt32)
    return answers.gather(codes).alias(series.name)


def register() -> None:
    """Give every Series and every expression the namespace `.ruen`."""
    pl.api.register_series_namespace("ruen")(RuenSeries)
    pl.api.register_expr_namespace("ruen")(RuenExpr)
