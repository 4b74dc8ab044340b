"""Practical transcription between Russian and the languages that it writes by ear.

Owns the tables of `data/practical/`: `into` Russian, and in `back/` the way back.
"""

from __future__ import annotations

from normalize.translit.practical.back import Latinization, is_palladius, latinize, latinized_languages
from normalize.translit.practical.into import heard_as, languages, transcribe

__all__ = [
    "Latinization",
    "heard_as",
    "is_palladius",
    "languages",
    "latinize",
    "latinized_languages",
    "transcribe",
]
