"""The specifics beside a head word: one, or a list with commas and conjunctions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from normalize.gazetteer import Form
from normalize.mentions.mention import is_opener
from normalize.types import Kind

if TYPE_CHECKING:
    from normalize.gazetteer import Posting
    from normalize.mentions.mention import Sight

_LONGEST_SPECIFIC = 4
_LONGEST_LIST = 60
_AND = frozenset({"and", "и", "or", "или", "а", "также", "as", "well", "the", "та", "і", "both"})
_INTO_LIST = frozenset({"of", "including", "namely", "the", "both", "как", "это", "в", "включая"})
_COMMA = re.compile(r"\s*[,;/]\s*\Z")
_LIST_OPENER = re.compile(r"\s*(?:[:—–]|\s-\s|\()\s*\Z")
_HYPHENS = frozenset("-\u2010\u2011")
_ADJECTIVE = re.compile(
    r"(?:[сцк]к(?:ий|ая|ое|ого|ому|им|ом|ой|ую|ие|их|ими)|[нвтрлдм](?:ой|ый|ого|ому|ым|ом|ая|ую)"
    r"|[st]k(?:y|iy|ii|i|oye|oe|aya|aia|oy|yi)|n(?:oy|oye|aya|yy|yi))\Z"
)
_FORMS = frozenset({Form.SPECIFIC, Form.FULL, Form.ABBREVIATION})


@dataclass(frozen=True, slots=True)
class Item:
    """One specific: tokens `first` through `last`, and the entities of the head's kinds that bear it."""

    first: int
    last: int
    postings: tuple[Posting, ...]


def left_items(
    view: Sight, end: int, kinds: frozenset[Kind], *, shared: bool, taken: frozenset[int]
) -> list[Item]:
    """Give the specifics that end at token `end`, in text order; more than one only before a shared head."""
    if end < 0 or not view.tokens.joined[end + 1]:
        return []
    items: list[Item] = []
    while end >= 0 and len(items) < _LONGEST_LIST:
        item = _leftward(view, end, kinds, taken)
        if item is None or (items and not _plausible(view, item)):
            break
        items.append(item)
        if not shared:
            break
        end = _before_separator(view, item.first)
    return items[::-1]


def right_items(
    view: Sight, start: int, kinds: frozenset[Kind], *, shared: bool, plural: bool, taken: frozenset[int]
) -> list[Item]:
    """Give the specifics that start at token `start`; a plural head may open its list with a dash, a colon or "of"."""
    start = _into_list(view, start, plural=plural)
    items: list[Item] = []
    while 0 <= start < len(view.tokens) and len(items) < _LONGEST_LIST:
        item = _rightward(view, start, kinds, taken)
        if item is None or (plural and not _plausible(view, item)) or (items and not _plausible(view, item)):
            break
        items.append(item)
        if not shared:
            break
        start = _after_separator(view, item.last)
    return items


def _into_list(view: Sight, start: int, *, plural: bool) -> int:
    if start >= len(view.tokens):
        return -1
    if view.tokens.joined[start] and not (plural and view.tokens.folded[start] in _INTO_LIST):
        return start
    if not plural:
        return -1
    if not view.tokens.joined[start] and not _LIST_OPENER.match(view.tokens.gaps[start]):
        return -1
    while start < len(view.tokens) and view.tokens.folded[start] in _INTO_LIST:
        start += 1
    return start


def _before_separator(view: Sight, first: int) -> int:
    """Give the last token of the item before the separator that ends at token `first`, or -1."""
    index, tokens = first, view.tokens
    separated = False
    while index > 0 and tokens.folded[index - 1] in _AND and first - index < 4:
        if index < first and not tokens.joined[index] and not _COMMA.match(tokens.gaps[index]):
            return -1
        index -= 1
        separated = True
    if index > 0 and _COMMA.match(tokens.gaps[index]):
        separated = True
    elif index > 0 and not tokens.joined[index]:
        return -1
    return index - 1 if separated else -1


def _after_separator(view: Sight, last: int) -> int:
    index, tokens = last + 1, view.tokens
    if index >= len(tokens):
        return -1
    separated = bool(_COMMA.match(tokens.gaps[index]))
    if not separated and not tokens.joined[index]:
        return -1
    while index < len(tokens) - 1 and tokens.folded[index] in _AND:
        index += 1
        separated = True
    return index if separated else -1


def _leftward(view: Sight, end: int, kinds: frozenset[Kind], taken: frozenset[int]) -> Item | None:
    start = end
    while start >= 0 and end - start < _LONGEST_SPECIFIC and _continues_left(view, start, end, taken):
        start -= 1
    return _best(view, start + 1, end, kinds, leftward=True)


def _continues_left(view: Sight, index: int, end: int, taken: frozenset[int]) -> bool:
    if index in taken or not (view.capitals[index] or view.flat or _hyphened(view, index)):
        return False
    return index == end or (view.tokens.joined[index + 1] and view.tokens.gaps[index + 1][:1] not in set("'’ʼ`´."))


def _hyphened(view: Sight, index: int) -> bool:
    """Tell whether a lower-case token is the middle of a hyphenated name ("Ростов-на-Дону")."""
    gaps = view.tokens.gaps
    return index + 1 < len(gaps) and gaps[index] in _HYPHENS and gaps[index + 1] in _HYPHENS


def _rightward(view: Sight, start: int, kinds: frozenset[Kind], taken: frozenset[int]) -> Item | None:
    stop = start
    while stop < len(view.tokens) and stop - start < _LONGEST_SPECIFIC and _continues_right(view, start, stop, taken):
        stop += 1
    if stop < len(view.tokens) and stop in taken and stop > start and view.tokens.joined[stop]:
        return _whole(view, start, stop - 1, kinds) if _adjectival(view, stop - 1) is False else None
    return _best(view, start, stop - 1, kinds, leftward=False)


def _continues_right(view: Sight, start: int, index: int, taken: frozenset[int]) -> bool:
    if index in taken or not (view.capitals[index] or view.flat or _hyphened(view, index)):
        return False
    return index == start or (view.tokens.joined[index] and view.tokens.gaps[index][:1] not in set("'’ʼ`´"))


def _whole(view: Sight, first: int, last: int, kinds: frozenset[Kind]) -> Item | None:
    postings = _compatible(view, first, last, kinds)
    return Item(first, last, postings) if postings else None


def _best(view: Sight, first: int, last: int, kinds: frozenset[Kind], *, leftward: bool) -> Item | None:
    """Choose the longest window beside the head that is known; else the whole run, less what cannot be its part."""
    if first > last:
        return None
    edges = range(first, last + 1) if leftward else range(last, first - 1, -1)
    for edge in edges:
        window = (edge, last) if leftward else (first, edge)
        postings = _compatible(view, *window, kinds) if _whole_words(view, *window) else ()
        if postings and (not leftward or _may_cut(view, first, edge)):
            return Item(*window, postings)
    if leftward:
        while first <= last and _cut_off(view, first):
            first += 1
    if first > last or (_unfounded(view, first, last) if leftward else is_opener(view.tokens.folded[first])):
        return None
    return Item(first, last, ())


def _may_cut(view: Sight, first: int, edge: int) -> bool:
    return all(_cut_off(view, index) for index in range(first, edge))


def _cut_off(view: Sight, index: int) -> bool:
    """Tell whether a capitalised word left of a specific stands for itself: an opener, a title, a demonym, a name."""
    if is_opener(view.tokens.folded[index]) or view.tokens.opens_sentence(index):
        return not view.tokens.gaps[index + 1].startswith(tuple(_HYPHENS)) if index + 1 < len(view.tokens) else True
    return any(
        posting.form is Form.ADJECTIVE or view.gazetteer.kind_at(posting.entity) is Kind.COUNTRY
        for posting in view.postings(index, index)
    )


def _unfounded(view: Sight, first: int, last: int) -> bool:
    """Tell whether an unknown run is capitalised only because it opens a sentence."""
    return first == last and view.tokens.opens_sentence(first) and not _adjectival(view, last)


def _whole_words(view: Sight, first: int, last: int) -> bool:
    """Tell whether a window does not cut a hyphenated word."""
    gaps = view.tokens.gaps
    after = gaps[last + 1] if last + 1 < len(gaps) else ""
    return (first == 0 or gaps[first] not in _HYPHENS) and after not in _HYPHENS


def _compatible(view: Sight, first: int, last: int, kinds: frozenset[Kind]) -> tuple[Posting, ...]:
    return tuple(
        posting
        for posting in view.postings(first, last)
        if posting.form in _FORMS and view.gazetteer.kind_at(posting.entity) in kinds
    )


def _adjectival(view: Sight, index: int) -> bool:
    return _ADJECTIVE.search(view.tokens.folded[index]) is not None


def _plausible(view: Sight, item: Item) -> bool:
    """Tell whether a further item belongs to the list: it is known, or an adjective like its neighbours."""
    return bool(item.postings) or _adjectival(view, item.last)
