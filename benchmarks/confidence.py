"""Hold the confidence of first candidates against the truth: a reliability table for the linker.

Run it with `python benchmarks/confidence.py [GOLD.jsonl …]`; without arguments it reads the gold articles of the tests
and, where they lie beside the project, the seeds. Linked or not, the first candidate of every gold mention counts:
a confidence is right when, of the candidates at .9, nine in ten are the entity meant.
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path

import normalize

_ROOT = Path(__file__).resolve().parent.parent
_GOLD = (_ROOT / "tests" / "accuracy" / "gold.jsonl", _ROOT.parent / "shared" / "seeds" / "gold.jsonl")
_EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99, 1.0001)


def _fold(name: str) -> str:
    return name.casefold().replace("ё", "е")


def _judged(path: Path, nz: normalize.Normalizer) -> list[tuple[float, bool]]:
    """Give the confidence of each first candidate, and whether it is the entity meant."""
    judged: list[tuple[float, bool]] = []
    for line in path.read_text("utf-8").splitlines():
        article = json.loads(line)
        links = {link.span: link for link in nz.annotate(article["text"], date=article["date"]).links}
        for mention in article["mentions"]:
            link = links.get((mention["start"], mention["end"]))
            if link is None or not link.candidates or mention["level"] not in {"named", "descriptive"}:
                continue
            wanted = {_fold(name) for gold in (mention, *mention.get("also", ())) for name in (gold["ru"], gold["en"])}
            first = link.candidates[0]
            borne = {_fold(name) for name in (*first.entity.names.values(), *map(str, first.entity.aliases))}
            right = not mention.get("nil") and bool(wanted & borne)
            judged.append((first.confidence, right))
    return judged


def main(paths: list[Path]) -> None:
    """Print the table and the expected calibration error."""
    nz = normalize.load(ner=False)
    judged = [pair for path in paths if path.is_file() for pair in _judged(path, nz)]
    error = 0.0
    print(f"{'confidence':>14}  {'candidates':>10}  {'said':>6}  {'true':>6}")
    for low, high in itertools.pairwise(_EDGES):
        inside = [pair for pair in judged if low <= pair[0] < high]
        if inside:
            said = sum(confidence for confidence, _ in inside) / len(inside)
            true = sum(right for _, right in inside) / len(inside)
            error += abs(said - true) * len(inside) / len(judged)
            print(f"{low:>6.2f} to {min(high, 1):.2f}  {len(inside):>10}  {said:>6.3f}  {true:>6.3f}")
    print(f"expected calibration error {error:.3f} over {len(judged)} candidates")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]] or list(_GOLD))
