"""How far a run has come, on stderr, for a person who looks at a terminal."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Sequence

_EVERY = 0.2  # seconds between two pictures


class Meter:
    """Shows rows, bytes and rate in one line that is written over; silent where nobody looks."""

    def __init__(self, paths: Sequence[str], *, shown: bool) -> None:
        self._shown = shown and sys.stderr.isatty()
        self._total = _size(paths) if self._shown else 0
        self._begun = 0.0  # when the first row was done: opening the gazetteer says nothing about the rate
        self._told = time.monotonic()
        self._before = 0  # bytes of the files that are read
        self._file: BinaryIO | None = None
        self._first = 0  # rows of an earlier run

    def watch(self, file: BinaryIO) -> None:
        """Take the next file; its position says how far it has been read."""
        self._before += self._position()
        self._file = file

    def start(self, rows: int) -> None:
        """Begin with rows that an earlier run has done; they do not count for the rate."""
        self._first = rows

    def show(self, rows: int, failed: int, *, last: bool = False) -> None:
        """Write the line, not more than a few times a second."""
        now = time.monotonic()
        self._begun = self._begun or now
        if not self._shown or (now - self._told < _EVERY and not last):
            return
        self._told = now
        parts = [f"{rows:,} rows", *self._rate(rows, now), *self._bytes()]
        parts += [f"{failed:,} failed"] if failed else []
        sys.stderr.write(f"\r\x1b[Knormalize: {', '.join(parts)}" + ("\n" if last else ""))
        sys.stderr.flush()

    def clear(self) -> None:
        """Make room for a line about something else."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")

    def end(self) -> None:
        """Leave the line as it is: the run breaks off."""
        if self._shown and self._begun:
            sys.stderr.write("\n")

    def _rate(self, rows: int, now: float) -> list[str]:
        taken = now - self._begun
        return [f"{(rows - self._first) / taken:,.0f} rows/s"] if taken > _EVERY else []

    def _bytes(self) -> list[str]:
        done = self._before + self._position()
        if not done or not self._total:
            return []
        return [f"{done / 1e6:,.1f} of {self._total / 1e6:,.1f} MB ({min(done / self._total, 1):.0%})"]

    def _position(self) -> int:
        position = 0
        with suppress(OSError, ValueError):
            position = self._file.tell() if self._file is not None and not self._file.closed else 0
        return position


def _size(paths: Sequence[str]) -> int:
    """Give the size of all inputs, or 0 if one of them is a stream."""
    total = 0
    for path in paths:
        try:
            total += Path(path).stat().st_size
        except (OSError, ValueError):
            return 0
    return total
