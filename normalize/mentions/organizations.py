"""Organisations by their wording: acronyms explained in brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalize.mentions.mention import Mention, Sight, Source
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_ORGANIZATION = frozenset({Kind.ORGANIZATION})


def organizations(view: Sight) -> Iterator[Mention]:
    """Give the acronyms that stand in brackets behind a name and are not in the gazetteer."""
    tokens = view.tokens
    for index in range(1, len(tokens)):
        word = tokens.words[index]
        if tokens.gaps[index].strip() == "(" and 2 <= len(word) <= 8 and word.isupper() and word.isalpha():
            closing = tokens.text[tokens.ends[index] : tokens.ends[index] + 1]
            if closing == ")" and not view.postings(index, index):
                yield Mention(index, index, Source.PATTERN, _ORGANIZATION)
