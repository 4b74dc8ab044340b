"""Which alphabet a word is written in, and the one folding that keeps every position.

The letter classes are those of the languages this library reads: Cyrillic, Latin and, because it is used
for look-alikes, Greek. Everything else is `other`.
"""

from __future__ import annotations

import re
from enum import StrEnum

CYRILLIC = "\u0400-\u0481\u048a-\u052f"
LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff"
GREEK = "\u0370-\u0373\u0376\u0377\u037b-\u037d\u037f\u0386\u0388-\u03ff\u1f00-\u1fff"
MARKS = "\u0300-\u034e\u0350-\u036f"
LETTERS = CYRILLIC + LATIN + GREEK

_CYRILLIC = re.compile(f"[{CYRILLIC}]")
_LATIN = re.compile(f"[{LATIN}]")
_GREEK = re.compile(f"[{GREEK}]")


class Script(StrEnum):
    """The alphabet of a word."""

    CYRILLIC = "cyrillic"
    LATIN = "latin"
    MIXED = "mixed"
    OTHER = "other"


def script(word: str) -> Script:
    """Name the alphabet of a word.

    Digits and signs have none, so a compound of two alphabets is mixed even where its parts are pure.

    >>> [str(script(word)) for word in ("Анохин", "Anokhin", "FPV-дрон", "Гончаровsky", "2025")]
    ['cyrillic', 'latin', 'mixed', 'mixed', 'other']
    """
    latin = _LATIN.search(word) is not None
    if word.isascii():
        return Script.LATIN if latin else Script.OTHER
    cyrillic = _CYRILLIC.search(word) is not None
    if latin + cyrillic + (_GREEK.search(word) is not None) > 1:
        return Script.MIXED
    if cyrillic:
        return Script.CYRILLIC
    return Script.LATIN if latin else Script.OTHER


def fold(text: str) -> str:
    """Make letters small and ё an е, and keep every character in its place.

    Only for looking up: ё stays in whatever is shown. `str.casefold` would not do, because it turns one
    character into two (ß), and then no span fits the text any more.

    >>> fold("Орёл, ПОСЁЛОК Straße")
    'орел, поселок straße'
    >>> len(fold("İzmir")) == len("İzmir")
    True
    """
    if "İ" in text:  # the one character of Unicode whose small form is two code points
        text = text.replace("İ", "I")
    return text.lower().replace("ё", "е")
