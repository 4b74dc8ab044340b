"""The accessor `.ruen` of a pandas Series. The only door to pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from normalize.adapters.frames import columns

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from normalize import Kind, Normalizer

_DTYPES = {str: "str", float: "float64"}


class Ruen:
    """Names in a column: linked, found, romanized, keyed; each distinct value is worked out once.

    The answer has the index of the column. A missing value (None, NaN, NaT, pd.NA) has a missing answer; an empty
    string is a text like any other. Categories are read as their strings.

    >>> import pandas as pd
    >>> import normalize.pandas
    >>> regions = pd.Series(["Смоленской областью", None, "Tula Region"], name="region")
    >>> regions.ruen.link()["entity"].tolist()
    ['RU-SMO', nan, 'RU-TUL']
    >>> regions.ruen.romanize().tolist()
    ['Smolenskoy oblastyu', nan, 'Tula Region']
    """

    def __init__(self, series: pd.Series) -> None:
        self._series = series

    def link(
        self,
        *,
        kind: str | Kind | None = None,
        within: str | None = None,
        date: str | dt.date | None = None,
        normalizer: Normalizer | None = None,
    ) -> pd.DataFrame:
        """Say which entity each name is: columns entity, kind, ru, en, confidence, reason.

        Args:
            kind: what the names must be, as for `Normalizer.link`; `within` and `date` likewise.
            within: the id of a place that they must lie in.
            date: when they were written.
            normalizer: who answers; `normalize.load()` where not given.

        Raises:
            UnknownNameError: no such kind or id.
            InputError: the column holds something else than strings.
        """
        ask = columns.links(normalizer, kind=kind, within=within, date=date)
        codes, names = _coded(self._series)
        rows = ask(names)
        cells = {
            field: _spread([row[field] for row in rows], codes, _DTYPES[type_]) for field, type_ in columns.LINK.items()
        }
        return pd.DataFrame(cells, index=self._series.index)

    def annotate(
        self,
        *,
        date: str | dt.date | None = None,
        workers: int | None = None,
        normalizer: Normalizer | None = None,
    ) -> pd.Series:
        """Find and link every name of each text: a Series of Arrow type `list<struct>`, one list a row.

        `.explode().struct.explode()` makes it a table with one mention a row. Needs pyarrow.

        Args:
            date: when the texts were written, as for `Normalizer.annotate`.
            workers: how many processes share the distinct texts.
            normalizer: who answers; `normalize.load()` where not given.

        Raises:
            InputError: the column holds something else than strings, or the date is no ISO date.
        """
        import pyarrow as pa

        from normalize.adapters.frames.arrow import mentions_type

        ask = columns.mentions(normalizer, date=date, workers=workers)
        codes, texts = _coded(self._series)
        array = pd.arrays.ArrowExtensionArray(pa.array(ask(texts), mentions_type()))
        return self._column(array.take(codes, allow_fill=True))

    def romanize(self, scheme: str = "press") -> pd.Series:
        """Write each text in Latin letters.

        Raises:
            UnknownNameError: no scheme is so called.
            InputError: the column holds something else than strings.
        """
        return self._strings(columns.romanizations(scheme))

    def match_key(self, kind: str | Kind | None = None) -> pd.Series:
        """Give each name its match key: equal for all spellings, case forms and word orders of a full name.

        Raises:
            ValueError: no such kind.
            InputError: the column holds something else than strings.
        """
        return self._strings(columns.match_keys(kind))

    def _strings(self, ask: columns.Once[str]) -> pd.Series:
        codes, texts = _coded(self._series)
        return self._column(_spread(ask(texts), codes, "str"))

    def _column(self, cells: Any) -> pd.Series:  # noqa: ANN401 - any array of pandas
        return pd.Series(cells, index=self._series.index, name=self._series.name)


def _coded(series: pd.Series) -> tuple[np.ndarray, list[str]]:
    """Number the distinct values: by pandas where it is fast, but it cannot hash half a surrogate pair."""
    if series.dtype == object:
        codes, texts = columns.coded(series.array, _is_missing)
        return np.array(codes, dtype=np.intp), texts
    codes, found = pd.factorize(series, use_na_sentinel=True)
    for value in found:
        if not isinstance(value, str):
            raise columns.not_text(f"column {series.name!r} of dtype {series.dtype}", value)
    return codes, list(found)


def _is_missing(value: object) -> bool:
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def _spread(answers: Sequence[Any], codes: np.ndarray, dtype: str) -> Any:  # noqa: ANN401 - any array of pandas
    return pd.array(answers, dtype=dtype).take(codes, allow_fill=True)


def register() -> None:
    """Give every Series the accessor `.ruen`."""
    pd.api.extensions.register_series_accessor("ruen")(Ruen)
