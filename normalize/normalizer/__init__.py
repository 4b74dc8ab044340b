"""The front door: text in, document out; many texts at once, in this process or in several."""

from __future__ import annotations

from normalize.normalizer.front import Normalizer

__all__ = ["Normalizer"]
