"""What other tools read is what was found: read back, every span gives its surface, and nothing breaks the format."""

from __future__ import annotations

import json
import re
import uuid

import pytest

from normalize.adapters.outputs import brat, conll, ftm, labelstudio, webannotation
from normalize.adapters.outputs.ftm import _entity_id
from normalize.types import Kind, Normal, Span
from tests.fakes import TULA, FakeDocument, FakeEntity, FakeLink

# An astral letter, a tab, a mention over a line break, Windows line ends, a line separator, markup.
TEXT = "🚀 Над\tTula\r\nRegion и <b>Ивановым</b> «Тула-1».\u2028\n\nLodochnaya Street 𝔗."
IVANOV = FakeEntity("ivanov|x y", Kind.PERSON, {"ru": "Иванов", "en": "Ivanov"})


def link(surface: str, entity: FakeEntity | None, kind: Kind | None) -> FakeLink:
    start = TEXT.index(surface)
    normal = Normal(entity.names["ru"], entity.names["en"]) if entity else Normal("улица\tЛодочная", "")
    return FakeLink(Span(start, start + len(surface)), surface, kind, entity, normal)


DOCUMENT = FakeDocument(
    TEXT,
    (
        link("Tula\r\nRegion", TULA, Kind.REGION),
        link("Ивановым", IVANOV, Kind.PERSON),
        link("Тула", TULA, Kind.REGION),
        link("Lodochnaya Street", None, None),
    ),
)
EMPTY = FakeDocument("", ())


def test_brat_reads_back_what_was_written(tmp_path):
    brat([("../../etc/a.txt", DOCUMENT), ("etc_a", EMPTY), ("🚀", EMPTY)], tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "annotation.conf",
        *("etc_a-2.ann", "etc_a-2.txt", "etc_a.ann", "etc_a.txt", "text.ann", "text.txt"),
    ]
    text = (tmp_path / "etc_a.txt").read_bytes().decode()
    assert text == TEXT
    lines = [line.split("\t") for line in (tmp_path / "etc_a.ann").read_text(encoding="utf-8").splitlines()]
    bound = [line for line in lines if line[0].startswith("T")]
    for _, place, surface in bound:
        kind, spans = place.split(" ", 1)
        pieces = [tuple(map(int, span.split())) for span in spans.split(";")]
        assert " ".join(text[start:end] for start, end in pieces) == surface
        assert kind in {"region", "person", "other"}
    assert [line[2] for line in bound] == ["Tula Region", "Ивановым", "Тула", "Lodochnaya Street"]
    named = {line[1] for line in lines if line[0].startswith("N")}
    assert "Reference T1 normalize:RU-TUL" in named
    assert [line[1] for line in lines if line[0].startswith("A")] == ["NIL T4"]
    assert all(re.fullmatch(r"[TNA#]\d+", line[0]) and len(line) <= 3 for line in lines)
    assert "region" in (tmp_path / "annotation.conf").read_text(encoding="utf-8")


def test_conll_reads_back_as_text_and_mentions():
    conllu = pytest.importorskip("conllu")
    sentences = conllu.parse("".join(conll([("a\nb", DOCUMENT), ("empty", EMPTY)])))
    assert sentences[0].metadata["newdoc id"] == "a b"
    mentions: list[list] = []
    for token in (token for sentence in sentences for token in sentence):
        start, end = map(int, token["misc"]["TokenRange"].split(":"))
        assert TEXT[start:end] == token["form"]
        tag = token["normalize:ner"]
        if tag.startswith("B-"):
            mentions.append([start, end, tag[2:], token["normalize:link"]])
        elif tag.startswith("I-"):
            mentions[-1][1] = end
    found = [(TEXT[start:end], kind, entity) for start, end, kind, entity in mentions]
    assert found == [
        ("Tula", "region", "RU-TUL"),
        ("Region", "region", "RU-TUL"),
        ("Ивановым", "person", "ivanov|x y"),
        ("Тула", "region", "RU-TUL"),
        ("Lodochnaya Street", "other", "_"),
    ]
    spaced = "".join(
        token["form"] + ("" if (token["misc"] or {}).get("SpaceAfter") == "No" else " ") for token in sentences[1]
    )
    assert spaced.strip() == "Region и <b>Ивановым</b> «Тула-1»."


_SELECTOR = {
    "oneOf": [
        {
            "properties": {"type": {"const": "TextPositionSelector"}, "start": {"minimum": 0}, "end": {"minimum": 0}},
            "required": ["type", "start", "end"],
        },
        {"properties": {"type": {"const": "TextQuoteSelector"}}, "required": ["type", "exact", "prefix", "suffix"]},
    ]
}
# What the Recommendation says with MUST about the parts that are used here (sections 3.1, 3.2.4, 3.3.5, 4, 4.2).
_ANNOTATION = {
    "type": "object",
    "required": ["@context", "id", "type", "body", "target"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": {"type": "string", "format": "uri"},
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["identifying", "classifying", "tagging"]},
        "body": {
            "type": "array",
            "items": {
                "oneOf": [
                    {
                        "properties": {"type": {"const": "SpecificResource"}, "source": {"pattern": r"^[a-z]+:\S+$"}},
                        "required": ["source", "purpose"],
                    },
                    {"properties": {"type": {"const": "TextualBody"}}, "required": ["value", "purpose"]},
                ]
            },
        },
        "target": {
            "required": ["source", "selector"],
            "properties": {"source": {"pattern": r"^[a-z]+:\S+$"}, "selector": {"type": "array", "items": _SELECTOR}},
        },
    },
}


def test_web_annotations_keep_to_the_model_and_select_the_surface():
    jsonschema = pytest.importorskip("jsonschema")
    records = [json.loads(line) for line in webannotation([("a b <é>", DOCUMENT), ("empty", EMPTY)])]
    for record, one in zip(records, DOCUMENT.links, strict=True):
        jsonschema.validate(record, _ANNOTATION)
        uuid.UUID(record["id"])
        position, quotation = record["target"]["selector"]
        assert TEXT[position["start"] : position["end"]] == quotation["exact"] == one.surface
        around = quotation["prefix"] + quotation["exact"] + quotation["suffix"]
        assert around in TEXT
        assert record["target"]["source"] == "urn:x-normalize:text:a%20b%20%3C%C3%A9%3E"
    sources = [record["body"][0].get("source") for record in records]
    assert sources[:2] == ["http://www.wikidata.org/entity/Q2810", "urn:x-normalize:entity:ivanov%7Cx%20y"]
    assert sources[3] is None
    assert len({record["id"] for record in records}) == 4


def test_an_address_stays_the_address_of_the_text():
    (first, *_) = webannotation([("https://example.org/a?b=1", DOCUMENT)])
    assert json.loads(first)["target"]["source"] == "https://example.org/a?b=1"


def test_label_studio_is_given_tasks_with_predictions():
    tasks = json.loads("".join(labelstudio([("a", DOCUMENT), ("empty", EMPTY)])))
    assert [task["data"]["id"] for task in tasks] == ["a", "empty"]
    (prediction,) = tasks[0]["predictions"]
    for result in prediction["result"]:
        value = result["value"]
        assert TEXT[value["start"] : value["end"]] == value["text"]
        assert (result["from_name"], result["to_name"], result["type"]) == ("label", "text", "labels")
    assert [result["value"]["labels"] for result in prediction["result"]] == [
        ["region"],
        ["person"],
        ["region"],
        ["other"],
    ]
    assert prediction["result"][3]["meta"]["text"][0] == "linked to nothing"
    assert json.loads("".join(labelstudio([]))) == []


def test_tasks_come_one_after_another():
    taken = []

    def documents():
        for name in ("a", "b"):
            taken.append(name)
            yield name, EMPTY

    next(labelstudio(documents()))
    assert taken == ["a"]


def test_followthemoney_gets_texts_mentions_and_what_they_resolve_to():
    text, mention = map(json.loads, ftm([("a.txt", DOCUMENT)]))
    assert (text["schema"], text["properties"]["fileName"]) == ("PlainText", ["a.txt"])
    assert text["properties"]["locationMentioned"] == ["Tula Oblast"]
    assert text["properties"]["peopleMentioned"] == ["Ivanov"]
    assert mention["schema"] == "Mention"
    assert mention["properties"] == {
        "document": [text["id"]],
        "name": ["Иванов", "Ivanov", "Ивановым"],
        "resolved": [_entity_id("ivanov|x y")],
        "detectedSchema": ["Person"],
    }


def test_followthemoney_s_own_model_takes_every_line():
    followthemoney = pytest.importorskip("followthemoney")
    for line in ftm([("a.txt", DOCUMENT)]):
        record = json.loads(line)
        schema = followthemoney.model.get(record["schema"])
        assert set(record["properties"]) <= set(schema.properties)
        assert all(name in record["properties"] for name in schema.required)
        schema.validate(record)
