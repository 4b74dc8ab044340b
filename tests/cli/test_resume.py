"""A run that is stopped goes on where it was certain: no row twice, none missing, nothing half written."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from normalize.cli import main; main()"]


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps({"n": n, "text": "Tula Region"}) + "\n" for n in range(40)), encoding="utf-8")
    return path


def stopped_at(monkeypatch, fake_normalizer, row: int) -> None:
    """Let the next run end in the middle, as Ctrl-C does, after so many rows; everything is journalled at once."""
    monkeypatch.setattr("normalize.cli.rows.files.partial._EVERY", -1)
    whole, asked = type(fake_normalizer).annotate, []

    def annotate(text, **about):
        asked.append(text)
        if len(asked) > row:
            raise KeyboardInterrupt
        return whole(fake_normalizer, text, **about)

    monkeypatch.setattr(fake_normalizer, "annotate", annotate)


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.csv"])
def test_a_run_goes_on_after_its_last_row(normalize_command, fake_normalizer, news, monkeypatch, tmp_path, name):
    whole, out = tmp_path / f"whole-{name}", tmp_path / name
    assert normalize_command("annotate", news, "--output", whole).code == 0
    with monkeypatch.context() as patch:
        stopped_at(patch, fake_normalizer, 25)
        assert normalize_command("annotate", news, "--output", out).code == 130
    assert not out.exists()
    journal = tmp_path / f"{name}.partial.json"
    assert json.loads(journal.read_text(encoding="utf-8"))["rows"] == 25
    with (tmp_path / f"{name}.partial").open("ab") as partial:
        partial.write(b"half a li")  # what a kill leaves behind the journal
    fake_normalizer.dates.clear()
    assert normalize_command("annotate", news, "--output", out, "--resume").code == 0
    assert len(fake_normalizer.dates) == 15
    opened = gzip.open if name.endswith(".gz") else open
    with opened(whole, "rb") as one, opened(out, "rb") as other:
        assert one.read() == other.read()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["news.jsonl", whole.name, name])


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz"])
@pytest.mark.parametrize("place", ["before", "after", "within"])
@pytest.mark.parametrize("every", [-1, 1000])
def test_a_stop_in_the_middle_of_writing_loses_and_doubles_no_row(  # noqa: PLR0913, PLR0917  fixtures
    normalize_command, news, monkeypatch, tmp_path, name, place, every
):
    from normalize.cli.rows.files.compression import Packer

    monkeypatch.setattr("normalize.cli.rows.files.partial._EVERY", every)
    out, write, written = tmp_path / name, Packer.write, []

    def interrupted(self, text):
        written.append(text)
        if len(written) == 20 and place != "after":
            if place == "within":
                write(self, text[:50])
            raise KeyboardInterrupt
        write(self, text)
        if len(written) == 20:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Packer, "write", interrupted)
        assert normalize_command("annotate", news, "--output", out).code == 130
    assert normalize_command("annotate", news, "--output", out, "--resume").code == 0
    raw = gzip.decompress(out.read_bytes()) if name.endswith(".gz") else out.read_bytes()
    assert [json.loads(line)["n"] for line in raw.splitlines()] == list(range(40))


def test_failures_before_the_stop_still_count(normalize_command, fake_normalizer, news, monkeypatch, tmp_path):
    news.write_text("bad\n" + news.read_text(encoding="utf-8"), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    with monkeypatch.context() as patch:
        stopped_at(patch, fake_normalizer, 5)
        normalize_command("annotate", news, "--output", out)
    code, _, err = normalize_command("annotate", news, "--output", out, "--resume")
    assert (code, err) == (1, "")
    assert len(out.read_text(encoding="utf-8").splitlines()) == 41


def test_a_bad_row_can_be_mended_in_a_second_file_but_not_in_the_same(normalize_command, news, tmp_path):
    news.write_text(news.read_text(encoding="utf-8") + "bad\n", encoding="utf-8")
    out = tmp_path / "out.jsonl"
    assert normalize_command("annotate", news, "--output", out, "--on-error", "fail").code == 1
    assert len((tmp_path / "out.jsonl.partial").read_text(encoding="utf-8").splitlines()) == 40
    news.write_text(news.read_text(encoding="utf-8").replace("bad", "{}"), encoding="utf-8")
    code, _, err = normalize_command("annotate", news, "--output", out, "--resume")
    assert code == 1
    assert "was made from other inputs or with other options" in err


def test_other_options_do_not_go_on_with_the_same_file(normalize_command, fake_normalizer, news, monkeypatch, tmp_path):
    out = tmp_path / "out.jsonl"
    with monkeypatch.context() as patch:
        stopped_at(patch, fake_normalizer, 5)
        normalize_command("annotate", news, "--output", out)
    assert normalize_command("annotate", news, "--output", out, "--resume", "--date", "2025-01-01").code == 1
    assert normalize_command("annotate", news, "--output", out, "--date", "2025-01-01").code == 0


def test_without_anything_to_resume_the_run_begins(normalize_command, news, tmp_path):
    out = tmp_path / "out.jsonl"
    assert normalize_command("annotate", news, "--output", out, "--resume").code == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 40


def test_two_runs_do_not_write_one_file(normalize_command, news, tmp_path):
    fcntl = pytest.importorskip("fcntl")
    out = tmp_path / "out.jsonl"
    with (tmp_path / "out.jsonl.partial").open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        code, _, err = normalize_command("annotate", news, "--output", out)
    assert code == 1
    assert "another run is writing it" in err


@pytest.mark.slow
def test_a_killed_run_is_resumed_without_a_row_lost(tmp_path):
    news, out = tmp_path / "news.jsonl", tmp_path / "out.jsonl"
    text = "Drones over Tula Region and Bryansk Region, said Vasily Anokhin. " * 20
    news.write_text("".join(json.dumps({"n": n, "text": text}) + "\n" for n in range(3000)), encoding="utf-8")
    argv = [*COMMAND, "annotate", str(news), "--no-ner", "--output", str(out)]
    journal = tmp_path / "out.jsonl.partial.json"
    running = subprocess.Popen(argv, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    for _ in range(600):
        if journal.exists():
            break
        time.sleep(0.1)
    running.send_signal(signal.SIGKILL)
    running.wait()
    done = json.loads(journal.read_text(encoding="utf-8"))["rows"]
    assert 0 < done < 3000
    assert subprocess.run([*argv, "--resume"], check=False).returncode == 0
    assert [json.loads(line)["n"] for line in out.read_text(encoding="utf-8").splitlines()] == list(range(3000))
