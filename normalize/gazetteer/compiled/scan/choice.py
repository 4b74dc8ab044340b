"""The exact scan on numpy: of all windows that may be surfaces the leftmost, then the longest that is proved.

The reference for `native/`, which has to find the same.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from normalize.gazetteer.compiled.cutting import cut
from normalize.gazetteer.compiled.table import Windows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from normalize.gazetteer.compiled.cutting import Cut
    from normalize.gazetteer.compiled.table import Table

    Hidden = Callable[[int], bool]  # tells of the number of a surface whether nobody bears it any more

_ROUNDS = 3


class Choice(NamedTuple):
    """The surfaces in a batch, as parallel arrays: where each starts and ends there, and its number."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    surfaces: NDArray[np.int64]


def chosen(tables: Sequence[Table], text: str, hidden: Hidden | None) -> Choice:
    """Give the surfaces in a text, in order, none overlapping another."""
    words = cut(text)
    kept = _chosen(tables, words, hidden)
    return Choice(words.starts[kept.first], words.ends[kept.first + kept.length - 1], kept.surface)


class _Proposals(NamedTuple):
    """Windows of all tables: which table proposes each, and the number of the surface among those of all tables."""

    first: NDArray[np.int64]
    length: NDArray[np.int64]
    row: NDArray[np.int64]
    table: NDArray[np.int64]
    surface: NDArray[np.int64]

    def at(self, places: NDArray[np.int64]) -> _Proposals:
        """Give some of them."""
        return _Proposals(*(column[places] for column in self))


def _chosen(tables: Sequence[Table], words: Cut, hidden: Hidden | None) -> _Proposals:
    """Choose from left to right, of those that start together the longest; what is chosen is proved by its letters.

    A proposal whose letters are not those of its hash is left out, and the choice made again; if that happens more than
    a few times in a batch, somebody means harm, and all proposals are proved.
    """
    proposals = _proposed(tables, words)
    known, right = np.zeros(len(proposals.row), dtype=bool), np.ones(len(proposals.row), dtype=bool)
    for turn in count():
        places = np.flatnonzero(right)
        kept = places[_leftmost(proposals.at(places))]
        asking = kept[~known[kept]] if turn < _ROUNDS else np.flatnonzero(~known)
        right[asking] = _proved(tables, words, proposals.at(asking), hidden)
        known[asking] = True
        if right[kept].all():
            return proposals.at(kept)
    raise AssertionError  # what is known is right or left out, so that the loop ends


def _proposed(tables: Sequence[Table], words: Cut) -> _Proposals:
    parts = []
    before = 0
    for number, table in enumerate(tables):
        windows = table.windows(words.hashes, words.joined)
        parts.append((*windows, np.full(len(windows.row), number), table.surfaces(windows) + before))
        before += len(table)
    found = _Proposals(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    return found.at(np.lexsort((-found.length, found.first)))


def _leftmost(proposals: _Proposals) -> NDArray[np.int64]:
    kept, free = [], 0
    ends = (proposals.first + proposals.length).tolist()
    for number, (first, end) in enumerate(zip(proposals.first.tolist(), ends, strict=True)):
        if first >= free:
            kept.append(number)
            free = end
    return np.array(kept, dtype=np.int64)


def _proved(tables: Sequence[Table], words: Cut, proposals: _Proposals, hidden: Hidden | None) -> NDArray[np.bool_]:
    proved = np.zeros(len(proposals.row), dtype=bool)
    for number, table in enumerate(tables):
        places = np.flatnonzero(proposals.table == number)
        if len(places):
            some = proposals.at(places)
            proved[places] = table.proved(Windows(some.first, some.length, some.row), words)
    if hidden:
        shown = [not hidden(surface) for surface in proposals.surface[proved].tolist()]
        proved[proved] = shown
    return proved
