"""Rows answered in order, by this process or by several."""

from __future__ import annotations

import itertools
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

from normalize.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future, ProcessPoolExecutor

    from normalize.cli.rows.files.row import Row
    from normalize.cli.rows.jobs import Answer, Job, Question

_CHARACTERS = 400  # of text that bring about one name not met before
_BATCH = 16  # rows that a worker is given at once; small, so that the first rows come out soon


class Answered(NamedTuple):
    """A row with what was found out about it, or with what is wrong with it."""

    row: Row
    answer: Answer | None
    error: str = ""


_Outcome = tuple[Any, str]


def answered(rows: Iterable[Row], job: Job, workers: int) -> Iterator[Answered]:
    """Answer the job's question about each row, in order; nothing is loaded before there is a row.

    Raises:
        InputError: a worker process was killed.
        NormalizeError: the gazetteer cannot be opened, or an option names something unknown.
    """
    if workers > 1:
        yield from _shared(rows, job, workers)
        return
    answer: Callable[[Question], Answer] | None = None
    for row in rows:
        question, error = _asked(row, job)
        if question is None:
            yield Answered(row, None, error)
            continue
        answer = answer or _ready(job)
        yield Answered(row, *_outcome(answer, question))


def _ready(job: Job) -> Callable[[Question], Answer]:
    """Open what a job needs; what it remembers of names is let go now and then, so that memory stays flat."""
    from normalize.curate.forgetting import Memory

    answer, memory = job.ready(), Memory()

    def remembered(question: Question) -> Answer:
        memory.met(sum(1 + len(text) // _CHARACTERS for text in question[0]))
        return answer(question)

    return remembered


def _asked(row: Row, job: Job) -> tuple[Question | None, str]:
    if row.error:
        return None, row.error
    try:
        return job.question(row), ""
    except InputError as error:
        return None, str(error)


def _outcome(answer: Callable[[Question], Answer], question: Question) -> _Outcome:
    """Answer; what is wrong with the row is told of the row, what is wrong with the options ends the run."""
    try:
        return answer(question), ""
    except UnknownNameError:
        raise
    except InputError as error:
        return None, str(error)


def _shared(rows: Iterable[Row], job: Job, workers: int) -> Iterator[Answered]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    batches = _batches(iter(rows), job)
    waiting: deque[tuple[list[tuple[Row, str]], Future[list[_Outcome]]]] = deque()
    pool = ProcessPoolExecutor(workers, initializer=_start, initargs=(job,))
    try:
        for batch in itertools.islice(batches, workers * 2):
            waiting.append(_sent(pool, batch))
        while waiting:
            known, future = waiting.popleft()
            yield from _joined(known, future.result())
            for batch in itertools.islice(batches, 1):
                waiting.append(_sent(pool, batch))
    except BrokenProcessPool:
        raise InputError("a worker process ended unexpectedly; is there memory enough? Try fewer --workers") from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_Batch = list[tuple["Row", "Question | None", str]]


def _batches(rows: Iterator[Row], job: Job) -> Iterator[_Batch]:
    while batch := [(row, *_asked(row, job)) for row in itertools.islice(rows, _BATCH)]:
        yield batch


def _sent(pool: ProcessPoolExecutor, batch: _Batch) -> tuple[list[tuple[Row, str]], Future[list[_Outcome]]]:
    questions = [question for _, question, _ in batch if question is not None]
    return [(row, error) for row, _, error in batch], pool.submit(_work, questions)


def _joined(known: list[tuple[Row, str]], outcomes: list[_Outcome]) -> Iterator[Answered]:
    remaining = iter(outcomes)
    for row, error in known:
        yield Answered(row, None, error) if error else Answered(row, *next(remaining))


_worker: list[Callable[[Question], Answer] | Job] = []


def _start(job: Job) -> None:
    """Begin a worker process: Ctrl-C is for the first process, and without that one there is nothing to do."""
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker[:] = [job]


def _end_with_parent() -> None:
    import multiprocessing
    import os

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(questions: list[Question]) -> list[_Outcome]:
    """Answer in a worker process; it opens the gazetteer with its first batch, so that errors come back as they are."""
    from normalize.cli.rows.jobs import Job

    first = _worker[0]
    if isinstance(first, Job):
        first = _ready(first)
        _worker[:] = [first]
    return [_outcome(first, question) for question in questions]
