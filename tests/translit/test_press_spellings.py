"""The spellings that the gazetteer is compiled with."""

from __future__ import annotations

import pytest

from normalize.translit import press_spellings, romanize
from normalize.translit.scheme import table


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("Щербаков", "Shcherbakov Scherbakov"),
        ("Евгений", "Yevgeny Evgeny Yevgeniy Evgeniy Evgenii"),
        ("Дмитрий", "Dmitry Dmitriy Dmitri Dmitrii"),
        ("Алексей", "Aleksey Aleksei Alexey Alexei"),
        ("Александр", "Alexander Aleksandr Alexandr"),
        ("Сергеевич", "Sergeyevich Sergeevich"),
        ("Соловьёв", "Solovyov Soloviev Solovyev"),
        ("Соловьев", "Solovyov Solovyev"),
        ("Ковалев", "Kovalev Kovalyov"),
        ("Наталья", "Natalya Natalia"),
        ("Юлия", "Yulia Yuliya Iuliia"),
        ("Вячеслав", "Vyacheslav Viacheslav"),
        ("Хинштейн", "Khinshteyn Khinshtein Hinshtein"),
        ("Киришский", "Kirishsky Kirishskiy Kirishskii Kirishski"),
        ("Верхнедонской", "Verkhnedonskoy Verkhnedonsky Verkhnedonskoi"),
        ("Октябрьский", "Oktyabrsky Oktyabrskiy Oktiabrskii Oktyabr’sky"),
        ("Цимлянский", "Tsimlyansky Tsimlyanskiy"),
        ("Йошкар-Ола", "Yoshkar-Ola"),
        ("Усть-Лабинск", "Ust-Labinsk"),
        ("Сергій", "Serhii Serhiy"),
        ("Зеленський", "Zelensky Zelenskyy Zelenskyi"),
        ("Харків", "Kharkiv"),
        ("Миколаїв", "Mykolaiv Mykolayiv"),
        ("Знам'янка", "Znamianka Znamyanka"),
        ("Кубракоў", "Kubrakou"),
    ],
)
def test_attested_spellings_are_among_them(word, spellings):
    assert set(spellings.split()) <= set(press_spellings(word))


@pytest.mark.parametrize("word", ["Юрьевич", "Юлия", "Ярославль", "Вячеславовна"])
def test_no_spelling_mixes_two_styles(word):
    for spelling in press_spellings(word):
        assert sum(style in spelling.lower() for style in ("yu", "iu", "ju")) <= 1


def test_the_likeliest_comes_first():
    assert press_spellings("Анохин")[0] == "Anokhin"
    assert press_spellings("Киришский")[0] == "Kirishsky"


def test_the_number_is_bounded_and_the_standard_spelling_always_there():
    for word in ("Евгений", "Щёлково", "Объячевский"):
        for limit in (1, 2, 5, 12):
            found = press_spellings(word, limit=limit)
            assert len(found) <= limit
            assert len(set(found)) == len(found)
            assert romanize(word) in found


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("анохин", "anokhin"),
        ("АНОХИН", "ANOKHIN"),
        ("Йошкар-Ола", "Yoshkar-Ola"),
        ("Ростов-на-Дону", "Rostov-na-Donu"),
    ],
)
def test_case_is_kept(word, first):
    assert press_spellings(word)[0] == first


def test_the_language_can_be_given():
    assert "Honcharenko" in press_spellings("Гончаренко", lang="uk")


@pytest.mark.parametrize("word", ["", "-", "Latin", "щ" * 500, "ё" * 64, "Ъ", "\ud800", "12-й"])
def test_no_word_raises(word):
    assert press_spellings(word)


def test_the_shares_of_a_place_add_up_to_one():
    sums = {}
    for row in table("habits.csv"):
        place = (row["lang"], row["unit"], row["after"], row["before"], row["style"])
        sums[place] = sums.get(place, 0.0) + float(row["share"])
        assert row["source"]
    assert all(0.98 < total < 1.02 for total in sums.values()), {k: v for k, v in sums.items() if not 0.98 < v < 1.02}
