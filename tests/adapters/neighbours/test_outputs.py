"""What `normalize annotate` writes for other tools, read by their own parsers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow
GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "pipelines.md"
TEXTS = [
    "Губернатор Смоленской области Василий Анохин приехал в Киришский район.",
    "🚀🐻 Над\tTula\r\nRegion сбили дрон,\u2028сообщили в Минобороны. \U0001d517 Смоленск",
    'Дом на улице Лодочной в Смоленске. <b>Тула</b> & "Орёл"',
    "Тихо.",
]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Annotate the texts through the shell; give what stands in the output of a format."""
    folder = tmp_path_factory.mktemp("outputs")
    source = folder / "news.jsonl"
    source.write_text("".join(json.dumps({"id": f"n {n}", "text": text}) + "\n" for n, text in enumerate(TEXTS)))

    def output(form: str) -> str:
        command = [sys.executable, "-c", "from normalize.cli import main; main()", "annotate", str(source)]
        options = ["--no-ner", "--format", form, "--output", str(folder / form)]
        subprocess.run([*command, *options], check=True, cwd=folder)
        return (folder / form).read_text(encoding="utf-8")

    return output


def surfaces() -> list[list[tuple[str, str]]]:
    """Give what the core finds: surface and kind of each link."""
    nz = normalize.load(ner=False)
    return [[(link.surface, str(link.kind or "other")) for link in nz.annotate(text).links] for text in TEXTS]


# --- Label Studio -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def interface():
    """Read the labelling configuration that the guide gives, with Label Studio's own reader."""
    package = pytest.importorskip("label_studio_sdk.label_interface")
    return package.LabelInterface(re.search(r"```xml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL).group(1))


def test_label_studio_takes_every_prediction(written, interface):
    tasks = json.loads(written("labelstudio"))
    predictions = [prediction for task in tasks for prediction in task["predictions"]]
    assert [interface.validate_prediction(one, return_errors=True) for one in predictions] == [[]] * len(TEXTS)
    assert [list(labelled(task)) for task in tasks] == surfaces()


def labelled(task: dict) -> Iterator[tuple[str, str]]:
    """Cut the labelled words out of a task's text."""
    for result in task["predictions"][0]["result"]:
        value = result["value"]
        yield task["data"]["text"][value["start"] : value["end"]], *value["labels"]


def test_label_studio_would_refuse_another_label(written, interface):
    [task, *_] = json.loads(written("labelstudio"))
    task["predictions"][0]["result"][0]["value"]["labels"] = ["planet"]
    assert not interface.validate_prediction(task["predictions"][0])


def test_label_studio_s_converter_cuts_the_same_words_out(written, interface, tmp_path):
    converter = pytest.importorskip("label_studio_sdk.converter").Converter(interface._config, str(tmp_path))
    tasks = json.loads(written("labelstudio"))
    for number, task in enumerate(tasks):  # predictions that a person has accepted
        task |= {"id": number, "annotations": [{"id": number, **task["predictions"][0]}]}
    source = tmp_path / "tasks.json"
    source.write_text(json.dumps(tasks), encoding="utf-8")
    converter.convert_to_json_min(str(source), str(tmp_path / "out"), is_dir=False)
    read = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    found = [[(one["text"], *one["labels"]) for one in task.get("label", [])] for task in read]
    assert found == surfaces()


# --- Web Annotation ---------------------------------------------------------------------------------------------------

_OA = "http://www.w3.org/ns/oa#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
# Which IRI each term means: Web Annotation Vocabulary (Recommendation of 23 February 2017), sections 2 and 3.
_TERMS = {
    "id": "@id",
    "type": "@type",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "language": "http://purl.org/dc/elements/1.1/language",
    **{term: _OA + term for term in ("Annotation", "SpecificResource", "TextualBody", "TextPositionSelector")},
    **{term: _OA + term for term in ("TextQuoteSelector", "identifying", "classifying", "tagging")},
    **{term: _OA + term for term in ("exact", "prefix", "suffix")},
    **{term: {"@id": _OA + term, "@type": f"{_XSD}nonNegativeInteger"} for term in ("start", "end")},
    **{term: {"@id": f"{_OA}has{term.title()}", "@type": "@id"} for term in ("body", "target", "source", "selector")},
    "motivation": {"@id": f"{_OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{_OA}hasPurpose", "@type": "@vocab"},
}


def test_json_ld_reads_every_term_of_a_web_annotation(written):
    jsonld = pytest.importorskip("pyld").jsonld

    def stored(address, _options):
        assert address == "http://www.w3.org/ns/anno.jsonld"
        return {"document": {"@context": _TERMS}, "documentUrl": address, "contextUrl": None}

    records = [json.loads(line) for line in written("webannotation").split("\n") if line]
    assert [record["target"]["selector"][1]["exact"] for record in records] == [
        surface for links in surfaces() for surface, _ in links
    ]
    for record in records:
        [read] = jsonld.expand(record, {"documentLoader": stored})
        assert read["@type"] == [f"{_OA}Annotation"]
        assert keys(read) == len(keys_of(record))
        [target] = read[f"{_OA}hasTarget"]
        position, _ = target[f"{_OA}hasSelector"]
        assert position[f"{_OA}start"][0]["@type"] == f"{_XSD}nonNegativeInteger"
        assert all(":" in address for address in addresses(read))


def keys_of(value: object) -> list[str]:
    """Give the terms of a record, those inside it included; "@context" is none."""
    if isinstance(value, list):
        return [key for one in value for key in keys_of(one)]
    if not isinstance(value, dict):
        return []
    return [key for name, one in value.items() if name != "@context" for key in (name, *keys_of(one))]


def keys(value: object) -> int:
    """Count the terms that are left after reading; the wrappings of values are none."""
    if isinstance(value, list):
        return sum(map(keys, value))
    if not isinstance(value, dict) or "@value" in value or set(value) == {"@id"}:
        return 0
    return sum(1 + keys(one) for one in value.values())


def addresses(value: object) -> list[str]:
    """Give every IRI that names something."""
    if isinstance(value, list):
        return [address for one in value for address in addresses(one)]
    if not isinstance(value, dict):
        return []
    return [*([value["@id"]] if "@id" in value else []), *(a for one in value.values() for a in addresses(one))]
