"""How alike two skeletons, two words or two names are, and which of many is nearest.

Skeletons are at most 64 letters long, so that the quadratic cost of an edit distance has a bound.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from normalize.keys import alternates, skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

_NO_VOWELS = str.maketrans("", "", "aeiou")
# Shares of edit similarity, Jaro-Winkler, and edit similarity of the consonants: of seven mixes this one
# found most garbled district names at a given rate of false ones (benchmarks/nearest.py).
_EDITS, _WINKLER, _CONSONANTS = 0.5, 0.3, 0.2
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´ʹʺ][^\W_]+)*")
_MOST_WORDS = 12
_LONGEST = 400
_ENDING = 0.98  # the same word but for its ending
_INITIAL = 0.9
_MISSING = 0.97  # for each word that one name lacks
_ADJECTIVE = re.compile("(?<=..)sk$")
_TOWN_FORM = 0.97  # "Grayvoron district": as good as the adjective, but second to it
_CUT_SHORT = 0.86  # "Klimo District", "Traktornoy District"
_SHARED = 0.85  # of the shorter name must be shared for one to be the other cut short
_STEM = 5  # letters: a shorter stem begins too many names
_OTHER_START = 0.95  # slips rarely hit the first sound: Алейский is not Балейский


@lru_cache(maxsize=1)
def _rapidfuzz() -> tuple[Any, Any, Any]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA, JaroWinkler, Prefix

    return (
        process.cdist,
        (OSA.normalized_similarity, JaroWinkler.similarity),
        (OSA.distance, Prefix.similarity),
    )


def consonants(key: str) -> str:
    """Keep the consonants: garbled names lose their vowels first."""
    return key.translate(_NO_VOWELS)


@lru_cache(maxsize=65536)
def edits(a: str, b: str) -> int:
    """Count the slips between two skeletons: letters put in, left out, changed, or swapped.

    >>> edits("drozdenk", "drozdnek")
    1
    """
    return int(_rapidfuzz()[2][0](a, b))


@lru_cache(maxsize=65536)
def likeness(a: str, b: str) -> float:
    """Score two skeletons from 0 to 1, the same both ways.

    >>> likeness("solohovsk", "solohovsk")
    1.0
    >>> likeness("omsk", "tomsk") < 0.85 < likeness("solohovsk", "solahovsk")
    True
    """
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    edit, winkler = _rapidfuzz()[1]
    score: float = _EDITS * edit(a, b) + _WINKLER * winkler(a, b)
    score += _CONSONANTS * edit(consonants(a), consonants(b))
    return score if a[0] == b[0] else score * _OTHER_START


def likenesses(key: str, others: Sequence[str], bare: Sequence[str]) -> Scores:
    """Score one skeleton against many; `bare` are the consonants of the many."""
    cdist, (edit, winkler), _ = _rapidfuzz()
    scores: Scores = _EDITS * cdist([key], others, scorer=edit)[0]
    scores += _WINKLER * cdist([key], others, scorer=winkler)[0]
    scores += _CONSONANTS * cdist([consonants(key)], bare, scorer=edit)[0]
    return scores


def other_start(first: str, firsts: Scores) -> Scores:
    """Lower the score of what begins with another sound."""
    return np.where(firsts == ord(first[:1] or "\0"), 1.0, _OTHER_START).astype(np.float32)


def shared_prefixes(key: str, others: Sequence[str]) -> Scores:
    """Count the leading letters that one skeleton shares with each of many."""
    cdist, _, (_, prefix) = _rapidfuzz()
    return cdist([key], others, scorer=prefix)[0].astype(np.float32)  # type: ignore[no-any-return]


def words(surface: str) -> tuple[str, ...]:
    """Cut a name into words; hyphens and commas part them, apostrophes do not."""
    return tuple(_WORD.findall(surface[:_LONGEST])[:_MOST_WORDS])


@lru_cache(maxsize=32768)
def similarity(a: str, b: str) -> float:
    """Score two names from 0 to 1 by the worst of their words, aligned one to one.

    The worst, not the mean: "Александр Иванов" and "Александр Петров" share half their letters and no
    person. A word that only one of them has (a patronymic) costs little.

    >>> similarity("Анохин Василий", "Vasily Anokhin")
    1.0
    >>> similarity("Александр Иванов", "Aleksandr Petrov") < 0.6
    True
    >>> similarity("", "Anokhin")
    0.0
    """
    ours, theirs = sorted((words(a), words(b)), key=lambda side: (len(side), side))
    if not ours:
        return 0.0
    worst = min(score for score, _, _ in aligned(ours, theirs))
    return round(worst * _MISSING ** (len(theirs) - len(ours)), 4)


def aligned(ours: tuple[str, ...], theirs: tuple[str, ...]) -> list[tuple[float, int, int]]:
    """Pair words one to one, the likest first; each pair is a score and the two places."""
    pairs = sorted(
        ((word_similarity(a, b), -i, -j) for i, a in enumerate(ours) for j, b in enumerate(theirs)),
        reverse=True,
    )
    chosen: list[tuple[float, int, int]] = []
    left, right = set(range(len(ours))), set(range(len(theirs)))
    for score, i, j in pairs:
        if -i in left and -j in right:
            left.discard(-i)
            right.discard(-j)
            chosen.append((score, -i, -j))
    return chosen


@lru_cache(maxsize=65536)
def word_similarity(a: str, b: str) -> float:
    """Score two words from 0 to 1, under the likest of their possible spellings.

    >>> word_similarity("Jukov", "Жуков")
    1.0
    >>> word_similarity("В", "Vasily")
    0.9
    """
    if min(len(a), len(b)) <= 2 and a != b:
        return _initial(a, b)
    best = 0.0
    for one in alternates(a, "1c"):
        for other in alternates(b, "1c"):
            best = max(best, likeness(one, other))
            if best == 1.0:
                return best
    stems = likeness(skeleton(a), skeleton(b)) * _ENDING
    return max(best, stems)


def _initial(a: str, b: str) -> float:
    short, long = sorted((skeleton(a, "1c"), skeleton(b, "1c")), key=len)
    if short == long:
        return 1.0
    return _INITIAL if short and long.startswith(short) else likeness(short, long)


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
    parts = sorted({skeleton(part) for part in column("first_parts.csv", "part")}, reverse=True)
    return re.compile(f"(?:{'|'.join(parts)})[aeio]?")


def _key(name: str, level: int | str) -> str:
    words = _WORD.findall(name[:_LONGEST])[:_MOST_WORDS]
    return "".join(skeleton(word, level) for word in words)[:_LONGEST]


def _stem(key: str) -> str:
    return _ADJECTIVE.sub("", key)


@lru_cache(maxsize=32)
def column(table: str, name: str) -> tuple[str, ...]:
    """Read one column of one of this room's tables."""
    text = files("normalize.match").joinpath("data", table).read_text(encoding="utf-8")
    return tuple(row[name] for row in csv.DictReader(text.splitlines()))
