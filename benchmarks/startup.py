"""Measure what it costs to begin: the import, the opening of the gazetteer, one article from the shell.

Run with `python benchmarks/startup.py` (`make bench` does). Each figure is the best of several fresh
processes. Aims: the import takes no longer than `import json, re` plus 30 ms; opening takes milliseconds;
annotating one article from the shell takes under one second of processor time.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
import _corpus  # noqa: E402 - found by way of the path above

RUNS = 7
_IMPORT = "import time; begun = time.perf_counter(); import {modules}; print(time.perf_counter() - begun)"
_OPEN = """import time, normalize
normalize.load(ner=False)
begun = time.perf_counter(); nz = normalize.load(ner=False); again = time.perf_counter()
nz.annotate({text!r}); first = time.perf_counter()
nz.annotate({text!r}); second = time.perf_counter()
print(again - begun, first - again, second - first)"""
_MODEL = """import time
from normalize.mentions.ner import Ner
begun = time.perf_counter(); Ner().load(); print(time.perf_counter() - begun)"""


def figures(program: str) -> list[float]:
    """Run a program several times and give the least of each figure that it prints."""
    runs = [map(float, _output(sys.executable, "-c", program).split()) for _ in range(RUNS)]
    return [min(column) for column in zip(*runs, strict=True)]


def processor_seconds(*arguments: str) -> float:
    """Give the processor time of the command line, the least of several runs."""
    least = float("inf")
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        _output(sys.executable, "-c", "from normalize.cli import main; main()", *arguments)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        least = min(least, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return least


def _output(*command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        sys.exit(f"startup.py: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")
    return done.stdout


def main() -> None:
    """Print the figures beside their aims."""
    russian, english = _corpus.russian(1)[0], _corpus.english(1)[0]
    _output(sys.executable, "-c", _OPEN.format(text=""))  # compiles the gazetteer if it has to
    (standard,) = figures(_IMPORT.format(modules="json, re"))
    (ours,) = figures(_IMPORT.format(modules="normalize"))
    opened, first, second = figures(_OPEN.format(text=russian))
    (model,) = figures(_MODEL)
    rows = [
        ("import json, re", standard, None),
        ("import normalize", ours, standard + 0.030),
        ("normalize.load(ner=False), the modules loaded", opened, 0.010),
        ("the first article annotated, Russian", first, None),
        ("the same article again", second, None),
        ("the NER model loaded", model, None),
    ]
    with tempfile.TemporaryDirectory() as folder:
        for language, text in (("Russian", russian), ("English", english)):
            article = Path(folder) / "article.txt"
            article.write_text(text, encoding="utf-8")
            seconds = processor_seconds("annotate", "--no-ner", "--format", "jsonl", str(article))
            rows.append((f"CPU: normalize annotate --no-ner, {language}", seconds, 1.0))
        article.write_text(russian, encoding="utf-8")
        seconds = processor_seconds("annotate", "--format", "jsonl", str(article))
        rows.append(("CPU: normalize annotate, Russian, with NER", seconds, None))
    for what, seconds, aim in rows:
        verdict = "" if aim is None else f"   aim {1000 * aim:.0f} ms: {'met' if seconds <= aim else 'MISSED'}"
        print(f"{what:<48} {1000 * seconds:9.1f} ms{verdict}")


if __name__ == "__main__":
    main()
