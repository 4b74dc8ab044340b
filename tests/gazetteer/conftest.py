import os
from pathlib import Path

import pytest

from normalize.gazetteer.compiled.scan import native
from normalize.gazetteer.compiled.scan.native import loading
from normalize.gazetteer.compiled.table import Table

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


@pytest.fixture(scope="module")
def compiled():
    """The compiled scan; another library can be named, such as one that watches its memory."""
    with pytest.MonkeyPatch.context() as patch:
        if other := os.environ.get("NORMALIZE_TESTED_LIBRARY"):
            patch.setattr(loading, "LIBRARY", Path(other))
            loading.state.cache_clear()
            assert native.state().reason == ""
            mapped = Table.mapped  # copies, for the bounds of sections inside one mapping cannot be watched
            patch.setattr(
                Table, "mapped", lambda table: type(mapped(table))(*(array.copy() for array in mapped(table)))
            )
        if native.library() is None:
            pytest.skip(native.state().reason)
        yield native.library()


@pytest.fixture(scope="module", params=["compiled", "numpy"])
def way(request):
    """Scan in one way and then in the other."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "numpy":
            patch.setattr(native, "library", lambda: None)
        else:
            request.getfixturevalue("compiled")
        yield request.param
