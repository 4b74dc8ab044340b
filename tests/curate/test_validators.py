"""What leaves the shipped tables is what others' own validators take; each is also shown a file that it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from normalize.curate.exchange import export
from normalize.curate.exchange.imports import restore
from normalize.curate.tables import files

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2] / "gazetteers"
DATA = Path(__file__).parent / "data"


def exported(form: str) -> str:
    return "".join(export(ROOT, form))


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_facts_of_the_shipped_tables_come_back_byte_for_byte(tmp_path: Path, form: str) -> None:
    restore(tmp_path / "back", exported(form), "in")
    before = {path.relative_to(ROOT): path.read_bytes() for path in files(ROOT)}
    after = {path.relative_to(tmp_path / "back"): path.read_bytes() for path in files(tmp_path / "back")}
    assert after == before


def ftm_validate(text: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("ftm")), "validate"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False)


def test_followthemoney_is_passed_by_ftm_validate_and_loses_nothing() -> None:
    text = exported("ftm")
    done = ftm_validate(text)
    assert (done.returncode, done.stderr) == (0, "")
    sent = {line["id"]: line["properties"] for line in map(json.loads, text.splitlines())}
    assert len(sent) > 20_000
    assert {line["id"]: as_sets(line["properties"]) for line in map(json.loads, done.stdout.splitlines())} == {
        entity_id: as_sets(properties) for entity_id, properties in sent.items()
    }


def as_sets(properties: dict[str, list[str]]) -> dict[str, set[str]]:
    return {name: set(values) for name, values in properties.items()}


def test_ftm_validate_refuses_or_drops_what_is_wrong() -> None:
    wrong = {"id": "x", "schema": "Person", "properties": {"name": ["Иван"], "country": ["Россия-матушка"]}}
    done = ftm_validate(json.dumps(wrong) + "\n")
    assert done.returncode != 0 or "матушка" not in done.stdout
    assert ftm_validate(json.dumps({**wrong, "schema": "Wizard"}) + "\n").returncode != 0


def test_geojson_has_the_schema_of_rfc_7946() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json.loads((DATA / "geojson.schema.json").read_text(encoding="utf-8")))
    validator.check_schema(validator.schema)
    value = json.loads(exported("geojson"))
    assert len(value["features"]) > 10_000
    assert next(validator.iter_errors(value), None) is None
    assert len({feature["id"] for feature in value["features"]}) == len(value["features"])
    feature = value["features"][0]
    for wrong in (
        {**feature, "geometry": {"type": "Point", "coordinates": [200, 54]}},
        {**feature, "geometry": {"type": "Point", "coordinates": [54]}},
        {**feature, "geometry": {"type": "Pint", "coordinates": [37.6, 54]}},
        {"type": "Feature", "geometry": None},
        {**feature, "id": None},
    ):
        assert not validator.is_valid({"type": "FeatureCollection", "features": [wrong]}), wrong


def test_skos_keeps_its_integrity_conditions_and_json_ld_is_the_same_graph() -> None:
    rdflib = pytest.importorskip("rdflib")
    pyshacl = pytest.importorskip("pyshacl")
    jsonld = pytest.importorskip("pyld").jsonld
    shapes = rdflib.Graph().parse(DATA / "skos.shapes.ttl")
    graph = rdflib.Graph().parse(data=exported("skos"), format="turtle")
    assert len(graph) > 150_000
    conforms, _, told = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, told[:4000]
    document = json.loads(exported("jsonld"))
    triples = jsonld.to_rdf(jsonld.expand(document), {"format": "application/n-quads"})
    assert set(rdflib.Graph().parse(data=triples, format="nt")) == set(graph)


SKOS = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> . "
SOUND = (
    ' <urn:s> a skos:ConceptScheme ; dct:title "s"@en ; skos:hasTopConcept <urn:a> .'
    ' <urn:a> a skos:Concept ; skos:inScheme <urn:s> ; skos:topConceptOf <urn:s> ; skos:prefLabel "A"@en .'
    ' <urn:b> a skos:Concept ; skos:inScheme <urn:s> ; skos:broader <urn:a> ; skos:prefLabel "B"@en ;'
    ' skos:altLabel "Bee"@en .'
)


@pytest.mark.parametrize(
    ("condition", "triples"),
    [
        ("sound", ""),
        ("S9", "<urn:a> a skos:ConceptScheme ."),
        ("S37", "<urn:a> a skos:Collection ."),
        ("S14", '<urn:b> skos:prefLabel "Be"@en .'),
        ("S13", '<urn:b> skos:altLabel "B"@en .'),
        ("S13 hidden", '<urn:b> skos:hiddenLabel "Bee"@en .'),
        ("S12", "<urn:b> skos:prefLabel <urn:a> ."),
        ("S27", "<urn:b> skos:related <urn:a> ."),
        ("S46", "<urn:b> skos:exactMatch <urn:x> ; skos:broadMatch <urn:x> ."),
        ("S4", "<urn:b> skos:inScheme <urn:a> ."),
        ("S6", "<urn:b> skos:topConceptOf <urn:a> ."),
        ("broader", "<urn:b> skos:broader <urn:x> ."),
    ],
)
def test_each_shape_refuses_what_breaks_its_condition(condition: str, triples: str) -> None:
    rdflib = pytest.importorskip("rdflib")
    pyshacl = pytest.importorskip("pyshacl")
    shapes = rdflib.Graph().parse(DATA / "skos.shapes.ttl")
    graph = rdflib.Graph().parse(data=SKOS + SOUND + triples, format="turtle")
    conforms, _, told = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms is (condition == "sound"), told
