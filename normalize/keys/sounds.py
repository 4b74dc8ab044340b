"""The table of sounds: what each spelling of either alphabet says, read once from `data/sounds.csv`."""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

_DATA = ("sounds.csv", "endings.csv")
_REVISION = "2"  # of the rules that are code: raise it when a skeleton changes without a row changing
_GLIDES = "iyjïĭийіїыьъј’'\u0361"  # the last joins letters in ALA-LC
_VOWELS = "aeiouâûàáèéêëěìíòóùúаеєёэиіїоуюя"
_GLIDED = re.compile(rf"[{_GLIDES}]{{1,3}}(?P<vowel>ou|оу|[{_VOWELS}])")


class Sounds(NamedTuple):
    """The compiled table: a pattern that cuts a word into spellings, and their sounds."""

    cut: re.Pattern[str]
    sound: SoundOf
    alternates: dict[str, tuple[str, ...]]


class SoundOf(dict[str, str]):
    """Sounds by spelling; what has no row is worked out from its parts.

    A glide and its vowel are one vowel however they are spelled (я, ya, ia, ja), an accented letter
    sounds like the bare one, and a letter of a third alphabet stands for itself.
    """

    def __missing__(self, spelling: str) -> str:
        glided = _GLIDED.fullmatch(spelling)
        if glided:
            vowel = self[glided["vowel"]]
            self[spelling] = sound = "e" if vowel == "o" else vowel  # йо, yo, io: one with ё
            return sound
        bare = unicodedata.normalize("NFD", spelling)[0]
        if bare != spelling:
            return self[bare]
        return spelling if spelling.isalnum() else ""


def _read(name: str) -> list[dict[str, str]]:
    table = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(table.splitlines()))


@lru_cache(maxsize=1)
def sounds() -> Sounds:
    """Read the table of sounds; the first call takes a millisecond, the others nothing."""
    rows = _read("sounds.csv")
    sound = SoundOf({row["spelling"]: row["sound"] for row in rows})
    sound |= {"^": "", "$": ""}
    longest = sorted((row["spelling"] for row in rows), key=len, reverse=True)
    several = "|".join(re.escape(spelling) for spelling in longest if len(spelling) > 1)
    glided = _GLIDED.pattern.replace("?P<vowel>", "?:")
    cut = re.compile(f"{several}|{glided}|.", re.DOTALL)
    other = {row["spelling"]: tuple(row["alternates"].split("|")) for row in rows if row["alternates"]}
    return Sounds(cut, sound, other)


@lru_cache(maxsize=1)
def endings() -> re.Pattern[str]:
    """Compile the case endings, spelled backwards: a reversed word starts with what can be cut off."""
    backwards = sorted((row["ending"][::-1] for row in _read("endings.csv")), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(backwards)})*")


@lru_cache(maxsize=1)
def rules_version() -> str:
    """Name the rules that keys are made by: stored keys are stale when this differs.

    >>> rules_version() == rules_version()
    True
    """
    digest = hashlib.sha256(_REVISION.encode())
    for name in _DATA:
        digest.update(files(__package__).joinpath("data", name).read_bytes())
    return digest.hexdigest()[:12]
