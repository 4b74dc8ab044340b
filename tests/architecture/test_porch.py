"""Whatever the porch offers says what it promises and proves it with an example."""

from __future__ import annotations

import doctest
import inspect

import pytest

import normalize

OFFERED = [
    name
    for name in normalize.__all__
    if inspect.isclass(getattr(normalize, name)) or inspect.isroutine(getattr(normalize, name))
]


@pytest.mark.parametrize("name", OFFERED)
def test_a_public_name_has_a_docstring(name):
    assert inspect.getdoc(getattr(normalize, name))


@pytest.mark.parametrize("name", OFFERED)
def test_a_public_name_has_an_example_that_runs(name):
    value = getattr(normalize, name)
    if inspect.isclass(value) and hasattr(value, "__members__"):
        pytest.skip("the members of an enumeration are its examples")
    if inspect.isclass(value) and issubclass(value, Exception):
        pytest.skip("the tree of errors shows its examples where they are raised")
    examples = [test for test in doctest.DocTestFinder(recurse=True).find(value, name) if test.examples]
    assert examples, f"{value.__module__}.{name} has no doctest"
