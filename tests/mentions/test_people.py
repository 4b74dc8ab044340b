import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("сказал Пётр Сомов.", ["Пётр Сомов"]),
        ("mayor Peter Somov said", ["Peter Somov"]),
        ("П. И. Сомов прибыл", ["П. И. Сомов"]),
        ("Сомов П.И. прибыл", ["Сомов П.И"]),
        ("Governor Somov said", ["Somov"]),
        ("Ivan Zotov’s statement", ["Ivan Zotov"]),
        ("Зотовым Иваном Петровичем", ["Зотовым Иваном Петровичем"]),
        ("Вера, надежда", []),
        ("в Январе Сомов", []),
    ],
)
def test_people_are_found_by_their_given_names_initials_and_titles(surfaces, text, expected):
    assert surfaces(text) == expected


def test_a_namesake_is_not_cut_down_to_the_surname_that_is_known(surfaces):
    assert surfaces("met Stepan Zotov today") == ["Stepan Zotov"]
    assert surfaces("встретил Степана Зотова") == ["Степана Зотова"]


def test_an_unknown_given_name_still_belongs_to_the_surname(surfaces):
    assert surfaces("met Qwertin Zotov today") == ["Qwertin Zotov"]


def test_a_bare_surname_echoes_a_full_name(surfaces):
    assert surfaces("Пётр Сомов приехал. Позже Сомова видели.") == ["Пётр Сомов", "Сомова"]


def test_a_surname_before_any_full_name_is_no_echo(surfaces):
    assert surfaces("Позже Сомова видели.") == []
