"""How many slips a word may have: more in long words, and never so many that it becomes another known name."""

from __future__ import annotations

import pytest

from normalize.match import Verdict, compare
from normalize.match.relation import relation
from normalize.match.words import slips
from normalize.types import Rule

SLIPS = [
    ("Щербаков", "Щербоков"),
    ("Константинов", "Констанитнов"),
    ("Преображенский", "Преобраенский"),
    ("Shcherbakov", "Shcherbokov"),
    ("Кондратенко", "Кондртенко"),
    ("Виноградов", "Виногардов"),
]
NAMES = [
    ("Олег", "Ольга"),
    ("Иванов", "Иванцов"),
    ("Александр", "Александра"),
    ("Валерий", "Валерия"),
    ("Павел", "Пахом"),
    ("Марина", "Мария"),
    ("Арина", "Ирина"),
    ("Степан", "Стефания"),
    ("Фёдор", "Фёкла"),
    ("Рублёв", "Рубцов"),
    ("Егоров", "Егоренко"),
]


@pytest.mark.parametrize(("a", "b"), SLIPS)
def test_a_slip_is_told(a, b):
    assert relation(a, b).rule is Rule.TYPO
    assert compare(f"Пётр {a}", f"Пётр {b}", "person").verdict == Verdict.SAME


@pytest.mark.parametrize(("a", "b"), NAMES)
def test_another_name_is_no_slip(a, b):
    assert relation(a, b, given=True).rule is not Rule.TYPO
    assert compare(f"{a} Дудкин", f"{b} Дудкин", "person").verdict != Verdict.SAME


@pytest.mark.parametrize(("a", "b"), [("Омск", "Томск"), ("Тула", "Тура"), ("Рязань", "Казань"), ("Орск", "Орёл")])
def test_another_town_is_no_slip(a, b):
    assert compare(a, b, "place").verdict == Verdict.DIFFERENT


def test_the_budget_grows_with_the_length():
    budgets = [slips(length) for length in range(16)]
    assert budgets == sorted(budgets)
    assert budgets[3] == 0
    assert budgets[4] == 1
    assert max(budgets) == 3


def test_more_slips_than_the_budget_make_another_word():
    assert relation("Щербаков", "Щурпоков").rule is not Rule.TYPO
    assert relation("Лис", "Рис").rule is Rule.CONTRADICTION
