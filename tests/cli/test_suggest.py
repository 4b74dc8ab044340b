"""Suggesting from every sort of file; one bar that knows how far it is."""

from __future__ import annotations

import gzip
import json

import pytest

from normalize.cli.gazetteer.corpus.bar import Bar
from normalize.curate.forgetting import Memory, forget
from normalize.curate.suggest import Store
from normalize.keys import match_key

TEXT = "Депутат Семён Кривопалов молчал."


@pytest.fixture
def suggested(normalize_command, monkeypatch, nz, tmp_path):
    monkeypatch.setattr("normalize.load", lambda *_args, **_options: nz)

    def run(*words):
        return normalize_command("gazetteer", "suggest", *words, "--no-ner", "--format", "json")

    return run


def test_records_of_every_sort_are_read(suggested, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": TEXT, "id": "news-1"}) + "\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text(f"text\n{TEXT}\n\n", encoding="utf-8")
    (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress((json.dumps({"text": TEXT}) + "\n").encode()))
    found = suggested(*(tmp_path / name for name in ("a.txt", "b.jsonl", "c.csv", "d.jsonl.gz")))
    assert found.code == 0
    told = json.loads(found.out)
    assert (told["mentions"], told["documents"]) == (4, 4)
    assert "news-1" in [context["document"] for context in told["contexts"]]
    assert told["proposed"] == {
        "id": "krivopalov-semyon",
        "kind": "person",
        "subtype": "male",
        "ru": "Семён Кривопалов",
        "en": "Semyon Krivopalov",
    }


def test_a_row_that_is_no_document_is_told_and_the_others_count(suggested, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": 1}}\n[]\n{{"text": "{TEXT}"}}\n{{"body": "x"}}\n', encoding="utf-8")
    found = suggested(path)
    assert found.code == 1
    assert [line.split(": ")[1].rpartition("/")[2] for line in found.err.splitlines()] == [
        "a.jsonl:1",
        "a.jsonl:2",
        "a.jsonl:4",
    ]
    assert json.loads(found.out)["mentions"] == 1


def test_a_table_without_the_column_names_those_it_has(suggested, tmp_path):
    (tmp_path / "c.csv").write_text(f"a,b\n{TEXT},\n", encoding="utf-8")
    assert "it has: a, b" in suggested(tmp_path / "c.csv").err
    assert json.loads(suggested(tmp_path / "c.csv", "--column", "a").out)["mentions"] == 1


def test_the_state_asked_for_stays_and_another_gazetteer_begins_anew(suggested, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    state = tmp_path / "s.db"
    first = suggested(tmp_path / "a.txt", "--state", state).out
    assert state.is_file()
    assert suggested(tmp_path / "a.txt", "--state", state).out == first
    with Store(state) as store:
        assert not store.begin("one gazetteer")
        store.add("a", 1, [])
        assert store.begin("one gazetteer")
        assert not store.begin("another")
        assert store.done("a") == 0


def test_names_are_forgotten_after_so_many():
    memory = Memory(2)
    match_key("Кривопалов")
    memory.met(1)
    assert match_key.cache_info().currsize
    memory.met(1)
    assert match_key.cache_info().currsize == 0
    match_key("Кривопалов")
    assert forget() > 0


def test_the_bar_knows_how_far_it_is(tmp_path, monkeypatch):
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_bytes(b"x" * 100)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with Bar([str(path) for path in paths]) as bar:
        with paths[0].open("rb") as first:
            bar.watch(first)
            first.read(50)
            bar.advance(3)
            assert (bar.progress.tasks[0].completed, bar.progress.tasks[0].total) == (50, 200)
        with paths[1].open("rb") as second:
            bar.watch(second)
            bar.passed(2)
            second.read(10)
            bar.advance(1)
            task = bar.progress.tasks[0]
            assert (task.completed, task.fields["documents"], task.fields["earlier"]) == (110, 6, 5)


def test_of_a_stream_nobody_knows_the_end():
    with Bar(["-"]) as bar:
        bar.advance(1)
        assert bar.progress is None
