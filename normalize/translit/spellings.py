"""The Latin spellings under which the press and passports write a word, likeliest first."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from normalize.translit.forward import compose, place_pattern, romanize
from normalize.translit.scheme import scheme, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LONGEST = 64
_UNLIKELY = 5.5  # in nats: a spelling this much rarer than the commonest one is left out
_NATIVE = {"ru": "press", "uk": "ukrainian-2010", "be": "belarusian-bgn-pcgn"}

Options = tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Habits:
    """How one language's letters are spelled: places, and per style their spellings with a cost each."""

    pattern: re.Pattern[str]
    places: tuple[tuple[str, str, str], ...]
    styles: Mapping[str, float]
    options: Mapping[str, tuple[Options, ...]]
    letters: Mapping[int, str]


def press_spellings(word: str, limit: int = 12, lang: str | None = None) -> tuple[str, ...]:
    """Give the Latin spellings of a Russian, Ukrainian or Belarusian word, likeliest first.

    Each spelling keeps to one style throughout (ya, yu or ia, iu or ja, ju) and to one spelling of each
    letter in one surrounding, because people who write Yulia do not go on to write Iur'ev. The frequencies
    are those of names in public lists, so that the first need not be what any standard prescribes.

    >>> press_spellings("Щербаков", limit=4)
    ('Shcherbakov', 'Scherbakov', 'Sherbakov', 'Shcherbakoff')
    >>> press_spellings("Верхнедонской", limit=3)
    ('Verkhnedonskoy', 'Verkhnedonsky', 'Verkhnedonskoi')
    >>> press_spellings("Сергій", limit=3)
    ('Serhii', 'Serhiy', 'Sergiy')
    """
    if len(word) > _LONGEST:
        return (romanize(word),)
    lower = compose(word).lower()
    language = lang or _language(lower)
    found = _spell(lower, habits(language), limit)
    native = romanize(lower, _NATIVE[language])
    if native not in found[:limit]:
        found[limit - 1 :] = [native]
    return tuple(_like(word, spelling) for spelling in found[:limit])


def _language(lower: str) -> str:
    if lower.isascii() or not _FOREIGN.search(lower):
        return "ru"
    return "be" if _BELARUSIAN.search(lower) else "uk"


_FOREIGN = re.compile("[іїєґў'’ʼ]|[сц]ький$|[внрцч]ська$|цька$")
_BELARUSIAN = re.compile("ў|[іў].*[ыэ]|[ыэ].*[іў]")


def _spell(lower: str, known: Habits, limit: int) -> list[str]:
    pieces, classes = _cut(lower, known)
    spellings: dict[str, float] = {}
    for style, cost in known.styles.items():
        for total, chosen in _cheapest(classes, known.options[style], cost, limit):
            spelling = "".join([chosen[piece] if isinstance(piece, int) else piece for piece in pieces])
            spellings[spelling] = min(total, spellings.get(spelling, total))
    return sorted(spellings, key=lambda each: (spellings[each], each))


def _cut(lower: str, known: Habits) -> tuple[list[str | int], list[int]]:
    """Cut a word into fixed text and places; equal places share a number, and so their spelling."""
    pieces: list[str | int] = []
    numbers: dict[int, int] = {}
    end = 0
    for match in known.pattern.finditer(lower):
        pieces.append(lower[end : match.start()].translate(known.letters))
        pieces.append(numbers.setdefault((match.lastindex or 1) - 1, len(numbers)))
        end = match.end()
    pieces.append(lower[end:].translate(known.letters))
    return pieces, list(numbers)


def _cheapest(
    classes: Iterable[int], options: tuple[Options, ...], cost: float, limit: int
) -> list[tuple[float, tuple[str, ...]]]:
    best: list[tuple[float, tuple[str, ...]]] = [(cost, ())]
    for each in classes:
        if len(options[each]) == 1:
            ((extra, latin),) = options[each]
            best = [(total + extra, (*chosen, latin)) for total, chosen in best]
            continue
        most = best[0][0] + options[each][0][0] + _UNLIKELY
        best = sorted(
            (total + extra, (*chosen, latin))
            for total, chosen in best
            for extra, latin in options[each]
            if total + extra <= most
        )[:limit]
    return best


def _like(word: str, spelling: str) -> str:
    """Give a spelling the case of the word: all capitals, a capital at the head of each part, or none."""
    if len(word) > 1 and word.isupper():
        return spelling.upper()
    if word[:1].isupper() and word.isalpha():
        return spelling[:1].upper() + spelling[1:]
    parts = zip(_PARTS.split(word), _PARTS.split(spelling), strict=False)
    return "".join(part[:1].upper() + part[1:] if first[:1].isupper() else part for first, part in parts)


_PARTS = re.compile(r"([-\s]+)")


@cache
def habits(lang: str) -> Habits:
    """Load the spelling habits of a language: ru, uk or be."""
    rows = [row for row in table("habits.csv") if row["lang"] == lang]
    styles = {row["style"]: row for row in table("styles.csv") if row["lang"] == lang}
    places = list(dict.fromkeys((row["unit"], row["after"], row["before"]) for row in rows))
    shares: dict[tuple[str, tuple[str, str, str]], list[tuple[float, str]]] = {}
    for row in rows:
        place = (row["unit"], row["after"], row["before"])
        shares.setdefault((row["style"], place), []).append((-math.log(float(row["share"])), row["latin"]))
    first = next(iter(styles))
    return Habits(
        pattern=re.compile("|".join(f"{place_pattern(*place)}()" for place in places)),
        places=tuple(places),
        styles={style: -math.log(float(row["weight"])) for style, row in styles.items()},
        options={
            style: tuple(tuple(sorted(shares.get((style, place), shares[first, place]))) for place in places)
            for style in styles
        },
        letters={ord(letter): latin for letter, latin in scheme(styles[first]["letters"]).letters},
    )
