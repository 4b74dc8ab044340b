import pickle

import pytest

from normalize.errors import GazetteerError, UnknownNameError
from normalize.gazetteer import Gazetteer
from normalize.text import tokenize


@pytest.fixture
def gazetteer(records, tmp_path):
    return Gazetteer.build(records, tmp_path / "small.nrm")


def hits(gazetteer, text):
    tokens = tokenize(text)
    return [tokens.surface(hit.first, hit.last) for hit in gazetteer.scan(tokens)]


def test_the_scan_finds_every_window_in_order(gazetteer):
    assert hits(gazetteer, "В Тульской области Иван Зотов") == [
        "Тульской",
        "Тульской области",
        "Иван Зотов",
        "Зотов",
    ]


def test_a_window_does_not_cross_a_sentence_or_a_comma(gazetteer):
    assert "Иван. Зотов" not in hits(gazetteer, "Пришёл Иван. Зотов ушёл")
    assert "Иван, Зотов" not in hits(gazetteer, "Иван, Зотов")


def test_the_scan_reaches_across_the_blocks_of_a_long_text(gazetteer):
    for pad in (65530, 65535, 65536, 131070):
        text = "а" * 60 + " " + "б " * ((pad - 61) // 2) + "Тульской области"
        assert hits(gazetteer, text)[-1] == "Тульской области", pad


def test_an_overlong_token_is_no_name(gazetteer):
    assert hits(gazetteer, "тульской" * 20) == []


def test_an_apostrophe_inside_a_word_does_not_matter(gazetteer):
    assert hits(gazetteer, "Zot'ov") == ["Zot'ov"]


def test_lone_surrogates_do_not_raise(gazetteer):
    assert hits(gazetteer, "\ud800 Зотов \udfff") == ["Зотов"]


def test_an_unknown_id_offers_a_near_one(gazetteer):
    with pytest.raises(UnknownNameError, match="did you mean 'RU-TUL'"):
        gazetteer.entity("RU-TUM")


def test_a_gazetteer_travels_as_its_path(gazetteer):
    assert pickle.loads(pickle.dumps(gazetteer)).entity("d1").names["ru"] == "Щёкинский район"  # noqa: S301


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda content: b"hello" + content[5:], "is not a compiled gazetteer"),
        (lambda content: content[:200], "damaged"),
        (lambda content: content[: len(content) // 2], "cut short"),
        (lambda content: content[:40] + b"?" + content[41:], "damaged"),
        (lambda _: b"", "cannot be opened"),
    ],
)
def test_a_broken_file_is_named_with_the_remedy(gazetteer, tmp_path, damage, said):
    path = tmp_path / "broken.nrm"
    path.write_bytes(damage(gazetteer.path.read_bytes()))
    with pytest.raises(GazetteerError, match=said) as error:
        Gazetteer.open(path)
    assert "normalize gazetteer compile" in str(error.value)
    assert str(path) in str(error.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(GazetteerError, match=r"none\.nrm"):
        Gazetteer.open(tmp_path / "none.nrm")


def test_entities_come_back_whole(gazetteer, records):
    person = gazetteer.entity("zotov-ivan")
    assert person.names == {"ru": "Иван Петрович Зотов", "en": "Ivan Zotov"}
    assert person.tenures[0].covers("2023-01-01")
    assert not person.tenures[0].covers("2025-01-01")
    assert not person.tenures[0].covers(None)
