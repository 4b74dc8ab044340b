"""Search among all names of a gazetteer: order-free, script-free, blind to case endings, forgiving of slips.

The words of the query are looked up one by one among the words of the gazetteer (`gazetteer.compiled.near`); the
names that hold the rarest of them are scored by arrays. A name scores as the worse of two views: how well its words
explain the query, and how well the query explains its words. So the cost grows with the words, not with the names.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from normalize.gazetteer.compiled.near import drawers, spread
from normalize.keys import alternates, skeleton, stem
from normalize.match.alike.likeness import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from normalize.gazetteer import Gazetteer

    Places = NDArray[np.int64]
    Scores = NDArray[np.float32]
    Allowed = NDArray[np.bool_]

_ENDING = 0.98  # the same word but for its ending
_INITIAL = 0.9
_UNASKED = 0.97  # for each word of a name that the query lacks
_UNEXPLAINED = 0.93  # for each word of the query that the name lacks
_LEAST = 0.6  # of two words for one to stand for the other
_SLIPS = 2  # in a stem of six letters and more; one in a shorter stem
_LONG_STEM = 6
_SURE = 0.9  # a name that scores so is not looked for by its other words
_ENOUGH = 0.75  # below it, words with more slips are tried
_FEW = 256  # names that are scored letter by letter
_MANY = 50_000  # names of one word, among which only words that are rarer are looked for
_MOST_PARTS = 6
_ENDINGS = 4  # letters in which an ending may have a slip


class Found(NamedTuple):
    """An entity whose name resembles the query, and the score from 0 to 1."""

    entity: int
    score: float


class _Match(NamedTuple):
    """The words of the gazetteer that a word of the query may be, ascending, and how alike they are."""

    words: Places
    scores: Scores
    count: int  # of the names that hold them


@lru_cache(maxsize=1)
def _rapidfuzz() -> tuple[Any, Any, Any]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    return process.cdist, OSA.distance, OSA.normalized_similarity


@lru_cache(maxsize=8)
def search_of(gazetteer: Gazetteer) -> Search:
    """Give the search of an open gazetteer."""
    return Search(gazetteer)


class Search:
    """Names of one gazetteer, to be found by names that are spelled otherwise."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._names = gazetteer.words
        self._matches = lru_cache(maxsize=16384)(self._match)

    def nearest(self, query: str, limit: int = 5, allowed: Allowed | None = None, least: float = 0.6) -> list[Found]:
        """Rank the entities whose names the query may be another spelling of, the likest first.

        Args:
            query: a name of several words or one, in any order, script and case form.
            limit: how many entities are wanted.
            allowed: for each entity, whether it may be found; all may where it is not given.
            least: the lowest score that counts.
        """
        parts = [part for part in words(query) if skeleton(part, 1)][:_MOST_PARTS]
        whole = [part for part in parts if len(part) > 1] or parts
        best: dict[int, float] = {}
        top = 0.0
        matches = [self._matches(part) for part in whole]
        for match in sorted(matches, key=lambda one: one.count):
            if not match.count or (match.count > _MANY and top >= _ENOUGH):
                continue
            top = max(top, self._collect(match, parts, matches, allowed, best, limit))
            if top >= _SURE:
                break
        if top < _ENOUGH and whole:
            self._collect(self._further(max(whole, key=len)), parts, matches, allowed, best, limit)
        ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        return [Found(entity, round(score, 4)) for entity, score in ranked if score >= least]

    def _collect(
        self,
        match: _Match,
        parts: Sequence[str],
        matches: Sequence[_Match],
        allowed: Allowed | None,
        best: dict[int, float],
        limit: int,
    ) -> float:
        """Score the names that hold a word; keep the best of each entity; give the highest score."""
        names = self._names.names_of(match.words)
        if allowed is not None:
            names = names[allowed[self._names.name_entity[names]]]
        if not len(names):
            return 0.0
        names = self._promising(names, matches)
        scores = self._scores(names, parts)
        order = np.lexsort((names, -scores))[: limit * 4]
        for entity, score in zip(self._names.name_entity[names[order]].tolist(), scores[order].tolist(), strict=True):
            best[entity] = max(score, best.get(entity, 0.0))
        return float(scores[order[0]])

    def _promising(self, names: Places, matches: Sequence[_Match]) -> Places:
        """Keep the names that hold most of the matched words, where there are many."""
        if len(names) <= _FEW:
            return names
        flat, heads = self._flat(names)
        total = np.zeros(len(names), dtype=np.float32)
        for match in matches:
            if len(match.words):
                at = np.minimum(np.searchsorted(match.words, flat), len(match.words) - 1)
                found = np.where(match.words[at] == flat, match.scores[at], np.float32(0))
                total += np.maximum.reduceat(found, heads)
        cut = np.partition(total, len(total) - _FEW)[len(total) - _FEW]
        return names[total >= cut]

    def _flat(self, names: Places) -> tuple[NDArray[Any], Places]:
        """Give the words of all names one after another, and where those of each begin."""
        starts, ends = self._names.name_at[names], self._names.name_at[names + 1]
        sizes = ends.astype(np.int64) - starts
        return self._names.name_word[spread(starts, ends)], np.cumsum(sizes) - sizes

    def _scores(self, names: Places, parts: Sequence[str]) -> Scores:
        flat, heads = self._flat(names)
        distinct, where = np.unique(flat, return_inverse=True)
        known = self._names.words
        table = _likenesses(parts, [known[index] for index in distinct.tolist()])[:, where]
        sizes = np.diff(np.append(heads, len(flat)))
        ours = np.maximum.reduceat(table, heads, axis=1).T
        theirs = np.full((len(names), int(sizes.max())), -1.0, dtype=np.float32)
        theirs[np.repeat(np.arange(len(names)), sizes), np.arange(len(flat)) - np.repeat(heads, sizes)] = table.max(0)
        shared = np.minimum(sizes, len(parts))
        score = np.minimum(_worst(ours, shared), _worst(theirs, shared))
        cost = _UNASKED ** np.maximum(sizes - len(parts), 0) * _UNEXPLAINED ** np.maximum(len(parts) - sizes, 0)
        return (score * cost).astype(np.float32)

    def _match(self, part: str) -> _Match:
        """Find the words that a part may be: one slip away, or two where each lacks a letter."""
        forms, stems = alternates(part, 1), alternates(part, 2)
        spoken = {left for one in stems for left in drawers(one)}
        spoken.update(stem(left) for left in _ending_slips(forms[0]))
        return self._measured(forms, stems, self._names.proposed(spoken))

    def _further(self, part: str) -> _Match:
        """Find the words that a part may be by looking at all stems: for what no drawer proposes."""
        forms, stems = alternates(part, 1), alternates(part, 2)
        if not self._names.stems:
            return _NOTHING
        cdist, distance, _ = _rapidfuzz()
        slips = cdist(stems[:1], self._names.stems, scorer=distance, score_cutoff=_SLIPS + 1, dtype=np.uint8)[0]
        allowed = min(_SLIPS + 1, max(1, len(stems[0]) // 3))
        return self._measured(forms, stems, np.flatnonzero(slips <= allowed).tolist())

    def _measured(self, forms: Sequence[str], stems: Sequence[str], proposed: Sequence[int]) -> _Match:
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
        by_word = cdist(forms, [self._names.words[index] for index in found.tolist()], scorer=similarity).max(axis=0)
        scores = np.maximum(by_word, np.repeat(by_stem, sizes)).astype(np.float32)
        good = scores >= _LEAST
        found, scores = found[good], scores[good]
        count = int((self._names.word_at[found + 1].astype(np.int64) - self._names.word_at[found]).sum())
        return _Match(found, scores, count)


_NOTHING = _Match(np.zeros(0, np.int64), np.zeros(0, np.float32), 0)


def _ending_slips(spoken: str) -> list[str]:
    """Leave out one of the last letters: a slip in an ending hides it."""
    first = max(2, len(spoken) - _ENDINGS)
    return [spoken[:place] + spoken[place + 1 :] for place in range(first, len(spoken))]


def _worst(rows: Scores, shared: NDArray[np.int64]) -> Scores:
    """Weigh the best `shared` values of each row: half by their mean, half by the worst of them."""
    ordered = -np.sort(-rows, axis=1)
    numbers = np.arange(len(rows))
    mean = np.cumsum(ordered, axis=1)[numbers, shared - 1] / shared
    weighed: Scores = (mean + ordered[numbers, shared - 1]) / 2
    return weighed


def _likenesses(parts: Sequence[str], known: Sequence[str]) -> Scores:
    """Score each part of a query against each of many words."""
    cdist, _, similarity = _rapidfuzz()
    stems = [stem(one) for one in known]
    rows = []
    for part in parts:
        if len(part) == 1:
            first = skeleton(part, 1)[:1]
            rows.append(np.array([_INITIAL if one[:1] == first else 0.0 for one in known], dtype=np.float32))
            continue
        by_word = cdist(alternates(part, 1), known, scorer=similarity).max(axis=0)
        by_stem = cdist(alternates(part, 2), stems, scorer=similarity).max(axis=0) * np.float32(_ENDING)
        rows.append(np.maximum(by_word, by_stem))
    return np.array(rows, dtype=np.float32)
