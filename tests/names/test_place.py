"""Places taken apart, and lists that share a head."""

import pytest

from normalize.names import head_forms, parse_place, place_list
from normalize.types import Case, Kind, Number


@pytest.mark.parametrize(
    ("surface", "generic", "specific", "before"),
    [
        ("Киришский район", "район", "Киришский", False),
        ("Киришского р-на", "р-н", "Киришского", False),
        ("Kirishsky District", "district", "Kirishsky", False),
        ("г. Киров", "г.", "Киров", True),
        ("г.Киров", "г.", "Киров", True),
        ("Republic of Adygea", "republic", "Adygea", True),
        ("Sea of Azov", "sea of", "Azov", True),
        ("the Smolensk Region", "region", "Smolensk", False),
        ("улица Лодыгина", "улица", "Лодыгина", True),
        ("Lodygina Street", "street", "Lodygina", False),
        ("Москва-река", "река", "Москва", False),
        ("посёлок городского типа Горки", "посёлок городского типа", "Горки", True),
        ("Donetsk People's Republic", "people's republic", "Donetsk", False),
        ("Рязанский НПЗ", "НПЗ", "Рязанский", False),
        ("New York City", "city", "New York", False),
    ],
)
def test_the_generic_is_parted_from_the_specific(surface, generic, specific, before):
    place = parse_place(surface)
    assert place.generic is not None
    assert (place.generic.word, place.specific, place.before) == (generic, specific, before)


@pytest.mark.parametrize("surface", ["Смоленск", "Великие Луки", "район", "St. Petersburg", "", "—", "А" * 9000])
def test_a_name_without_generic_stays_whole(surface):
    place = parse_place(surface)
    assert place.generic is None
    assert place.specific == surface.strip()


def test_initials_are_no_abbreviations_of_places():
    for surface in ("О. В. Мельниченко", "Р.Н. Минниханов", "С. Иванов"):
        assert parse_place(surface).generic is None


def test_forms_tell_number_and_case():
    form = head_forms()["областях",][0]
    assert (form.head.kind, form.number, form.cases) == (Kind.REGION, Number.PLURAL, (Case.PREPOSITIONAL,))
    assert head_forms()["regions",][0].number == Number.PLURAL


def test_lists_give_each_place_in_the_nominative():
    assert place_list("Калужской и Тульской областях") == ("Калужская область", "Тульская область")
    assert place_list("Киришского и Тихвинского районов") == ("Киришский район", "Тихвинский район")
    assert place_list("Калужская область") == ()
