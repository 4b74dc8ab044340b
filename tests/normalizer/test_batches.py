"""Texts taken together: batches that grow, documents that travel between processes."""

from __future__ import annotations

import pickle

import pytest

from normalize.errors import InputError
from normalize.normalizer import Normalizer
from normalize.normalizer.batches import growing_batches, packed, unpacked
from tests.work import calls

TEXTS = [f"Взрывы в Киришском районе Ленинградской области, {n}. Kirishi, the mayor of Tosno, 2025." for n in range(6)]


def test_the_first_text_waits_for_no_other():
    read = []
    batches = growing_batches(read.append(number) or str(number) for number in range(100))
    assert next(batches) == ["0"]
    assert read == [0]
    assert [len(batch) for batch in batches] == [2, 4, 8, 16, 16, 16, 16, 16, 5]


def test_what_was_read_before_an_error_comes_first():
    def failing():
        yield from "ab"
        raise OSError("the disk is gone")

    batches = growing_batches(failing())
    assert [next(batches), next(batches)] == [["a"], ["b"]]
    with pytest.raises(OSError, match="the disk is gone"):
        next(batches)


def test_no_texts_make_no_batch():
    assert list(growing_batches([])) == []


def test_documents_before_what_is_no_text_are_given(nz):
    stream = nz.annotate_many([*TEXTS[:5], b"bytes", "later"])
    assert [next(stream).text for _ in range(5)] == TEXTS[:5]
    with pytest.raises(InputError, match="not bytes"):
        next(stream)


def test_a_packed_document_is_the_same_and_has_the_entities_of_the_gazetteer(nz):
    documents = [nz.annotate(text) for text in TEXTS]
    received = unpacked(packed(documents, nz.gazetteer), nz.gazetteer)
    assert received == documents
    assert [document.to_dict() for document in received] == [document.to_dict() for document in documents]
    entities = [(link.entity, known.entity) for link, known in zip(received[0].links, documents[0].links, strict=True)]
    assert any(entity is not None for entity, _ in entities)
    assert all(entity is known for entity, known in entities)


def test_an_entity_that_a_worldview_places_elsewhere_travels_whole(nz):
    document = Normalizer(nz.gazetteer, ner=False, worldview="RU").annotate("Севастополь и Симферополь в Крыму")
    assert [link.entity.parent for link in document.links if link.entity.id == "UA-43"] == ["RU"]
    assert unpacked(packed([document], nz.gazetteer), nz.gazetteer) == [document]


def test_entities_travel_as_numbers(nz):
    documents = [nz.annotate("Взрывы в Киришском районе")]
    other_name = b"Kirishi District"
    assert other_name in pickle.dumps(documents)
    assert other_name not in packed(documents, nz.gazetteer)


def test_a_normalizer_travels_with_its_settings(nz):
    copy = pickle.loads(pickle.dumps(Normalizer(nz.gazetteer, ner=False, worldview="UA")))  # noqa: S301 - our own
    assert (copy.ner, copy.worldview, copy.gazetteer.path) == (False, "UA", nz.gazetteer.path)


def test_texts_together_are_less_work_than_one_by_one(nz):
    many = TEXTS * 8
    list(nz.annotate_many(many))
    together = calls(lambda: list(nz.annotate_many(many)))
    assert together < 0.95 * calls(lambda: [nz.annotate(text) for text in many])


def test_a_garbled_name_is_looked_for_once(nz):
    text = "В Белгородской области, в Шебикенском районе, сбит дрон. "
    once, again = calls(lambda: nz.annotate(text)), calls(lambda: nz.annotate(text))
    assert again < 0.8 * once
