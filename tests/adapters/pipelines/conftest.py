"""The core that the columns are held against."""

from __future__ import annotations

import pytest

import normalize


@pytest.fixture(scope="session")
def core():
    """Open the shipped gazetteer as the columns do."""
    return normalize.load()
