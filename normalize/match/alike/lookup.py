"""Which words of a gazetteer a word of a query may be: its forms, its spellings, and what slips make of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from normalize.gazetteer.compiled.near import drawers
from normalize.keys import alternates, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from normalize.gazetteer.compiled.near import Names

    Places = NDArray[np.int64]
    Scores = NDArray[np.float64]

_ENDING = 0.98  # the same word but for its ending
_INITIAL = 0.9
LEAST = 0.6  # of two words for one to stand for the other
_SLIPS = 2  # in a stem of six letters and more; one in a shorter stem
_LONG_STEM = 6
_ENDINGS = 4  # letters in which an ending may have a slip


class Match(NamedTuple):
    """The words of the gazetteer that a word of the query may be, ascending, and how alike they are."""

    words: Places
    scores: Scores
    names: int  # how many names hold them


@lru_cache(maxsize=1)
def _rapidfuzz() -> tuple[Any, Any, Any]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    return process.cdist, OSA.distance, OSA.normalized_similarity


@lru_cache(maxsize=16384)
def spoken_forms(part: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the skeletons that a part of a query may have, and their stems."""
    forms = alternates(part, 1)
    return forms, tuple(dict.fromkeys(map(stem, forms)))


class Lookup:
    """The words of one gazetteer, looked up by words that may be spelled otherwise."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.same = lru_cache(maxsize=16384)(self._same)
        self.near = lru_cache(maxsize=16384)(self._near)
        self.far = lru_cache(maxsize=1024)(self._far)
        self.likeness = lru_cache(maxsize=65536)(self._likeness)

    def _same(self, part: str) -> Match:
        """Find the words that have the stem of a part."""
        stems = [number for one in spoken_forms(part)[1] if (number := self._names.stem_number(one)) is not None]
        if not stems:
            return _NOTHING
        found = self._names.words_of(sorted(stems))
        forms, known = spoken_forms(part)[0], self._names.words
        return self._matched(found, np.array([1.0 if known[word] in forms else _ENDING for word in found.tolist()]))

    def _near(self, part: str) -> Match:
        """Find the words that a part may be: one slip away, or two where each lacks a letter."""
        forms, stems = spoken_forms(part)
        spoken = {left for one in stems for left in drawers(one)}
        spoken.update(stem(left) for left in _ending_slips(forms[0]))
        return self._measured(forms, stems, self._names.proposed(spoken))

    def _far(self, part: str) -> Match:
        """Find the words that a part may be among all that have its letters: for what no drawer proposes."""
        forms, stems = spoken_forms(part)
        allowed = min(_SLIPS, max(1, len(stems[0]) // 3))
        proposed = self._names.with_letters_of(stems[0], allowed)
        proposed = proposed[np.abs(self._names.stem_length[proposed] - len(stems[0])) <= allowed].tolist()
        if not proposed:
            return _NOTHING
        cdist, distance, _ = _rapidfuzz()
        known = [self._names.stems[index] for index in proposed]
        slips = cdist(stems[:1], known, scorer=distance, score_cutoff=allowed, dtype=np.uint8)[0]
        return self._measured(forms, stems, [proposed[index] for index in np.flatnonzero(slips <= allowed).tolist()])

    def _measured(self, forms: Sequence[str], stems: Sequence[str], proposed: Sequence[int]) -> Match:
        if not proposed:
            return _NOTHING
        cdist, distance, similarity = _rapidfuzz()
        known = [self._names.stems[index] for index in proposed]
        slips = cdist(stems, known, scorer=distance, dtype=np.uint8).min(axis=0)
        lengths = np.array([len(one) for one in known])
        near = np.flatnonzero(slips <= np.where(lengths >= _LONG_STEM, _SLIPS + 1, 1))
        if not len(near):
            return _NOTHING
        kept = np.array(proposed, dtype=np.int64)[near]
        longest = np.maximum(lengths[near], max(map(len, stems)))
        by_stem = _ENDING * (1 - slips[near] / np.maximum(longest, 1))
        at = self._names.stem_at
        sizes = at[kept + 1].astype(np.int64) - at[kept]
        found = self._names.words_of(kept)  # type: ignore[arg-type]
        by_word = cdist(
            forms, [self._names.words[index] for index in found.tolist()], scorer=similarity, dtype=np.float64
        ).max(axis=0)
        scores = np.maximum(by_word, np.repeat(by_stem, sizes)).astype(np.float64)
        good = scores >= LEAST
        return self._matched(found[good], scores[good])

    def _matched(self, found: Places, scores: Scores) -> Match:
        at = self._names.word_at
        if len(found) == 1:
            return Match(found, scores, int(at[found[0] + 1]) - int(at[found[0]]))
        return Match(found, scores, int((at[found + 1].astype(np.int64) - at[found]).sum()))

    def _likeness(self, part: str, word: int) -> float:
        """Score a part of a query against one word."""
        known, _, similarity = self._names.words[word], *_rapidfuzz()[1:]
        if len(part) == 1:
            return _INITIAL if known[:1] == spoken_forms(part)[0][0][:1] else 0.0
        own = self._names.stems[int(self._names.stem_of[word])]
        forms, stems = spoken_forms(part)
        if known in forms:
            return 1.0
        by_stem: float = _ENDING * max(similarity(one, own) for one in stems)
        by_word: float = max(similarity(one, known) for one in forms)
        return max(by_stem, by_word)

    def likenesses(self, parts: Sequence[str], found: Places) -> Scores:
        """Score each part of a query against each of many words."""
        cdist, _, similarity = _rapidfuzz()
        known = self._names.words
        words = [known[index] for index in found.tolist()]
        numbers, where = np.unique(self._names.stem_of[found], return_inverse=True)
        stems = [self._names.stems[index] for index in numbers.tolist()]
        table = np.zeros((len(parts), len(words)), dtype=np.float64)
        for row, part in enumerate(parts):
            if len(part) == 1:
                first = spoken_forms(part)[0][0][:1]
                table[row] = [_INITIAL if word[:1] == first else 0.0 for word in words]
                continue
            forms, own = spoken_forms(part)
            by_word = cdist(forms, words, scorer=similarity, dtype=np.float64).max(axis=0)
            by_stem = cdist(own, stems, scorer=similarity, dtype=np.float64).max(axis=0)[where]
            np.maximum(by_word, by_stem * np.float64(_ENDING), out=table[row])
        return table


_NOTHING = Match(np.zeros(0, np.int64), np.zeros(0, np.float64), 0)


def _ending_slips(spoken: str) -> list[str]:
    """Leave out one of the last letters: a slip in an ending hides it."""
    first = max(2, len(spoken) - _ENDINGS)
    return [spoken[:place] + spoken[place + 1 :] for place in range(first, len(spoken))]
