"""Russian names of Ukrainian places: attested ones where they fit, else made from the Ukrainian name.

There is no official table. Russian names follow the Ukrainian letter by letter, but a letter has several outcomes
(Річки, Речки; Рівне, Ровно) and endings and first names are replaced (Миколаївка, Николаевка). The outcomes stand in
ukrainian_russian.csv; how often each is taken is learned from the places whose Russian name GeoNames has; and its
Latin names of Russian origin ("Kokhanovka") tell which outcome a place itself has. Needs only the standard library.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import ukrainian
from press import romanize
from tables import GAZETTEERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BEAM = 96
_LATIN_BONUS = 8.0  # a name that Latin letters attest, against the odds of the outcomes
_CYRILLIC_BONUS = 20.0
_FOREIGN = frozenset("іїєґ'’")
_UKRAINIAN_LOOK = re.compile(
    r"(?:[оеи]ве|[сц]ке|[гк]е|ивка|ивцы|[нтд]е|[иуа]ччя|ульк)$|ське|(.)\1\1"
    r"|\b(?:стари|нови|велики|мали|нижни|верхни|середни|червони)\b"
)
_ALIKE = 0.8
_STEP = 1.5  # what one outcome costs, so that long outcomes go before letters


class Path(NamedTuple):
    """A Russian spelling so far, and the outcomes it took."""

    russian: str
    steps: tuple[tuple[str, str], ...]


@cache
def _outcomes() -> dict[str, tuple[str, ...]]:
    with (GAZETTEERS / "importers" / "ukrainian_russian.csv").open(encoding="utf-8", newline="") as lines:
        return {row["ukrainian"]: tuple(row["russian"].split("|")) for row in csv.DictReader(lines)}


def _paths(word: str) -> Iterator[Path]:
    """Give the Russian spellings of a Ukrainian word, likeliest first."""
    marked = f"^{word}$"
    beams: dict[int, list[Path]] = {1: [Path("", ())]}
    for at in range(1, len(marked) - 1):
        paths = sorted(beams.pop(at, []), key=lambda path: -_odds(path))[:_BEAM]
        for end, chunk, outcomes in _chunks(marked, at):
            beams.setdefault(end, []).extend(
                Path(path.russian + outcome, (*path.steps, (chunk, outcome))) for path in paths for outcome in outcomes
            )
    yield from sorted(beams.get(len(marked) - 1, []), key=lambda path: (-_odds(path), path.russian))[:_BEAM]


def _chunks(marked: str, at: int) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    for length in range(1, 9):
        end = at + length
        plain = marked[at:end]
        if end >= len(marked):
            return
        first, last = "^" if at == 1 else "", "$" if end == len(marked) - 1 else ""
        for chunk in {plain, first + plain, plain + last, first + plain + last} & _outcomes().keys():
            yield end, chunk, _outcomes()[chunk]
        if length == 1 and plain not in _outcomes():
            yield end, plain, (plain,)


_TAKEN: dict[str, Counter[str]] = defaultdict(Counter)


def _odds(path: Path) -> float:
    return sum(_weight(chunk, outcome) for chunk, outcome in path.steps)


def _weight(chunk: str, outcome: str) -> float:
    taken, choices = _TAKEN[chunk], len(_outcomes().get(chunk, ("",)))
    return math.log((taken[outcome] + 0.3) / (taken.total() + 0.3 * choices)) - _STEP


def learn(pairs: Iterable[tuple[str, str]]) -> int:
    """Count the outcomes in pairs of a Ukrainian and a Russian name; give the number of pairs that were understood."""
    taken: dict[str, Counter[str]] = defaultdict(Counter)
    understood = 0
    for native, russian in pairs:
        words = list(zip(_words(native), _words(russian), strict=False))
        found = [next((path for path in _paths(one) if path.russian == _plain(two)), None) for one, two in words]
        if len(_words(native)) == len(_words(russian)) and all(found):
            understood += 1
            for path in found:
                for chunk, outcome in path.steps if path else ():
                    taken[chunk][outcome] += 1
    _TAKEN.update(taken)
    return understood


def _words(name: str) -> list[str]:
    return re.findall(r"[а-яёєіїґ']+", ukrainian.plain(name))


def _plain(word: str) -> str:
    return word.replace("ё", "е")


def russian(native: str, cyrillic: Iterable[str], latin: Iterable[str]) -> str:
    """Give the Russian name of a Ukrainian place.

    Args:
        native: the Ukrainian name.
        cyrillic: names in Cyrillic that may be Russian.
        latin: names in Latin letters that may be of Russian origin.
    """
    foreign = ukrainian.plain(native)
    others = (name for name in cyrillic if not _FOREIGN & set(name.lower()) and ukrainian.plain(name) != foreign)
    attested = {_joined(name): name for name in others}
    sounds = {_sound(name) for name in latin} - {_sound(ukrainian.romanize(native)), _sound(_old_latin(native))}
    words = [list(_paths(word)) for word in _words(native)]
    if not all(words):
        return ""
    scored = sorted(_whole(words), key=lambda pair: (-pair[1] - _support(pair[0], attested, sounds), pair[0]))
    best = scored[0][0]
    return attested.get(best) or _nearest(best, attested) or _in_case(best, native)


def _nearest(best: str, attested: dict[str, str]) -> str:
    """Give an attested name that is nearly the one made, such as Камыш-Заря for Комыш-Зоря."""
    fitting = [
        key
        for key in attested
        if not _UKRAINIAN_LOOK.search(key) and len(key.split()) == len(best.split()) and "э" not in key[1:]
    ]
    near = max(fitting, key=lambda key: (SequenceMatcher(None, key, best).ratio(), key), default="")
    return attested[near] if near and SequenceMatcher(None, near, best).ratio() >= _ALIKE else ""


def _is_likely(key: str) -> bool:
    return not _UKRAINIAN_LOOK.search(key) and "э" not in key[1:]


def _joined(name: str) -> str:
    return " ".join(_words(name.lower().replace("ё", "е")))


def _whole(words: list[list[Path]]) -> list[tuple[str, float]]:
    """Join the spellings of the words."""
    joined = [("", 0.0)]
    for paths in words:
        limit = _BEAM if len(words) == 1 else 12
        best = {path.russian: _odds(path) for path in reversed(paths[:limit])}
        joined = [(f"{one} {two}".strip(), odds + more) for one, odds in joined for two, more in best.items()]
    return joined


def _support(name: str, attested: dict[str, str], sounds: set[str]) -> float:
    bonus = _CYRILLIC_BONUS * (name in attested) + _LATIN_BONUS * (_sound(romanize(name)) in sounds)
    return bonus - _CYRILLIC_BONUS * (_UKRAINIAN_LOOK.search(name) is not None)


def _sound(latin: str) -> str:
    """Fold the romanisations of Russian that GeoNames mixes, the difference of i and y kept."""
    text = re.sub(r"[^a-z]", "", latin.lower().replace("ë", "yo"))
    text = re.sub(r"(?:iy|yy|ij|yj)$", "y", text.replace("shch", "sch").replace("j", "y"))
    return re.sub(r"y(?=[aeou])", "", text).replace("kh", "h").replace("ts", "c")


def _old_latin(native: str) -> str:
    return ukrainian.romanize(native).replace("ia", "ya").replace("iu", "yu").replace("ie", "ye")


def _in_case(name: str, native: str) -> str:
    """Give the letters of a name the capitals of another, hyphens and spaces as they stand there."""
    pieces = re.split(r"([^А-Яа-яЄєІіЇїҐґ'’”]+)", native)
    words = iter(name.split())
    out = [piece if index % 2 else _capital(next(words), piece) for index, piece in enumerate(pieces) if piece]
    return "".join(out)


def _capital(word: str, piece: str) -> str:
    return word[:1].upper() + word[1:] if piece[:1].isupper() else word
