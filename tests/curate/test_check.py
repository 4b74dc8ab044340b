"""The checker tells everything that is wrong, each with its file, line and column."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from normalize.curate.checks import check, shape
from normalize.curate.tables.format import format_tables


def told(package) -> list[str]:
    return [str(problem) for problem in check(package.root)]


def test_a_faultless_package_has_no_problems(package):
    assert told(package) == []


@pytest.mark.parametrize(
    ("table", "row", "problem"),
    [
        (
            "regions/entities",
            "RU-X,oblost,,RU,,,,,,,,,,,,active,own",
            "regions/entities.csv:4: kind: 'oblost' is no kind;",
        ),
        (
            "regions/entities",
            "RU-X,region,,,,,,,,,,,,,,alive,own",
            "regions/entities.csv:4: status: 'alive' is no status;",
        ),
        (
            "regions/entities",
            "RU-X,region,,,91.5,,,,,,,,,,,active,own",
            "regions/entities.csv:4: lat: '91.5' is not degrees",
        ),
        (
            "regions/entities",
            "RU-X,region,,,,,1e6,,,,,,,,,active,own",
            "regions/entities.csv:4: population: '1e6'",
        ),
        (
            "regions/entities",
            "RU-X,region,,,,,,,,,,,Q0,,,active,own",
            "regions/entities.csv:4: wikidata: 'Q0' is not Q and digits",
        ),
        (
            "regions/entities",
            "RU_X,region,,,,,,,,,,,,,,active,own",
            "regions/entities.csv:4: id: 'RU_X' is not Latin letters",
        ),
        (
            "regions/entities",
            "RU-X,region,,,,,,,,,,,,2012-13,,active,own",
            "regions/entities.csv:4: valid_from: '2012-13'",
        ),
        (
            "regions/entities",
            "RU-X,region,,,,,,,,,,,,2023-04-31,,active,own",
            "regions/entities.csv:4: valid_from: '2023-04-31' is no day of the calendar",
        ),
        (
            "people/tenures",
            "zotov-ivan,governor,RU-TUL,2023-05-02,2023-05-01,own",
            "people/tenures.csv:2: valid_to: '2023-05-01' is before valid_from '2023-05-02'",
        ),
        (
            "regions/entities",
            "RU-X,region,,,,,,,,,,,,2012-05,2011,active,own",
            "valid_to: '2011' is before valid_from",
        ),
        (
            "regions/entities",
            "RU-X,region,,RU-Y,,,,,,,,,,,,active,own",
            "regions/entities.csv:4: parent: 'RU-Y' is the id of no",
        ),
        (
            "regions/entities",
            "RU-X,region,,RU,,,,,,,,,,,,active,book",
            "regions/entities.csv:4: source: 'book' is not in sources",
        ),
        (
            "regions/entities",
            "RU-TUL,region,,RU,,,,,,,,,,,,active,own",
            "'RU-TUL' stands already in regions/entities.csv:3",
        ),
        (
            "regions/entities",
            "RU-X,region,,RU,,,,,,,,,,,,active,own",
            "'RU-X' has no preferred name of language 'ru'",
        ),
        ("regions/entities", "RU-X,region,,RU", "regions/entities.csv:4: row: 4 cells where 17 are expected"),
        (
            "regions/names",
            "RU-X,Где-то,ru,alias,strong,,,own",
            "regions/names.csv:7: entity_id: 'RU-X' is the id of no entity",
        ),
        (
            "regions/names",
            "RU-TUL,Тyла,ru,alias,weak,,,own",
            "regions/names.csv:7: name: 'Тyла' mixes Cyrillic and Latin letters",
        ),
        (
            "regions/names",
            "RU-TUL,Тула,en,alias,weak,,,own",
            "regions/names.csv:7: name: 'Тула' is Cyrillic in a name of",
        ),
        ("regions/names", "RU-TUL,Тула ,ru,alias,weak,,,own", "begins or ends with a space"),
        ("regions/names", "RU-TUL,Тула,de,alias,weak,,,own", "lang: 'de' is no lang; known: be, en,"),
        ("regions/names", "RU-TUL,Тула,ru,nick,weak,,,own", "kind: 'nick' is no kind; known: abbreviation,"),
        ("regions/names", "RU-TUL,Тула,ru,alias,,,,own", "strength: is empty"),
        (
            "regions/names",
            "RU-TUL,Тульщина,ru,preferred,strong,,,own",
            "'RU-TUL' has 'Тульская область' as preferred name already",
        ),
        (
            "regions/names",
            "RU-TUL,Tula,en,alias,weak,,,own",
            "'RU-TUL Tula en' stands already in regions/names.csv:5",
        ),
        ("regions/relations", "RU-TUL,near,RU,,,own", "relation: 'near' is no relation;"),
        ("regions/relations", "RU-TUL,part_of,RU-Q,,,own", "object: 'RU-Q' is the id of no entity"),
        ("regions/proofs", "RU-TUL,Под Тулой тихо.,maybe", "expect: 'maybe' is no expect; known: no, yes"),
        ("people/tenures", "RU-TUL,governor,RU,,,own", "person: 'RU-TUL' is a region, not a person"),
    ],
)
def test_each_fault_is_told_with_its_place(package, table, row, problem):
    package.add(table, row)
    assert any(problem in line for line in told(package)), told(package)


def test_all_faults_are_told_at_once(package):
    package.add("regions/entities", "RU-X,oblost,,RU-Y,95,,,,,,,,,,,alive,book")
    columns = [problem.column for problem in check(package.root) if problem.where.line == 4]
    assert {"kind", "parent", "lat", "status", "source", "id"} <= set(columns)


def test_parents_that_go_round_are_told(package):
    package.write(
        "regions/entities",
        [
            "RU,country,,RU-TUL,,,,,,,,,,,,active,own",
            "RU-TUL,region,,RU,,,,,,,,,,,,active,own",
        ],
    )
    assert "regions/entities.csv:2: parent: parents go round in a circle: RU > RU-TUL > RU" in told(package)


def test_a_strong_alias_has_one_owner_of_its_kind_and_parent(package):
    person = ",person,,,,,,,,,,,,,,active,own"
    package.write("people/entities", [f"anokhin-petr{person}", f"anokhin-vasily{person}"])
    package.write("people/tenures", ["anokhin-petr,mayor,RU-TUL,,,own", "anokhin-vasily,governor,RU-TUL,,,own"])
    package.write(
        "people/names",
        [
            "anokhin-petr,Anokhin,en,alias,strong,,,own",
            "anokhin-petr,Petr Anokhin,en,preferred,strong,,,own",
            "anokhin-petr,Пётр Анохин,ru,preferred,strong,,,own",
            "anokhin-vasily,Anokhin,en,alias,strong,,,own",
            "anokhin-vasily,Vasily Anokhin,en,preferred,strong,,,own",
            "anokhin-vasily,Василий Анохин,ru,preferred,strong,,,own",
        ],
    )
    (line,) = told(package)
    assert line.startswith(
        "people/names.csv:5: strength: 'Anokhin' is a strong name of anokhin-vasily and of anokhin-petr"
    )
    assert line.endswith("weaken one; mend the row, or say why in exceptions.csv: strong,anokhin-vasily,Anokhin,…")


def test_a_person_without_office_does_not_belong(package):
    package.write("people/entities", ["zotov-ivan,person,,,,,,,,,,,,,,active,own"])
    package.write(
        "people/names",
        [
            "zotov-ivan,Ivan Zotov,en,preferred,strong,,,own",
            "zotov-ivan,Иван Зотов,ru,preferred,strong,,,own",
        ],
    )
    remedy = "add the office, or delete who never held one"
    assert told(package) == [f"people/entities.csv:2: id: 'zotov-ivan' holds no office in tenures.csv; {remedy}"]


def test_rows_out_of_order_and_repeated_rows_are_told(package):
    path = package.root / "regions/names.csv"
    header, first, *rest = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([header, *rest, first, first]) + "\n", encoding="utf-8")
    lines = told(package)
    assert "regions/names.csv:6: row: is out of order; `normalize gazetteer fmt` sorts" in lines
    assert "regions/names.csv:7: row: repeats line 6" in lines


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda raw: b"\xef\xbb\xbf" + raw, "regions/names.csv:1: encoding: begins with a byte order mark"),
        (lambda raw: raw.replace(b"\n", b"\r\n"), "regions/names.csv:1: encoding: line ends are not LF"),
        (lambda raw: raw.rstrip(b"\n"), "regions/names.csv:6: encoding: the last line has no end"),
        (lambda raw: raw.decode().encode("cp1251"), "regions/names.csv:3: encoding: not UTF-8"),
        (
            lambda raw: raw.replace(b"lang", b"language"),
            "regions/names.csv:1: header: 'entity_id,name,language",
        ),
        (lambda raw: raw.replace(b"Tula,en", b'"Tula,en'), "row: not CSV: unexpected end of data"),
        (lambda _raw: b"", "regions/names.csv:1: header: '' should be 'entity_id"),
    ],
)
def test_files_that_are_not_as_they_should_be_are_told(package, spoil, problem):
    path = package.root / "regions/names.csv"
    path.write_bytes(spoil(path.read_bytes()))
    assert any(problem in line for line in told(package)), told(package)


def test_a_file_of_another_name_is_no_table(package):
    (package.root / "regions/name.csv").write_text("entity_id\n", encoding="utf-8")
    assert told(package)[0].startswith("regions/name.csv:1: file: 'name' is no table; known: entities, names,")


def test_the_data_package_says_what_the_checker_says(package):
    format_tables(package.root)
    schema = json.loads((package.root / "schemas/names.json").read_text(encoding="utf-8"))
    lang = next(field for field in schema["fields"] if field["name"] == "lang")
    assert set(lang["constraints"]["enum"]) == shape("names", "lang").known


def test_name_kinds_are_those_of_the_gazetteer_and_rejected():
    from normalize.gazetteer import AliasKind

    assert shape("names", "kind").known == {*AliasKind, "rejected"}


@pytest.mark.slow
def test_frictionless_accepts_the_package(package):
    frictionless = pytest.importorskip("frictionless")
    format_tables(package.root)
    report = frictionless.validate(str(package.root / "datapackage.json"))
    assert report.valid, report.flatten(["resourceName", "rowNumber", "message"])


def test_homonymous_places_of_one_oblast_may_share_their_aliases(package):
    package.add("regions/entities", *(f"gn-{number},settlement,,RU-TUL,,,,,,,,,,,,active,own" for number in (1, 2)))
    package.add(
        "regions/names",
        *(f"gn-{number},{row},,,own" for number in (1, 2) for row in HOMONYM),
    )
    format_tables(package.root)
    assert told(package) == []


HOMONYM = (
    "Aleksandrovka,en,preferred,strong",
    "Александровка,ru,preferred,strong",
    "Олександрівка,uk,alias,strong",
)


@pytest.mark.slow
def test_the_tables_of_the_repository_have_no_faults():
    root = Path(__file__).parents[2] / "gazetteers"
    assert [str(problem) for problem in check(root)] == []
    assert format_tables(root, write=False) == []


@pytest.mark.slow
def test_frictionless_accepts_the_tables_of_the_repository():
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(Path(__file__).parents[2] / "gazetteers" / "datapackage.json"))
    assert report.valid, report.flatten(["resourceName", "rowNumber", "message"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("table", "row", "error"),
    [
        ("regions/entities", "RU-TUL,region,,RU,,,,,,,,,,,,active,own", "primary-key"),
        ("regions/names", "RU-TUL,Tula,en,alias,weak,,,own", "primary-key"),
        ("regions/names", "RU-TUL,Тула,ru,alias,weak,,,book", "foreign-key"),
        ("regions/names", "RU-TUL,Тула,ru,nick,weak,,,own", "constraint-error"),
    ],
)
def test_frictionless_finds_the_same_faults(package, table, row, error):
    frictionless = pytest.importorskip("frictionless")
    package.add(table, row)
    format_tables(package.root)
    report = frictionless.validate(str(package.root / "datapackage.json"))
    assert error in {found for (found,) in report.flatten(["type"])}, report.flatten(["type", "message"])
