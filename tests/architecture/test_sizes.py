"""Functions, modules and rooms stay small enough to be read at once."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "normalize"
MODULES = sorted(PACKAGE.rglob("*.py"))
ROOMS = sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))

LONGEST_FUNCTION = 40
LONGEST_MODULE = 300
FULLEST_ROOM = 7


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def body_length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines from `def` to the end without the docstring: a promise makes no function long."""
    docstring = function.body[0] if ast.get_docstring(function) else None
    told = docstring.end_lineno - docstring.lineno + 1 if docstring else 0
    return function.end_lineno - function.lineno + 1 - told


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_function_is_longer_than_forty_lines(path):
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = [f"{named(path)}:{one.lineno} {one.name}" for one in functions if body_length(one) > LONGEST_FUNCTION]
    assert long == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_module_is_longer_than_three_hundred_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("room", ROOMS, ids=named)
def test_no_room_has_more_than_seven_modules(room):
    modules = [path.name for path in room.glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= FULLEST_ROOM, modules


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_every_module_says_what_it_owns(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "misc", "tools"])
def test_nothing_stands_in_a_room_without_a_reason(word):
    assert [named(path) for path in MODULES if word in path.stem.split("_")] == []
