"""A document becomes one line of JSON that gives everything back."""

from __future__ import annotations

import json

from normalize.adapters.jsonl import jsonl
from tests.fakes import FakeNormalizer


def test_each_document_is_one_line_with_its_name_and_its_text():
    text = "В Тульской области\nсбиты дроны.\u2028Конец."
    document = FakeNormalizer().annotate(text)
    [line] = jsonl([("a.txt", document)])
    record = json.loads(line)
    assert line.count("\n") == 1
    assert (record["id"], record["text"], record["links"][0]["surface"]) == (
        "a.txt",
        text,
        "Тульской области",
    )


def test_lines_come_as_documents_come():
    taken = []

    def documents():
        for name in ("a", "b"):
            taken.append(name)
            yield name, FakeNormalizer().annotate("")

    next(jsonl(documents()))
    assert taken == ["a"]
