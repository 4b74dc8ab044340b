"""Which names are alike, which is nearest, and whether two are the same.

This room knows spelling, grammar and people's habits; it does not know entities or documents.
"""

from __future__ import annotations

from normalize.match.distance import edits
from normalize.match.nearest import Choices, nearest
from normalize.match.similarity import similarity

__all__ = ["Choices", "edits", "nearest", "similarity"]
