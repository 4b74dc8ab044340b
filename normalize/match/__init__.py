"""Which names are alike, which is nearest, and whether two are the same.

This room knows spelling, grammar and people's habits; it knows no document.
"""

from __future__ import annotations

from normalize.match.alike import Choices, Found, Search, edits, nearest, search_of, similarity
from normalize.match.columns import compare_all, compare_many
from normalize.match.compare import Comparison, compare
from normalize.match.kinds.organizations import without_forms
from normalize.match.known import Equivalents, Knowledge, Known
from normalize.match.relation import Verdict
from normalize.match.words import given_names_of

__all__ = [
    "Choices",
    "Comparison",
    "Equivalents",
    "Found",
    "Knowledge",
    "Known",
    "Search",
    "Verdict",
    "compare",
    "compare_all",
    "compare_many",
    "edits",
    "given_names_of",
    "nearest",
    "search_of",
    "similarity",
    "without_forms",
]
