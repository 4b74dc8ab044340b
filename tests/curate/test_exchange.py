"""What leaves in our own shape comes back byte for byte; others read the views, and theirs are laid beside ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from normalize.curate import check
from normalize.curate.edits import editing
from normalize.curate.exchange import FORMATS, export
from normalize.curate.exchange.imports import drafts, import_into, restore
from normalize.curate.exchange.readers import read_mapping
from normalize.curate.tables import files
from normalize.curate.tables.format import format_tables
from normalize.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.curate.conftest import Package


@pytest.fixture
def rich(package: Package) -> Package:
    """Give tables with a row in each, odd characters among them."""
    package.add("people/entities", "zotov-ivan,person,male,,,,,,,,,,Q1,,,active,own")
    package.add(
        "people/names",
        "zotov-ivan,Ivan Zotov,en,preferred,strong,,,own",
        "zotov-ivan,Иван Зотов,ru,preferred,strong,,,own",
        'zotov-ivan,"Зотов, ""Ваня""",ru,colloquial,weak,,,own',
    )
    package.add("people/tenures", "zotov-ivan,governor,RU-TUL,2020,,own")
    package.add("regions/imported/names", "RU-TUL,Тульщина,ru,colloquial,strong,,,own")
    format_tables(package.root)
    return package


def outcomes(package: Package, text: str, form: str, kind: str = "", mapping: Path | None = None) -> list[str]:
    with editing(package.root) as desk:
        found = drafts(text, form, read_mapping(mapping, kind), "in")
        return [str(outcome) for outcome in import_into(desk, found, "own")]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_facts_come_back_byte_for_byte(rich: Package, tmp_path: Path, form: str) -> None:
    restore(tmp_path / "back", "".join(export(rich.root, form)), "in")
    before = {path.relative_to(rich.root): path.read_bytes() for path in files(rich.root)}
    after = {path.relative_to(tmp_path / "back"): path.read_bytes() for path in files(tmp_path / "back")}
    assert after == before


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_text_and_the_same_each_time(rich: Package, form: str) -> None:
    if form in {"skos", "jsonld"}:
        pytest.importorskip("rdflib")
    text = "".join(export(rich.root, form))
    assert text.endswith("\n")
    assert "".join(export(rich.root, form)) == text


def test_a_file_that_is_not_ours_is_refused_with_the_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"in:2: file: '../../etc/names\.csv' is no table"):
        restore(tmp_path, "file,name\n../../etc/names.csv,x\n", "in")


def test_an_unknown_format_names_the_nearest(rich: Package) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'geojson'"):
        export(rich.root, "geojsn")


def test_geojson_gives_longitude_first(rich: Package) -> None:
    value = json.loads("".join(export(rich.root, "geojson")))
    assert [feature["geometry"]["coordinates"] for feature in value["features"]] == [[37.6, 54.2]]


def test_followthemoney_takes_every_line(rich: Package) -> None:
    proxy = pytest.importorskip("followthemoney.proxy")
    lines = [json.loads(line) for line in "".join(export(rich.root, "ftm")).splitlines()]
    entities = [proxy.EntityProxy.from_dict(line, cleaned=False) for line in lines]
    for entity, line in zip(entities, lines, strict=True):
        assert entity.to_dict()["properties"] == line["properties"]
    assert {entity.schema.name for entity in entities} == {"Address", "Person", "Position", "Occupancy"}


def test_skos_holds_its_own_rules(rich: Package) -> None:
    rdflib = pytest.importorskip("rdflib")
    pyshacl = pytest.importorskip("pyshacl")
    graph = rdflib.Graph().parse(data="".join(export(rich.root, "skos")), format="turtle")
    conforms, _, told = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(data=_SHAPES, format="turtle"))
    assert conforms, told
    assert len(graph) > 20


_SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
[] a sh:NodeShape ; sh:targetClass skos:Concept ;
  sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:uniqueLang true ] ;
  sh:property [ sh:path skos:prefLabel ; sh:disjoint skos:altLabel ] ;
  sh:property [ sh:path skos:inScheme ; sh:minCount 1 ; sh:class skos:ConceptScheme ] ;
  sh:property [ sh:path skos:broader ; sh:class skos:Concept ; sh:disjoint skos:narrower ] .
"""


def test_a_foreign_table_adds_fills_and_contradicts(rich: Package, tmp_path: Path) -> None:
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        'kind = "person"\nseparator = "|"\n[columns]\nru = "ФИО"\nwikidata = "QID"\naliases = "Иначе"\n'
        'office = "Пост"\nof = "Чего"\nsince = "С"\n',
        encoding="utf-8",
    )
    text = "ФИО,QID,Иначе,Пост,Чего,С\nИван Зотов,Q1,Ванька Зотов,,,\nМария Петровна Рогова,Q2,,mayor,RU-TUL,2024\n"
    assert outcomes(rich, text, "table", mapping=mapping) == [
        "change zotov-ivan: alias Ванька Зотов",
        "add rogova-mariya: Мария Петровна Рогова / Mariya Rogova",
    ]
    assert check(rich.root) == []
    assert outcomes(rich, text, "table", mapping=mapping) == [
        "same zotov-ivan: nothing new",
        "same rogova-mariya: nothing new",
    ]


def test_what_contradicts_is_told_and_not_taken(rich: Package) -> None:
    text = json.dumps({"id": "RU-TUL", "kind": "region", "population": 1, "subtype": "oblast"})
    told = outcomes(rich, text, "json", "region")
    assert told == ["conflict RU-TUL: population: 1466127 here, 1 there"]


def test_a_mapping_of_an_unknown_field_is_refused(tmp_path: Path) -> None:
    mapping = tmp_path / "map.toml"
    mapping.write_text('[columns]\nwikidatum = "QID"\n', encoding="utf-8")
    with pytest.raises(UnknownNameError, match="did you mean 'wikidata'"):
        read_mapping(mapping, "person")


def test_followthemoney_comes_in(rich: Package) -> None:
    person = {"id": "x", "schema": "Person", "properties": {"name": ["Олег Рябов", "Oleg Ryabov"], "gender": ["male"]}}
    with editing(rich.root, write=False) as desk:
        found = drafts(json.dumps(person), "ftm", read_mapping(None, ""), "in")
        told = [str(outcome) for outcome in import_into(desk, found, "own")]
        desk.add("tenures", "ryabov-oleg", person="ryabov-oleg", office="minister", of="RU", source="own")
    assert told == ["add ryabov-oleg: Олег Рябов / Oleg Ryabov"]


def test_wikidata_comes_in(package: Package) -> None:
    item = {
        "id": "Q2810",
        "labels": {"ru": {"value": "Тульская область"}, "en": {"value": "Tula Oblast"}},
        "aliases": {"ru": [{"value": "Тульщина"}]},
        "claims": {"P1566": [{"mainsnak": {"datavalue": {"value": "480508"}}}]},
    }
    told = outcomes(package, json.dumps({"entities": {"Q2810": item}}), "wikidata", "region")
    assert told == ["change RU-TUL: alias Тульщина"]


def test_geonames_comes_in_and_a_short_line_is_named(package: Package) -> None:
    cells = [
        "1",
        "Zotovo",
        "Zotovo",
        "Зотово",
        "54.0",
        "37.0",
        "P",
        "PPL",
        "RU",
        "",
        "",
        "",
        "",
        "",
        "700",
        "",
        "",
        "",
        "",
    ]
    assert outcomes(package, "\t".join(cells), "geonames") == ["add gn-1: Зотово / Zotovo"]
    assert check(package.root) == []
    with pytest.raises(InputError, match="in:1: 2 columns"):
        outcomes(package, "1\tZotovo", "geonames")
