"""A name in the nominative put into any case."""

from __future__ import annotations

from typing import NamedTuple, Self

from normalize.morph import Part, family_forms, name_lemmas, part_forms, phrase_forms
from normalize.names.person import parse_person, split_title
from normalize.names.readings.people import replaced
from normalize.names.readings.phrases import CYRILLIC
from normalize.names.readings.reading import MAX_TEXT, known
from normalize.names.slots import PEOPLE, PersonName, SlotRole
from normalize.types import Case, Gender, Kind

_PARTS = {SlotRole.GIVEN: Part.GIVEN, SlotRole.PATRONYMIC: Part.PATRONYMIC, SlotRole.SURNAME: Part.SURNAME}
_CASES = tuple(Case)
_LIKELY = 0.9  # a gender that the name makes less likely than that is doubtful


class Inflected(str):
    """A name in a case: a string that also tells the gender it was declined by, and whether that is doubtful.

    `other` is the same name declined by the other gender; where both are spelled alike nothing is doubtful.

    >>> form = inflect("Саша Кравчук", case="genitive", kind="person")
    >>> form, form.doubtful, form.other
    ('Саши Кравчука', True, 'Саши Кравчук')
    """

    __slots__ = ("doubtful", "gender", "other")

    gender: Gender | None
    doubtful: bool
    other: str

    def __new__(cls, text: str, gender: Gender | None = None, other: str = "", *, doubtful: bool = False) -> Self:
        """Make one; `other` is the text itself if not told."""
        made = super().__new__(cls, text)
        made.gender, made.doubtful, made.other = gender, doubtful, other or text
        return made

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes."""
        return _made, (str(self), self.gender, self.other, self.doubtful)


def _made(text: str, gender: Gender | None, other: str, doubtful: bool) -> Inflected:
    return Inflected(text, gender, other, doubtful=doubtful)


def inflect(name: str, case: Case | str, kind: Kind | str, gender: Gender | str | None = None) -> Inflected:
    """Put a name that stands in the nominative into a case; a person's gender is inferred if not given.

    The answer is a string. If the name does not show the gender, its `doubtful` is true and its `other` is the
    form for the other gender.

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
        return Inflected(text, chosen)
    if thing == Kind.PERSON:
        return _inflect_person(text, wanted, chosen)
    return Inflected(phrase_forms(text)[wanted][0])


class _Parsed(NamedTuple):
    """A name taken apart, and where it stands."""

    text: str
    rest: str
    title: str
    name: PersonName


def _inflect_person(text: str, case: Case, gender: Gender | None) -> Inflected:
    rest, title = split_title(text)
    found = parse_person(rest)
    if not found:
        return Inflected(text, gender)
    parsed = _Parsed(text, rest, title, found[0])
    family = None if gender else _family(parsed, case)
    if family:
        return Inflected(family)
    own, doubtful = (gender or parsed.name.gender, False)
    if own is None:
        own, doubtful = _likely_gender(parsed.name)
    form = _declined(parsed, case, own)
    other = _declined(parsed, case, next(one for one in PEOPLE if one != own)) if doubtful else form
    return Inflected(form, own, other, doubtful=form != other)


def _declined(parsed: _Parsed, case: Case, gender: Gender) -> str:
    slots = parsed.name.slots
    forms = [part_forms(slot.text, _PARTS[slot.role], gender)[_CASES.index(case)] for slot in slots]
    return _placed(parsed, case, replaced(parsed.rest, parsed.name, forms))


def _placed(parsed: _Parsed, case: Case, moved: str) -> str:
    if parsed.title and parsed.text.startswith(parsed.title):
        return f"{phrase_forms(parsed.title)[case][0]} {moved}"
    return parsed.text.replace(parsed.rest, moved, 1)


def _family(parsed: _Parsed, case: Case) -> str | None:
    """Decline a surname in the plural: "Петровы", "супруги Стругацкие"."""
    name = parsed.name
    if name.given or name.patronymic:
        return None
    forms = family_forms(name.surname)
    return _placed(parsed, case, replaced(parsed.rest, name, [forms[case]])) if forms else None


def _likely_gender(name: PersonName) -> tuple[Gender, bool]:
    """Tell the likelier gender, and whether the other is likely too: by the given name, else by the surname."""
    shares = dict.fromkeys(PEOPLE, 0.0)
    word = name.given.split(" ")[0]
    shown, part = (word, Part.GIVEN) if word and "." not in word else (name.surname, Part.SURNAME)
    for lemma in name_lemmas(shown, part) if shown else ():
        if lemma.case == Case.NOMINATIVE:
            shares[lemma.gender] += lemma.weight
    likelier = max(PEOPLE, key=lambda gender: shares[gender])
    return likelier, shares[likelier] < _LIKELY * sum(shares.values()) or not sum(shares.values())
