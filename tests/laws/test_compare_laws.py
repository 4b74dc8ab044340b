"""Laws of comparison that hold for every pair of names."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.keys import LEVELS, alternates, blocking_keys, match_key, skeleton
from normalize.match import Choices, Verdict, compare, similarity
from normalize.match.relation import relation
from normalize.types import Rule

GIVEN = st.sampled_from(["Сергей", "Александр", "Юлия", "Marina", "Oleksandr", "Саша", "В.", "Yu.", "Лев", "Джон"])
PATRONYMIC = st.sampled_from(["", "", "Иванович", "Петровна", "Sergeyevich", "И.", "Гейдар оглы"])
SURNAME = st.sampled_from(
    [
        "Иванов",
        "Ивановой",
        "Shcherbakov",
        "Толстого",
        "Кравчук",
        "Петренко",
        "Захарова",
        "Iwanow",
        "фон Дервиз",
    ]
)
NAME = st.tuples(GIVEN, PATRONYMIC, SURNAME).flatmap(lambda parts: st.permutations(parts).map(" ".join))
PLACE = st.sampled_from(
    [
        "Киришский район",
        "Kirishi",
        "Смоленская область",
        "Smolensk",
        "Орле",
        "Oryol Oblast",
        "г. Киров",
        "Kirovsky",
    ]
)
ANY = st.one_of(NAME, PLACE, st.text(max_size=40), st.text("абвсеор aeocpxy.-,«»'\u0301\u00ad", max_size=40))
KIND = st.sampled_from([None, "person", "place", "district", "organization", "term", "settlement"])
TWINS = str.maketrans("АВЕКМНОРСТХаеорсух", "ABEKMHOPCTXaeopcyx")
QUICK = settings(max_examples=150, deadline=None)


@QUICK
@given(ANY, ANY, KIND)
def test_swapping_changes_nothing(a, b, kind):
    one, other = compare(a, b, kind), compare(b, a, kind)
    assert (one.verdict, one.score) == (other.verdict, other.score)
    assert sorted(reason.rule for reason in one.reasons) == sorted(reason.rule for reason in other.reasons)


@QUICK
@given(ANY, ANY)
def test_likeness_is_symmetric_and_bounded(a, b):
    assert 0.0 <= similarity(a, b) <= 1.0
    assert similarity(a, b) == similarity(b, a)


@QUICK
@given(st.text(max_size=20), st.text(max_size=20), st.booleans())
def test_relation_of_words_is_symmetric(a, b, given_too):
    assert relation(a, b, given=given_too) == relation(b, a, given=given_too)


@QUICK
@given(ANY, KIND)
def test_a_name_is_never_different_from_itself(name, kind):
    found = compare(name, name, kind)
    assert found.verdict != Verdict.DIFFERENT or not found.a.strip() or not any(map(str.isalnum, name))


@QUICK
@given(NAME, NAME)
def test_a_homoglyph_changes_nothing_but_the_reasons(a, b):
    mixed = " ".join(_mixed(word) for word in a.split(" "))
    plain, spoiled = compare(a, b, "person"), compare(mixed, b, "person")
    assert (plain.verdict, plain.score) == (spoiled.verdict, spoiled.score)
    assert _sound(spoiled.reasons) == _sound(plain.reasons)


def _sound(reasons):
    return [reason for reason in reasons if reason.rule != Rule.HOMOGLYPH]


def _mixed(word: str) -> str:
    """Put a Latin twin for one letter of a Cyrillic word that stays unmistakably Cyrillic."""
    if word.isascii() or len(word) < 4:
        return word
    for place, letter in enumerate(word):
        twin = letter.translate(TWINS)
        if twin != letter and not word.replace(letter, "").translate(TWINS).isascii():
            return word[:place] + twin + word[place + 1 :]
    return word


@QUICK
@given(GIVEN, SURNAME, GIVEN, SURNAME)
def test_a_patronymic_that_contradicts_never_leaves_same(given, surname, other, other_surname):
    a, b = f"{given} Иванович {surname}", f"{other} Petrovich {other_surname}"
    assert compare(a, b, "person").verdict != Verdict.SAME


@QUICK
@given(st.text(max_size=80), st.sampled_from(LEVELS))
def test_keys_never_raise_and_repeat_themselves(word, level):
    assert skeleton(word, level) == skeleton(word, level)
    assert skeleton(word, level) in alternates(word, level) or len(alternates(word, level)) == 8
    assert match_key(word).startswith(":")
    assert all(":" in key for key in blocking_keys(word, "person"))


@QUICK
@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=8))
def test_nearest_never_raises_and_ranks(query, names):
    scores = [score for _, score in Choices(names).nearest(query, limit=4, cutoff=0.0)]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= score <= 1.0 for score in scores)


@pytest.mark.parametrize("text", ["щ", "а ", "Анохин ", "a\u0301", ". ", "x", "-", "\u200b", "Aа"])
def test_endless_names_cost_no_more_than_long_ones(text):
    endless = text * 500_000
    start = time.perf_counter()
    compare(endless, "Василий Анохин", "person")
    compare(endless, "Киришский район", "place")
    compare(endless, endless[:-1])
    match_key(endless)
    similarity(endless, "Анохин")
    assert time.perf_counter() - start < 1.0
