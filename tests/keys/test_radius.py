"""The confusion radius is the distance to the nearest other key, found without looking at every pair."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.keys import FARTHEST, confusion_radius, near_pairs
from normalize.keys.radius import distance

KEYS = st.lists(st.text("abv", max_size=6), max_size=12, unique=True)


def full_distance(one: str, other: str) -> int:
    """Count the slips without a bound, by the definition."""
    if not one or not other:
        return len(one) + len(other)
    rest = full_distance(one[1:], other[1:])
    if one[0] == other[0]:
        return rest
    return 1 + min(rest, full_distance(one[1:], other), full_distance(one, other[1:]))


@given(KEYS)
@settings(max_examples=60, deadline=None)
def test_near_pairs_are_all_pairs_of_less_than_three_slips(keys):
    wanted = {(*sorted(pair), slips) for pair in combinations(keys, 2) if (slips := full_distance(*pair)) < FARTHEST}
    assert set(near_pairs(keys)) == wanted


@given(KEYS)
@settings(max_examples=60, deadline=None)
def test_the_radius_is_the_least_distance(keys):
    radius = confusion_radius(keys)
    for key in keys:
        assert radius[key] == min([FARTHEST, *(full_distance(key, other) for other in keys if other != key)])


def test_what_is_farther_than_asked_is_not_counted():
    assert [distance("anokhin", "petrov", most) for most in (1, 2, 3)] == [2, 3, 4]
