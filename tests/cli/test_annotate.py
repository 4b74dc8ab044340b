"""`normalize annotate`: what it writes, and how it tells what it could not read."""

from __future__ import annotations

import json
import os
import stat

import pytest

GOOD = "Drones over Tula Region."


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_a_table_is_written_by_default(normalize_command, article):
    code, out, err = normalize_command("annotate", article)
    assert (code, err) == (0, "")
    assert "Drones over [Tula Region|RU-TUL]." in out


def test_json_lines_keep_the_order_of_the_files(normalize_command, tmp_path):
    paths = [tmp_path / f"{name}.txt" for name in "cab"]
    for path in paths:
        path.write_text(f"{path.stem}: Tula Region", encoding="utf-8")
    code, out, _ = normalize_command("annotate", *paths, "--format", "jsonl")
    assert code == 0
    assert [json.loads(line)["text"][0] for line in out.splitlines()] == ["c", "a", "b"]


def test_stdin_is_read_for_a_dash_and_when_no_file_is_given(normalize_command):
    for argv in (["-"], []):
        code, out, _ = normalize_command("annotate", *argv, "--format", "jsonl", stdin=GOOD.encode())
        assert (code, json.loads(out)["id"]) == (0, "stdin")


def test_a_jsonl_file_holds_texts_with_their_ids_and_dates(normalize_command, fake_normalizer, tmp_path):
    path = tmp_path / "news.jsonl"
    lines = [{"id": "n1", "text": GOOD, "date": "2025-12-01"}, {"text": "Тихо."}]
    path.write_text("".join(json.dumps(line) + "\n\n" for line in lines), encoding="utf-8")
    code, out, _ = normalize_command("annotate", path, "--format", "jsonl", "--date", "2025-11-30")
    assert code == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["n1", f"{path}:3"]
    assert fake_normalizer.dates == ["2025-12-01", "2025-11-30"]


def test_a_broken_line_of_a_jsonl_file_costs_that_line(normalize_command, tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text(f'{{"text": 1}}\nnonsense\n{{"text": "{GOOD}"}}\n', encoding="utf-8")
    code, out, err = normalize_command("annotate", path, "--format", "jsonl")
    first, second, good = map(json.loads, out.splitlines())
    assert code == 1
    assert first == {"error": "'text' must be a string, not int; quote it", "file": str(path), "line": 1}
    assert second == {"error": "not a JSON object; give one object a line", "file": str(path), "line": 2}
    assert good["links"][0]["entity"] == "RU-TUL"
    assert err.splitlines() == [
        f"normalize: {path}:1: 'text' must be a string, not int; quote it",
        f"normalize: {path}:2: not a JSON object; give one object a line",
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "no such file; check the path"),
        (b"", "is empty; there is nothing to annotate"),
        (b" \n\t", "is empty; there is nothing to annotate"),
        ("Тула".encode("cp1251"), "not UTF-8 (byte 1); if it is Windows-1251: iconv -f cp1251 -t utf-8"),
        ("Тула".encode("utf-16"), "not UTF-8 (UTF-16 or binary); if it is UTF-16: iconv -f utf-16"),
        ("Tula".encode("utf-16-le"), "not UTF-8 (UTF-16 or binary)"),
        (b"%PDF-1.7\n", "is a PDF file, not text;"),
        (b"PK\x03\x04", "is a ZIP or Office file, not text;"),
    ],
)
def test_bad_input_is_one_line_and_the_others_are_annotated(normalize_command, article, tmp_path, content, problem):
    bad = tmp_path / "bad.txt"
    if content is not None:
        bad.write_bytes(content)
    code, out, err = normalize_command("annotate", bad, article)
    assert code == 1
    assert err.startswith(f"normalize: {bad}: {problem}")
    assert err.count("\n") == 1
    assert "[Tula Region|RU-TUL]" in out


def test_a_directory_is_told_as_such(normalize_command, article, tmp_path):
    code, out, err = normalize_command("annotate", tmp_path, article)
    assert code == 1
    assert err == f"normalize: {tmp_path}: is a directory; name the files in it, as in {tmp_path}/*.txt\n"
    assert "RU-TUL" in out


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(normalize_command, article):
    article.chmod(0)
    code, _, err = normalize_command("annotate", article)
    article.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert (code, err) == (1, f"normalize: {article}: cannot be read (Permission denied)\n")


def test_a_file_name_cannot_command_the_terminal(normalize_command):
    _, _, err = normalize_command("annotate", "a\x1b[2Jb\nc")
    assert err == "normalize: a�[2Jb c: no such file; check the path\n"


def test_a_byte_order_mark_is_no_part_of_the_text(normalize_command, article):
    article.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    _, out, _ = normalize_command("annotate", article, "--format", "jsonl")
    assert json.loads(out)["text"] == GOOD


def test_line_ends_are_kept_so_that_spans_count_what_the_file_holds(normalize_command, article):
    article.write_bytes(b"one\r\ntwo\rTula Region")
    _, out, _ = normalize_command("annotate", article, "--format", "jsonl")
    assert [json.loads(out)["links"][0][edge] for edge in ("start", "end")] == [9, 20]


@pytest.mark.parametrize(
    "options", [["--format", "xml"], ["--date", "yesterday"], ["--nert"], ["--date", "2025-02-30"]]
)
def test_wrong_usage_is_one_line_and_code_2(normalize_command, article, options):
    code, out, err = normalize_command("annotate", article, *options)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("normalize annotate: ")
    assert err.endswith("Try: normalize annotate --help\n")


def test_output_goes_to_a_file_in_the_format_of_its_name(normalize_command, article, tmp_path):
    page, lines = tmp_path / "page.html", tmp_path / "lines.jsonl"
    assert normalize_command("annotate", article, "-o", page, "--title", "Тула")[:2] == (0, "")
    assert normalize_command("annotate", article, "-o", lines)[:2] == (0, "")
    assert "<title>Тула</title>" in page.read_text(encoding="utf-8")
    assert json.loads(lines.read_text(encoding="utf-8"))["text"] == GOOD


def test_an_old_output_stays_when_nothing_could_be_read(normalize_command, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("old", encoding="utf-8")
    assert normalize_command("annotate", tmp_path / "none.txt", "-o", page).code == 1
    assert page.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_an_output_that_cannot_be_written_is_told(normalize_command, article, tmp_path):
    code, _, err = normalize_command("annotate", article, "-o", tmp_path / "none" / "page.html")
    assert code == 1
    assert err.endswith("cannot be written (No such file or directory); check the folder\n")
