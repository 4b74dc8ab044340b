"""The library is compiled where it can be, loaded where it fits, and missed nowhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from normalize.gazetteer import Gazetteer
from normalize.gazetteer.compiled.scan import native
from normalize.gazetteer.compiled.scan.native import compiling, loading, shapes

ROOT = Path(__file__).parents[2]


@pytest.fixture
def looked_up(monkeypatch):
    """Look for a library at a place; the one of this process stays loaded."""

    def look(path):
        monkeypatch.setattr(loading, "LIBRARY", path)
        return loading.state.__wrapped__()

    return look


def test_without_a_compiler_the_reason_is_told_and_no_old_library_stays(tmp_path, monkeypatch):
    library = tmp_path / "scan.so"
    for compiler, told in (("/bin/false", "/bin/false failed"), ("/nowhere/cc", "there is no C compiler")):
        library.write_bytes(b"old")
        monkeypatch.setenv("CC", compiler)
        assert told in compiling.compile_scan(library)
        assert list(tmp_path.iterdir()) == []


def test_numpy_alone_can_be_asked_for_when_compiling_and_when_running(tmp_path, monkeypatch, looked_up):
    monkeypatch.setenv("NORMALIZE_PURE", "1")
    assert compiling.compile_scan(tmp_path / "scan.so") == "NORMALIZE_PURE is set"
    assert looked_up(compiling.LIBRARY) == (None, "NORMALIZE_PURE is set")


@pytest.mark.parametrize("content", [None, b"", b"\x7fELF no more", b"text\n"])
def test_what_is_no_library_is_not_used_and_the_reason_told(tmp_path, looked_up, content):
    path = tmp_path / "scan.so"
    if content is not None:
        path.write_bytes(content)
    library, reason = looked_up(path)
    assert library is None
    assert ("cannot be loaded" if content is not None else "not compiled") in reason


def test_a_library_of_another_source_is_not_used(monkeypatch, looked_up):
    if native.library() is None:
        pytest.skip(native.state().reason)
    monkeypatch.setattr(loading, "stamp", lambda: 1)
    library, reason = looked_up(compiling.LIBRARY)
    assert library is None
    assert "was made of another scan.c" in reason


def test_a_foreign_library_is_not_used(looked_up):
    import _ctypes  # some library that is surely there and has none of our functions

    library, reason = looked_up(Path(_ctypes.__file__))
    assert library is None
    assert "cannot be loaded" in reason


def test_the_library_is_there_where_a_compiler_is():
    if compiling.is_pure() or not shutil.which("cc"):
        pytest.skip("no C compiler, or none wanted")
    assert native.state().reason == ""


def test_importing_loads_no_library():
    code = (
        "import normalize.gazetteer; from normalize.gazetteer.compiled.scan.native import loading;"
        "print(loading.state.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "0"


def test_both_sides_agree_on_the_fields_and_the_numbers():
    source = compiling.SOURCE.read_text("utf-8")
    for number, name in enumerate(["ASK_SPELLING", "ASK_GAP", "ASK_LONG_GAP", "ASK_HIDDEN"]):
        assert getattr(shapes, name) == number
    assert "enum { ASK_SPELLING, ASK_GAP, ASK_LONG_GAP, ASK_HIDDEN };" in source
    for name in ("WORD", "DIGIT", "STRANGE", "HARD", "MARK", "PLAIN", "NEVER"):
        assert getattr(shapes, name) == 1 << int(re.search(rf"#define {name} \(1u << (\d+)\)", source)[1])
    for name, structure in (("table", shapes.Surfaces), ("job", shapes.Job), ("window", shapes.Window)):
        body = re.search(rf"typedef struct \{{((?:(?!typedef).)*?)\}} {name};", source, re.DOTALL)[1]
        plain = re.sub(r"/\*.*?\*/", "", body, flags=re.DOTALL)
        fields = re.findall(r"(\w+)\s*[,;]", plain)
        assert fields == [field[0] for field in structure._fields_]


def test_a_process_that_asks_for_numpy_alone_finds_the_same(tmp_path):
    from tests.gazetteer.conftest import RECORDS

    path = Gazetteer.build(RECORDS, tmp_path / "small.nrm").path
    code = (
        f"from normalize.gazetteer import Gazetteer; gazetteer = Gazetteer.open({str(path)!r});"
        "[found] = gazetteer.scan_many(['Ivan Zotov, Тульской области']); print([tuple(one) for one in found])"
    )
    answers = {
        pure: subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "NORMALIZE_PURE": pure},
        ).stdout
        for pure in ("", "1")
    }
    assert answers[""] == answers["1"]
    assert answers["1"] == "[(0, 10, 26), (12, 28, 172)]\n"


@pytest.mark.slow
def test_the_tests_of_the_scan_pass_while_every_access_is_watched(tmp_path):
    """AddressSanitizer and UndefinedBehaviorSanitizer stop at the first byte that is read out of bounds."""
    compiler = shutil.which("gcc")
    if compiler is None:
        pytest.skip("needs gcc and its sanitizers")
    asked = [compiler, "-print-file-name=libasan.so"]
    watcher = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    library = tmp_path / "scan.so"
    watch = ("-g", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all")
    reason = compiling.compile_scan(library, flags=watch)
    if reason or not Path(watcher).is_absolute():
        pytest.skip(f"gcc has no sanitizers here: {reason or watcher}")
    environment = {
        "LD_PRELOAD": watcher,
        "ASAN_OPTIONS": "detect_leaks=0:abort_on_error=1",
        "NORMALIZE_TESTED_LIBRARY": str(library),
        "PYTHONMALLOC": "malloc",  # so that the bounds of every bytes object are watched
    }
    tests = [f"tests/gazetteer/test_{name}.py" for name in ("scan", "damage", "scan_ways")]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-k", "not numpy", *tests],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert "skipped" not in done.stdout
