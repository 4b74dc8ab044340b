"""What a keeper is offered for a new entity: the other language, gender, case forms, id; and its likes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from normalize.curate.edits.likes import Collision, collisions
from normalize.errors import InputError
from normalize.names import Reading, inflect, normal_form, parse_place, readings
from normalize.names.slots import SlotRole
from normalize.text import script
from normalize.translit import romanize
from normalize.types import Case, Gender, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from normalize.curate.edits.desk import Desk

_WHOLES = frozenset({Kind.REGION, Kind.COUNTRY})
_ADJECTIVE = re.compile(r"(\w{3,}?)(?:ский|цкий)")
_PREFIXES = {"organization": "org-", "term": "term-", "feature": "feat-", "person": ""}
_OWN = "nrm-"
_GENDERS: dict[Gender | None, str] = {Gender.MASCULINE: "male", Gender.FEMININE: "female"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rows of a new entity would say; each word can still be changed."""

    kind: Kind
    ru: str
    en: str
    id: str
    gender: str
    parent: str
    forms: Mapping[Case, str]
    collisions: tuple[Collision, ...]


def propose(desk: Desk, kind: str, *, ru: str = "", en: str = "", parent: str = "") -> Proposal:
    """Fill what was not given: the name in the other language, gender of a person, parent, case forms, an id.

    Raises:
        InputError: there is no name in either language, or it has no letter.
    """
    if not any(map(str.isalpha, ru + en)):
        message = "a new entity needs a name with letters; give one with --ru or --en"
        raise InputError(message)
    known = _without_patronymic(ru or en) if kind == Kind.PERSON else ru or en
    form = normal_form(known, Kind(kind))
    ru, en = ru or form.ru or "", en or form.en or romanize(ru)
    parent = parent or likely_parent(desk, Kind(kind), ru)
    return Proposal(
        Kind(kind),
        ru,
        en,
        _free(desk, new_id(kind, en, parent)),
        likely_gender(ru) if kind == Kind.PERSON else "",
        parent,
        {case: inflect(ru, case, kind) for case in Case} if ru else {},
        tuple(collisions(desk, kind, ru, en, parent=parent)),
    )


def likely_parent(desk: Desk, kind: Kind, ru: str) -> str:
    """Tell what an entity is part of where its own name says so, or "".

    "Правительство Тульской области" names its region in the genitive, "Гвоздецкий район" the town it is called after.
    """
    if kind is Kind.ORGANIZATION:
        return _named_whole(desk, ru)
    if kind not in {Kind.DISTRICT, Kind.CITY_DISTRICT}:
        return ""
    stem = _stem(parse_place(ru).specific or ru)
    regions = set()
    for row in desk.tables.names if stem else ():
        town = desk.entities.get(row.entity_id)
        if town is not None and town.kind == Kind.SETTLEMENT and row.kind == "preferred" and _bears(stem, row.name):
            regions.add(town.parent)
    return regions.pop() if len(regions) == 1 else ""


def _named_whole(desk: Desk, ru: str) -> str:
    """Find the region or country whose name ends the name in the genitive."""
    tail = f" {ru.lower()}"
    found = []
    for row in desk.tables.names:
        whole = desk.entities.get(row.entity_id)
        if row.lang == "ru" and row.kind == "preferred" and whole is not None and whole.kind in _WHOLES:
            genitive = inflect(row.name, Case.GENITIVE, Kind(whole.kind)).lower()
            if tail.endswith(f" {genitive}"):
                found.append((len(genitive), whole.id))
    return max(found)[1] if found else ""


def _stem(adjective: str) -> str:
    """Cut the ending off an adjective made of a town's name, which the town begins with.

    >>> _stem("Киришский"), _stem("Гвоздецкий"), _stem("Центральный")
    ('кириш', 'гвозде', '')
    """
    found = _ADJECTIVE.fullmatch(adjective.lower())
    return found.group(1) if found else ""


def _bears(stem: str, town: str) -> bool:
    return town.lower().startswith(stem) and len(town) <= len(stem) + 2


def new_id(kind: str, english: str, parent: str = "") -> str:
    """Make an id of an English name: a person's surname first, a place's parent behind.

    >>> new_id("person", "Ivan Zotov"), new_id("organization", "Ministry of Defence")
    ('zotov-ivan', 'org-ministry-of-defence')
    >>> new_id("settlement", "Gora-Podol", "RU-BEL")
    'nrm-gora-podol-bel'
    """
    words = re.findall(r"[a-z0-9]+", romanize(english).lower().replace("'", ""))
    if kind == Kind.PERSON:
        words = [*words[-1:], *words[:-1]]
    elif kind not in _PREFIXES and parent:
        words.append(parent.rpartition("-")[2].lower())
    return _PREFIXES.get(kind, _OWN) + "-".join(words or ["unnamed"])


def language(name: str) -> str:
    """Tell the language that a name's letters speak for.

    >>> language("Зотов"), language("Zotov"), language("Київ")
    ('ru', 'en', 'uk')
    """
    if script(name) == "latin":
        return "en"
    letters = set(name.lower())
    if letters & set("іїєґ"):
        return "be" if letters & set("ўы") else "uk"
    return "be" if "ў" in letters else "ru"


def _without_patronymic(name: str) -> str:
    """Give a person's name as English print has it: without the patronymic, the given name first.

    >>> _without_patronymic("Зотова Мария Ильинична")
    'Мария Зотова'
    """
    slots = {slot.role: slot.text for slot in _first(name).slots}
    kept = [slots[role] for role in (SlotRole.GIVEN, SlotRole.SURNAME) if role in slots]
    return " ".join(kept) if SlotRole.PATRONYMIC in slots and len(kept) == 2 else name


def likely_gender(name: str) -> str:
    """Tell the gender that a person's name speaks for, or "".

    >>> likely_gender("Мария Рогова"), likely_gender("Ivan Zotov")
    ('female', 'male')
    """
    return _GENDERS.get(_first(name).gender, "")


def _first(name: str) -> Reading:
    """Give the likeliest reading in the nominative, for that is how a table gives a name."""
    found = readings(name, Kind.PERSON)
    return next((reading for reading in found if reading.case is Case.NOMINATIVE), found[0])


def _free(desk: Desk, wanted: str) -> str:
    return next(free for free in _numbered(wanted) if free not in desk.entities and free not in desk.new)


def _numbered(wanted: str) -> Iterator[str]:
    yield wanted
    number = 2
    while True:
        yield f"{wanted}-{number}"
        number += 1
