"""How alike words and names are, and which of many is nearest; the door to rapidfuzz."""

from __future__ import annotations

from normalize.match.alike.likeness import (
    Choices,
    column,
    consonants,
    edits,
    likeness,
    nearest,
    similarity,
    words,
)
from normalize.match.alike.search import Found, Search, search_of

__all__ = [
    "Choices",
    "Found",
    "Search",
    "column",
    "consonants",
    "edits",
    "likeness",
    "nearest",
    "search_of",
    "similarity",
    "words",
]
