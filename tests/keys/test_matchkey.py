"""Keys of whole names."""

from __future__ import annotations

import csv
from importlib.resources import files

import normalize.keys
from normalize.keys import KEY_RULES_VERSION, blocking_keys, match_key, rules_version
from normalize.types import Kind


def test_order_alphabet_and_case_do_not_change_the_key():
    names = ["Анохин, Василий", "Василием Анохиным", "Vasily Anokhin", "ANOKHIN Vasiliy", "Vasilii Anohin"]
    assert {match_key(name, Kind.PERSON) for name in names} == {"person:anogin vasil"}


def test_the_key_keeps_the_kind():
    assert match_key("Боковский", "district") != match_key("Боковский", "person") != match_key("Боковский")
    assert match_key("Боковского", "district") == match_key("Bokovsky", Kind.DISTRICT)


def test_blocking_keys_survive_a_missing_patronymic_and_a_wrong_given_name():
    full = blocking_keys("Анохин Василий Николаевич", "person")
    assert full & blocking_keys("V. Anokhin", "person") == {"person:anogin"}
    assert not full & blocking_keys("Ivan Petrov", "person")


def test_blocking_keys_leave_initials_out_unless_there_is_nothing_else():
    assert blocking_keys("А. Б. Иванов", "person") == {"person:ivanov"}
    assert blocking_keys("А. Б.", "person")


def test_nothing_has_a_key_of_nothing():
    assert match_key("") == ":"
    assert blocking_keys("") == frozenset()


def test_the_version_names_the_rules():
    assert rules_version() == KEY_RULES_VERSION
    assert len(KEY_RULES_VERSION) == 12
    assert hasattr(normalize.keys, "KEY_RULES_VERSION")


def test_every_row_of_the_tables_has_a_source_and_is_there_once():
    for name in ("sounds.csv", "endings.csv"):
        text = files("normalize.keys").joinpath("data", name).read_text(encoding="utf-8")
        rows = list(csv.DictReader(text.splitlines()))
        first = next(iter(rows[0]))
        assert all(row["source"] for row in rows)
        assert len({row[first] for row in rows}) == len(rows)
