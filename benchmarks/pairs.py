"""Measure `normalize.compare` on our own hard pairs: balanced accuracy by group and by category, and every miss.

Run with `python benchmarks/pairs.py [--quiet] [file.tsv ...]`. Without files it reads the pairs of `tests/accuracy`.
Columns: category, kind (per, place, org), a, b, label (same, different, ambiguous), note.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

import normalize

PAIRS = Path(__file__).parents[1] / "tests" / "accuracy"
KINDS = {"per": "person", "place": "place", "org": "organization"}
GROUPS = {"per": "people", "place": "places", "org": "acronyms"}


def rows(path: Path) -> list[dict[str, str]]:
    """Read the pairs of one file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def balanced(answers: list[tuple[str, str]]) -> float:
    """Average, over the labels met, the share answered as labelled; pairs labelled ambiguous only if all are."""
    plain = [answer for answer in answers if answer[0] != "ambiguous"] or answers
    shares = []
    for label in sorted({want for want, _ in plain}):
        right = [got == label for want, got in plain if want == label]
        shares.append(sum(right) / len(right))
    return sum(shares) / len(shares)


def measure(path: Path, *, misses: bool) -> None:
    """Print the figures of one file."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    categories: dict[str, list[tuple[str, str]]] = defaultdict(list)
    wrong: list[tuple[str, str, normalize.Comparison]] = []
    for row in rows(path):
        found = normalize.compare(row["a"], row["b"], KINDS[row["kind"]])
        answer = (row["label"], found.verdict.value)
        groups[GROUPS[row["kind"]]].append(answer)
        groups["all"].append(answer)
        categories[row["category"]].append(answer)
        if row["label"] != found.verdict.value:
            wrong.append((row["category"], row["label"], found))
    print(path.name)
    for title, answers in [*groups.items(), *categories.items()]:
        _line(title, answers)
    for category, want, found in wrong if misses else ():
        reasons = "; ".join(str(reason) for reason in found.reasons)
        print(f"MISS {category}: want {want}, got {found.verdict}: {found.a} | {found.b}: {reasons}")


def _line(title: str, answers: list[tuple[str, str]]) -> None:
    right = sum(want == got for want, got in answers)
    false = sum(want == "different" and got == "same" for want, got in answers)
    print(f"  {title:28} {right:4}/{len(answers):<4} balanced {balanced(answers):.3f}  false same {false}")


if __name__ == "__main__":
    files = [Path(argument) for argument in sys.argv[1:] if argument != "--quiet"]
    for file in files or sorted(PAIRS.glob("pairs*.tsv")):
        measure(file, misses="--quiet" not in sys.argv)
