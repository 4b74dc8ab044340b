"""The names of places taken apart into generic and specific: "Киришский" + "район", "Kirov" + "city of"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from normalize.names.heads import Head, HeadForm, head_forms
from normalize.text.tokens import Tokens, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAX_HEAD = 4
_MAX_TEXT = 400
_EDGE = " \t\n\u00a0-–—.,;:«»“”„\""


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place name in parts: the generic word, if any, and the specific; whether the generic came first.

    `form` is the form in which the generic stood (its number and cases).
    """

    generic: Head | None
    specific: str
    before: bool
    form: HeadForm | None = None


@lru_cache(maxsize=8192)
def parse_place(surface: str) -> PlaceName:
    """Part the generic word from the rest of a place name, in any case form and either language.

    The longest generic wins, and of two the one that stands where it usually does.

    >>> place = parse_place("Киришского р-на")
    >>> place.generic.word, place.specific, place.before
    ('р-н', 'Киришского', False)
    >>> place = parse_place("Republic of Adygea")
    >>> place.generic.word, place.specific, place.before
    ('republic', 'Adygea', True)
    >>> parse_place("Смоленск").generic is None
    True
    """
    text = surface.strip()
    tokens = tokenize(text[:_MAX_TEXT])
    found = list(_found(tokens)) if len(tokens) > 1 else []
    if not found:
        return PlaceName(None, text, before=False)
    form, first, last = max(found, key=lambda item: _rank(*item, len(tokens)))
    before = first == 0
    if before:
        rest = text[_after_of(tokens, last) :]
    else:
        rest = text[: tokens.starts[first]]
    return PlaceName(form.head, _bare(rest), before, form)


def _found(tokens: Tokens) -> Iterable[tuple[HeadForm, int, int]]:
    table = head_forms()
    count = len(tokens)
    for length in range(1, min(_MAX_HEAD, count - 1) + 1):
        for first in {0, count - length}:
            for form in table.get(tuple(tokens.folded[first : first + length]), ()):
                if _stands(form, tokens, first, first + length - 1):
                    yield form, first, first + length - 1


def _stands(form: HeadForm, tokens: Tokens, first: int, last: int) -> bool:
    head = form.head
    if head.word.endswith(".") and len(tokens.folded[last]) < 3 and "." not in tokens.gaps[min(last + 1, len(tokens) - 1)]:
        return last == len(tokens) - 1 and tokens.text.rstrip().endswith(".")
    follows_of = last + 1 < len(tokens) and tokens.folded[last + 1] == "of"
    return head.before or follows_of if first == 0 else head.after


def _rank(form: HeadForm, first: int, last: int, count: int) -> tuple[int, int, int, int]:
    head = form.head
    usual = (first == 0) == (head.position == "before") if head.position != "both" else first != 0
    return last - first, head.strength == "strong", usual, last == count - 1


def _after_of(tokens: Tokens, last: int) -> int:
    if last + 2 < len(tokens) and tokens.folded[last + 1] == "of":
        return tokens.ends[last + 1]
    return tokens.ends[last]


def _bare(text: str) -> str:
    bare = text.strip(_EDGE)
    if bare[:4].lower() == "the ":
        bare = bare[4:]
    return re.sub(r"\s+", " ", bare)
