"""Pairs of names compared by one process or several; the same answers, in the same order, by any number of them."""

from __future__ import annotations

import gc
import itertools
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from normalize import compare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Names = list[tuple[str, str]]
    Answers = list[tuple[float, str]]

_AHEAD = 3  # batches that wait for each worker


def compared(batches: Iterable[Names], kind: str | None, date: str | None, workers: int) -> Iterator[Answers]:
    """Compare batches of pairs: the score and the verdict of each, batch by batch.

    A worker is sent names and sends back scores; it knows neither table.
    """
    work = partial(scores, kind=kind, date=date)
    if workers <= 1:
        yield from map(work, batches)
        return
    with ProcessPoolExecutor(workers, initializer=_settle) as pool:
        yield from _in_order(pool, work, batches, workers * _AHEAD)


def _settle() -> None:
    """Look for rubbish less often in a process that only fills caches: it costs a tenth of the time and finds none."""
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


def _in_order(
    pool: ProcessPoolExecutor, work: Callable[[Names], Answers], batches: Iterable[Names], ahead: int
) -> Iterator[Answers]:
    stream = iter(batches)
    waiting = [pool.submit(work, batch) for batch in itertools.islice(stream, ahead)]
    while waiting:
        yield waiting.pop(0).result()
        waiting += [pool.submit(work, batch) for batch in itertools.islice(stream, 1)]


def scores(names: Names, kind: str | None, date: str | None) -> Answers:
    """Compare pairs of names."""
    found = (compare(a, b, kind, date=date) for a, b in names)
    return [(comparison.score, comparison.verdict.value) for comparison in found]
