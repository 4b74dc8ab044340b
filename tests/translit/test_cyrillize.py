"""The way back from Latin letters: the right name first, the others ranked."""

from __future__ import annotations

import pytest

from normalize.errors import UnknownNameError
from normalize.translit import cyrillize, romanize, scheme
from tests.work import calls


def first(text, **options):
    return cyrillize(text, limit=1, **options)[0].text


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Shcherbakov", "Щербаков"),
        ("Vasily Anokhin", "Василий Анохин"),
        ("Wassili Anochin", "Василий Анохин"),
        ("Iouri Chtcherbakov", "Юрий Щербаков"),
        ("Schtscherbakow", "Щербаков"),
        ("Ščerbakov", "Щербаков"),
        ("Dmitry", "Дмитрий"),
        ("Dmitri", "Дмитрий"),
        ("Dmitriy", "Дмитрий"),
        ("Yevgeny", "Евгений"),
        ("Evgeny", "Евгений"),
        ("Evgenii", "Евгений"),
        ("Aleksei", "Алексей"),
        ("Alexey", "Алексей"),
        ("Alexander", "Александр"),
        ("Kirishsky", "Киришский"),
        ("Traktorozavodsky", "Тракторозаводский"),
        ("Verkhnedonskoy", "Верхнедонской"),
        ("Ilya", "Илья"),
        ("Yuliya", "Юлия"),
        ("Natalya", "Наталья"),
        ("Tatiana", "Татьяна"),
        ("Lodygina", "Лодыгина"),
        ("Vyacheslav", "Вячеслав"),
        ("Solovyov", "Соловьёв"),
        ("Gorbachev", "Горбачёв"),
        ("Kobzev", "Кобзев"),
        ("Slyusar", "Слюсарь"),
        ("Grozny", "Грозный"),
        ("Belyy", "Белый"),
        ("Igor", "Игорь"),
        ("Tchaikovsky", "Чайковский"),
        ("Il’in", "Ильин"),
        ("Ust-Labinsk", "Усть-Лабинск"),
    ],
)
def test_the_right_name_comes_first(latin, cyrillic):
    assert first(latin) == cyrillic


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Zelenskyy", "Зеленський"),
        ("Serhii", "Сергій"),
        ("Volodymyr", "Володимир"),
        ("Kharkiv", "Харків"),
        ("Znamianka", "Знам'янка"),
        ("Mykolaiv", "Миколаїв"),
        ("Yevhen", "Євген"),
    ],
)
def test_ukrainian_names_come_back_as_ukrainian(latin, cyrillic):
    assert first(latin, lang="uk") == cyrillic


def test_belarusian_names_come_back_as_belarusian():
    assert first("Aliaksandr", lang="be") == "Аляксандр"


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("SHCHERBAKOV", "ЩЕРБАКОВ"),
        ("shcherbakov", "щербаков"),
        ("A.D. Beglov", "А.Д. Беглов"),
        ("Yu. V. Slyusar", "Ю. В. Слюсарь"),
        ("Anokhin, 44 (Смоленск)", "Анохин, 44 (Смоленск)"),
        ("“Anokhin”, 'Anokhin'", "“Анохин”, 'Анохин'"),
    ],
)
def test_case_and_everything_else_is_kept(latin, cyrillic):
    assert first(latin) == cyrillic


def test_readings_are_ranked_distinct_and_weighed():
    found = cyrillize("Natalya Gorbacheva")
    weights = [each.weight for each in found]
    assert weights == sorted(weights, reverse=True)
    assert 0.99 < sum(weights) <= 1.0001 or len(found) == 5
    assert len({each.text for each in found}) == len(found)
    assert {"Наталья Горбачёва", "Наталия Горбачёва"} <= {each.text for each in found}


def test_both_letters_are_offered_where_the_spelling_has_lost_one():
    assert {"Горбачёв", "Горбачев"} <= {each.text for each in cyrillize("Gorbachev")}


def test_the_number_of_readings_is_bounded():
    assert len(cyrillize("Natalya Solovyova", limit=2)) == 2
    assert cyrillize("Natalya", limit=0) == ()


@pytest.mark.parametrize(
    ("latin", "name", "cyrillic"),
    [
        ("Ŝerbakov Ûrij", "iso9-1995", "Щербаков Юрий"),
        ("Podʺâčevskij", "gost-779-a", "Подъячевский"),
        ("Shherbakov Il`ya", "gost-779-b", "Щербаков Илья"),
        ("Iuliia Shcheglova", "icao-9303", "Юлия Щеглова"),
        ("Schtscherbakow", "german", "Щербаков"),
        ("Vassili Poutine", "french", "Василий Путин"),
        ("Yenakiieve", "kmu-2010", "Єнакієве"),
        ("Mahilioŭ", "belarusian-2007", "Магілёў"),
        ("Vasilij", "transliterate-ru", "Василий"),
    ],
)
def test_with_a_scheme_its_inverse_comes_first(latin, name, cyrillic):
    found = cyrillize(latin, scheme=name)[0]
    assert found.text == cyrillic
    assert found.scheme == scheme(name).name
    assert romanize(found.text, name) == latin


def test_a_reading_names_the_schemes_that_spell_it_so():
    assert "icao-9303" in cyrillize("Iuliia")[0].schemes
    assert "press" not in cyrillize("Iuliia")[0].schemes


def test_a_reading_is_plain_data_for_json():
    assert cyrillize("Ilya", limit=1)[0].to_dict().keys() == {"text", "weight", "scheme"}


def test_unknown_schemes_and_languages_are_refused():
    with pytest.raises(UnknownNameError, match="scheme"):
        cyrillize("Ilya", scheme="nonsense")
    with pytest.raises(UnknownNameError, match="language"):
        cyrillize("Ilya", lang="xx")


@pytest.mark.parametrize("text", ["", " ", "Анохин", "…", "\ud800", "\u0301", "'", "ß", "Ł", "Ⅷ", "x" * 5000])
def test_no_text_raises(text):
    assert cyrillize(text)
    assert cyrillize(text, scheme="icao-9303")


def test_a_long_text_is_work_linear_in_its_length():
    words = "Vasily Anokhin, Kirishsky; "
    cyrillize(words)
    short, long = (calls(lambda text=words * times: cyrillize(text)) for times in (100, 1000))
    assert long <= 10 * short + 1000
    assert calls(lambda: cyrillize("qwertz" * 10_000)) < 1_000_000
