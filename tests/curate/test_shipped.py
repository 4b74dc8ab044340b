"""The compiled gazetteer of a checkout is made once, and again only when tables or rules have changed."""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from normalize.curate import shipped
from normalize.errors import GazetteerError
from normalize.gazetteer import Gazetteer


@pytest.fixture
def compiled(package, tmp_path, monkeypatch):
    """Count compilations instead of doing them."""

    def compile_gazetteer(root, path):
        compiled.runs += 1
        time.sleep(0.02)
        path.write_bytes(b"compiled " + (root / "regions/names.csv").read_bytes())

    class compiled:  # noqa: N801
        runs = 0
        path = tmp_path / "build" / "default.nrm"
        names = package.root / "regions/names.csv"

        @staticmethod
        def ask():
            return shipped.current(package.root, compiled.path)

    monkeypatch.setattr(shipped, "compile_gazetteer", compile_gazetteer)
    monkeypatch.setattr(shipped, "_opens", lambda path: path.read_bytes().startswith(b"compiled"))
    return compiled


def touch(path) -> None:
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 10**9))


def test_a_file_of_another_format_of_the_same_size_is_made_again(package, tmp_path, monkeypatch):
    path = shipped.current(package.root, tmp_path / "build" / "default.nrm")
    assert shipped.is_current(package.root, path)
    with monkeypatch.context() as other:
        other.setattr("normalize.gazetteer.compiled.container.FORMAT", 1)
        shipped.compile_gazetteer(package.root, tmp_path / "old.nrm")
    (tmp_path / "old.nrm").replace(path)
    stamp = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    stamp["size"] = path.stat().st_size
    path.with_suffix(".json").write_text(json.dumps(stamp), encoding="utf-8")
    assert not shipped.is_current(package.root, path)
    shipped.current(package.root, path)
    assert shipped.is_current(package.root, path)
    assert Gazetteer.open(path).entity("RU-TUL").id == "RU-TUL"


def test_the_first_call_compiles_and_the_second_does_not(compiled):
    assert compiled.ask() == compiled.ask() == compiled.path
    assert compiled.runs == 1


def test_a_changed_table_compiles_again(compiled):
    compiled.ask()
    compiled.names.write_text("other\n", encoding="utf-8")
    compiled.ask()
    assert compiled.runs == 2


def test_a_touched_table_with_the_same_content_does_not(compiled):
    compiled.ask()
    touch(compiled.names)
    compiled.ask()
    compiled.ask()
    assert compiled.runs == 1


def test_a_changed_rule_compiles_again(compiled, monkeypatch, tmp_path):
    rules = tmp_path / "normalize"
    (rules / "morph" / "data").mkdir(parents=True)
    table = rules / "morph" / "data" / "exceptions.csv"
    table.write_text("a\n", encoding="utf-8")
    monkeypatch.setattr(shipped, "_PACKAGE", rules)
    compiled.ask()
    table.write_text("b\n", encoding="utf-8")
    compiled.ask()
    assert compiled.runs == 2


def test_bytecode_is_no_rule(compiled, monkeypatch, tmp_path):
    rules = tmp_path / "normalize"
    (rules / "keys" / "__pycache__").mkdir(parents=True)
    monkeypatch.setattr(shipped, "_PACKAGE", rules)
    compiled.ask()
    (rules / "keys" / "__pycache__" / "a.cpython-311.pyc").write_bytes(b"x")
    compiled.ask()
    assert compiled.runs == 1


def test_a_new_table_compiles_again(compiled, package):
    compiled.ask()
    package.write("regions/proofs", ["RU-TUL,Под Тулой тихо.,yes"])
    compiled.ask()
    assert compiled.runs == 2


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"cut")])
def test_a_missing_or_cut_file_is_made_again(compiled, damage):
    compiled.ask()
    damage(compiled.path)
    compiled.ask()
    assert compiled.runs == 2


def test_a_broken_note_only_costs_a_compilation(compiled):
    compiled.ask()
    compiled.path.with_suffix(".json").write_text("[1", encoding="utf-8")
    compiled.ask()
    assert compiled.runs == 2


def test_many_at_once_compile_once(compiled):
    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(lambda _: compiled.ask(), range(8)))
    assert (compiled.runs, set(paths)) == (1, {compiled.path})


def test_asking_again_reads_no_table(compiled, monkeypatch):
    compiled.ask()
    monkeypatch.setattr(shipped, "_content", lambda _: pytest.fail("the tables were read again"))
    compiled.ask()
    assert compiled.runs == 1


def test_a_folder_that_cannot_be_written_is_told(package, tmp_path):
    (tmp_path / "build").write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(GazetteerError, match="cannot be written"):
        shipped.current(package.root, tmp_path / "build" / "default.nrm")


def test_without_tables_and_without_a_wheel_the_remedy_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(shipped, "_CHECKOUT", tmp_path)
    monkeypatch.setattr(shipped, "_SHIPPED", tmp_path / "default.nrm")
    with pytest.raises(GazetteerError, match="install ru-en-normalize again from a wheel"):
        shipped.default_gazetteer()


def test_a_wheel_opens_what_it_holds(monkeypatch, tmp_path):
    held = tmp_path / "default.nrm"
    held.write_bytes(b"compiled")
    monkeypatch.setattr(shipped, "_CHECKOUT", tmp_path)
    monkeypatch.setattr(shipped, "_SHIPPED", held)
    assert shipped.default_gazetteer() == held
