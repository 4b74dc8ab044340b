"""What Latin letters may stand for: the spelling habits and the schemes, read from right to left."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from normalize.translit.scheme import scheme, table
from normalize.translit.spellings import habits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Place = tuple[str, str, str]

_SAME_APOSTROPHE = "’ʼ"  # a reading has the plain one; two spellings of it would be two readings


class Sound(NamedTuple):
    """Cyrillic letters that some Latin letters may stand for, at what cost, and where.

    They stand `after` one of these letters and not after one of `unless`; `^` is the beginning of the
    word. Of what follows, only the end of the word is looked at.
    """

    cyrillic: str
    after: str
    unless: str
    last: bool
    cost: float

    def fits(self, before: str, last: bool) -> bool:
        """Say whether the letters can follow these ones, here."""
        letter = before[-1:] or "^"
        if self.last and not last:
            return False
        return (not self.after or letter in self.after) and letter not in self.unless


@dataclass(frozen=True, slots=True)
class Channel:
    """One way of spelling: what each Latin string may stand for, and which letters it leaves out."""

    sounds: Mapping[str, tuple[Sound, ...]]
    silent: tuple[Sound, ...]
    longest: int


@cache
def habit_channel(lang: str) -> Channel:
    """Read the press's habits backwards, with the rarer spellings that are only read, never written."""
    known = habits(lang)
    shares: defaultdict[tuple[str, Place], float] = defaultdict(float)
    for style, weight in known.styles.items():
        for place, options in zip(known.places, known.options[style], strict=True):
            for cost, latin in options:
                shares[latin, place] += math.exp(-weight - cost)
    for code, latin in known.letters.items():
        shares.setdefault((latin, (chr(code), "", "")), 1.0)
    for row in table("readings.csv"):
        if row["lang"] == lang:
            shares.setdefault((row["latin"], (row["cyrillic"], row["after"], "")), float(row["share"]))
    return _channel(shares, known.places)


@cache
def scheme_channel(name: str) -> Channel:
    """Read one scheme backwards."""
    found = scheme(name)
    rules = {(rule.letters, rule.after, rule.before): rule.latin for rule in found.rules}
    shares = {(latin, place): 1.0 for place, latin in rules.items()}
    for letter, latin in found.letters:
        shares[latin, (letter, "", "")] = 1.0
    return _channel(shares, tuple(rules))


def _channel(shares: Mapping[tuple[str, Place], float], places: Iterable[Place]) -> Channel:
    sounds: defaultdict[str, list[Sound]] = defaultdict(list)
    for (latin, (letters, after, before)), share in shares.items():
        if letters[0] in _SAME_APOSTROPHE:
            continue
        unless = _taken((letters, after, before), places)
        sounds[latin].append(Sound(letters, after, unless, before == "$", -math.log(share)))
    silent = tuple(sounds.pop("", ()))
    ordered = {latin: tuple(sorted(each, key=lambda sound: sound.cost)) for latin, each in sounds.items()}
    return Channel(ordered, silent, max(map(len, ordered)))


def _taken(place: Place, places: Iterable[Place]) -> str:
    """Give the letters after which an earlier rule for the same letters comes first."""
    taken = ""
    for each in places:
        if each == place:
            break
        letters, after, before = each
        if letters == place[0] and not before:
            taken += after
    return taken
