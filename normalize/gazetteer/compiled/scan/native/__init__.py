"""The exact scan in C, where a compiler was at hand: finds what the scan on numpy finds, several times faster.

Owns `scan.c`, how it is compiled, loaded and called. Nothing here knows how a text is cut or a surface is chosen: the
C file repeats `cutting.py`, `choice.py` and `table.py`, which stay the reference and take over wherever it is missing.
"""

from __future__ import annotations

from normalize.gazetteer.compiled.scan.native.calls import Scanner
from normalize.gazetteer.compiled.scan.native.loading import library, state

__all__ = ["Scanner", "library", "state"]
