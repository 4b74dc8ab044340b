"""The accessor `.ruen` of a pandas Series. The only door to pandas."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa

from normalize.adapters.frames import columns
from normalize.adapters.frames.arrow import answered
from normalize.adapters.frames.questions import Questions

_TEXT = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)


class Ruen(Questions):
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

    def _asked(self, ask: columns.Once[Any]) -> pd.Series | pd.DataFrame:
        answers = answered(*_coded(self._series), ask)
        index = self._series.index
        if ask.shape is columns.Shape.LINK:
            cells = zip(columns.LINK, answers.flatten(), strict=True)
            return pd.DataFrame({field: cell.to_pandas().array for field, cell in cells}, index=index)
        is_text = ask.shape is columns.Shape.TEXT
        found = answers.to_pandas().array if is_text else pd.arrays.ArrowExtensionArray(answers)
        return pd.Series(found, index=index, name=self._series.name)


def _coded(series: pd.Series) -> tuple[list[str], pa.Array]:
    """Give the distinct values of a column, and for each row the place of its value, or null.

    Arrow does it where it can; half a surrogate pair and values of several sorts, which an `object` column may hold,
    are beyond it.
    """
    try:
        texts = pa.array(series, from_pandas=True)
    except (pa.ArrowException, ValueError):
        return _one_by_one(series)
    if texts.null_count == len(texts):
        return [], pa.nulls(len(texts), pa.int64())
    held = texts.type.value_type if pa.types.is_dictionary(texts.type) else texts.type
    if not any(is_text(held) for is_text in _TEXT):
        if series.dtype == object:
            return _one_by_one(series)
        raise columns.not_text(f"column {series.name!r} of dtype {series.dtype}", series.dropna().iloc[:1].tolist()[0])
    texts = texts.cast(pa.large_string())
    encoded = (texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts).dictionary_encode()
    return encoded.dictionary.to_pylist(), encoded.indices


def _one_by_one(series: pd.Series) -> tuple[list[str], pa.Array]:
    values, rows = columns.coded(series.array, _is_missing)
    return values, pa.array(rows, pa.int64())


def _is_missing(value: object) -> bool:
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def register() -> None:
    """Give every Series the accessor `.ruen`."""
    pd.api.extensions.register_series_accessor("ruen")(Ruen)
