"""The only door to pytrovich: case forms of given names, patronymics and surnames by petrovich's rules."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Any

from normalize.types import Case, Gender


class Part(StrEnum):
    """The part of a person's name that a word plays."""

    GIVEN = "given"
    PATRONYMIC = "patronymic"
    SURNAME = "surname"


_PARTS = {Part.GIVEN: "FIRSTNAME", Part.PATRONYMIC: "MIDDLENAME", Part.SURNAME: "LASTNAME"}


@lru_cache(maxsize=1)
def _maker() -> tuple[Any, Any, Any, Any]:
    from pytrovich.enums import Case as TheirCase
    from pytrovich.enums import Gender as TheirGender
    from pytrovich.enums import NamePart
    from pytrovich.maker import PetrovichDeclinationMaker

    return PetrovichDeclinationMaker(), NamePart, TheirGender, TheirCase


@lru_cache(maxsize=65536)
def petrovich_forms(word: str, part: Part, gender: Gender) -> tuple[str, ...]:
    """Give the six forms of one part of a name, in the order of `Case`.

    >>> petrovich_forms("Анохин", Part.SURNAME, Gender.MASCULINE)[4]
    'Анохиным'
    """
    maker, parts, genders, cases = _maker()
    their_gender = genders.FEMALE if gender == Gender.FEMININE else genders.MALE
    their_part = parts[_PARTS[part]]
    return (word, *(maker.make(their_part, their_gender, cases[case.name], word) for case in list(Case)[1:]))
