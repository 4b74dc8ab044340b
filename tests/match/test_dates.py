"""Names as of a date: who bore them then, and what a reason says of a name that nobody bore."""

from __future__ import annotations

import datetime as dt

import pytest

import normalize
from normalize.errors import InputError
from normalize.gazetteer import Gazetteer
from normalize.match import Knowledge, Verdict, compare, compare_all, compare_many
from normalize.types import Rule

RECORDS = [
    {
        "id": "upper",
        "kind": "settlement",
        "names": {"ru": "Верхоречье", "en": "Verkhorechye"},
        "aliases": [{"name": "Знаменск", "kind": "former", "valid_from": "1924-05-01", "valid_to": "1991-09-01"}],
    },
    {
        "id": "lower",
        "kind": "settlement",
        "names": {"ru": "Низоречье", "en": "Nizorechye"},
        "aliases": [{"name": "Знаменск", "kind": "former", "valid_from": "1995-01-01", "valid_to": "2016-02-01"}],
    },
    {
        "id": "gone",
        "kind": "region",
        "names": {"ru": "Приозёрная область", "en": "Priozyornaya Oblast"},
        "valid_from": "1938",
        "valid_to": "1954",
    },
]


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory):
    return Knowledge(Gazetteer.build(RECORDS, tmp_path_factory.mktemp("dates") / "dates.nrm"))


def of_dates(comparison):
    return [reason for reason in comparison.reasons if reason.rule is Rule.DATE]


@pytest.mark.parametrize(
    ("date", "upper", "lower"),
    [
        (None, "same", "same"),
        ("1960-01-01", "same", "different"),
        ("2000-01-01", "different", "same"),
        (dt.date(2000, 1, 1), "different", "same"),
    ],
)
def test_a_name_of_two_towns_in_turn_is_resolved_by_the_date(knowledge, date, upper, lower):
    for town, verdict in (("Верхоречье", upper), ("Nizorechye", lower)):
        found = compare("Знаменск", town, "place", equivalents=knowledge, date=date)
        assert found.verdict == verdict, (town, [str(reason) for reason in found.reasons])
        assert bool(of_dates(found)) == (verdict == "different")


def test_a_name_that_nobody_bears_at_the_date_is_still_known_and_the_reason_says_so(knowledge):
    found = compare("Знаменск", "Verkhorechye", "place", equivalents=knowledge, date="2020-01-01")
    assert found.verdict == Verdict.SAME
    assert [reason.to_dict() for reason in of_dates(found)] == [
        {"rule": "date", "a": "Знаменск", "name": "Верхоречье", "date": "2020-01-01"}
    ]
    assert "Верхоречье was not so called" in str(of_dates(found)[0])


def test_an_entity_has_its_time_too(knowledge):
    then, now = (
        compare("Приозёрная область", "Priozyornaya Oblast", "place", equivalents=knowledge, date=date)
        for date in ("1950-06-01", "2020-06-01")
    )
    assert then.verdict == now.verdict == Verdict.SAME
    assert not of_dates(then)
    assert len(of_dates(now)) == 2


def test_swapping_changes_nothing_at_a_date_either(knowledge):
    for date in ("1960-01-01", "1993-01-01", "2000-01-01"):
        one = compare("Знаменск", "Верхоречье", "place", equivalents=knowledge, date=date)
        other = compare("Верхоречье", "Знаменск", "place", equivalents=knowledge, date=date)
        assert (one.verdict, one.score) == (other.verdict, other.score)
        assert of_dates(one) == of_dates(other)


def test_columns_are_compared_as_of_the_date(knowledge):
    towns = ["Верхоречье", "Низоречье"]
    found = compare_many(["Знаменск"] * 2, towns, "place", equivalents=knowledge, date="2000-01-01")
    assert [str(comparison.verdict) for comparison in found] == ["different", "same"]
    crossed = compare_all(["Знаменск"], ["Знаменск"], "place", equivalents=knowledge, date="2000-01-01")
    assert [(i, j) for i, j, _ in crossed] == [(0, 0)]


def test_a_date_that_is_none_is_refused():
    for date in ("yesterday", "2020-13-01", ""):
        with pytest.raises(InputError, match="ISO 8601"):
            compare("Тула", "Tula", date=date)


def test_without_a_gazetteer_a_date_changes_nothing():
    assert compare("Тула", "Tula", date="2020-01-01") == compare("Тула", "Tula")


@pytest.mark.parametrize(
    ("former", "now", "date", "verdict", "told"),
    [
        ("Днепропетровск", "Днепр", "2010-01-01", "same", False),
        ("Днепропетровск", "Днепр", "2020-01-01", "same", True),
        ("Калинин", "Тверь", "1980-01-01", "same", False),
        ("Калинин", "Тверь", "2020-01-01", "same", True),
        ("Горьковская область", "Нижегородская область", "2000-01-01", "same", True),
        ("Свердловск", "Екатеринбург", "1980-01-01", "same", False),
        ("Свердловск", "Екатеринбург", "2000-01-01", "different", True),  # by then only Довжанск was called so
    ],
)
def test_the_shipped_gazetteer_knows_when_names_were_in_use(former, now, date, verdict, told):
    found = normalize.compare(former, now, "place", date=date)
    assert found.verdict == verdict, [str(reason) for reason in found.reasons]
    assert bool(of_dates(found)) == told
