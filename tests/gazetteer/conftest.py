import pytest

RECORDS = [
    {"id": "RU", "kind": "country", "names": {"ru": "Россия", "en": "Russia"}},
    {
        "id": "RU-TUL",
        "kind": "region",
        "parent": "RU",
        "names": {"ru": "Тульская область", "en": "Tula Oblast"},
        "aliases": [{"name": "Tula", "lang": "en", "kind": "short", "strength": "weak"}],
    },
    {
        "id": "d1",
        "kind": "district",
        "parent": "RU-TUL",
        "names": {"ru": "Щёкинский район", "en": "Shchyokinsky District"},
    },
    {"id": "t1", "kind": "settlement", "parent": "d1", "names": {"ru": "Щёкино", "en": "Shchyokino"}},
    {
        "id": "zotov-ivan",
        "kind": "person",
        "subtype": "male",
        "names": {"ru": "Иван Петрович Зотов", "en": "Ivan Zotov"},
        "tenures": [{"office": "governor", "of": "RU-TUL", "valid_from": "2020-05", "valid_to": "2024"}],
    },
    {
        "id": "org-x",
        "kind": "organization",
        "names": {"ru": "Министерство охраны рек", "en": "Ministry of River Defence"},
        "aliases": [{"name": "МОР", "lang": "ru", "kind": "abbreviation"}],
    },
]


@pytest.fixture
def records():
    return [dict(record) for record in RECORDS]
