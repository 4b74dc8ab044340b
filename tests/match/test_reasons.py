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
    one, other = compare("Лёва Щерба", "Lev Shcherbo", "person"), compare("Lev Shcherbo", "Лёва Щерба", "person")
    pairs = [sorted((reason.to_dict()["a"], reason.to_dict()["b"])) for reason in one.reasons]
    assert pairs == [sorted((reason.to_dict()["a"], reason.to_dict()["b"])) for reason in other.reasons]
    typo, mirrored = one.reasons[-1].to_dict(), other.reasons[-1].to_dict()
    assert (typo["rule"], typo["a"], typo["b"]) == (mirrored["rule"], mirrored["b"], mirrored["a"])


def test_a_comparison_travels_and_stays_as_it_is():
    found = compare("В.Н. Щерба", "Vasily Shcherba", "person")
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own
    with pytest.raises(AttributeError):
        found.score = 1.0
    assert found.to_dict()["reasons"] == [reason.to_dict() for reason in found.reasons]
