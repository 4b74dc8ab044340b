"""Columns of names compared: row by row, or every name of one list with those of another that may be it."""

from __future__ import annotations

from collections import defaultdict
from itertools import zip_longest
from typing import TYPE_CHECKING

from normalize.errors import InputError
from normalize.keys import blocking_keys
from normalize.match.compare import Comparison, compare

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from normalize.match.known import Equivalents
    from normalize.types import Kind

_FULLEST = 100  # names in a block that are all compared


def compare_many(
    ours: Iterable[str],
    theirs: Iterable[str],
    kind: Kind | str | None = None,
    *,
    equivalents: Equivalents | None = None,
    date: str | dt.date | None = None,
) -> Iterator[Comparison]:
    """Compare two columns row by row, as they are read.

    Raises:
        InputError: one column is longer than the other; it is noticed at the end of the shorter.

    >>> [str(found.verdict) for found in compare_many(["Анохин В.", "Смоленск"], ["V. Anokhin", "Tula"])]
    ['same', 'different']
    """
    for row, (a, b) in enumerate(zip_longest(ours, theirs)):
        if a is None or b is None:
            raise InputError(f"row {row} has a name in one column only: give two columns of equal length")
        yield compare(a, b, kind, equivalents=equivalents, date=date)


def compare_all(
    ours: Sequence[str],
    theirs: Sequence[str],
    kind: Kind | str | None = None,
    *,
    least: float = 0.5,
    equivalents: Equivalents | None = None,
    date: str | dt.date | None = None,
) -> Iterator[tuple[int, int, Comparison]]:
    """Compare every name of one list with those of another that share a blocking key; tell who may be one.

    Yields the places in both lists and the comparison, in order, where the score is at least `least`. A key that
    more than a hundred names of the other list have ("Александр") is left out where a name has a rarer one, so that
    the cost grows with the names, not with their product.

    >>> found = compare_all(["Анохин В.Н.", "Мария Захарова"], ["Zakharova", "Vasily Anokhin"], "person")
    >>> [(i, j, str(comparison.verdict)) for i, j, comparison in found]
    [(0, 1, 'same'), (1, 0, 'ambiguous')]
    """
    blocks: dict[str, list[int]] = defaultdict(list)
    for j, surface in enumerate(theirs):
        for key in blocking_keys(surface):
            blocks[key].append(j)
    for i, surface in enumerate(ours):
        keys = sorted((key for key in blocking_keys(surface) if key in blocks), key=lambda key: len(blocks[key]))
        few = [key for key in keys if len(blocks[key]) <= _FULLEST] or keys[:1]
        for j in sorted({j for key in few for j in blocks[key]}):
            found = compare(surface, theirs[j], kind, equivalents=equivalents, date=date)
            if found.score >= least:
                yield i, j, found
