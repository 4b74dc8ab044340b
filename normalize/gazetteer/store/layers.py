"""Several gazetteers as one: later layers add entities, and replace those of earlier ones that have the same id."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from normalize.errors import InputError
from normalize.gazetteer.compiled.scan import scan
from normalize.gazetteer.store.hits import Hit
from normalize.gazetteer.store.single import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from normalize.gazetteer.compiled.scan import Found
    from normalize.gazetteer.compiled.table import Posting
    from normalize.gazetteer.entity import Alias, Entity
    from normalize.text.tokens import Tokens
    from normalize.types import EntityId, Kind

_CACHED = 65536


class Layers(Gazetteer):
    """Gazetteers laid over each other; the entities of the first come first, each in the order of its ids.

    A layer may name places of an earlier one as parents of its own entities.

    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> town = {"id": "t", "kind": "settlement", "names": {"ru": "Заречный", "en": "Zarechny"}}
    >>> one = Gazetteer.build([town], folder / "one.nrm")
    >>> two = Gazetteer.build([{**town, "names": {"ru": "Заречье", "en": "Zarechye"}}], folder / "two.nrm")
    >>> Layers([one, two]).entity("t").names["ru"]
    'Заречье'
    """

    def __init__(self, layers: Sequence[Gazetteer]) -> None:
        if not layers:
            raise InputError("there is no gazetteer to open: name at least one, such as 'default'")
        self.layers = tuple(layers)
        self.path = self.layers[-1].path
        self.about = self.layers[-1].about
        self.starts = tuple(itertools.accumulate((len(layer) for layer in self.layers), initial=0))
        self.replaced = _replaced(self.layers, self.starts)
        self.entity_at = lru_cache(maxsize=_CACHED)(self._layer_entity_at)
        self.names_of = lru_cache(maxsize=_CACHED)(self._layer_names_of)
        self.by_key = lru_cache(maxsize=_CACHED)(self._by_key)
        self.lookup = lru_cache(maxsize=_CACHED)(self._lookup)

    def __len__(self) -> int:
        return self.starts[-1]

    def __reduce__(self) -> tuple[type[Layers], tuple[tuple[Gazetteer, ...]]]:  # type: ignore[override]
        """Travel to another process as paths."""
        return type(self), (self.layers,)

    def verify(self) -> None:
        """Read all files and check them."""
        for layer in self.layers:
            layer.verify()

    def index_of(self, entity_id: str) -> int | None:
        """Give the number of an entity, or None."""
        for start, layer in zip(reversed(self.starts[:-1]), reversed(self.layers), strict=True):
            index = layer.index_of(entity_id)
            if index is not None:
                return start + index
        return None

    def id_at(self, index: int) -> EntityId:
        """Give the id of the entity with this number."""
        layer, within = self._place(index)
        return layer.id_at(within)

    def kind_at(self, index: int) -> Kind:
        """Give the kind of the entity with this number."""
        layer, within = self._place(index)
        return layer.kind_at(within)

    @cached_property
    def kinds(self) -> NDArray[np.uint8]:
        """The kind of each entity, by its place in `Kind`."""
        return np.concatenate([layer.kinds for layer in self.layers])

    @cached_property
    def populations(self) -> NDArray[np.uint32]:
        """How many people live in each place, or 0."""
        return np.concatenate([layer.populations for layer in self.layers])

    @cached_property
    def cities(self) -> frozenset[int]:
        """The regions that are cities."""
        pairs = zip(self.starts[:-1], self.layers, strict=True)
        return frozenset(start + city for start, layer in pairs for city in layer.cities) - self.replaced.keys()

    @cached_property
    def parents(self) -> NDArray[np.int32]:
        """The number of each entity's parent, or -1; what is replaced has none and is none."""
        found = [
            np.where(layer.parents >= 0, layer.parents + start, -1)
            for start, layer in zip(self.starts[:-1], self.layers, strict=True)
        ]
        parents = np.concatenate(found).astype(np.int32)
        for start, layer in zip(self.starts[:-1], self.layers, strict=True):
            for index, parent in layer.outer:
                whole = self.index_of(parent)
                parents[start + index] = -1 if whole is None else whole
        for old, new in self.replaced.items():
            parents[parents == old] = new
            parents[old] = -1
        return parents

    def scan_each(self, texts: Sequence[Tokens]) -> list[list[Hit]]:
        """Find in each text every window of joined tokens that is a surface in a layer, by start and then by length."""
        of_layers = [layer.scan_each(texts) for layer in self.layers]
        return [self._together(hits) for hits in zip(*of_layers, strict=True)]

    def _together(self, of_layers: Iterable[list[Hit]]) -> list[Hit]:
        """Put the hits of all layers in one text together."""
        found: dict[tuple[int, int], tuple[Posting, ...]] = {}
        for start, hits in zip(self.starts[:-1], of_layers, strict=True):
            for hit in hits:
                window = (hit.first, hit.last)
                found[window] = found.get(window, ()) + self._shown(start, hit.postings)
        return [Hit(*window, postings) for window, postings in sorted(found.items()) if postings]

    def scan_many(self, texts: Iterable[str]) -> Iterator[list[Found]]:
        """Find the surfaces of each text in all layers: leftmost, then longest, none overlapping."""
        hidden = (lambda surface: not self.bearers(surface)) if self.replaced else None
        return scan([layer.table for layer in self.layers], texts, hidden)

    def bearers(self, surface: int) -> tuple[Posting, ...]:
        """Give the entities that bear a surface, of whatever layer."""
        for layer in self.layers:
            if surface < len(layer.table):
                return self.lookup(tuple(layer.table.words(surface).split(" ")))
            surface -= len(layer.table)
        raise IndexError(surface)

    def _lookup(self, words: Sequence[str]) -> tuple[Posting, ...]:
        found = (
            self._shown(start, layer.lookup(words)) for start, layer in zip(self.starts[:-1], self.layers, strict=True)
        )
        return tuple(itertools.chain.from_iterable(found))

    def _shown(self, start: int, postings: tuple[Posting, ...]) -> tuple[Posting, ...]:
        shown = (posting for posting in postings if start + posting.entity not in self.replaced)
        return tuple(replace(posting, entity=start + posting.entity) if start else posting for posting in shown)

    def _by_key(self, key: str) -> tuple[int, ...]:
        found = (
            start + index
            for start, layer in zip(self.starts[:-1], self.layers, strict=True)
            for index in layer.by_key(key)
        )
        return tuple(index for index in found if index not in self.replaced)

    def _layer_entity_at(self, index: int) -> Entity:
        layer, within = self._place(index)
        return layer.entity_at(within)

    def _layer_names_of(self, index: int) -> tuple[Alias, ...]:
        layer, within = self._place(index)
        return layer.names_of(within)

    def _place(self, index: int) -> tuple[Gazetteer, int]:
        for number in range(len(self.layers) - 1, -1, -1):
            if index >= self.starts[number]:
                return self.layers[number], index - self.starts[number]
        raise IndexError(index)


def _replaced(layers: Sequence[Gazetteer], starts: Sequence[int]) -> dict[int, int]:
    """Map what a later layer replaces to what stands for it."""
    found: dict[int, int] = {}
    for number, layer in enumerate(layers):
        for later in range(len(layers) - 1, number, -1):
            for old, new in _shared(layer, layers[later]):
                found.setdefault(starts[number] + old, starts[later] + new)
    return found


def _shared(one: Gazetteer, other: Gazetteer) -> list[tuple[int, int]]:
    """Give the numbers of the entities that two layers both have; goes through the smaller one."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    pairs = [(index, large.index_of(small.id_at(index))) for index in range(len(small))]
    both = [(here, there) for here, there in pairs if there is not None]
    return both if small is one else [(there, here) for here, there in both]
