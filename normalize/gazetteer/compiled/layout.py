"""The sections of a compiled gazetteer: what each holds, and how the compiler fills them.

Owns the layout; `store.py` reads what is written here. Everything is collected in flat arrays and deflated lines, so
that a million entities fit into memory.
"""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING, Any

import numpy as np

from normalize.errors import InputError
from normalize.gazetteer.compiled.strings import BLOCK, PACK, Packer, front_code, narrow, offsets
from normalize.gazetteer.surfaces import surface_hashes, word_hash
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from normalize.gazetteer.compiled.container import Sections
    from normalize.gazetteer.entity import Entity

KINDS = tuple(Kind)
LAST = 1 << 15  # of `posting_info`: no more entities bear this surface
_U1, _U2, _U4, _U8 = "|u1", "<u2", "<u4", "<u8"
_EITHER = (_U2, _U4)
DTYPES: Mapping[str, tuple[str, ...]] = {
    "entity_city": (_U4,),
    "entity_kind": (_U1,),
    "entity_parent": ("<i4",),
    "entity_population": (_U4,),
    "first_token": (_U1,),
    "id": (_U1,),
    "id_at": (_U4,),
    "info": (_U4,),
    "key_entity": (_U4,),
    "key_hash": (_U8,),
    "meta": (_U1,),
    "meta_at": (_U4,),
    "name_at": (_U4,),
    "name_entity": (_U4,),
    "name_word": _EITHER,
    "near_at": (_U4,),
    "near_stem": _EITHER,
    "outer": (_U1,),
    "outer_at": (_U4,),
    "outer_entity": (_U4,),
    "pair_at": (_U4,),
    "pair_name": _EITHER,
    "posting_at": (_U4,),
    "posting_entity": _EITHER,
    "posting_info": _EITHER,
    "stem": (_U1,),
    "stem_at": (_U4,),
    "stem_letters": (_U4,),
    "surface": (_U1,),
    "surface_at": (_U4,),
    "surface_hash": (_U4,),
    "surface_id": (_U4,),
    "word": (_U1,),
    "word_at": (_U4,),
    "word_name": _EITHER,
}


def misshapen(sections: Sections) -> str:
    """Name a section whose type or length does not fit the others, or give ""; reads the header alone."""
    size = sections.size_of
    entities, surfaces = size("entity_kind"), size("surface_hash")
    blocks = -(-surfaces // BLOCK) + 1
    wanted = {
        "entity_parent": entities,
        "entity_population": entities,
        "id_at": entities + 1,
        "meta_at": -(-entities // PACK) + 1,
        "key_entity": size("key_hash"),
        "name_at": size("name_entity") + 1,
        "outer_at": size("outer_entity") + 1,
        "posting_at": blocks,
        "posting_info": size("posting_entity"),
        "stem_letters": size("stem_at") - 1,
        "surface_at": blocks,
        "surface_id": surfaces,
        "word_name": size("name_word"),
        "first_token": max(size("first_token"), 1),
        "near_at": (1 << max((size("near_at") - 1).bit_length() - 1, 0)) + 1,
        "pair_at": (1 << max((size("pair_at") - 1).bit_length() - 1, 0)) + 1,
    }
    wrong = (name for name, count in wanted.items() if size(name) != count)
    mistyped = (name for name, dtypes in DTYPES.items() if sections.dtype_of(name) not in dtypes)
    return next(wrong, "") or next(mistyped, "")


LONGER = 8  # tokens: of longer surfaces `first_token` says no more than that there are some
_SPARSE = 10  # of the words that begin no surface, one in so many passes for one that does
_AT_ONCE = 1 << 16
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))  # json.dumps makes one each time


def line_of(entity: Entity) -> bytes:
    """Write an entity as one line of JSON, without what it lacks."""
    return _ENCODER.encode(_filled(entity.to_dict())).encode()


def _filled(record: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in record.items() if value or value == 0}
    for name in ("aliases", "tenures", "relations"):
        if name in kept:
            kept[name] = [{key: value for key, value in row.items() if value} for row in kept[name]]
    return kept


class Surfaces:
    """Surfaces and their bearers, one after another, as entities are compiled."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._surface, self._entity, self._info = array("I"), array("I"), array("I")

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, words: str, entity: int, info: int) -> None:
        """Add one bearer of a surface; an entity bears a surface once."""
        self._surface.append(self._numbers.setdefault(words, len(self._numbers)))
        self._entity.append(entity)
        self._info.append(info)

    def sections(self, ranks: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        """Give the sections of surfaces and postings; entity i of those added is number `ranks[i]`."""
        ordered = sorted(self._numbers)
        place = np.empty(len(ordered), dtype=np.int64)
        place[[self._numbers[words] for words in ordered]] = np.arange(len(ordered))
        hashes, first, counts = _hashed(ordered)
        short = (hashes >> np.uint64(32)).astype("<u4")
        order = np.argsort(short, kind="stable")
        return {
            "surface_hash": short[order],
            "surface_id": order.astype("<u4"),
            **front_code("surface", ordered),
            **self._postings(place, ranks),
            "first_token": _first_tokens(first, counts),
        }

    def _postings(self, place: NDArray[np.int64], ranks: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        surface = place[np.array(self._surface, dtype=np.int64)]
        entity = ranks[np.array(self._entity, dtype=np.int64)]
        order = np.lexsort((entity, surface))
        surface, entity = surface[order], entity[order]
        table, info = np.unique(np.array(self._info, dtype="u4")[order], return_inverse=True)
        last = np.ones(len(surface), dtype=bool)
        last[:-1] = surface[1:] != surface[:-1]
        wide = len(table) >= LAST
        packed = info.astype("<u4") | np.where(last, LAST << 16 if wide else LAST, 0).astype("<u4")
        starts = np.arange(0, len(place) + BLOCK, BLOCK)
        return {
            "info": table.astype("<u4"),
            "posting_at": np.searchsorted(surface, starts).astype("<u4"),
            "posting_entity": narrow(entity),
            "posting_info": packed if wide else packed.astype("<u2"),
        }


def _hashed(ordered: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.int64]]:
    """Hash surfaces a part at a time, for hashing takes forty times the memory that they take themselves."""
    parts = [surface_hashes(ordered[start : start + _AT_ONCE]) for start in range(0, len(ordered), _AT_ONCE)]
    if not parts:
        return np.zeros(0, np.uint64), np.zeros(0, np.uint64), np.zeros(0, np.int64)
    hashes, first, counts = zip(*parts, strict=True)
    return np.concatenate(hashes), np.concatenate(first), np.concatenate(counts)


def _first_tokens(first: NDArray[np.uint64], counts: NDArray[np.int64]) -> NDArray[Any]:
    """Tell, for the place of a first token, which window lengths can exist (bit n - 1 for n tokens, 7 for more)."""
    table = np.zeros(_SPARSE * len(np.unique(first)) + 1, dtype="u1")
    bits = (1 << np.minimum(counts, LONGER) - 1).astype("u1")
    np.bitwise_or.at(table, first_places(first, len(table)), bits)
    return table


def first_places(hashes: NDArray[np.uint64], size: int) -> NDArray[np.int64]:
    """Give the place of each token in a `first_token` of this size: its hash, scaled from 32 bits down to it."""
    return ((hashes & np.uint64(0xFFFFFFFF)) * np.uint64(size) >> np.uint64(32)).astype(np.int64)


class Entities:
    """What decisions ask for each candidate, and the rest of each entity as a line of JSON."""

    def __init__(self) -> None:
        self._place: dict[str, int] = {}
        self._lines: list[bytes] = []
        self._kind, self._population = array("B"), array("I")
        self._parents: list[str | None] = []
        self._cities = array("I")

    def __len__(self) -> int:
        return len(self._lines)

    def know(self, entity_id: str) -> bool:
        """Note an id; tell whether it is the first time."""
        before = len(self._place)
        self._place.setdefault(entity_id, before)
        return len(self._place) > before

    def add(self, entity: Entity) -> None:
        """Add an entity that is known.

        Raises:
            InputError: it holds half a character.
        """
        try:
            self._lines.append(line_of(entity))
        except UnicodeEncodeError as error:
            half = entity.id.encode("utf-8", "replace").decode()
            raise InputError(f"record {half!r}: {error.object[error.start]!r} is half a character; mend it") from error
        if _is_city(entity):
            self._cities.append(len(self._kind))
        self._kind.append(KINDS.index(entity.kind))
        self._parents.append(entity.parent)
        self._population.append(min(max(entity.population or 0, 0), (1 << 32) - 1))

    def ranks(self) -> NDArray[np.int64]:
        """Give the number of each entity in the order of the ids."""
        ranks = np.empty(len(self._place), dtype=np.int64)
        ranks[self._order()] = np.arange(len(ranks))
        return ranks

    def _order(self) -> list[int]:
        return [self._place[entity_id] for entity_id in sorted(self._place)]

    def sections(self) -> dict[str, NDArray[Any]]:
        """Give the sections of entities."""
        order, ranks = self._order(), self.ranks()
        parents = [self._parents[place] for place in order]
        outer = [(at, parent) for at, parent in enumerate(parents) if parent and parent not in self._place]
        metas = Packer("meta")
        for place in order:
            metas.add(self._lines[place])
        numbers = [int(ranks[self._place[parent]]) if parent in self._place else -1 for parent in parents]
        return {
            "entity_kind": np.array(self._kind, dtype="u1")[order],
            "entity_parent": np.array(numbers, dtype="<i4"),
            "entity_city": np.sort(ranks[np.array(self._cities, dtype=np.int64)]).astype("<u4"),
            "entity_population": np.array(self._population, dtype="<u4")[order],
            "outer_entity": np.array([at for at, _ in outer], dtype="<u4"),
            **_joined("outer", [parent.encode() for _, parent in outer]),
            **_joined("id", [entity_id.encode() for entity_id in sorted(self._place)]),
            **metas.sections(),
        }


def _is_city(entity: Entity) -> bool:
    """Tell whether a region is a city ("federal_city"), so that no head of regions goes with its bare name."""
    return entity.kind is Kind.REGION and (entity.subtype or "").endswith("city")


def _joined(name: str, pieces: Sequence[bytes]) -> dict[str, NDArray[Any]]:
    sizes = [len(piece) for piece in pieces]
    return {f"{name}_at": offsets(sizes), name: np.frombuffer(b"".join(pieces), dtype="u1")}


def key_sections(keys: Mapping[str, set[int]], ranks: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    """Give the sections of match keys: sorted hashes, and whose they are."""
    pairs = sorted((word_hash(key[:64]), int(ranks[one])) for key, members in keys.items() if key for one in members)
    return {
        "key_hash": np.array([key for key, _ in pairs], dtype="<u8"),
        "key_entity": np.array([index for _, index in pairs], dtype="<u4"),
    }
