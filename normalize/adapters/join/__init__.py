"""Two tables of names joined by who they name, in one process or several.

Names meet through their keys (`candidates.py`), `normalize.compare` decides, and `choose.py` keeps the best.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from normalize import Verdict, compare
from normalize.adapters.join import choose
from normalize.adapters.join.choose import Joined, Pair
from normalize.adapters.join.columns import column, distinct, sides
from normalize.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Joined", "join"]

_HOW = ("best", "all")
_BATCH = 4096  # pairs that a worker is given at once


def join(  # noqa: PLR0913 - the options of a join
    left: Any,  # noqa: ANN401 - see Args
    right: Any,  # noqa: ANN401
    on: str | tuple[str, str] | None = None,
    *,
    kind: str | None = None,
    how: str = "best",
    one_to_one: bool = False,
    threshold: float = 0.9,
    date: str | dt.date | None = None,
    workers: int | None = None,
    reasons: bool = False,
) -> list[Joined]:
    """Join two tables by the names in them, across alphabets, case forms, word order, initials and slips.

    Every distinct name is compared once, and only with names that share a key which is rare enough, the likeliest
    dozen of them; so the cost grows with the names, not with their product. The result is the same for any order of
    the rows (places apart) and any number of workers. Rows whose name is missing, blank or no text join nothing.

    Args:
        left: names, dicts, or a frame of pandas or polars.
        right: the other table.
        on: the column of the names, or two, (left, right); not needed for plain names.
        kind: what all of them are, as for `compare`.
        how: "best" gives each left row its best partner, "all" every partner.
        one_to_one: use each row once, the surest pairs first.
        threshold: the least score.
        date: as for `compare`.
        workers: how many processes compare; None or 1 for this one alone.
        reasons: give the reasons too.

    Raises:
        UnknownNameError: there is no such column, kind or `how`.
        InputError: no column is named, the threshold is not from 0 to 1, or the date is no ISO date.

    >>> import normalize
    >>> registry = [{"who": "Кондратьев Вениамин Иванович"}, {"who": "Захарова М.В."}, {"who": None}]
    >>> press = ["Maria Zakharova", "Veniamin Kondratyev"]
    >>> for row in normalize.join([row["who"] for row in registry], press, kind="person"):
    ...     print(row.left, row.right, row.verdict)
    0 1 same
    1 0 same
    """
    day = checked_options(kind, how, threshold, date)
    one, other = sides(on)
    (ours, our_rows), (theirs, their_rows) = distinct(column(left, one)), distinct(column(right, other))
    pairs = [pair for pair in _pairs(ours, theirs, kind, day, workers or 1) if pair.score >= threshold]
    if one_to_one:
        chosen = choose.one_to_one(choose.every(pairs), our_rows, their_rows)
    else:
        kept = choose.best(pairs) if how == "best" else choose.every(pairs)
        chosen = choose.expanded(kept, our_rows, their_rows)
    rows = (_row(ours, theirs, found) for found in sorted(chosen))
    return [choose.tied(_explained(row, kind, day) if reasons else row) for row in rows]


def checked_options(kind: str | None, how: str, threshold: float, date: str | dt.date | None) -> str | None:
    """Check what may be wrong before the work begins, not after it; give the date as text.

    Raises:
        UnknownNameError: there is no such kind or `how`.
        InputError: the threshold is not from 0 to 1, or the date is no ISO date.
    """
    if how not in _HOW:
        raise UnknownNameError("way to join", how, _HOW)
    if not 0 <= threshold <= 1:
        raise InputError(f"threshold={threshold!r} is no probability; give one from 0 to 1")
    compare("", "", kind, date=date)
    return date.isoformat()[:10] if isinstance(date, dt.date) else date


def _pairs(ours: list[str], theirs: list[str], kind: str | None, date: str | None, workers: int) -> Iterator[Pair]:
    from normalize.adapters.join.candidates import near_together, pairs
    from normalize.adapters.join.signatures import signatures
    from normalize.adapters.join.workers import compared

    numbers: list[list[tuple[int, int]]] = []

    def batches() -> Iterator[tuple[int, list[tuple[str, str]]]]:
        one, other = signatures(ours, kind), signatures(theirs, kind)
        order = near_together(one)
        for met in pairs(one.take(order), other, workers):
            found = list(zip(order[met.left].tolist(), met.right.tolist(), strict=True))
            for start, stop in pairwise([*range(0, len(found), _BATCH), len(found)]):
                numbers.append(found[start:stop])
                yield met.lane, [(ours[i], theirs[j]) for i, j in found[start:stop]]

    for answers in compared(batches(), kind, date, workers):
        for (i, j), (score, verdict) in zip(numbers.pop(0), answers, strict=True):
            yield Pair(i, j, score, verdict)


def _row(ours: list[str], theirs: list[str], found: tuple[int, int, Pair, int]) -> Joined:
    i, j, pair, rivals = found
    return Joined(i, j, ours[pair.left], theirs[pair.right], pair.score, Verdict(pair.verdict), rivals)


def _explained(row: Joined, kind: str | None, date: str | None) -> Joined:
    from dataclasses import replace

    return replace(row, reasons=compare(row.a, row.b, kind, date=date).reasons)
