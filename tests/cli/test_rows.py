"""Records through the shell: every field kept, the order kept, each bad row told and passed over."""

from __future__ import annotations

import csv
import gzip
import io
import json

import pytest

TULA = "Drones over Tula Region."


def lines(out: str) -> list[dict]:
    return [json.loads(line) for line in out.splitlines()]


def table(out: str, delimiter: str = ",") -> list[dict]:
    return list(csv.DictReader(io.StringIO(out), delimiter=delimiter))


@pytest.fixture
def places(tmp_path):
    path = tmp_path / "places.csv"
    path.write_text('id,region,note\n1,Tula,"a, ""b""\nc"\n2,,x\n3,Тула,=1+1\n', encoding="utf-8")
    return path


def test_a_record_keeps_every_character_of_its_other_fields(normalize_command, tmp_path):
    path = tmp_path / "news.jsonl"
    record = '{"id": "n1", "text": "Tula Region", "rate": 1.10, "big": 1e400, "deep": {"ä": [1, null]}, "x": "\\u0041"'
    path.write_text(f"{record} }}\n", encoding="utf-8")
    code, out, _ = normalize_command("annotate", path)
    assert code == 0
    assert out.startswith(f"{record}, ")
    assert lines(out)[0]["links"][0]["entity"] == "RU-TUL"


def test_columns_of_one_s_own_are_read_and_written(normalize_command, fake_normalizer, tmp_path):
    path = tmp_path / "news.csv"
    path.write_text("body,published\nTula Region,2025-12-08T10:00\n", encoding="utf-8")
    options = ["--column", "body", "--date-column", "published", "--into", "names", "--format", "jsonl"]
    (record,) = lines(normalize_command("annotate", path, *options).out)
    assert (record["body"], record["names"][0]["entity"]) == ("Tula Region", "RU-TUL")
    assert fake_normalizer.dates == ["2025-12-08"]


def test_a_table_keeps_its_columns_and_gains_the_link(normalize_command, places):
    code, out, err = normalize_command("link", places, "--column", "region")
    rows = table(out)
    assert (code, err, [row["id"] for row in rows]) == (0, "", ["1", "2", "3"])
    assert rows[0]["note"] == 'a, "b"\nc'
    assert [row["region_id"] for row in rows] == ["RU-TUL", "", "RU-TUL"]
    gained = ["id", "ru", "en", "kind", "confidence", "reason", "error"]
    assert list(rows[0])[3:] == [f"region_{name}" for name in gained]
    assert (rows[0]["region_ru"], rows[0]["region_en"], rows[0]["region_kind"], rows[0]["region_confidence"]) == (
        "Тульская область",
        "Tula Oblast",
        "region",
        "0.97",
    )
    assert "Tula is a form of" in rows[0]["region_reason"]


def test_a_table_goes_out_as_jsonl_and_tsv_too(normalize_command, places):
    as_lines = lines(normalize_command("link", places, "--column", "region", "--format", "jsonl").out)
    as_tsv = table(normalize_command("link", places, "--column", "region", "--format", "tsv").out, "\t")
    assert [row["region_id"] for row in as_lines] == ["RU-TUL", None, "RU-TUL"]
    assert [row["note"] for row in as_lines] == [row["note"] for row in as_tsv]


def test_an_empty_table_keeps_its_header(normalize_command):
    options = ["link", "-", "--from", "csv", "--column", "region", "--prefix", "r_"]
    out = normalize_command(*options, stdin=b"id,region\n").out
    assert out == "id,region,r_id,r_ru,r_en,r_kind,r_confidence,r_reason,r_error\n"


def test_a_wrong_column_offers_the_near_one_and_ends_with_1(normalize_command, places):
    code, out, err = normalize_command("link", places, "--column", "regon")
    assert (code, out) == (1, "")
    assert err == f"normalize: {places}: has no column 'regon'; did you mean 'region'? it has 'id', 'region', 'note'\n"


def test_nothing_of_the_input_is_written_over(normalize_command, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("region,region_id\nTula,mine\n", encoding="utf-8")
    assert "already has a column 'region_id'" in normalize_command("link", path, "--column", "region").err
    record = tmp_path / "a.jsonl"
    record.write_text('{"text": "Tula Region", "links": 1}\n', encoding="utf-8")
    code, out, _ = normalize_command("annotate", record)
    assert (code, lines(out)[0]["line"]) == (1, 1)
    assert "choose other names with --into" in lines(out)[0]["error"]


BAD = [
    b"{nonsense",
    b"[1]",
    b'{"body": 1}',
    b'{"text": 1}',
    b'{"text": "Tula Region", "date": "long ago"}',
    b'{"text": "\xff"}',
    b'{"a":' * 100_000,
]


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_a_bad_line_in_the_middle_is_told_with_its_number_and_the_rest_comes_out(tmp_path, bad, workers, capfdbinary):
    from normalize.cli.app import run

    path = tmp_path / "news.jsonl"
    good = json.dumps({"text": TULA}).encode()
    path.write_bytes(b"\n".join([*[good] * 20, bad, *[good] * 20]) + b"\n")
    code = run(["annotate", str(path), "--no-ner", "--workers", workers])
    out, err = (part.decode() for part in capfdbinary.readouterr())
    records = lines(out)
    assert (code, len(records), err.count("\n")) == (1, 41, 1)
    assert err.startswith(f"normalize: {path}:21: ")
    assert [number for number, record in enumerate(records) if "error" in record] == [20]
    assert (records[20]["line"], records[40]["links"][0]["entity"]) == (21, "RU-TUL")


def test_on_error_fail_ends_the_run_at_the_bad_line(normalize_command, tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text(f'{{"text": "{TULA}"}}\nbad\n{{"text": "{TULA}"}}\n', encoding="utf-8")
    code, out, err = normalize_command("annotate", path, "--on-error", "fail")
    assert (code, len(out.splitlines())) == (1, 1)
    assert err == f"normalize: {path}:2: not a JSON object; give one object a line\n"


def test_a_ragged_row_of_a_table_keeps_its_place_and_tells_its_line(normalize_command):
    raw = 'id,region\n1,"Tu\nla"\n2\n3,Тула\n'.encode()
    code, out, err = normalize_command("link", "-", "--from", "csv", "--column", "region", stdin=raw)
    rows = table(out)
    assert (code, [row["id"] for row in rows]) == (1, ["1", "2", "3"])
    assert rows[1]["region_error"].startswith("stdin:4: has 1 cells where the header has 2")
    assert err.startswith("normalize: stdin:4: ")
    assert rows[2]["region_id"] == "RU-TUL"


def test_a_row_that_is_no_utf_8_is_told_and_stays_readable(normalize_command):
    raw = b"id,region\n1,\xd2\xf3\xeb\xe0\n2,Tula\n"
    code, out, err = normalize_command("link", "-", "--from", "csv", "--column", "region", stdin=raw)
    assert (code, table(out)[0]["region"], table(out)[1]["region_id"]) == (1, "����", "RU-TUL")
    mend = "if the file is Windows-1251: iconv -f cp1251 -t utf-8"
    assert err == f"normalize: stdin:2: not UTF-8; {mend}\n"


def test_many_failures_are_counted_not_listed(normalize_command):
    code, out, err = normalize_command("annotate", "-", "--from", "jsonl", stdin=b"bad\n" * 50)
    assert (code, len(out.splitlines())) == (1, 50)
    assert len(err.splitlines()) == 21
    assert err.splitlines()[-1] == "normalize: 30 more failures are not listed"


def test_a_spreadsheet_runs_no_cell_and_sees_the_alphabet(normalize_command, tmp_path):
    path = tmp_path / "a.csv"
    cells = ["=1+1", "+7 900", "@SUM(A1)", "-cmd|' /C calc'!A0", "\t=1", "＝1", "-5.2", "ok"]
    text = "".join(f'"{cell}",Tula\n' for cell in cells)
    path.write_text(f"=bad,region\n{text}", encoding="utf-8")
    out = normalize_command("link", path, "--column", "region", "--spreadsheet").out
    assert out.startswith("\ufeff'=bad,region,")
    shown = [row[0] for row in csv.reader(io.StringIO(out))][1:]
    assert shown == [*[f"'{cell}" for cell in cells[:6]], "-5.2", "ok"]


def test_lines_are_names_and_texts(normalize_command):
    given = "Tula\n\nТула\n".encode()
    names = lines(normalize_command("link", "-", "--from", "lines", "--format", "jsonl", stdin=given).out)
    assert [(row["text"], row["text_id"]) for row in names] == [("Tula", "RU-TUL"), ("Тула", "RU-TUL")]
    (text,) = lines(normalize_command("annotate", "-", "--from", "lines", stdin=TULA.encode()).out)
    assert (text["id"], text["links"][0]["entity"]) == ("stdin:1", "RU-TUL")


def test_two_columns_are_compared(normalize_command, tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("a,b\nВ. Анохин,Vasily Anokhin\nИванов,Petrov\n,x\n", encoding="utf-8")
    rows = table(normalize_command("compare", path, "--columns", "a", "b", "--kind", "person").out)
    assert [row["comparison_verdict"] for row in rows] == ["same", "different", ""]
    assert float(rows[0]["comparison_score"]) > 0.9
    assert "initial" in rows[0]["comparison_reason"]


@pytest.mark.parametrize(
    ("argv", "problem"),
    [
        (["link", "places.csv"], "say with --column"),
        (["link"], "Give names"),
        (["compare", "a"], "Give two names, not 1."),
        (["link", "Tula", "--resume"], "Files need --column"),
        (["link", "places.csv", "--column", "region", "--resume"], "--resume needs an --output"),
        (["link", "places.csv", "--column", "region", "--format", "parquet"], "give --output"),
        (["link", "places.csv", "--column", "region", "--format", "table"], "--format table is for names"),
        (["annotate", "places.csv", "--format", "jsonl", "--spreadsheet"], "--spreadsheet is for CSV"),
        (["annotate", "places.csv", "--format", "html", "--resume"], "not for html"),
        (["annotate", "places.csv", "--format", "brat"], "give a folder with --output"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(normalize_command, places, monkeypatch, argv, problem):
    monkeypatch.chdir(places.parent)
    code, out, err = normalize_command(*argv)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert problem in err


def test_compressed_files_are_read_and_written(normalize_command, tmp_path):
    pytest.importorskip("zstandard")
    raw = json.dumps({"text": TULA}).encode() + b"\n"
    first = tmp_path / "a.jsonl.gz"
    first.write_bytes(gzip.compress(raw) + gzip.compress(raw))
    second, third = tmp_path / "b.jsonl.zst", tmp_path / "c.jsonl.gz"
    assert normalize_command("annotate", first, "--output", second).code == 0
    assert normalize_command("annotate", second, "--into", "again", "--output", third).code == 0
    assert normalize_command("link", second, "--column", "text", "--output", third).code == 0
    records = lines(gzip.decompress(third.read_bytes()).decode())
    assert [record["text_id"] for record in records] == ["RU-TUL", "RU-TUL"]


def test_a_file_that_breaks_off_is_told_and_what_came_before_stays(normalize_command, tmp_path):
    whole = gzip.compress(b"".join(json.dumps({"text": f"{TULA} {n}"}).encode() + b"\n" for n in range(2000)))
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    code, out, err = normalize_command("annotate", path)
    assert (code, err.count("\n")) == (1, 1)
    assert "is it whole?" in err
    assert len(out.splitlines()) > 100


def test_parquet_keeps_its_types(normalize_command, tmp_path):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path, out = tmp_path / "a.parquet", tmp_path / "b.parquet"
    pq.write_table(pa.table({"n": pa.array([1, 2], pa.int8()), "region": ["Tula", None]}), path)
    assert normalize_command("link", path, "--column", "region", "--output", out).code == 0
    found = pq.read_table(out)
    assert (found.schema.field("n").type, found.schema.field("region_confidence").type) == (pa.int8(), pa.float64())
    assert found.column("region_id").to_pylist() == ["RU-TUL", None]
    assert [row["n"] for row in lines(normalize_command("link", path, "--column", "region").out)] == [1, 2]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.parquet", "b.parquet"]


def test_a_csv_becomes_parquet(normalize_command, places, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "b.parquet"
    assert normalize_command("link", places, "--column", "region", "--output", out).code == 0
    assert pq.read_table(out).column("note").to_pylist()[2] == "=1+1"
