"""The table of how names end."""

import subprocess
import sys
from pathlib import Path

import pytest

from normalize.morph.people import ending_weight
from normalize.morph.petrovich import Part
from normalize.types import Gender

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("likelier", "other", "part"),
    [
        (("алфина", Gender.FEMININE), ("алфин", Gender.MASCULINE), Part.GIVEN),
        (("тургалбек", Gender.MASCULINE), ("тургалбека", Gender.FEMININE), Part.GIVEN),
        (("забродский", Gender.MASCULINE), ("забродской", Gender.MASCULINE), Part.SURNAME),
        (("закипная", Gender.FEMININE), ("закипнай", Gender.MASCULINE), Part.SURNAME),
        (("слюсарь", Gender.MASCULINE), ("слюсарем", Gender.MASCULINE), Part.SURNAME),
    ],
)
def test_some_endings_are_likelier(likelier, other, part):
    assert ending_weight(likelier[0], part, likelier[1]) > ending_weight(other[0], part, other[1])


def test_his_and_her_possessive_surnames_are_as_likely():
    assert ending_weight("анохина", Part.SURNAME, Gender.FEMININE) == ending_weight(
        "анохин", Part.SURNAME, Gender.MASCULINE
    )


@pytest.mark.slow
def test_the_table_is_what_the_dictionary_counts():
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "endings.py"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
