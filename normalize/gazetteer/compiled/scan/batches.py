"""Texts joined into batches, for the arrays cost as much for a line as for a page; and what was found in each text."""

from __future__ import annotations

from itertools import accumulate, pairwise, repeat
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from normalize.gazetteer.compiled.scan import native
from normalize.gazetteer.compiled.scan.choice import chosen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from normalize.gazetteer.compiled.scan.choice import Choice, Hidden
    from normalize.gazetteer.compiled.table import Table

_BATCH = 120_000  # characters
_BETWEEN = "\n\0\n"  # no name goes across it


class Found(NamedTuple):
    """A surface in a text: where it stands, in code points, and its number in the gazetteer."""

    start: int
    end: int
    surface: int


def scan(tables: Sequence[Table], texts: Iterable[str], hidden: Hidden | None = None) -> Iterator[list[Found]]:
    """Give for each text the surfaces in it, in order, none overlapping another.

    Args:
        tables: the surfaces of one file or of several; those of the second are numbered on from those of the first.
        texts: any number of texts.
        hidden: tells of the number of a surface whether nobody bears it any more.
    """
    library = native.library()
    scanner = native.Scanner(library, tables, hidden) if library else None
    for batch in _batches(texts):
        text = _BETWEEN.join(batch)
        choice = scanner.chosen(text) if scanner else None
        yield from _parted(batch, choice or chosen(tables, text, hidden))


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _parted(batch: list[str], choice: Choice) -> Iterator[list[Found]]:
    """Give what was found in each text of a batch, with places in the text itself."""
    edges = np.array(list(accumulate((len(one) + len(_BETWEEN) for one in batch), initial=0)))
    places = np.searchsorted(choice.starts, edges)
    origins = np.repeat(edges[:-1], np.diff(places))
    columns = (choice.starts - origins, choice.ends - origins, choice.surfaces)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    found: list[Found] = list(map(tuple.__new__, repeat(Found), rows))  # twice as fast as Found._make
    return (found[first:last] for first, last in pairwise(places.tolist()))
