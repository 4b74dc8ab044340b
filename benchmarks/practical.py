"""Measure `normalize.compare` on foreign names in Russian spelling: recall and false answers by language.

Run with `python benchmarks/practical.py [--quiet] [file.tsv ...]`. Without files it reads those of `tests/accuracy`.
Beside the pairs written down as different, every Latin name is held against every other name of its language.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

import normalize

PAIRS = Path(__file__).parents[1] / "tests" / "accuracy"


def rows(path: Path) -> list[dict[str, str]]:
    """Read the pairs of one file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def measure(path: Path, *, misses: bool) -> None:
    """Print the figures of one file."""
    by_language: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(path):
        by_language[row["language"]].append(row)
    totals = [0, 0, 0, 0, 0]
    notes: list[str] = []
    print(path.name)
    for language, pairs in by_language.items():
        same = [row for row in pairs if row["label"] == "same"]
        right = sum(_answer(row["latin"], row["russian"], "same", notes) == "same" for row in same)
        close = [row for row in pairs if row["label"] == "different"]
        fooled = sum(_answer(row["latin"], row["russian"], "different", notes) == "same" for row in close)
        others = [(row["latin"], other["russian"]) for row in same for other in same if row is not other]
        crossed = sum(_answer(latin, russian, "different", notes) == "same" for latin, russian in others)
        counts = [right, len(same), fooled, len(close), crossed]
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        _line(language, counts)
    _line("all", totals)
    print("\n".join(notes) if misses else "")


def _answer(latin: str, russian: str, want: str, notes: list[str]) -> str:
    found = normalize.compare(latin, russian, kind="person")
    verdict = found.verdict.value
    if verdict != want and (want == "same" or verdict == "same"):
        reasons = "; ".join(str(reason) for reason in found.reasons)
        notes.append(f"MISS want {want}, got {verdict} {found.score}: {latin} | {russian}: {reasons}")
    return verdict


def _line(title: str, counts: list[int]) -> None:
    right, same, fooled, close, crossed = counts
    shown = f"recall {right}/{same} = {right / max(1, same):.3f}"
    print(f"  {title:12} {shown:24} false same: {fooled}/{close} close pairs, {crossed} of all others")


if __name__ == "__main__":
    files = [Path(argument) for argument in sys.argv[1:] if argument != "--quiet"]
    for file in files or sorted(PAIRS.glob("foreign*.tsv")):
        measure(file, misses="--quiet" not in sys.argv)
