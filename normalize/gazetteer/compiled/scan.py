"""The exact scan of many texts at once: tokens, their hashes and their gaps as arrays, no object for each token.

Finds what `Gazetteer.scan` finds in the tokens of one text, and of overlapping surfaces the leftmost, then the longest.
Texts are joined into batches, for the arrays cost as much for a line as for a page.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from normalize.gazetteer.surfaces import token_hashes, word_hash
from normalize.text.script import fold
from normalize.text.tokens import fold_tokens, joins

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from normalize.gazetteer.compiled.table import Table

    Places = NDArray[np.int64]

_BATCH = 60_000  # characters
_BETWEEN = "\n\0\n"  # no name goes across it
_MARKS = "'’ʼ`´ʹʺ"
_PLAIN = " \t-\u2010\u2011/&'"  # as one character between two words of a name
_NEVER = ",;:()!?—…"  # as the first character of a gap
_BMP = 1 << 16


class Found(NamedTuple):
    """A surface in a text: where it stands, in code points, and its number."""

    start: int
    end: int
    surface: int


def scan(table: Table, texts: Iterable[str]) -> Iterator[list[Found]]:
    """Give for each text the surfaces in it, in order, none overlapping another."""
    for batch in _batches(texts):
        yield from _scanned(table, batch)


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


def _scanned(table: Table, batch: list[str]) -> list[list[Found]]:
    text = _BETWEEN.join(batch)
    folded = fold(text)
    starts, ends, odd = _tokens(text, folded)
    found: list[list[Found]] = [[] for _ in batch]
    if not len(starts):
        return found
    hashes = token_hashes(folded, starts, ends)
    respelled = {index: "".join(fold_tokens(text[starts[index] : ends[index]])) for index in odd}
    for index, word in respelled.items():
        hashes[index] = word_hash(word)
    runs: Places = np.cumsum(~_joined(folded, starts, ends), dtype=np.int64)
    edges = list(accumulate((len(one) + len(_BETWEEN) for one in batch), initial=0))
    owner = 0
    for start, end, surface in _proved(table, _Words(folded, starts.tolist(), ends.tolist(), respelled), hashes, runs):
        while edges[owner + 1] <= start:
            owner += 1
        found[owner].append(Found(start - edges[owner], end - edges[owner], surface))
    return found


class _Words(NamedTuple):
    """The words of a batch: where they stand, and those that are looked up otherwise than they are written."""

    folded: str
    starts: list[int]
    ends: list[int]
    respelled: dict[int, str]

    def joined(self, first: int, length: int) -> str:
        """Give some words with one space between them."""
        folded, starts, ends, respelled = self
        if length == 1 and first not in respelled:
            return folded[starts[first] : ends[first]]
        tokens = range(first, first + length)
        return " ".join([respelled[at] if at in respelled else folded[starts[at] : ends[at]] for at in tokens])


def _proved(table: Table, words: _Words, hashes: NDArray[np.uint64], runs: Places) -> Iterator[tuple[int, int, int]]:
    """Give the surfaces from left to right: where each starts and ends; the longest of those that start together."""
    last = -1
    for first, minus, row, window in sorted(
        (first, -length, row, window) for first, length, row, window in table.windows(hashes, runs)
    ):
        if first > last:
            surface = table.surface(row, window, words.joined(first, -minus))
            if surface is not None:
                last = first - minus - 1
                yield words.starts[first], words.ends[last], surface


def _tokens(text: str, folded: str) -> tuple[Places, Places, list[int]]:
    """Give where words start and end, and which of them are not looked up as they are written."""
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    sorts = _sorts()[np.minimum(codes, _BMP - 1)]
    if codes.max(initial=0) >= _BMP:
        high = np.flatnonzero(codes >= _BMP)
        sorts[high] = [_ODD_LETTER if text[at].isalpha() else _ODD if text[at].isalnum() else 0 for at in high.tolist()]
    word = (sorts > 0) & (sorts < _MARK)
    marks = np.flatnonzero(sorts == _MARK)
    for at in marks.tolist():
        _settle(at, folded, sorts, word)
    edges = np.diff(word.astype(np.int8), prepend=0, append=0)
    starts, ends = np.flatnonzero(edges > 0), np.flatnonzero(edges < 0)
    strange = np.flatnonzero(word & (sorts >= _ODD))
    odd = np.unique(np.searchsorted(starts, strange, side="right") - 1).tolist()
    return starts, ends, odd


def _settle(at: int, folded: str, sorts: NDArray[np.uint8], word: NDArray[np.bool_]) -> None:
    """Take a mark inside a word for a part of it, and cut an English possessive off."""
    before = at > 0 and bool(word[at - 1])
    after = at + 1
    while after < len(sorts) and sorts[after] == _MARK:
        after += 1
    if not before or after == len(sorts) or sorts[after] not in {_LETTER, _ODD_LETTER}:
        return
    alone = after + 1 == len(sorts) or sorts[after + 1] in {0, _MARK}
    if folded[at] in _MARKS and folded[after] == "s" and after == at + 1 and alone:
        word[after] = False
    else:
        word[at] = True


_LETTER, _DIGIT, _ODD, _ODD_LETTER, _MARK = 1, 2, 3, 4, 9


@lru_cache(maxsize=1)
def _sorts() -> NDArray[np.uint8]:
    """Give the sort of each character: no word, plain letter, digit, letter with an accent, mark inside a word."""
    sorts = np.zeros(_BMP, dtype=np.uint8)
    for code in range(_BMP):
        letter = chr(code)
        if letter.isalnum() and letter != "_":
            plain = code < 128 or 0x400 <= code <= 0x4FF
            sorts[code] = (_LETTER if plain else _ODD_LETTER) if letter.isalpha() else (_DIGIT if plain else _ODD)
    sorts[[ord(mark) for mark in _MARKS]] = _MARK
    sorts[0x300:0x370] = _MARK
    sorts[_BMP - 1] = 0
    return sorts


_PLAIN_GAP, _NO_GAP = 1, 2


@lru_cache(maxsize=1)
def _gaps() -> NDArray[np.uint8]:
    """Give what the first character of a gap says of it."""
    gaps = np.zeros(_BMP, dtype=np.uint8)
    gaps[[ord(letter) for letter in _PLAIN]] = _PLAIN_GAP
    gaps[[ord(letter) for letter in _NEVER]] = _NO_GAP
    return gaps


def _joined(folded: str, starts: Places, ends: Places) -> NDArray[np.bool_]:
    """Tell for each token whether it may continue a name that the token before it began."""
    joined = np.zeros(len(starts), dtype=bool)
    before, after = ends[:-1], starts[1:]
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    first = codes[before]
    sorts = _gaps()[np.minimum(first, _BMP - 1)]
    joined[1:] = (after - before == 1) & (sorts == _PLAIN_GAP)
    unsure = ~joined[1:] & (sorts != _NO_GAP)
    for at in np.flatnonzero(unsure).tolist():
        joined[at + 1] = joins(folded[before[at] : after[at]], folded[starts[at] : before[at]])
    return joined
