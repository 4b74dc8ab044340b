"""How Russian writes the names of other languages by ear ("Wright" is Райт).

Owns the tables of `data/practical/`, one a language: each row a spelling, as a pattern inside `^word$`, and what
Russian may write for it, the usual first. The first row that fits counts; `latin.csv` has what most languages share.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from normalize.errors import UnknownNameError
from normalize.text.script import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

Pieces = tuple[tuple[str, ...], ...]

_LONGEST = 32  # letters of a word that are looked at
_SHARED = "latin"
_REPEATED = re.compile(r"(.)\1+")
# What Russian and Ukrainian writers vary in, and what changes with the case ending.
_HEARD = str.maketrans(
    {"э": "е", "є": "е", "ё": "е", "й": "и", "ы": "и", "і": "и", "ї": "и", "я": "иа", "ю": "иу", "ґ": "г", "х": "г"}
    | {"ў": "у", "щ": "шч", "ь": "", "ъ": "", "'": "", "’": "", "ʼ": "", "-": ""}
)
_ENDINGS = frozenset(
    ["", "а", "е", "и", "у", "ем", "ом", "еи", "ои", "ии", "им", "ам", "оиу", "иа", "иу", "ого", "ему", "ому"]
)
_UNDECLINED = "аеоу"  # foreign words that end so take no ending: "Милей" is no form of Миле


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Name the languages that have a table.

    >>> "english" in languages(), "pinyin" in languages()
    (True, True)
    """
    names = sorted(entry.name.removesuffix(".csv") for entry in _folder().iterdir() if entry.name.endswith(".csv"))
    return tuple(name for name in names if name != _SHARED and not name.startswith("samples"))


def transcribe(word: str, language: str) -> str:
    """Write a foreign word as Russian usually does, in small letters; what has no row stays.

    >>> transcribe("Steinmeier", "german"), transcribe("Jinping", "pinyin")
    ('штайнмайер', 'цзиньпин')
    """
    if language not in languages():
        raise UnknownNameError("language of practical transcription", language, languages())
    return "".join(ways[0] for ways in pieces(word, language))


def heard_as(latin: str, cyrillic: str, language: str | None = None) -> str | None:
    """Tell whether a Cyrillic word is how Russian may write a foreign one: the case ending that is left, or None.

    Without a language all are tried.

    >>> heard_as("Wright", "Райт", "english"), heard_as("Wright", "Райтом")
    ('', 'ом')
    >>> heard_as("Wright", "Петров") is None
    True
    """
    target = heard(cyrillic)
    tried = (language,) if language else _beginnings(latin).get(target[:1], _beginnings(latin).get("", ()))
    if not tried:
        return None
    left = {ending for each in tried if (ending := _left(latin, target, each)) is not None}
    return min(left, key=len) if left else None


def _left(latin: str, target: str, language: str) -> str | None:
    marked, position, reached = _marked(latin), 1, [0]
    last = len(marked) - 1
    while position < last:
        rules, ways = _rules_at(language, marked[position])
        found = rules.match(marked, position)
        if found is None:
            return None
        position = found.end()
        reached = _steps(reached, ways[found.lastindex or 0], target)
        if not reached:
            return None
    left = {target[at:] for at in reached if at == len(target) or target[at - 1] not in _UNDECLINED} & _ENDINGS
    return min(left, key=len) if left else None


def _steps(reached: list[int], said: tuple[str, ...], target: str) -> list[int]:
    """Go on from each place of the target by what may be said; a letter doubled over the seam is one."""
    ends = [at + len(way) for at in reached for way in said if target.startswith(way, at)]
    ends += [
        at + len(way) - 1
        for at in reached
        for way in said
        if at and way and way[0] == target[at - 1] and target.startswith(way[1:], at)
    ]
    return ends if len(ends) < 2 else list(set(ends))


@lru_cache(maxsize=65536)
def _beginnings(latin: str) -> Mapping[str, tuple[str, ...]]:
    """Name the languages in which a word may begin with a letter; under "" those in which its first may be mute."""
    found: dict[str, list[str]] = defaultdict(list)
    marked = _marked(latin)
    for language in languages():
        rules, ways = _rules_at(language, marked[1])
        first = rules.match(marked, 1)
        for letter in {way[:1] for way in ways[first.lastindex or 0]} if first else ():
            found[letter].append(language)
    mute = found[""]
    return {letter: (*each, *mute) if letter else tuple(each) for letter, each in found.items()}


@lru_cache(maxsize=4096)
def _rules_at(language: str, letter: str) -> tuple[re.Pattern[str], Pieces]:
    """Give the rules that may read a letter where it stands, and what each lets Russian write: first for no rule."""
    rows = [row for row in _language_rows(language) if _may_open(row["pattern"], letter)]
    rules = "|".join(f"({_past_mark(row['pattern'])})" for row in rows)
    ways = (_bare(letter), *(tuple(row["cyrillic"].split("|")) for row in rows))
    return re.compile(f"{rules}|." if rules else "."), tuple(tuple(dict.fromkeys(map(heard, each))) for each in ways)


def _may_open(pattern: str, letter: str) -> bool:
    first = pattern.removeprefix("^")[:1]
    return not first.isalpha() or first == letter


@lru_cache(maxsize=65536)
def heard(cyrillic: str) -> str:
    """Fold a Cyrillic word to what all its writers share.

    >>> heard("Хусейн") == heard("Гусейн"), heard("Мэри") == heard("Мері")
    (True, True)
    """
    return _REPEATED.sub(r"\1", fold(cyrillic[:_LONGEST]).translate(_HEARD))


def pieces(word: str, language: str) -> Pieces:
    """Cut a foreign word into spellings, and give what Russian may write for each."""
    rules, ways = _table(language)
    marked = _marked(word)
    return tuple(
        ways[found.lastindex - 1] if found.lastindex else _bare(found[0])
        for found in rules.finditer(marked)
        if found[0] not in "^$"
    )


def _marked(word: str) -> str:
    return f"^{fold(word[:_LONGEST])}$"


@lru_cache(maxsize=256)
def _bare(letter: str) -> tuple[str, ...]:
    """Read a letter with an accent that has no row as the letter without."""
    bare = unicodedata.normalize("NFD", letter)[:1]
    rules, ways = _table(_SHARED)
    found = rules.match(bare) if bare != letter else None
    return ways[found.lastindex - 1] if found and found.lastindex else (letter,)


@lru_cache(maxsize=64)
def _table(language: str) -> tuple[re.Pattern[str], Pieces]:
    rows = _language_rows(language)
    rules = "|".join(f"({_past_mark(row['pattern'])})" for row in rows)
    return re.compile(f"{rules}|."), tuple(tuple(row["cyrillic"].split("|")) for row in rows)


@lru_cache(maxsize=64)
def _language_rows(language: str) -> list[dict[str, str]]:
    return [*_rows(f"{language}.csv"), *(_rows(f"{_SHARED}.csv") if language != _SHARED else ())]


def _past_mark(pattern: str) -> str:
    """Let a pattern that begins or ends with the word stand beside the mark instead of taking it."""
    if pattern.startswith("^"):
        pattern = r"(?<=\^)" + pattern[1:]
    return pattern[:-1] + r"(?=\$)" if pattern.endswith("$") else pattern.replace("$", r"\$")


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_folder().joinpath(name).read_text(encoding="utf-8").splitlines()))


def _folder() -> Traversable:
    return files("normalize.translit").joinpath("data", "practical")
