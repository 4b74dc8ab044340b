"""Measure `normalize.match.compare` on the development pairs: accuracy by category, F1, and time a pair.

Run with `python benchmarks/compare.py [--misses]`. The pairs are not part of the project: without
`../shared/cases` there is nothing to measure, and the script says so.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import defaultdict
from pathlib import Path

from normalize.match import Comparison, compare

CASES = Path(__file__).parents[2] / "shared" / "cases"
KINDS = {"per": "person", "place": "place", "org": "organization"}


def _rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _balanced(answers: list[tuple[str, str]]) -> float:
    """Average the accuracies of the labels."""
    labels = {label for label, _ in answers}
    shares = []
    for label in labels:
        found = [got == label for want, got in answers if want == label]
        shares.append(sum(found) / len(found))
    return sum(shares) / len(shares)


def pairs(*, misses: bool) -> None:
    """Print the accuracy on the hard pairs, by kind and by category."""
    by_kind: dict[str, list[tuple[str, str]]] = defaultdict(list)
    by_category: dict[str, list[bool]] = defaultdict(list)
    for row in _rows("pairs.tsv"):
        found = compare(row["a"], row["b"], KINDS[row["kind"]])
        got = found.verdict.value
        by_kind["two labels" if row["label"] != "ambiguous" else "ambiguous"].append((row["label"], got))
        by_kind[row["kind"]].append((row["label"], got))
        by_category[f"{row['category']} ({row['kind']})"].append(got == row["label"])
        if misses and got != row["label"]:
            _show(row["label"], found)
    for kind, answers in by_kind.items():
        right = sum(want == got for want, got in answers)
        plain = [(want, got) for want, got in answers if want != "ambiguous"]
        print(f"{kind:12} {right}/{len(answers)} right; balanced accuracy {_balanced(plain or answers):.3f}")
    for category, right_ones in by_category.items():
        print(f"  {category:34} {sum(right_ones)}/{len(right_ones)}")


def _show(label: str, found: Comparison) -> None:
    reasons = "; ".join(str(reason) for reason in found.reasons)
    print(f"  MISS want {label}, got {found.verdict} {found.score}: {found.a} | {found.b}: {reasons}")


def real(*, misses: bool) -> None:
    """Print precision, recall and F1 on real spellings, at the verdict and by score."""
    rows = _rows("pairs_real.tsv")
    start = time.perf_counter()
    found = [(row, compare(row["cyrillic"], row["latin"], "person")) for row in rows]
    cold = time.perf_counter() - start
    start = time.perf_counter()
    for row in rows:
        compare(row["cyrillic"], row["latin"], "person")
    warm = time.perf_counter() - start
    cold, warm = (spent / len(rows) * 1e6 for spent in (cold, warm))
    print(f"{len(rows)} pairs: {cold:.0f} µs a pair cold, {warm:.1f} µs warm")
    verdicts = [(row["label"] == "same", result.verdict.value == "same") for row, result in found]
    print("by verdict: precision {:.4f} recall {:.4f} F1 {:.4f}".format(*_quality(verdicts)))
    for cut in (0.3, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8):
        scored = [(row["label"] == "same", result.score >= cut) for row, result in found]
        print("score >= {:.2f}: precision {:.4f} recall {:.4f} F1 {:.4f}".format(cut, *_quality(scored)))
    if misses:
        for row, result in found:
            if (row["label"] == "same") != (result.verdict.value == "same"):
                _show(row["label"], result)


def _quality(answers: list[tuple[bool, bool]]) -> tuple[float, float, float]:
    hits = sum(want and got for want, got in answers)
    precision = hits / (sum(got for _, got in answers) or 1)
    recall = hits / (sum(want for want, _ in answers) or 1)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def main() -> None:
    """Run both measurements."""
    if not CASES.is_dir():
        print(f"skipped: {CASES} is not there")
        return
    misses = "--misses" in sys.argv
    pairs(misses=misses)
    real(misses=misses)


if __name__ == "__main__":
    main()
