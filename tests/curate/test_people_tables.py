"""What the tables of people must hold as a whole, and that their importer still does what its examples say."""

import subprocess
import sys
from pathlib import Path

import pytest

IMPORTERS = Path(__file__).parents[2] / "gazetteers" / "importers"


def run(*arguments):
    return subprocess.run(
        [sys.executable, *arguments], cwd=IMPORTERS, capture_output=True, text=True, check=False, encoding="utf-8"
    )


def test_no_subject_of_russia_was_without_a_head_since_2012():
    gaps = run("check_people.py", "gaps").stdout.splitlines()
    assert not [gap for gap in gaps if gap.startswith(("RU-", "BY-", "UA-43", "UA-40"))]


def test_there_are_enough_people_in_both_languages():
    first = run("check_people.py", "counts").stdout.split(",")
    people, both = (int(cell.split()[-1]) for cell in first[:2])
    assert people == both >= 2500


@pytest.mark.parametrize("module", ["people_names.py", "people_english.py"])
def test_the_examples_of_the_importer_hold(module):
    done = run("-m", "doctest", module)
    assert done.returncode == 0, done.stdout
