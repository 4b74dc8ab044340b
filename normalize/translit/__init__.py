"""Romanization and the way back: schemes as data, ranked Cyrillic readings, press spellings.

The room knows letters and spelling habits. It may not know what a word means: no dictionary, no gazetteer.
It is the only door to the package transliterate.
"""

from __future__ import annotations

from normalize.translit.backward import Cyrillization, cyrillize
from normalize.translit.forward import romanize
from normalize.translit.packs import register_transliterate
from normalize.translit.practical import (
    Latinization,
    heard_as,
    is_palladius,
    languages,
    latinize,
    latinized_languages,
    transcribe,
)
from normalize.translit.scheme import LetterRule, Scheme, scheme, schemes
from normalize.translit.spellings import press_spellings

__all__ = [
    "Cyrillization",
    "Latinization",
    "LetterRule",
    "Scheme",
    "cyrillize",
    "heard_as",
    "is_palladius",
    "languages",
    "latinize",
    "latinized_languages",
    "press_spellings",
    "register_transliterate",
    "romanize",
    "scheme",
    "schemes",
    "transcribe",
]
