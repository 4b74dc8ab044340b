"""Every surface in tokens, overlapping ones too: what the finders start from.

Several texts are looked through at once, for the arrays cost as much for a line as for a page.
"""

from __future__ import annotations

from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from normalize.gazetteer.surfaces import token_hashes, word_hash
from normalize.text.script import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from normalize.gazetteer.compiled.table import Posting, Table
    from normalize.text.tokens import Tokens


class Hit(NamedTuple):
    """A surface of the gazetteer in a text: tokens `first` through `last`."""

    first: int
    last: int
    postings: tuple[Posting, ...]


def hits(table: Table, texts: Sequence[Tokens]) -> list[list[Hit]]:
    """Find in each text every window of joined tokens that is a surface, by start and then by length.

    What a hash proposes is compared with the letters. No name goes from one text to the next, because the first token
    of a text continues none.
    """
    edges = list(accumulate(map(len, texts), initial=0))
    found: list[list[Hit]] = [[] for _ in texts]
    place = 0
    for first, length, row in table.windows(_hashes(texts, edges), _joined(texts, edges)).listed():
        while first >= edges[place + 1]:
            place += 1
        surface, start = table.surface_at(row), first - edges[place]
        if table.words(surface) == " ".join(texts[place].folded[start : start + length]):
            found[place].append(Hit(start, start + length - 1, table.postings(surface)))
    return found


def _hashes(texts: Sequence[Tokens], edges: Sequence[int]) -> NDArray[np.uint64]:
    sizes = list(accumulate((len(text.text) for text in texts), initial=0))
    shifts = np.repeat(np.array(sizes[:-1], dtype=np.int64), np.diff(edges))
    starts = np.fromiter(chain.from_iterable(text.starts for text in texts), dtype=np.int64, count=edges[-1])
    ends = np.fromiter(chain.from_iterable(text.ends for text in texts), dtype=np.int64, count=edges[-1])
    hashes = token_hashes("".join(fold(text.text) for text in texts), starts + shifts, ends + shifts)
    for edge, text in zip(edges, texts, strict=False):
        for index in text.respelled:
            hashes[edge + index] = word_hash(text.folded[index])
    return hashes


def _joined(texts: Sequence[Tokens], edges: Sequence[int]) -> NDArray[np.bool_]:
    return np.fromiter(chain.from_iterable(text.joined for text in texts), dtype=bool, count=edges[-1])
