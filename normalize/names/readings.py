"""Every grammatical way to take a name, ranked; and a name put into any case."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from normalize.errors import UnknownNameError
from normalize.morph import (
    CASE_WEIGHT,
    Nominative,
    Part,
    part_forms,
    phrase_forms,
    phrase_nominatives,
)
from normalize.names.person import parse_person, split_title
from normalize.names.place import parse_place, place_list
from normalize.names.slots import PEOPLE, PersonName, Slot, SlotRole, slot_table
from normalize.names.titles import title_forms
from normalize.text.script import fold
from normalize.text.tokens import fold_tokens
from normalize.types import PLACES, Case, Gender, Kind, Number

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAX_TEXT = 400
_LIMIT = 6
_CYRILLIC = re.compile(r"[а-яёА-ЯЁіїєґІЇЄҐ]")
# "Александра Авдеева" is mostly he, in the genitive; a lone "Авдеева" is as likely to be she.
_GENDER_WEIGHT = {Gender.MASCULINE: 1.0, Gender.FEMININE: 0.65}
_PARTS = {SlotRole.GIVEN: Part.GIVEN, SlotRole.PATRONYMIC: Part.PATRONYMIC, SlotRole.SURNAME: Part.SURNAME}
_PLURAL = re.compile(r"((?:[оеё]в|[иы]н))(ы|ых|ым|ыми)\Z")
_PLURAL_CASES = {"ы": Case.NOMINATIVE, "ых": Case.GENITIVE, "ым": Case.DATIVE, "ыми": Case.INSTRUMENTAL}
_Known = TypeVar("_Known", Kind, Case, Gender)


@dataclass(frozen=True, slots=True)
class Reading:
    """One grammatical way to take a surface.

    `case` is the likeliest case in which the name is so written and `cases` are all of them; weights of the
    readings of one surface add up to at most one.

    >>> reading = readings("Анохиной", kind="person")[0]
    >>> reading.nominative, str(reading.case), str(reading.gender)
    ('Анохина', 'genitive', 'feminine')
    """

    nominative: str
    case: Case
    number: Number
    gender: Gender | None
    weight: float
    slots: tuple[Slot, ...] = ()
    cases: tuple[Case, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Give the reading as plain data."""
        return {
            "nominative": self.nominative,
            "case": self.case.value,
            "number": self.number.value,
            "gender": self.gender.value if self.gender else None,
            "weight": round(self.weight, 4),
            "slots": [slot.to_dict() for slot in self.slots],
            "cases": [case.value for case in self.cases],
        }


def readings(surface: str, kind: Kind | str) -> tuple[Reading, ...]:
    """Give every grammatical reading of a name, likeliest first.

    Text in the Latin alphabet has one, itself; text with no letter has none. People keep their gender: a
    woman's name never comes back as a man's.

    >>> [(reading.nominative, str(reading.case)) for reading in readings("Юлию Щеглову", kind="person")]
    [('Юлий Щеглов', 'dative'), ('Юлия Щеглова', 'accusative')]
    >>> readings("Министерством обороны России", kind="organization")[0].nominative
    'Министерство обороны России'
    """
    return _readings(" ".join(surface[:_MAX_TEXT].split()), known("kind", kind, Kind))


def known(what: str, value: str, options: type[_Known]) -> _Known:
    """Take an option by its value; tell the known ones if it is none."""
    try:
        return options(value)
    except ValueError:
        raise UnknownNameError(what, value, [option.value for option in options]) from None


@lru_cache(maxsize=16384)
def _readings(surface: str, kind: Kind) -> tuple[Reading, ...]:
    if not any(letter.isalpha() for letter in surface):
        return ()
    if kind == Kind.PERSON:
        return tuple(_people(surface))
    return tuple(_lists(surface) if kind in PLACES else ()) or tuple(_phrases(surface))


def _lists(surface: str) -> Iterable[Reading]:
    """Read "Калужской и Тульской областях" as "Калужская и Тульская области"."""
    names = place_list(surface)
    form = parse_place(surface).form if names else None
    if form is None:
        return
    head = names[0].split(" ", 1)[1]
    words = [name.split(" ", 1)[0] for name in names]
    listed = ", ".join(words[:-1]) + " и " + words[-1]
    plural = phrase_forms(head, Number.PLURAL)[Case.NOMINATIVE][0]
    yield Reading(f"{listed} {plural}", form.cases[0], Number.PLURAL, None, 1.0, (), form.cases)


def _phrases(surface: str) -> Iterable[Reading]:
    found = phrase_nominatives(surface) if _CYRILLIC.search(surface) else ()
    if not found:
        return [Reading(surface, Case.NOMINATIVE, Number.SINGULAR, None, 1.0, (), (Case.NOMINATIVE,))]
    groups: dict[tuple[str, Number], list[Nominative]] = defaultdict(list)
    for way in found:
        groups[way.text, way.number].append(way)
    total = sum(max(way.weight for way in ways) for ways in groups.values())
    return [
        Reading(
            text,
            ways[0].case,
            number,
            ways[0].gender,
            ways[0].weight / total,
            (),
            tuple(dict.fromkeys(w.case for w in ways)),
        )
        for (text, number), ways in list(groups.items())[:_LIMIT]
    ]


# People


_Favour = Callable[[Case, "Gender | None"], float]


class _Way(NamedTuple):
    """A name put in the nominative under one question."""

    name: PersonName
    text: str
    case: Case
    gender: Gender | None
    number: Number
    weight: float


def _people(surface: str) -> list[Reading]:
    text, title = split_title(surface)
    if text.islower():
        return list(_phrases(text))
    if not _CYRILLIC.search(text):
        return [_as_it_stands(text, name) for name in parse_person(surface)[:1]]
    ways = [way for name in parse_person(surface)[:3] for way in _ways(text, name, title)]
    groups: dict[tuple[str, Gender | None], list[_Way]] = defaultdict(list)
    for way in sorted(ways, key=lambda way: -way.weight):
        groups[way.text, way.gender].append(way)
    ranked = sorted(groups.values(), key=lambda group: (-group[0].weight, group[0].text))[:_LIMIT]
    total = sum(group[0].weight for group in ranked)
    return [_reading(group, total) for group in ranked if group[0].weight > ranked[0][0].weight / 200]


def _as_it_stands(text: str, name: PersonName) -> Reading:
    return Reading(text, Case.NOMINATIVE, Number.SINGULAR, name.gender, 1.0, name.slots, (Case.NOMINATIVE,))


def _reading(group: list[_Way], total: float) -> Reading:
    best = group[0]
    cases = tuple(dict.fromkeys(way.case for way in group))
    return Reading(best.text, best.case, best.number, best.gender, best.weight / total, best.name.slots, cases)


def _ways(text: str, name: PersonName, title: str) -> Iterable[_Way]:
    tables = [slot_table(slot) for slot in name.slots]
    favour = _title_favour(title)
    for case in Case:
        for gender in PEOPLE:
            chosen = [table.get((case, gender)) for table in tables]
            if None in chosen or not chosen:
                continue
            weight = name.weight * CASE_WEIGHT[case] * favour(case, gender)
            weight *= _GENDER_WEIGHT[gender] if len(tables) > 1 else 1.0
            for option in chosen:
                weight *= option.weight if option else 0
            options = [option.nominative for option in chosen if option]
            yield _Way(
                _renamed(name, options, gender),
                _replaced(text, name, options),
                case,
                gender,
                Number.SINGULAR,
                weight,
            )
    if [slot.role for slot in name.slots] == [SlotRole.SURNAME]:
        yield from _families(text, name, favour)


def _title_favour(title: str) -> _Favour:
    forms = title_forms().get(fold_tokens(title), ()) if title else ()
    cases = {case for form in forms for case in form.cases}
    genders = {form.title.gender for form in forms if form.title.gender}
    plural = bool(forms) and all(form.number == Number.PLURAL for form in forms)

    def favour(case: Case, gender: Gender | None) -> float:
        weight = 0.05 if genders and gender and gender not in genders else 1.0
        weight *= 0.05 if cases and case not in cases else 1.0
        return weight * (0.05 if plural and gender else 5.0 if plural else 1.0)

    return favour


def _families(text: str, name: PersonName, favour: _Favour) -> Iterable[_Way]:
    found = _PLURAL.search(name.surname)
    if not found:
        return
    nominative = name.surname[: found.start(2)] + "ы"
    case = _PLURAL_CASES[found[2]]
    slots = PersonName("", "", nominative, None, name.title, name.weight)
    weight = 0.15 * name.weight * CASE_WEIGHT[case] * favour(case, None)
    yield _Way(slots, text.replace(name.surname, nominative, 1), case, None, Number.PLURAL, weight)


def _renamed(name: PersonName, nominatives: list[str], gender: Gender) -> PersonName:
    slots = dict(zip((slot.role for slot in name.slots), nominatives, strict=True))
    given, patronymic, surname = (
        slots.get(role, "") for role in (SlotRole.GIVEN, SlotRole.PATRONYMIC, SlotRole.SURNAME)
    )
    return PersonName(given, patronymic, surname, gender, name.title, name.weight)


def _replaced(text: str, name: PersonName, nominatives: list[str]) -> str:
    """Put the nominatives where the slots stood: the order of the surface is kept."""
    places = []
    for slot, nominative in zip(name.slots, nominatives, strict=True):
        for old, new in zip(slot.text.split(" "), nominative.split(" "), strict=False):
            at = re.search(rf"(?<!\w){re.escape(old)}(?!\w)", text) if old != new else None
            if at:
                places.append((at.start(), at.end(), new))
    for start, end, new in sorted(places, reverse=True):
        text = text[:start] + new + text[end:]
    return text


# The other way


def inflect(name: str, case: Case | str, kind: Kind | str, gender: Gender | str | None = None) -> str:
    """Put a name that stands in the nominative into a case; a person's gender is inferred if not given.

    >>> inflect("Василий Анохин", case="genitive", kind="person")
    'Василия Анохина'
    >>> inflect("Анна Кравчук", case="dative", kind="person")
    'Анне Кравчук'
    >>> inflect("Великие Луки", case="prepositional", kind="settlement")
    'Великих Луках'
    """
    wanted, thing = known("case", case, Case), known("kind", kind, Kind)
    chosen = known("gender", gender, Gender) if gender is not None else None
    text = " ".join(name.split())
    if len(text) > _MAX_TEXT or not _CYRILLIC.search(text):
        return text
    if thing == Kind.PERSON:
        return _inflect_person(text, wanted, chosen)
    return phrase_forms(text)[wanted][0]


def _inflect_person(text: str, case: Case, gender: Gender | None) -> str:
    rest, title = split_title(text)
    found = parse_person(rest)
    if not found:
        return text
    best = found[0]
    own = gender or best.gender or _ending_gender(best)
    forms = [part_forms(slot.text, _PARTS[slot.role], own)[list(Case).index(case)] for slot in best.slots]
    moved = _replaced(rest, best, forms)
    return (
        f"{phrase_forms(title)[case][0]} {moved}" if title and text.startswith(title) else text.replace(rest, moved, 1)
    )


def _ending_gender(name: PersonName) -> Gender:
    word = fold(name.given.split(" ")[0]) if name.given and "." not in name.given else ""
    return Gender.FEMININE if word.endswith(("а", "я")) else Gender.MASCULINE
