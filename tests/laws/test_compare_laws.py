"""Laws of comparison that hold for every pair of names."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.keys import LEVELS, alternates, blocking_keys, match_key, skeleton
from normalize.match import Choices, Verdict, compare, compare_all, compare_many, similarity
from normalize.match.relation import relation
from normalize.match.words import far, word
from normalize.names import inflect
from normalize.text import clean
from normalize.translit import heard_as, romanize, schemes
from normalize.types import Case, Rule
from tests.work import calls

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
    plain = compare(a, b, "person")
    for spoiled in (compare(_spoiled(a), b, "person"), compare(a, _spoiled(b), "person")):
        assert (plain.verdict, plain.score) == (spoiled.verdict, spoiled.score)
        assert _sound(spoiled.reasons) == _sound(plain.reasons)


def _spoiled(name):
    return " ".join(_mixed(word) for word in name.split(" "))


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
    long, endless = (_work(text * length, f"{length}") for length in (4_000, 400_000))
    assert endless <= 1.1 * long + 200


def _work(name, mark):
    """Count the calls that comparisons take of names that nothing has seen before."""

    def work():
        compare(f"{mark} {name}", "Василий Анохин", "person")
        compare(f"{mark} {name}", "Киришский район", "place")
        compare(f"{mark} {name}", "Союз писателей", "organization")
        compare(f"{mark} {name}", f"{name[:-1]} {mark}")
        match_key(f"{mark} {name}")
        similarity(f"{mark} {name}", "Анохин")

    return calls(work)


MEN = ["Сергей", "Пётр", "Лев", "Никита", "Игорь", "Павел", "Илья", "Рустам", "Фёдор"]
WOMEN = ["Мария", "Наталья", "Ольга", "Елена"]
HIS = ["Иванов", "Щербаков", "Кравчук", "Петренко", "Белых", "Швец", "Дзержинский", "Саакашвили", "Шойгу", "Соловьёв"]
HERS = ["Иванова", "Щербакова", "Кравчук", "Петренко", "Белых", "Дзержинская", "Саакашвили", "Соловьёва"]
PERSON = st.one_of(
    st.tuples(st.sampled_from(MEN), st.sampled_from(HIS), st.just("masculine")),
    st.tuples(st.sampled_from(WOMEN), st.sampled_from(HERS), st.just("feminine")),
)
FATHERS = {"masculine": ["Иванович", "Сергеевич", "Ильич"], "feminine": ["Ивановна", "Сергеевна", "Ильинична"]}
SCHEMES = [scheme.name for scheme in schemes() if scheme.language == "ru"]


@QUICK
@given(PERSON, st.sampled_from(Case), st.sampled_from([None, *SCHEMES]), st.booleans())
def test_a_name_is_itself_in_every_case_scheme_and_order(person, case, scheme, turned):
    first, surname, gender = person
    name = f"{surname} {first}" if turned else f"{first} {surname}"
    form = inflect(f"{first} {surname}", case, "person", gender)
    found = compare(form, romanize(name, scheme) if scheme else name, "person")
    assert found.verdict == Verdict.SAME, [str(reason) for reason in found.reasons]


@QUICK
@given(PERSON, PERSON, st.integers(0, 2), st.booleans())
def test_a_patronymic_that_agrees_never_turns_same_into_different(person, other, which, latin):
    first, surname, gender = person
    father = FATHERS[gender][which]
    name = " ".join(other[:2])
    shown = romanize(name) if latin else name
    if compare(f"{first} {surname}", shown, "person").verdict == Verdict.SAME:
        assert compare(f"{first} {father} {surname}", shown, "person").verdict == Verdict.SAME
        assert compare(f"{surname}, {first} {father}", shown, "person").verdict == Verdict.SAME


@QUICK
@given(PERSON, st.permutations(range(3)), st.booleans())
def test_a_name_with_another_patronymic_is_another(person, fathers, latin):
    first, surname, gender = person
    one, other = (f"{first} {FATHERS[gender][which]} {surname}" for which in fathers[:2])
    assert compare(one, romanize(other) if latin else other, "person").verdict == Verdict.DIFFERENT


@QUICK
@given(st.sampled_from(MEN), st.sampled_from(WOMEN), st.sampled_from(HIS), st.sampled_from(HERS), st.booleans())
def test_a_man_is_never_a_woman(his, her, surname, hers, latin):
    a, b = f"{his} {surname}", f"{her} {hers}"
    assert compare(a, romanize(b) if latin else b, "person").verdict != Verdict.SAME


@QUICK
@given(ANY, ANY, KIND)
def test_cleaning_first_changes_nothing(a, b, kind):
    one, other = compare(a, b, kind), compare(clean(a).text, clean(b).text, kind)
    assert (one.verdict, one.score) == (other.verdict, other.score)
    assert _sound(one.reasons) == _sound(other.reasons)


@QUICK
@given(st.lists(NAME, max_size=6), st.lists(NAME, max_size=6))
def test_the_cross_product_finds_what_pairs_find(ours, theirs):
    found = {(i, j): comparison for i, j, comparison in compare_all(ours, theirs, "person", least=0.0)}
    for (i, j), comparison in found.items():
        assert comparison == compare(ours[i], theirs[j], "person")
    assert list(found) == sorted(found)


@QUICK
@given(st.text(max_size=12), st.text(max_size=12))
def test_hearing_never_raises(latin, cyrillic):
    assert heard_as(latin, cyrillic) is None or heard_as(latin, cyrillic) != cyrillic or not cyrillic


@pytest.mark.parametrize("shape", ["{} ", "{}-", "{}. ", "{}, "])
@pytest.mark.parametrize("word", ["Анохинов", "Kondratyevsky", "Эыь", "Wrightsworthe"])
def test_the_cost_of_a_name_is_linear(shape, word):
    _work(shape.format(word) * 2, "Проба")
    one, other = (_work(shape.format(word) * length, mark) for length, mark in ((10, "Раз"), (20, "Два")))
    assert other <= 3 * one + 2_000


@QUICK
@given(st.lists(st.tuples(ANY, ANY), max_size=8), KIND)
def test_a_column_is_compared_as_its_rows_are(pairs, kind):
    rows = [compare(a, b, kind) for a, b in pairs]
    assert list(compare_many([a for a, _ in pairs], [b for _, b in pairs], kind)) == rows


@QUICK
@given(ANY, ANY, KIND)
def test_a_comparison_remembers_nothing(a, b, kind):
    first = compare(a, b, kind)
    compare(b, a, kind)
    assert compare(a, b, kind) == first
    assert pickle.loads(pickle.dumps(first)) == first  # noqa: S301 - our own


@QUICK
@given(NAME, NAME)
def test_what_is_far_at_a_glance_is_two_words(a, b):
    for one in map(word, a.split()):
        for other in map(word, b.split()):
            if far(one, other):
                assert relation(one.text, other.text, given=True).rule is Rule.CONTRADICTION
