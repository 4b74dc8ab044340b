"""Two frames of names joined, and one frame's names put together, by the rules of `normalize.join`.

Distinct names meet through keys in SQL; Python sees names, keys and pairs, never the rows.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa
from pyspark.sql import Window
from pyspark.sql import functions as F  # noqa: N812 - the name everybody gives it
from pyspark.sql.types import StructType

from normalize import compare
from normalize.adapters.join import candidates, checked_options, choose
from normalize.adapters.join.clusters import clusters
from normalize.adapters.join.columns import sides
from normalize.adapters.join.signatures import signatures
from normalize.adapters.join.workers import scores
from normalize.adapters.spark.frames import checked
from normalize.errors import InputError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from pyspark.sql import Column, DataFrame

    Batches = Iterator[pa.RecordBatch]

_BLANK = r"^\s*$"


def join(  # noqa: PLR0913 - the arguments of `normalize.join`
    left: DataFrame,
    right: DataFrame,
    on: str | tuple[str, str],
    *,
    kind: str | None = None,
    how: str = "best",
    one_to_one: bool = False,
    threshold: float = 0.9,
    date: str | dt.date | None = None,
) -> DataFrame:
    """Join two frames by the names in them; the same pairs as `normalize.join` finds.

    The result has the columns left and right (structs of the two rows), score, verdict and rivals. With `one_to_one`
    the pairs of names above the threshold, not the rows, pass through the driver.

    Args:
        left: a frame.
        right: the other one.
        on: the column of the names, or two, (left, right).
        kind: as for `normalize.join`, like `how`, `threshold` and `date`.
        how: "best" or "all".
        one_to_one: use each row once, the surest pairs first.
        threshold: the least score.
        date: as for `compare`.

    Raises:
        UnknownNameError: there is no such column, kind or `how`.
        InputError: no column is named, it holds no strings, or the threshold is not from 0 to 1.
    """
    day = checked_options(kind, how, threshold, date)
    ours, theirs = _columns(left, right, on)
    pairs = _compared(_names(left, ours), _names(right, theirs), kind, day).where(F.col("score") >= threshold)
    pairs = _with_rivals(pairs)
    if one_to_one:
        return _one_to_one(left, right, (ours, theirs), pairs)
    kept = pairs.where("place = 1") if how == "best" else pairs
    one, other = _packed(left, ours, "left", "a"), _packed(right, theirs, "right", "b")
    return _result(kept.join(one, "a").join(other, "b"))


def dedupe(
    df: DataFrame,
    name_column: str,
    blocking: str | Sequence[str] | None = None,
    *,
    kind: str | None = None,
    threshold: float = 0.9,
    into: str = "cluster",
) -> DataFrame:
    """Say which rows name one thing: the frame and a column that is equal for them, the first of their names.

    Every two names of a cluster are the same by `compare`; a name that fits two which do not fit each other stays
    alone. A null or blank name has a null. Without `blocking` names meet through their keys anywhere in the frame;
    the pairs of distinct names found the same, not the rows, pass through the driver.

    Args:
        df: a frame.
        name_column: the names.
        blocking: columns in which rows must be equal to be one (a region, a year of birth); clusters of two such
            blocks are told apart by these columns. Each block is worked out by one task.
        kind: as for `compare`.
        threshold: the least score.
        into: what the new column is called.

    Raises:
        UnknownNameError: there is no such column or kind.
        InputError: the column holds no strings, or `into` is taken.
    """
    checked_options(kind, "all", threshold, None)
    checked(df, name_column)
    if into in df.columns:
        raise InputError(f"the frame has a column {into!r} already; give the new one another name with into=…")
    blocks = [blocking] if isinstance(blocking, str) else list(blocking or ())
    made = [f"__block{place}" for place in range(len(blocks))]
    keyed = df.select(name_column, *(F.col(block).alias(name) for block, name in zip(blocks, made, strict=True)))
    if blocks:
        # No partial: pyspark 4.3 reads type hints of the function, and fails on one that can have none.
        group = lambda table: _block_clusters(table, kind=kind, threshold=threshold, into=into)  # noqa: E731
        named = keyed.withColumnRenamed(name_column, "__name").where(_is_name("__name")).distinct()
        found = named.groupBy(*made).applyInArrow(group, StructType([*named.schema.fields]).add(into, "string"))
    else:
        found = _all_clusters(_names(df, name_column), kind, threshold, into)
    same = [df[name_column] == found["__name"]]
    same += [df[block].eqNullSafe(found[name]) for block, name in zip(blocks, made, strict=True)]
    alone = F.when(_is_name(name_column), F.coalesce(found[into], df[name_column]))
    joined = df.join(found, same, "left")
    return joined.select(*(df[column] for column in df.columns), alone.alias(into))


def _columns(left: DataFrame, right: DataFrame, on: str | tuple[str, str]) -> tuple[str, str]:
    ours, theirs = sides(on)
    if ours is None or theirs is None:
        raise InputError("which column holds the names? Give on=…")
    checked(left, ours)
    checked(right, theirs)
    return ours, theirs


def _is_name(column: str) -> Column:
    return F.col(column).isNotNull() & ~F.col(column).rlike(_BLANK)


def _names(df: DataFrame, column: str) -> DataFrame:
    return df.where(_is_name(column)).select(F.col(column).alias("name")).distinct()


def _compared(left: DataFrame, right: DataFrame, kind: str | None, date: str | None) -> DataFrame:
    """Compare the names that share a key which is rare enough: a, b, score, verdict."""
    keys = partial(_keys, kind=kind)
    ours = left.mapInArrow(keys, "a string, key long")
    theirs = right.mapInArrow(keys, "b string, key long")
    ours, theirs = ours.distinct(), theirs.distinct()
    sizes = (
        ours.groupBy("key").agg(F.count("*").alias("n")).join(theirs.groupBy("key").agg(F.count("*").alias("m")), "key")
    )
    rare = sizes.where(F.col("n") * F.col("m") <= candidates.FULLEST).select("key")
    met = ours.join(rare, "key").join(theirs, "key").select("a", "b").distinct()
    alike = met.mapInArrow(partial(_alike, kind=kind), "a string, b string, alike double")
    by_name = Window.partitionBy("a")
    place = F.row_number().over(by_name.orderBy(F.desc("alike"), "b"))
    ranked = alike.withColumn("place", place).withColumn("best", F.max("alike").over(by_name))
    likeliest = ranked.where(
        (F.col("place") <= candidates.KEPT)
        & (F.col("alike") > 0)
        & (F.col("alike") >= F.col("best") - candidates.BEHIND)
    )
    pairs = likeliest.select("a", "b").repartition("a").sortWithinPartitions("a", "b")
    return pairs.mapInArrow(partial(_scored, kind=kind, date=date), "a string, b string, score double, verdict string")


def _keys(batches: Batches, kind: str | None) -> Batches:
    for batch in batches:
        names = batch.column(0)
        found = candidates.keys(signatures(names.to_pylist(), kind))
        yield pa.RecordBatch.from_arrays([names.take(pa.array(found.row)), pa.array(found.key)], names=["name", "key"])


def _alike(batches: Batches, kind: str | None) -> Batches:
    for batch in batches:
        ours, theirs = (signatures(batch.column(side).to_pylist(), kind) for side in (0, 1))
        alike = pa.array(candidates.agreement(ours, theirs))
        yield pa.RecordBatch.from_arrays([batch.column(0), batch.column(1), alike], names=["a", "b", "alike"])


def _scored(batches: Batches, kind: str | None, date: str | None) -> Batches:
    for batch in batches:
        pairs = list(zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True))
        found = scores(pairs, kind, date)
        cells = [pa.array([row[0] for row in found], pa.float64()), pa.array([row[1] for row in found], pa.string())]
        names = ["a", "b", "score", "verdict"]
        yield pa.RecordBatch.from_arrays([batch.column(0), batch.column(1), *cells], names=names)


def _with_rivals(pairs: DataFrame) -> DataFrame:
    """Rank the partners of each name and count those that are as good; a rival makes "same" ambiguous."""
    by_name = Window.partitionBy("a")
    worse = by_name.orderBy(-F.round(F.col("score") * 10_000).cast("long")).rangeBetween(
        Window.unboundedPreceding, choose.NEAR
    )
    ranked = pairs.withColumn("place", F.row_number().over(by_name.orderBy(F.desc("score"), "b")))
    return ranked.withColumn("rivals", (F.count("*").over(worse) - 1).cast("int"))


def _packed(df: DataFrame, column: str, side: str, name: str) -> DataFrame:
    return df.select(F.col(column).alias(name), F.struct(*df.columns).alias(side))


def _result(joined: DataFrame) -> DataFrame:
    unsure = (F.col("rivals") > 0) & (F.col("verdict") == "same")
    verdict = F.when(unsure, "ambiguous").otherwise(F.col("verdict")).alias("verdict")
    return joined.select("left", "right", "score", verdict, "rivals")


def _one_to_one(left: DataFrame, right: DataFrame, on: tuple[str, str], pairs: DataFrame) -> DataFrame:
    """Choose among the pairs on the driver; rows of one name are told apart by a number."""
    one, other = _numbered(left, on[0], "left", "a"), _numbered(right, on[1], "right", "b")
    counts = [dict(side.groupBy(name).count().collect()) for side, name in ((one, "a"), (other, "b"))]
    rows = pairs.select("a", "b", "score", "verdict", "rivals").collect()
    ours, theirs = sorted({row.a for row in rows}), sorted({row.b for row in rows})
    places = {name: place for place, name in enumerate(ours)}, {name: place for place, name in enumerate(theirs)}
    found = [(choose.Pair(places[0][r.a], places[1][r.b], r.score, r.verdict), r.rivals) for r in rows]
    taken = choose.one_to_one(
        found, [range(1, counts[0][name] + 1) for name in ours], [range(1, counts[1][name] + 1) for name in theirs]
    )
    cells = [(ours[p.left], i, theirs[p.right], j, p.score, p.verdict, rivals) for i, j, p, rivals in taken]
    schema = "a string, number_a int, b string, number_b int, score double, verdict string, rivals int"
    chosen = left.sparkSession.createDataFrame(cells, schema)
    return _result(chosen.join(one, ["a", "number_a"]).join(other, ["b", "number_b"]))


def _numbered(df: DataFrame, column: str, side: str, name: str) -> DataFrame:
    packed = _packed(df.where(_is_name(column)), column, side, name)
    order = Window.partitionBy(name).orderBy(F.to_json(F.struct(side)))
    return packed.withColumn(f"number_{name}", F.row_number().over(order))


def _all_clusters(names: DataFrame, kind: str | None, threshold: float, into: str) -> DataFrame:
    same = (F.col("score") >= threshold) & (F.col("verdict") == "same") & (F.col("a") != F.col("b"))
    edges = _compared(names, names, kind, None).where(same).select("a", "b").collect()
    found = sorted(clusters((row.a, row.b) for row in edges).items())
    return names.sparkSession.createDataFrame(found, f"__name string, `{into}` string")


def _block_clusters(table: pa.Table, kind: str | None, threshold: float, into: str) -> pa.Table:
    """Put the names of one block together, in one task."""
    from normalize import join as joined

    names = table.column("__name").to_pylist()
    rows = joined(names, names, kind=kind, how="all", threshold=threshold)
    found = clusters((row.a, row.b) for row in rows if compare(row.a, row.b, kind).verdict == "same")
    return table.append_column(into, pa.array([found.get(name, name) for name in names], pa.string()))
