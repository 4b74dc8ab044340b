"""The guide's example for Splink runs as it stands, where Splink is installed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "guides" / "record-linkage.md"
EXAMPLE = re.compile(r"<!-- run by .*? -->\n```python\n(?P<code>.*?)```", re.DOTALL)


@pytest.mark.slow
def test_splink_blocks_on_our_keys_and_links_by_our_score():
    pytest.importorskip("duckdb")
    pytest.importorskip("splink")
    space = {"__name__": "example"}
    exec(EXAMPLE.search(PAGE.read_text(encoding="utf-8"))["code"], space)  # noqa: S102
    found = {frozenset((link["name_l"], link["name_r"])) for link in space["links"]}
    registry, press = space["registry"], space["press"]
    assert found == {frozenset((registry[i], press[j])) for i, j in ((0, 0), (1, 2), (2, 1))}
