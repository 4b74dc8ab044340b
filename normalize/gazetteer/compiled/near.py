"""The index of words: which names hold a word, and which stems are one slip away from another.

A name is kept as its words, a word as its skeleton (level 1) below its stem (level 2), so that one entry stands for
all case forms and spellings, and the index grows with the words of a gazetteer, not with its names. Every stem is
filed under itself and under all that is left when one letter is left out; two words that differ by one slip then
share a drawer. A drawer only proposes: `match.alike` measures what lies in it.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from normalize.gazetteer.compiled.strings import narrow, offsets
from normalize.keys import skeleton, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from normalize.gazetteer.compiled.container import Sections

    Places = NDArray[np.int64]

_MOST_WORDS = 12  # of one name
_SMALLEST = 64  # drawers
_FEW = 6  # words whose names are put together one by one
_DRAWERS = ("_near_at", "_near_stem")


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


def hash_of(spoken: str) -> int:
    """Hash a stem; the low bits are its drawer."""
    return zlib.crc32(spoken.encode("utf-8", "surrogatepass"))


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
    counts = _bit_counts()
    bits: NDArray[np.uint8] = counts[numbers & np.uint32(0xFFFF)] + counts[numbers >> np.uint32(16)]
    return bits


class Names:
    """The index of words of an open file."""

    def __init__(self, sections: Sections) -> None:
        self._sections = sections

    @cached_property
    def words(self) -> list[str]:
        """All skeletons, sorted by their stems."""
        return self._strings("word", self._sections.size_of("word_at") - 1)

    @cached_property
    def stems(self) -> list[str]:
        """All stems, sorted."""
        return self._strings("stem", self._sections.size_of("stem_at") - 1)

    @cached_property
    def stem_length(self) -> NDArray[np.int64]:
        """How many letters each stem has."""
        content = self._sections["stem"]
        letters = content[(content & 0xC0) != 0x80]  # the first byte of each
        ends = np.append(np.flatnonzero(letters == ord("\n")), len(letters))
        return np.diff(ends, prepend=-1) - 1

    def _strings(self, name: str, count: int) -> list[str]:
        content = self._sections[name].tobytes()
        try:
            found = content.decode("utf-8", "surrogatepass").split("\n") if count > 0 else []
        except UnicodeDecodeError as error:
            raise self._sections.damaged(name) from error
        if len(found) != max(count, 0):
            raise self._sections.damaged(name)
        return found

    @cached_property
    def stem_at(self) -> NDArray[Any]:
        """Where the words of each stem begin."""
        return self._sections.offsets("stem_at", len(self.words))

    @cached_property
    def stem_of(self) -> NDArray[np.int64]:
        """The stem of each word."""
        sizes = self.stem_at[1:].astype(np.int64) - self.stem_at[:-1]
        return np.repeat(np.arange(len(sizes)), sizes)

    def stem_number(self, spoken: str) -> int | None:
        """Give the number of a stem, or None."""
        at = bisect_left(self.stems, spoken)
        return at if at < len(self.stems) and self.stems[at] == spoken else None

    @cached_property
    def word_at(self) -> NDArray[Any]:
        """Where the names of each word begin."""
        return self._sections.offsets("word_at", self._sections.size_of("word_name"))

    @cached_property
    def word_name(self) -> NDArray[Any]:
        """The names that hold each word."""
        return self._sections.below("word_name", len(self.name_entity))

    @cached_property
    def name_at(self) -> NDArray[Any]:
        """Where the words of each name begin."""
        found = self._sections.offsets("name_at", self._sections.size_of("name_word"))
        if len(found) != len(self.name_entity) + 1:
            raise self._sections.damaged("name_at")
        return found

    @cached_property
    def name_word(self) -> NDArray[Any]:
        """The words of each name."""
        return self._sections.below("name_word", len(self.words))

    @cached_property
    def name_entity(self) -> NDArray[Any]:
        """Whose each name is."""
        return self._sections.below("name_entity", self._sections.size_of("entity_kind"))

    @cached_property
    def _near_at(self) -> NDArray[Any]:
        return self._sections.offsets("near_at", self._sections.size_of("near_stem"))

    @cached_property
    def _near_stem(self) -> NDArray[Any]:
        return self._sections.below("near_stem", len(self.stems))

    def verify(self) -> None:
        """Read the whole index."""
        for name in ("words", "stems", "stem_at", "word_at", "word_name", "name_at", "name_word", *_DRAWERS):
            getattr(self, name)

    def proposed(self, spoken: Iterable[str]) -> list[int]:
        """Give the stems that lie in the drawers of any of these strings."""
        at, stems = self._near_at, self._near_stem
        mask = len(at) - 2
        found: set[int] = set()
        for one in spoken:
            drawer = hash_of(one) & mask
            start, end = int(at[drawer]), int(at[drawer + 1])
            if start != end:
                found.update(stems[start:end].tolist())
        return sorted(found)

    def with_letters_of(self, spoken: str, slips: int) -> Places:
        """Give the stems that lack few letters of a string, and it few of theirs."""
        own, letters = np.uint32(letters_of(spoken)), self._sections["stem_letters"]
        found = np.flatnonzero(_bits(letters ^ own) <= 2 * slips)
        letters = letters[found]
        return found[(_bits(letters & ~own) <= slips) & (_bits(own & ~letters) <= slips)]

    def words_of(self, stems: Sequence[int]) -> Places:
        """Give the words of some stems, ascending."""
        at = self.stem_at
        if len(stems) == 1:
            return np.arange(int(at[stems[0]]), int(at[stems[0] + 1]))
        places = np.asarray(stems, dtype=np.int64)
        return spread(at[places], at[places + 1])

    def names_of(self, words: Places) -> NDArray[Any]:
        """Give the names that hold any of some words, ascending; a name with two of them may come twice."""
        at, held = self.word_at, self.word_name
        if len(words) > _FEW:
            return np.unique(held[spread(at[words], at[words + 1])])
        pieces = [held[int(at[word]) : int(at[word + 1])] for word in words.tolist()]
        return pieces[0] if len(pieces) == 1 else np.sort(np.concatenate(pieces))


def spread(starts: NDArray[Any], ends: NDArray[Any]) -> Places:
    """Give the numbers of several ranges, one range after another."""
    first = starts.astype(np.int64)
    sizes = ends.astype(np.int64) - first
    total = int(sizes.sum())
    shifts = np.repeat(first - (np.cumsum(sizes) - sizes), sizes)
    return shifts + np.arange(total, dtype=np.int64)
