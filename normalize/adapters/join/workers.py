"""Pairs of names compared by one process or several; the same answers, in the same order, by any number of them."""

from __future__ import annotations

import gc
import itertools
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from normalize import Verdict, compare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    Names = list[tuple[str, str]]
    Partners = list[tuple[str, list[tuple[str, float]]]]  # a name, and whom it may be, the likeliest first
    Answers = list[tuple[float, str]]

_AHEAD = 16  # batches that wait for each worker
_WORSE = 0.151  # how much less likely a partner is that is not asked about when a better one is the same


def compared(
    batches: Iterable[tuple[int, Partners]], kind: str | None, date: str | None, workers: int, *, least: float | None
) -> Iterator[Answers]:
    """Compare batches of names with their partners: the score and the verdict of each pair, batch by batch.

    A worker is sent names and sends back scores; it knows neither table. All batches of a lane go to one worker: it
    reads their names once, and reading a name costs more than comparing two that were read.

    Args:
        batches: each with the number of its lane.
        kind: as for `normalize.compare`; `date` likewise.
        date: when the names were written.
        workers: how many processes; 1 for this one alone.
        least: a score that is enough: when a name has such a partner, those that are plainly less likely are not
            compared and score nought; None to compare all.
    """
    work = partial(_of_partners, kind=kind, date=date, least=least)
    if workers <= 1:
        yield from (work(partners) for _, partners in batches)
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
    pools: Sequence[ProcessPoolExecutor], work: Callable[[Partners], Answers], batches: Iterable[tuple[int, Partners]]
) -> Iterator[Answers]:
    stream = iter(batches)

    def begun(count: int) -> list[Future[Answers]]:
        return [pools[lane % len(pools)].submit(work, partners) for lane, partners in itertools.islice(stream, count)]

    waiting = begun(_AHEAD * len(pools))
    while waiting:
        yield waiting.pop(0).result()
        waiting += begun(1)


def _of_partners(names: Partners, kind: str | None, date: str | None, least: float | None) -> Answers:
    return [answer for a, partners in names for answer in _of_name(a, partners, kind, date, least)]


def _of_name(
    a: str, partners: list[tuple[str, float]], kind: str | None, date: str | None, least: float | None
) -> Answers:
    answers, enough = [], 0.0
    for b, alike in partners:
        if alike < enough:
            answers.append((0.0, Verdict.DIFFERENT.value))
            continue
        [(score, verdict)] = scores([(a, b)], kind, date)
        answers.append((score, verdict))
        if least is not None and score >= least:
            enough = max(enough, alike - _WORSE)
    return answers


def scores(names: Names, kind: str | None, date: str | None) -> Answers:
    """Compare pairs of names."""
    found = (compare(a, b, kind, date=date) for a, b in names)
    return [(comparison.score, comparison.verdict.value) for comparison in found]
