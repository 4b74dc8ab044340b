"""Suggesting over a long corpus takes no more memory than over a short one, also when every document has a new name."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from normalize.curate import default_gazetteer

if TYPE_CHECKING:
    from pathlib import Path

# Tells the memory of the process, in KB, when so many documents are counted.
_RUN = """
import sys
from pathlib import Path
from normalize.cli.app import run
from normalize.curate.suggest import Store

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4

add, seen = Store.add, []

def added(store, source, number, sightings):
    add(store, source, number, sightings)
    if number in (2_000, 20_000):
        print(number, resident())

Store.add = added
sys.exit(run(["gazetteer", "suggest", *sys.argv[1:]]))
"""
_SYLLABLES = ("ба", "ве", "ги", "до", "жу", "за", "ке", "ли", "мо", "ну")


def surname(number: int) -> str:
    return "".join(_SYLLABLES[int(digit)] for digit in f"{number:05}").capitalize() + "нов"


def corpus(path: Path, documents: int) -> Path:
    """Write texts that name a few unknown people again and again, and each one that no other text names."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(documents):
            text = f"Депутат Иван {surname(number % 50)} встретил директора. Олег {surname(50 + number)} молчал."
            file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
    return path


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read in /proc")
def test_memory_is_flat_over_twenty_thousand_documents_with_a_new_name_each(tmp_path: Path) -> None:
    default_gazetteer()  # compiled here, if it must be: that takes more than any corpus
    source, out = corpus(tmp_path / "c.jsonl", 20_000), tmp_path / "names.jsonl"
    command = [sys.executable, "-c", _RUN, str(source), "--no-ner", "--output", str(out), "--limit", "2000"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = dict(line.split() for line in done.stdout.splitlines())
    tenth, whole = (int(told[number]) / 1024 for number in ("2000", "20000"))
    print(f"resident {tenth:.0f} MB at 10 %, {whole:.0f} MB at 100 %")  # noqa: T201
    assert whole < tenth + 16
    first = json.loads(out.read_text(encoding="utf-8").splitlines()[0])
    assert first["mentions"] == 400
    assert not list(tmp_path.glob("*.db"))


_NAMES = ["--no-ner", "--format", "json"]


def suggest(*words: str) -> list[str]:
    return [sys.executable, "-c", "from normalize.cli import main; main()", "gazetteer", "suggest", *words]


@pytest.mark.slow
def test_a_run_that_was_killed_goes_on_to_the_same_end(tmp_path: Path) -> None:
    source, out, state = corpus(tmp_path / "c.jsonl", 1_500), tmp_path / "names.jsonl", tmp_path / "names.jsonl.db"
    whole = subprocess.run(suggest(str(source), *_NAMES), capture_output=True, check=True).stdout.decode()
    command = suggest(str(source), *_NAMES, "--output", str(out))
    with subprocess.Popen(command, stderr=subprocess.PIPE) as run:
        while not state.exists() or state.stat().st_size < 100_000:
            time.sleep(0.02)
        run.send_signal(signal.SIGKILL)
    assert not out.exists()
    assert state.exists()
    again = subprocess.run(command, capture_output=True, check=True)
    assert b"going on with what" in again.stderr
    assert out.read_text(encoding="utf-8") == whole
    assert not state.exists()
    anew = subprocess.run(command, capture_output=True, check=True)
    assert b"going on" not in anew.stderr
    assert out.read_text(encoding="utf-8") == whole
