"""What of a name decides with which names it is compared: its words' keys, whole and in parts, as numbers.

Every number is worked out from the word alone, so that each process and each machine finds the same one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from normalize import Knowledge, blocking_keys, clean, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

SLOTS = 6  # words of a name (each spelling of a word counts) that are looked at; the longest are kept
_ENTITIES = 6  # entities that a name may mean before it says too little to look for it by them
_END = 3  # sounds at either end of a key; one slip leaves one end as it was
_LONGEST = 400
_THINGS = frozenset({"organization", "term"})
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´ʹʺ][^\W_]+)*")


class Signatures(NamedTuple):
    """A table of names, one row each; 0 stands where a name has no more words.

    Attributes:
        whole: the key of each word.
        first: its first sound.
        head: its first sounds.
        tail: its last sounds.
        place: which word of the name it spells, for one word may have several spellings.
        initial: whether it is an initial.
        entities: the entities that the gazetteer knows by the name.
    """

    whole: NDArray[np.int64]
    first: NDArray[np.int64]
    head: NDArray[np.int64]
    tail: NDArray[np.int64]
    place: NDArray[np.int64]
    initial: NDArray[np.bool_]
    entities: NDArray[np.int64]

    def take(self, rows: NDArray[np.int64]) -> Signatures:
        """Give the rows of these numbers."""
        return Signatures._make(column[rows] for column in self)


def signatures(names: Sequence[str], kind: str | None) -> Signatures:
    """Work out the signatures of names."""
    count = len(names)
    numbers = np.zeros((5, count, SLOTS), np.int64)
    initial = np.zeros((count, SLOTS), np.bool_)
    entities = np.zeros((count, _ENTITIES), np.int64)
    for row, surface in enumerate(names):
        for slot, (word, place) in enumerate(_longest(_words(surface))):
            numbers[:4, row, slot] = word[:4]
            numbers[4, row, slot] = place + 1
            initial[row, slot] = word.initial
        if kind != "person":
            known = _entities(surface, kind)
            entities[row, : len(known)] = known
    whole, first, head, tail, places = numbers
    return Signatures(whole, first, head, tail, places, initial, entities)


class _Word(NamedTuple):
    whole: int
    first: int
    head: int
    tail: int
    initial: bool
    length: int


def _words(surface: str) -> list[tuple[_Word, int]]:
    found = _WORD.findall(clean(surface[:_LONGEST]).text)
    return [(spelling, place) for place, word in enumerate(found) for spelling in _spellings(word)]


def _longest(words: list[tuple[_Word, int]]) -> Iterable[tuple[_Word, int]]:
    if len(words) <= SLOTS:
        return words
    return sorted(words, key=lambda word: (word[0].initial, -word[0].length, word[1], word[0].whole))[:SLOTS]


@lru_cache(maxsize=262144)
def _spellings(word: str) -> tuple[_Word, ...]:
    keys = sorted(key.partition(":")[2] for key in blocking_keys(word))
    return tuple(
        _Word(
            whole=_number(key),
            first=_number(key[:1]),
            head=_number(key[:_END]),
            tail=_number(key[-_END:]),
            initial=len(key) == 1,
            length=len(word),
        )
        for key in keys
        if key
    )


@lru_cache(maxsize=262144)
def _number(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little", signed=True) | 1


def _entities(surface: str, kind: str | None) -> list[int]:
    known = _knowledge().known(surface, kind if kind in _THINGS else "place" if kind else "")
    ids = known.sure or known.possible
    return [_number(f"entity {one}") for one in sorted(ids)] if len(ids) <= _ENTITIES else []


@lru_cache(maxsize=1)
def _knowledge() -> Knowledge:
    return Knowledge(load(ner=False).gazetteer)
