"""People with names that others bear, too: what it takes to link them."""

import pytest

from normalize.gazetteer import Gazetteer
from normalize.link.evidence import same_office
from normalize.normalizer import Normalizer


def person(entity_id, ru, en, office, of, strength="weak", **more):
    names = [{"name": name, "lang": lang, "kind": "preferred", "strength": strength} for lang, name in
             (("ru", ru), ("en", en))]  # fmt: skip
    tenure = {"office": office, "of": of, "valid_from": "2021", **more}
    return {"id": entity_id, "kind": "person", "subtype": "male", "names": {"ru": ru, "en": en},
            "aliases": names, "tenures": [tenure]}  # fmt: skip


RECORDS = [
    {"id": "RU", "kind": "country", "names": {"ru": "Россия", "en": "Russia"}},
    {"id": "RU-A", "kind": "region", "parent": "RU", "names": {"ru": "Алмазная область", "en": "Almaz Oblast"}},
    {"id": "ta", "kind": "settlement", "parent": "RU-A", "names": {"ru": "Алмазск", "en": "Almazsk"}},
    {"id": "house", "kind": "organization", "parent": "RU", "names": {"ru": "Народное собрание", "en": "House"}},
    person("deputy", "Сергей Ильич Смирнов", "Sergei Smirnov", "deputy", "house"),
    person("governor", "Олег Ильич Попов", "Oleg Popov", "governor", "RU-A"),
    person("mayor", "Иван Ильич Лебедев", "Ivan Lebedev", "mayor", "ta"),
    person("past", "Юрий Ильич Волков", "Yury Volkov", "governor", "RU-A", valid_to="2022"),
]


@pytest.fixture(scope="module")
def nz(tmp_path_factory):
    path = tmp_path_factory.mktemp("people") / "p.nrm"
    Gazetteer.build(RECORDS, path)
    return Normalizer(Gazetteer.open(path), ner=False)


@pytest.fixture
def who(nz):
    def ask(text):
        links = nz.annotate(text, date="2025-01-01").links
        return [link.entity.id for link in links if link.entity and link.kind == "person"]

    return ask


@pytest.mark.parametrize(
    "text",
    [
        "Водитель Сергей Смирнов уснул.",
        "Депутат Сергей Смирнов уехал.",
        "Народное собрание разошлось. Водитель Сергей Смирнов уснул.",
        "Народное собрание разошлось. Депутат Сергей Смирнов уехал в другой город.",
        "В Алмазной области пенсионер Олег Попов нашёл клад.",
        "The driver, Serguei Smirnov, slept.",
    ],
)
def test_a_shared_name_needs_its_own_body_or_office(who, text):
    assert who(text) == []


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Депутат Народного собрания Сергей Смирнов уехал.", "deputy"),
        ("Сергей Ильич Смирнов уехал.", "deputy"),
        ("Губернатор Олег Попов уехал.", "governor"),
        ("Алмазск ждёт снега. Мэр Иван Лебедев готов.", "mayor"),
        ("Almazsk waits. The mayor, Ivan Lebedev, is ready.", "mayor"),
        ("Бывший губернатор Алмазной области Юрий Волков уехал.", "past"),
    ],
)
def test_a_shared_name_is_linked_by_office_body_and_patronymic(who, text, entity):
    assert who(text) == [entity]


def test_titles_announce_the_offices_that_they_may_mean():
    assert same_office("member", "senator")
    assert same_office("chair", "secretary")
    assert not same_office("mayor", "minister")
