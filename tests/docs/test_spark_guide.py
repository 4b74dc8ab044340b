"""What the guides of Spark and of joins show runs as they show it."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

GUIDES = Path(__file__).parents[2] / "docs" / "guides"


def blocks(page, language):
    """Give the code blocks of a page."""
    return re.findall(rf"```{language}\n(.*?)```", (GUIDES / page).read_text(encoding="utf-8"), re.DOTALL)


def test_the_join_prints_what_the_page_says():
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(blocks("join.md", "python")[0], {"__name__": "example"})  # noqa: S102 - our own page
    assert printed.getvalue() == blocks("join.md", "text")[0]


def recipe():
    """Run the recipe for Dask and Ray Data; `make neighbours` runs it in both."""
    [code] = [code for code in blocks("spark.md", "python") if "annotate_many" in code]
    space = {"__name__": "example"}
    exec(code, space)  # noqa: S102 - our own page
    return space["entities"]


def test_the_recipe_answers_a_batch():
    assert recipe()(["Взрывы в Киришском районе", "", "Смоленская область"]) == [["gn-548441"], [], ["RU-SMO"]]
