"""Every reason that comparison gives, typed and aligned word by word."""

from __future__ import annotations

import pickle

import pytest

from normalize.match import compare
from normalize.types import Rule

REASONS = [
    ("Лев Щерба", "Щерба Лев", {"rule": "same", "a": "Щерба", "b": "Щерба"}),
    ("Лев Щерба", "Lev Shcherba", {"rule": "romanized", "a": "Щерба", "b": "Shcherba"}),
    ("Юлия Щербакова", "Yuliya Shcherbakov", {"rule": "inflected", "a": "Щербакова", "b": "Shcherbakov"}),
    ("Л. Щерба", "Lev Shcherba", {"rule": "initial", "a": "Л.", "b": "Lev"}),
    ("Лёва Щерба", "Lev Shcherba", {"rule": "nickname", "a": "Лёва", "b": "Lev"}),
    ("Пётр Щерба", "Petro Shcherba", {"rule": "equivalent", "a": "Пётр", "b": "Petro"}),
    ("Лев Щербаков", "Lev Shcherbokov", {"rule": "typo", "a": "Щербаков", "b": "Shcherbokov"}),
    ("Лев Ильич Щерба", "Lev Shcherba", {"rule": "missing", "a": "Ильич"}),
    ("Лев Щерба", "Пётр Щерба", {"rule": "contradiction", "a": "Лев", "b": "Пётр"}),
    ("Лев Щерба", "Лeв Щерба", {"rule": "homoglyph", "a": "Лeв", "b": "Лев"}),
    ("академик Лев Щерба", "Lev Shcherba", {"rule": "title", "a": "академик"}),
    ("Сашу Белых", "Александра Белых", {"rule": "nickname", "a": "Саша", "b": "Александра"}),
]


@pytest.mark.parametrize(("a", "b", "wanted"), REASONS)
def test_each_reason_is_given(a, b, wanted):
    found = compare(a, b, "person")
    assert wanted in [reason.to_dict() for reason in found.reasons], [reason.to_dict() for reason in found.reasons]


def test_a_translation_is_told():
    found = compare("СТД", "Союз театральных деятелей", "organization")
    assert found.reasons[0].rule is Rule.TRANSLATED


def test_swapping_mirrors_the_reasons():
    one, other = (
        compare("Лёва Щербаков", "Lev Shcherbokov", "person"),
        compare("Lev Shcherbokov", "Лёва Щербаков", "person"),
    )
    typos = [reason.to_dict() for found in (one, other) for reason in found.reasons if reason.rule is Rule.TYPO]
    assert typos == [
        {"rule": "typo", "a": "Щербаков", "b": "Shcherbokov"},
        {"rule": "typo", "a": "Shcherbokov", "b": "Щербаков"},
    ]
    assert [reason.rule for reason in one.reasons] == [reason.rule for reason in other.reasons]


def test_a_comparison_travels_and_stays_as_it_is():
    found = compare("В.Н. Щерба", "Vasily Shcherba", "person")
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own
    with pytest.raises(AttributeError):
        found.score = 1.0
    assert found.to_dict()["reasons"] == [reason.to_dict() for reason in found.reasons]
