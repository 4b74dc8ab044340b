"""How far each key is from the next one, for what is nearer than that may be taken for it."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FARTHEST = 3  # slips; what is farther away counts as this far


def confusion_radius(keys: Iterable[str]) -> dict[str, int]:
    """Give each key's distance to the nearest other key: letters left out, put in or changed, 3 at most.

    A budget of slips below it never reaches the other key itself. Keys that share what is left after two
    deletions are looked at, no other pairs, so that the cost grows with the keys and not with their square.

    >>> confusion_radius(["omsk", "tomsk", "orenburg"])
    {'omsk': 1, 'tomsk': 1, 'orenburg': 3}
    """
    radius = dict.fromkeys(keys, FARTHEST)
    for one, other, slips in near_pairs(radius):
        radius[one] = min(radius[one], slips)
        radius[other] = min(radius[other], slips)
    return radius


def near_pairs(keys: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    """Give every two keys that are one or two slips apart, and how many.

    >>> sorted(near_pairs(["kursk", "kurska", "kirov", "kyrov"]))
    [('kirov', 'kyrov', 1), ('kursk', 'kurska', 1)]
    """
    seen: set[tuple[str, str]] = set()
    for slips in (1, FARTHEST - 1):
        for bucket in _buckets(keys, slips).values():
            for one, other in combinations(bucket, 2):
                pair = (one, other) if one < other else (other, one)
                if pair not in seen and (apart := distance(one, other, slips)) <= slips:
                    seen.add(pair)
                    yield *pair, apart


def _buckets(keys: Iterable[str], slips: int) -> Mapping[str, list[str]]:
    buckets: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        for left in shortened(key, slips):
            buckets[left].append(key)
    return buckets


def shortened(key: str, slips: int) -> set[str]:
    """Give what is left of a key after at most so many deletions.

    >>> sorted(shortened("omsk", 1))
    ['msk', 'omk', 'oms', 'omsk', 'osk']
    """
    left = {key}
    for _ in range(slips):
        left |= {one[:at] + one[at + 1 :] for one in left for at in range(len(one))}
    return left


def distance(one: str, other: str, most: int) -> int:
    """Count the slips between two keys; more than `most` are not counted.

    >>> distance("kursk", "kirov", 2), distance("tomsk", "omsk", 2)
    (3, 1)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        costs = [row]
        for column, against in enumerate(other, 1):
            change = before[column - 1] + (letter != against)
            costs.append(min(change, before[column] + 1, costs[-1] + 1))
        if min(costs) > most:
            return most + 1
        before = costs
    return min(before[-1], most + 1)
