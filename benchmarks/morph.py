"""How right the word forms are: forward and backward, on the development cases beside the checkout.

Run `python benchmarks/morph.py [--misses N]`. Where `../shared/cases` is absent it says so and ends well.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from pathlib import Path

from normalize.morph import Part, part_forms
from normalize.names import inflect, readings
from normalize.types import Case, Gender, Kind

CASES = Path(__file__).resolve().parents[1].parent / "shared" / "cases"
_CASE = dict(zip(("Nom", "Gen", "Dat", "Acc", "Ins", "Loc"), Case, strict=True))
_PART = {"first": Part.GIVEN, "last": Part.SURNAME, "patronymic": Part.PATRONYMIC}
_KIND = {"PER": Kind.PERSON, "LOC": Kind.SETTLEMENT}


def rows(name: str) -> list[dict[str, str]]:
    """Read one table of cases."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def same(first: str, second: str) -> bool:
    """Compare without ё."""
    return first.replace("ё", "е") == second.replace("ё", "е")


def forward(table: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    """List the forms that generation does not give: lemma, wanted, given."""
    misses = []
    for row in table:
        gender = Gender.FEMININE if row["gender"] == "Fem" else Gender.MASCULINE
        case = _CASE[row["case"]]
        if row["kind"] in _PART:
            given = part_forms(row["nominative"], _PART[row["kind"]], gender)[list(Case).index(case)]
        else:
            given = inflect(row["nominative"], case, Kind.PERSON, gender)
        if not same(given, row["surface"]):
            misses.append((row["nominative"], row["surface"], given))
    return misses


def backward(table: list[tuple[str, str, Kind]], first: int) -> list[tuple[str, str, str]]:
    """List the surfaces whose nominative is not among the first readings: surface, wanted, given."""
    misses = []
    for surface, lemma, kind in table:
        given = list(dict.fromkeys(reading.nominative for reading in readings(surface, kind)))[:first]
        if not any(same(lemma, nominative) for nominative in given):
            misses.append((surface, lemma, " | ".join(given)))
    return misses


def report(title: str, total: int, misses: list[tuple[str, str, str]], shown: int, seconds: float) -> None:
    """Print one line, and some misses below it."""
    right = total - len(misses)
    print(f"{title:<46} {right / total:.4f}  ({right} of {total}, {seconds / total * 1e6:.0f} µs each)")
    for miss in misses[:shown]:
        print("    " + "  ·  ".join(miss))


def main() -> int:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", type=int, default=0)
    shown = parser.parse_args().misses
    if not CASES.is_dir():
        print(f"{CASES} is absent: nothing to measure")
        return 0
    names = rows("inflected_names.tsv")
    start = time.perf_counter()
    report("inflected names, lemma to form", len(names), forward(names), shown, time.perf_counter() - start)
    people = [(row["surface"], row["nominative"], Kind.PERSON) for row in names]
    for first in (1, 3):
        start = time.perf_counter()
        misses = backward(people, first)
        report(
            f"inflected names, form to lemma, first {first}",
            len(people),
            misses,
            shown,
            time.perf_counter() - start,
        )
    lemmas = rows("lemmas.tsv")
    for category in ("PER", "LOC", "ORG", "PRO"):
        chosen = [row for row in lemmas if row["category"] == category]
        _lemmas(f"lemmas {category}", chosen, shown)
    _lemmas("lemmas, all", lemmas, 0)
    return 0


def _lemmas(title: str, table: list[dict[str, str]], shown: int) -> None:
    cases = [(row["surface"], row["lemma"], _KIND.get(row["category"], Kind.ORGANIZATION)) for row in table]
    start = time.perf_counter()
    misses = backward(cases, 1)
    seconds = time.perf_counter() - start
    wrong = {(surface, lemma) for surface, lemma, _ in misses}
    counts = [(int(row["count"]), (row["surface"], row["lemma"]) in wrong) for row in table]
    running = 1 - sum(count for count, bad in counts if bad) / sum(count for count, _ in counts)
    report(f"{title} (of running mentions {running:.4f})", len(cases), misses, shown, seconds)


if __name__ == "__main__":
    sys.exit(main())
