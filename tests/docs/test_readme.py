"""What the pages show is what the code does."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "gazetteers" / "README.md",
    ROOT / "CONTRIBUTING.md",
]
SHOWN = re.compile(r"```python\n(?P<code>(?:(?!```).)*)```\n+```text\n(?P<output>.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def examples():
    for page in PAGES:
        for number, shown in enumerate(SHOWN.finditer(page.read_text(encoding="utf-8")), 1):
            yield pytest.param(page, shown["code"], shown["output"], id=f"{page.relative_to(ROOT)}-{number}")


@pytest.mark.parametrize(("page", "code", "output"), list(examples()))
def test_an_example_prints_what_the_page_says(page, code, output):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, str(page), "exec"), {"__name__": "example"})  # noqa: S102
    assert printed.getvalue() == output


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_first_example_has_six_lines():
    code = SHOWN.search((ROOT / "README.md").read_text(encoding="utf-8"))["code"]
    assert len([line for line in code.splitlines() if line.strip()]) == 6
