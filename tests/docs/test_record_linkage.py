"""The guide's examples for Splink and dedupe run as they stand, where the packages are installed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "guides" / "record-linkage.md"
EXAMPLE = re.compile(
    r"<!-- run by [^\n]* where (?P<package>\w+) is installed -->\n```python\n(?P<code>.*?)```", re.DOTALL
)


def run(package):
    """Run the example for a package."""
    codes = {found["package"]: found["code"] for found in EXAMPLE.finditer(PAGE.read_text(encoding="utf-8"))}
    space = {"__name__": "example"}
    exec(codes[package], space)  # noqa: S102 - our own page
    return space


@pytest.mark.slow
def test_splink_blocks_on_our_keys_and_links_by_our_score():
    pytest.importorskip("duckdb")
    pytest.importorskip("splink")
    space = run("Splink")
    found = {frozenset((link["name_l"], link["name_r"])) for link in space["links"]}
    registry, press = space["registry"], space["press"]
    assert found == {frozenset((registry[i], press[j])) for i, j in ((0, 0), (1, 2), (2, 1))}


@pytest.mark.slow
def test_dedupe_learns_from_our_score_and_links_what_shares_our_keys():
    pytest.importorskip("dedupe")
    assert sorted(run("dedupe")["links"]) == [(0, 0), (1, 2), (2, 1), (3, 3), (4, 4), (5, 5), (6, 6)]
