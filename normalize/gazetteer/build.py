"""Compile records of entities into one memory-mapped file.

Owns the layout of the sections; `store.py` reads what is written here.
"""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from normalize.errors import InputError
from normalize.gazetteer import container
from normalize.gazetteer.entity import Alias, AliasKind, Entity, entity_from
from normalize.gazetteer.forms import all_aliases, english_words, is_ordinary, organization_surfaces, place_surfaces
from normalize.gazetteer.people import person_surfaces
from normalize.gazetteer.surfaces import Form, Surface, surface_hashes, word_hash
from normalize.keys import match_key
from normalize.names import parse_person, parse_place
from normalize.text.tokens import fold_tokens
from normalize.types import PLACES, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

BLOCK = 16  # surfaces that share one front-coded block
MAX_SURFACE = 200
KINDS = tuple(Kind)
SECTIONS = frozenset(
    [
        "entity_city",
        "entity_kind",
        "entity_parent",
        "entity_population",
        "id",
        "id_at",
        "key_entity",
        "key_hash",
        "meta",
        "meta_at",
        "posting_at",
        "posting_entity",
        "posting_info",
        "surface",
        "surface_at",
        "surface_hash",
        "surface_id",
        "first_token",
    ]
)
_PROGRESS_EVERY = 500
_TOWN = 5_000  # inhabitants: of smaller places every case form is asked whether it is a word ("Петрова")
_NEEDS = 3 << 4  # the bits of `pack` that say how a surface must be written
_ALL_CASES = 63 << 8


def build(
    records: Iterable[Mapping[str, Any]],
    path: Path,
    *,
    about: Mapping[str, object] | None = None,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Compile records into the file `path`; each record is a mapping with id, kind, names, aliases, parent.

    Raises:
        InputError: a record lacks an id, a kind or a name, or an id comes twice.
    """
    entities = sorted((_checked(record) for record in records), key=lambda entity: entity.id)
    for before, after in itertools.pairwise(entities):
        if before.id == after.id:
            raise InputError(f"record {after.id!r}: the id comes twice; give every entity one record")
    draft = _Draft()
    for index, entity in enumerate(entities):
        draft.add(index, entity)
        if progress and index % _PROGRESS_EVERY == 0:
            progress(index)
    sections = {
        **_entity_sections(entities),
        **_surface_sections(draft.postings),
        **_key_sections(draft.keys),
    }
    container.write(path, sections, {"entities": len(entities), "surfaces": len(draft.postings), **(about or {})})


def _checked(record: Mapping[str, Any]) -> Entity:
    for column in ("id", "kind", "names"):
        if not record.get(column):
            raise InputError(f"record {record.get('id')!r}: {column!r} is missing; give it a value")
    try:
        return entity_from(record)
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"record {record['id']!r}: {error}; see Gazetteer.build for the shape of a record") from error


@dataclass(slots=True)
class _Draft:
    """What has been generated so far: postings by surface, entities by match key."""

    postings: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    keys: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, index: int, entity: Entity) -> None:
        """Add every surface and match key of one entity."""
        village = entity.kind is Kind.SETTLEMENT and (entity.population or 0) < _TOWN
        for number, alias in enumerate(all_aliases(entity)):
            ordinary = entity.kind in {Kind.SETTLEMENT, Kind.FEATURE} and is_ordinary(" ".join(fold_tokens(alias.name)))
            for surface in merged(surfaces(entity, alias)):
                common = ordinary or _is_english(entity, surface) or (village and is_ordinary(surface.words))
                info = pack(replace(surface, ordinary=common), alias, number)
                known = self.postings[surface.words].get(index)
                if known is None or _rank(info) < _rank(known):
                    self.postings[surface.words][index] = info
                elif _rank(info) == _rank(known):
                    self.postings[surface.words][index] = _laxer(known, info)
            if bare := _bare_name(entity, alias):
                self.keys[match_key(bare, entity.kind)].add(index)


def _bare_name(entity: Entity, alias: Alias) -> str:
    """Give what a match key is made of: a place without its generic, a person without the patronymic."""
    if entity.kind in {Kind.ORGANIZATION, Kind.TERM} or alias.kind in {
        AliasKind.ABBREVIATION,
        AliasKind.ADJECTIVE,
    }:
        return ""
    if entity.kind is not Kind.PERSON:
        return parse_place(alias.name).specific
    parsed = parse_person(alias.name)
    return f"{parsed[0].given} {parsed[0].surname}" if parsed and parsed[0].given and parsed[0].surname else ""


def surfaces(entity: Entity, alias: Alias) -> Iterator[Surface]:
    """Generate the surfaces of one name of an entity."""
    if entity.kind is Kind.PERSON:
        generated = person_surfaces(entity, alias)
    elif entity.kind in PLACES:
        generated = place_surfaces(entity, alias)
    else:
        generated = organization_surfaces(entity, alias)
    return (surface for surface in generated if surface.words.strip() and len(surface.words) < MAX_SURFACE)


def merged(generated: Iterable[Surface]) -> Iterable[Surface]:
    """Fold surfaces that differ only by case into one with all their cases."""
    found: dict[tuple[str, Form], Surface] = {}
    for surface in generated:
        key = (surface.words, surface.form)
        known = found.setdefault(key, surface)
        cases, needs = known.cases | surface.cases, min(known.needs, surface.needs)
        if cases != known.cases or needs is not known.needs:  # most come once: a copy of each would cost a fifth of all
            found[key] = replace(known, cases=cases, needs=needs)
    return found.values()


def pack(surface: Surface, alias: Alias, number: int) -> int:
    """Pack what a posting says into 32 bits; `store.Posting` unpacks it."""
    weak = surface.weak or not alias.strong
    dated = bool(alias.valid_from or alias.valid_to)
    return (
        surface.form
        | surface.needs << 4
        | surface.plural << 6
        | weak << 7
        | surface.cases << 8
        | dated << 14
        | surface.ordinary << 15
        | min(number, 1023) << 16
    )


def _laxer(known: int, info: int) -> int:
    """Let a posting ask for no more capitals than the laxer of two equal ones, in all the cases of both."""
    needs = min(known & _NEEDS, info & _NEEDS)
    return (known & ~_NEEDS) | needs | (info & _ALL_CASES)


def _is_english(entity: Entity, surface: Surface) -> bool:
    """Tell whether a romanized form of a place happens to be an English word ("Mary", "Bor")."""
    return entity.kind in {Kind.SETTLEMENT, Kind.FEATURE} and surface.words in english_words()


def _rank(info: int) -> tuple[bool, int, int]:
    """Of one entity's postings of one surface keep the one that says most: a whole name before a mere specific."""
    return (info & 15) == Form.SPECIFIC, (info >> 7) & 1, info & 15


def _entity_sections(entities: list[Entity]) -> dict[str, NDArray[Any]]:
    place: dict[str, int] = {entity.id: index for index, entity in enumerate(entities)}
    metas = [json.dumps(entity.to_dict(), ensure_ascii=False, sort_keys=True).encode() for entity in entities]
    ids = [entity.id.encode() for entity in entities]
    return {
        "entity_kind": np.array([KINDS.index(entity.kind) for entity in entities], dtype="u1"),
        "entity_parent": np.array([place.get(entity.parent or "", -1) for entity in entities], dtype="<i4"),
        "entity_city": np.flatnonzero([_is_city(entity) for entity in entities]).astype("<u4"),
        "entity_population": np.array([entity.population or 0 for entity in entities], dtype="<u4"),
        "id_at": _offsets(ids),
        "id": np.frombuffer(b"".join(ids), dtype="u1"),
        "meta_at": _offsets(metas),
        "meta": np.frombuffer(b"".join(metas), dtype="u1"),
    }


def _is_city(entity: Entity) -> bool:
    """Tell whether a region is a city ("federal_city"), so that no head of regions goes with its bare name."""
    return entity.kind is Kind.REGION and (entity.subtype or "").endswith("city")


def _offsets(pieces: list[bytes]) -> NDArray[Any]:
    return np.concatenate([[0], np.cumsum([len(piece) for piece in pieces])]).astype("<u4")


def _surface_sections(postings: Mapping[str, Mapping[int, int]]) -> dict[str, NDArray[Any]]:
    ordered = sorted(postings)
    hashes, first, counts = surface_hashes(ordered)
    order = np.argsort(hashes, kind="stable")
    sizes = [len(postings[words]) for words in ordered]
    pairs = [pair for words in ordered for pair in sorted(postings[words].items())]
    flat = np.array(pairs, dtype="<u4").reshape(-1, 2)
    blocks = [_front_code(ordered[start : start + BLOCK]) for start in range(0, len(ordered), BLOCK)]
    return {
        "surface_hash": hashes[order].astype("<u8"),
        "surface_id": order.astype("<u4"),
        "surface_at": _offsets(blocks),
        "surface": np.frombuffer(b"".join(blocks), dtype="u1"),
        "posting_at": np.concatenate([[0], np.cumsum(sizes)]).astype("<u4"),
        "posting_entity": flat[:, 0].copy(),
        "posting_info": flat[:, 1].copy(),
        "first_token": _first_tokens(first, counts),
    }


def _front_code(block: list[str]) -> bytes:
    """Write each surface as the length it shares with the one before, the length of the rest, and the rest."""
    coded = bytearray()
    before = b""
    for words in block:
        letters = words.encode()
        shared = 0
        while shared < min(len(before), len(letters), 255) and before[shared] == letters[shared]:
            shared += 1
        coded += bytes((shared,)) + (len(letters) - shared).to_bytes(2, "little") + letters[shared:]
        before = letters
    return bytes(coded)


def _first_tokens(first: NDArray[np.uint64], counts: NDArray[np.int64]) -> NDArray[Any]:
    """Tell, for the low bits of a first token's hash, which window lengths can exist (bit n - 1 for n tokens)."""
    size = 1 << max(10, len(first).bit_length())
    table = np.zeros(size, dtype="<u2")
    bits = (1 << np.minimum(counts - 1, 15)).astype("<u2")
    np.bitwise_or.at(table, (first & np.uint64(size - 1)).astype(np.int64), bits)
    return table


def _key_sections(keys: Mapping[str, set[int]]) -> dict[str, NDArray[Any]]:
    pairs = sorted((word_hash(key[:64]), index) for key, members in keys.items() if key for index in members)
    return {
        "key_hash": np.array([key for key, _ in pairs], dtype="<u8"),
        "key_entity": np.array([index for _, index in pairs], dtype="<u4"),
    }
