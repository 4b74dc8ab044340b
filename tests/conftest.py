"""What tests of several rooms share."""

from __future__ import annotations

import pytest

from tests.fakes import FakeNormalizer


@pytest.fixture
def fake_normalizer(monkeypatch):
    """Put a fake behind `normalize.load()`."""
    normalizer = FakeNormalizer()
    monkeypatch.setattr("normalize.load", lambda *_args, **_options: normalizer)
    return normalizer
