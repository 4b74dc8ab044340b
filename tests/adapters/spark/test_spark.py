"""Frames of Spark on one machine and on two executors: row by row what the core answers, also when one is killed."""

from __future__ import annotations

import datetime as dt
import decimal
import json
import os
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest

pytest.importorskip("pyspark", reason="pyspark is not installed: make spark")

from rows import HOSTILE, KEYED, NAMES, NZ, TEXTS, table

import normalize
import normalize.spark
from normalize.adapters.frames import columns
from normalize.errors import InputError, UnknownNameError

pytestmark = pytest.mark.slow
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java: make spark installs it", allow_module_level=True)


def test_links_are_the_core_s_row_by_row(spark):
    rows = table(NAMES)
    found = normalize.spark.link(spark.createDataFrame(rows, KEYED).repartition(4), "text").collect()
    expected = {row: name if name is None else columns.link_row(NZ.link(name)) for row, name in rows}
    assert len(found) == len(rows)
    assert {row.id: row.link and row.link.asDict() for row in found} == expected


def test_mentions_are_the_core_s_row_by_row(spark):
    rows = table(TEXTS)
    found = normalize.spark.annotate(spark.createDataFrame(rows, KEYED).repartition(4), "text").collect()
    expected = {row: text if text is None else columns.mention_rows(NZ.annotate(text)) for row, text in rows}
    assert len(found) == len(rows)
    assert {
        row.id: row.mentions if row.mentions is None else [one.asDict() for one in row.mentions] for row in found
    } == expected
    assert [row.text for row in sorted(found)] == [text for _, text in rows]


def test_a_join_is_the_core_s(spark):
    ours = [
        None,
        *HOSTILE,
        "Анохин В.",
        "Рогов Илья",
        "Рогов Илья",
        "Саша Петров",
        "Юлию Щеглову",
        "Захарова М.В.",
    ] * 40
    theirs = [
        None,
        *HOSTILE,
        "Vasily Anokhin",
        "Viktor Anokhin",
        "Ilya Rogov",
        "Александр Петров",
        "Yulia Shcheglova",
    ] * 40
    left, right = (spark.createDataFrame(list(enumerate(names)), KEYED).repartition(3) for names in (ours, theirs))
    for how in ("best", "all"):
        rows = normalize.spark.join(left, right, "text", kind="person", how=how).collect()
        found = sorted((row.left.id, row.right.id, row.score, row.verdict, row.rivals) for row in rows)
        expected = normalize.join(ours, theirs, kind="person", how=how)
        assert found == [(row.left, row.right, row.score, str(row.verdict), row.rivals) for row in expected]
    rows = normalize.spark.join(left, right, "text", kind="person", one_to_one=True).collect()
    expected = normalize.join(ours, theirs, kind="person", one_to_one=True)
    assert sorted((row.left.text, row.right.text) for row in rows) == sorted((row.a, row.b) for row in expected)
    assert len({row.left.id for row in rows}) == len({row.right.id for row in rows}) == len(rows)


def test_names_of_one_person_are_put_together(spark):
    names = ["Рогов Илья", "Ilya Rogov", "Иван Петров", "Игорь Петров", "И. Петров", None, " "]
    rows = [(place, "a" if place % 2 else "b", name) for place, name in enumerate(names * 2)]
    frame = spark.createDataFrame(rows, "id int, block string, name string")
    found = {row.name: row.cluster for row in normalize.spark.dedupe(frame, "name", kind="person").collect()}
    assert found == {
        **{name: name for name in names if name and name.strip()},
        "Рогов Илья": "Ilya Rogov",
        None: None,
        " ": None,
    }
    blocked = normalize.spark.dedupe(frame, "name", "block", kind="person").collect()
    assert sorted(row.id for row in blocked) == list(range(len(rows)))
    assert {row.cluster for row in blocked if row.name in ("Рогов Илья", "Ilya Rogov")} == {"Ilya Rogov"}


def test_functions_of_sql_answer_and_pass_nulls_on(spark):
    normalize.spark.register(spark)
    row = spark.sql(
        "SELECT ruen_link('Смоленской областью').entity, ruen_link('Смоленск', 'region').entity, ruen_link(null), "
        "ruen_compare('В. Анохин', 'Vasily Anokhin', 'person').verdict, ruen_compare('a', null), "
        "ruen_romanize('Щеглов', 'icao'), ruen_match_key('Анохиным', 'person'), ruen_blocking_keys('В. Анохин'), "
        "ruen_annotate('Взрывы в Киришском районе')[0].entity"
    ).first()
    link = NZ.link("Смоленск", kind="region")
    expected = ("RU-SMO", link.entity and link.entity.id, None, "same", None, normalize.romanize("Щеглов", "icao"))
    assert tuple(row)[:6] == expected
    assert tuple(row)[6:] == (normalize.match_key("Анохиным", "person"), [":anogin"], "gn-548441")


def test_other_columns_come_out_as_they_went_in(spark):
    schema = (
        "text string, n int, big decimal(20,4), day date, at timestamp, raw binary, "
        "many map<string,int>, deep struct<a:int>"
    )
    moment = dt.datetime(2025, 12, 8, 1, 2, 3)  # noqa: DTZ001 - Spark's own
    full = (
        "Тула",
        1,
        decimal.Decimal("1.0001"),
        dt.date(1500, 1, 1),
        moment,
        bytearray(b"\x00\xff"),
        {"a": None},
        (1,),
    )
    frame = spark.createDataFrame([full, (None,) * 8], schema)
    linked = normalize.spark.link(frame, "text")
    assert linked.drop("link").schema == frame.schema
    assert sorted(map(str, linked.drop("link").collect())) == sorted(map(str, frame.collect()))


def test_a_date_decides_as_in_the_core(spark):
    frame = spark.createDataFrame([("Калинин",)], "text string")
    [row] = normalize.spark.link(frame, "text", kind="settlement", date=dt.date(1980, 1, 1)).collect()
    assert row.link.asDict() == columns.link_row(NZ.link("Калинин", kind="settlement", date="1980-01-01"))


def test_the_file_is_shipped_and_mapped_not_broadcast(spark):
    from pyspark import SparkFiles

    frame = spark.range(4).repartition(4)
    normalize.spark.link(spark.createDataFrame([("Тула",)], "text string"), "text").collect()

    def look(batches):
        from pyspark import SparkFiles

        for batch in batches:
            batch["found"] = len(list(Path(SparkFiles.getRootDirectory()).glob("normalize-*.nrm")))
            yield batch

    assert {row.found for row in frame.mapInPandas(look, "id long, found int").collect()} == {1}
    assert SparkFiles.getRootDirectory()


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda frame: normalize.spark.link(frame, "txet"), UnknownNameError),
        (lambda frame: normalize.spark.link(frame, "id"), InputError),
        (lambda frame: normalize.spark.link(frame, "text", into="id"), InputError),
        (lambda frame: normalize.spark.link(frame, "text", kind="planet"), UnknownNameError),
        (lambda frame: normalize.spark.annotate(frame, "text", date="soon"), InputError),
        (lambda frame: normalize.spark.join(frame, frame, "text", threshold=2), InputError),
        (lambda frame: normalize.spark.dedupe(frame, "text", into="id"), InputError),
    ],
)
def test_a_wrong_option_raises_before_any_task_runs(spark, call, error):
    frame = spark.createDataFrame([(1, "Тула")], KEYED)
    with pytest.raises(error):
        call(frame)


def executors():
    """Find the executors that this process's JVM has started."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().decode(errors="replace")
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        found[int(folder.name)] = (parent, "CoarseGrainedExecutorBackend" in command)
    return [pid for pid, (_, is_one) in found.items() if is_one and descends(pid, found)]


def descends(pid, found):
    """Tell whether a process is a descendant of this one."""
    while pid in found:
        pid = found[pid][0]
        if pid == os.getpid():
            return True
    return False


def test_killing_an_executor_loses_and_doubles_no_row(spark, tmp_path):
    if not spark.sparkContext.master.startswith("local-cluster"):
        pytest.skip("one process has no executor to kill")
    rows = table(TEXTS)

    def slow(batches, folder=str(tmp_path)):
        for batch in batches:
            (Path(folder) / f"{os.getpid()}-{time.monotonic_ns()}").touch()
            time.sleep(0.4)
            yield batch

    frame = spark.createDataFrame(rows, KEYED).repartition(24).mapInArrow(slow, KEYED)
    annotated = normalize.spark.annotate(frame, "text")
    killed = []

    def kill():
        deadline = time.monotonic() + 60
        while len(list(tmp_path.iterdir())) < 6 and time.monotonic() < deadline:
            time.sleep(0.05)
        killed.extend(executors()[:1])
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    found = annotated.collect()
    killer.join()
    assert killed
    assert len(list(tmp_path.iterdir())) > 24, "no task was run again: the executor died too late"
    expected = {row: text if text is None else columns.mention_rows(NZ.annotate(text)) for row, text in rows}
    assert sorted(row.id for row in found) == list(range(len(rows)))
    assert {
        row.id: row.mentions if row.mentions is None else [one.asDict() for one in row.mentions] for row in found
    } == expected
    assert json.dumps(expected[0])
