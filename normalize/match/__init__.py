"""Which names are alike, which is nearest, and whether two are the same.

This room knows spelling, grammar and people's habits; it knows no document.
"""

from __future__ import annotations

from normalize.match.compare import Comparison, compare
from normalize.match.distance import edits
from normalize.match.nearest import Choices, nearest
from normalize.match.relation import Verdict
from normalize.match.similarity import similarity

__all__ = ["Choices", "Comparison", "Verdict", "compare", "edits", "nearest", "similarity"]
