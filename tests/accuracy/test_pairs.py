"""Hard pairs of names, written before the comparison was seen: who is one, who is two, who may be either.

`pairs*.tsv` hold names of people, places and organisations in both languages, `foreign*.tsv` names
of other languages in Russian spelling. A wrong "same" is worse than a doubt: those that there are stand here by name.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import normalize

FOLDER = Path(__file__).parent
KINDS = {"per": "person", "place": "place", "org": "organization"}
FLOORS = {"per": 0.98, "place": 0.98, "org": 0.96}
WRONGLY_SAME = {
    ("Ивана Франко", "Иван Франк"),
    ("Хавьер Милей", "Javier Miller"),
}
FOREIGN_RECALL = 0.97
FOREIGN_FALSE_SHARE = 0.25  # of pairs that were chosen to be a letter or two apart


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


PAIRS = [*rows("pairs.tsv"), *rows("pairs_2.tsv"), *rows("pairs_3.tsv")]
FOREIGN = [*rows("foreign.tsv"), *rows("foreign_2.tsv")]


@pytest.fixture(scope="module")
def verdicts() -> list[tuple[dict[str, str], str]]:
    """Compare every pair."""
    return [(row, normalize.compare(row["a"], row["b"], KINDS[row["kind"]]).verdict.value) for row in PAIRS]


@pytest.fixture(scope="module")
def foreign() -> list[tuple[dict[str, str], str]]:
    """Compare every foreign name with its Russian spelling."""
    return [(row, normalize.compare(row["latin"], row["russian"], "person").verdict.value) for row in FOREIGN]


def test_the_pairs_are_many_and_well_formed():
    assert len(PAIRS) > 1000
    assert {row["label"] for row in PAIRS} == {"same", "different", "ambiguous"}
    assert {row["kind"] for row in PAIRS} == set(KINDS)
    assert len({(row["a"], row["b"]) for row in PAIRS}) == len(PAIRS)


def test_no_two_things_are_called_one_but_those_named_here(verdicts):
    wrong = {(row["a"], row["b"]) for row, got in verdicts if row["label"] == "different" and got == "same"}
    assert wrong <= WRONGLY_SAME


@pytest.mark.parametrize("kind", KINDS)
def test_balanced_accuracy_stays(verdicts, kind):
    shares = []
    for label in ("same", "different"):
        found = [got == label for row, got in verdicts if row["kind"] == kind and row["label"] == label]
        shares.append(sum(found) / len(found))
    assert sum(shares) / len(shares) >= FLOORS[kind]


def test_every_second_pair_swapped_says_the_same(verdicts):
    for row, got in verdicts[::2]:
        assert normalize.compare(row["b"], row["a"], KINDS[row["kind"]]).verdict.value == got


def test_foreign_names_are_found(foreign):
    same = [got == "same" for row, got in foreign if row["label"] == "same"]
    assert sum(same) / len(same) >= FOREIGN_RECALL


def test_foreign_names_that_are_close_are_mostly_told(foreign):
    false = [got == "same" for row, got in foreign if row["label"] == "different"]
    assert sum(false) / len(false) <= FOREIGN_FALSE_SHARE


def test_no_foreign_name_is_another_of_its_language():
    languages = {row["language"] for row in FOREIGN}
    for language in languages:
        names = [row for row in FOREIGN if row["language"] == language and row["label"] == "same"][:8]
        for row in names:
            for other in names:
                if row is not other:
                    assert normalize.compare(row["latin"], other["russian"], "person").verdict.value != "same"
