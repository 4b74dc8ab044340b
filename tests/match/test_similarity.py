"""Likeness of two names."""

from __future__ import annotations

import pytest

from normalize.match import similarity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Василием Анохиным", "Anokhin, Vasily"),
        ("Юрий Щербаков", "Iouri Chtcherbakov"),
        ("В. Анохин", "Vasily Anokhin"),
        ("Смоленская", "Smolenskaya"),
        ("Анохин Василий Николаевич", "Vasily Anokhin"),
    ],
)
def test_spellings_of_one_name_are_alike(one, other):
    assert similarity(one, other) >= 0.9
    assert similarity(one, other) == similarity(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Александр Иванов", "Александр Петров"), ("Сергей Гладков", "Sergey Kravtsov"), ("Анохин", "")],
)
def test_one_word_that_differs_spoils_the_likeness(one, other):
    assert similarity(one, other) < 0.7


def test_endless_names_are_cut():
    assert similarity("Анохин " * 100_000, "Anokhin " * 100_000) >= 0.9
