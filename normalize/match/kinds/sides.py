"""One person's name made ready for comparison: every plausible way to take it, its words in the nominative."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from normalize.match.alike import column
from normalize.match.words import Word, is_initial, word
from normalize.names import (
    PersonName,
    Slot,
    SlotRole,
    find_given,
    parse_person,
    patronymic_gender,
    readings,
    surname_gender,
)
from normalize.text import Script, fold, script
from normalize.translit import is_palladius
from normalize.types import Case, Gender, Kind, Number

if TYPE_CHECKING:
    from collections.abc import Mapping

_PART = re.compile(r"[^\W\d_]+(?:['’ʼ`´ʹʺ][^\W\d_]+)*\.?")
_MOST_WAYS = 4
_LIKELY = 0.3  # a way to read a name that is rarer than this raises no doubt
_POSSIBLE = 0.08  # a case form that is as rare as this is still one
_RARE = 0.25


class Part(NamedTuple):
    """A word of a name and its role."""

    role: SlotRole
    text: str
    word: Word


class Way(NamedTuple):
    """One way to take a person's name: its words in the nominative, and whom it can name."""

    parts: tuple[Part, ...]
    gender: Gender | None
    oblique: bool
    weight: float
    roles: frozenset[SlotRole]  # the slots that are filled


class PersonSide(NamedTuple):
    """One name of a person, in every plausible way."""

    surface: str
    title: str
    ways: tuple[Way, ...]
    plain: tuple[Way, ...]  # as it stands: foreign names that grammar takes for case forms
    words: tuple[Word, ...]  # of all ways


@lru_cache(maxsize=65536)
def person_side(surface: str) -> PersonSide:
    """Take a person's name apart for comparison."""
    parsed = parse_person(surface) if _PART.search(surface) else ()
    title = parsed[0].title if parsed else ""
    plain = _likely([_way(name.slots, name.weight) for name in parsed])
    if script(surface) is not Script.CYRILLIC or (parsed and _nominative(parsed[0])):
        return PersonSide(surface, title, plain, (), _words(plain))
    ways = _read(surface) or plain
    unmoved = _of_read_gender(plain[:1] + _unmoved(ways, plain[:1]), ways)
    return PersonSide(surface, title, ways, unmoved, _words(ways + unmoved))


def _of_read_gender(plain: tuple[Way, ...], read: tuple[Way, ...]) -> tuple[Way, ...]:
    """Keep what may be a name as it stands: a bare "Поклонской" is read as a woman's only, and no man bears it."""
    genders = {way.gender for way in read if way.gender}
    return tuple(
        way for way in plain if not genders or way.gender in genders | {None} or way.roles != {SlotRole.SURNAME}
    )


def _words(ways: tuple[Way, ...]) -> tuple[Word, ...]:
    return tuple(dict.fromkeys(part.word for way in ways for part in way.parts))


def _unmoved(ways: tuple[Way, ...], plain: tuple[Way, ...]) -> tuple[Way, ...]:
    """Take the other words of an inflected name as read, but leave the surname as it is written: "Сергею Шойгу"."""
    found = []
    for way, written in product(ways, plain):
        others = tuple(part for part in way.parts if part.role is not SlotRole.SURNAME)
        surname = tuple(part for part in written.parts if part.role is SlotRole.SURNAME)
        if way.oblique and others and surname and not surname[0].word.slavic:
            found.append(_made(others + surname, way.gender, oblique=False, weight=way.weight))
    return tuple(found)


def _nominative(name: PersonName) -> bool:
    """Tell a name whose given name shows that no word of it is inflected: "Сергей", "Наталья"."""
    forms = find_given(name.given)
    if not name.surname or not forms or any(form.cases != (Case.NOMINATIVE,) for form in forms):
        return False
    shown = surname_gender(name.surname)
    return shown is None or all(form.name.gender == shown for form in forms)


def _read(surface: str) -> tuple[Way, ...]:
    """Read a name in the nominative; trust less what stands after a preposition only: "Юлии" is hardly ever Юлий."""
    singular = [
        found
        for found in readings(surface, Kind.PERSON)
        if found.number == Number.SINGULAR and _of_one_gender(found.slots)
    ]
    usual = {found.gender for found in singular if found.cases != (Case.PREPOSITIONAL,)}
    trust = [_RARE if usual - {found.gender} and found.cases == (Case.PREPOSITIONAL,) else 1.0 for found in singular]
    return _likely(
        [
            _way(found.slots, found.weight * share, Case.NOMINATIVE not in found.cases)
            for found, share in zip(singular, trust, strict=True)
        ]
    )


def _of_one_gender(slots: tuple[Slot, ...]) -> bool:
    """Tell that a patronymic is of the same gender as the given name: "Валентин Ивановна" is nobody."""
    text = {slot.role: slot.text for slot in slots}
    patronymic = patronymic_gender(text.get(SlotRole.PATRONYMIC, ""))
    given = fold(text.get(SlotRole.GIVEN, "").partition(" ")[0])
    genders = {form.name.gender for form in find_given(given) if fold(form.nominative) == given}
    spelled = text.get(SlotRole.PATRONYMIC, "").endswith("вн")  # "Ивановна" taken for a genitive
    return not spelled and (not patronymic or not genders or patronymic in genders)


def _way(slots: tuple[Slot, ...], weight: float, oblique: bool = False) -> Way:
    return _made(_parts(slots), _gender(slots), oblique=oblique, weight=weight)


def _made(parts: tuple[Part, ...], gender: Gender | None, *, oblique: bool, weight: float) -> Way:
    return Way(parts, gender, oblique, weight, frozenset(part.role for part in parts))


def _gender(slots: tuple[Slot, ...]) -> Gender | None:
    """Take the gender that a known given name, else a patronymic, else a surname's ending shows."""
    text = {slot.role: slot.text for slot in slots}
    given = text.get(SlotRole.GIVEN, "").partition(" ")[0]
    known = {form.name.gender for form in find_given(given) if fold(form.nominative) == fold(given)}
    if len(known) == 1:
        return known.pop()
    patronymic, surname = text.get(SlotRole.PATRONYMIC, ""), text.get(SlotRole.SURNAME)
    if patronymic and (surname or not given) and not is_initial(patronymic):  # the surname of "A. K. Petrova" shows it
        return patronymic_gender(patronymic)
    return surname_gender(surname) if surname else None


def _parts(slots: tuple[Slot, ...]) -> tuple[Part, ...]:
    small, full = _particles(), _short_patronymics()
    texts = [(slot.role, text) for slot in slots for text in _PART.findall(slot.text)]
    if len(texts) == 2 and _chinese(*(text for _, text in texts)):  # a family name and a given one
        small = frozenset()
    whole = [
        (SlotRole.PATRONYMIC, full[fold(text)]) if at and fold(text) in full else (role, text)
        for at, (role, text) in enumerate(texts)
    ]
    found = [Part(role, text, word(text)) for role, text in whole]
    kept = [part for part in found if part.text.lower() not in small]
    return tuple(kept or found)[:8]


def _chinese(one: str, other: str) -> bool:
    """Tell a Chinese name, of which a word may be a particle elsewhere: "Ван Хунин", not "Ван Гог"."""
    return one[:1].isupper() and other[:1].isupper() and all(is_palladius(part.rstrip(".")) for part in (one, other))


def _likely(ways: list[Way]) -> tuple[Way, ...]:
    merged: dict[tuple[tuple[Part, ...], Gender | None, bool], float] = {}
    for way in ways:
        key = (way.parts, way.gender, way.oblique)
        merged[key] = merged.get(key, 0.0) + way.weight
    ranked = sorted(
        (_made(*key[:2], oblique=key[2], weight=weight) for key, weight in merged.items() if key[0]),
        key=lambda way: -way.weight,
    )
    total = sum(way.weight for way in ranked) or 1.0
    return tuple(
        way._replace(weight=way.weight / total)
        for index, way in enumerate(ranked[:_MOST_WAYS])
        if index == 0 or way.weight / total >= (_POSSIBLE if way.oblique else _LIKELY)
    )


@lru_cache(maxsize=1)
def _short_patronymics() -> Mapping[str, str]:
    columns = (column("short_patronymics.csv", name) for name in ("short", "full"))
    return {fold(short): full for short, full in zip(*columns, strict=True)}


@lru_cache(maxsize=1)
def _particles() -> frozenset[str]:
    return frozenset(column("particles.csv", "word"))
