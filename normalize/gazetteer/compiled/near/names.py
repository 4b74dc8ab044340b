"""The index of words of an open file, as it is asked.

A single number is read through a `memoryview`, which gives it in a quarter of the time that numpy takes; what is
asked for thousands of names at once is numpy's.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from normalize.gazetteer.compiled.near.letters import having_letters
from normalize.gazetteer.compiled.near.words import MOST_PAIRED, hash_of, pair_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from normalize.gazetteer.compiled.container import Sections

    Places = NDArray[np.int64]

_FEW = 64  # names that are looked at one by one: arrays pay above that
_DRAWERS = ("_near_at", "_near_stem", "_pairs")


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
    def _by_length(self) -> tuple[Places, Places, NDArray[np.uint32]]:
        """The stems by their lengths: where each length begins, their numbers and their letters."""
        content = self._sections["stem"]
        letters = content[(content & 0xC0) != 0x80]  # the first byte of each
        ends = np.append(np.flatnonzero(letters == ord("\n")), len(letters))
        lengths = np.diff(ends, prepend=-1)[: len(self.stems)] - 1
        order = np.argsort(lengths, kind="stable")
        return np.cumsum(np.bincount(lengths, minlength=1)), order, self._sections["stem_letters"][order]

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
    def stem_at(self) -> memoryview[int]:
        """Where the words of each stem begin."""
        return self._sections.offsets("stem_at", len(self.words)).data

    @cached_property
    def stem_of(self) -> NDArray[np.int32]:
        """The stem of each word."""
        at = np.asarray(self.stem_at).astype(np.int64)
        return np.repeat(np.arange(len(at) - 1, dtype=np.int32), at[1:] - at[:-1])

    @cached_property
    def first_letters(self) -> NDArray[np.uint32]:
        """The first letter of each word."""
        return np.fromiter((ord(word[:1] or "\0") for word in self.words), dtype=np.uint32, count=len(self.words))

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
    def _holders(self) -> tuple[memoryview[int], memoryview[int]]:
        return self.word_at.data, self.word_name.data

    @cached_property
    def _held(self) -> tuple[memoryview[int], memoryview[int]]:
        return self.name_at.data, self.name_word.data

    @cached_property
    def owner(self) -> memoryview[int]:
        """Whose each name is, one by one."""
        return self.name_entity.data

    @cached_property
    def _near_at(self) -> memoryview[int]:
        return self._sections.offsets("near_at", self._sections.size_of("near_stem")).data

    @cached_property
    def _near_stem(self) -> memoryview[int]:
        return self._sections.below("near_stem", len(self.stems)).data

    @cached_property
    def _stem_of(self) -> memoryview[int]:
        return self.stem_of.data

    @cached_property
    def _pairs(self) -> tuple[memoryview[int], memoryview[int]]:
        at = self._sections.offsets("pair_at", self._sections.size_of("pair_name"))
        return at.data, self._sections.below("pair_name", len(self.name_entity)).data

    @cached_property
    def _all_paired(self) -> bool:
        return not len(self.name_entity) or int(np.diff(self.name_at).max()) <= MOST_PAIRED

    def verify(self) -> None:
        """Read the whole index."""
        for name in ("words", "stems", "stem_at", "word_at", "word_name", "name_at", "name_word", *_DRAWERS):
            getattr(self, name)

    def stem_number(self, spoken: str) -> int | None:
        """Give the number of a stem, or None."""
        at, stems = self._near_at, self.stems
        drawer = hash_of(spoken) & (len(at) - 2)
        for number in self._near_stem[at[drawer] : at[drawer + 1]]:
            if stems[number] == spoken:
                return number
        return None

    def proposed(self, spoken: Iterable[str]) -> list[int]:
        """Give the stems that lie in the drawers of any of these strings."""
        at, stems = self._near_at, self._near_stem
        mask = len(at) - 2
        found: set[int] = set()
        for one in spoken:
            drawer = hash_of(one) & mask
            found.update(stems[at[drawer] : at[drawer + 1]])
        return sorted(found)

    def with_letters_of(self, spoken: str, slips: int) -> list[int]:
        """Give the stems that lack few letters of a string, and it few of theirs, and are hardly longer or shorter."""
        ends, numbers, letters = self._by_length
        shortest, longest = max(len(spoken) - slips, 1), min(len(spoken) + slips, len(ends) - 1)
        if shortest > longest:
            return []
        here = slice(int(ends[shortest - 1]), int(ends[longest]))
        found = numbers[here][having_letters(letters[here], spoken, slips)]
        return np.sort(found).tolist()  # type: ignore[no-any-return]

    def beside(self, names: NDArray[Any], spoken: str, slips: int) -> list[int]:
        """Give the stems of the words of some names, as `with_letters_of` does those of all."""
        seen = np.zeros(len(self.stems), dtype=bool)
        for _, words in self.columns(names):
            seen[self.stem_of[words]] = True
        stems = np.flatnonzero(seen)
        return stems[having_letters(self._sections["stem_letters"][stems], spoken, slips)].tolist()  # type: ignore[no-any-return]

    def words_of(self, stems: Sequence[int]) -> list[int]:
        """Give the words of some ascending stems, ascending."""
        at = self.stem_at
        return [word for stem in stems for word in range(at[stem], at[stem + 1])]

    def count(self, words: Iterable[int]) -> int:
        """Count the names that hold some words; one that holds two of them counts twice."""
        at = self._holders[0]
        return sum(at[word + 1] - at[word] for word in words)

    def held(self, name: int) -> list[int]:
        """Give the words of a name."""
        at, words = self._held
        return words[at[name] : at[name + 1]].tolist()

    def columns(self, names: NDArray[Any]) -> Iterator[tuple[Places, NDArray[Any]]]:
        """Give the first words of many names, then the second ones and so on: whose they are, by place, and which.

        Whole columns, for a list of all words one after another takes five times as long.
        """
        numbers = names.astype(np.intp)  # the last name of two bytes would have no next
        starts = self.name_at[numbers]
        sizes = self.name_at[numbers + 1] - starts
        rows, number = np.arange(len(names)), 0
        while len(rows):
            yield rows, self.name_word[starts[rows] + np.uint32(number)]
            number += 1
            rows = rows[sizes[rows] > number]

    def sizes(self, names: NDArray[Any]) -> Places:
        """Tell how many words each of many names has."""
        numbers = names.astype(np.intp)
        sizes: Places = self.name_at[numbers + 1].astype(np.int64) - self.name_at[numbers]
        return sizes

    def names_of(self, words: Collection[int]) -> NDArray[Any]:
        """Give the names that hold any of some words, ascending."""
        at, held = self._holders[0], self.word_name
        pieces = [held[at[word] : at[word + 1]] for word in words]
        if len(pieces) == 1:
            return pieces[0]
        found = np.sort(np.concatenate(pieces)) if pieces else held[:0]
        return found[np.append(found[1:] != found[:-1], True)] if len(found) else found  # np.unique hashes: far slower

    def names_with(self, groups: Sequence[Collection[int]]) -> NDArray[Any]:
        """Give the names that hold a word of each of several groups, the one with fewest names first; ascending."""
        first, *others = groups
        if not others:
            return self.names_of(first)
        few = self.count(first)
        stems = sorted(({self._stem_of[word] for word in group} for group in groups), key=len)
        if len(stems[0]) * len(stems[1]) < few and stems[0].isdisjoint(stems[1]):
            paired = self._paired_with(stems[0], stems[1], groups)
            return paired if self._all_paired else np.union1d(paired, self._long_with(first, others))
        if few <= _FEW:
            return np.array(self._few_with(first, others), dtype=np.int64)
        return self._many_with(self.names_of(first), others)

    def _paired_with(
        self, stems: AbstractSet[int], others: AbstractSet[int], groups: Sequence[Collection[int]]
    ) -> NDArray[Any]:
        at, names = self._pairs
        mask = len(at) - 2
        found: set[int] = set()
        for one in stems:
            for other in others:
                drawer = pair_of(one, other) & mask
                found.update(names[at[drawer] : at[drawer + 1]])
        return np.array(self._holding(sorted(found), groups), dtype=np.int64)

    def _long_with(self, first: Collection[int], others: Sequence[Collection[int]]) -> NDArray[Any]:
        names = self.names_of(first)
        return self._many_with(names[self.sizes(names) > MOST_PAIRED], others)

    def _few_with(self, first: Iterable[int], others: Sequence[Collection[int]]) -> list[int]:
        at, held = self._holders
        return self._holding(sorted({name for word in first for name in held[at[word] : at[word + 1]]}), others)

    def _holding(self, names: list[int], groups: Iterable[Collection[int]]) -> list[int]:
        at, words = self._held
        for group in map(frozenset, groups):
            names = [name for name in names if not group.isdisjoint(words[at[name] : at[name + 1]])]
        return names

    def _many_with(self, names: NDArray[Any], others: Sequence[Collection[int]]) -> NDArray[Any]:
        for group in others:
            kept = np.zeros(len(names), dtype=bool)
            for rows, words in self.columns(names):
                kept[rows[_among(words, group)]] = True
            names = names[kept]
        return names


def _among(numbers: NDArray[Any], group: Collection[int]) -> NDArray[np.bool_]:
    """Tell of each number whether it stands in an ascending group; most groups have no gap."""
    known = np.fromiter(group, dtype=np.int64, count=len(group))
    if not len(known):
        return np.zeros(len(numbers), dtype=bool)
    within: NDArray[np.bool_] = (numbers >= known[0]) & (numbers <= known[-1])
    if int(known[-1]) - int(known[0]) + 1 == len(known):
        return within
    within &= known[np.searchsorted(known[:-1], numbers)] == numbers
    return within
