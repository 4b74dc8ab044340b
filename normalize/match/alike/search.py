"""Search among all names of a gazetteer: order-free, script-free, blind to case endings, forgiving of slips.

The words of the query are looked up one by one among the words of the gazetteer (`gazetteer.compiled.near`); of the
names that hold the rarest of them, those that hold the others too are scored. So the cost grows with the words, not
with the names.
"""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from normalize.gazetteer import Layers
from normalize.match.alike.likeness import words
from normalize.match.alike.lookup import LEAST, NOTHING, Lookup, Match, spoken_forms
from normalize.match.alike.scores import Scores

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from normalize.gazetteer import Gazetteer

    Allowed = NDArray[np.bool_]

_EXACT = 0.95  # a name that scores so has no slip
_SURE = 0.8  # a name that scores so is not looked for by its other words
_FAIR = 0.7  # a name that scores so has one bad word: no other way is tried
_LIKELY = 0.85  # a name that scores so, with slips in words that nobody bears only, is the one that is meant
_FEW = 64  # names that are scored one by one
_HANDFUL = 8  # names that are all scored
_KEPT = 40
_CROWD = 3000  # names of one word: more are looked through only where they hold another word of the query too
_MASS = 30_000  # names of one word: of more, the words beside it are not looked through
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
        self.names = gazetteer.words
        self.lookup = Lookup(gazetteer.words)
        self.scores = Scores(gazetteer.words, self.lookup)

    def nearest(self, query: str, limit: int = 5, allowed: Allowed | None = None, least: float = 0.6) -> list[Found]:
        """Rank the entities whose names the query may be another spelling of, the likest first.

        Args:
            query: a name of several words or one, in any order, script and case form.
            limit: how many entities are wanted.
            allowed: for each entity, whether it may be found; all may where it is not given.
            least: the lowest score that counts.
        """
        asked = _Asked(self, [part for part in words(query) if spoken_forms(part)[0][0]][:_MOST_PARTS], allowed)
        if asked.whole and asked.without_slips() < _EXACT:
            asked.by_slips()
        ranked = sorted(asked.best.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        return [Found(entity, round(score, 4)) for entity, score in ranked if score >= least]

    def bears(self, word: str) -> bool:
        """Tell whether a word, in any case form, is in a name."""
        return bool(self.lookup.same(word).names)


class _Asked:
    """One query: its parts, those of them that are no initials, and the best score of each entity so far."""

    def __init__(self, search: Search, parts: list[str], allowed: Allowed | None) -> None:
        self._names, self._lookup, self._scores = search.names, search.lookup, search.scores
        self._parts = parts
        self._allowed = allowed
        self.whole = [part for part in parts if len(part) > 1] or parts
        self.best: dict[int, float] = {}

    def without_slips(self) -> float:
        """Look for the names that hold a form of every word: most queries end here."""
        return self._holding({part: self._lookup.same(part) for part in self.whole}, handful=0)

    def by_slips(self) -> None:
        """Look for names with slips: in words that nobody bears, then in all, then among the words beside them."""
        unseen = [part for part in self.whole if not self._lookup.same(part).names]
        if 0 < len(unseen) < len(self.whole):  # mostly the slip is in the word that nobody bears
            known = {part: (self._lookup.near if part in unseen else self._lookup.same)(part) for part in self.whole}
            if self._holding(known) >= _LIKELY:
                return
        matches = {part: self._lookup.near(part) for part in self.whole}
        if self._holding(matches) >= _SURE or self._beside(matches) >= _SURE or self._top() >= _FAIR:
            return
        if self._by_rarest(matches) >= _FAIR:
            return
        part = max(self.whole, key=lambda one: (len(spoken_forms(one)[1][0]), one))
        match = self._lookup.far(part)
        if match.names:
            self._collect(self._thinned(match, matches), {**matches, part: match})
        crowd = min((match for match in matches.values() if match.names > _CROWD), key=_count, default=None)
        if crowd and self._top() < LEAST:
            self._collect(self._names.names_of(crowd.scores), matches)

    def _top(self) -> float:
        """Give the highest score so far."""
        return max(self.best.values(), default=0.0)

    def _holding(self, matches: Mapping[str, Match], handful: int = _HANDFUL) -> float:
        """Score the names that hold a word of each match, and all that hold the rarest where they are a handful."""
        ordered = sorted(matches.values(), key=_count)
        if not ordered[0].names:
            return 0.0
        groups = [match.scores for match in (ordered[:1] if ordered[0].names <= handful else ordered)]
        return self._collect(self._names.names_with(groups), matches)

    def _beside(self, matches: Mapping[str, Match]) -> float:
        """Look for one part among the words that stand beside all the others."""
        if len(self.whole) == 1:
            return 0.0
        top = 0.0
        for part in sorted(self.whole, key=lambda one: (matches[one].names, one)):
            others = sorted((self._sure(other, matches) for other in self.whole if other != part), key=_count)
            if top < _SURE and others and 0 < others[0].names <= _MASS:
                top = max(top, self._among(part, others, matches))
        return top

    def _among(self, part: str, others: Sequence[Match], matches: Mapping[str, Match]) -> float:
        """Look for a part beside all others; names that have no word to spare for it count as well."""
        names = self._names.names_with([other.scores for other in others])
        found = self._lookup.beside(part, names) if len(names) else NOTHING
        short = names[self._names.sizes(names) <= len(others)]
        if found.names:
            groups = [group.scores for group in sorted((found, *others), key=_count)]
            names = np.union1d(short, self._names.names_with(groups))
        elif len(others) == 1:
            names = short
        return self._collect(names, {**matches, part: found})

    def _sure(self, part: str, matches: Mapping[str, Match]) -> Match:
        """Give the words that have the stem of a part, or where nobody bears it those that are near."""
        same = self._lookup.same(part)
        return same if same.names else matches[part]

    def _by_rarest(self, matches: Mapping[str, Match]) -> float:
        """Score the names that hold one word after another, the rarest first, until one is surely meant."""
        top = 0.0
        for match in sorted(matches.values(), key=_count):
            if match.names:
                names = self._thinned(match, matches)
                top = max(top, self._collect(names, matches)) if len(names) <= _CROWD else top
            if top >= _SURE:
                break
        return top

    def _thinned(self, match: Match, matches: Mapping[str, Match]) -> NDArray[Any]:
        """Give the names that hold a word; where they are a crowd, those that hold another word too."""
        names = self._names.names_of(match.scores)
        if len(names) <= _CROWD:
            return names
        pairs = [sorted((match, other), key=_count) for other in matches.values() if other is not match and other.names]
        both = [self._names.names_with([one.scores for one in pair]) for pair in pairs]
        held = np.unique(np.concatenate(both)) if both else names
        return held if len(held) else names

    def _collect(self, names: NDArray[Any], matches: Mapping[str, Match]) -> float:
        """Score names; keep the best of each entity; give the highest score."""
        if self._allowed is not None:
            names = names[self._allowed[self._names.name_entity[names]]]
        if not len(names):
            return 0.0
        rows = [matches[part].scores if part in matches else {} for part in self._parts]
        few = names.tolist() if len(names) <= _FEW else self._scores.promising(names, self._parts, rows)
        scored = self._scores.of(few, self._parts, rows)
        scored = sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:_KEPT]
        owner, best = self._names.owner, self.best
        for name, score in scored:
            best[owner[name]] = max(score, best.get(owner[name], 0.0))
        return scored[0][1]


def _count(match: Match) -> int:
    return match.names
