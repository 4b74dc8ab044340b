"""The specifics of one head word: a single one, or a list with commas and conjunctions on either side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from normalize.gazetteer import Form
from normalize.mentions.mention import Mention, Source
from normalize.mentions.specifics import HYPHENS, Item, Sort, adjectival, is_organization, leftward, quoted, rightward
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalize.gazetteer import Hit, Posting
    from normalize.mentions.mention import Sight

_LONGEST_LIST = 60
_REACH = 7  # tokens between a plural head and its colon: "districts of Lipetsk Oblast: …"
_AND = frozenset({"and", "и", "or", "или", "а", "также", "as", "well", "the", "та", "і", "both"})
_FRESH = frozenset({"the", "well", "также"})  # "and the X", "as well as X" begin a list of their own
_INTO_LIST = frozenset({"of", "including", "namely", "the", "both", "как", "это", "в", "включая"})
_COMMA = re.compile(r"\s*[,;/]\s*\Z")
_LIST_OPENER = re.compile(r"\s*(?:[:—–]|\s-\s|\()\s*\Z")


def left_items(view: Sight, end: int, sort: Sort, *, shared: bool) -> list[Item]:
    """Give the specifics that end at token `end`, in text order; more than one only before a shared head."""
    if end >= 0 and (counted := _before_count(view, end + 1)) != end + 1:
        end = counted - 1
    elif end < 0 or not view.tokens.joined[end + 1] or view.tokens.gaps[end + 1] in HYPHENS:
        return []
    items: list[Item] = []
    while end >= 0 and len(items) < _LONGEST_LIST:
        item = leftward(view, end, sort)
        if item is None or (items and not _plausible(view, item)):
            break
        items.append(item)
        end = _before_separator(view, item.first) if shared else -1
    return items[::-1]


def right_items(view: Sight, start: int, sort: Sort, *, shared: bool, plural: bool) -> list[Item]:
    """Give the specifics that start at token `start`; a plural head may open its list with a dash, a colon or "of"."""
    if whole := quoted(view, start, sort):
        return [whole] if whole.postings or not is_organization(view, whole.first, whole.last) else []
    start = _into_list(view, start, plural=plural)
    items: list[Item] = []
    while 0 <= start < len(view.tokens) and len(items) < _LONGEST_LIST:
        item = rightward(view, start, sort)
        if item is None or ((plural or items) and not _plausible(view, item)):
            break
        items.append(item)
        start = _after_separator(view, item.last) if shared else -1
    return items


def _plausible(view: Sight, item: Item) -> bool:
    """Tell whether an item belongs to a list: it is known, an adjective like its neighbours, or an English name."""
    return bool(item.postings) or adjectival(view, item.last) or view.tokens.words[item.last].isascii()


def _before_count(view: Sight, index: int) -> int:
    """Step left over a count in brackets: "Bryansk (85) and Smolensk (42) regions"."""
    tokens = view.tokens
    counted = index > 1 and tokens.words[index - 1].isdigit() and tokens.gaps[index - 1].endswith("(")
    closed = index < len(tokens) and tokens.gaps[index].startswith(")")
    return index - 1 if counted and closed else index


def _into_list(view: Sight, start: int, *, plural: bool) -> int:
    """Give the token at which the specifics behind a head start, or -1."""
    tokens = view.tokens
    if start >= len(tokens):
        return -1
    if plural and tokens.joined[start] and (opened := _opened_later(view, start)):
        return opened
    if not plural:
        return start if tokens.joined[start] else -1
    if not tokens.joined[start] and not _LIST_OPENER.match(tokens.gaps[start]):
        return -1
    while start < len(tokens) - 1 and tokens.folded[start] in _INTO_LIST:
        start += 1
    return start


def _opened_later(view: Sight, start: int) -> int:
    """Give where a list starts that a colon or a dash opens after the whole was named, or 0."""
    for index in range(start + 1, min(start + _REACH, len(view.tokens))):
        if not view.tokens.joined[index]:
            return index if _LIST_OPENER.match(view.tokens.gaps[index]) else 0
    return 0


def _before_separator(view: Sight, first: int) -> int:
    """Give the last token of the item before the separator that ends at token `first`, or -1."""
    tokens, index = view.tokens, first
    separated = False
    if first > 0 and tokens.folded[first - 1] in _FRESH:
        return -1
    while index > 0 and tokens.folded[index - 1] in _AND and first - index < 4:
        if tokens.folded[index - 1] in _FRESH:
            return -1
        if index < first and not tokens.joined[index] and not _COMMA.match(tokens.gaps[index]):
            return -1
        index -= 1
        separated = True
    if (counted := _before_count(view, index)) != index:
        return counted - 1 if separated or "," in tokens.gaps[index] else -1
    if index > 0 and _COMMA.match(tokens.gaps[index]):
        separated = True
    elif index > 0 and not tokens.joined[index]:
        return -1
    return index - 1 if separated else -1


def _after_separator(view: Sight, last: int) -> int:
    """Give the first token of the item behind the separator that starts after token `last`, or -1."""
    tokens, index = view.tokens, last + 1
    if index >= len(tokens):
        return -1
    separated = bool(_COMMA.match(tokens.gaps[index]))
    if not separated and not tokens.joined[index]:
        return -1
    while index < len(tokens) - 1 and tokens.folded[index] in _AND:
        index += 1
        separated = True
    return index if separated else -1


_ELLIPSIS = 25  # tokens between an adjective and the head that it shares


def elliptic(view: Sight) -> Iterator[Mention]:
    """Give adjectives of regions whose head the sentence says later: "двенадцать над Ростовской, девять над …"."""
    for hit in view.hits:
        if not view.capitals[hit.first] or view.tokens.opens_sentence(hit.first):
            continue
        postings = tuple(posting for posting in hit.postings if _is_region_adjective(view, hit, posting))
        if postings:
            head = _head_in_sentence(view, hit.last)
            if head and _breaks_off(view, hit.last + 1):
                words = view.words(hit.first, hit.last)
                yield Mention(hit.first, hit.last, Source.LIST, frozenset({Kind.REGION}), postings, words, head)


def _breaks_off(view: Sight, index: int) -> bool:
    """Tell whether no noun can follow: the text, the clause or the item of a list ends."""
    return index == len(view.tokens) or not view.tokens.joined[index] or view.tokens.folded[index] in {"и", "а", "или"}


def _is_region_adjective(view: Sight, hit: Hit, posting: Posting) -> bool:
    if posting.form is not Form.SPECIFIC or view.gazetteer.kind_at(posting.entity) is not Kind.REGION:
        return False
    return not view.tokens.words[hit.last].isascii()


_OBLAST = frozenset(["область", "области", "областью", "областей", "областям", "областями", "областях"])


def _head_in_sentence(view: Sight, index: int) -> str:
    """Give the word "область" in any form near a token of the same sentence, or ""."""
    tokens = view.tokens
    for step in (1, -1):
        other = index
        while 0 <= other + step < len(tokens) and abs(other + step - index) < _ELLIPSIS:
            other += step
            if tokens.folded[other] in _OBLAST:
                return tokens.words[other]
            if tokens.opens_sentence(other if step > 0 else other + 1):
                break
    return ""


def bracketed(view: Sight) -> Iterator[Mention]:
    """Give the acronyms that stand in brackets behind a name and are not in the gazetteer."""
    tokens = view.tokens
    for index in [index for index, gap in enumerate(tokens.gaps) if "(" in gap and index]:
        word = tokens.words[index]
        if tokens.gaps[index].strip() == "(" and 2 <= len(word) <= 8 and word.isupper() and word.isalpha():
            closing = tokens.text[tokens.ends[index] : tokens.ends[index] + 1]
            if closing == ")" and not view.postings(index, index):
                yield Mention(index, index, Source.PATTERN, frozenset({Kind.ORGANIZATION}))
