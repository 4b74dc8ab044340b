"""Texts taken together: a few at a time in one process, or shared among processes that map the same file.

Documents come back from a process as their own data and the numbers of entities, which each process has in its
mapping: sent whole, with all their names, they would cost the one that receives them more than finding them.
"""

from __future__ import annotations

import copyreg
import io
import itertools
import pickle
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

from normalize.gazetteer import Alias, Entity, Gazetteer
from normalize.link import Candidate, Document, Link
from normalize.text import Repair
from normalize.types import Normal, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

Annotate = Callable[[list[str]], Iterable[Document]]
_BATCH = 16  # texts
_AHEAD = 2  # batches that wait for each worker
_Frozen = (
    Alias | Candidate | Link | Normal | Reason | Repair
)  # rebuilt by their fields, which is quicker than by default


def growing_batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Take texts together, at first one, later sixteen: who wants few documents does not wait for many.

    Where reading fails, what was read before comes first.

    >>> [len(batch) for batch in growing_batches(["text"] * 40)]
    [1, 2, 4, 8, 16, 9]
    """
    stream, size = iter(texts), 1
    while True:
        batch: list[str] = []
        try:
            batch.extend(itertools.islice(stream, size))
        finally:
            if batch:
                yield batch
        if len(batch) < size:
            return
        size = min(2 * size, _BATCH)


def shared(annotate: Annotate, gazetteer: Gazetteer, texts: Iterable[str], workers: int) -> Iterator[Document]:
    """Annotate texts in several processes; in the order of the texts.

    Args:
        annotate: annotates a batch; it travels to the processes, and its gazetteer as a path.
        gazetteer: the same gazetteer in this process, whose entities the documents get.
        texts: any number of texts.
        workers: how many processes.
    """
    stream = iter(texts)
    batches = iter(lambda: list(itertools.islice(stream, _BATCH)), [])
    with ProcessPoolExecutor(workers, initializer=_start, initargs=(annotate, gazetteer)) as pool:
        waiting = deque(pool.submit(_work, batch) for batch in itertools.islice(batches, _AHEAD * workers))
        while waiting:
            yield from unpacked(waiting.popleft().result(), gazetteer)
            waiting.extend(pool.submit(_work, batch) for batch in itertools.islice(batches, 1))


_worker: list[tuple[Annotate, Gazetteer]] = []


def _start(annotate: Annotate, gazetteer: Gazetteer) -> None:
    _worker[:] = [(annotate, gazetteer)]


def _work(texts: list[str]) -> bytes:
    annotate, gazetteer = _worker[0]
    return packed(list(annotate(texts)), gazetteer)


def packed(documents: list[Document], gazetteer: Gazetteer) -> bytes:
    """Write documents for another process that has the gazetteer open."""
    file = io.BytesIO()
    pickler = pickle.Pickler(file, protocol=pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = copyreg.dispatch_table.copy()
    pickler.dispatch_table[Entity] = partial(_as_number, gazetteer)
    for frozen in get_args(_Frozen):
        pickler.dispatch_table[frozen] = _by_fields
    pickler.dump(documents)
    return file.getvalue()


def _as_number(gazetteer: Gazetteer, entity: Entity) -> tuple[Callable[..., Entity], tuple[Any, ...]]:
    number = gazetteer.index_of(entity.id)
    if number is None or gazetteer.entity_at(number) is not entity:
        return entity.__reduce__()  # placed elsewhere by the worldview
    return _entity_at, (number,)


def _entity_at(number: int) -> Entity:
    """Stand for the reader's own `Gazetteer.entity_at`."""
    raise LookupError(number)


def _by_fields(value: _Frozen) -> tuple[type, tuple[Any, ...]]:
    return type(value), tuple(getattr(value, name) for name in type(value).__match_args__)


class _Reader(pickle.Unpickler):
    """Reads what `packed` wrote, and takes entities out of a gazetteer."""

    def __init__(self, content: bytes, gazetteer: Gazetteer) -> None:
        super().__init__(io.BytesIO(content))
        self._gazetteer = gazetteer

    def find_class(self, module: str, name: str) -> object:
        """Give what a name stands for; for entities the gazetteer's own."""
        own = (module, name) == (__name__, _entity_at.__name__)
        return self._gazetteer.entity_at if own else super().find_class(module, name)


def unpacked(content: bytes, gazetteer: Gazetteer) -> list[Document]:
    """Read documents that `packed` wrote."""
    documents: list[Document] = _Reader(content, gazetteer).load()
    return documents
