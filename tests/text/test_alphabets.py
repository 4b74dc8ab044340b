"""Alphabets of words, look-alikes, and the tables behind them."""

from __future__ import annotations

import csv
import unicodedata
from importlib import resources

import pytest

from normalize.text import Script, alternatives, fold, script


def rows(table: str) -> list[dict[str, str]]:
    source = resources.files("normalize.text").joinpath(f"data/{table}.csv")
    return list(csv.DictReader(source.read_text("utf-8").splitlines()))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Анохин", Script.CYRILLIC),
        ("Їжак", Script.CYRILLIC),
        ("Orléans", Script.LATIN),
        ("Anokhin", Script.LATIN),
        ("T-72Б", Script.MIXED),
        ("Μosca", Script.MIXED),
        ("Ελλάδα", Script.OTHER),
        ("", Script.OTHER),
        ("東京", Script.OTHER),
    ],
)
def test_script_of_a_word(word: str, expected: Script) -> None:
    assert script(word) is expected


@pytest.mark.parametrize(
    ("word", "readings"),
    [
        ("ВВС", ("BBC",)),
        ("BBC", ("ВВС",)),
        ("BCУ", ("ВСУ", "BCY")),
        ("МО", ("MO",)),
        ("Ростов", ()),
        ("NATO", ()),
        ("МЧС", ()),
        ("", ()),
        ("а" * 1000, ()),
    ],
)
def test_a_word_of_shared_shapes_is_read_in_the_other_alphabet(word: str, readings: tuple[str, ...]) -> None:
    assert alternatives(word) == readings


def test_folding_is_lower_case_without_yo() -> None:
    assert fold("Щёлково ШАХТЁРСК Ё") == "щелково шахтерск е"


def test_lookalikes_are_of_the_alphabets_they_claim_and_one_row_a_letter() -> None:
    table = rows("homoglyphs")
    assert len({row["letter"] for row in table}) == len(table)
    for row in table:
        assert row["code_point"] == f"U+{ord(row['letter']):04X}"
        assert row["fit"] in {"twin", "near"}
        assert row["source"] in {"uts39", "observed", "own"}
        for alphabet in ("cyrillic", "latin"):
            assert all(alphabet.upper() in unicodedata.name(letter) for letter in row[alphabet])
        assert row["cyrillic"] or row["latin"]


def test_hyphen_parts_are_folded_and_placed() -> None:
    for row in rows("hyphens"):
        assert row["part"] == fold(row["part"])
        assert row["place"] in {"before", "after", "inner"}
