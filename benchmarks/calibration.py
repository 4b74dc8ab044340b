"""Calibrate the scores of `compare` on the development pairs, and measure how well they are calibrated.

Run with `python benchmarks/calibration.py [--write]`. It prints the reliability table and the expected calibration
error, plain and with every pair scored by a table made without its fifth of the pairs; `--write` puts the table into
`normalize/match/data/calibration.csv` and the page `docs/internals/calibration.md`. The pairs are not part of the
project: without `../shared/cases` there is nothing to calibrate on, and the script says so.
"""

from __future__ import annotations

import csv
import sys
from bisect import bisect_left
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
CASES = ROOT.parent / "shared" / "cases"
TABLE = ROOT / "normalize" / "match" / "data" / "calibration.csv"
PAGE = ROOT / "docs" / "internals" / "calibration.md"
KINDS = {"per": "person", "place": "place", "org": "organization"}
FEWEST = 60  # pairs in a step of the table
FOLDS = 5
HALF = {"same": (0.51, 1.0), "different": (0.0, 0.49)}
BINS = 10
Knots = dict[str, list[tuple[float, float, int]]]


class Judged(NamedTuple):
    """A pair: what was answered, the raw score, and whether the names are one."""

    verdict: str
    score: float
    same: bool


def judge_all() -> list[Judged]:
    """Judge every development pair that has one of the two labels."""
    import normalize
    from normalize.match import Knowledge
    from normalize.match.compare import judged
    from normalize.text import clean

    knowledge = Knowledge(normalize.load(ner=False).gazetteer)
    pairs = [(row["a"], row["b"], KINDS[row["kind"]], row["label"]) for row in _rows("pairs.tsv")]
    pairs += [(row["cyrillic"], row["latin"], "person", row["label"]) for row in _rows("pairs_real.tsv")]
    found = []
    for a, b, kind, label in pairs:
        if label != "ambiguous":
            outcome = judged(clean(a).text, clean(b).text, kind, knowledge)
            found.append(Judged(outcome.verdict.value, outcome.score, label == "same"))
    return found


def _rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def fit(pairs: list[Judged]) -> Knots:
    """Make a rising table of scores and shares for each verdict: steps of many pairs, pooled where they fall."""
    knots: Knots = {}
    for verdict, (low, high) in HALF.items():
        ranked = sorted((pair for pair in pairs if pair.verdict == verdict), key=lambda pair: pair.score)
        steps: list[list[Judged]] = []
        for pair in ranked:
            if steps and (len(steps[-1]) < FEWEST or steps[-1][-1].score == pair.score):
                steps[-1].append(pair)
            else:
                steps.append([pair])
        if len(steps) > 1 and len(steps[-1]) < FEWEST:
            last = steps.pop()
            steps[-1] += last
        pooled: list[list[Judged]] = []
        for step in steps:
            pooled.append(step)
            while len(pooled) > 1 and _share(pooled[-2]) >= _share(pooled[-1]):
                last = pooled.pop()
                pooled[-1] += last
        knots[verdict] = [(_mean(step), min(high, max(low, _share(step))), len(step)) for step in pooled]
    return knots


def _share(step: list[Judged]) -> float:
    return (sum(pair.same for pair in step) + 0.5) / (len(step) + 1)


def _mean(step: list[Judged]) -> float:
    return round(sum(pair.score for pair in step) / len(step), 4)


def probability(knots: Knots, pair: Judged) -> float:
    """Read the table as the library does."""
    if pair.verdict == "ambiguous":
        return pair.score
    steps = knots[pair.verdict]
    at = bisect_left(steps, (pair.score, 0.0, 0))
    if at in {0, len(steps)}:
        return steps[min(at, len(steps) - 1)][1]
    (left, low, _), (right, high, _) = steps[at - 1], steps[at]
    return low + (high - low) * (pair.score - left) / (right - left)


def reliability(scored: list[tuple[float, bool]]) -> list[tuple[str, int, float, float]]:
    """Give for each tenth of the scale: how many pairs, their mean score, and the share that are one."""
    lines = []
    for tenth in range(BINS):
        inside = [(score, same) for score, same in scored if min(BINS - 1, int(score * BINS)) == tenth]
        if inside:
            mean = sum(score for score, _ in inside) / len(inside)
            share = sum(same for _, same in inside) / len(inside)
            lines.append((f"{tenth / BINS:.1f}–{(tenth + 1) / BINS:.1f}", len(inside), mean, share))
    return lines


def error(scored: list[tuple[float, bool]]) -> float:
    """Give the expected calibration error over ten bins."""
    return sum(count * abs(mean - share) for _, count, mean, share in reliability(scored)) / len(scored)


def held_out(pairs: list[Judged]) -> list[tuple[float, bool]]:
    """Score each fifth of the pairs by a table made of the others."""
    scored = []
    for fold in range(FOLDS):
        knots = fit([pair for index, pair in enumerate(pairs) if index % FOLDS != fold])
        scored += [(probability(knots, pair), pair.same) for pair in pairs[fold::FOLDS]]
    return scored


def page(pairs: list[Judged], knots: Knots) -> str:
    """Write the page for the docs."""
    scored = [(probability(knots, pair), pair.same) for pair in pairs]
    lines = [
        "# Calibration of comparison",
        "",
        "`compare(...).score` is the probability that two names are one. A raw score (how well the worst word",
        "fits, what is missing, what contradicts) is read in a table of shares counted on development pairs,",
        "`normalize/match/data/calibration.csv`. `same` begins at .5 and `different` ends there; `ambiguous` is",
        ".5 and says that the names alone cannot tell. `python benchmarks/calibration.py --write` writes both.",
        "",
        f"{len(pairs)} pairs, of which {sum(pair.same for pair in pairs) / len(pairs):.2f} are one. Where fewer are,",
        "as in the cross product of two lists, the probability is lower too.",
        "",
        "| score | pairs | mean score | share that are one |",
        "| --- | ---: | ---: | ---: |",
        *(f"| {name} | {count} | {mean:.3f} | {share:.3f} |" for name, count, mean, share in reliability(scored)),
        "",
        f"Expected calibration error: {error(scored):.4f}; {error(held_out(pairs)):.4f} when every pair is scored by a",
        "table made without its fifth of the pairs.",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Print the page; write it and the table where asked to."""
    if not CASES.is_dir():
        print(f"skipped: {CASES} is not there")
        return
    pairs = judge_all()
    knots = fit(pairs)
    text = page(pairs, knots)
    print(text)
    if "--write" in sys.argv:
        PAGE.write_text(text, encoding="utf-8")
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["verdict", "score", "probability", "pairs", "source"])
            for verdict, steps in knots.items():
                for score, share, count in steps:
                    writer.writerow([verdict, score, round(share, 4), count, "benchmarks/calibration.py"])


if __name__ == "__main__":
    main()
