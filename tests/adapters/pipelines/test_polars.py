"""The polars namespaces answer as the core does, row by row, eager and lazy."""

from __future__ import annotations

import pytest

import normalize
from normalize.errors import InputError, UnknownNameError
from tests.adapters.pipelines.rows import answers, column, link_of, mentions_of

pl = pytest.importorskip("polars")
pytestmark = pytest.mark.slow

VALUES = column()


@pytest.fixture(scope="module", autouse=True)
def _namespaces():
    import normalize.polars  # noqa: F401


@pytest.mark.parametrize("dtype", ["String", "Categorical", "Enum"])
def test_every_row_is_answered_as_the_core_answers(core, dtype):
    kind = (
        pl.Enum(list(dict.fromkeys(value for value in VALUES if value is not None)))
        if dtype == "Enum"
        else getattr(pl, dtype)
    )
    series = pl.Series("name", VALUES, dtype=kind)
    assert series.ruen.link().to_list() == answers(lambda name: link_of(core.link(name)), VALUES)
    assert series.ruen.romanize("icao").to_list() == answers(lambda text: normalize.romanize(text, "icao"), VALUES)
    assert series.ruen.match_key("person").to_list() == answers(
        lambda name: normalize.match_key(name, "person"), VALUES
    )
    assert series.ruen.link().name == "name"


def test_every_text_is_annotated_as_the_core_annotates(core):
    found = pl.Series("text", VALUES[:1000]).ruen.annotate()
    assert found.to_list() == answers(lambda text: mentions_of(core.annotate(text)), VALUES[:1000])


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_a_lazy_frame_answers_as_an_eager_one(engine):
    frame = pl.DataFrame({"name": VALUES})
    name = pl.col("name").ruen
    asked = [
        name.link().alias("link"),
        name.annotate().alias("mentions"),
        name.romanize().alias("latin"),
        name.match_key("person").alias("key"),
    ]
    lazy = frame.lazy().with_columns(asked)
    eager = frame.with_columns(asked)
    assert lazy.collect(engine=engine).equals(eager)
    assert lazy.collect_schema() == eager.schema
    assert eager["link"].to_list() == frame["name"].ruen.link().to_list()


def test_a_lazy_query_in_batches_asks_about_each_value_once(core):
    asked = []

    class Counting:
        def link(self, name, **options):
            asked.append(name)
            return core.link(name, **options)

    frame = pl.DataFrame({"name": ["Тула", "Смоленск", None] * 40_000}).lazy()
    found = frame.select(pl.col("name").ruen.link(normalizer=Counting()).struct.field("entity"))
    assert found.collect(engine="streaming")["entity"].n_unique() == 3
    assert sorted(asked[1:]) == ["Смоленск", "Тула"]


def test_filters_and_groups_see_the_answers():
    frame = pl.DataFrame({"name": ["Tula Region", "Тульской областью", None, "Смоленской области"]})
    region = pl.col("name").ruen.link().struct.field("entity")
    assert frame.lazy().filter(region == "RU-TUL").collect().height == 2
    assert dict(frame.lazy().group_by(region).len().collect().rows()) == {"RU-TUL": 2, None: 1, "RU-SMO": 1}


def test_windows_lists_and_literals_are_answered():
    frame = pl.DataFrame({"group": [1, 1, 2], "name": ["Туле", "Tula", "Орле"], "many": [["Туле"], [], ["Орле", None]]})
    name = pl.col("name").ruen.romanize("icao")
    assert frame.select(name.over("group"))["name"].to_list() == ["Tule", "Tula", "Orle"]
    assert frame.group_by("group", maintain_order=True).agg(name)["name"].to_list() == [["Tule", "Tula"], ["Orle"]]
    inner = pl.col("many").list.eval(pl.element().ruen.romanize("icao"))
    assert frame.select(inner)["many"].to_list() == [["Tule"], [], ["Orle", None]]
    assert frame.select(pl.lit("Туле").ruen.romanize("icao")).item() == "Tule"


def test_an_expression_may_be_asked_from_several_threads():
    from concurrent.futures import ThreadPoolExecutor

    frame = pl.DataFrame({"name": [f"Рогов {number % 500}" for number in range(20_000)]}).lazy()
    asked = frame.select(pl.col("name").ruen.romanize("icao"))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: asked.collect(engine="streaming")["name"].to_list(), range(4)))
    assert found == [[f"Rogov {number % 500}" for number in range(20_000)]] * 4


def test_more_values_than_are_remembered_are_still_answered(monkeypatch):
    monkeypatch.setattr("normalize.adapters.frames.columns.MOST", 2)
    expression = pl.col("name").ruen.romanize("icao")
    for names in (["а", "б"], ["б", "в", "г"], ["а"]):
        found = pl.DataFrame({"name": names}).select(expression)["name"].to_list()
        assert found == [normalize.romanize(name, "icao") for name in names]


def test_mentions_become_a_table_with_the_rows_that_they_came_from():
    frame = pl.DataFrame({"row": ["a", "b", "c"], "text": ["Взрывы в Туле и Смоленске", None, "ничего"]})
    table = frame.with_columns(pl.col("text").ruen.annotate().alias("m")).explode("m").unnest("m").drop_nulls("start")
    assert table.select("row", "start").rows() == [("a", 9), ("a", 16)]


@pytest.mark.parametrize("empty", [pl.Series("n", [], dtype=pl.String), pl.Series("n", [None, None])])
def test_a_column_of_nothing_has_answers_of_nothing(empty):
    for found in (empty.ruen.link(), empty.ruen.annotate(), empty.ruen.romanize(), empty.ruen.match_key()):
        assert found.to_list() == [None] * len(empty)
        assert found.name == "n"


def test_what_is_no_text_is_told():
    with pytest.raises(InputError, match=r"column 'n' of dtype Int64: 1 is a int, not a string"):
        pl.Series("n", [1, 2]).ruen.link()
    with pytest.raises(UnknownNameError):
        pl.col("n").ruen.link(kind="regoin")
