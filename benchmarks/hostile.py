"""Measure texts that nobody wrote: does the time grow in step with the length, whatever the text?

Run with `python benchmarks/hostile.py [--ner] [--to MEGABYTES] [NAME…]`; `make bench` goes up to 2.5 MB. Each
text is annotated at several sizes, each in a process of its own; `growth` is the exponent of time over length
between the first size that takes a fifth of a second and the last: 1 is linear, 2 is quadratic. A text that
takes longer than the limit is given up.
"""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SIZES = [0.25, 1.0, 2.5, 5.0, 10.0]  # megabytes of UTF-8
LIMIT = 300  # seconds for one text of one size
TEXTS = {
    "full stops": ". ",
    "one Russian word": "я",
    "one English word": "a",
    "one word of capitals": "Ж",
    "alternating scripts": "аa",
    "alternating scripts, words": "аa ",
    "mixed-script names": "Ивaнов ",
    "combining marks": "\u0301",
    "stressed letters": "а\u0301",
    "soft hyphens": "а\u00ad",
    "line ends": "а-\n",
    "opening brackets": "(",
    "bracketed acronyms": "ПВО (ПВО) ",
    "quotation marks": "«",
    "nested quotations": "«А ",
    "surnames": "Иванов ",
    "full names": "Иванов Иван Иванович ",
    "English surnames": "Ivanov ",
    "initials": "А.Б.В.",
    "initials and spaces": "А. Б. В. ",
    "a list without an end": "districts—A, ",
    "a Russian list without an end": "Чертковском, ",
    "a list and a head": "Kursk, Belgorod and Rostov regions, ",
    "heads only": "районов ",
    "English heads only": "district ",
    "titles only": "губернатор ",
    "English titles only": "Governor ",
    "possessives": "Russia's ",
    "apostrophes": "O'",
    "hyphens": "на-",
    "many hyphens": "Усть-",
    "all capitals": "ГУБЕРНАТОР СМОЛЕНСКОЙ ОБЛАСТИ ВАСИЛИЙ АНОХИН ",
    "a region": "Смоленская область ",
    "commas": ",",
    "digits": "12345678901234567890",
    "new lines": "\n",
    "spaces": " ",
    "emoji": "👩\u200d🚀",
    "a sentence without an end": "Губернатор Анохин и мэр Иванов поехали в Смоленск и ",
}
_PROGRAM = """
import sys, time, resource
sys.path.insert(0, {root!r})
import normalize
nz = normalize.load(ner={ner})
nz.annotate("Губернатор Смоленской области заявил. The governor of Kursk Oblast said.")
piece = {piece!r}
text = (piece * (int({size} * 1e6) // len(piece.encode()) + 1))
begun = time.perf_counter()
links = nz.annotate(text).links
print(time.perf_counter() - begun, len(links), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def measure(piece: str, size: float, *, ner: bool) -> tuple[float, int, int] | None:
    """Give seconds, links and megabytes, or nothing if it took too long."""
    program = _PROGRAM.format(root=str(ROOT), ner=ner, piece=piece, size=size)
    command = [sys.executable, "-W", "ignore", "-c", program]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        sys.exit(f"hostile.py: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")
    seconds, links, memory = done.stdout.split()[-3:]
    return float(seconds), int(links), int(memory)


def growth(times: dict[float, float]) -> float | None:
    """Give the exponent of time over length, or nothing where all is too quick to tell."""
    telling = {size: seconds for size, seconds in times.items() if seconds >= 0.2}
    if len(telling) < 2:
        return None
    first, last = min(telling), max(telling)
    return math.log(telling[last] / telling[first]) / math.log(last / first)


def run(name: str, sizes: list[float], *, ner: bool) -> bool:
    """Measure one text at every size, print its line, and tell whether it was linear."""
    times: dict[float, float] = {}
    cells = [f"{name:<32}"]
    links = memory = 0
    for size in sizes:
        result = measure(TEXTS[name], size, ner=ner)
        if result is None:
            print(*cells, f"  given up after {LIMIT} s at {size} MB")
            return False
        times[size], links, memory = result
        cells.append(f"{times[size]:8.2f}")
        print(*cells, end="\r", flush=True)
    exponent = growth(times)
    linear = exponent is None or exponent < 1.5
    shown = "  quick" if exponent is None else f"{exponent:7.2f}"
    print(*cells, f"{shown}  {memory:6d} MB  {links:8d} links{'' if linear else '  NOT LINEAR'}")
    return linear


def main() -> None:
    """Print a line a text; exit with 1 if any is not linear."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--ner", action="store_true")
    parser.add_argument("--to", type=float, default=2.5)
    parser.add_argument("names", nargs="*", metavar="NAME")
    chosen = parser.parse_args()
    sizes = [size for size in SIZES if size <= chosen.to]
    print(" " * 32, *(f"{size:>5.2f} MB" for size in sizes), " growth   memory", "(seconds)")
    results = [run(name, sizes, ner=chosen.ner) for name in chosen.names or TEXTS]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
