"""Surfaces of an open file and the entities that bear them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from normalize.gazetteer.compiled.layout import LAST
from normalize.gazetteer.compiled.strings import BLOCK, Strings
from normalize.gazetteer.surfaces import Form, Needs, grow
from normalize.types import Case

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from normalize.gazetteer.compiled.container import Sections

_CASES = tuple(Case)
_FORMS = tuple(Form)
_NEEDS = tuple(Needs)
_MAX_WINDOW = 16
_CACHED = 65536


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


class Table:
    """The surfaces of one file: found by hash, proved by their letters."""

    def __init__(self, sections: Sections) -> None:
        self._sections = sections
        count = sections.size_of("surface_hash")
        self._words = Strings(sections, "surface", count)
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
    def _first(self) -> NDArray[np.uint16]:
        return self._sections["first_token"]

    @cached_property
    def _info(self) -> list[int]:
        found: list[int] = self._sections["info"].tolist()
        return found

    def verify(self) -> None:
        """Read every surface and its postings."""
        for surface in range(len(self)):
            self._words[surface]
            self._postings(surface)

    def surface(self, row: int, window: int, words: str) -> int | None:
        """Give the surface that has this hash and these words, looking from a row of the table on."""
        short = window >> 32
        while row < len(self._hash) and self._hash[row] == short:
            surface = int(self._id[row])
            if self._words[surface] == words:
                return surface
            row += 1
        return None

    def row_of(self, window: int) -> int:
        """Give the first row where a hash would stand."""
        return int(np.searchsorted(self._hash, np.uint32(window >> 32)))

    def windows(self, hashes: NDArray[np.uint64], runs: NDArray[np.int64]) -> list[tuple[int, int, int, int]]:
        """Propose windows of tokens: the first token, how many they are, the row, and the hash."""
        if not len(self):
            return []
        lengths = self._first[(hashes & np.uint64(len(self._first) - 1)).astype(np.int64)]
        alive = np.flatnonzero(lengths)
        windows = hashes[alive]
        found: list[tuple[int, int, int, int]] = []
        for length in range(1, _MAX_WINDOW + 1):
            if length > 1:
                inside = alive + length - 1 < len(hashes)
                alive, windows = alive[inside], windows[inside]
                joined = runs[alive] == runs[alive + length - 1]
                more = joined & (lengths[alive] >> np.uint16(length - 1) > 0)
                alive, windows = alive[more], windows[more]
                windows = grow(windows, hashes[alive + length - 1])
            if not len(alive):
                break
            short = (windows >> np.uint64(32)).astype(np.uint32)
            rows = np.searchsorted(self._hash, short)
            rows[rows == len(self._hash)] = 0
            places = np.flatnonzero(self._hash[rows] == short).tolist()
            found += [(int(alive[k]), length, int(rows[k]), int(windows[k])) for k in places]
        return sorted(found)

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
