"""Every grammatical reading of a name, and the way back."""

import pytest

from normalize.errors import UnknownNameError
from normalize.names import inflect, readings
from normalize.types import Case, Gender, Kind, Number


def first(surface: str, kind: str = "person") -> str:
    return readings(surface, kind)[0].nominative


@pytest.mark.parametrize(
    ("surface", "nominative"),
    [
        ("Василием Анохиным", "Василий Анохин"),
        ("Анохину В.Н.", "Анохин В.Н."),
        ("губернатором Василием Анохиным", "Василий Анохин"),
        ("Анны Кравчук", "Анна Кравчук"),
        ("Сырским", "Сырский"),
        ("Слюсарем", "Слюсарь"),
        ("Ильхама Гейдар оглы Алиева", "Ильхам Гейдар оглы Алиев"),
        ("Урсулы фон дер Ляйен", "Урсула фон дер Ляйен"),
        ("Дональдом Трампом", "Дональд Трамп"),
        ("Ольгой Николаевной", "Ольга Николаевна"),
        ("Vasily Anokhin", "Vasily Anokhin"),
        ("Лаура Карлини", "Лаура Карлини"),
    ],
)
def test_people_come_home(surface, nominative):
    assert first(surface) == nominative


def test_grammar_alone_cannot_choose():
    found = readings("Юлию Щеглову", "person")
    assert [(r.nominative, r.case, r.gender) for r in found[:2]] == [
        ("Юлий Щеглов", Case.DATIVE, Gender.MASCULINE),
        ("Юлия Щеглова", Case.ACCUSATIVE, Gender.FEMININE),
    ]
    assert {r.nominative for r in readings("Анохина", "person")} == {"Анохина", "Анохин"}


def test_women_stay_women():
    for surface in ("Марией Захаровой", "Марию Захарову", "Марии Захаровой"):
        assert all(r.gender == Gender.FEMININE for r in readings(surface, "person") if r.weight > 0.1)
        assert first(surface) == "Мария Захарова"


def test_a_family_is_plural():
    found = readings("супругам Петровым", "person")
    assert ("Петровы", Number.PLURAL) in {(r.nominative, r.number) for r in found}


def test_yo_is_restored_only_where_the_form_hides_it():
    assert first("Петра Анохина") == "Пётр Анохин"
    assert first("Артема Анохина") == "Артем Анохин"
    assert first("Артёма Анохина") == "Артём Анохин"


def test_slots_are_in_the_nominative():
    slots = readings("Василию Николаевичу Анохину", "person")[0].slots
    assert [slot.text for slot in slots] == ["Василий", "Николаевич", "Анохин"]


def test_places_organisations_and_lists():
    assert first("Калужской области", "region") == "Калужская область"
    assert first("Верховного суда России", "organization") == "Верховный суд России"
    assert first("Калужской и Тульской областях", "region") == "Калужская и Тульская области"
    assert first("Smolensk Oblast", "region") == "Smolensk Oblast"
    assert first("США", "country") == "США"


def test_weights_are_ranked_and_at_most_one():
    weights = [reading.weight for reading in readings("Александру Иванову", "person")]
    assert weights == sorted(weights, reverse=True)
    assert sum(weights) <= 1.001


@pytest.mark.parametrize("name", ["Василий Анохин", "Анна Кравчук", "Лев Толстой", "Ольга Николаевна Заяц"])
def test_every_case_comes_home(name):
    for case in Case:
        inflected = inflect(name, case, "person")
        assert name in [reading.nominative for reading in readings(inflected, "person")[:2]]


def test_gender_is_inferred_or_given():
    assert inflect("Саша Кравчук", "genitive", "person", gender="feminine") == "Саши Кравчук"
    assert inflect("Саша Кравчук", "genitive", "person", gender="masculine") == "Саши Кравчука"
    assert inflect("губернатор Василий Анохин", Case.DATIVE, Kind.PERSON) == "губернатору Василию Анохину"


def test_unknown_options_are_told_with_the_nearest():
    with pytest.raises(UnknownNameError, match="person"):
        readings("Анохин", "persn")
    with pytest.raises(UnknownNameError, match="genitive"):
        inflect("Анохин", "genitiv", "person")


@pytest.mark.parametrize("surface", ["", " ", "...", "—", "А" * 20000, "и, " * 5000, "\0", "«»", "123", "Ъ", "ь ь"])
@pytest.mark.parametrize("kind", ["person", "region", "organization"])
def test_no_surface_raises(surface, kind):
    assert isinstance(readings(surface, kind), tuple)
    inflect(surface, "genitive", kind)
