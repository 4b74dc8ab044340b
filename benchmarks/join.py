"""Two tables of names joined, ours beside rapidfuzz and Splink: time, memory, precision and recall in one run.

Run with `make bench-join` (`--rows 20000` for a short one). The tables and the truth are made by `_people.py`: 70% of
the people stand in both.

- ours: `normalize.join`, best match, two workers.
- rapidfuzz: `cdist` with `token_sort_ratio` over all pairs, both sides romanised and lower-cased by us, which is
  more than its users have. All pairs of 100,000 by 100,000 would take it hours, so only every
  hundredth left row is asked (--asked); its time is scaled up and marked so.
- Splink: the usual settings for names: first name and surname columns (the words of the romanised name, longest last),
  Jaro-Winkler at .92 and .8, blocking on either column, probabilities learnt by EM; the best match of each left row.

Each peer is given the threshold that is best for its F1 on the truth, which flatters it.

Some of the truth cannot be known from the names: "Анохин В." and "Vasily Anokhin" may be two people. Rows that join
such namesakes are counted as wrong for all, and told apart below our figures.
"""

from __future__ import annotations

import argparse
import logging
import resource
import time
from typing import TYPE_CHECKING

import _people
import numpy as np

import normalize

if TYPE_CHECKING:
    from collections.abc import Callable

    Found = list[tuple[int, int, float]]


def plain(name: str) -> str:
    """Romanise and lower a name, for the peers."""
    return normalize.romanize(name).lower().replace(".", " ").strip()


def best_f1(found: Found, truth: dict[int, int]) -> tuple[float, float, float]:
    """Give precision and recall at the threshold of the best F1."""
    best, right = (0.0, 0.0, 0.0), 0
    for count, (i, j, _) in enumerate(sorted(found, key=lambda row: -row[2]), 1):
        right += truth.get(i) == j
        precision, recall = right / count, right / len(truth)
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        best = max(best, (f1, precision, recall))
    return best


def rapidfuzz(tables: _people.Tables, asked: int) -> tuple[Found, dict[int, int], float]:
    """Ask rapidfuzz for some left rows; give what it finds, their truth, and the time all would take."""
    from rapidfuzz.fuzz import token_sort_ratio
    from rapidfuzz.process import cdist

    rows = list(range(0, len(tables.left), max(1, len(tables.left) // asked)))
    right = [" ".join(sorted(plain(name).split())) for name in tables.right]
    start, found = time.perf_counter(), []
    for first in range(0, len(rows), 100):
        some = rows[first : first + 100]
        ours = [" ".join(sorted(plain(tables.left[row]).split())) for row in some]
        scores = cdist(ours, right, scorer=token_sort_ratio, workers=2, dtype=np.uint8)
        best = scores.argmax(axis=1)
        found += [(row, int(j), float(scores[at, j])) for at, (row, j) in enumerate(zip(some, best, strict=True))]
    truth = {row: tables.truth[row] for row in rows if row in tables.truth}
    return found, truth, (time.perf_counter() - start) * len(tables.left) / len(rows)


def splink(tables: _people.Tables) -> Found:
    """Ask Splink with its usual settings for names."""
    import duckdb
    import pandas as pd
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)

    def frame(names: list[str]) -> pd.DataFrame:
        words = [sorted(plain(name).split(), key=len) or [""] for name in names]
        cells = {"unique_id": range(len(names)), "given": [w[0] for w in words], "surname": [w[-1] for w in words]}
        return pd.DataFrame(cells)

    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("given", [0.92, 0.8]),
            cl.JaroWinklerAtThresholds("surname", [0.92, 0.8]),
        ],
        blocking_rules_to_generate_predictions=[block_on("surname"), block_on("given")],
    )
    database = duckdb.connect()
    for name, names in (("ours", tables.left), ("theirs", tables.right)):
        database.register(f"_{name}", frame(names))
        database.execute(f"CREATE TABLE {name} AS SELECT * FROM _{name}")  # noqa: S608 - names of our own
    api = DuckDBAPI(database)
    linker = Linker([api.register("ours"), api.register("theirs")], settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for column in ("surname", "given"):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(column))
    best: dict[int, tuple[float, int]] = {}
    for row in linker.inference.predict(threshold_match_probability=0.01).as_record_list():
        left, right = (row["unique_id_l"], row["unique_id_r"])
        best[left] = max(best.get(left, (0.0, -1)), (row["match_probability"], right))
    return [(left, right, probability) for left, (probability, right) in best.items()]


def told(what: str, seconds: float, result: tuple[float, float, float], note: str = "") -> None:
    """Print one line."""
    f1, precision, recall = result
    print(
        f"{what:24} {seconds:8.1f} s   precision {precision:.4f}   recall {recall:.4f}   F1 {f1:.4f}  {note}",
        flush=True,
    )


def at(rows: list[normalize.Joined], truth: dict[int, int]) -> tuple[float, float, float]:
    """Give F1, precision and recall of joined rows as they stand."""
    right = sum(truth.get(row.left) == row.right for row in rows)
    precision, recall = right / max(len(rows), 1), right / len(truth)
    return 2 * precision * recall / max(precision + recall, 1e-9), precision, recall


def worked(began: float) -> str:
    """Say how much processor time all processes have used since."""
    return f"{used() - began:.0f} s of processor time, all processes"


def used() -> float:
    """Give the processor time of this process and of those that have ended."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, who))


def tried(what: str, ask: Callable[[], None]) -> None:
    """Run a peer, or say that it is not installed."""
    try:
        ask()
    except ModuleNotFoundError as missing:
        print(f"{what:24} not installed: {missing.name}")


def main() -> None:
    """Print a line for each contestant."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--asked", type=int, default=1_000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    tables = _people.tables(options.rows)
    print(f"{options.rows:,} names against {options.rows:,}, {len(tables.truth):,} people in both", flush=True)
    start, began = time.perf_counter(), used()
    rows = normalize.join(tables.left, tables.right, kind="person", workers=options.workers)
    took = time.perf_counter() - start
    memory = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    note = f"{(memory[0] + options.workers * memory[1]) / 2**20:.2f} GB at most, all processes"
    told("ours, best match", took, at(rows, tables.truth), note)
    sure = [row for row in rows if row.verdict == "same"]
    told("ours, verdict same", took, at(sure, tables.truth), worked(began))
    wrong = [row for row in sure if tables.truth.get(row.left) != row.right]
    alike = sum(_people.namesakes(tables.ours[row.left], tables.theirs[row.right]) for row in wrong)
    print(f"{'':24} of {len(wrong):,} wrong rows {alike:,} join namesakes, whom nothing in the two names tells apart:")
    print(f"{'':24} without them precision {1 - (len(wrong) - alike) / max(len(sure), 1):.4f}", flush=True)

    def cdist() -> None:
        found, truth, seconds = rapidfuzz(tables, options.asked)
        told("rapidfuzz cdist", seconds, best_f1(found, truth), f"(scaled from {options.asked:,} left rows)")

    def linked() -> None:
        start = time.perf_counter()
        found = splink(tables)
        told("Splink, usual settings", time.perf_counter() - start, best_f1(found, tables.truth))

    tried("rapidfuzz cdist", cdist)
    tried("Splink", linked)


if __name__ == "__main__":
    main()
