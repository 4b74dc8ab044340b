"""How alike two names are, whatever their alphabet, case forms and word order."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.keys import alternates, skeleton
from normalize.match.distance import likeness

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´ʹʺ][^\W_]+)*")
_MOST_WORDS = 12
_LONGEST = 400
_INFLECTED = 0.98  # the same word but for its ending
_INITIAL = 0.9
_MISSING = 0.97  # for each word that one name lacks


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
    stems = likeness(skeleton(a), skeleton(b)) * _INFLECTED
    return max(best, stems)


def _initial(a: str, b: str) -> float:
    short, long = sorted((skeleton(a, "1c"), skeleton(b, "1c")), key=len)
    if short == long:
        return 1.0
    return _INITIAL if short and long.startswith(short) else likeness(short, long)
