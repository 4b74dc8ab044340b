import pytest

from normalize.gazetteer import Gazetteer
from normalize.normalizer import Normalizer


def place(entity_id, kind, ru, en, parent="", **more):
    return {"id": entity_id, "kind": kind, "names": {"ru": ru, "en": en}, "parent": parent, **more}


def alias(name, lang, kind="alias", strength="strong", **more):
    return {"name": name, "lang": lang, "kind": kind, "strength": strength, **more}


RECORDS = [
    place("RU", "country", "Россия", "Russia", aliases=[alias("Russian", "en", "adjective")]),
    place("UA", "country", "Украина", "Ukraine", aliases=[alias("Ukrainian", "en", "adjective")]),
    place("RU-A", "region", "Алмазная область", "Almaz Oblast", "RU", aliases=[alias("Almaz", "en", "short", "weak")]),
    place("RU-B", "region", "Берёзовая область", "Beryoza Oblast", "RU"),
    place("a1", "district", "Октябрьский район", "Oktyabrsky District", "RU-A"),
    place("b1", "district", "Октябрьский район", "Oktyabrsky District", "RU-B"),
    place("a2", "district", "Змеинский район", "Zmeinsky District", "RU-A"),
    place("b2", "district", "Гречанский район", "Grechansky District", "RU-B"),
    place("ta", "settlement", "Алмазск", "Almazsk", "RU-A", population=300000),
    place("tb", "settlement", "Кировск", "Kirovsk", "RU-B", population=500000),
    place("tc", "settlement", "Кировск", "Kirovsk", "RU-A", population=9000),
    place("td", "settlement", "Лужки", "Luzhki", "RU-A", population=9000),
    place("te", "settlement", "Лужки", "Luzhki", "RU-B", population=12000),
    place("cd", "city_district", "Тракторозаводский район", "Traktorozavodsky District", "ta"),
    place("mod-ru", "organization", "Минвойны России", "War Ministry of Russia", "RU",
          aliases=[alias("War Ministry", "en", strength="weak")]),
    place("mod-ua", "organization", "Минвойны Украины", "War Ministry of Ukraine", "UA",
          aliases=[alias("War Ministry", "en", strength="weak")]),
    place("firm", "organization", "Ромбтех", "Rhombtech", "RU", subtype="company"),
    place("tv", "organization", "Медиазвон", "Mediazvon", "RU", subtype="media"),
    {"id": "p-old", "kind": "person", "subtype": "male", "names": {"ru": "Иван Петрович Зотов", "en": "Ivan Zotov"},
     "tenures": [{"office": "governor", "of": "RU-A", "valid_from": "2010", "valid_to": "2018"}]},
    {"id": "p-new", "kind": "person", "subtype": "male", "names": {"ru": "Олег Ильич Зотов", "en": "Oleg Zotov"},
     "tenures": [{"office": "governor", "of": "RU-A", "valid_from": "2018"}]},
    {"id": "q1", "kind": "person", "subtype": "male", "names": {"ru": "Пётр Сомов", "en": "Pyotr Somov"}},
    {"id": "q2", "kind": "person", "subtype": "male", "names": {"ru": "Пётр Сомов", "en": "Pyotr Somov"}},
]  # fmt: skip


@pytest.fixture(scope="session")
def nz(tmp_path_factory):
    gazetteer = Gazetteer.build(RECORDS, tmp_path_factory.mktemp("gazetteer") / "small.nrm")
    return Normalizer(gazetteer, ner=False)


@pytest.fixture
def linked(nz):
    def linked(text, date="2025-12-08"):
        links = nz.annotate(text, date=date).links
        return [(link.surface, link.entity.id if link.entity else None) for link in links]

    return linked
