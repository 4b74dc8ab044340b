"""What of a name decides with which names it is compared: its words' keys, whole and in parts, as numbers.

Every number is worked out from the word alone, so that each process and each machine finds the same one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from normalize import Knowledge, blocking_keys, clean, given_names_of, load, romanize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SLOTS = 6  # words of a name (each spelling of a word counts) that are looked at
_ENTITIES = 6  # entities that a name may mean before it says too little to look for it by them
_END = 3  # sounds at either end of a key; one slip leaves one end as it was
_LONGEST = 400
_VOWELS = frozenset("aeiou")
_HUSHING = 27  # the bit of ч and ш, which keys write with a capital; letters have the bits to 26
_MEANT = 3  # names behind a pet name that are looked for
_THINGS = frozenset({"organization", "term"})
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´ʹʺ][^\W_]+)*")


class Signatures(NamedTuple):
    """A table of names, one row each; 0 stands where a name has no more words.

    Attributes:
        whole: the key of each word.
        first: its first sound.
        head: its first sounds.
        tail: its last sounds.
        letter: its first letter, romanized: an initial may follow the letter or the sound.
        bones: a bit for each of its consonants.
        place: which word of the name it spells, for one word may have several spellings.
        initial: whether it is an initial.
        entities: the entities that the gazetteer knows by the name.
    """

    whole: NDArray[np.int64]
    first: NDArray[np.int64]
    head: NDArray[np.int64]
    tail: NDArray[np.int64]
    letter: NDArray[np.int64]
    bones: NDArray[np.int64]
    place: NDArray[np.int64]
    initial: NDArray[np.bool_]
    entities: NDArray[np.int64]

    def take(self, rows: NDArray[np.int64]) -> Signatures:
        """Give the rows of these numbers."""
        return Signatures._make(column[rows] for column in self)


def signatures(names: Sequence[str], kind: str | None) -> Signatures:
    """Work out the signatures of names."""
    count = len(names)
    numbers = np.zeros((7, count, SLOTS), np.int64)
    initial = np.zeros((count, SLOTS), np.bool_)
    entities = np.zeros((count, _ENTITIES), np.int64)
    for row, surface in enumerate(names):
        for slot, (word, place) in enumerate(_words(surface)):
            numbers[:6, row, slot] = word[:6]
            numbers[6, row, slot] = place + 1
            initial[row, slot] = word.initial
        if kind != "person":
            known = _entities(surface, kind)
            entities[row, : len(known)] = known
    return Signatures._make((*numbers, initial, entities))


class _Word(NamedTuple):
    whole: int
    first: int
    head: int
    tail: int
    letter: int
    bones: int
    initial: bool
    length: int


def _words(surface: str) -> list[tuple[_Word, int]]:
    """Give the words of a name, each in its spellings, with its place in the name."""
    found = _WORD.findall(clean(surface[:_LONGEST]).text)
    spelt = [(place, _spellings(word)) for place, word in enumerate(found)]
    words = [(place, rank, spelling) for place, spellings in spelt for rank, spelling in enumerate(spellings)]
    if len(words) > SLOTS:  # a second spelling takes no word's room, an initial no longer word's
        words.sort(key=lambda one: (one[1], one[2].initial, -one[2].length, one[0]))
        words = sorted(words[:SLOTS], key=lambda one: one[:2])
    return [(spelling, place) for place, _, spelling in words]


@lru_cache(maxsize=262144)
def _spellings(word: str) -> tuple[_Word, ...]:
    """Give the spellings of a word, and those of the name behind a pet name: "Саша" is looked for as Александр too."""
    meant = sorted(given_names_of(word))[:_MEANT] if len(word) > 1 else ()
    keys = dict.fromkeys(key for spelling in (word, *meant) for key in _keys(spelling))
    letter = _number(romanize(word)[:1].lower())
    return tuple(_word(key, letter, len(word)) for key in keys)


def _keys(word: str) -> list[str]:
    return [bare for key in sorted(blocking_keys(word)) if (bare := key.partition(":")[2])]


def _word(key: str, letter: int, length: int) -> _Word:
    return _Word(
        whole=_number(key),
        first=_number(key[:1]),
        head=_number(key[:_END]),
        tail=_number(key[-_END:]),
        letter=letter,
        bones=_bones(key),
        initial=len(key) == 1,
        length=length,
    )


def _bones(key: str) -> int:
    bones = 0
    for sound in set(key.replace("dz", "z")) - _VOWELS:  # дж is one sound, for which Latin may write j
        bones |= 1 << (ord(sound) & 31 if sound.islower() else _HUSHING)
    return bones


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
