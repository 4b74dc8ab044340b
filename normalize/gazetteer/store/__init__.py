"""Open gazetteers: one compiled file, or several as one."""

from __future__ import annotations

from normalize.gazetteer.store.hits import Hit
from normalize.gazetteer.store.layers import Layers
from normalize.gazetteer.store.single import Gazetteer

__all__ = ["Gazetteer", "Hit", "Layers"]
