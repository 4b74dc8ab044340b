"""Keys of whole names: equality of match keys says "same name", of blocking keys "worth comparing"."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from normalize.errors import UnknownNameError
from normalize.keys.skeleton import alternates, skeleton
from normalize.types import Kind

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´ʹʺ][^\W_]+)*")
_MOST_WORDS = 12
_MOST_READINGS = 32
_LONGEST = 400  # characters of a surface that are looked at


def _words(surface: str) -> list[str]:
    return _WORD.findall(surface[:_LONGEST])[:_MOST_WORDS]


@lru_cache(maxsize=65536)
def match_key(surface: str, kind: Kind | str | None = None) -> str:
    """Give one key for all spellings, case forms and word orders of a full name.

    The key keeps the kind, or "Bokovsky District" would make a bare "Bokovsky" a strong name; head
    words ("район", "District") therefore speak through `kind` and are left out by the caller.

    >>> match_key("Анохиным Василием", "person")
    'person:anogin vasil'
    >>> match_key("Vasily Anokhin", "person")
    'person:anogin vasil'
    """
    tokens = sorted(filter(None, (skeleton(word) for word in _words(surface))))
    return f"{_kind(kind)}:{' '.join(tokens)}"


@lru_cache(maxsize=16384)
def match_keys(surface: str, kind: Kind | str | None = None) -> tuple[str, ...]:
    """Give the match keys under each reading of ambiguous Latin letters, for the query side; the plain one first.

    >>> match_key("Жуков", "person") in match_keys("Jukov", "person")
    True
    """
    choices = [alternates(word) for word in _words(surface)[:4]]
    combined = itertools.islice(itertools.product(*choices), _MOST_READINGS)
    keys = (f"{_kind(kind)}:{' '.join(sorted(filter(None, tokens)))}" for tokens in combined)
    return tuple(dict.fromkeys([match_key(surface, kind), *keys]))


@lru_cache(maxsize=16384)
def blocking_keys(surface: str, kind: Kind | str | None = None) -> frozenset[str]:
    """Give the keys of which two names must share one to be worth comparing.

    One for each word but initials, under each of its ambiguous spellings, so that a missing patronymic
    or a misspelt given name still leaves a common key.

    >>> sorted(blocking_keys("В. Анохин", "person"))
    ['person:anogin']
    >>> blocking_keys("Jukov", "person") & blocking_keys("Жукову", "person")
    frozenset({'person:zukov'})
    """
    words = _words(surface)
    long_enough = [word for word in words if len(word) > 2] or words
    return frozenset(f"{_kind(kind)}:{key}" for word in long_enough for key in alternates(word))


@lru_cache(maxsize=64)
def _kind(kind: Kind | str | None) -> str:
    if kind is not None and kind not in tuple(Kind):
        raise UnknownNameError("kind", kind, Kind)
    return "" if kind is None else str(Kind(kind).value)
