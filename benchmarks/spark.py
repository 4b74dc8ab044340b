"""What Spark costs: our columns against a `mapInPandas` that does nothing to the same data, in one run.

Run with `make bench-spark`. Names repeat as they do in a corpus (Zipf), texts are those of `_corpus.py`; both are
cached before the clock starts, and every frame is written to the sink "noop".
"""

from __future__ import annotations

import os
import random
import sys
import time
from typing import TYPE_CHECKING

import _corpus
from pyspark.sql import SparkSession

import normalize
import normalize.spark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import DataFrame

NAMES, TEXTS = 400_000, 4_000


def session() -> SparkSession:
    """Start Spark on two cores, on the loopback only."""
    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    return builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.memory", "2g").getOrCreate()


def nothing(batches: Iterator[object]) -> Iterator[object]:
    """Pass the batches on."""
    yield from batches


def seconds(frame: DataFrame) -> float:
    """Run a frame three times and give the best."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        frame.write.format("noop").mode("overwrite").save()
        best = min(best, time.perf_counter() - start)
    return best


def rows(count: int, made: list[str]) -> list[tuple[str]]:
    """Draw values by Zipf's law."""
    chance = random.Random(5)  # noqa: S311 - the same rows every time
    weights = [1 / (place + 5) for place in range(len(made))]
    return [(value,) for value in chance.choices(made, weights, k=count)]


def names() -> list[str]:
    """Give names in both alphabets, of things that the gazetteer knows and of some that it does not."""
    slots = [
        word for text in _corpus.russian(300) + _corpus.english(300) for word in text.split() if word[:1].isupper()
    ]
    return sorted(set(slots))


def main() -> None:
    """Print the time of each column and what it is over doing nothing."""
    spark = session()
    nz = normalize.load(ner=False)
    for what, table, unit in (
        ("link", rows(NAMES, names()), "names"),
        ("annotate", [(text,) for text in _corpus.russian(TEXTS // 2) + _corpus.english(TEXTS // 2)], "texts"),
    ):
        frame = spark.createDataFrame(table, "text string").repartition(8).cache()
        frame.count()
        base = seconds(frame.mapInPandas(nothing, frame.schema))
        ours = seconds(getattr(normalize.spark, what)(frame, "text"))
        start = time.perf_counter()
        for (value,) in table[:2000]:
            getattr(nz, what)(value)
        core = (time.perf_counter() - start) / min(2000, len(table)) * len(table) / 2
        print(f"{what}: {len(table):,} {unit}; no-op mapInPandas {base:.2f} s, ours {ours:.2f} s")
        print(f"  the core alone on two cores, each value worked out anew: {core:.2f} s")
        print(f"  over the no-op: {ours / base - 1:+.0%}; {len(table) / ours:,.0f} {unit}/s on two cores")
    spark.stop()


if __name__ == "__main__":
    main()
