"""What tests of several rooms share."""

from __future__ import annotations

import pytest

import normalize
from tests.fakes import FakeNormalizer


@pytest.fixture
def fake_normalizer(monkeypatch):
    """Put a fake behind `normalize.load()`."""
    normalizer = FakeNormalizer()
    monkeypatch.setattr("normalize.load", lambda *_args, **_options: normalizer)
    return normalizer


@pytest.fixture(scope="session")
def nz():
    """Open the shipped gazetteer once, without the model; it is compiled first where the tables have changed."""
    return normalize.load(ner=False)


@pytest.fixture(scope="session")
def nz_with_model():
    """Open the shipped gazetteer once, with the model."""
    return normalize.load()
