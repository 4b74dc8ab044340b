"""Compile records of entities into one memory-mapped file.

Owns what is generated for each entity; `compiled/` owns how it lies in the file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from normalize.errors import InputError, UnknownNameError
from normalize.gazetteer.compiled import container, near
from normalize.gazetteer.compiled.layout import Entities, Surfaces, key_sections
from normalize.gazetteer.entity import Alias, AliasKind, Entity
from normalize.gazetteer.forms import (
    all_aliases,
    english_words,
    is_called,
    is_ordinary,
    organization_surfaces,
    place_surfaces,
)
from normalize.gazetteer.people import person_surfaces
from normalize.gazetteer.records import entities
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
_TOWN = 5_000  # inhabitants: of smaller places every case form is asked whether it is a word ("Петрова")
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
        InputError: a record lacks an id, a kind or a name, has a value that cannot be used, or an id comes twice.
        UnknownNameError: `forms` is none of "auto", "all", "plain".
    """
    if forms not in FORMS:
        raise UnknownNameError("choice of forms", forms, FORMS)
    draft = _Draft()
    waiting: list[Entity] | None = []
    names = 0
    for entity in entities(records):
        draft.know(entity)
        names += len(entity.names) + len(entity.aliases)
        if waiting is not None and (forms != "auto" or names > _MANY):
            draft.begin(waiting, plain=forms != "all", progress=progress)
            waiting = None
        if waiting is not None:
            waiting.append(entity)
            continue
        if progress and len(draft) % _PROGRESS_EVERY == 0:
            progress(len(draft))
        draft.add(entity)
    if waiting is not None:
        draft.begin(waiting, plain=forms == "plain", progress=progress)
    container.write(path, draft.sections(), {**draft.counts(), **(about or {})})


class _Draft:
    """What has been generated so far, in the order in which the entities came."""

    def __init__(self) -> None:
        self.plain = False
        self._entities = Entities()
        self._surfaces = Surfaces()
        self._words = near.Words()
        self._keys: dict[str, set[int]] = defaultdict(set)
        self._redirects: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._entities)

    def begin(self, waiting: list[Entity], *, plain: bool, progress: Callable[[int], None] | None) -> None:
        """Decide about the forms, and add the entities that waited for the decision."""
        self.plain = plain
        for entity in waiting:
            if progress and len(self) % _PROGRESS_EVERY == 0:
                progress(len(self))
            self.add(entity)

    def know(self, entity: Entity) -> None:
        """Note an id.

        Raises:
            InputError: it came before.
        """
        if not self._entities.know(entity.id):
            raise InputError(f"record {entity.id!r}: the id comes twice; give every entity one record")

    def add(self, entity: Entity) -> None:
        """Add an entity, its surfaces, its match keys and its words."""
        index = len(self)
        self._entities.add(entity)
        self._redirects.update(dict.fromkeys(entity.former_ids, entity.id))
        named = list(enumerate(all_aliases(entity)))
        borne: dict[str, int] = {}
        for number, alias in named:
            for words, info in _plain(entity, alias, number) if self.plain else _expanded(entity, alias, number):
                borne[words] = _merged_info(borne[words], info) if words in borne else info
            if not (self.plain and entity.kind is Kind.PERSON) and (bare := bare_name(entity, alias)):
                self._keys[match_key(bare, entity.kind)].add(index)
        for words, info in borne.items():
            self._surfaces.add(words, index, info)
        shown = dict.fromkeys(_shown(entity, alias) for _, alias in named if alias.kind not in _UNTOLD)
        self._words.add(index, (_WORD.findall(name) for name in shown))

    def counts(self) -> dict[str, object]:
        """Give what the header tells."""
        forms = "plain" if self.plain else "all"
        redirects = {"redirects": dict(sorted(self._redirects.items()))} if self._redirects else {}
        return {"entities": len(self), "surfaces": len(self._surfaces), "forms": forms, **redirects}

    def sections(self) -> dict[str, Any]:
        """Give all sections of the file, the entities in the order of their ids."""
        ranks = self._entities.ranks()
        return {
            **self._entities.sections(),
            **self._surfaces.sections(ranks),
            **key_sections(self._keys, ranks),
            **self._words.sections(ranks),
        }


def _expanded(entity: Entity, alias: Alias, number: int) -> Iterator[tuple[str, int]]:
    """Give every form of a name with what its posting says."""
    village = entity.kind is Kind.SETTLEMENT and (entity.population or 0) < _TOWN
    name = " ".join(fold_tokens(alias.name))
    ordinary = entity.kind in {Kind.SETTLEMENT, Kind.FEATURE} and is_ordinary(name)
    if entity.kind is Kind.SETTLEMENT and " " not in name and alias.kind is not AliasKind.COLLOQUIAL:
        ordinary |= is_called(name) or is_called(entity.names.get("ru", ""))  # "Владимир", "Vladimir", but not "Питер"
    for surface in merged(surfaces(entity, alias)):
        common = ordinary or _is_english(entity, surface) or (village and is_ordinary(surface.words))
        yield surface.words, pack(replace(surface, ordinary=common), alias, number)


def _plain(entity: Entity, alias: Alias, number: int) -> Iterator[tuple[str, int]]:
    """Give a name as it is written, and a person's in the orders of a list and of a text."""
    words = fold_tokens(alias.name)
    person = entity.kind is Kind.PERSON
    form = (Form.PERSON if len(words) > 1 else Form.SURNAME) if person else Form.FULL
    info = pack(Surface("", form), alias, number)
    for turn in range(len(words) if person and len(words) in {2, 3} else 1):
        joined = " ".join(words[turn:] + words[:turn])
        if joined and len(joined) < MAX_SURFACE:
            yield joined, info


def _merged_info(known: int, info: int) -> int:
    if _rank(info) == _rank(known):
        return _laxer(known, info)
    return min(known, info, key=_rank)


def _shown(entity: Entity, alias: Alias) -> str:
    """Give the part of a name that is misspelt: a place without its generic."""
    return parse_place(alias.name).specific or alias.name if entity.kind in PLACES else alias.name


def bare_name(entity: Entity, alias: Alias) -> str:
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
