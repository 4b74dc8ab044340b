"""How well a name answers a query: as the worse of how its words explain the query, and how the query explains them.

Each view weighs its mean and its worst word alike. What the words of the query were found to be says most of it;
two words are measured letter by letter only where a part of the query is explained by none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from normalize.gazetteer.compiled.near import Names
    from normalize.match.alike.lookup import Lookup

    Places = NDArray[np.int64]
    Rows = Sequence[Mapping[int, float]]  # for each part of the query, the words that it may be

_UNASKED = 0.99  # for each word of a name that the query lacks
_UNEXPLAINED = 0.87  # for each word of the query that the name lacks
_BEHIND = 0.5  # in the sum of its words: a name so far behind the first is not scored
_HANDFUL = 8  # names that are all scored
_FEW = 32  # names that are scored at most


class Scores:
    """The scores of the names of one gazetteer."""

    def __init__(self, names: Names, lookup: Lookup) -> None:
        self._names = names
        self._lookup = lookup

    def of(self, names: Sequence[int], parts: Sequence[str], rows: Rows) -> list[tuple[int, float]]:
        """Give names and their scores; those that plainly hold less of the query than others are left out."""
        held = [self._names.held(name) for name in names]
        tables = [[[row.get(word, 0.0) for word in words] for row in rows] for words in held]
        if len(names) > _HANDFUL:
            totals = [sum(map(max, table)) for table in tables]
            least = max(totals) - _BEHIND
            kept = [place for place, total in enumerate(totals) if total >= least]
        else:
            kept = list(range(len(names)))
        return [(names[place], self._score(tables[place], parts, held[place])) for place in kept]

    def _score(self, table: list[list[float]], parts: Sequence[str], held: Sequence[int]) -> float:
        ours, theirs = list(map(max, table)), list(map(max, zip(*table, strict=True)))
        shared = min(len(parts), len(held))
        if 0.0 in ours or sum(map(bool, theirs)) < shared:
            likeness = self._lookup.likeness
            table = [
                [score or likeness(part, word) for score, word in zip(row, held, strict=True)]
                for part, row in zip(parts, table, strict=True)
            ]
            ours, theirs = list(map(max, table)), list(map(max, zip(*table, strict=True)))
        score = min(_worst(ours, shared), _worst(theirs, shared))
        return score * _UNASKED ** max(len(held) - len(parts), 0) * _UNEXPLAINED ** max(len(parts) - len(held), 0)

    def promising(self, names: Places, parts: Sequence[str], rows: Rows) -> list[int]:
        """Choose the names that hold most of the query, of equal ones those of its length: no more than a few."""
        known = [_numbers(row) for row in rows if row]
        best = np.zeros((len(known), len(names)))
        for places, held in self._names.columns(names):
            for row, (numbers, scores) in zip(best, known, strict=True):
                at = np.searchsorted(numbers[:-1], held)
                found = np.flatnonzero(numbers[at] == held)
                row[places[found]] = np.maximum(row[places[found]], scores[at[found]])
        total = best.sum(axis=0)
        sizes = self._names.sizes(names)
        found = np.flatnonzero(total >= float(total.max()) - _BEHIND)
        order = np.lexsort((found, np.abs(sizes[found] - len(parts)), -total[found]))[:_FEW]
        chosen: list[int] = names[np.sort(found[order])].tolist()
        return chosen


def _numbers(row: Mapping[int, float]) -> tuple[NDArray[Any], NDArray[Any]]:
    size = len(row)
    return np.fromiter(row, np.int64, size), np.fromiter(row.values(), np.float64, size)


def _worst(values: list[float], shared: int) -> float:
    """Weigh the best values, as many as the shorter name has words: half by their mean, half by the worst."""
    best = sorted(values, reverse=True)[:shared]
    return (sum(best) / shared + best[-1]) / 2
