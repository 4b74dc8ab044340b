"""Names of one table that name one thing: groups in which every name fits every other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def clusters(edges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give every name of a group the group's first name, from pairs of names that are one.

    A name that fits two others which do not fit each other ("И. Петров" beside Иван and Игорь) belongs to neither
    and stays alone: it would make one person of two.

    >>> found = clusters([("Иван Петров", "Ivan Petrov"), ("И. Петров", "Иван Петров"), ("И. Петров", "Игорь Петров"),
    ...                   ("И. Петров", "Ivan Petrov")])
    >>> sorted(found.items())
    [('Ivan Petrov', 'Ivan Petrov'), ('Иван Петров', 'Ivan Petrov')]
    """
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in edges:
        if one != other:
            near[one].add(other)
            near[other].add(one)
    sure = {name for name, others in near.items() if _agree(others, near)}
    groups = ((name, sorted({name} | (near[name] & sure))) for name in sure)
    return {name: group[0] for name, group in groups if len(group) > 1}


def _agree(names: set[str], near: dict[str, set[str]]) -> bool:
    return all(names - {name} <= near[name] for name in names)
