"""Functions of SQL: ruen_link, ruen_annotate, ruen_compare, ruen_romanize, ruen_match_key, ruen_blocking_keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from pyspark.sql.types import ArrayType, StringType

import normalize
from normalize.adapters.frames import columns
from normalize.adapters.spark.frames import LINK, MENTIONS
from normalize.adapters.spark.ship import Shipped, opened, ship

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyspark.sql import SparkSession

    from normalize import Normalizer

_COMPARISON = "verdict string, score double, reason string"


def register(spark: SparkSession, normalizer: Normalizer | None = None) -> None:
    """Give a session our functions; null in, null out, and each may be called with the text alone.

    - `ruen_link(name, kind, within, date)`: the struct that `link` gives
    - `ruen_annotate(text, date)`: the array that `annotate` gives
    - `ruen_compare(a, b, kind)`: verdict, score and first reason
    - `ruen_romanize(text, scheme)`, `ruen_match_key(name, kind)`, `ruen_blocking_keys(name, kind)`

    Args:
        spark: a session; registering again replaces the functions.
        normalizer: whose gazetteer is used; the shipped one where not given.
    """
    shipped = ship(spark.range(0), normalizer)
    functions: dict[str, tuple[Callable[..., Any], Any]] = {
        "ruen_link": (partial(_link, shipped), LINK),
        "ruen_annotate": (partial(_annotate, shipped), MENTIONS),
        "ruen_compare": (_compare, _COMPARISON),
        "ruen_romanize": (_romanize, StringType()),
        "ruen_match_key": (_match_key, StringType()),
        "ruen_blocking_keys": (_blocking_keys, ArrayType(StringType())),
    }
    for name, (function, type_) in functions.items():
        spark.udf.register(name, _none_for_none(function), type_)


def _none_for_none(function: Callable[..., Any]) -> Callable[..., Any]:
    def answer(text: str | None, *options: str | None) -> Any:  # noqa: ANN401
        return None if text is None else function(text, *options)

    return answer


def _link(
    shipped: Shipped, name: str, kind: str | None = None, within: str | None = None, date: str | None = None
) -> dict[str, Any]:
    return columns.link_row(opened(shipped).link(name, kind=kind, within=within, date=date))


def _annotate(shipped: Shipped, text: str, date: str | None = None) -> list[dict[str, Any]]:
    return columns.mention_rows(opened(shipped).annotate(text, date=date))


def _compare(a: str, b: str | None, kind: str | None = None) -> dict[str, Any] | None:
    if b is None:
        return None
    found = normalize.compare(a, b, kind)
    reason = columns.storable(str(found.reasons[0])) if found.reasons else None
    return {"verdict": found.verdict.value, "score": found.score, "reason": reason}


def _romanize(text: str, scheme: str | None = None) -> str:
    return columns.storable(normalize.romanize(text, scheme or "press"))


def _match_key(name: str, kind: str | None = None) -> str:
    return columns.storable(normalize.match_key(name, kind))


def _blocking_keys(name: str, kind: str | None = None) -> list[str]:
    return sorted(map(columns.storable, normalize.blocking_keys(name, kind)))
