"""Forward generation for people: case forms, orders, initials, patronymics and Latin spellings of one name."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from normalize.gazetteer.forms import is_cyrillic
from normalize.gazetteer.surfaces import Form, Surface, case_bit
from normalize.morph import person_forms
from normalize.names import find_given, parse_person
from normalize.text.tokens import fold_tokens
from normalize.translit import press_spellings, romanize
from normalize.types import Gender

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalize.gazetteer.entity import Alias, Entity
    from normalize.names import PersonName

# Schemes of other languages and of libraries, in which a whole name is written or none of it.
_SCHEMES = ("german", "french", "scientific", "ala-lc", "iso9-1995", "gost-779-b", "telegram")
_GIVEN, _PATRONYMIC, _SURNAME = 8, 3, 8
_FEW = 3  # spellings of each part of a weak name; match keys find the others, and a weak name needs support anyway


@dataclass(frozen=True, slots=True)
class _Slots:
    """One spelling of a person's name, folded; any slot may be empty."""

    given: str
    patronymic: str
    surname: str


def person_surfaces(entity: Entity, alias: Alias) -> Iterator[Surface]:
    """Generate the surfaces of one name of a person."""
    parsed = () if " of " in alias.name else parse_person(alias.name)
    if not parsed:
        yield Surface(_folded(alias.name), Form.FULL)
        return
    name = parsed[0]
    if not name.surname or not name.given:
        yield from _one_word(alias, gender_of(entity))
    elif alias.lang in {"ru", "mul"} and is_cyrillic(alias.name):
        yield from _russian(alias, name, gender_of(entity) or name.gender)
    elif is_cyrillic(alias.name):
        yield from _layouts(_Slots(_folded(name.given), _folded(name.patronymic), _folded(name.surname)), 0)
        yield from _layouts(_Slots(*(_folded(romanize(slot, "german")) for slot in (name.given, "", name.surname))), 0)
        yield from _native(alias, name.given, name.surname)
    else:
        yield from _latin(entity, alias, name.given, name.surname)


def gender_of(entity: Entity) -> Gender | None:
    """Give the gender that the table states for a person."""
    genders = {"male": Gender.MASCULINE, "female": Gender.FEMININE}
    return genders.get(entity.subtype or "")


def _one_word(alias: Alias, gender: Gender | None) -> Iterator[Surface]:
    yield Surface(_folded(alias.name), Form.SURNAME)
    if is_cyrillic(alias.name) and alias.lang == "ru":
        for case, (_, _, surname) in person_forms("", "", alias.name, gender or Gender.MASCULINE).items():
            yield Surface(_folded(surname), Form.SURNAME, cases=case_bit(case))


def _russian(alias: Alias, name: PersonName, gender: Gender | None) -> Iterator[Surface]:
    given, patronymic, surname = name.given, name.patronymic, name.surname
    forms = person_forms(given, patronymic, surname, gender or Gender.MASCULINE)
    for case, slots in forms.items():
        yield from _layouts(_Slots(*(_folded(slot) for slot in slots)), case_bit(case))
    for scheme in _SCHEMES if alias.strong else ():
        spelled = (_folded(romanize(slot, scheme)) for slot in (given, patronymic, surname))
        yield from _layouts(_Slots(*spelled), 0)
    few = None if alias.strong else _FEW
    patronymics, surnames = _spellings(patronymic, _PATRONYMIC), _spellings(surname, _SURNAME)
    yield from _latin_layouts(latin_givens(given)[:few], patronymics[: few and 1], surnames[:few])


def _native(alias: Alias, given: str, surname: str) -> Iterator[Surface]:
    """Spell a Ukrainian or Belarusian name as passports and the press do: Serhii, Serhiy; Syrskyi, Syrskyy."""
    givens, surnames = (
        tuple(dict.fromkeys(_folded(spelling) for spelling in press_spellings(word, limit, alias.lang)))
        for word, limit in ((given, 5), (surname, _SURNAME if alias.strong else 5))
    )
    yield from _latin_layouts(givens, (), surnames)


def _layouts(slots: _Slots, cases: int) -> Iterator[Surface]:
    """Arrange the slots in every order that texts use."""
    given, patronymic, surname = slots.given, slots.patronymic, slots.surname
    yield Surface(f"{given} {surname}", Form.PERSON, cases=cases)
    yield Surface(f"{surname} {given}", Form.PERSON, cases=cases)
    yield Surface(f"{given[:1]} {surname}", Form.INITIALS, cases=cases, weak=True)
    yield Surface(f"{surname} {given[:1]}", Form.INITIALS, cases=cases, weak=True)
    yield Surface(surname, Form.SURNAME, cases=cases, weak=True)
    if patronymic:
        yield Surface(f"{given} {patronymic} {surname}", Form.PERSON, cases=cases)
        yield Surface(f"{surname} {given} {patronymic}", Form.PERSON, cases=cases)
        yield Surface(f"{given} {patronymic}", Form.GIVEN_PATRONYMIC, cases=cases, weak=True)
        yield Surface(f"{given[:1]} {patronymic[:1]} {surname}", Form.INITIALS, cases=cases)
        yield Surface(f"{surname} {given[:1]} {patronymic[:1]}", Form.INITIALS, cases=cases)
        yield Surface(f"{given} {patronymic[:1]} {surname}", Form.PERSON, cases=cases)


def _latin(entity: Entity, alias: Alias, given: str, surname: str) -> Iterator[Surface]:
    """Spell a Latin name with the other spellings of its given name, and with the Russian patronymic."""
    parsed = parse_person(entity.names.get("ru", ""))
    russian = parsed[0] if parsed else None
    givens = [_folded(given), *(latin_givens(russian.given) if russian and russian.given else ())]
    few = None if alias.strong else _FEW
    patronymics = _spellings(russian.patronymic, _PATRONYMIC)[: few and 1] if russian else ()
    yield from _latin_layouts(tuple(dict.fromkeys(givens))[:few], patronymics, (_folded(surname),))


def _latin_layouts(
    givens: tuple[str, ...], patronymics: tuple[str, ...], surnames: tuple[str, ...]
) -> Iterator[Surface]:
    for given, surname in itertools.product(givens, surnames):
        yield from _layouts(_Slots(given, "", surname), 0)
    for given, patronymic, surname in itertools.product(givens[:4], patronymics, surnames[:4]):
        yield from _layouts(_Slots(given, patronymic, surname), 0)
    initials = {spelling[:1] for spelling in givens} | {spelling[:2] for spelling in givens if spelling[1:2] in "uaeo"}
    for initial, surname in itertools.product(sorted(initials), surnames):
        yield Surface(f"{initial} {surname}", Form.INITIALS, weak=True)


@lru_cache(maxsize=4096)
def latin_givens(given: str) -> tuple[str, ...]:
    """Give the Latin spellings of a Russian given name: the attested ones, then those by rule."""
    attested = [_folded(spelling) for form in find_given(given)[:1] for spelling in form.name.latin]
    return tuple(dict.fromkeys([*attested, *_spellings(given, _GIVEN)]))[: _GIVEN + 2]


@lru_cache(maxsize=65536)
def _spellings(word: str, limit: int) -> tuple[str, ...]:
    if not word:
        return ()
    return tuple(dict.fromkeys(_folded(spelling) for spelling in press_spellings(word, limit)))


def _folded(name: str) -> str:
    return " ".join(fold_tokens(name))
