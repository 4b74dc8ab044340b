"""How likely a string is as a word of a Slavic name: letters in their order, and words seen before."""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cache

from normalize.translit.scheme import table

_ORDER = 5
_KNOWN = 0.5  # the share of words met that are in the list
_START, _END = "^", "$"
_ALPHABET = 36


class Prior:
    """Costs, in nats, of letters and words of one language, counted in the room's list of names.

    >>> prior("ru").word("щербаков") < prior("ru").word("щърбаков")
    True
    """

    def __init__(self, lang: str) -> None:
        self._counts: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._words: dict[str, float] = {}
        for row in table("words.csv"):
            if row["lang"] == lang:
                self._learn(row["word"].replace("’", "'"), int(row["count"]))
        self._total = sum(self._words.values()) or 1.0
        self._sums = {context: sum(after.values()) for context, after in self._counts.items()}
        self._costs: dict[tuple[str, str], float] = {}

    def _learn(self, word: str, count: int) -> None:
        weight = 1.0 + math.log2(count)
        self._words[word] = self._words.get(word, 0.0) + count
        padded = _START + word + _END
        for end in range(1, len(padded)):
            letter = padded[end]
            for start in range(max(0, end - _ORDER + 1), end + 1):
                after = self._counts[padded[start:end]]
                after[letter] = after.get(letter, 0.0) + weight

    def letters(self, before: str, added: str) -> float:
        """Give the cost of adding letters to the beginning of a word."""
        cost = 0.0
        context = (_START + before)[1 - _ORDER :]
        for letter in added:
            cost += self._letter(context, letter)
            context = (context + letter)[1 - _ORDER :]
        return cost

    def end(self, word: str) -> float:
        """Give the cost of the word's ending here."""
        return self.letters(word, _END)

    def word(self, word: str) -> float:
        """Give the cost of a whole word."""
        return self.known(word, self.letters("", word) + self.end(word))

    def known(self, word: str, spelled: float) -> float:
        """Give the cost of a word whose letters cost `spelled`, less if it is in the list."""
        count = self._words.get(word, 0.0)
        if not count:
            return spelled - math.log(1 - _KNOWN)
        return -math.log(_KNOWN * count / self._total + (1 - _KNOWN) * math.exp(-spelled))

    def _letter(self, context: str, letter: str) -> float:
        key = (context, letter)
        if key not in self._costs:
            self._costs[key] = -math.log(self._share(context, letter))
        return self._costs[key]

    def _share(self, context: str, letter: str) -> float:
        """Witten-Bell: a context lends to the next shorter one as much as it has kinds of letters after it."""
        shorter = self._share(context[1:], letter) if context else 1 / _ALPHABET
        after = self._counts.get(context)
        if not after:
            return shorter
        kinds = len(after)
        return (after.get(letter, 0.0) + kinds * shorter) / (self._sums[context] + kinds)


@cache
def prior(lang: str) -> Prior:
    """Give the costs for a language: ru or uk."""
    return Prior(lang)
