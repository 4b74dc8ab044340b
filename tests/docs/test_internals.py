"""The pages about the internals are in step with the code, short, and linked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from normalize.gazetteer.compiled.layout import DTYPES
from normalize.link import scales
from normalize.link.decide import _LEAD, SURE

FOLDER = Path(__file__).parents[2] / "docs" / "internals"
PAGES = sorted(FOLDER.glob("*.md"))
LINKING = (FOLDER / "linking.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([A-Z_]+)` \| (-?[\d.]+) \| (.+) \|$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#]+)\)")
LONGEST = 80


def weights():
    return {name: value for name, value in vars(scales).items() if name.isupper() and isinstance(value, float)}


def test_every_weight_is_told_with_its_value_and_its_reason():
    told = {name: float(value) for name, value, _ in ROW.findall(LINKING)}
    assert told == weights()


def test_the_limits_of_a_decision_are_told():
    assert f"`CITY` ({scales.CITY} inhabitants)" in LINKING
    assert f"confidence of {SURE}" in LINKING
    assert f"must lead by {_LEAD}" in LINKING


def test_every_section_of_the_compiled_file_is_told():
    page = (FOLDER / "compiled-file.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+)`", page.partition("## Sections")[2].partition("## Hashing")[0]))
    assert told >= DTYPES.keys()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_page_is_short_and_its_links_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < LONGEST or "Written by `make" in text  # tables of figures are as long as they are
    assert [link for link in LINK.findall(text) if "://" not in link and not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_page_is_linked_from_the_index(path):
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert path.name == "README.md" or f"({path.name})" in index


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_module_that_a_page_names_exists(path):
    named = re.findall(r"`((?:[a-z]+/)+[a-z_]+\.py)`", path.read_text(encoding="utf-8"))
    root = FOLDER.parents[1]
    assert [one for one in named if not (root / "normalize" / one).exists() and not (root / one).exists()] == []
