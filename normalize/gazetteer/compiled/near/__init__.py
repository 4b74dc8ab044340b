"""The index of words: which names hold a word, and which stems are one slip away from another.

A name is kept as its words, a word as its skeleton (level 1) below its stem (level 2), so that one entry stands for
all case forms and spellings, and the index grows with the words of a gazetteer, not with its names. Every stem is
filed under itself and under all that is left when one letter is left out; two words that differ by one slip then
share a drawer. A drawer only proposes: `match.alike` measures what lies in it.
"""

from __future__ import annotations

from normalize.gazetteer.compiled.near.names import Names
from normalize.gazetteer.compiled.near.words import Words, drawers

__all__ = ["Names", "Words", "drawers"]
