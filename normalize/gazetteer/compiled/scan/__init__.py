"""The exact scan of many texts at once: every surface of a gazetteer, the leftmost, then the longest.

Finds what `Gazetteer.scan` finds in the tokens of one text. Two ways lead to the same answers: `choice.py` on numpy,
which is the reference, and `native/` in C, which is used where it could be compiled.
"""

from __future__ import annotations

from normalize.gazetteer.compiled.scan.batches import Found, scan
from normalize.gazetteer.compiled.scan.native import state

__all__ = ["Found", "scan", "state"]
