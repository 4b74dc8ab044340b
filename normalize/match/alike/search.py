"""Search among all names of a gazetteer: order-free, script-free, blind to case endings, forgiving of slips.

The words of the query are looked up one by one among the words of the gazetteer (`gazetteer.compiled.near`); the
names that hold the rarest of them are scored by arrays. A name scores as the worse of two views: how well its words
explain the query, and how well the query explains its words. So the cost grows with the words, not with the names.
"""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from normalize.gazetteer import Layers
from normalize.gazetteer.compiled.near import spread
from normalize.match.alike.likeness import words
from normalize.match.alike.lookup import LEAST, Lookup, Match, spoken_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from normalize.gazetteer import Gazetteer

    Places = NDArray[np.int64]
    Scores = NDArray[np.float64]
    Allowed = NDArray[np.bool_]

_UNASKED = 0.99  # for each word of a name that the query lacks
_UNEXPLAINED = 0.87  # for each word of the query that the name lacks
_EXACT = 0.95  # a name that scores so has no slip
_SURE = 0.8  # a name that scores so is not looked for by its other words
_LIKELY = 0.85  # a name that scores so, with slips in words that nobody bears only, is the one that is meant
_HANDFUL = 8  # names that are scored letter by letter without more ado
_FEW = 256  # names that are scored so at most, but for those that are equal
_BEHIND = 0.5  # in the sum of its words: a name so far behind the first is not scored
_KEPT = 40
_CROWD = 3000  # names of one word: more are looked through only where they hold another word of the query too
_MOST_PARTS = 6


class Found(NamedTuple):
    """An entity whose name resembles the query, and the score from 0 to 1."""

    entity: int
    score: float


@lru_cache(maxsize=8)
def search_of(gazetteer: Gazetteer) -> Search | LayeredSearch:
    """Give the search of an open gazetteer."""
    return LayeredSearch(gazetteer) if isinstance(gazetteer, Layers) else Search(gazetteer)


class LayeredSearch:
    """Names of several gazetteers that are used as one."""

    def __init__(self, gazetteer: Layers) -> None:
        self._gazetteer = gazetteer
        self._visible = np.ones(len(gazetteer), dtype=bool)
        self._visible[list(gazetteer.replaced)] = False

    def nearest(self, query: str, limit: int = 5, allowed: Allowed | None = None, least: float = 0.6) -> list[Found]:
        """Rank the entities of all layers as `Search.nearest` does those of one."""
        shown = self._visible if allowed is None else self._visible & allowed
        found: list[Found] = []
        for (start, end), layer in zip(itertools.pairwise(self._gazetteer.starts), self._gazetteer.layers, strict=True):
            near = search_of(layer).nearest(query, limit, shown[start:end], least)
            found += [Found(start + one.entity, one.score) for one in near]
        return sorted(found, key=lambda one: (-one.score, one.entity))[:limit]

    def bears(self, word: str) -> bool:
        """Tell whether a word, in any case form, is in a name of any layer."""
        return any(search_of(layer).bears(word) for layer in self._gazetteer.layers)


class Search:
    """Names of one gazetteer, to be found by names that are spelled otherwise."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._names = gazetteer.words
        self._lookup = Lookup(gazetteer.words)

    def nearest(self, query: str, limit: int = 5, allowed: Allowed | None = None, least: float = 0.6) -> list[Found]:
        """Rank the entities whose names the query may be another spelling of, the likest first.

        Args:
            query: a name of several words or one, in any order, script and case form.
            limit: how many entities are wanted.
            allowed: for each entity, whether it may be found; all may where it is not given.
            least: the lowest score that counts.
        """
        parts = [part for part in words(query) if spoken_forms(part)[0][0]][:_MOST_PARTS]
        whole = [part for part in parts if len(part) > 1] or parts
        best: dict[int, float] = {}
        top = self._without_slips(parts, whole, allowed, best)
        if top < _EXACT and whole:
            self._by_slips(parts, whole, allowed, best)
        ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        return [Found(entity, round(score, 4)) for entity, score in ranked if score >= least]

    def bears(self, word: str) -> bool:
        """Tell whether a word, in any case form, is in a name."""
        return bool(self._lookup.same(word).names)

    def _without_slips(
        self, parts: Sequence[str], whole: Sequence[str], allowed: Allowed | None, best: dict[int, float]
    ) -> float:
        """Look for the names that hold a form of every word: most queries end here."""
        exact = sorted((self._lookup.same(part) for part in whole), key=_count)
        if not exact or not exact[0].names:
            return 0.0
        names = self._holders(exact[0])
        for match in exact[1:]:
            names = _both(names, self._holders(match)) if match.names else names[:0]
        return self._collect(names, parts, exact, allowed, best)

    def _holders(self, match: Match) -> Places:
        """Give the names that hold a word, ascending."""
        return self._names.names_of(match.words)

    def _by_slips(
        self, parts: Sequence[str], whole: Sequence[str], allowed: Allowed | None, best: dict[int, float]
    ) -> None:
        """Look for names with slips: by their rarest words, then by words that no drawer proposes, then in crowds."""
        unseen = [part for part in whole if not self._lookup.same(part).names]
        if 0 < len(unseen) < len(whole):  # mostly the slip is in the word that nobody bears
            known = [self._lookup.near(part) if part in unseen else self._lookup.same(part) for part in whole]
            if self._by_rarest(sorted(known, key=_count), parts, allowed, best) >= _LIKELY:
                return
        matches = sorted((self._lookup.near(part) for part in whole), key=_count)
        top = self._by_rarest(matches, parts, allowed, best)
        if top >= _SURE:
            return
        part = max(whole, key=lambda one: (len(spoken_forms(one)[1][0]), one))
        match = self._lookup.far(part)
        others = [self._lookup.near(other) for other in whole if other != part]
        names = self._thinned(match, [match, *others])
        if len(names):
            top = max(top, self._collect(names, parts, [match, *others], allowed, best))
        crowds = [match for match in matches if match.names > _CROWD]
        if top < LEAST and crowds:
            self._collect(self._holders(crowds[0]), parts, matches, allowed, best)

    def _by_rarest(
        self, matches: Sequence[Match], parts: Sequence[str], allowed: Allowed | None, best: dict[int, float]
    ) -> float:
        """Score the names that hold one word after another, the rarest first, until one is surely meant."""
        top = 0.0
        for match in matches:
            names = self._thinned(match, matches)
            if len(names) and len(names) <= _CROWD:
                top = max(top, self._collect(names, parts, matches, allowed, best))
            if top >= _SURE:
                break
        return top

    def _thinned(self, match: Match, matches: Sequence[Match]) -> Places:
        """Give the names that hold a word; where they are a crowd, those that hold another word too."""
        names = self._holders(match) if match.names else match.words
        if len(names) <= _CROWD:
            return names
        others = [self._holders(other) for other in matches if other is not match and other.names]
        both = np.unique(np.concatenate([_both(names, other) for other in others])) if others else names
        return both if len(both) else names

    def _collect(
        self,
        names: Places,
        parts: Sequence[str],
        matches: Sequence[Match],
        allowed: Allowed | None,
        best: dict[int, float],
    ) -> float:
        """Score names; keep the best of each entity; give the highest score."""
        if allowed is not None:
            names = names[allowed[self._names.name_entity[names]]]
        if not len(names):
            return 0.0
        names = names.astype(np.int64)  # from two bytes, in which the last name has no next
        names = self._promising(names, matches, len(parts))
        scores = self._few_scores(names, parts) if len(names) <= _HANDFUL else self._scores(names, parts)
        order = np.lexsort((names, -scores))[:_KEPT]
        for entity, score in zip(self._names.name_entity[names[order]].tolist(), scores[order].tolist(), strict=True):
            best[entity] = max(score, best.get(entity, 0.0))
        return float(scores[order[0]])

    def _promising(self, names: Places, matches: Sequence[Match], parts: int) -> Places:
        """Keep the names that hold most of the matched words."""
        if len(names) <= _HANDFUL:
            return names
        flat, heads = self._flat(names)
        total = np.zeros(len(names), dtype=np.float64)
        for match in matches:
            if len(match.words):
                at = np.searchsorted(match.words, flat)
                at[at == len(match.words)] = 0
                found = np.where(match.words[at] == flat, match.scores[at], np.float64(0))
                total += np.maximum.reduceat(found, heads)
        cut = float(total.max()) - _BEHIND
        if len(names) > _FEW:
            cut = max(cut, float(np.partition(total, len(total) - _FEW)[len(total) - _FEW]))
        names = names[total >= cut]
        if len(names) <= _FEW or not all(match.names for match in matches):
            return names
        sizes = self._names.name_at[names + 1].astype(np.int64) - self._names.name_at[names]
        return np.sort(names[np.lexsort((names, np.abs(sizes - parts)))[:_FEW]])

    def _flat(self, names: Places) -> tuple[NDArray[Any], Places]:
        """Give the words of all names one after another, and where those of each begin."""
        starts, ends = self._names.name_at[names], self._names.name_at[names + 1]
        sizes = ends.astype(np.int64) - starts
        return self._names.name_word[spread(starts, ends)], np.cumsum(sizes) - sizes

    def _few_scores(self, names: Places, parts: Sequence[str]) -> Scores:
        """Score a handful of names one by one, which is quicker then."""
        at, words = self._names.name_at, self._names.name_word
        scores = np.empty(len(names))
        for row, name in enumerate(names.tolist()):
            held = words[int(at[name]) : int(at[name + 1])].tolist()
            table = [[self._lookup.likeness(part, word) for word in held] for part in parts]
            theirs = [max(column) for column in zip(*table, strict=True)]
            score = min(_worst_of(list(map(max, table)), held), _worst_of(theirs, parts))
            cost = _UNASKED ** max(len(held) - len(parts), 0) * _UNEXPLAINED ** max(len(parts) - len(held), 0)
            scores[row] = score * cost
        return scores

    def _scores(self, names: Places, parts: Sequence[str]) -> Scores:
        flat, heads = self._flat(names)
        distinct, where = np.unique(flat, return_inverse=True)
        table = self._lookup.likenesses(parts, distinct)[:, where]
        sizes = np.diff(np.append(heads, len(flat)))
        ours = np.maximum.reduceat(table, heads, axis=1).T
        theirs = np.full((len(names), int(sizes.max())), -1.0, dtype=np.float64)
        theirs[np.repeat(np.arange(len(names)), sizes), np.arange(len(flat)) - np.repeat(heads, sizes)] = table.max(0)
        shared = np.minimum(sizes, len(parts))
        score = np.minimum(_worst(ours, shared), _worst(theirs, shared))
        cost = _UNASKED ** np.maximum(sizes - len(parts), 0) * _UNEXPLAINED ** np.maximum(len(parts) - sizes, 0)
        costly: Scores = score * cost
        return costly


def _count(match: Match) -> int:
    return match.names


def _both(names: Places, others: Places) -> Places:
    """Give the names that stand in both of two ascending lists."""
    few, many = (names, others) if len(names) <= len(others) else (others, names)
    at = np.searchsorted(many, few)
    at[at == len(many)] = 0
    both: Places = few[many[at] == few] if len(many) else many
    return both


def _worst_of(values: list[float], others: Sequence[object]) -> float:
    """Weigh the best values, as many as the shorter name has words: half by their mean, half by the worst."""
    best = sorted(values, reverse=True)[: len(others)]
    return (sum(best) / len(best) + best[-1]) / 2


def _worst(rows: Scores, shared: NDArray[np.int64]) -> Scores:
    """Weigh the best `shared` values of each row: half by their mean, half by the worst of them."""
    ordered = -np.sort(-rows, axis=1)
    numbers = np.arange(len(rows))
    mean = np.cumsum(ordered, axis=1)[numbers, shared - 1] / shared
    weighed: Scores = (mean + ordered[numbers, shared - 1]) / 2
    return weighed
