"""A noisy channel: what Latin letters may stand for, and how likely a Cyrillic string is as a word of a Slavic name."""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, repeat
from typing import TYPE_CHECKING, NamedTuple

from normalize.translit.scheme import scheme, table
from normalize.translit.spellings import habits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Place = tuple[str, str, str]

_ORDER = 4
_KNOWN = 0.5  # the share of words met that are in the list
_START, _END = "^", "$"
_ALPHABET = 36
_CACHED = 16384  # contexts; a language has some seven thousand
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

    def fits(self, letter: str, last: bool) -> bool:
        """Say whether the letters can follow this one, here."""
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


def context_of(before: str) -> str:
    """Give what of the beginning of a word bears on the letter that comes next.

    >>> context_of("анох"), context_of("")
    ('нох', '^')
    """
    return (_START + before)[1 - _ORDER :]


class Prior:
    """Costs, in nats, of letters and words of one language, counted in the room's list of names.

    >>> prior("ru").known("щербаков", prior("ru").letters("", "щербаков$")) < 15
    True
    """

    def __init__(self, lang: str) -> None:
        rows = (row for row in table("words.csv") if row["lang"] == lang)
        self._words = {row["word"].replace("’", "'"): int(row["count"]) for row in rows}
        self._total = sum(self._words.values()) or 1
        behind: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for gram, count in _grams(self._words).items():
            behind[gram[:-1]][gram[-1]] = count
        self._behind = dict(behind)  # context -> letter -> how often
        self._place = {letter: place for place, letter in enumerate(self._behind[""])}
        self._shares_behind = lru_cache(maxsize=_CACHED)(self._witten_bell)
        self._costs_behind = lru_cache(maxsize=_CACHED)(self._costs)

    def letters(self, before: str, added: str) -> float:
        """Give the cost of adding letters to the beginning of a word."""
        return self.behind(context_of(before), added)

    def behind(self, context: str, added: str) -> float:
        """Give the cost of adding letters behind what `context_of` gives."""
        cost = 0.0
        for letter in added:
            cost += self._costs_behind(context)[self._place.get(letter, -1)]
            context = (context + letter)[1 - _ORDER :]
        return cost

    def _costs(self, context: str) -> array[float]:
        """Give the cost of each letter behind a context, or behind as much of its end as has been met."""
        if context not in self._behind:
            return self._costs_behind(context[1:])
        return array("d", (-math.log(share) for share in self._shares_behind(context)))

    def _witten_bell(self, context: str) -> array[float]:
        """Give the share of each letter: a context lends to the next shorter one as much as it has kinds of letters.

        The last share is that of a letter that has never been met.
        """
        counts = self._behind[context]
        kinds, total = len(counts), sum(counts.values()) + len(counts)
        shorter = self._shares_behind(context[1:]) if context else repeat(1 / _ALPHABET)
        met = chain((counts.get(letter, 0) for letter in self._place), [0])
        return array("d", ((count + kinds * share) / total for count, share in zip(met, shorter, strict=False)))

    def end(self, word: str) -> float:
        """Give the cost of the word's ending here."""
        return self.letters(word, _END)

    def known(self, word: str, spelled: float) -> float:
        """Give the cost of a word whose letters cost `spelled`: less if it is in the list."""
        count = self._words.get(word, 0)
        if not count:
            return spelled - math.log(1 - _KNOWN)
        return -math.log(_KNOWN * count / self._total + (1 - _KNOWN) * math.exp(-spelled))


def _grams(words: dict[str, int]) -> dict[str, int]:
    """Count strings of up to five letters; a word met often counts more, but not in proportion."""
    by_weight: defaultdict[int, list[str]] = defaultdict(list)
    for word, count in words.items():
        by_weight[1 + round(math.log2(count))].append(_START + word + _END)
    counts: Counter[str] = Counter()
    for weight, padded in by_weight.items():
        for size in range(1, _ORDER + 1):
            cuts = [word[start : start + size] for word in padded for start in range(len(word) - size + 1)]
            for gram, count in Counter(cuts).items():
                counts[gram] += weight * count
    del counts[_START]  # nothing is followed by the beginning of a word
    return dict(counts)


@cache
def prior(lang: str) -> Prior:
    """Give the costs for a language: ru, uk or be."""
    return Prior(lang)
