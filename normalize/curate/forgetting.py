"""What a long run remembers is let go now and then, so that memory does not grow with the names that a corpus holds.

The rooms below keep what they worked out of a name (its readings, keys, spellings) in caches, each bounded. A hundred
of them fill up with names that stand in one document each, until a process holds some hundreds of megabytes.
"""

from __future__ import annotations

import gc
from functools import lru_cache
from typing import Any

_MOST = 4096  # names between two times: some 20 MB
_CACHE = type(lru_cache(len))
_TABLE = 256  # caches of fewer entries hold tables and settings, which are wanted again


class Memory:
    """Counts the names that were met, and empties the caches of names when there were many."""

    def __init__(self, most: int = _MOST) -> None:
        """Let go after so many names."""
        self._most, self._met = most, 0

    def met(self, names: int) -> None:
        """Count names; when there were many, forget what was worked out of them."""
        self._met += names
        if self._met >= self._most:
            self._met = 0
            forget()


def forget() -> int:
    """Empty the caches of names, and give how many entries they held.

    >>> from normalize.keys import match_key
    >>> _ = match_key("Иван Зотов", "person"), forget()
    >>> match_key.cache_info().currsize
    0
    """
    caches = [one for one in gc.get_objects() if isinstance(one, _CACHE) and _is_of_names(one)]
    held = sum(cache.cache_info().currsize for cache in caches)
    for cache in caches:
        cache.cache_clear()
    return held


def _is_of_names(cache: Any) -> bool:  # noqa: ANN401  the type of a cache has no public name
    size = cache.cache_info().maxsize
    return size is not None and size > _TABLE and str(cache.__module__).startswith("normalize.")
