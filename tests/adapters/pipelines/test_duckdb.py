"""The functions of SQL answer as the core does, row by row."""

from __future__ import annotations

import pytest

import normalize
from tests.adapters.pipelines.rows import answers, column, link_of, mentions_of

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")
pytestmark = pytest.mark.slow

VALUES = column()


@pytest.fixture
def connection():
    import normalize.duckdb

    with duckdb.connect() as opened:
        opened.execute("CREATE TABLE names (place INTEGER, name VARCHAR)")
        opened.executemany("INSERT INTO names VALUES (?, ?)", list(enumerate(VALUES)))
        normalize.duckdb.register(opened)
        yield opened


def told(connection, expression):
    rows = connection.execute(f"SELECT {expression} FROM names ORDER BY place").fetchall()  # noqa: S608 - our own
    return [cell for (cell,) in rows]


def test_every_row_is_answered_as_the_core_answers(core, connection):
    assert told(connection, "ruen_link(name)") == answers(lambda name: link_of(core.link(name)), VALUES)
    assert told(connection, "ruen_romanize(name, scheme := 'icao')") == answers(
        lambda text: normalize.romanize(text, "icao"), VALUES
    )
    assert told(connection, "ruen_match_key(name, kind := 'person')") == answers(
        lambda name: normalize.match_key(name, "person"), VALUES
    )


def test_every_text_is_annotated_as_the_core_annotates(core, connection):
    expected = answers(lambda text: mentions_of(core.annotate(text)), VALUES)
    assert told(connection, "ruen_annotate(name)") == expected
    rows = connection.execute(
        "SELECT place, m.start, m.surface FROM (SELECT place, unnest(ruen_annotate(name)) AS m FROM names) "
        "ORDER BY place, m.start"
    ).fetchall()
    assert rows == [(i, m["start"], m["surface"]) for i, found in enumerate(expected) for m in found or ()]


def test_options_may_differ_from_row_to_row(core, connection):
    rows = connection.execute(
        "SELECT ruen_link(name, within := place).entity FROM (VALUES ('Октябрьский район', 'RU-AMU'), "
        "('Октябрьский район', NULL), (NULL, 'RU-AMU')) AS t(name, place)"
    ).fetchall()
    assert [entity for (entity,) in rows] == [core.link("Октябрьский район", within="RU-AMU").entity.id, None, None]


def test_many_rows_in_many_batches_ask_about_each_value_once(core):
    import normalize.duckdb

    asked = []

    class Counting:
        def link(self, name, **options):
            asked.append(name)
            return core.link(name, **options)

    with duckdb.connect() as connection:
        normalize.duckdb.register(connection, Counting())
        counted = connection.execute(
            "SELECT ruen_link(CASE WHEN i % 2 = 0 THEN 'Тула' ELSE 'Смоленск' END).entity, count(*) "
            "FROM range(100000) t(i) GROUP BY 1"
        ).fetchall()
    assert sorted(count for _, count in counted) == [50_000, 50_000]
    assert set(asked) == {"Тула", "Смоленск"}
    assert len(asked) <= 2 * 4  # DuckDB's threads may begin at the same time


def test_registering_twice_is_no_error_and_the_later_answers(connection, core):
    import normalize.duckdb

    normalize.duckdb.register(connection, core)
    assert connection.execute("SELECT ruen_link('Туле').entity").fetchone() == (core.link("Туле").entity.id,)


def test_registering_the_same_twice_changes_nothing(connection):
    import normalize.duckdb

    normalize.duckdb.register(connection)
    normalize.duckdb.register(connection)
    assert connection.execute("SELECT ruen_romanize('Щеглов')").fetchone() == ("Shcheglov",)


def test_each_thread_asks_through_a_cursor_of_its_own(connection):
    from concurrent.futures import ThreadPoolExecutor

    import normalize.duckdb

    def keys(_):
        with connection.cursor() as cursor:
            normalize.duckdb.register(cursor)
            return told(cursor, "ruen_match_key(name)")

    with ThreadPoolExecutor(4) as pool:
        answered = list(pool.map(keys, range(4)))
    assert answered == [answers(normalize.match_key, VALUES)] * 4


@pytest.mark.parametrize("value", ["5", "'\\xAA'::BLOB", "['Тула']"])
def test_what_is_no_text_is_told(connection, value):
    with pytest.raises(duckdb.Error, match="explicit type casts"):
        connection.execute(f"SELECT ruen_romanize({value})").fetchall()


def test_a_database_file_keeps_no_trace(tmp_path):
    import normalize.duckdb

    def rows(sql):
        return connection.execute(sql).fetchall()

    with duckdb.connect(tmp_path / "a.duckdb") as connection:
        normalize.duckdb.register(connection)
        rows("CREATE TABLE t AS SELECT ruen_match_key('Щеглов', kind := 'person') AS key")
    with duckdb.connect(tmp_path / "a.duckdb", read_only=True) as connection:
        assert rows("SELECT count(*) FROM duckdb_functions() WHERE function_name LIKE '%ruen%'") == [(0,)]
        assert rows("SELECT key FROM t") == [(normalize.match_key("Щеглов", "person"),)]
        normalize.duckdb.register(connection)
        assert rows("SELECT ruen_link('Туле').kind") == [("settlement",)]


def test_a_wrong_option_is_told(connection):
    with pytest.raises(duckdb.Error, match="'regoin' is no kind; did you mean 'region'"):
        connection.execute("SELECT ruen_link('Тула', kind := 'regoin')").fetchall()
