"""The index of words as it is made: names are taken in one after another, sections come out."""

from __future__ import annotations

import zlib
from array import array
from typing import TYPE_CHECKING, Any

import numpy as np

from normalize.gazetteer.compiled.near.letters import letters_of
from normalize.gazetteer.compiled.strings import narrow, offsets
from normalize.keys import skeleton, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Places = NDArray[np.int64]

_MOST_WORDS = 12  # of one name
_SMALLEST = 64  # drawers
MOST_PAIRED = 4  # words of a name that is filed under the pairs of them: the pairs of longer ones would be too many
_FEW_TIMES, _MANY_TIMES, _MIXED = 0x9E3779B1, 0x85EBCA77, 15  # primes of xxHash; the low bits of a product mix badly


def drawers(spoken: str) -> Iterator[str]:
    """Give a stem and what is left of it when one letter is left out."""
    yield spoken
    if len(spoken) > 2:
        for place in range(len(spoken)):
            yield spoken[:place] + spoken[place + 1 :]


class Words:
    """Names and their words, one after another, as entities are compiled."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}  # of each word as it is written, then of each skeleton
        self._spoken: dict[str, int] = {}
        self._entity, self._length, self._word = array("I"), array("B"), array("I")

    def add(self, entity: int, names: Iterable[Sequence[str]]) -> None:
        """Add the names of an entity, each as its words; what sounds the same is kept once."""
        known: set[tuple[int, ...]] = set()
        for words in names:
            numbers = tuple(number for word in words[:_MOST_WORDS] if (number := self._number(word)) >= 0)
            alike = tuple(sorted(numbers))
            if numbers and alike not in known:
                known.add(alike)
                self._entity.append(entity)
                self._length.append(len(numbers))
                self._word.extend(numbers)

    def _number(self, word: str) -> int:
        number = self._numbers.get(word)
        if number is None:
            spoken = skeleton(word, 1)
            number = self._spoken.setdefault(spoken, len(self._spoken)) if spoken else -1
            self._numbers[word] = number
        return number

    def sections(self, ranks: Places) -> dict[str, NDArray[Any]]:
        """Give the sections that `Names` reads; entity i of those added is number `ranks[i]`."""
        ordered = sorted((stem(spoken), spoken) for spoken in self._spoken)
        place = np.empty(len(ordered), dtype=np.int64)
        place[[self._spoken[spoken] for _, spoken in ordered]] = np.arange(len(ordered))
        entities = ranks[np.array(self._entity, dtype=np.int64)]
        moved = np.argsort(entities, kind="stable")
        sizes = np.array(self._length, dtype=np.int64)
        ends = np.cumsum(sizes)
        words = place[np.array(self._word, dtype=np.int64)][spread((ends - sizes)[moved], ends[moved])]
        names = np.repeat(np.arange(len(moved)), sizes[moved])
        order = np.lexsort((names, words))
        stems = sorted({found for found, _ in ordered})
        counts = np.bincount(words, minlength=len(ordered))
        number = {found: at for at, found in enumerate(stems)}
        stem_of = np.array([number[found] for found, _ in ordered], dtype=np.int64)
        return {
            "name_at": offsets(sizes[moved]),
            "name_entity": entities[moved].astype("<u4"),
            "name_word": narrow(words),
            "word": _lines([spoken for _, spoken in ordered]),
            "word_at": offsets(counts.tolist()),
            "word_name": narrow(names[order]),
            "stem": _lines(stems),
            "stem_at": _starts([found for found, _ in ordered], stems),
            "stem_letters": np.array([letters_of(found) for found in stems], dtype="<u4"),
            **_drawer_sections(stems),
            **_pair_sections(np.cumsum(sizes[moved]) - sizes[moved], sizes[moved], stem_of[words]),
        }


def _lines(strings: Sequence[str]) -> NDArray[Any]:
    return np.frombuffer("\n".join(strings).encode("utf-8", "surrogatepass"), dtype="u1")


def _starts(found: Sequence[str], stems: Sequence[str]) -> NDArray[Any]:
    counts = dict.fromkeys(stems, 0)
    for one in found:
        counts[one] += 1
    return offsets(list(counts.values()))


def _drawer_sections(stems: Sequence[str]) -> dict[str, NDArray[Any]]:
    hashes, owners = array("I"), array("I")
    for number, found in enumerate(stems):
        for left in set(drawers(found)):
            hashes.append(hash_of(left))
            owners.append(number)
    size = max(_SMALLEST, 1 << (len(hashes) // 2).bit_length())
    at = np.array(hashes, dtype=np.int64) & (size - 1)
    stem_of = np.array(owners, dtype=np.int64)
    order = np.lexsort((stem_of, at))
    return {
        "near_at": offsets(np.bincount(at, minlength=size).tolist()),
        "near_stem": narrow(stem_of[order]),
    }


def _pair_sections(starts: Places, sizes: Places, stems: Places) -> dict[str, NDArray[Any]]:
    """File each short name under every pair of its stems."""
    hashes, owners = [np.zeros(0, dtype=np.uint64)], [np.zeros(0, dtype=np.int64)]
    for one in range(MOST_PAIRED):
        for other in range(one + 1, MOST_PAIRED):
            names = np.flatnonzero((sizes > other) & (sizes <= MOST_PAIRED))
            hashes.append(_paired(stems[starts[names] + one], stems[starts[names] + other]))
            owners.append(names)
    both, names = np.concatenate(hashes), np.concatenate(owners)
    size = max(_SMALLEST, 1 << (len(both) // 2).bit_length())
    at = (both & np.uint64(size - 1)).astype(np.int64)
    order = np.lexsort((names, at))
    at, names = at[order], names[order]
    first = np.append(True, (at[1:] != at[:-1]) | (names[1:] != names[:-1])) if len(at) else np.zeros(0, dtype=bool)
    counts = np.bincount(at[first], minlength=size)
    return {"pair_at": offsets(counts.tolist()), "pair_name": narrow(names[first])}


def pair_of(one: int, other: int) -> int:
    """Hash two stems by their numbers, in either order; the low bits are the drawer of the pair.

    >>> pair_of(7, 9) == pair_of(9, 7)
    True
    """
    few, many = (one, other) if one < other else (other, one)
    return (few * _FEW_TIMES + many * _MANY_TIMES) >> _MIXED


def _paired(ones: Places, others: Places) -> NDArray[np.uint64]:
    few, many = np.minimum(ones, others).astype(np.uint64), np.maximum(ones, others).astype(np.uint64)
    return (few * np.uint64(_FEW_TIMES) + many * np.uint64(_MANY_TIMES)) >> np.uint64(_MIXED)


def hash_of(spoken: str) -> int:
    """Hash a stem; the low bits are its drawer."""
    return zlib.crc32(spoken.encode("utf-8", "surrogatepass"))


def spread(starts: NDArray[Any], ends: NDArray[Any]) -> Places:
    """Give the numbers of several ranges, one range after another."""
    first = starts.astype(np.int64)
    sizes = ends.astype(np.int64) - first
    total = int(sizes.sum())
    shifts = np.repeat(first - (np.cumsum(sizes) - sizes), sizes)
    return shifts + np.arange(total, dtype=np.int64)
