"""What a keeper is offered for a new entity: the other language, gender, case forms, id; and its likes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from normalize.errors import InputError
from normalize.keys import match_keys
from normalize.names import Reading, inflect, normal_form, readings
from normalize.names.slots import SlotRole
from normalize.text import script
from normalize.translit import romanize
from normalize.types import Case, Gender, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from normalize.curate.edits.desk import Desk
    from normalize.curate.tables import NameRow

_PREFIXES = {"organization": "org-", "term": "term-", "feature": "feat-", "person": ""}
_OWN = "nrm-"
_GENDERS: dict[Gender | None, str] = {Gender.MASCULINE: "male", Gender.FEMININE: "female"}


class Collision(NamedTuple):
    """An entity that has, by match key, a name of the new one already."""

    name: str
    row: NameRow

    def __str__(self) -> str:
        row = self.row
        return f"{self.name!r} is {row.strength} for {row.entity_id} already: {row.name!r} ({row.where})"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rows of a new entity would say; each word can still be changed."""

    kind: Kind
    ru: str
    en: str
    id: str
    gender: str
    forms: Mapping[Case, str]
    collisions: tuple[Collision, ...]


def propose(desk: Desk, kind: str, *, ru: str = "", en: str = "", parent: str = "") -> Proposal:
    """Fill what was not given: the name in the other language, the gender of a person, the case forms, an id.

    Raises:
        InputError: there is no name in either language.
    """
    if not (ru or en):
        message = "a new entity needs a name; give one with --ru or --en"
        raise InputError(message)
    known = _without_patronymic(ru or en) if kind == Kind.PERSON else ru or en
    form = normal_form(known, Kind(kind))
    ru, en = ru or form.ru or "", en or form.en or romanize(ru)
    return Proposal(
        Kind(kind),
        ru,
        en,
        _free(desk, new_id(kind, en, parent)),
        _gender(ru) if kind == Kind.PERSON else "",
        {case: inflect(ru, case, kind) for case in Case} if ru else {},
        tuple(collisions(desk, kind, ru, en)),
    )


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


def collisions(desk: Desk, kind: str, *names: str) -> Iterator[Collision]:
    """Give the names in the tables that a text could not tell from the new ones: same match key, same kind."""
    wanted = {key: name for name in names if name for key in match_keys(name, kind)}
    for row in desk.tables.names:
        entity = desk.entities.get(row.entity_id)
        if row.kind == "rejected" or entity is None or entity.kind != kind:
            continue
        key = next((key for key in match_keys(row.name, kind) if key in wanted), None)
        if key is not None:
            yield Collision(wanted[key], row)


def _without_patronymic(name: str) -> str:
    """Give a person's name as English print has it: without the patronymic, the given name first.

    >>> _without_patronymic("Зотова Мария Ильинична")
    'Мария Зотова'
    """
    slots = {slot.role: slot.text for slot in _first(name).slots}
    kept = [slots[role] for role in (SlotRole.GIVEN, SlotRole.SURNAME) if role in slots]
    return " ".join(kept) if SlotRole.PATRONYMIC in slots and len(kept) == 2 else name


def _gender(name: str) -> str:
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
