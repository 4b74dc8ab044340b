"""Measure what a column costs in each neighbour beside the plain loop over its rows, in one run.

Run with `make bench-pipelines`; it takes a quarter of an hour. A second is one of processor time, of all threads, so
that other work on the machine does not change the ratios. A column of a million rows holds 5% distinct values, so a
neighbour that works out each distinct value once is at most 20 times faster than the loop. The aim is 10 times, for
pandas and polars.

The loop of a slow question is measured on part of the rows, in which values recur as often as in all. Fewer distinct
values fit better into the library's caches of words, so this flatters the loop; `--full` measures it on all.
The library itself remembers the last 65,536 match keys and the like: it forgets them before each measurement, and the
loop profits from them as a user's would; so the loop over match keys also works out each distinct key of this column
once.

To add a neighbour: a function that takes the column and the question and gives a callable, named in `NEIGHBOURS`.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import random
import sys
import time
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]
import _corpus  # noqa: E402 - found by way of the path above

import normalize  # noqa: E402

AIM = 10.0
QUESTIONS = ("link", "annotate", "romanize", "match_key")
_LOOP = {"link": 20_000, "annotate": 10_000, "romanize": 1_000_000, "match_key": 1_000_000}  # rows of the plain loop
Work = Callable[[], Any]


@lru_cache(maxsize=1)
def core() -> normalize.Normalizer:
    """Open the gazetteer that all of them ask; without the model, whose cost would hide all others."""
    return normalize.load(ner=False)


def column(rows: int, distinct: float) -> list[str]:
    """Make a column: names of people and places in several forms, each as often as chance wills."""
    chance = random.Random(11)  # noqa: S311 - the same column every time
    words = sorted(
        {word for text in _corpus.russian(300) + _corpus.english(60) for word in text.split() if word.istitle()}
    )
    pairs = (" ".join(pair) for pair in itertools.product(words, words))
    names = sorted(itertools.islice(pairs, 0, None, max(1, len(words) ** 2 // int(rows * distinct))))
    names = chance.sample(names, int(rows * distinct))
    values = names + chance.choices(names, k=rows - len(names))
    chance.shuffle(values)
    return values


def some(values: list[str], rows: int) -> list[str]:
    """Give about so many rows in which values recur as often as in all, so that the loop's caches serve it as well."""
    names = list(dict.fromkeys(values))
    kept = set(names[: max(1, len(names) * rows // len(values))])
    return [value for value in values if value in kept]


def asked(question: str) -> Callable[[str], Any]:
    """Give what the plain loop asks of each row."""
    return {
        "link": core().link,
        "annotate": core().annotate,
        "romanize": normalize.romanize,
        "match_key": normalize.match_key,
    }[question]


def options(question: str) -> dict[str, Any]:
    """Let a neighbour ask the same gazetteer as the loop."""
    return {"normalizer": core()} if question in {"link", "annotate"} else {}


def pandas_apply(values: list[str], question: str) -> Work:
    """Ask row by row, as one does at first: `Series.apply`."""
    import pandas as pd

    series = pd.Series(values)
    return partial(series.apply, asked(question))


def pandas(values: list[str], question: str) -> Work:
    """Ask through `.ruen`."""
    import pandas as pd

    import normalize.pandas  # noqa: F401 - registers

    return partial(getattr(pd.Series(values).ruen, question), **options(question))


def polars_apply(values: list[str], question: str) -> Work:
    """Ask row by row: `Series.map_elements`."""
    import polars as pl

    series = pl.Series(values)
    ask = asked(question)
    dtype = pl.String if question in {"romanize", "match_key"} else pl.Object
    return lambda: series.map_elements(ask, return_dtype=dtype)


def polars(values: list[str], question: str) -> Work:
    """Ask through `.ruen` of a Series."""
    import polars as pl

    import normalize.polars  # noqa: F401 - registers

    return partial(getattr(pl.Series(values).ruen, question), **options(question))


def polars_lazy(values: list[str], question: str) -> Work:
    """Ask through `.ruen` of an expression, in the streaming engine."""
    import polars as pl

    import normalize.polars  # noqa: F401 - registers

    frame = pl.DataFrame({"name": values}).lazy()
    ask = getattr(pl.col("name").ruen, question)
    return lambda: frame.select(ask(**options(question))).collect(engine="streaming")


def duckdb(values: list[str], question: str) -> Work:
    """Ask in SQL."""
    import duckdb
    import pyarrow as pa

    import normalize.duckdb

    connection = duckdb.connect()
    normalize.duckdb.register(connection, core())
    connection.register("names", pa.table({"name": values}))
    return lambda: connection.execute(f"CREATE TABLE asked AS SELECT ruen_{question}(name) FROM names")  # noqa: S608


def spacy(values: list[str], question: str) -> Work:
    """Ask in a pipeline, text by text: here nothing is remembered, a document is made for each."""
    import spacy

    if question != "annotate":
        raise NotImplementedError
    nlp = spacy.blank("ru")
    nlp.add_pipe("ru_en_normalize", config={"ner": False})
    return lambda: sum(1 for _ in nlp.pipe(values))


# name, how it is asked, whether by rows (then on part of the column), whether the aim concerns it
NEIGHBOURS: tuple[tuple[str, Callable[[list[str], str], Work], bool, bool], ...] = (
    ("pandas apply", pandas_apply, True, False),
    ("polars map_elements", polars_apply, True, False),
    ("pandas .ruen", pandas, False, True),
    ("polars .ruen", polars, False, True),
    ("polars .ruen, lazy", polars_lazy, False, True),
    ("DuckDB", duckdb, False, False),
    ("spaCy", spacy, True, False),
)


def forget() -> None:
    """Empty what the library itself remembers, so that the next measurement begins as the first did."""
    gc.collect()
    for found in gc.get_objects():
        ours = type(found).__name__ == "_lru_cache_wrapper" and found.__module__.startswith("normalize")
        if ours and found.cache_info().currsize > 1000:  # not what is opened once
            found.cache_clear()


def rate(work: Work, rows: int) -> float:
    """Give rows a second."""
    forget()
    begun = time.process_time()
    work()
    return rows / (time.process_time() - begun)


def plain(values: list[str], question: str) -> Work:
    """Give the loop that needs nobody."""
    ask = asked(question)
    return lambda: [ask(value) for value in values]


def compare(values: list[str], question: str, chosen: list[str] | None, *, full: bool) -> None:
    """Print one question's figures, of all neighbours or of the chosen ones."""
    part = values if full else some(values, _LOOP[question])
    print(
        f"\n{question}: rows a second, {len(values):,} rows, {len(set(values)):,} distinct; by rows: {len(part):,} rows"
    )
    loop = naive = rate(plain(part, question), len(part))
    print(f"  {'plain loop':<22} {loop:12,.0f}")
    for name, made, by_rows, aimed in NEIGHBOURS:
        if chosen and name not in chosen:
            continue
        rows = part if by_rows else values
        try:
            work = made(rows, question)
        except (ImportError, normalize.NormalizeError, NotImplementedError) as missing:
            if str(missing):
                print(f"  {name:<22} left out: {missing}")
            continue
        speed = rate(work, len(rows))
        naive = speed if name == "pandas apply" else naive
        verdict = ""
        if aimed:
            reached = speed / naive >= AIM
            verdict = f", {speed / naive:5.1f} x the naive apply: aim {AIM:.0f} {'met' if reached else 'MISSED'}"
        print(f"  {name:<22} {speed:12,.0f}   {speed / loop:5.1f} x the loop{verdict}")


def main() -> None:
    """Print every neighbour's rows a second beside the plain loop's."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--distinct", type=float, default=0.05, help="part of the rows")
    parser.add_argument("--neighbour", choices=[name for name, *_ in NEIGHBOURS], action="append", help="likewise")
    parser.add_argument("--full", action="store_true", help="run the loops over the whole column too")
    parser.add_argument("--question", choices=QUESTIONS, action="append", help="only this one; may be repeated")
    chosen = parser.parse_args()
    values = column(chosen.rows, chosen.distinct)
    for question in chosen.question or QUESTIONS:
        compare(values, question, chosen.neighbour, full=chosen.full)


if __name__ == "__main__":
    main()
