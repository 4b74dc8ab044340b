"""Whose body a weak name is: words around it, datelines, earlier mentions, quotation marks."""

import pytest

from normalize.gazetteer import Gazetteer
from normalize.normalizer import Normalizer


def organization(id_, subtype, ru, en, *weak, parent="RU", kind="abbreviation"):
    aliases = [{"name": name, "lang": "ru" if name > "А" else "en", "kind": kind, "strength": "weak"} for name in weak]
    names = {"ru": ru, "en": en}
    return {"id": id_, "kind": "organization", "subtype": subtype, "parent": parent, "names": names, "aliases": aliases}


RECORDS = [
    {"id": "RU", "kind": "country", "names": {"ru": "Россия", "en": "Russia"}},
    {"id": "US", "kind": "country", "names": {"ru": "США", "en": "United States"}},
    {"id": "kirov", "kind": "settlement", "parent": "RU", "population": 500000, "names": {"ru": "Омск", "en": "Omsk"}},
    organization("council", "parliament", "Совет Федерации", "Federation Council", "СФ"),
    organization("fleet", "military", "Северный флот", "Northern Fleet", "СФ"),
    organization("agency", "media", "Ассошиэйтед Пресс", "Associated Press", "AP", parent="US"),
    organization("office", "government", "Администрация Президента", "Presidential Administration", "AP"),
    organization("north", "military", "Группировка войск «Север»", "Sever Group", "Север", kind="alias"),
    organization("army", "military", "2-я гвардейская армия", "2nd Guards Army", "2-я армия", kind="alias"),
]


@pytest.fixture(scope="module")
def linked(tmp_path_factory):
    nz = Normalizer(Gazetteer.build(RECORDS, tmp_path_factory.mktemp("gazetteer") / "bodies.nrm"), ner=False)
    return lambda text: {link.surface: link.entity.id for link in nz.annotate(text).links if link.entity}


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("СФ одобрил закон о бюджете России.", "council"),
        ("В России корабли СФ вышли в море.", "fleet"),
        ("Россия: комитет СФ поддержал поправки.", "council"),
        ("Россия молчит о СФ.", None),
        ("Сенаторы и моряки России спорят о СФ.", None),
    ],
)
def test_the_words_around_an_acronym_tell_which_body_it_is(linked, text, entity):
    assert linked(text).get("СФ") == entity


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("OMSK, Russia (AP) — Snow fell.", "agency"),
        ("Snow fell. (AP) — Russia.", None),
        ("Officials of the AP met in Omsk, Russia.", "office"),
    ],
)
def test_an_agency_signs_the_dateline(linked, text, entity):
    found = linked(text).get("AP")
    assert found == entity or (entity is None and found != "agency")


def test_a_country_makes_no_name_of_a_word(linked):
    assert "Север" not in linked("Север России ждёт зимы. Север далеко.")
    assert "2-я армия" not in linked("Это 2-я армия мира, говорят в России.")


def test_an_earlier_mention_does(linked):
    assert linked("Группировка войск «Север» наступает. Бойцы знают: Север близко.")["Север"] == "north"
    assert linked("Бойцы 2-й гвардейской армии ушли, 2-я армия отдыхает.")["2-я армия"] == "army"
