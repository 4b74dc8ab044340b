"""Which names of small settlements are weak: shared names, words, given names, surnames, English words.

A town is known by its name; a village of 600 inhabitants called Победа or Петрово is not. Its name suffices alone only
when no other place, nobody and no word is called so. Needs `pymorphy3` and `wordfreq`.
"""

from __future__ import annotations

import csv
import re
from functools import cache

import namesakes
import tables
from namesakes import plain
from tables import GAZETTEERS

SMALL = 5_000
_SHORTEST = 5  # letters: shorter ones are too easily something else
_COMMON_ENGLISH = 2.0  # Zipf frequency: once in ten million words
_LIKE_SURNAMES = re.compile(
    r"(?:[оеё]в|[иы]н|[оеё]в[ао]|[иы]н[ао]|[сцзж]к(?:ий|ая|ое|ой|ие)|[ное]й|[ыи]й|[ая]я|[оеё]е|ые|ие|ко|енк[аои]|их|ых|ого|его)$"
)
_DATA = GAZETTEERS.parent / "normalize" / "names" / "data"


@cache
def _of_others() -> frozenset[str]:
    """Collect the names of everything else in the tables, and the words of those of people and districts."""
    found: set[str] = set()
    for path in GAZETTEERS.glob("*/**/names.csv"):
        theme = path.relative_to(GAZETTEERS).parts[0]
        if theme == "settlements":
            continue
        for row in tables.read_rows(path):
            found.add(plain(row["name"]))
            if theme in {"people", "districts", "city_districts"}:
                found.update(plain(row["name"]).split())
    return frozenset(found)


@cache
def _given_names() -> frozenset[str]:
    with (_DATA / "given_names.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return frozenset(
        plain(name) for row in rows for name in (row["name"], *row["diminutives"].split("|"), *row["latin"].split("|"))
    )


@cache
def _analyzer() -> object:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


def _is_word(word: str) -> bool:
    """Tell whether the dictionary knows a word otherwise than as a place."""
    parses = [parse for parse in _analyzer().parse(word) if parse.is_known]  # type: ignore[attr-defined]
    return any("Geox" not in parse.tag for parse in parses)


def _is_english(name: str) -> bool:
    from wordfreq import zipf_frequency

    return zipf_frequency(name, "en") >= _COMMON_ENGLISH


def is_weak(russian: str, english: str, native: str = "", *, bearers: int = 1) -> bool:
    """Tell whether a small settlement's name needs a head word or its region beside it.

    Args:
        russian: its Russian name.
        english: its English name.
        native: its Ukrainian name.
        bearers: how many of the imported settlements bear the Russian name.
    """
    name = plain(russian)
    words = name.split()
    alone = len(words) == 1
    shared = bearers > 1 or namesakes.bearers(russian, native) > 1 or name in _of_others()
    named = name in _given_names() or plain(english) in _given_names()
    common = alone and (len(name) < _SHORTEST or bool(_LIKE_SURNAMES.search(name)) or _is_english(plain(english)))
    return shared or named or common or all(map(_is_word, words))
