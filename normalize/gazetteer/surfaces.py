"""What a surface is, and the hashes by which surfaces are found in a text.

A token's hash is polynomial over its code points modulo 2**64, so that prefix sums give every token's hash
without a loop in Python; a window's hash folds the hashes of its tokens together from left to right. Equal
hashes only propose: the store verifies each hit against the string.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from normalize.text.tokens import MAX_WORD
from normalize.types import Case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_BASE = 0x9E3779B97F4A7C15  # odd, hence invertible modulo 2**64
STEP = np.uint64(0xBF58476D1CE4E5B9)
MIX = np.uint64(0x94D049BB133111EB)
_MASK = (1 << 64) - 1
_BLOCK = 1 << 16
_CASES = tuple(Case)


class Form(IntEnum):
    """Which part of a name a surface shows."""

    FULL = 0
    SPECIFIC = 1  # "Киришский" of "Киришский район": says nothing without its head
    SURNAME = 2
    PERSON = 3  # given name and surname, with or without patronymic, in any order
    INITIALS = 4
    GIVEN_PATRONYMIC = 5
    ABBREVIATION = 6
    ADJECTIVE = 7  # "российский", "Ukrainian": context, never a link


class Needs(IntEnum):
    """How a surface must be written to be taken for the name."""

    ANY = 0
    CAPITAL = 1
    UPPER = 2


@dataclass(frozen=True, slots=True)
class Surface:
    """One generated surface: folded tokens joined by a space, and what it shows of the name."""

    words: str
    form: Form
    needs: Needs = Needs.CAPITAL
    cases: int = 0  # bit i is set for tuple(Case)[i]; 0 where case does not apply
    plural: bool = False
    weak: bool = False  # needs support even where its alias is strong
    ordinary: bool = False  # is also an ordinary word or a surname


def case_bit(case: Case) -> int:
    """Give the bit of a case in `Surface.cases`."""
    return 1 << _CASES.index(case)


@lru_cache(maxsize=1)
def powers() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Give the powers of the base of the hashes, and those of its inverse."""
    size = _BLOCK + MAX_WORD + 1
    up = np.full(size, _BASE, dtype=np.uint64)
    down = np.full(size, pow(_BASE, -1, 1 << 64), dtype=np.uint64)
    up[0] = down[0] = 1
    return np.multiply.accumulate(up), np.multiply.accumulate(down)


def _mix(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    hashes = hashes ^ (hashes >> np.uint64(31))
    hashes = hashes * MIX
    return hashes ^ (hashes >> np.uint64(29))


def token_hashes(folded: str, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Hash `folded[start:end]` for each token; a token longer than any name hashes to 0.

    Args:
        folded: a folded text.
        starts: where each token starts, ascending, in code points.
        ends: where each token ends.
    """
    return code_hashes(np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype="<u4"), starts, ends)


def code_hashes(codes: NDArray[Any], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Hash as `token_hashes` does, a text that is given as code points."""
    hashes = np.zeros(len(starts), dtype=np.uint64)
    edges = np.searchsorted(starts, np.arange(0, len(codes) + _BLOCK, _BLOCK))
    for block, (first, last) in enumerate(itertools.pairwise(edges)):
        if first < last:
            origin = block * _BLOCK
            segment = codes[origin : origin + _BLOCK + MAX_WORD].astype(np.uint64)
            hashes[first:last] = _block_hashes(segment, starts[first:last] - origin, ends[first:last] - origin)
    hashes[ends - starts > MAX_WORD] = 0
    return hashes


def _block_hashes(codes: NDArray[np.uint64], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint64]:
    up, down = powers()
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum((codes + np.uint64(1)) * up[: len(codes)], out=sums[1:])
    ends = np.minimum(ends, len(codes))
    return _mix((sums[ends] - sums[starts]) * down[starts])


def word_hash(word: str) -> int:
    """Hash one folded word as `token_hashes` would within a text."""
    if len(word) > MAX_WORD:
        return 0
    total, power = 0, 1
    for letter in word:
        total = (total + (ord(letter) + 1) * power) & _MASK
        power = power * _BASE & _MASK
    return _mix_one(total)


def _mix_one(value: int) -> int:
    value ^= value >> 31
    value = value * int(MIX) & _MASK
    return value ^ (value >> 29)


def grow(windows: NDArray[np.uint64], tokens: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Lengthen each window by one token."""
    return _mix(windows * STEP + tokens)


def surface_hash(words: Sequence[str]) -> int:
    """Hash one surface, given as folded tokens.

    >>> surface_hash(["василий", "анохин"]) != surface_hash(["анохин", "василий"])
    True
    """
    window = word_hash(words[0])
    for word in words[1:]:
        window = _mix_one((window * int(STEP) + word_hash(word)) & _MASK)
    return window


def surface_hashes(
    surfaces: Sequence[str],
) -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.int64]]:
    """Hash many surfaces (folded tokens joined by one space).

    Gives the hash of each surface, the hash of its first token, and its number of tokens.
    """
    text = "\n".join(surfaces) + "\n"
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    gaps = np.flatnonzero((codes == ord(" ")) | (codes == ord("\n")))
    starts = np.concatenate([[0], gaps[:-1] + 1]).astype(np.int64)
    hashes = token_hashes(text, starts, gaps.astype(np.int64))
    last = np.flatnonzero(codes[gaps] == ord("\n"))
    first = np.concatenate([[0], last[:-1] + 1])
    counts = last - first + 1
    windows = hashes[first].copy()
    for offset in range(1, int(counts.max(initial=1))):
        longer = np.flatnonzero(counts > offset)
        windows[longer] = grow(windows[longer], hashes[first[longer] + offset])
    return windows, hashes[first], counts
