"""What Spark costs, and the figures on which the plan of docs/guides/spark.md rests; all in one run.

Run with `make bench-spark`. Spark has two cores of this machine. Three things are timed on the same data, in turn:
a `mapInPandas` that does nothing, our column, and a plain loop in two processes without Spark. Every value is new to
all of them (what is remembered from one run to the next would make Spark look faster than it is), and both the
workers and the processes have opened the gazetteer and have answered other values before.

Two ratios are printed. "Over the no-op" is what a job takes against one that does nothing: for new values it says how
much work the library does, not what Spark costs. "Over no-op and loop" is what a job takes against the sum of both
others, which is what it would take if Spark cost nothing besides. Both are given in seconds of the clock and in
seconds of the processors; the latter hold also where others use the machine.
"""

from __future__ import annotations

import csv
import multiprocessing
import os
import random
import sys
import time
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import _corpus
import _people
from pyspark.sql import SparkSession
from pyspark.sql import functions as F  # noqa: N812 - the name everybody gives it

import normalize
import normalize.spark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.pool import Pool

    from pyspark.sql import DataFrame

CORES = 2
PARTS = 3  # of new values, each measured once
NAMES, TEXTS = 3_000, 500  # new ones in each part
MENTIONS, REPEATED = 1_000_000, 5_000  # rows, and the distinct names in them, by Zipf's law
TABLES = Path(__file__).parents[1] / "gazetteers"
_PROCESSES = {
    "pyspark.daemon": "Python of Spark",
    "multiprocessing.spawn": "Python of the plain loop",
    "java": "Java, driver and executor",
}
_TICK = os.sysconf("SC_CLK_TCK")


class Taken(NamedTuple):
    """Seconds of the clock and of the processors."""

    wall: float
    cpu: float

    def __add__(self, other: object) -> Taken:
        """Add both."""
        return Taken(self.wall + other.wall, self.cpu + other.cpu) if isinstance(other, Taken) else NotImplemented

    def over(self, other: Taken) -> str:
        """Say how much more this is than the other."""
        return f"{self.wall / other.wall - 1:+.0%} by the clock, {self.cpu / other.cpu - 1:+.0%} of the processors"

    def __str__(self) -> str:
        """Say both."""
        return f"{self.wall:.2f} s ({self.cpu:.2f} s of the processors)"


def session() -> SparkSession:
    """Start Spark on two cores, on the loopback only."""
    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)
    options = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "2g",
        "spark.sql.shuffle.partitions": "8",
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.master(f"local[{CORES}]")
    for name, value in options.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


# --- the clock and the processors -------------------------------------------------------------------------------------


def family() -> dict[int, list[str]]:
    """Give this process and all that it has started, each with its line in /proc."""
    stats = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stats[int(folder.name)] = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
    found = {os.getpid()}
    while more := {pid for pid, stat in stats.items() if int(stat[1]) in found} - found:
        found |= more
    return {pid: stats[pid] for pid in found if pid in stats}


def processors() -> float:
    """Give the processor seconds of the family so far, those of its dead included."""
    return sum(sum(map(int, stat[11:15])) for stat in family().values()) / _TICK


def taken(act: Callable[[], object]) -> Taken:
    """Do something and give what it took."""
    wall, cpu = time.perf_counter(), processors()
    act()
    return Taken(time.perf_counter() - wall, processors() - cpu)


def run(frame: DataFrame) -> None:
    """Work a frame out and throw it away."""
    frame.write.format("noop").mode("overwrite").save()


def nothing(batches: Iterator[object]) -> Iterator[object]:
    """Pass the batches on."""
    yield from batches


# --- the plain loop ---------------------------------------------------------------------------------------------------

_normalizer: list[normalize.Normalizer] = []


def looped(job: tuple[str, Sequence[str]]) -> int:
    """Answer values one by one, in a process of the loop."""
    what, values = job
    _normalizer[:] = _normalizer or [normalize.load(ner=False)]
    ask = getattr(_normalizer[0], what)
    return sum(ask(value) is not None for value in values)


def loop(pool: Pool, what: str, values: Sequence[str]) -> None:
    """Answer values in two processes, a half each."""
    pool.map(looped, [(what, values[part::CORES]) for part in range(CORES)], chunksize=1)


# --- the data ---------------------------------------------------------------------------------------------------------


def names(count: int) -> list[str]:
    """Give distinct names in both alphabets: half that the gazetteer knows, half of people that it does not."""
    known = {row["name"] for path in sorted(TABLES.rglob("names.csv")) for row in _rows(path) if len(row["name"]) > 3}
    people = _people.tables(count)
    made = list(dict.fromkeys([*sorted(known)[:: max(len(known) * 2 // count, 1)], *people.left, *people.right]))
    random.Random(5).shuffle(made)  # noqa: S311 - the same order every time
    return made[:count]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def mentions(made: Sequence[str]) -> list[tuple[str]]:
    """Let names repeat by Zipf's law."""
    chance = random.Random(5)  # noqa: S311 - the same rows every time
    weights = list(accumulate(1 / (place + 5) for place in range(len(made))))
    return [(value,) for value in chance.choices(made, cum_weights=weights, k=MENTIONS)]


def frame_of(spark: SparkSession, values: Sequence[tuple[str]], partitions: int = 8) -> DataFrame:
    """Make a frame that lies in memory before the clock starts."""
    frame = spark.createDataFrame(values, "text string").repartition(partitions).cache()
    frame.count()
    return frame


# --- what is measured -------------------------------------------------------------------------------------------------


def overhead(spark: SparkSession, pool: Pool, what: str, values: list[str], unit: str) -> None:
    """Print what a column of new values takes, beside a no-op and a plain loop."""
    ours = getattr(normalize.spark, what)
    size = len(values) // (PARTS + 1)
    warm, *parts = (values[start : start + size] for start in range(0, size * (PARTS + 1), size))
    frame = frame_of(spark, [(value,) for value in warm])
    run(frame.mapInPandas(nothing, frame.schema))
    run(ours(frame, "text"))
    loop(pool, what, warm)
    none = job = plain = Taken(0, 0)
    for part in parts:
        frame = frame_of(spark, [(value,) for value in part])
        none += taken(lambda frame=frame: run(frame.mapInPandas(nothing, frame.schema)))
        job += taken(lambda frame=frame: run(ours(frame, "text")))
        plain += taken(lambda part=part: loop(pool, what, part))
    count = size * PARTS
    print(f"{what}: {count:,} {unit}, each new")
    print(f"  no-op mapInPandas {none}; ours {job}; plain loop on the same two cores {plain}")
    print(f"  over the no-op: {job.over(none)}")
    print(f"  over no-op and loop: {job.over(none + plain)}")
    print(f"  {count / job.wall:,.0f} {unit}/s on two cores; {job.cpu / count * 1e6:,.0f} core-seconds a million")


def repeated(spark: SparkSession, made: list[str]) -> None:
    """Print what names that repeat take: each row by itself, and distinct names linked and joined back."""
    rows = mentions(made)
    frame, distinct = frame_of(spark, rows), len(set(rows))
    none = taken(lambda: run(frame.mapInPandas(nothing, frame.schema)))
    direct = taken(lambda: run(normalize.spark.link(frame, "text")))
    again = taken(lambda: run(normalize.spark.link(frame, "text")))
    print(f"link: {MENTIONS:,} mentions of {distinct:,} names, as they repeat in news")
    print(f"  no-op mapInPandas {none}; ours, each name new to each worker {direct}; once more, all known {again}")
    print(f"  over the no-op when all are known: {again.over(none)}")
    before = shuffled(spark)
    uniques = taken(lambda: run(frame.distinct()))
    print(f"  distinct() alone {uniques}: {uniques.cpu / MENTIONS * 1e6:.1f} core-seconds a million mentions")
    linked = frame.distinct().withColumn("link", F.col("text")).cache()
    linked.count()
    joined = taken(lambda: run(frame.hint("shuffle_merge").join(linked.hint("shuffle_merge"), "text")))
    moved = (shuffled(spark) - before) / MENTIONS
    print(f"  the join back alone {joined}: {joined.cpu / MENTIONS * 1e6:.1f} core-seconds a million mentions")
    print(f"  both write {moved:,.0f} bytes a mention to the shuffle")


def shuffled(spark: SparkSession) -> int:
    """Give the bytes that tasks have written for a shuffle so far."""
    executors = spark.sparkContext._jsc.sc().statusStore().executorList(False)  # noqa: FBT003, SLF001 - Java's own
    return sum(executors.apply(place).totalShuffleWrite() for place in range(executors.size()))


def scaling(spark: SparkSession, made: list[str]) -> None:
    """Print how much faster two tasks are than one, on values that are new to each."""
    half = len(made) // 2
    frames = [
        frame_of(spark, [(name,) for name in part], tasks) for part, tasks in ((made[:half], 1), (made[half:], 2))
    ]
    one, two = (taken(lambda frame=frame: run(normalize.spark.link(frame, "text"))) for frame in frames)
    print(f"link: {half:,} new names in one task {one}, as many in two {two}: {one.wall / two.wall:.2f} times as fast")


def memory(nrm: Path) -> None:
    """Print what the processes of Spark hold."""
    print(f"memory; the gazetteer's file is {nrm.stat().st_size / 1e6:.0f} MB, and mapped")
    for pid in sorted(family()):
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        except OSError:  # it has ended
            continue
        what = next((name for sign, name in _PROCESSES.items() if sign in command), None)
        if what is not None:
            size = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in rollup.splitlines()[1:]}
            own = size["Private_Clean"] + size["Private_Dirty"]
            print(f"  {what:24} {size['Rss']:6,.0f} MB resident, {own:6,.0f} MB of them its own")


def main() -> None:
    """Print everything."""
    spark = session()
    made = names(NAMES * (PARTS + 2) + REPEATED)
    texts = TEXTS * (PARTS + 1)
    articles = [*_corpus.russian(texts // 2), *_corpus.english(texts // 2)]
    random.Random(5).shuffle(articles)  # noqa: S311 - the same order every time
    with multiprocessing.get_context("spawn").Pool(CORES) as pool:
        begun = taken(lambda: run(normalize.spark.link(frame_of(spark, [("Тула",)] * CORES, CORES), "text")))
        print(f"Spark {spark.version}; opening the gazetteer in {CORES} workers, with the first job: {begun}")
        print(f"others on this machine: {os.getloadavg()[0]:.1f} processes wait or run on {os.cpu_count()} cores")
        overhead(spark, pool, "link", made[: NAMES * (PARTS + 1)], "names")
        overhead(spark, pool, "annotate", articles, "texts")
        scaling(spark, made[-REPEATED - NAMES : -REPEATED])
        repeated(spark, made[-REPEATED:])
        memory(Path(normalize.load(ner=False).gazetteer.path))
    spark.stop()


if __name__ == "__main__":
    main()
