"""How alike two skeletons, two words or two names are; the door to rapidfuzz.

Skeletons are at most 64 letters long, so that the quadratic cost of an edit distance has a bound.
"""

from __future__ import annotations

import re
from functools import lru_cache
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
