"""Whatever is typed, a command of the gazetteer answers with a line and an exit code, never with a traceback."""

from __future__ import annotations

import shlex
import shutil

import pytest

from normalize.curate.edits.editions.beginning import begin

EMPTY, BINARY, CP1251, CSV, JSON, DIRECTORY = "empty", "binary", "cp1251", "table.csv", "some.jsonl", "folder"


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory):
    """Give a folder with tables `mine` and files of the wrong sort."""
    folder = tmp_path_factory.mktemp("spoiled")
    begin(folder / "mine", "mine", "")
    (folder / EMPTY).write_bytes(b"")
    (folder / BINARY).write_bytes(bytes(range(256)) * 4)
    (folder / CP1251).write_bytes("Тула".encode("cp1251"))
    (folder / CSV).write_text("a,b\n1,2\n", encoding="utf-8")
    (folder / JSON).write_text('{"a": 1}\n[1]\nnull\n', encoding="utf-8")
    (folder / DIRECTORY).mkdir()
    (folder / "plain" / "people").mkdir(parents=True)
    (folder / "plain" / "people" / "names.csv").write_text('a,b\n"', encoding="utf-8")
    return folder


@pytest.fixture
def here(spoiled, tmp_path, monkeypatch):
    """Stand in a copy of it, for a command may write."""
    shutil.copytree(spoiled, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


FILES = (EMPTY, BINARY, CP1251, CSV, JSON, DIRECTORY, "missing", "-")
IMPORTS = ("facts", "table", "json", "ftm", "wikidata", "geonames")
ROOTS = ("missing", EMPTY, DIRECTORY, "plain")
ON_TABLES = (
    "check",
    "check --proofs",
    "stats",
    "sample",
    "fmt",
    "fmt --check",
    "compile --output x.nrm",
    "export --format csv",
    "export --format skos",
    "diff HEAD",
    "release --dry-run",
    "proof list",
    "add --kind person --ru Иван --yes --source own",
    "alias add x y --source own",
    "decline x",
    "merge x y --reason z",
    "replay table.csv --source own",
)
WORDS = (
    "add --kind person --yes",
    "add --kind settlement --ru Зотово --yes",
    "add --kind settlement --ru Зотово --parent nowhere --yes",
    "add --kind person --ru Zotov --office mayor --of nowhere --yes",
    "add --kind person --ru Иван --office mayor --yes",
    "add --kind person --ru '' --en '' --yes",
    "add --kind person --ru ! --yes",
    "add --kind person --ru 'Иван Зотов' --id 'a b' --office mayor --of org-example-works --yes",
    "add --kind person --ru 'Савва Примеров' --id primerov-savva --yes",
    "alias add primerov-savva ''",
    "alias add primerov-savva 'Савва Ильич Примеров'",
    "alias add primerov-sava Савва",
    "alias add primerov-savva Савва --since 2026-13",
    "alias remove primerov-savva Иннокентий",
    "alias remove primerov-savva 'Савва Ильич Примеров'",
    "tenure start primerov-savva mayor nowhere --since 2020",
    "tenure start org-example-works mayor org-example-works --since 2020",
    "tenure end primerov-savva --until 2020-02-31",
    "tenure end primerov-savva --office tsar --until 2030",
    "rename primerov-savva '' --since 2020",
    "rename nobody Имя --since 2020",
    "decline primerov-savva Иннокентий",
    "decline primerov-savva --genitive Саввы",
    "retire nobody --until 2020",
    "retire primerov-savva --until 2020 --replaced-by nobody",
    "merge primerov-savva primerov-savva --reason x",
    "merge primerov-savva org-example-works --reason x",
    "split primerov-savva new Иннокентий",
    "split primerov-savva org-example-works 'Савва Ильич Примеров'",
    "proof add nobody Предложение.",
    "proof add primerov-savva ''",
    "proof remove primerov-savva Предложение.",
    "diff no-such-revision",
    "release --date 2000-13-01",
    "release --since no-such-revision --date 2099-01-01",
    "sample --kind wizard",
    "sample --count 0",
    "export --format geojsn",
    "export --format csv --output missing/x.csv",
    "compile --output missing/x.nrm",
    "check --base nowhere.nrm",
)  # fmt: skip


def lines():
    yield from (f"import {file} --from {form} --source own --root mine" for form in IMPORTS for file in FILES)
    yield from (f"import table.csv --from table --map {file} --root mine" for file in FILES[:-1])
    yield from (f"{command} --root {root}" for command in ON_TABLES for root in ROOTS)
    yield from (f"replay {file} --root mine" for file in FILES)
    yield from (f"review {file}" for file in FILES)
    yield from (f"review some.jsonl --judgements {file}" for file in FILES[:-1])
    yield from (f"{words} --root mine" for words in WORDS)
    yield from (f"init {folder}" for folder in (EMPTY, "mine", f"{EMPTY}/below"))


@pytest.mark.parametrize("line", list(lines()))
def test_bad_input_is_told_in_a_line(normalize_command, here, line):
    result = normalize_command("gazetteer", *shlex.split(line), stdin=b"")
    assert result.code in {0, 1, 2, 3}
    assert "Traceback" not in result.err
    if result.code:
        assert result.err.strip() or result.out.strip()


@pytest.mark.parametrize("words", [words for words in WORDS if not words.startswith(("sample", "export", "compile"))])
def test_what_is_wrong_is_refused_and_writes_nothing(normalize_command, here, words):
    before = {path: path.read_bytes() for path in (here / "mine").rglob("*.csv")}
    assert normalize_command("gazetteer", *shlex.split(words), "--root", "mine").code in {1, 2, 3}
    assert {path: path.read_bytes() for path in (here / "mine").rglob("*.csv")} == before


@pytest.mark.parametrize("file", FILES)
def test_texts_of_another_sort_are_told_in_a_line(normalize_command, here, file, monkeypatch, nz):
    monkeypatch.setattr("normalize.load", lambda *_args, **_options: nz)
    result = normalize_command("gazetteer", "suggest", file, "--no-ner", stdin=b"")
    assert result.code in {0, 1, 2}
    assert "Traceback" not in result.err


def test_the_nearest_option_value_and_command_are_offered(normalize_command):
    slip = normalize_command("gazetteer", "alias", "add", "a", "b", "--kind", "coloquial")
    assert "Did you mean 'colloquial'?" in slip.err
    assert "Did you mean 'tenure'" in normalize_command("gazetteer", "tenur").err
    assert "--source" in normalize_command("gazetteer", "merge", "a", "b", "--sorce", "x").err
    told = normalize_command("gazetteer", "tenure", "end", "a", "--until", "01.10.2026").err
    assert "is not YYYY, YYYY-MM or YYYY-MM-DD" in told
