"""Pairs of names compared by one process or several; the same answers, in the same order, by any number of them."""

from __future__ import annotations

import gc
import itertools
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from normalize import compare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    Names = list[tuple[str, str]]
    Answers = list[tuple[float, str]]

_AHEAD = 16  # batches that wait for each worker


def compared(
    batches: Iterable[tuple[int, Names]], kind: str | None, date: str | None, workers: int
) -> Iterator[Answers]:
    """Compare batches of pairs, each with the number of its lane: the score and the verdict of each, batch by batch.

    A worker is sent names and sends back scores; it knows neither table. All batches of a lane go to one worker: it
    reads their names once, and reading a name costs more than comparing two that were read.
    """
    work = partial(scores, kind=kind, date=date)
    if workers <= 1:
        yield from (work(names) for _, names in batches)
        return
    with ExitStack() as stack:
        pools = [stack.enter_context(ProcessPoolExecutor(1, initializer=_settle)) for _ in range(workers)]
        for pool in pools:
            pool.submit(_settle)  # begins the process now, while this one is small
        yield from _in_order(pools, work, batches)


def _settle() -> None:
    """Look for rubbish less often in a process that only fills caches: it costs a tenth of the time and finds none."""
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


def _in_order(
    pools: Sequence[ProcessPoolExecutor], work: Callable[[Names], Answers], batches: Iterable[tuple[int, Names]]
) -> Iterator[Answers]:
    stream = iter(batches)

    def begun(count: int) -> list[Future[Answers]]:
        return [pools[lane % len(pools)].submit(work, names) for lane, names in itertools.islice(stream, count)]

    waiting = begun(_AHEAD * len(pools))
    while waiting:
        yield waiting.pop(0).result()
        waiting += begun(1)


def scores(names: Names, kind: str | None, date: str | None) -> Answers:
    """Compare pairs of names."""
    found = (compare(a, b, kind, date=date) for a, b in names)
    return [(comparison.score, comparison.verdict.value) for comparison in found]
