"""The readings of a person's name: every case and gender in which its slots agree."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from normalize.morph import CASE_WEIGHT, marked
from normalize.names.given import find_given
from normalize.names.person import parse_person, split_title
from normalize.names.readings.phrases import CYRILLIC, phrases
from normalize.names.readings.reading import LIMIT, Reading
from normalize.names.slots import PersonName, SlotRole, given_score, slot_table
from normalize.names.titles import title_forms
from normalize.text.tokens import fold_tokens
from normalize.types import Case, Gender, Number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    _Favour = Callable[[Case, Gender | None], float]

_UNREAD = 0.3  # no case fits
_WAYS = 3  # ways to take a name apart that are followed
_UNLIKELY = 0.05
_FAINT = 0.005
_SYLLABLES, _SHORT = 3, 4
# "Александра Авдеева" is mostly he, in the genitive; a lone "Александра" is as likely to be she.
_GENDER_WEIGHT = {Gender.MASCULINE: 1.0, Gender.FEMININE: 0.6}
_GIVEN_WEIGHT = {Gender.MASCULINE: 1.0, Gender.FEMININE: 0.8}
_FAMILY = 0.15  # a surname in the plural without a word such as "супруги"
_GIVEN = 0.7  # from here on a word is a given name: "Алины" is of Алина
_SURE_FAMILY = 2.0  # "Петровых": few are called so themselves
# People stand in the prepositional less often than places do.
_CASE_WEIGHT = {**CASE_WEIGHT, Case.ACCUSATIVE: 0.28, Case.PREPOSITIONAL: 0.15}
_PLURAL = re.compile(
    r"(?P<stem>.*(?:[оеё]в|[иы]н))(?P<end>ы|ых|ым|ыми)\Z|(?P<adjective>.*[сц]к)(?P<soft>ие|их|им|ими)\Z"
)
_PLURAL_CASES = {
    "е": (Case.NOMINATIVE,),
    "": (Case.NOMINATIVE,),
    "х": (Case.GENITIVE, Case.ACCUSATIVE, Case.PREPOSITIONAL),
    "м": (Case.DATIVE,),
    "ми": (Case.INSTRUMENTAL,),
}


class _Way(NamedTuple):
    """A name put in the nominative: its slots, its gender, and the weight of each case."""

    name: PersonName
    nominatives: tuple[str, ...]
    gender: Gender | None
    cases: dict[Case, float]

    @property
    def weight(self) -> float:
        return sum(self.cases.values())


def people(surface: str) -> list[Reading]:
    """Give every reading of a person's name; where no case fits all words, the name as it stands."""
    text, title = split_title(surface)
    if text.islower():
        return list(phrases(text))
    parsed = parse_person(surface)[:_WAYS]
    names = [name for name in parsed if name.weight > parsed[0].weight * _UNLIKELY]
    if not CYRILLIC.search(text):
        return [_as_it_stands(text, name, 1.0) for name in names[:1]]
    favour = _title_favour(title)
    ways = [] if _syllables(text) else [way for name in names for way in _ways(name, favour)]
    ways = ways or [way for name in names[:1] for way in _last_word(name, favour)]
    if not ways:
        return [_as_it_stands(text, name, _UNREAD) for name in names[:1]]
    return _ranked(text, ways)


def _syllables(text: str) -> bool:
    """Tell three short words, the last of which are no given names here: "Ким Чен Ына"."""
    words = text.split(" ")
    return (
        len(words) == _SYLLABLES
        and all(word.isalpha() and word[0].isupper() and len(word) <= _SHORT for word in words)
        and not any(find_given(word) or marked(word, "Surn") for word in words[1:])
    )


def _last_word(name: PersonName, favour: _Favour) -> Iterable[_Way]:
    """Move the last word only, where not all agree: of "Ким Чен Ына" the other syllables stand still."""
    slots = name.slots
    for (case, gender), options in slot_table(slots[-1]).items():
        nominatives = (*(slot.text for slot in slots[:-1]), options[0].nominative)
        weight = options[0].weight * _CASE_WEIGHT[case] * _GENDER_WEIGHT[gender] * favour(case, gender)
        yield _Way(name, nominatives, gender, {case: weight})


def _as_it_stands(text: str, name: PersonName, weight: float) -> Reading:
    return Reading(text, Case.NOMINATIVE, Number.SINGULAR, name.gender, weight, name.slots, (Case.NOMINATIVE,))


def _ranked(text: str, ways: list[_Way]) -> list[Reading]:
    """Add up the ways that give the same nominative and gender."""
    total = sum(way.weight for way in ways)
    groups: dict[tuple[str, Gender | None], list[_Way]] = defaultdict(list)
    for way in sorted(ways, key=lambda way: -way.weight):
        if way.weight > total * _FAINT:
            groups[replaced(text, way.name, way.nominatives), way.gender].append(way)
    found = [_reading(nominative, group, total) for (nominative, _), group in groups.items()]
    return sorted(found, key=lambda reading: (-reading.weight, reading.nominative))[:LIMIT]


def _reading(text: str, group: list[_Way], total: float) -> Reading:
    cases: dict[Case, float] = defaultdict(float)
    for way in group:
        for case, weight in way.cases.items():
            cases[case] += weight
    ranked = tuple(sorted(cases, key=lambda case: -cases[case]))
    best, weight = group[0], sum(cases.values()) / total
    number = Number.SINGULAR if best.gender else Number.PLURAL
    return Reading(text, ranked[0], number, best.gender, weight, _renamed(best).slots, ranked)


def _ways(name: PersonName, favour: _Favour) -> Iterable[_Way]:
    slots = name.slots
    tables = [slot_table(slot) for slot in slots]
    genders = _GIVEN_WEIGHT if len(slots) == 1 and name.given else _GENDER_WEIGHT
    found: dict[tuple[tuple[str, ...], Gender], dict[Case, float]] = defaultdict(dict)
    for question in tables[0] if tables else ():
        if not all(question in table for table in tables):
            continue
        case, gender = question
        prior = name.weight * _CASE_WEIGHT[case] * genders[gender] * favour(case, gender)
        for options in product(*[table[question] for table in tables]):
            weight = prior
            for option in options:
                weight *= option.weight
            found[tuple([option.nominative for option in options]), gender][case] = weight
    for (nominatives, gender), cases in found.items():
        yield _Way(name, nominatives, gender, cases)
    if len(slots) == 1 and slots[0].role == SlotRole.SURNAME:
        yield from _families(name, favour)


def _title_favour(title: str) -> _Favour:
    forms = title_forms().get(fold_tokens(title), ()) if title else ()
    cases = {case for form in forms for case in form.cases}
    genders = {form.title.gender for form in forms if form.title.gender}
    family = any(form.title.office == "family" for form in forms)
    plural = bool(forms) and all(family or form.number == Number.PLURAL for form in forms)
    cases |= {Case.GENITIVE} if family else set()  # "семья Ивановых", "семьёй Ивановых"

    def favour(case: Case, gender: Gender | None) -> float:
        weight = 0.05 if genders and gender and gender not in genders else 1.0
        weight *= 0.05 if cases and case not in cases else 1.0
        return weight * (0.05 if plural and gender else 5.0 if plural else 1.0)

    return favour


def _families(name: PersonName, favour: _Favour) -> Iterable[_Way]:
    """Take a surname as the plural that names a family: "Петровых", "Стругацкими"."""
    found = _PLURAL.match(name.surname)
    if not found:
        return
    stem, end = (found["stem"] + "ы", found["end"]) if found["stem"] else (found["adjective"] + "и", found["soft"])
    nominative = stem if found["stem"] else stem + "е"
    sure = _SURE_FAMILY if end in {"ы", "ых", "ие", "их"} and given_score(name.surname) < _GIVEN else _FAMILY
    cases = {case: sure * name.weight * _CASE_WEIGHT[case] * favour(case, None) for case in _PLURAL_CASES[end[1:]]}
    yield _Way(name, (nominative,), None, cases)


def _renamed(way: _Way) -> PersonName:
    name = way.name
    slots = dict(zip((slot.role for slot in name.slots), way.nominatives, strict=True))
    given, patronymic, surname = (
        slots.get(role, "") for role in (SlotRole.GIVEN, SlotRole.PATRONYMIC, SlotRole.SURNAME)
    )
    return PersonName(given, patronymic, surname, way.gender, name.title, name.weight)


def replaced(text: str, name: PersonName, nominatives: Iterable[str]) -> str:
    """Put the nominatives where the slots stood: the order of the surface is kept."""
    places = []
    for slot, nominative in zip(name.slots, nominatives, strict=True):
        for old, new in zip(slot.text.split(" "), nominative.split(" "), strict=False):
            at = _at(text, old) if old != new else -1
            if at >= 0:
                places.append((at, at + len(old), new))
    for start, end, new in sorted(places, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _at(text: str, word: str) -> int:
    """Find a whole word; -1 if it is not there."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and _of_word(text[at - 1])) and not (end < len(text) and _of_word(text[end])):
            return at
        at = text.find(word, at + 1)
    return -1


def _of_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
