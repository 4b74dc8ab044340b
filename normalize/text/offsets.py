"""The way between repaired text and the caller's text, at both ends of every character."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import NamedTuple

from normalize.types import Span


class OffsetMap:
    """Remember which piece of the repaired text stands for which piece of the source.

    Pieces are added in text order and never overlap; between them both texts are the same. A piece of
    equal length on both sides maps character by character, any other as a whole.

    >>> pieces = OffsetMap()
    >>> pieces.add(2, 4, 1, "stress")      # "Ано́хин" → "Анохин"
    >>> pieces.to_source(0, 3), pieces.to_source(2, 3), pieces.to_source(3, 6)
    (Span(start=0, end=4), Span(start=2, end=4), Span(start=4, end=7))
    >>> pieces.to_clean(0, 3)              # half of the stressed letter is the letter
    Span(start=0, end=3)
    """

    __slots__ = ("_clean", "_source", "labels")

    def __init__(self) -> None:
        self._source = _Side(array("Q"), array("Q"))
        self._clean = _Side(array("Q"), array("Q"))
        self.labels: list[str] = []

    def __len__(self) -> int:
        return len(self.labels)

    def add(self, start: int, end: int, length: int, label: str) -> None:
        """Note that the source's `[start, end)` has become `length` characters."""
        shifted = start
        if self.labels:
            shifted += self._clean.ends[-1] - self._source.ends[-1]
        self._source.append(start, end)
        self._clean.append(shifted, shifted + length)
        self.labels.append(label)

    def piece(self, index: int) -> tuple[Span, Span]:
        """Give the piece's span in the source and in the repaired text."""
        return self._source.span(index), self._clean.span(index)

    def to_source(self, start: int, end: int) -> Span:
        """Turn a span of the repaired text into the source's span of the same characters."""
        return _across(self._clean, self._source, start, end)

    def to_clean(self, start: int, end: int) -> Span:
        """Turn a span of the source into the repaired text's span of the same characters."""
        return _across(self._source, self._clean, start, end)


class _Side(NamedTuple):
    starts: array[int]
    ends: array[int]

    def append(self, start: int, end: int) -> None:
        self.starts.append(start)
        self.ends.append(end)

    def span(self, index: int) -> Span:
        return Span(self.starts[index], self.ends[index])


def _across(here: _Side, there: _Side, start: int, end: int) -> Span:
    first = _shift(here, there, start, at_end=False)
    if end <= start:
        return Span(first, first)
    return Span(first, _shift(here, there, end, at_end=True))


def _shift(here: _Side, there: _Side, position: int, *, at_end: bool) -> int:
    index = bisect_right(here.starts, position - at_end) - 1
    if index < 0:
        return position
    start, end = here.span(index)
    other_start, other_end = there.span(index)
    if position - at_end >= end:
        return other_end + position - end
    if end - start == other_end - other_start:
        return other_start + position - start
    return other_end if at_end else other_start
