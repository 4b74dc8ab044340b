"""Which words of a gazetteer a word of a query may be: its forms, its spellings, and what slips make of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from normalize.gazetteer.compiled.near import drawers
from normalize.keys import alternates, merged, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from normalize.gazetteer.compiled.near import Names

_ENDING = 0.98  # the same word but for its ending
_INITIAL = 0.9
LEAST = 0.6  # of two words for one to stand for the other
_FORGIVEN = 0.5  # the same, of words that stand beside the rest of the query
_FEW = 3000  # names beside whose words so much is forgiven
_LETTERS_A_SLIP = 4  # in a long word, where it is looked for beside more names
_SLIPS = 2  # in a stem of six letters and more; one in a shorter stem
_LONG_STEM = 6
_ENDINGS = 4  # letters in which an ending may have a slip


class Match(NamedTuple):
    """The words of the gazetteer that a word of the query may be, ascending, each with how alike they are."""

    scores: Mapping[int, float]
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
    return forms, (stem(forms[0]),) if len(forms) == 1 else tuple(dict.fromkeys(map(stem, forms)))


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
        forms, stems = spoken_forms(part)
        found = [number for one in stems if (number := self._names.stem_number(one)) is not None]
        if not found:
            return NOTHING
        known = self._names.words
        return self._matched(
            {word: 1.0 if known[word] in forms else _ENDING for word in self._names.words_of(sorted(found))}
        )

    def _near(self, part: str) -> Match:
        """Find the words that a part may be: one slip away, or two where each lacks a letter."""
        forms, stems = spoken_forms(part)
        spoken = {left for one in stems for left in drawers(one)}
        spoken.update(stem(left) for left in _ending_slips(forms[0]))
        spoken.update(_longer_stems(forms[0], stems[0]))
        return self._measured(forms, stems, self._names.proposed(spoken))

    def _far(self, part: str) -> Match:
        """Find the words that a part may be among all that have its letters: for what no drawer proposes."""
        forms, (spoken, *_) = spoken_forms(part)
        slips = min(_SLIPS, max(1, len(forms[0]) // 2))
        return self._with_slips(part, self._names.with_letters_of(spoken, slips), slips)

    def beside(self, part: str, names: NDArray[Any]) -> Match:
        """Find the words that a part may be among those of some names: so few that more slips may be forgiven."""
        spoken = spoken_forms(part)[1][0]
        slips = (len(spoken) + 1) // 2 if len(names) <= _FEW else max(_SLIPS, len(spoken) // _LETTERS_A_SLIP)
        return self._with_slips(part, self._names.beside(names, spoken, slips), slips, _FORGIVEN)

    def _with_slips(self, part: str, proposed: Sequence[int], allowed: int, least: float = LEAST) -> Match:
        if not proposed:
            return NOTHING
        forms, stems = spoken_forms(part)
        cdist, distance, _ = _rapidfuzz()
        every = self._names.stems
        known = [every[index] for index in proposed]
        slips = cdist(stems[:1], known, scorer=distance, score_cutoff=allowed, dtype=np.uint8)[0]
        allowed = min(allowed, int(slips.min()) + 1)
        near = [proposed[index] for index in np.flatnonzero(slips <= allowed).tolist()]
        return self._measured(forms, stems, near, allowed, least)

    def _measured(
        self,
        forms: Sequence[str],
        stems: Sequence[str],
        proposed: Iterable[int],
        forgiven: int = 0,
        least: float = LEAST,
    ) -> Match:
        """Keep what has few slips in its stem; a dozen are proposed, for which arrays do not pay."""
        known, words, at = self._names.stems, self._names.words, self._names.stem_at
        _, distance, similarity = _rapidfuzz()
        longest, whole = max(map(len, stems)), merged(forms[0])
        scores: dict[int, float] = {}
        for number in proposed:
            own = known[number]
            allowed = forgiven or (_SLIPS + 1 if len(own) >= _LONG_STEM else 1)
            slips = min([distance(one, own, score_cutoff=allowed) for one in stems])
            if slips > allowed and len(own) > longest:  # the slip made an ending of letters of the stem
                slips = distance(whole[: len(own)], own, score_cutoff=allowed)
            if slips > allowed:
                continue
            by_stem = _ENDING * (1 - slips / (max(len(own), longest) or 1))
            for word in range(at[number], at[number + 1]):
                score = max([by_stem, *[similarity(one, words[word]) for one in forms]])
                if score >= least:
                    scores[word] = score
        return self._matched(scores)

    def _matched(self, scores: dict[int, float]) -> Match:
        return Match(scores, self._names.count(scores)) if scores else NOTHING

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


NOTHING = Match({}, 0)


def _longer_stems(spoken: str, cut: str) -> list[str]:
    """Give back letters to a stem, one by one: a slip may have made an ending of them ("Викука", "Викуа")."""
    whole = merged(spoken)
    return [whole[:end] for end in range(len(cut) + 1, len(whole) + 1)]


def _ending_slips(spoken: str) -> list[str]:
    """Leave out one of the last letters: a slip in an ending hides it."""
    first = max(2, len(spoken) - _ENDINGS)
    return [spoken[:place] + spoken[place + 1 :] for place in range(first, len(spoken))]
