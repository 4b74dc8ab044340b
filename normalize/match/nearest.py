"""Garbled names of places: which of a few names was meant."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from normalize.keys import skeleton
from normalize.match.alike import consonants, likenesses, other_start, shared_prefixes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalize.match.alike import Scores

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´ʹʺ][^\W_]+)*")
_MOST_WORDS = 12
_LONGEST = 200
_ADJECTIVE = re.compile("(?<=..)sk$")
_TOWN_FORM = 0.97  # "Grayvoron district": as good as the adjective, but second to it
_CUT_SHORT = 0.86  # "Klimo District", "Traktornoy District"
_SHARED = 0.85  # of the shorter name must be shared for one to be the other cut short
_STEM = 5  # letters: a shorter stem begins too many names


class Choices:
    """Names to choose from, prepared once and asked often.

    >>> districts = Choices(["Шолоховский", "Чертковский", "Боковский", "Верхнедонской"])
    >>> [districts.names[index] for index, score in districts.nearest("Verhnedonneskoye", limit=1)]
    ['Верхнедонской']
    >>> districts.nearest("Petrogradsky")
    []
    """

    __slots__ = ("_bare", "_bare_stems", "_firsts", "_keys", "_lengths", "_plain", "_stems", "names")

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._keys = [_key(name, 2) for name in self.names]
        self._stems = [_stem(key) for key in self._keys]
        self._plain = [_key(name, "1c") for name in self.names]
        self._bare = [consonants(key) for key in self._keys]
        self._bare_stems = [consonants(stem) for stem in self._stems]
        self._firsts = np.array([ord(key[:1] or "\0") for key in self._keys], dtype=np.float32)
        self._lengths = np.array([max(1, len(stem)) for stem in self._stems], dtype=np.float32)

    def nearest(self, query: str, limit: int = 5, cutoff: float = 0.7) -> list[tuple[int, float]]:
        """Rank the names that the query may be a garbled form of: index and score, best first.

        Adjective and town form of a name count as one ("Shebekino district"), and so does a name cut
        short, if the stem is not one that begins many names ("Krasno").
        """
        key = _key(query, 2)
        if not key or not self.names:
            return []
        scores = self._scores(key, _key(query, "1c"))
        best = np.argsort(-scores, kind="stable")[:limit]
        return [(int(index), round(float(scores[index]), 4)) for index in best if scores[index] >= cutoff]

    def _scores(self, key: str, plain: str) -> Scores:
        stem = _stem(key)
        whole = likenesses(key, self._keys, self._bare)
        stems = likenesses(stem, self._stems, self._bare_stems) * _TOWN_FORM
        scores = np.maximum(whole, stems) * other_start(key, self._firsts)
        if stem == key:  # "Sovetsky" is whole, "Traktornoy" may be the start of something
            scores = np.maximum(scores, self._cut_short(stem, self._stems))
        best: Scores = np.maximum(scores, self._cut_short(plain.removesuffix("i"), self._plain))
        return best

    def _cut_short(self, start: str, others: Sequence[str]) -> Scores:
        common = _first_parts().match(start)
        least = max(_STEM, common.end() + 2 if common else 0)
        if len(start) < least:
            return np.zeros(len(others), dtype=np.float32)
        shared = shared_prefixes(start, others)
        cover = shared / len(start)
        longer = self._lengths > shared
        kept: Scores = np.where((shared >= least) & (cover >= _SHARED) & longer, cover, 0).astype(np.float32)
        return kept * np.float32(_CUT_SHORT)


def nearest(query: str, choices: Sequence[str], limit: int = 5, cutoff: float = 0.7) -> list[tuple[int, float]]:
    """Rank the choices that the query may be a garbled form of: index and score, best first.

    The choices are prepared once and remembered; for choices that live long, keep a `Choices`.

    >>> nearest("Klimo", ["Климовский", "Клинцовский", "Карачевский"])
    [(0, 0.86)]
    """
    return _prepared(tuple(choices)).nearest(query, limit, cutoff)


@lru_cache(maxsize=256)
def _prepared(choices: tuple[str, ...]) -> Choices:
    return Choices(choices)


@lru_cache(maxsize=1)
def _first_parts() -> re.Pattern[str]:
    table = files(__package__).joinpath("data", "first_parts.csv").read_text(encoding="utf-8")
    parts = sorted({skeleton(row["part"], 2) for row in csv.DictReader(table.splitlines())}, reverse=True)
    return re.compile(f"(?:{'|'.join(parts)})[aeio]?")


def _key(name: str, level: int | str) -> str:
    words = _WORD.findall(name[:_LONGEST])[:_MOST_WORDS]
    return "".join(skeleton(word, level) for word in words)[:_LONGEST]


def _stem(key: str) -> str:
    return _ADJECTIVE.sub("", key)
