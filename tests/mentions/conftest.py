import pytest

from normalize.gazetteer import Gazetteer
from normalize.mentions import find, sight
from normalize.text import tokenize

RECORDS = [
    {"id": "RU-TUL", "kind": "region", "names": {"ru": "Тульская область", "en": "Tula Oblast"}},
    {"id": "RU-KLU", "kind": "region", "names": {"ru": "Калужская область", "en": "Kaluga Oblast"}},
    {"id": "d1", "kind": "district", "names": {"ru": "Щёкинский район", "en": "Shchyokinsky District"}},
    {"id": "d2", "kind": "district", "names": {"ru": "Киреевский район", "en": "Kireyevsky District"}},
    {"id": "d3", "kind": "district", "names": {"ru": "Усть-Лабинский район", "en": "Ust-Labinsky District"}},
    {"id": "t1", "kind": "settlement", "names": {"ru": "Тула", "en": "Tula"}},
    {
        "id": "zotov-ivan",
        "kind": "person",
        "subtype": "male",
        "names": {"ru": "Иван Петрович Зотов", "en": "Ivan Zotov"},
    },
    {
        "id": "RU",
        "kind": "country",
        "names": {"ru": "Россия", "en": "Russia"},
        "aliases": [{"name": "Russian", "lang": "en", "kind": "adjective"}],
    },
]


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    return Gazetteer.build(RECORDS, tmp_path_factory.mktemp("gazetteer") / "small.nrm")


@pytest.fixture
def mentions(small):
    def mentions(text):
        view = sight(tokenize(text), small)
        return [(view.tokens.surface(m.first, m.last), sorted(m.kinds)) for m in find(view)]

    return mentions


@pytest.fixture
def surfaces(mentions):
    return lambda text: [surface for surface, _ in mentions(text)]
