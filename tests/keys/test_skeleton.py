"""Words of both alphabets and their skeletons."""

from __future__ import annotations

import pytest

from normalize.errors import UnknownNameError
from normalize.keys import LEVELS, alternates, skeleton
from tests.work import calls

SPELLINGS = [
    ("Щербаков", ["Shcherbakov", "Ščerbakov", "Chtcherbakov", "Schtscherbakow", "Shcherbakoff"]),
    ("Анохин", ["Anokhin", "Anohin", "Anoxin"]),
    ("Юрий", ["Yuri", "Yury", "Yuriy", "Iurii", "Jurij", "Iouri", "Yurii"]),
    ("Вячеслав", ["Vyacheslav", "Viacheslav", "Vjačeslav"]),
    ("Алексей", ["Aleksei", "Alexey", "Aleksey", "Alexei", "Aleksej"]),
    ("Наталья", ["Natalya", "Natalia", "Nataliya", "Natal'ya"]),
    ("Соловьёв", ["Solovyov", "Solovyev", "Soloviev", "Solov'yov", "Solovjev"]),
    ("Чайковский", ["Tchaikovsky", "Chaykovskiy", "Čajkovskij", "Tschaikowskij"]),
    ("Цой", ["Tsoy", "Tsoi", "Tzoi"]),
    ("Горбачёв", ["Gorbachev", "Gorbachov", "Gorbachyov"]),
    ("Ильюшин", ["Ilyushin", "Iliushin", "Iljuschin"]),
    ("Зеленський", ["Zelensky", "Zelenskyi", "Zelenskyy", "Zelenskiy"]),
    ("Сергій", ["Serhii", "Serhiy", "Sergiy", "Sergii"]),
    ("Аляксандр", ["Aliaksandr", "Alyaksandr", "Aljaksandr"]),
    ("Лукашэнкаў", ["Lukashenkau", "Lukashenkav", "Lukašenkaŭ"]),
    ("Жуков", ["Zhukov", "Jukov", "Žukov", "Joukov"]),
]


@pytest.mark.parametrize(("russian", "latin"), SPELLINGS, ids=[row[0] for row in SPELLINGS])
def test_every_latin_spelling_shares_the_skeleton(russian, latin):
    missed = [word for word in latin if skeleton(russian) not in alternates(word)]
    assert missed == []


FORMS = [
    "Анохин Анохина Анохину Анохиным Анохине Анохины Анохиных Анохиной",
    "Захарова Захаровой Захарову Захаровых",
    "Крымский Крымского Крымскому Крымским Крымском Крымская Крымской Крымскую Крымское",
    "Николаевич Николаевича Николаевичу Николаевичем Николаевиче",
    "Мария Марии Марию Марией",
    "Смоленская Смоленской Смоленскую",
    "Киришский Киришского Киришскому Киришским Киришском",
    "Максим Максима Максиму Максимом Максиме",
    "Харків Харкову Харковом",
]


@pytest.mark.parametrize("forms", FORMS[:-1])
def test_every_case_and_gender_shares_level_two(forms):
    assert len({skeleton(form, 2) for form in forms.split()}) == 1


def test_each_level_gives_no_more_than_the_one_before():
    word = "Верхнедонскому"
    assert [skeleton(word, level) for level in LEVELS] == [
        "verhnedonskomu",
        "vergnedonskomu",
        "vergnedonsk",
        "vrgndnsk",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Омск", "Томск"),
        ("Курск", "Курган"),
        ("Белгород", "Белград"),
        ("Иванов", "Ивановский"),
        ("ПВО", "ПРО"),
    ],
)
def test_different_words_keep_different_skeletons(one, other):
    assert skeleton(one) != skeleton(other)


def test_skh_is_not_sh():
    assert skeleton("Лисхов") == skeleton("Liskhov")
    assert skeleton("Лисхов") != skeleton("Лишов")


def test_level_three_of_a_word_without_consonants_is_its_vowels():
    assert skeleton("Ия", 3)


def test_marks_and_unknown_letters_do_no_harm():
    assert skeleton("Ано\u0301хин") == skeleton("Анохин")
    assert skeleton("") == skeleton("—") == ""
    assert skeleton("東京")
    assert skeleton("^Анохин$") == skeleton("Анохин")


def test_a_wrong_level_is_refused():
    with pytest.raises(UnknownNameError, match="key level"):
        skeleton("Анохин", 4)


def test_alternates_start_with_the_skeleton_and_are_few():
    assert alternates("Jukov", 1)[0] == skeleton("Jukov", 1)
    assert len(alternates("jxjcwjxczsz" * 5)) <= 8


def test_a_long_word_costs_no_more_than_a_longest_one():
    short, long = (calls(lambda word="щ" * length: skeleton(word, 1)) for length in (5_000, 5_000_000))
    assert len(skeleton("щ" * 5_000_000, 1)) == 1
    assert long <= short + 10
