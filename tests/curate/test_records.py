"""Hand-written rows win over imported ones, and every entity becomes one record."""

from __future__ import annotations

import pytest

from normalize.curate import records
from normalize.errors import InputError, SourceError


def record(package, entity_id):
    return next(record for record in records(package.root) if record["id"] == entity_id)


def test_a_record_has_the_shape_that_the_compiler_takes(package):
    package.add("regions/relations", "RU-TUL,part_of,RU,,,own")
    assert record(package, "RU-TUL") == {
        "id": "RU-TUL",
        "kind": "region",
        "subtype": "oblast",
        "status": "active",
        "parent": "RU",
        "ids": {
            "iso3166_2": "RU-TUL",
            "oktmo": "70",
            "okato": "70",
            "geonames": "480508",
            "wikidata": "Q2810",
        },
        "lat": 54.2,
        "lon": 37.6,
        "population": 1466127,
        "valid_from": None,
        "valid_to": None,
        "names": {"en": "Tula Oblast", "ru": "Тульская область"},
        "aliases": [
            {
                "name": "Tula",
                "lang": "en",
                "kind": "short",
                "strength": "weak",
                "valid_from": None,
                "valid_to": None,
            }
        ],
        "relations": [{"relation": "part_of", "object": "RU", "valid_from": None, "valid_to": None}],
        "tenures": [],
    }


def test_records_are_sorted_by_id(package):
    package.add("a_theme/entities", "BY,country,,,,,,,,,,,,,,active,own")
    assert [record["id"] for record in records(package.root)] == ["BY", "RU", "RU-TUL"]


def test_a_hand_written_cell_wins_and_an_empty_one_is_filled(package):
    package.write("towns/imported/entities", ["gn-1,settlement,,RU-TUL,54.1,37.5,500,,,,,1,,,,active,own"])
    package.write("towns/entities", ["gn-1,settlement,,RU-TUL,54.9,,,,,,,,,,,former,own"])
    town = record(package, "gn-1")
    assert (town["lat"], town["lon"], town["population"], town["status"]) == (54.9, 37.5, 500, "former")


def test_a_rejected_name_removes_the_imported_one(package):
    package.write("regions/imported/names", ["RU-TUL,Tuula,en,alias,strong,,,own"])
    package.add("regions/names", "RU-TUL,Tuula,en,rejected,strong,,,own")
    assert [alias["name"] for alias in record(package, "RU-TUL")["aliases"]] == ["Tula"]


def test_an_imported_canonical_name_gives_way_and_stays_an_alias(package):
    package.write("regions/imported/names", ["RU-TUL,Tul’skaya Oblast’,en,preferred,strong,,,own"])
    tula = record(package, "RU-TUL")
    assert tula["names"]["en"] == "Tula Oblast"
    assert {"name": "Tul’skaya Oblast’", "kind": "alias"}.items() <= tula["aliases"][0].items()


def test_a_hand_written_relation_wins_over_an_imported_one(package):
    package.write("regions/imported/relations", ["RU-TUL,part_of,RU,1900,,own"])
    package.write("regions/relations", ["RU-TUL,part_of,RU,1937-09-26,,own"])
    relations = record(package, "RU-TUL")["relations"]
    assert [relation["valid_from"] for relation in relations] == ["1937-09-26"]


def test_a_weak_canonical_name_is_told_among_the_aliases(package):
    package.write("terms/entities", ["term-peace,term,,,,,,,,,,,,,,active,own"])
    package.write(
        "terms/names",
        ["term-peace,peace,en,preferred,weak,,,own", "term-peace,мир,ru,preferred,strong,,,own"],
    )
    peace = record(package, "term-peace")
    assert [(alias["name"], alias["strength"]) for alias in peace["aliases"]] == [("peace", "weak")]


def test_broken_tables_raise_with_every_problem(package):
    (package.root / "regions/names.csv").write_bytes(b"name\n")
    (package.root / "sources.csv").write_bytes(b"id\n")
    with pytest.raises(SourceError) as told:
        list(records(package.root))
    assert len(told.value.problems) == 2


def test_a_number_that_is_none_raises_with_its_line(package):
    package.add("regions/entities", "RU-X,region,,RU,north,,,,,,,,,,,active,own")
    with pytest.raises(SourceError, match=r"regions/entities.csv:4: lat: 'north' is no number"):
        list(records(package.root))


def test_a_missing_folder_raises_with_the_remedy(tmp_path):
    with pytest.raises(InputError, match="no such folder; give the folder"):
        list(records(tmp_path / "nowhere"))
