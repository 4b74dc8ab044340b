"""Compile records of entities into one memory-mapped file.

Owns what is generated for each entity; `compiled/` owns how it lies in the file.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from normalize.errors import InputError, UnknownNameError
from normalize.gazetteer.compiled import container, near
from normalize.gazetteer.compiled.layout import Entities, Surfaces, key_sections, line_of
from normalize.gazetteer.entity import Alias, AliasKind, Entity, entity_from
from normalize.gazetteer.forms import all_aliases, english_words, is_ordinary, organization_surfaces, place_surfaces
from normalize.gazetteer.people import person_surfaces
from normalize.gazetteer.surfaces import Form, Surface
from normalize.keys import match_key
from normalize.names import parse_person, parse_place
from normalize.text.tokens import fold_tokens
from normalize.types import PLACES, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

MAX_SURFACE = 200
FORMS = ("auto", "all", "plain")
_MANY = 50_000  # names: from here on "auto" is "plain", for all forms of a name take a millisecond to make
_PROGRESS_EVERY = 500
_NEEDS = 3 << 4  # the bits of `pack` that say how a surface must be written
_ALL_CASES = 63 << 8
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´ʹʺ][^\W_]+)*")
_UNTOLD = frozenset({AliasKind.ABBREVIATION, AliasKind.ADJECTIVE})  # nobody misspells them into a name


def build(
    records: Iterable[Mapping[str, Any]],
    path: Path,
    *,
    forms: str = "auto",
    about: Mapping[str, object] | None = None,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Compile records into the file `path`; each record is a mapping with id, kind, names, aliases, parent.

    Raises:
        InputError: a record lacks an id, a kind or a name, or an id comes twice.
        UnknownNameError: `forms` is none of "auto", "all", "plain".
    """
    if forms not in FORMS:
        raise UnknownNameError("choice of forms", forms, FORMS)
    lines, names = _read(records)
    plain = forms == "plain" or (forms == "auto" and names > _MANY)
    draft = _Draft(Entities(list(lines)), plain=plain)
    for index, entity_id in enumerate(list(lines)):
        line = lines.pop(entity_id)
        draft.add(index, entity_from(json.loads(line)), line)
        if progress and index % _PROGRESS_EVERY == 0:
            progress(index)
    counts = {"entities": draft.count, "surfaces": len(draft.surfaces)}
    container.write(path, draft.sections(), {**counts, "forms": "plain" if plain else "all", **(about or {})})


def _read(records: Iterable[Mapping[str, Any]]) -> tuple[dict[str, bytes], int]:
    """Give a line for each entity, in the order of the ids, and the number of all their names."""
    lines: dict[str, bytes] = {}
    names = 0
    for record in records:
        entity = _checked(record)
        if entity.id in lines:
            raise InputError(f"record {entity.id!r}: the id comes twice; give every entity one record")
        lines[entity.id] = line_of(entity)
        names += len(entity.names) + len(entity.aliases)
    return {entity_id: lines[entity_id] for entity_id in sorted(lines)}, names


def _checked(record: Mapping[str, Any]) -> Entity:
    for column in ("id", "kind", "names"):
        if not record.get(column):
            raise InputError(f"record {record.get('id')!r}: {column!r} is missing; give it a value")
    try:
        return entity_from(record)
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"record {record['id']!r}: {error}; see Gazetteer.build for the shape of a record") from error


class _Draft:
    """What has been generated so far, in the order of the entities."""

    def __init__(self, entities: Entities, *, plain: bool) -> None:
        self.plain = plain
        self.count = 0
        self.surfaces = Surfaces()
        self._entities = entities
        self._words = near.Words()
        self._keys: dict[str, set[int]] = defaultdict(set)

    def add(self, index: int, entity: Entity, line: bytes) -> None:
        """Add an entity, its surfaces, its match keys and its words."""
        self.count += 1
        self._entities.add(entity, line)
        named = list(enumerate(all_aliases(entity)))
        borne: dict[str, int] = {}
        for number, alias in named:
            for words, info in _plain(entity, alias, number) if self.plain else _expanded(entity, alias, number):
                borne[words] = _merged_info(borne[words], info) if words in borne else info
            if not (self.plain and entity.kind is Kind.PERSON) and (bare := _bare_name(entity, alias)):
                self._keys[match_key(bare, entity.kind)].add(index)
        for words, info in borne.items():
            self.surfaces.add(words, index, info)
        shown = dict.fromkeys(_shown(entity, alias) for _, alias in named if alias.kind not in _UNTOLD)
        self._words.add(index, (_WORD.findall(name) for name in shown))

    def sections(self) -> dict[str, Any]:
        """Give all sections of the file."""
        return {
            **self._entities.sections(),
            **self.surfaces.sections(),
            **key_sections(self._keys),
            **self._words.sections(),
        }


def _expanded(entity: Entity, alias: Alias, number: int) -> Iterator[tuple[str, int]]:
    """Give every form of a name with what its posting says."""
    ordinary = entity.kind in {Kind.SETTLEMENT, Kind.FEATURE} and is_ordinary(" ".join(fold_tokens(alias.name)))
    for surface in merged(surfaces(entity, alias)):
        yield (
            surface.words,
            pack(replace(surface, ordinary=ordinary or _is_english(entity, surface)), alias, number),
        )


def _plain(entity: Entity, alias: Alias, number: int) -> Iterator[tuple[str, int]]:
    """Give a name as it is written, and a person's in the orders of a list and of a text."""
    words = fold_tokens(alias.name)
    person = entity.kind is Kind.PERSON
    form = (Form.PERSON if len(words) > 1 else Form.SURNAME) if person else Form.FULL
    turns = len(words) if person and len(words) in {2, 3} else 1
    for turn in range(turns):
        joined = " ".join(words[turn:] + words[:turn])
        if joined and len(joined) < MAX_SURFACE:
            yield joined, pack(Surface(joined, form), alias, number)


def _merged_info(known: int, info: int) -> int:
    if _rank(info) == _rank(known):
        return _laxer(known, info)
    return min(known, info, key=_rank)


def _shown(entity: Entity, alias: Alias) -> str:
    """Give the part of a name that is misspelt: a place without its generic."""
    return parse_place(alias.name).specific or alias.name if entity.kind in PLACES else alias.name


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
        known = found.get(key, surface)
        needs = min(known.needs, surface.needs)
        found[key] = replace(known, cases=known.cases | surface.cases, needs=needs)
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
