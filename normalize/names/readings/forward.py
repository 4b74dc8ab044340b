"""A name in the nominative put into any case."""

from __future__ import annotations

from normalize.morph import Part, part_forms, phrase_forms
from normalize.names.person import parse_person, split_title
from normalize.names.readings.people import replaced
from normalize.names.readings.phrases import CYRILLIC
from normalize.names.readings.reading import MAX_TEXT, known
from normalize.names.slots import PersonName, SlotRole
from normalize.text.script import fold
from normalize.types import Case, Gender, Kind

_PARTS = {SlotRole.GIVEN: Part.GIVEN, SlotRole.PATRONYMIC: Part.PATRONYMIC, SlotRole.SURNAME: Part.SURNAME}


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
    if len(text) > MAX_TEXT or not CYRILLIC.search(text):
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
    moved = replaced(rest, best, forms)
    return (
        f"{phrase_forms(title)[case][0]} {moved}" if title and text.startswith(title) else text.replace(rest, moved, 1)
    )


def _ending_gender(name: PersonName) -> Gender:
    word = fold(name.given.split(" ")[0]) if name.given and "." not in name.given else ""
    return Gender.FEMININE if word.endswith(("а", "я")) else Gender.MASCULINE
