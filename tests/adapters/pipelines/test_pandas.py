"""The pandas accessor answers as the core does, row by row."""

from __future__ import annotations

from math import isnan

import pytest

import normalize
from normalize.errors import InputError, UnknownNameError
from tests.adapters.pipelines.rows import BROKEN, answers, column, link_of, mentions_of, scrubbed

pd = pytest.importorskip("pandas")
pa = pytest.importorskip("pyarrow")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def _accessor():
    import normalize.pandas  # noqa: F401


def plain(series):
    """Give the cells with None for whatever pandas calls missing."""
    return [
        None if value is None or value is pd.NA or (isinstance(value, float) and isnan(value)) else value
        for value in series.tolist()
    ]


TEXT = pd.Series([""]).dtype  # what pandas takes text for: `str`, before pandas 3 `object`


def dtypes():
    one_category = {"\x00": ""} if str(TEXT) == "object" else {}  # pandas 2 makes one category of them
    return {
        "str": (column(), TEXT),
        "string": (column(), "string"),
        "arrow": (column(), pd.ArrowDtype(pa.string())),
        "large arrow": (column(), pd.ArrowDtype(pa.large_string())),
        "category": ([one_category.get(value, value) for value in column()], "category"),
        "object": (column(more=tuple(BROKEN)), object),
        "object, NaN": (column(missing=float("nan")), object),
        "object, NA": (column(missing=pd.NA), object),
        "object, NaT": (column(missing=pd.NaT), object),
    }


@pytest.mark.parametrize("dtype", dtypes())
def test_every_row_is_answered_as_the_core_answers(core, dtype):
    values, kind = dtypes()[dtype]
    series = pd.Series(values, dtype=kind, name="name", index=range(5, 5 + len(values)))
    values = [value if isinstance(value, str) else None for value in values]
    found = series.ruen.link()
    told = [
        dict(zip(found, cells, strict=True)) for cells in zip(*(plain(found[field]) for field in found), strict=True)
    ]
    expected = answers(lambda name: link_of(core.link(name)), values)
    assert told == [row or dict.fromkeys(found) for row in expected]
    assert plain(series.ruen.romanize("icao")) == answers(
        lambda text: scrubbed(normalize.romanize(text, "icao")), values
    )
    assert plain(series.ruen.match_key("person")) == answers(
        lambda name: scrubbed(normalize.match_key(name, "person")), values
    )
    assert found.index.equals(series.index)


def test_every_text_is_annotated_as_the_core_annotates(core):
    values = column(1000, more=tuple(BROKEN))
    found = pd.Series(values, dtype=object, name="text").ruen.annotate()
    assert plain(found) == answers(lambda text: mentions_of(core.annotate(text)), values)
    assert found.name == "text"


def test_mentions_become_a_table_with_the_rows_that_they_came_from():
    texts = pd.Series(["Взрывы в Туле и Смоленске", None, "ничего"], index=["a", "b", "c"])
    table = texts.ruen.annotate().explode().struct.explode()
    assert table["entity"].dropna().index.tolist() == ["a", "a"]
    assert table["start"].dropna().tolist() == [9, 16]


def test_options_reach_the_core(core):
    names = pd.Series(["Октябрьский район", "Калинин"])
    found = names.ruen.link(within="RU-AMU", normalizer=core)
    assert plain(found["entity"])[0] == core.link("Октябрьский район", within="RU-AMU").entity.id
    dated = names.ruen.link(date="1985-01-01")
    assert plain(dated["entity"])[1] == getattr(core.link("Калинин", date="1985-01-01").entity, "id", None)


@pytest.mark.parametrize("empty", [[], [None, None], [float("nan")]])
def test_a_column_of_nothing_has_answers_of_nothing(empty):
    series = pd.Series(empty, dtype=None if empty else "str")
    assert series.ruen.link().isna().all(axis=None)
    assert list(series.ruen.link().columns) == ["entity", "kind", "ru", "en", "confidence", "reason"]
    assert plain(series.ruen.romanize()) == plain(series.ruen.annotate()) == [None] * len(empty)


def test_the_types_are_those_of_the_guide():
    series = pd.Series(["Тула"])
    assert set(series.ruen.link().dtypes.drop("confidence")) == {TEXT}
    assert series.ruen.link()["confidence"].dtype == "float64"
    assert series.ruen.match_key().dtype == TEXT
    assert isinstance(series.ruen.annotate().dtype.pyarrow_dtype, pa.ListType)


@pytest.mark.parametrize(
    ("values", "where"), [([1, 2], "column 'n' of dtype int64: 1"), (["а", b"\xff"], "row 1"), (["а", ["б"]], "row 1")]
)
def test_what_is_no_text_is_told(values, where):
    with pytest.raises(InputError, match=where):
        pd.Series(values, name="n").ruen.romanize()


def test_rows_keep_an_index_that_repeats_itself_and_chunks_are_one_column():
    series = pd.Series(["Туле", None, "Tula"], index=["a", "a", "b"], name="x")
    found = series.ruen.romanize()
    assert (list(found.index), plain(found), found.name) == (["a", "a", "b"], ["Tule", None, "Tula"], "x")
    chunked = pd.arrays.ArrowExtensionArray(pa.chunked_array([["Туле"], [None, "Tula"]]))
    assert plain(pd.Series(chunked).ruen.romanize()) == ["Tule", None, "Tula"]
    encoded = pd.arrays.ArrowExtensionArray(pa.chunked_array([["Туле"], [None, "Tula"]]).dictionary_encode())
    assert plain(pd.Series(encoded).ruen.romanize()) == ["Tule", None, "Tula"]


def test_a_category_that_no_row_has_is_not_asked_about():
    asked = []

    class Counting:
        def link(self, name, **options):
            asked.append(name)
            return normalize.load(ner=False).link(name, **options)

    pd.Series(pd.Categorical(["Туле"], categories=["Туле", "Орёл"])).ruen.link(normalizer=Counting())
    assert asked == ["", "Туле"]


def test_groups_are_answered_as_the_whole():
    table = pd.DataFrame({"group": [1, 1, 2], "name": ["Туле", "Tula", "Смоленске"]})
    found = table.groupby("group")["name"].transform(lambda names: names.ruen.link()["entity"])
    assert found.tolist() == table["name"].ruen.link()["entity"].tolist()


def test_wrong_options_are_told():
    with pytest.raises(UnknownNameError):
        pd.Series([], dtype="str").ruen.link(kind="regoin")


def test_each_distinct_value_is_asked_about_once(core):
    asked = []

    class Counting:
        def link(self, name, **options):
            asked.append(name)
            return core.link(name, **options)

    values = column()
    pd.Series(values).ruen.link(normalizer=Counting())
    assert sorted(asked[1:]) == sorted({value for value in values if value is not None})
