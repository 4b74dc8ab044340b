"""Which names a rule sets beside a given one, found without setting every two side by side.

The rules themselves are in the modules beside this one; here is only how far each of them looks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from normalize.curate.checks.rules.collisions import FADED, LOCAL, key_of
from normalize.curate.checks.rules.spelling import TSKY, town_names
from normalize.keys import FARTHEST, distance, shortened, skeleton
from normalize.text import fold, fold_tokens
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from normalize.curate.tables import NameRow

_WORD = re.compile(r"[^\W\d_]+")
# A district may be called by a town of its region.
NAMED_AFTER = frozenset({Kind.DISTRICT, Kind.SETTLEMENT})


def is_local(kind: Kind) -> bool:
    """Tell kinds whose names are told apart by their region.

    >>> is_local(Kind.SETTLEMENT), is_local(Kind.PERSON)
    (True, False)
    """
    return kind in LOCAL


def sharing_words(stirred: Iterable[NameRow], names: Iterable[NameRow]) -> Iterator[NameRow]:
    """Give the Russian names that the rules of ё and of -цкий set beside the stirred ones."""
    wanted = [row for row in stirred if row.lang == "ru"]
    russian = [row for row in names if row.lang == "ru"]
    yield from _dotted(wanted, russian)
    yield from _towns(wanted, russian)


def _dotted(wanted: Iterable[NameRow], russian: Iterable[NameRow]) -> Iterator[NameRow]:
    """Give names with a word of the wanted ones that somewhere is written with ё."""
    words = {fold(word) for row in wanted for word in _WORD.findall(row.name)}
    bearing: dict[str, list[NameRow]] = defaultdict(list)
    dotted: set[str] = set()
    for row in russian:
        for word in _WORD.findall(row.name.lower()):
            plain = word.replace("ё", "е")
            if plain in words:
                bearing[plain].append(row)
                if plain != word:
                    dotted.add(plain)
    for plain in dotted:
        yield from bearing[plain]


def _towns(wanted: Iterable[NameRow], russian: Iterable[NameRow]) -> Iterator[NameRow]:
    """Give names on -тский with the towns that back them, where one of the two is wanted."""
    rows = list(wanted)
    towns = {fold(row.name) for row in rows}
    backing = {town for row in rows for town in town_names(row.name)}
    for row in russian:
        if (backing and fold(row.name) in backing) or (
            TSKY.search(row.name) and not towns.isdisjoint(town_names(row.name))
        ):
            yield row


def near(kind: Kind, stirred: Iterable[NameRow], names: list[NameRow]) -> list[NameRow]:
    """Give the names of a kind that share the key of a stirred one, or are so near that one may be taken for the other.

    Of kinds that are told apart by region this gives what is looked for everywhere; the region is the caller's part.
    """
    if kind is Kind.PERSON:
        return _near_people(stirred, names)
    if kind is Kind.REGION:
        return names  # few
    keys = {key_of(kind, row) for row in stirred if kind not in LOCAL or row.kind in FADED}
    asked = {key_of(kind, row) for row in stirred if row.kind == "preferred"}
    faded = kind in LOCAL
    return [
        row
        for row in names
        if (keys and key_of(kind, row) in keys) or (faded and row.kind in FADED and key_of(kind, row) in asked)
    ]


def _near_people(stirred: Iterable[NameRow], names: list[NameRow]) -> list[NameRow]:
    """Go two steps: how near a name may come to another depends on who else is near that one."""
    variants = _variants_of()
    first = _next_to(stirred, names, variants)
    return _next_to([*stirred, *first], names, variants)


def _next_to(rows: Iterable[NameRow], names: list[NameRow], variants: Callable[[str], set[str]]) -> list[NameRow]:
    """Give the names within the farthest slip of rows; those that share no word, a slip apart, are not compared."""
    keys = {key_of(Kind.PERSON, row)[1] for row in rows}
    wanted = {part for key in keys for word in key.split() for part in shortened(word, 1)}
    found = []
    for row in names:
        words = fold_tokens(row.name)
        if len(words) > 1 and all(wanted.isdisjoint(variants(word)) for word in words):
            continue
        key = key_of(Kind.PERSON, row)[1]
        if any(distance(key, other, FARTHEST - 1) < FARTHEST for other in keys):
            found.append(row)
    return found


def _variants_of() -> Callable[[str], set[str]]:
    """Give a function that knows what is left of a word's sounds after one slip, each word worked out once."""
    known: dict[str, set[str]] = {}

    def variants(word: str) -> set[str]:
        if word not in known:
            known[word] = shortened(skeleton(word, "1c"), 1)
        return known[word]

    return variants
