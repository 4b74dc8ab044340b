"""Whether a hyphen at the end of a line belongs to the word or only to the line.

The rows of `data/hyphens.csv` are parts of words that keep their hyphen although what follows is in small
letters: `before` it, `after` it, or as the `inner` word of a name such as Ростов-на-Дону.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib import resources

from normalize.text.script import LETTERS, fold, script

_FIRST_WORD = re.compile(f"[{LETTERS}]+")


def is_real_hyphen(before: str, after: str) -> bool:
    """Tell whether the word would be written with a hyphen in the middle of a line, too.

    A capital after the hyphen says so, and so does a change of alphabet; otherwise it is a matter of
    which words they are.

    >>> is_real_hyphen("Санкт", "Петербург"), is_real_hyphen("FPV", "дрон"), is_real_hyphen("вице", "мэр")
    (True, True, True)
    >>> is_real_hyphen("Ростов", "на-Дону"), is_real_hyphen("Смо", "ленская")
    (True, False)
    """
    found = _FIRST_WORD.match(after)
    if not found or not before or found.group()[0].isupper() or script(before) != script(found.group()):
        return True
    if len(before) > 1 and before.isupper():  # БТР-подобный, HIMARS-like
        return True
    parts = _parts()
    following = fold(found.group())
    if after[found.end() : found.end() + 1] == "-" and following in parts["inner"]:
        return True
    return fold(before) in parts["before"] or following in parts["after"]


@lru_cache(maxsize=1)
def _parts() -> dict[str, frozenset[str]]:
    source = resources.files("normalize.text").joinpath("data/hyphens.csv")
    rows = list(csv.DictReader(source.read_text("utf-8").splitlines()))
    return {
        place: frozenset(row["part"] for row in rows if row["place"] == place) for place in ("before", "after", "inner")
    }
