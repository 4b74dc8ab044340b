"""The letters of a stem as the bits of one number, so that stems with other letters are passed over at a glance."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def letters_of(spoken: str) -> int:
    """Give the letters of a stem as bits, so that stems with other letters are passed over at a glance."""
    bits = 0
    for letter in spoken:
        bits |= 1 << (ord(letter) & 31)
    return bits


@lru_cache(maxsize=1)
def _bit_counts() -> NDArray[np.uint8]:
    counts = np.zeros(1, dtype=np.uint8)
    for _ in range(16):
        counts = np.concatenate([counts, counts + np.uint8(1)])
    return counts


def _bits(numbers: NDArray[np.uint32]) -> NDArray[np.uint8]:
    if hasattr(np, "bitwise_count"):  # numpy 2: six times as fast
        bits: NDArray[np.uint8] = np.bitwise_count(numbers)
        return bits
    counts = _bit_counts()
    halves: NDArray[np.uint8] = counts[numbers & np.uint32(0xFFFF)] + counts[numbers >> np.uint32(16)]
    return halves


def having_letters(letters: NDArray[np.uint32], spoken: str, slips: int) -> NDArray[np.int64]:
    """Give the places of what lacks few letters of a string, and it few of theirs."""
    own = np.uint32(letters_of(spoken))
    found = np.flatnonzero(_bits(letters ^ own) <= 2 * slips)
    letters = letters[found]
    return found[(_bits(letters & ~own) <= slips) & (_bits(own & ~letters) <= slips)]
