"""Files and outputs as strangers bring them: each gives one clear message and the right exit code, nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from normalize.errors import MissingPackageError, SourceError, UnknownNameError

COMMAND = [sys.executable, "-c", "from normalize.cli import main; main()"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path.cwd())}
FULL = Path("/dev/full")
TULA = b'{"text": "Tula Region"}\n'


def table(out: str, delimiter: str = ",") -> list[dict]:
    return list(csv.DictReader(io.StringIO(out), delimiter=delimiter))


FOREIGN = {
    "utf16.jsonl": ('{"text": "Тула"}\n'.encode("utf-16"), "not UTF-8 (UTF-16 or binary); if it is UTF-16: iconv"),
    "utf16.csv": ("id,text\n1,Тула\n".encode("utf-16"), "not UTF-8 (UTF-16 or binary)"),
    "no_mark.csv": ("id,text\n1,Тула\n".encode("utf-16-le"), "not UTF-8 (UTF-16 or binary)"),
    "binary.jsonl": (bytes(range(256)) * 20, "not UTF-8 (UTF-16 or binary)"),
    "zip.csv": (b"PK\x03\x04" + bytes(range(256)), "is a ZIP or Office file, not text"),
    "cp1251.csv": ("ид,text\n1,Тула\n".encode("cp1251"), "if the file is Windows-1251: iconv -f cp1251 -t utf-8"),
    "cr.csv": (b"id,text\r1,Tula\r", "a carriage return stands alone in it; if these are the line ends: tr"),
    "empty.csv": (b"", "has no header line"),
    "twice.csv": (b"text,text\na,b\n", "two columns are called 'text'"),
    "other.csv": (b"id,texts\n1,Tula\n", "has no column 'text'; did you mean 'texts'? it has 'id', 'texts'"),
    "broken.jsonl.gz": (b"\x1f\x8b\x08" + bytes(300), "cannot be read to its end"),
    "broken.parquet": (bytes(300), "cannot be read to its end"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_that_is_something_else_gets_one_message_and_code_1(normalize_command, tmp_path, name):
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    content, problem = FOREIGN[name]
    path = tmp_path / name
    path.write_bytes(content)
    code, out, err = normalize_command("annotate", path)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(f"normalize: {path}: ")
    assert problem in err


@pytest.mark.parametrize("name", ["bom.jsonl", "crlf.jsonl", "no_end.jsonl", "spark.json", "not_packed.jsonl.gz"])
def test_marks_line_ends_and_names_that_mislead_change_nothing(normalize_command, tmp_path, name):
    forms = {"bom.jsonl": b"\xef\xbb\xbf" + TULA, "crlf.jsonl": TULA.replace(b"\n", b"\r\n"), "no_end.jsonl": TULA[:-1]}
    path = tmp_path / name
    path.write_bytes(forms.get(name, TULA))
    code, out, err = normalize_command("annotate", path)
    assert (code, err) == (0, "")
    assert [json.loads(line)["links"][0]["entity"] for line in out.splitlines()] == ["RU-TUL"]


def test_a_stray_nul_in_a_cell_makes_no_file_binary(normalize_command):
    raw = "id,region\n1,Ту\0ла\n2,Тула\n".encode()
    code, out, _ = normalize_command("link", "-", "--from", "csv", "--column", "region", stdin=raw)
    assert (code, table(out)[1]["region_id"]) == (0, "RU-TUL")


def test_a_quotation_mark_that_is_never_closed_is_told(normalize_command):
    raw = b'id,region\n1,Tula\n2,"Tula\n3,Tula\n'
    code, out, err = normalize_command("link", "-", "--from", "csv", "--column", "region", stdin=raw)
    assert (code, table(out)[0]["region_id"]) == (1, "RU-TUL")
    assert err == "normalize: stdin:3: a quotation mark that begins in it is never closed\n"


@pytest.mark.parametrize("raw", [b'id,region\n1,"Tula"', b'id,region\n1,"Tula"\n', b'id,region\r\n1,"a\r\nb"\r\n'])
def test_a_table_whose_last_row_is_whole_is_not_blamed(normalize_command, raw):
    assert normalize_command("link", "-", "--from", "csv", "--column", "region", stdin=raw).code == 0


@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_table_parted_otherwise_stays_parted_so(normalize_command, sign):
    raw = f'id{sign}"region, oblast"\n1{sign}Тула\n'.encode()
    code, out, _ = normalize_command("link", "-", "--from", "csv", "--column", "region, oblast", stdin=raw)
    assert (code, table(out, sign)[0]["region, oblast_id"]) == (0, "RU-TUL")
    as_tsv = ["link", "-", "--from", "csv", "--column", "region, oblast", "--format", "tsv"]
    assert table(normalize_command(*as_tsv, stdin=raw).out, "\t")[0]["region, oblast_id"] == "RU-TUL"


def test_numbers_that_json_does_not_have_go_through_as_they_came(normalize_command):
    line = '{"text": "Tula Region", "a": NaN, "b": -Infinity, "c": 12345678901234567890, "d": 1e999'
    code, out, _ = normalize_command("annotate", "-", "--from", "jsonl", stdin=f"{line}}}\n".encode())
    assert code == 0
    assert out.startswith(f"{line}, ")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b'{"text": "Tula", "n": ' + b"9" * 5000 + b"}", "holds a number of more digits than can be read"),
        (b'[{"text": "Tula"}]', "give one object a line (of an array: jq -c '.[]')"),
        (b'{"text": NaN}', "'text' must be a string, not float"),
        ('{"text": "Grüße"}'.encode("latin-1"), "not UTF-8 (byte 13)"),
    ],
)
def test_a_line_that_cannot_be_used_says_why(normalize_command, line, problem):
    code, out, err = normalize_command("annotate", "-", "--from", "jsonl", stdin=line + b"\n" + TULA)
    assert (code, len(out.splitlines()), err.count("\n")) == (1, 2, 1)
    assert problem in err


def test_a_date_column_that_is_not_there_is_told(normalize_command):
    options = ["link", "-", "--from", "csv", "--column", "region", "--date-column", "datum"]
    code, _, err = normalize_command(*options, stdin=b"region,date\nTula,2025-01-01\n")
    assert (code, "did you mean 'date'?" in err) == (1, True)


@pytest.mark.parametrize("form", [[], ["--format", "html"]])
def test_an_input_is_not_written_over(normalize_command, tmp_path, monkeypatch, form):
    path, other = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    path.write_bytes(TULA)
    other.symlink_to(path)
    monkeypatch.chdir(tmp_path)
    for output in (path, "./a.jsonl", other):
        code, _, err = normalize_command("annotate", path, "--output", output, *form)
        assert (code, f"{path} is an input" in err) == (2, True)
    assert path.read_bytes() == TULA
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.jsonl", "b.jsonl"]


def test_what_a_link_leads_to_is_written_not_the_link(normalize_command, tmp_path):
    path, real, link = (tmp_path / name for name in ("a.jsonl", "real.jsonl", "link.jsonl"))
    path.write_bytes(TULA)
    real.write_bytes(b"old")
    link.symlink_to(real)
    assert normalize_command("annotate", path, "--output", link).code == 0
    assert link.is_symlink()
    assert b"RU-TUL" in real.read_bytes()


def test_a_dash_and_a_device_are_written_as_they_come(normalize_command):
    options = ["annotate", "-", "--from", "jsonl", "--output"]
    assert "RU-TUL" in normalize_command(*options, "-", stdin=TULA).out
    assert normalize_command(*options, "/dev/null", stdin=TULA).code == 0
    assert Path("/dev/null").is_char_device()


def test_a_folder_is_no_output_and_a_file_no_folder(normalize_command, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(TULA)
    for output in (["--output", tmp_path], ["--format", "html", "--output", tmp_path]):
        code, _, err = normalize_command("annotate", path, *output)
        assert (code, err) == (1, f"normalize: {tmp_path}: is a directory; give the name of a file in it\n")
    other = tmp_path / "b.txt"
    other.write_bytes(b"")
    code, _, err = normalize_command("annotate", path, "--format", "brat", "--output", other)
    assert (code, "no folder can be made there" in err) == (1, True)


@pytest.mark.parametrize("name", ["a.jsonl", "a.txt"])
def test_what_has_no_columns_becomes_no_parquet(normalize_command, tmp_path, name):
    code, _, err = normalize_command("annotate", tmp_path / name, "--output", tmp_path / "b.parquet")
    assert (code, "Parquet needs columns with types" in err) == (2, True)


def test_rows_of_a_file_that_tells_nothing_must_be_named(normalize_command):
    code, _, err = normalize_command("link", "-", "--column", "region", stdin=b"")
    assert (code, err.count("\n"), "stdin: no name tells what it holds" in err) == (2, 1, True)


@pytest.mark.skipif(not FULL.is_char_device(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "argv", [["annotate", "-", "--from", "jsonl"], ["annotate", "-", "--format", "html"], ["link", "Tula"]]
)
def test_a_full_disk_behind_stdout_is_one_line_and_code_1(argv):
    with FULL.open("wb") as full:
        done = subprocess.run([*COMMAND, *argv], input=TULA, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"(No space left on device)" in done.stderr


@pytest.mark.skipif(not FULL.is_char_device(), reason="needs /dev/full")
def test_a_full_device_stays_a_device(normalize_command):
    code, _, err = normalize_command("annotate", "-", "--from", "jsonl", "--output", FULL, stdin=TULA)
    assert (code, err) == (1, "normalize: /dev/full: cannot be written (No space left on device); make room\n")
    assert FULL.is_char_device()


def test_a_disk_that_fills_up_keeps_what_is_certain(normalize_command, monkeypatch, tmp_path):
    from normalize.cli.rows.files.compression import Packer

    monkeypatch.setattr("normalize.cli.rows.files.partial._EVERY", -1)
    path, out = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    path.write_bytes(TULA * 10)
    whole = Packer.write

    def full(self, text):
        if self._raw.tell() > 2000:
            raise OSError(28, "No space left on device")
        whole(self, text)

    with monkeypatch.context() as patch:
        patch.setattr(Packer, "write", full)
        code, _, err = normalize_command("annotate", path, "--output", out)
    assert (code, err) == (1, f"normalize: {out}: cannot be written (No space left on device); make room\n")
    assert not out.exists()
    assert normalize_command("annotate", path, "--output", out, "--resume").code == 0
    assert len(out.read_bytes().splitlines()) == 10


@pytest.mark.parametrize(
    "error", [UnknownNameError("id", "x", ["y"]), MissingPackageError("a", "b"), SourceError(["p"])]
)
def test_errors_travel_between_processes(error):
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


# --- on a terminal ----------------------------------------------------------------------------------------------------


class Terminal:
    """Run the command line on a pseudo-terminal: what it shows, and a way to press Ctrl-C."""

    def __init__(self, *argv: str) -> None:
        pty = pytest.importorskip("pty")
        self.child, self._screen = pty.fork()
        if not self.child:
            os.execve(sys.executable, [*COMMAND, *argv], ENVIRONMENT)  # noqa: S606 - ourselves
        self.shown = b""

    def read(self, until: bytes = b"", seconds: float = 120) -> None:
        """Read until something is shown, or to the end."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not (until and until in self.shown):
            try:
                more = os.read(self._screen, 65536)
            except OSError:  # Linux tells the end so
                return
            if not more:
                return
            self.shown += more

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        os.write(self._screen, b"\x03")

    def code(self) -> int:
        """Wait for the end and give the exit code."""
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.jsonl"
    texts = (f"Drones over Tula Region and Bryansk Region, {n} of them." for n in range(30_000))
    path.write_text("".join(json.dumps({"n": n, "text": text}) + "\n" for n, text in enumerate(texts)))
    return path


@pytest.mark.slow
def test_a_terminal_sees_rows_rate_and_bytes(tmp_path, news):
    short = tmp_path / "short.jsonl"
    short.write_text("".join(news.read_text().splitlines(keepends=True)[:600]))
    terminal = Terminal("annotate", str(short), "--no-ner", "--output", str(tmp_path / "out.jsonl"))
    terminal.read()
    assert terminal.code() == 0
    lines = [line for line in terminal.shown.split(b"\r") if b"rows/s" in line]
    assert lines
    assert all(b" rows, " in line for line in lines)
    assert any(b"MB (" in line for line in lines)
    assert b"600 rows, " in lines[-1]


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_leaves_no_half_output_and_the_run_goes_on(tmp_path, news, workers):
    out = tmp_path / "out.jsonl"
    argv = ["annotate", str(news), "--no-ner", "--workers", workers, "--output", str(out)]
    terminal = Terminal(*argv)
    terminal.read(until=b"rows/s")
    terminal.interrupt()
    terminal.read()
    assert terminal.code() == 130
    assert b"Traceback" not in terminal.shown
    assert b"the same command with --resume goes on" in terminal.shown
    assert not out.exists()
    done = json.loads((tmp_path / "out.jsonl.partial.json").read_text())["rows"]
    kept = (tmp_path / "out.jsonl.partial").read_text().splitlines()
    assert [json.loads(line)["n"] for line in kept] == list(range(done))
    assert done > 0


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="children are found in /proc")
def test_workers_end_with_a_killed_run(tmp_path, news):
    argv = ["annotate", str(news), "--no-ner", "--workers", "2", "--output", str(tmp_path / "out.jsonl")]
    process = subprocess.Popen([*COMMAND, *argv], env=ENVIRONMENT)
    children = []
    for _ in range(600):
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        if len(children) == 2 and (tmp_path / "out.jsonl.partial.json").exists():
            break
        time.sleep(0.1)
    process.kill()
    process.wait()
    assert len(children) == 2
    for _ in range(300):
        if not any(Path(f"/proc/{child}").exists() for child in children):
            return
        time.sleep(0.1)
    pytest.fail("a worker outlived the run")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["page.html", "table.parquet", "text.conll"])
def test_ctrl_c_leaves_nothing_of_what_cannot_be_gone_on_with(tmp_path, news, name):
    table_ = tmp_path / "news.csv"
    table_.write_text("text\n" + "".join(f"Drones over Tula Region {n}.\n" for n in range(30_000)))
    form = ["--format", "conll"] if name.endswith("conll") else []
    process = subprocess.Popen(
        [*COMMAND, "annotate", str(table_), "--no-ner", *form, "--output", str(tmp_path / name)],
        env=ENVIRONMENT,
        stderr=subprocess.PIPE,
    )
    for _ in range(600):
        if len(list(tmp_path.iterdir())) > 2:
            break
        time.sleep(0.1)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news.csv", "news.jsonl"]
