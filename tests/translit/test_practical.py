"""Foreign names as Russian writes them by ear."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from normalize.errors import UnknownNameError
from normalize.translit.practical import heard_as, languages, transcribe

FOLDER = files("normalize.translit").joinpath("data", "practical")
SAMPLES = list(csv.DictReader(FOLDER.joinpath("samples.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("sample", SAMPLES, ids=[f"{row['language']} {row['latin']}" for row in SAMPLES])
def test_every_sample_is_heard(sample):
    assert heard_as(sample["latin"], sample["cyrillic"], sample["language"]) == ""


def test_every_language_has_samples_and_every_row_a_source():
    assert {row["language"] for row in SAMPLES} == set(languages())
    for name in (*languages(), "latin", "samples"):
        rows = list(csv.DictReader(FOLDER.joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines()))
        assert all(row["source"] for row in rows)


@pytest.mark.parametrize("language", languages())
def test_other_names_are_not_heard(language):
    assert heard_as("Steinmeier", "Макрон", language) is None
    assert heard_as("Bates", "Гейтс", language) is None


def test_a_case_ending_is_left_over():
    assert heard_as("Macron", "Макроном", "french") == "ом"


def test_an_unknown_language_is_refused():
    with pytest.raises(UnknownNameError, match="english"):
        transcribe("Bates", "englsh")


@pytest.mark.parametrize("language", languages())
def test_junk_does_no_harm(language):
    for junk in ("", "^$", "ß" * 500, "東京", "x" * 100_000):
        assert heard_as(junk, "Анохин" * 1000, language) is None
        assert isinstance(transcribe(junk, language), str)
