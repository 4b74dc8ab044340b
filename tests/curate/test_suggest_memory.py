"""Suggesting over a long corpus takes no more memory than over a short one."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from normalize.curate import default_gazetteer
from normalize.curate.suggest import Store

if TYPE_CHECKING:
    from pathlib import Path

# Each document names people whom nobody knows: a few again and again, and one of many.
_RUN = """
import json, resource, sys
from normalize.cli.app import run
code = run(["gazetteer", "suggest", sys.argv[1], "--no-ner", "--limit", "20", "--output", sys.argv[2]])
print(json.dumps([code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""
_NAMES = 5_000  # distinct ones: caches of names are bounded, and full before the shorter corpus ends
_SYLLABLES = ("ба", "ве", "ги", "до", "жу", "за", "ке", "ли", "мо", "ну")


def surname(number: int) -> str:
    return "".join(_SYLLABLES[int(digit)] for digit in f"{number:05}").capitalize() + "нов"


def corpus(path: Path, documents: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for number in range(documents):
            text = f"Депутат Иван {surname(number % 50)} встретил директора. Олег {surname(number % _NAMES)} молчал."
            file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
    return path


def peak(folder: Path, documents: int) -> int:
    """Give the largest memory in KB that suggesting over so many documents took, in a process of its own."""
    source = corpus(folder / f"{documents}.jsonl", documents)
    command = [sys.executable, "-c", _RUN, str(source), str(folder / f"{documents}.out")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    code, memory = json.loads(done.stdout.splitlines()[-1])
    assert code == 0
    return int(memory)


@pytest.mark.slow
def test_twenty_thousand_documents_take_no_more_memory_than_five_thousand(tmp_path: Path) -> None:
    default_gazetteer()  # compiled here, if it must be: that takes more than any corpus
    few, many = peak(tmp_path, 5_000), peak(tmp_path, 20_000)
    print(f"peak {few / 1024:.0f} MB over 5,000 documents, {many / 1024:.0f} MB over 20,000")  # noqa: T201
    assert many < few + 24 * 1024
    with Store(tmp_path / "20000.out.db") as store:
        assert store.done(str(tmp_path / "20000.jsonl")) == 20_000
    first = json.loads((tmp_path / "20000.out").read_text(encoding="utf-8").splitlines()[0])
    assert first["mentions"] >= 400
