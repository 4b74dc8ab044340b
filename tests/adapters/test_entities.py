import json

import pytest

from normalize import Gazetteer
from normalize.adapters.entities import ftm_record, read_csv, read_ftm, read_jsonl
from normalize.errors import InputError


def test_a_csv_of_towns_becomes_a_gazetteer(tmp_path):
    path = tmp_path / "towns.csv"
    path.write_text(
        "\ufeffid,kind,name_ru,name_en,aliases,parent,population,id_wikidata,colour\n"
        "t1,settlement,Щёкино,Shchyokino,Щекино | Shchekino,r1,57000,Q1,red\n"
        "r1,region,Тульская область,Tula Oblast,,,,,\n",
        encoding="utf-8",
    )
    gazetteer = Gazetteer.build(read_csv(path), tmp_path / "towns.nrm")
    town = gazetteer.entity("t1")
    assert town.names == {"ru": "Щёкино", "en": "Shchyokino"}
    assert [str(alias) for alias in town.aliases] == ["Щекино", "Shchekino"]
    assert (town.parent, town.population, town.ids) == ("r1", 57000, {"wikidata": "Q1"})
    assert gazetteer.lookup(("щекине",))


@pytest.mark.parametrize(
    ("rows", "said"), [("1,,person", r"people\.csv:2: 'names'"), (",Зотов,person", "'id'"), ("1,Зотов,", "'kind'")]
)
def test_a_row_that_lacks_something_is_named_by_its_line(tmp_path, rows, said):
    path = tmp_path / "people.csv"
    path.write_text(f"id,name,kind\n{rows}\n", encoding="utf-8")
    with pytest.raises(InputError, match=said):
        list(read_csv(path))


def test_a_kind_can_be_given_for_all_rows(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("id,name\n1,Иван Зотов\n", encoding="utf-8")
    assert [record["kind"] for record in read_csv(path, kind="person")] == ["person"]


def test_json_lines_are_records(tmp_path):
    path = tmp_path / "x.jsonl"
    record = {"id": "a", "kind": "person", "names": {"ru": "Иван Зотов"}}
    path.write_text(json.dumps(record) + "\n\n", encoding="utf-8")
    assert list(read_jsonl(path)) == [record]


@pytest.mark.parametrize("line", ["{", "[]", '"x"', '{"id": "a"}'])
def test_a_line_that_is_no_record_is_named(tmp_path, line):
    path = tmp_path / "x.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.jsonl:1: "):
        list(read_jsonl(path))


def test_follow_the_money_entities_become_people_and_organisations(tmp_path):
    entities = [
        {
            "id": "p",
            "schema": "Person",
            "properties": {
                "name": ["Ivan Zotov", "Зотов Иван"],
                "weakAlias": ["Ваня"],
                "previousName": ["Ivan Petrov"],
                "gender": ["male"],
                "wikidataId": ["Q5"],
            },
        },
        {"id": "o", "schema": "Company", "properties": {"name": ["ООО Заря"], "innCode": ["77"]}},
        {"id": "a", "schema": "Address", "properties": {"full": ["Тула"]}},
        {"id": "n", "schema": "Person", "properties": {}},
    ]
    path = tmp_path / "entities.ftm.json"
    path.write_text("\n".join(map(json.dumps, entities)), encoding="utf-8")
    gazetteer = Gazetteer.build(read_ftm(path), tmp_path / "x.nrm")
    assert len(gazetteer) == 2
    person = gazetteer.entity("p")
    assert person.names == {"en": "Ivan Zotov", "ru": "Зотов Иван"}
    assert [(str(alias), alias.kind.value, alias.strong) for alias in person.aliases] == [
        ("Ivan Petrov", "former", True),
        ("Ваня", "alias", False),
    ]
    assert (person.subtype, person.ids) == ("male", {"wikidata": "Q5"})
    assert gazetteer.entity("o").ids == {"inn": "77"}


@pytest.mark.parametrize("entity", [{}, {"schema": "Person"}, {"schema": "Person", "properties": {"name": [None, 3]}}])
def test_an_entity_without_a_name_is_passed_over(entity):
    assert ftm_record(entity) is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("1,person,Иван Зотов\n", r"x\.csv:1: has no column 'id'"),
        ("id;kind;name\n1;person;Иван Зотов\n", "parted by commas: id;kind;name"),
        ("", "has no column 'id'; the first line names the columns, parted by commas: none"),
        ("id,kind,title\n1,person,Иван Зотов\n", "has no column 'name'"),
        ("id,kind,name\n1,person,Зотов, Иван\n", r"x\.csv:2: has more cells than the header"),
    ],
)
def test_a_table_that_is_not_what_it_should_be_says_so(content, told, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        list(read_csv(path))


@pytest.mark.parametrize("reader", [read_csv, read_jsonl, read_ftm])
def test_a_file_in_another_encoding_says_so(reader, tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("id,kind,name\n1,person,Иван Зотов\n".encode("cp1251"))
    with pytest.raises(InputError, match="is not UTF-8"):
        list(reader(path))
