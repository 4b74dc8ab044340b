"""Memory and rate of the command line over a large JSONL file: resident memory at 10 % and at 100 % of its lines.

    .venv/bin/python benchmarks/shell.py              # 100 MB
    .venv/bin/python benchmarks/shell.py --megabytes 5 --workers 2
    .venv/bin/python benchmarks/shell.py --megabytes 20 --ner
    .venv/bin/python benchmarks/shell.py --all        # what the guide tells

The texts are put together by lot from sentences of our own, so that names repeat as they do in news; and each text
names a person and a street that no other names, so that whatever remembers names has something to grow on (until it is
full: what is remembered is bounded). With `--known` there are no such names, and nothing may grow at all.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_SENTENCES = (
    "Губернатор Смоленской области Василий Анохин сообщил о повреждении крыши школы.",
    "В Киришском районе Ленинградской области восстановили подачу электричества.",
    "Drones were shot down over Tula Region and Bryansk Region, the ministry said.",
    "Жители улицы Лодочной в Волгограде вернулись домой, сообщили в администрации.",
    "The mayor of Belgorod spoke to residents of the Grayvoron district.",
    "Погода в столице не изменится до конца недели, говорят синоптики.",
    "Глава Республики Татарстан посетил Казань и Набережные Челны.",
    "Officials in Zaporizhzhia Oblast reported no casualties overnight.",
)
_SYLLABLES = (
    "ба",
    "ве",
    "ги",
    "до",
    "жу",
    "за",
    "ки",
    "ло",
    "му",
    "на",
    "пе",
    "ри",
    "со",
    "ту",
    "фа",
    "хи",
    "це",
    "чу",
    "ша",
    "яр",
)
_PAGE = 1024


def written(path: Path, megabytes: float, *, known: bool) -> int:
    """Write a file of this size and give the number of its lines."""
    lot = random.Random(1)  # noqa: S311  no secret
    lines = size = 0
    with path.open("w", encoding="utf-8") as file:
        while size < megabytes * 1e6:
            person, street = _made(lot), _made(lot)
            new = f"Житель улицы {street}ской Иван {person}ов вернулся домой, said Pyotr {person}ov."
            text = " ".join([*lot.choices(_SENTENCES, k=lot.randint(4, 24)), *([] if known else [new])])
            record = {"id": lines, "source": "lot", "text": text, "date": f"2025-{lot.randint(1, 12):02d}-08"}
            line = json.dumps(record, ensure_ascii=False) + "\n"
            file.write(line)
            size += len(line.encode())
            lines += 1
    return lines


def _made(lot: random.Random) -> str:
    """Make a word that is no name of anybody's."""
    return "".join(lot.choices(_SYLLABLES, k=4)).capitalize()


def resident(pid: int) -> float:
    """Give the resident memory of a process and its children in MB."""
    task = Path(f"/proc/{pid}/task/{pid}")
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        children = (task / "children").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    own = next((int(line.split()[1]) / _PAGE for line in status.splitlines() if line.startswith("VmRSS")), 0.0)
    return own + sum(resident(int(child)) for child in children)


def measured(path: Path, lines: int, options: list[str]) -> float:
    """Annotate a file through the shell; print memory on the way, and give lines a second."""
    command = [sys.executable, "-c", "from normalize.cli import main; main()", "annotate", str(path), *options]
    start = time.perf_counter()
    points = {max(lines * percent // 100, 1): percent for percent in (10, 25, 50, 75, 100)}
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        stream = process.stdout or sys.stdin.buffer
        for number, _ in enumerate(stream, 1):
            if number in points:
                print(f"{points[number]:3} %: {resident(process.pid):.0f} MB, line {number:,}", flush=True)
    return lines / (time.perf_counter() - start)


def main() -> None:
    """Write the file, annotate it, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=100)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--ner", action="store_true")
    parser.add_argument("--known", action="store_true")
    parser.add_argument("--all", action="store_true")
    asked = parser.parse_args()
    if asked.all:
        show(100, 1, ner=False, known=True)
        show(100, 2, ner=False, known=True)
        show(20, 1, ner=True, known=True)
        show(20, 1, ner=False)
    else:
        show(asked.megabytes, asked.workers, ner=asked.ner, known=asked.known)


def show(megabytes: float, workers: int, *, ner: bool, known: bool = False) -> None:
    """Annotate one file and print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.jsonl"
        lines = written(path, megabytes, known=known)
        print(f"{megabytes:g} MB, {lines:,} lines, {workers} workers{', with NER' if ner else ''}", flush=True)
        rate = measured(path, lines, ["--ner" if ner else "--no-ner", "--workers", str(workers)])
    print(f"{rate:,.0f} lines/s, {rate * megabytes / lines:.2f} MB/s", flush=True)


if __name__ == "__main__":
    main()
