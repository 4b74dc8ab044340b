"""Organisations and terms that no gazetteer knows: what their words alone can tell."""

from __future__ import annotations

import pytest

from normalize.match import compare
from normalize.types import Rule

PAIRS = [
    ("Министерство обороны", "Министерство юстиции", "different"),
    ("Министерству культуры", "Министерство культуры", "same"),
    ("Союз театральных деятелей", "Союза театральных деятелей", "same"),
    ("ООО «Василёк»", "Василёк", "same"),
    ("ООО «Василёк»", "Vasilyok LLC", "same"),
    ("ЗАО Северный ветер", "ПАО «Северный ветер»", "same"),
    ("Общество с ограниченной ответственностью «Василёк»", "ООО Василек", "same"),
    ("Северный ветер", "Северный берег", "different"),
    ("Северный ветер", "Южный ветер", "different"),
    ("Василёк", "Василёк-Юг", "ambiguous"),
    ("Верховный суд", "Верховный суд Дагестана", "ambiguous"),
    ("Школа № 5", "Школа № 7", "different"),
    ("Школа № 1535", "Школа № 1537", "different"),
    ("Банк Приволжья", "Промбанк Приволжья", "different"),
    ("СТД", "Союз театральных деятелей", "same"),
    ("STD", "Союз театральных деятелей", "same"),
    ("СТД", "Союза театральных деятелей", "same"),
    ("СТД", "Союз кинематографистов", "different"),
    ("СК", "Союз кинематографистов", "ambiguous"),
    ("NASA", "National Aeronautics and Space Administration", "same"),
    ("ЛДПР", "LDPR", "same"),
    ("КПРФ", "КПСС", "different"),
    ("ООО", "ООО", "same"),
    ("ООО", "ЗАО", "different"),
]


@pytest.mark.parametrize(("a", "b", "verdict"), PAIRS)
def test_words_decide(a, b, verdict):
    for one, other in ((a, b), (b, a)):
        found = compare(one, other, "organization")
        assert found.verdict == verdict, [str(reason) for reason in found.reasons]


def test_reasons_go_word_by_word():
    found = compare("Министерство обороны", "Министерства юстиции", "organization")
    assert [reason.rule for reason in found.reasons] == [Rule.INFLECTED, Rule.CONTRADICTION]
    found = compare("Верховный суд", "Верховный суд Дагестана", "organization")
    assert found.reasons[-1].to_dict() == {"rule": "missing", "a": "Дагестана"}
