"""Surfaces of an open file and the entities that bear them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from normalize.gazetteer.compiled.cutting import ranges
from normalize.gazetteer.compiled.layout import LAST, LONGER, first_places
from normalize.gazetteer.compiled.strings import BLOCK, Strings
from normalize.gazetteer.surfaces import Form, Needs, grow
from normalize.types import Case

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from normalize.errors import GazetteerError
    from normalize.gazetteer.compiled.container import Sections
    from normalize.gazetteer.compiled.cutting import Cut

_CASES = tuple(Case)
_FORMS = tuple(Form)
_NEEDS = tuple(Needs)
_MAX_WINDOW = 16
_CACHED = 65536
_ROWS = 3  # bits
_WIDEST = 25  # bits: making the filter takes a byte for each number of so many bits, for a moment


@dataclass(frozen=True, slots=True)
class Posting:
    """One entity that a surface may name, and how.

    Attributes:
        entity: the number of the entity.
        form: which part of the name the surface shows.
        needs: how the surface must be written.
        plural: whether it is a plural form.
        weak: whether it needs support.
        cases: the grammatical cases in which the name has this form.
        dated: whether the name was borne only for a time.
        ordinary: whether it is also an ordinary word or a surname.
        alias: the number of the name among `Gazetteer.names_of(entity)`.
    """

    entity: int
    form: Form
    needs: Needs
    plural: bool
    weak: bool
    cases: tuple[Case, ...]
    dated: bool
    ordinary: bool
    alias: int

    @classmethod
    def unpack(cls, entity: int, info: int) -> Posting:
        """Unpack what `build.pack` has packed."""
        return cls(
            entity=entity,
            form=_FORMS[info & 15],
            needs=_NEEDS[(info >> 4) & 3],
            plural=bool((info >> 6) & 1),
            weak=bool((info >> 7) & 1),
            cases=tuple(case for bit, case in enumerate(_CASES) if (info >> (8 + bit)) & 1),
            dated=bool((info >> 14) & 1),
            ordinary=bool((info >> 15) & 1),
            alias=(info >> 16) & 1023,
        )


class Windows(NamedTuple):
    """Windows of tokens that may be surfaces: the first token, how many they are, and the row of the table."""

    first: NDArray[np.int64]
    length: NDArray[np.int64]
    row: NDArray[np.int64]

    def listed(self) -> list[tuple[int, int, int]]:
        """Give them one by one."""
        return list(zip(self.first.tolist(), self.length.tolist(), self.row.tolist(), strict=True))


class Mapped(NamedTuple):
    """The sections that the compiled scan reads as they lie in the file, and where to begin to look for a hash."""

    hash: NDArray[np.uint32]
    id: NDArray[np.uint32]
    drawer: NDArray[np.uint32]
    first: NDArray[np.uint8]
    content: NDArray[np.uint8]
    block: NDArray[np.uint32]


def _aligned(array: NDArray[Any]) -> NDArray[Any]:
    """Give an array as C reads it: numbers that stand askew, as only in a forged file, are copied."""
    return np.require(array, requirements=("C", "A"))


_NONE: NDArray[np.int64] = np.zeros(0, dtype=np.int64)


class Table:
    """The surfaces of one file: found by hash, proved by their letters."""

    def __init__(self, sections: Sections) -> None:
        self._sections = sections
        count = sections.size_of("surface_hash")
        self.strings = Strings(sections, "surface", count)
        self.postings = lru_cache(maxsize=_CACHED)(self._postings)

    def __len__(self) -> int:
        return self._sections.size_of("surface_hash")

    @cached_property
    def _hash(self) -> NDArray[np.uint32]:
        return self._sections["surface_hash"]

    @cached_property
    def _id(self) -> NDArray[np.uint32]:
        return self._sections.below("surface_id", len(self))

    @cached_property
    def _first(self) -> NDArray[np.uint8]:
        return self._sections["first_token"]

    @cached_property
    def _info(self) -> list[int]:
        found: list[int] = self._sections["info"].tolist()
        return found

    def verify(self) -> None:
        """Read every surface and its postings."""
        for surface in range(len(self)):
            self.strings[surface]
            self._postings(surface)

    def surface(self, window: int, words: str) -> int | None:
        """Give the surface that has this hash and these words."""
        short = window >> 32
        row = int(np.searchsorted(self._hash, np.uint32(short)))
        while row < len(self._hash) and self._hash[row] == short:
            surface = self.surface_at(row)
            if self.strings[surface] == words:
                return surface
            row += 1
        return None

    def surface_at(self, row: int) -> int:
        """Give the number of the surface whose hash stands in a row."""
        return int(self._id[row])

    def windows(self, hashes: NDArray[np.uint64], joined: NDArray[np.bool_]) -> Windows:
        """Propose windows of tokens, by the first token and then by length; those of another hash are left out."""
        if not len(self) or not len(hashes):
            return Windows(_NONE, _NONE, _NONE)
        lengths = self._first[first_places(hashes, len(self._first))]
        goes_on = np.append(joined, False)
        alive = np.flatnonzero(lengths)
        windows, lengths = hashes[alive], lengths[alive]
        found: list[tuple[NDArray[np.int64], int, NDArray[np.uint32]]] = []
        for length in range(1, _MAX_WINDOW + 1):
            bit = np.uint8(min(length, LONGER) - 1)
            if length > 1:
                more = np.flatnonzero((lengths >> bit > 0) & goes_on[alive + length - 1])
                alive, windows, lengths = alive[more], windows[more], lengths[more]
                windows = grow(windows, hashes[alive + length - 1])
            if not len(alive):
                break
            short = (windows >> np.uint64(32)).astype(np.uint32)
            likely = np.flatnonzero((lengths >> bit & 1 > 0) & self._may_be(short))
            found.append((alive[likely], length, short[likely]))
        return self._rows(found) if found else Windows(_NONE, _NONE, _NONE)

    def _may_be(self, short: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Tell which hashes may be those of surfaces: one in sixteen of the others passes, too."""
        bits, shift = self._filter
        places = short >> np.uint32(shift)
        passed: NDArray[np.bool_] = bits[places >> 3] >> (places & 7).astype(np.uint8) & 1 > 0
        return passed

    @cached_property
    def _filter(self) -> tuple[NDArray[np.uint8], int]:
        """A bit for each beginning of a hash: it fits into the processor's cache, as the hashes do not."""
        width = min(max(len(self).bit_length() + 4, 10), _WIDEST)
        flags = np.zeros(1 << width, dtype=bool)
        flags[self._hash >> np.uint32(32 - width)] = True
        return np.packbits(flags, bitorder="little"), 32 - width

    def mapped(self) -> Mapped:
        """Give the sections for the compiled scan, checked as they are for every other use."""
        content, block = self.strings.mapped()
        found: list[NDArray[Any]] = [self._hash, self._id, self._drawer, self._first, content, block]
        return Mapped(*map(_aligned, found))

    def damaged(self) -> GazetteerError:
        """Say that what the compiled scan reads cannot be right."""
        return self._sections.damaged("surface")

    @cached_property
    def _drawer(self) -> NDArray[np.uint32]:
        """The first row of each beginning of a hash: about eight rows lie between two."""
        width = min(max(len(self).bit_length() - _ROWS, 1), _WIDEST)
        beginnings = np.arange(1 << width, dtype=np.uint32) << np.uint32(32 - width)
        return np.append(np.searchsorted(self._hash, beginnings), len(self)).astype(np.uint32)

    def _rows(self, found: list[tuple[NDArray[np.int64], int, NDArray[np.uint32]]]) -> Windows:
        """Look the hashes up, and put the windows into order; of equal hashes each row is a window."""
        firsts = np.concatenate([first for first, _, _ in found])
        lengths = np.concatenate([np.full(len(first), length) for first, length, _ in found])
        short = np.concatenate([short for _, _, short in found])
        rows = np.searchsorted(self._hash, short)
        rows[rows == len(self._hash)] = 0
        at = np.flatnonzero(self._hash[rows] == short)
        parts = []
        while len(at):
            parts.append((firsts[at], lengths[at], rows[at]))
            rows = rows + 1
            at = at[rows[at] < len(self._hash)]
            at = at[self._hash[rows[at]] == short[at]]
        if not parts:
            return Windows(_NONE, _NONE, _NONE)
        first, length, row = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        order = np.lexsort((length, first))
        return Windows(first[order], length[order], row[order])

    def proved(self, windows: Windows, words: Cut) -> NDArray[np.bool_]:
        """Tell which windows are letter by letter the surfaces that their hashes propose."""
        first, length, row = windows
        letters, sizes = self.strings.codes(self._id[row].astype(np.int64))
        tokens = ranges(first, length)
        lasts = np.cumsum(length) - 1
        spans = words.look_ends[tokens] - words.look_starts[tokens] + 1
        spans[lasts] -= 1  # a space behind each word but the last
        wholes = np.concatenate([[0], np.cumsum(spans)])
        fits = np.diff(wholes[np.concatenate([[0], lasts + 1])]) == sizes
        places = ranges(words.look_starts[tokens], spans)
        found = words.codes[np.minimum(places, len(words.codes) - 1)]
        between = wholes[1:] - 1
        found[np.delete(between, lasts)] = ord(" ")
        same = found[np.repeat(np.repeat(fits, length), spans)] == letters[np.repeat(fits, sizes)]
        wrong = np.concatenate([[0], np.cumsum(~same)])
        ends = np.cumsum(np.where(fits, sizes, 0))
        proved: NDArray[np.bool_] = fits & (wrong[ends] == wrong[ends - np.where(fits, sizes, 0)])
        return proved

    def surfaces(self, windows: Windows) -> NDArray[np.int64]:
        """Give the numbers of the surfaces that windows propose."""
        return self._id[windows.row].astype(np.int64)

    def words(self, surface: int) -> str:
        """Give a surface by its number: folded words with a space between them."""
        return self.strings[surface]

    def _postings(self, surface: int) -> tuple[Posting, ...]:
        block, place = divmod(surface, BLOCK)
        at = self._sections.offsets("posting_at", self._sections.size_of("posting_entity"))
        first, last = int(at[block]), int(at[block + 1])
        packed = self._sections["posting_info"][first:last]
        flag = LAST if packed.dtype.itemsize == 2 else LAST << 16
        ends = np.flatnonzero(packed & flag)
        if place >= len(ends):
            raise self._sections.damaged("posting_info")
        start, end = int(ends[place - 1]) + 1 if place else 0, int(ends[place]) + 1
        entities: list[Any] = self._bearers[first + start : first + end].tolist()
        infos: list[Any] = (packed[start:end] & (flag - 1)).tolist()
        try:
            return tuple(Posting.unpack(entity, self._info[info]) for entity, info in zip(entities, infos, strict=True))
        except IndexError as error:
            raise self._sections.damaged("posting_info") from error

    @cached_property
    def _bearers(self) -> NDArray[np.uint32]:
        return self._sections.below("posting_entity", self._sections.size_of("entity_kind"))
