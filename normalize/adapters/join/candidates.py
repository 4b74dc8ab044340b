"""Which pairs of names are worth comparing: those that share a key that is rare enough, the likeliest first.

A word that many names have ("Иван") says little, so it counts only together with something else: the first sound of
another word, three sounds at either end of another word (one slip leaves one end as it was), or another whole word.
"""

from __future__ import annotations

from itertools import combinations, permutations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from normalize.adapters.join.signatures import SLOTS, Signatures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

FULLEST = 2500  # pairs in a block: a fuller one is left to finer keys
KEPT = 12  # names that one name is compared with, the likeliest
BEHIND = 0.3  # of its words: how much less a name may agree than the likeliest
_SLICE = 2048  # names of the left table that are looked at together
_EQUAL, _INITIAL, _END, _FIRST, _ALIKE = 1.0, 0.8, 0.6, 0.3, 0.2  # words share a key, an initial, an end, a sound
_SLIP = 1  # a slip of the pen changes one consonant for another
_UNHEARD = 2  # consonants that one alphabet may leave out: Renault, Рено
_ONES = np.array([number.bit_count() for number in range(1 << 16)], np.int8)


class Keys(NamedTuple):
    """Keys of a table: each with the row that has it, in the order of the keys."""

    key: Numbers
    row: Numbers


def keys(table: Signatures) -> Keys:
    """List every key of every name, from the single word to three words together."""
    rows = np.arange(len(table.whole), dtype=np.int64)
    found = [(key[usable], rows[usable]) for key, usable in _all_keys(table) if usable.any()] or [(rows[:0], rows[:0])]
    key, row = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((row, key))
    key, row = key[order], row[order]
    fresh = np.ones(len(key), np.bool_)
    fresh[1:] = (key[1:] != key[:-1]) | (row[1:] != row[:-1])
    return Keys(key[fresh], row[fresh])


def _all_keys(table: Signatures) -> Iterator[tuple[Numbers, NDArray[np.bool_]]]:
    whole, place = table.whole, table.place
    full = (whole != 0) & ~table.initial
    for entity in table.entities.T:
        yield _mixed(0, entity), entity != 0
    yield _mixed(1, np.where(whole != 0, _scattered(whole), 0).sum(axis=1)), place.max(axis=1) > 1
    for one in range(SLOTS):
        yield _mixed(2, whole[:, one]), full[:, one]
    for one, other in permutations(range(SLOTS), 2):
        apart = full[:, one] & (whole[:, other] != 0) & (place[:, one] != place[:, other])
        yield _mixed(3, whole[:, one], table.first[:, other]), apart
        yield _mixed(4, whole[:, one], table.head[:, other]), apart & full[:, other]
        yield _mixed(5, whole[:, one], table.tail[:, other]), apart & full[:, other]
    for one, other in combinations(range(SLOTS), 2):
        both = full[:, one] & full[:, other] & (place[:, one] != place[:, other])
        pair = _scattered(whole[:, one]) + _scattered(whole[:, other])  # in either order
        yield _mixed(6, pair), both
        firsts = _scattered(table.first[:, one]) + _scattered(table.first[:, other])
        for third in set(range(SLOTS)) - {one, other}:
            rest = (whole[:, third] != 0) & (whole[:, one] != 0) & (whole[:, other] != 0)
            rest &= (place[:, third] != place[:, one]) & (place[:, third] != place[:, other])
            yield _mixed(7, pair, table.first[:, third]), rest & both
            yield _mixed(8, table.head[:, third], firsts), rest & full[:, third]
            yield _mixed(9, table.tail[:, third], firsts), rest & full[:, third]


def _scattered(numbers: Numbers) -> Numbers:
    """Scatter numbers over all of 64 bits, so that sums of them collide by chance only (SplitMix64's last steps)."""
    bits = numbers.view(np.uint64)
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (bits ^ (bits >> np.uint64(31))).view(np.int64)


def _mixed(level: int, *parts: Numbers) -> Numbers:
    mixed = np.full(len(parts[0]), level + 1, np.int64)
    for part in parts:
        mixed = _scattered(mixed * np.int64(31) + np.ascontiguousarray(part))
    return mixed


class Met(NamedTuple):
    """Pairs of rows to compare, all those of some left names: name by name, the likeliest first."""

    lane: int
    left: Numbers
    right: Numbers


def pairs(left: Signatures, right: Signatures, lanes: int = 1) -> Iterator[Met]:
    """Give the pairs of rows to compare, none twice, some left names at a time.

    Each lane is a part of the left table, so that who keeps to one lane meets its names only; the lanes come in turn.
    """
    count = len(left.whole)
    start, stop, ours, theirs = _blocks(keys(left), keys(right))
    for lane, first, last in _in_turn(count, lanes):
        begin, end = np.searchsorted(ours, [first, last]).tolist()
        sizes = (stop - start)[begin:end]
        one = np.repeat(ours[begin:end], sizes)
        within = np.arange(len(one)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        other = theirs[np.repeat(start[begin:end], sizes) + within]
        code = np.unique(one * len(right.whole) + other)
        yield Met(lane, *_likeliest(left, right, code // len(right.whole), code % len(right.whole)))


def _in_turn(count: int, lanes: int) -> Iterator[tuple[int, int, int]]:
    """Cut rows into slices, one of each lane in turn: the lane, and where the slice begins and ends.

    >>> list(_in_turn(5, 2))
    [(0, 0, 3), (1, 3, 5)]
    """
    length = -(-count // lanes)
    for at in range(0, length, _SLICE):
        for lane in range(lanes):
            first, end = lane * length + at, min((lane + 1) * length, count)
            if first < end:
                yield lane, first, min(first + _SLICE, end)


def near_together(table: Signatures) -> Numbers:
    """Order names so that those which share their rarest word stand together, and so do their partners.

    Reading a name costs more than comparing two that were read, so a worker should meet it once.
    """
    words, at, bearers = np.unique(table.whole, return_inverse=True, return_counts=True)
    bearers = np.where((words == 0) | (bearers < 2), len(table.whole) + 1, bearers)[at].reshape(table.whole.shape)
    rarest = bearers.argmin(axis=1)[:, None]
    return np.lexsort((table.whole[:, 0], np.take_along_axis(table.whole, rarest, axis=1)[:, 0]))


def _blocks(left: Keys, right: Keys) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Give for each key of the left table, by its row, where the block of the right begins and ends."""
    start = np.searchsorted(right.key, left.key, side="left")
    stop = np.searchsorted(right.key, left.key, side="right")
    begins = np.searchsorted(left.key, left.key, side="left")
    ends = np.searchsorted(left.key, left.key, side="right")
    met = (stop > start) & ((stop - start) * (ends - begins) <= FULLEST)
    order = np.argsort(left.row[met], kind="stable")
    return start[met][order], stop[met][order], left.row[met][order], right.row


def _likeliest(left: Signatures, right: Signatures, ours: Numbers, theirs: Numbers) -> tuple[Numbers, Numbers]:
    alike = agreement(left.take(ours), right.take(theirs))
    order = np.lexsort((theirs, -alike, ours))
    ours, theirs, alike = ours[order], theirs[order], alike[order]
    rank = np.arange(len(ours)) - np.searchsorted(ours, ours, side="left")
    best = alike[np.searchsorted(ours, ours, side="left")]
    kept = (rank < KEPT) & (alike > 0) & (alike >= best - BEHIND)
    return ours[kept], theirs[kept]


def agreement(left: Signatures, right: Signatures) -> NDArray[np.float64]:
    """Say for rows of equal number what share of the shorter name's words agree, before letters are compared.

    It is nought if a word of either name is unlike every word of the other: then they are two, for what one name
    lacks costs little, but what contradicts decides.
    """
    ours = np.zeros((len(left.whole), _filled(left)))
    theirs = np.zeros((len(left.whole), _filled(right)))
    for one in range(ours.shape[1]):
        for other in range(theirs.shape[1]):
            rows = np.flatnonzero((left.whole[:, one] != 0) & (right.whole[:, other] != 0))
            alike = _agreement(left, right, one, other, rows)
            ours[rows, one] = np.maximum(ours[rows, one], alike)
            theirs[rows, other] = np.maximum(theirs[rows, other], alike)
    total, met, words = _by_word(ours, left)
    _, met_there, others = _by_word(theirs, right)
    share: NDArray[np.float64] = np.minimum(total / np.maximum(np.minimum(words, others), 1), 1.0)
    share[(met < words) & (met_there < others)] = 0.0
    share[_one_entity(left.entities, right.entities)] = 1.0
    return share


def _one_entity(ours: Numbers, theirs: Numbers) -> NDArray[np.bool_]:
    """Tell names that the gazetteer knows for names of one thing, however unlike their letters."""
    met = (ours[:, :, None] == theirs[:, None, :]) & (ours[:, :, None] != 0)
    return np.asarray(met.any(axis=(1, 2)))


def _by_word(best: NDArray[np.float64], table: Signatures) -> tuple[NDArray[np.float64], Numbers, Numbers]:
    """Add up how well each word agrees, of its spellings the best one; count the words that agree at all, and all."""
    total, run = np.zeros(len(best)), np.zeros(len(best))
    met, words = np.zeros(len(best), np.int64), np.zeros(len(best), np.int64)
    for slot in range(best.shape[1]):
        place = table.place[:, slot]
        again = place == table.place[:, slot - 1] if slot else np.zeros(len(best), np.bool_)
        before = np.where(again, run, 0.0)
        run = np.maximum(before, best[:, slot])
        total += run - before
        met += (run > 0) & (before == 0)
        words += ~again & (place > 0)
    return total, met, words


def _filled(table: Signatures) -> int:
    """Count the slots that any of the names needs."""
    return int((table.whole != 0).any(axis=0).sum())


def _agreement(left: Signatures, right: Signatures, one: int, other: int, rows: Numbers) -> NDArray[np.float64]:
    """Say how well a word of each name agrees, for the rows in which both names have it."""

    def both(column: str) -> tuple[Numbers, Numbers]:
        return getattr(left, column)[rows, one], getattr(right, column)[rows, other]

    head, tail, first = (np.equal(*both(column)) for column in ("head", "tail", "first"))
    alike = np.where(head | tail, _END, np.where(first, _FIRST, _ALIKE))
    alike[~(head & tail) & _apart(*both("bones"))] = 0.0
    short = np.logical_or(*both("initial"))
    alike[short] = np.where(first | np.equal(*both("letter")), _INITIAL, 0.0)[short]
    alike[np.equal(*both("whole"))] = _EQUAL
    return alike


def _apart(ours: Numbers, theirs: Numbers) -> NDArray[np.bool_]:
    """Tell two words by their consonants: each has more that the other lacks than slips and hearing explain."""
    shared, lacks, lost = _count(ours & theirs), _count(ours & ~theirs), _count(theirs & ~ours)
    most = np.maximum(lacks, lost)
    slip = (most <= _SLIP) & (shared >= most)
    unheard = (np.minimum(lacks, lost) == 0) & (most <= np.minimum(shared, _UNHEARD))
    return np.asarray(~(slip | unheard))


def _count(bits: Numbers) -> NDArray[np.int8]:
    return np.asarray(_ONES[bits & 0xFFFF] + _ONES[(bits >> 16) & 0xFFFF])
