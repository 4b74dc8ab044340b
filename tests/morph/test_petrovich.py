"""Our way to read petrovich's rules gives what pytrovich itself gives."""

import pytest
from pytrovich import enums
from pytrovich.maker import PetrovichDeclinationMaker

from normalize.morph.petrovich import Part, petrovich_forms
from normalize.types import Case, Gender

_PARTS = {Part.GIVEN: "FIRSTNAME", Part.PATRONYMIC: "MIDDLENAME", Part.SURNAME: "LASTNAME"}
_GENDERS = {Gender.MASCULINE: enums.Gender.MALE, Gender.FEMININE: enums.Gender.FEMALE}
_WORDS = [
    "анохин",
    "анохина",
    "толстой",
    "толстая",
    "кравчук",
    "шевченко",
    "дюма",
    "бонч-бруевич",
    "салтыков-щедрин",
    "лев",
    "пётр",
    "павел",
    "илья",
    "мария",
    "любовь",
    "нинель",
    "алия",
    "эндрю",
    "николаевич",
    "ильич",
    "ильинична",
    "окуджава",
    "седых",
    "гарсия",
    "мешалкин-де-ла-рю",
    "соболь",
    "воробей",
    "жан-поль",
    "анна-мария",
    "борух-бендитович",
    "король",
    "уа",
    "x",
    "-",
    "а",
]


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("gender", _GENDERS)
def test_our_forms_are_theirs(part, gender):
    maker, theirs = PetrovichDeclinationMaker(), enums.NamePart[_PARTS[part]]
    for word in _WORDS:
        made = [maker.make(theirs, _GENDERS[gender], enums.Case[case.name], word) for case in Case]
        assert petrovich_forms(word, part, gender) == tuple(made), word
