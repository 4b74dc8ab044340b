"""Measure the keys: how many true and false pairs of real names share one, and time a token.

Run with `python benchmarks/keys.py`. The pairs are not part of the project: without `../shared/cases`
there is nothing to measure, and the script says so.
"""

from __future__ import annotations

import csv
import re
import time
from pathlib import Path

from normalize.keys import LEVELS, alternates, blocking_keys, rules_version, skeleton

PAIRS = Path(__file__).parents[2] / "shared" / "cases" / "pairs_real.tsv"
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*")


def _rows() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def sharing(rows: list[dict[str, str]]) -> None:
    """Print the share of Latin words whose key stands in the Cyrillic name, by language and level."""
    print("words of true pairs that share a key (with alternates)")
    for language in ("ru", "uk", "be"):
        pairs = [row for row in rows if row["label"] == "same" and row["cyrillic_lang"] == language]
        shares = []
        for level in LEVELS:
            tried = [_shares(word, row["cyrillic"], level) for row in pairs for word in _long_words(row["latin"])]
            plain, either = (sum(column) / len(tried) for column in zip(*tried, strict=True))
            shares.append(f"L{level} {plain:.3f} ({either:.3f})")
        print(f"  {language}: {'; '.join(shares)}")


def _long_words(surface: str) -> list[str]:
    return [word for word in _WORD.findall(surface) if len(word) > 2]


def _shares(word: str, cyrillic: str, level: int | str) -> tuple[bool, bool]:
    there = {skeleton(other, level) for other in _WORD.findall(cyrillic)}
    return skeleton(word, level) in there, not there.isdisjoint(alternates(word, level))


def blocking(rows: list[dict[str, str]]) -> None:
    """Print how many pairs share a blocking key, by kind of pair."""
    print("pairs that share a blocking key")
    for kind in ("positive", "near_edit", "shared_token", "random"):
        pairs = [row for row in rows if row["kind"] == kind]
        found = sum(
            not blocking_keys(row["cyrillic"], "person").isdisjoint(blocking_keys(row["latin"], "person"))
            for row in pairs
        )
        print(f"  {kind:12} {found / len(pairs):.3f} of {len(pairs)}")


def speed(rows: list[dict[str, str]]) -> None:
    """Print the cost of one token that no cache knows, and of one that a cache knows."""
    for column in ("cyrillic", "latin"):
        tokens = list({word for row in rows for word in _WORD.findall(row[column])})
        for function in (skeleton, alternates):
            function.cache_clear()
            cold = _time(function, tokens)
            print(f"{function.__name__:10} {column:8} {cold:.1f} µs cold, {_time(function, tokens):.2f} µs warm")


def _time(function: object, tokens: list[str]) -> float:
    start = time.perf_counter()
    for token in tokens:
        function(token, 2)  # type: ignore[operator]
    return (time.perf_counter() - start) / len(tokens) * 1e6


def main() -> None:
    """Run all measurements."""
    if not PAIRS.is_file():
        print(f"skipped: {PAIRS} is not there")
        return
    print(f"key rules {rules_version()}")
    rows = _rows()
    sharing(rows)
    blocking(rows)
    speed(rows)


if __name__ == "__main__":
    main()
