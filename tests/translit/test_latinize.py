"""The way back from Russian transcription to the spelling of the language."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

import normalize
from normalize.errors import UnknownNameError
from normalize.translit import heard_as, is_palladius, latinize, latinized_languages

FOLDER = files("normalize.translit").joinpath("data", "practical")
SAMPLES = list(csv.DictReader(FOLDER.joinpath("samples_back.csv").read_text(encoding="utf-8").splitlines()))
SEVEN = ("english", "french", "georgian", "german", "pinyin", "polish", "turkish")


def spelled(cyrillic: str, language: str, limit: int = 8) -> list[str]:
    return [each.text for each in latinize(cyrillic, language, limit=limit)]


@pytest.mark.parametrize("sample", SAMPLES, ids=[f"{row['language']} {row['latin']}" for row in SAMPLES])
def test_every_sample_goes_both_ways(sample):
    assert sample["latin"] in spelled(sample["cyrillic"], sample["language"])
    assert heard_as(sample["latin"], sample["cyrillic"], sample["language"]) == ""


def test_seven_languages_each_with_samples_and_every_row_with_a_source():
    assert latinized_languages() == SEVEN
    for language in SEVEN:
        assert sum(row["language"] == language for row in SAMPLES) >= 10
        rows = list(csv.DictReader(FOLDER.joinpath("back", f"{language}.csv").read_text(encoding="utf-8").splitlines()))
        assert all(row["source"] and row["pattern"] for row in rows)


def test_spellings_are_ranked_bounded_and_weighed():
    found = latinize("Валенса", "polish", limit=3)
    assert len(found) == 3
    weights = [each.weight for each in found]
    assert weights == sorted(weights, reverse=True)
    assert sum(weights) == pytest.approx(1, abs=0.01)
    assert found[0].to_dict() == {"text": found[0].text, "weight": weights[0], "language": "polish"}


def test_whole_names_keep_their_case_and_what_is_not_cyrillic():
    assert spelled("Си Цзиньпин", "pinyin", 1) == ["Xi Jinping"]
    assert spelled("СИ ЦЗИНЬПИН", "pinyin", 1) == ["XI JINPING"]
    assert spelled("Хакан FIDAN (2024)", "turkish", 1) == ["Hakan FIDAN (2024)"]
    assert spelled("Имамоглу", "turkish", 1) == ["İmamoğlu"]


def test_syllables_part_where_the_vowel_says():
    assert spelled("Хунин", "pinyin", 1) == ["Huning"]


def test_an_unknown_language_is_refused():
    with pytest.raises(UnknownNameError, match="german"):
        latinize("Шольц", "germann")


@pytest.mark.parametrize("language", SEVEN)
@pytest.mark.parametrize("junk", ["", "^$", "ъ" * 500, "東京", "ж" * 10_000, "а " * 500])
def test_junk_does_no_harm(language, junk):
    assert 1 <= len(latinize(junk, language)) <= 5


def test_chinese_syllables_are_told():
    assert is_palladius("Хунин")
    assert not is_palladius("Гог")
    assert not is_palladius("")


def test_the_porch_has_it():
    assert normalize.latinize is latinize
