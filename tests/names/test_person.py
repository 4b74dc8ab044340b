"""The names of people taken apart."""

import pytest

from normalize.names import parse_person, patronymic_gender, split_title
from normalize.types import Gender


def slots(surface: str) -> tuple[str, str, str]:
    name = parse_person(surface)[0]
    return name.given, name.patronymic, name.surname


@pytest.mark.parametrize(
    "surface",
    [
        "Василий Николаевич Анохин",
        "Анохин Василий Николаевич",
        "Анохин, Василий Николаевич",
        "губернатор Василий Николаевич Анохин",
        "врио губернатора Смоленской области Василий Николаевич Анохин",
    ],
)
def test_three_slots_in_any_order(surface):
    assert slots(surface) == ("Василий", "Николаевич", "Анохин")


@pytest.mark.parametrize("surface", ["В.Н. Анохин", "В. Н. Анохин", "В.Н.Анохин", "Анохин В.Н.", "Анохин, В. Н."])
def test_initials_glued_and_spaced_on_either_side(surface):
    assert slots(surface) == ("В.", "Н.", "Анохин")


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("Vasily Anokhin", ("Vasily", "", "Anokhin")),
        ("Anokhin, Vasily", ("Vasily", "", "Anokhin")),
        ("Gov. Vasily N. Anokhin", ("Vasily", "N.", "Anokhin")),
        ("Vasily Nikolayevich Anokhin", ("Vasily", "Nikolayevich", "Anokhin")),
        ("Yu.V. Andropov", ("Yu.", "V.", "Andropov")),
        ("Урсула фон дер Ляйен", ("Урсула", "", "фон дер Ляйен")),
        ("Мухаммед бен Салман", ("Мухаммед", "", "бен Салман")),
        ("Башар аль-Асад", ("Башар", "", "аль-Асад")),
        ("Алиев Ильхам Гейдар оглы", ("Ильхам", "Гейдар оглы", "Алиев")),
        ("Анна Кравчук", ("Анна", "", "Кравчук")),
        ("Лев Толстой", ("Лев", "", "Толстой")),
        ("Николай Николаевич", ("Николай", "Николаевич", "")),
        ("Анохин", ("", "", "Анохин")),
        ("Вера", ("Вера", "", "")),
        ("Магомед Магомедов", ("Магомед", "", "Магомедов")),
        ("Мария Захарова, официальный представитель", ("Мария", "", "Захарова")),
        ("Lt. Col. Ivan Petrov", ("Ivan", "", "Petrov")),
    ],
)
def test_names_as_they_are_printed(surface, expected):
    assert slots(surface) == expected


@pytest.mark.parametrize(
    ("surface", "gender"),
    [
        ("Саша Николаевич", Gender.MASCULINE),
        ("Саша Николаевна", Gender.FEMININE),
        ("Никита Иванов", Gender.MASCULINE),
        ("Любовь Кравчук", Gender.FEMININE),
        ("В. Н. Анохина", Gender.FEMININE),
        ("Volodymyr Petrenko", Gender.MASCULINE),
        ("Ильхам Гейдар кызы Алиева", Gender.FEMININE),
        ("А. Кравчук", None),
    ],
)
def test_gender_comes_from_patronymic_given_name_and_surname(surface, gender):
    assert parse_person(surface)[0].gender == gender


def test_titles_are_set_aside():
    assert split_title("Smolensk Governor Vasily Anokhin") == ("Vasily Anokhin", "Smolensk Governor")
    assert split_title("Stephen King") == ("Stephen King", "")


def test_vucic_is_no_patronymic():
    assert patronymic_gender("Вучич") is None
    assert patronymic_gender("Кузьмич") == Gender.MASCULINE


@pytest.mark.parametrize("surface", ["", ".", ",", ",,,", "В.", "—", "1941", "А" * 9000, "и " * 900, "фон дер", "..."])
def test_no_surface_raises(surface):
    assert isinstance(parse_person(surface), tuple)


def test_initials_are_no_address():
    assert slots("Г.Н. Сенин") == ("Г.", "Н.", "Сенин")
    assert split_title("г-н Сенин") == ("Сенин", "г-н")


def test_a_surname_like_a_title_is_a_surname():
    assert slots("Генералов Сергей") == ("Сергей", "", "Генералов")


def test_a_patronymic_may_stand_alone():
    assert slots("Кузьмичу") == ("", "Кузьмичу", "")
    assert slots("Абрамовичу") == ("", "", "Абрамовичу")
