"""The way back: how a name that Russian writes by ear is spelled in its own language.

Owns the tables of `data/practical/back/`, one a language: each row what stands in Russian, as a pattern, and the
spellings that it may come from, the usual first. The first row that fits counts.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from normalize.errors import UnknownNameError
from normalize.translit.practical.into import heard, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

Options = tuple[str, ...]

_LONGEST = 32  # letters of a word that are looked at
_MOST_WORDS = 6
_WIDTH = 40  # spellings of a word that are kept while it is read
_UNUSUAL = 0.7  # the cost of each step down the list of spellings
_MISHEARD = 2.0  # the cost of a spelling from which Russian would usually write something else
_DOUBLED = 0.8  # the cost of each doubled letter that Russian does not double
_TWICE = re.compile(r"([^\W\d_aeiou])\1")
_CAPITALS = {"turkish": {"i": "İ"}}
_WORD = re.compile("[^\\W\\d_]+(?:['’ʼ][^\\W\\d_]+)*")
_CYRILLIC = re.compile("[а-яёіїєґў]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Latinization:
    """One spelling that a Russian transcription may come from, with its share of all that were found.

    >>> best = latinize("Шольц", "german", limit=1)[0]
    >>> best.text, 0 < best.weight <= 1
    ('Scholz', True)
    """

    text: str
    weight: float
    language: str

    def to_dict(self) -> dict[str, Any]:
        """Give the spelling as plain data for JSON."""
        return {"text": self.text, "weight": self.weight, "language": self.language}


@lru_cache(maxsize=1)
def latinized_languages() -> tuple[str, ...]:
    """Name the languages with a table for the way back.

    >>> latinized_languages()
    ('english', 'french', 'georgian', 'german', 'pinyin', 'polish', 'turkish')
    """
    return tuple(sorted(entry.name.removesuffix(".csv") for entry in _folder().iterdir()))


def latinize(text: str, language: str, limit: int = 5) -> tuple[Latinization, ...]:
    """Spell a name that Russian writes by ear as its own language may, likeliest first.

    By rule only, so that silent letters and doubled ones must be guessed, and a given name with a Russian form of its
    own (Генрих, Георгий) comes out as that form is spelled; look such names up. A case ending is taken for part of
    the name. What is not Cyrillic stays as it is. At most `limit` spellings, and always one.

    Raises:
        UnknownNameError: there is no table for the language.

    >>> [each.text for each in latinize("Си Цзиньпин", "pinyin", limit=1)]
    ['Xi Jinping']
    >>> [each.text for each in latinize("Зурабишвили", "georgian", limit=1)]
    ['Zurabishvili']
    >>> "Kaczyński" in [each.text for each in latinize("Качиньский", "polish")]
    True
    """
    if language not in latinized_languages():
        raise UnknownNameError("language of the way back", language, latinized_languages())
    ways: list[tuple[float, str]] = [(0.0, "")]
    end = 0
    for number, found in enumerate(_WORD.finditer(text)):
        between, end = text[end : found.start()], found.end()
        spelled = _spellings(found[0], language) if number < _MOST_WORDS else ((0.0, found[0]),)
        ways = sorted((cost + extra, said + between + word) for cost, said in ways for extra, word in spelled)
        ways = ways[: max(limit, 1)]
    return _weighed([(cost, said + text[end:]) for cost, said in ways], language)


def _weighed(ways: list[tuple[float, str]], language: str) -> tuple[Latinization, ...]:
    shares = [2.0**-cost for cost, _ in ways]
    total = sum(shares)
    pairs = zip(ways, shares, strict=True)
    return tuple(Latinization(said, round(share / total, 4), language) for (_, said), share in pairs)


@lru_cache(maxsize=4096)
def _spellings(word: str, language: str) -> tuple[tuple[float, str], ...]:
    if not _CYRILLIC.match(word):
        return ((0.0, word),)
    beam: dict[str, float] = {"": 0.0}
    for options in _cut(word[:_LONGEST], language):
        longer = (
            (cost + _UNUSUAL * step, said + spelling)
            for said, cost in beam.items()
            for step, spelling in enumerate(options)
        )
        beam = _cheapest(longer)
    ranked = sorted((cost + _doubt(said, word, language), said) for said, cost in beam.items())
    return tuple((cost, _like(word, said, language)) for cost, said in ranked)


def _cheapest(ways: Iterable[tuple[float, str]]) -> dict[str, float]:
    kept: dict[str, float] = {}
    for cost, said in sorted(ways):
        if said not in kept:
            kept[said] = cost
        if len(kept) == _WIDTH:
            break
    return kept


def _doubt(said: str, word: str, language: str) -> float:
    """Make a spelling dearer from which Russian would usually write another word."""
    usual = heard("".join(ways[0] for ways in pieces(said, language)))
    doubled = len(_TWICE.findall(said)) - len(_TWICE.findall(word.lower()))
    return _DOUBLED * max(0, doubled) + (0.0 if usual == heard(word) else _MISHEARD)


def _cut(word: str, language: str) -> tuple[Options, ...]:
    rules, options = _table(language)
    found = rules.finditer(f"^{word.lower()}$")
    return tuple(options[each.lastindex - 1] if each.lastindex else (each[0],) for each in found if each[0] not in "^$")


def _like(word: str, spelling: str, language: str) -> str:
    capitals = _CAPITALS.get(language, {})
    if len(word) > 1 and word.isupper():
        return "".join(capitals.get(letter, letter.upper()) for letter in spelling)
    first = spelling[:1]
    return capitals.get(first, first.upper()) + spelling[1:] if word[:1].isupper() else spelling


@lru_cache(maxsize=16)
def _table(language: str) -> tuple[re.Pattern[str], tuple[Options, ...]]:
    rows = _rows(language)
    rules = "|".join(f"({_past_mark(row['pattern'])})" for row in rows)
    return re.compile(f"{rules}|."), tuple(tuple(row["latin"].split("|")) for row in rows)


def _rows(language: str) -> list[dict[str, str]]:
    lines = _folder().joinpath(f"{language}.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines))


def _past_mark(pattern: str) -> str:
    """Let a pattern that begins or ends with the word stand beside the mark instead of taking it."""
    if pattern.startswith("^"):
        pattern = r"(?<=\^)" + pattern[1:]
    return pattern[:-1] + r"(?=\$)" if pattern.endswith("$") else pattern


@lru_cache(maxsize=8192)
def is_palladius(word: str) -> bool:
    """Tell a Russian transcription of Chinese: nothing but its syllables.

    >>> is_palladius("Цзиньпин"), is_palladius("Гог")
    (True, False)
    """
    return bool(_syllables().fullmatch(word.lower()))


@lru_cache(maxsize=1)
def _syllables() -> re.Pattern[str]:
    # Without groups: it is asked of every word that is compared, and groups make it forty times slower.
    return re.compile(f"(?:{'|'.join(row['pattern'] for row in _rows('pinyin'))})+")


def _folder() -> Traversable:
    return files("normalize.translit").joinpath("data", "practical", "back")
