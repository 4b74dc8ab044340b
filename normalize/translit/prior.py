"""How likely a string is as a word of a Slavic name: letters in their order, and words seen before."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import cache

from normalize.translit.scheme import table

_ORDER = 4
_KNOWN = 0.5  # the share of words met that are in the list
_START, _END = "^", "$"
_ALPHABET = 36


class Prior:
    """Costs, in nats, of letters and words of one language, counted in the room's list of names.

    >>> prior("ru").known("щербаков", prior("ru").letters("", "щербаков$")) < 15
    True
    """

    def __init__(self, lang: str) -> None:
        rows = (row for row in table("words.csv") if row["lang"] == lang)
        self._words = {row["word"].replace("’", "'"): int(row["count"]) for row in rows}
        self._total = sum(self._words.values()) or 1
        self._grams = _grams(self._words)
        self._sums: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        for gram, count in self._grams.items():
            self._sums[gram[:-1]] += count
            self._kinds[gram[:-1]] += 1
        self._costs: dict[tuple[str, str], float] = {}

    def letters(self, before: str, added: str) -> float:
        """Give the cost of adding letters to the beginning of a word."""
        cost = 0.0
        context = (_START + before)[1 - _ORDER :]
        for letter in added:
            key = (context, letter)
            if key not in self._costs:
                self._costs[key] = -math.log(self._share(context, letter))
            cost += self._costs[key]
            context = (context + letter)[1 - _ORDER :]
        return cost

    def end(self, word: str) -> float:
        """Give the cost of the word's ending here."""
        return self.letters(word, _END)

    def known(self, word: str, spelled: float) -> float:
        """Give the cost of a word whose letters cost `spelled`: less if it is in the list."""
        count = self._words.get(word, 0)
        if not count:
            return spelled - math.log(1 - _KNOWN)
        return -math.log(_KNOWN * count / self._total + (1 - _KNOWN) * math.exp(-spelled))

    def _share(self, context: str, letter: str) -> float:
        """Witten-Bell: a context lends to the next shorter one as much as it has kinds of letters."""
        shorter = self._share(context[1:], letter) if context else 1 / _ALPHABET
        kinds = self._kinds[context]
        if not kinds:
            return shorter
        return (self._grams[context + letter] + kinds * shorter) / (self._sums[context] + kinds)


def _grams(words: dict[str, int]) -> Counter[str]:
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
    return counts


@cache
def prior(lang: str) -> Prior:
    """Give the costs for a language: ru, uk or be."""
    return Prior(lang)
