"""The door to rapidfuzz: how far two skeletons are apart, one by one or one against many.

Skeletons are at most 64 letters long, so that the quadratic cost of an edit distance has a bound.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

_NO_VOWELS = str.maketrans("", "", "aeiou")
# Shares of edit similarity, Jaro-Winkler, and edit similarity of the consonants: of seven mixes this one
# found most garbled district names at a given rate of false ones (benchmarks/nearest.py).
_EDITS, _WINKLER, _CONSONANTS = 0.5, 0.3, 0.2
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


def consonants(skeleton: str) -> str:
    """Keep the consonants: garbled names lose their vowels first."""
    return skeleton.translate(_NO_VOWELS)


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


def likenesses(skeleton: str, others: Sequence[str], bare: Sequence[str]) -> Scores:
    """Score one skeleton against many; `bare` are the consonants of the many."""
    cdist, (edit, winkler), _ = _rapidfuzz()
    scores: Scores = _EDITS * cdist([skeleton], others, scorer=edit)[0]
    scores += _WINKLER * cdist([skeleton], others, scorer=winkler)[0]
    scores += _CONSONANTS * cdist([consonants(skeleton)], bare, scorer=edit)[0]
    return scores


def other_start(first: str, firsts: Scores) -> Scores:
    """Lower the score of what begins with another sound."""
    return np.where(firsts == ord(first[:1] or "\0"), 1.0, _OTHER_START).astype(np.float32)


def shared_prefixes(skeleton: str, others: Sequence[str]) -> Scores:
    """Count the leading letters that one skeleton shares with each of many."""
    cdist, _, (_, prefix) = _rapidfuzz()
    return cdist([skeleton], others, scorer=prefix)[0].astype(np.float32)  # type: ignore[no-any-return]
