"""What Spark sends to its nodes, its functions of SQL and clusters over whole tables, and the guide as it stands."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

pytest.importorskip("pyspark", reason="pyspark is not installed: make spark")

from rows import KEYED, NAMES, NZ, TEXTS, table

import normalize
import normalize.spark
from normalize.adapters.frames import columns
from normalize.adapters.join.clusters import clusters

pytestmark = pytest.mark.slow
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java: make spark installs it", allow_module_level=True)

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "spark.md"
PEOPLE = ["Рогов Илья", "Ilya Rogov", "Анохин В.", "Vasily Anokhin", "Саша Петров", "Александр Петров", "Юлию Щеглову"]


def test_a_task_carries_the_name_of_the_file_and_maps_it(spark, monkeypatch):
    from pyspark import cloudpickle
    from pyspark.sql.classic.dataframe import DataFrame

    sent, send = [], DataFrame.mapInArrow

    def watched(self, function, *more):
        sent.append(cloudpickle.dumps(function))
        return send(self, function, *more)

    monkeypatch.setattr(DataFrame, "mapInArrow", watched)
    frame = spark.createDataFrame(table(NAMES), KEYED).repartition(4)
    normalize.spark.link(frame, "text").collect()
    normalize.spark.annotate(frame, "text").collect()
    assert [len(function) < 5000 for function in sent] == [True, True]

    def look(batches):
        from pyspark import SparkFiles

        from normalize.adapters.spark.ship import Shipped, opened

        [file] = Path(SparkFiles.getRootDirectory()).glob("normalize-*.nrm")
        opened(Shipped(file.name, ner=False, worldview=None)).link("Тула")
        mapped = [line for line in Path("/proc/self/maps").read_text().splitlines() if line.endswith(str(file))]
        for batch in batches:
            batch["mapped"], batch["written"] = len(mapped), sum("w" in line.split()[1] for line in mapped)
            yield batch

    if Path("/proc/self/maps").exists():
        rows = spark.range(4).repartition(4).mapInPandas(look, "id long, mapped int, written int").collect()
        assert all(row.mapped and not row.written for row in rows)


def test_workers_run_the_package_that_is_installed(spark):
    def look(batches):
        import normalize as theirs

        for batch in batches:
            batch["file"] = theirs.__file__
            yield batch

    rows = spark.range(4).repartition(4).mapInPandas(look, "id long, file string").collect()
    assert {row.file for row in rows} == {normalize.__file__}
    assert "site-packages" in normalize.__file__


def test_functions_of_sql_answer_whole_columns_as_the_core_does(spark):
    normalize.spark.register(spark)
    rows = table([*NAMES, *TEXTS])
    spark.createDataFrame(rows, KEYED).repartition(4).createOrReplaceTempView("names_of_sql")
    found = spark.sql(
        "SELECT id, ruen_link(text) AS link, ruen_annotate(text) AS mentions, ruen_romanize(text) AS roman, "
        "ruen_match_key(text) AS key, ruen_blocking_keys(text) AS keys FROM names_of_sql"
    ).collect()
    assert len(found) == len(rows)
    texts = dict(rows)
    for row in found:
        text = texts[row.id]
        if text is None:
            assert tuple(row)[1:] == (None,) * 5
            continue
        assert row.link.asDict() == columns.link_row(NZ.link(text))
        assert [one.asDict() for one in row.mentions] == columns.mention_rows(NZ.annotate(text))
        assert (row.roman, row.key) == (normalize.romanize(text), normalize.match_key(text))
        assert row["keys"] == sorted(normalize.blocking_keys(text))


@pytest.mark.parametrize("blocking", [None, "block"])
def test_clusters_are_those_of_the_core(spark, blocking):
    rows = [(row, row % 2, name) for row, name in table(PEOPLE)]
    frame = spark.createDataFrame(rows, "id int, block int, name string").repartition(4)
    found = normalize.spark.dedupe(frame, "name", blocking, kind="person").collect()
    names = sorted({name for _, _, name in rows if name and not re.fullmatch(r"[ \t\n\x0b\f\r]*", name)})
    pairs = normalize.join(names, names, kind="person", how="all", threshold=0.9)
    same = clusters((row.a, row.b) for row in pairs if normalize.compare(row.a, row.b, "person").verdict == "same")
    expected = {row: same.get(name, name) if name in names else None for row, _, name in rows}
    assert len(found) == len(rows)
    assert {row.id: row.cluster for row in found} == expected
    assert len(set(same.values())) < len(same)


def test_the_guide_runs_as_it_stands(spark):
    first, *_ = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    space = {"__name__": "guide"}
    exec(first, space)  # noqa: S102 - our own page
    news = space["news"]
    found = {row.id: row.mentions for row in normalize.spark.annotate(news, "text").collect()}
    assert ([one.entity for one in found[1]], found[2]) == (["gn-548441"], None)
    assert spark.sql("SELECT ruen_link('Тула').entity").first()[0] == "gn-480562"
