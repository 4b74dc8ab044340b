"""Words of a text, and which neighbours may belong to one name.

Owns the token pattern. A token is a run of letters and digits, with apostrophes inside; hyphens part tokens,
so that "Ростов-на-Дону" and "Ростов на Дону" are the same three tokens. An English possessive is cut off.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import accumulate

from normalize.text.script import fold

_MARKS = "'’ʼ`´ʹʺ"  # apostrophes, and what romanizations write for soft and hard signs
_PIECES = re.compile(rf"([^\W_]+(?:[{_MARKS}\u0300-\u036f]+[^\W\d_]+)*)")
_UNSPOKEN = re.compile(rf"[{_MARKS}\u0300-\u036f]")
_POSSESSIVE = re.compile(rf"[{_MARKS}][sS]?")
_PLAIN_GAPS = frozenset(
    [
        *("", " ", "\t", "-", "\u2010", "\u2011", "/", "&", " & ", "'", " '", "' ", "’ ", "` ", "ʹ "),
        *(" «", "» ", " “", "” ", ' "', '" ', " „", "“ "),
    ]
)
_SENTENCE_END = re.compile(r"[.!?…]|\n")
MAX_WORD = 64  # a longer run of letters is never a name


@dataclass(slots=True)
class Tokens:
    """The tokens of one text, as parallel lists.

    `joined[i]` tells that token i may continue a name that token i - 1 began: only a space, a hyphen, a quotation
    mark or the full stop of an abbreviation is between them. `opens[i]` tells that token i is the first of its
    sentence or line. `respelled` are the tokens whose folded form is not
    simply the folded text, because an apostrophe or an accent was left out.
    """

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    folded: list[str]
    gaps: list[str]
    joined: list[bool]
    opens: list[bool]
    respelled: list[int]

    def __len__(self) -> int:
        return len(self.starts)

    def surface(self, first: int, last: int) -> str:
        """Give the text from token `first` through token `last`."""
        return self.text[self.starts[first] : self.ends[last]]

    def opens_sentence(self, index: int) -> bool:
        """Tell whether the token is the first of its sentence or line."""
        return self.opens[index]


def tokenize(text: str) -> Tokens:
    """Cut a (clean) text into tokens.

    >>> tokens = tokenize("В.Н. Анохин, Russia’s Ростов-на-Дону")
    >>> tokens.folded
    ['в', 'н', 'анохин', 'russia', 'ростов', 'на', 'дону']
    >>> tokens.joined
    [False, True, True, False, True, True, True]
    """
    pieces = _PIECES.split(text)
    edges = list(accumulate(map(len, pieces)))
    words, gaps = pieces[1::2], pieces[:-1:2]
    starts, ends = edges[:-1:2], edges[1::2]
    look = fold(text)  # which keeps every character in its place
    folded = [look[start:end] for start, end in zip(starts, ends, strict=True)]
    odd = [
        index
        for index, word in enumerate(words)
        if not word.isalnum() or not ("\u0400" <= word[0] <= "\u04ff" or word.isascii())
    ]
    respelled = [index for index in odd if _respell(index, words, folded, ends, gaps)]
    joined, opens = _joins(gaps, folded)
    return Tokens(text, starts, ends, words, folded, gaps, joined, opens, respelled)


def _respell(index: int, words: list[str], folded: list[str], ends: list[int], gaps: list[str]) -> bool:
    """Cut a possessive off a token, and leave marks and accents out of its folded form; tell whether that changed."""
    word, plain = words[index], folded[index]
    if word[-2:-1] and word[-2] in _MARKS and word[-1] in "sS":
        if index + 1 < len(gaps):
            gaps[index + 1] = word[-2:] + gaps[index + 1]
        words[index], plain = word[:-2], plain[:-2]
        ends[index] -= 2
    spelled = _UNSPOKEN.sub("", plain) if not plain.isalnum() else plain
    if not spelled.isascii() and not _has_cyrillic(spelled):
        spelled = _without_accents(spelled)
    folded[index] = spelled
    return spelled != plain


def _has_cyrillic(word: str) -> bool:
    return any("\u0400" <= letter <= "\u04ff" for letter in word)


@lru_cache(maxsize=4096)
def _without_accents(word: str) -> str:
    """Leave the accents of Latin letters out: "Dmitriĭ" is looked up as "dmitrii"."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def fold_tokens(surface: str) -> tuple[str, ...]:
    """Give the folded tokens of a surface: what the gazetteer is asked for.

    >>> fold_tokens("г. Орёл")
    ('г', 'орел')
    """
    surface = surface[: MAX_WORD * 16]
    words = fold(surface).split(" ")
    if all(word.isalpha() and (word.isascii() or "\u0400" <= word[0] <= "\u04ff") for word in words):
        return tuple(words)  # nothing but letters and spaces between them: most names when a gazetteer is compiled
    return tuple(tokenize(surface).folded)


def _joins(gaps: list[str], folded: list[str]) -> tuple[list[bool], list[bool]]:
    """Tell for each token whether it may continue a name, and whether it opens a sentence."""
    joined = [gap in _PLAIN_GAPS for gap in gaps]
    opens = [False] * len(gaps)
    for index in [index for index, plain in enumerate(joined) if not plain]:
        gap, before = gaps[index], folded[index - 1] if index else ""
        joined[index] = bool(before) and _joins_unusually(gap, before)
        opens[index] = (not joined[index] or "\n" in gap) and _SENTENCE_END.search(gap) is not None
    if joined:
        joined[0], opens[0] = False, True
    return joined, opens


def joins(gap: str, before: str) -> bool:
    """Tell whether a name may go on across a gap, behind the folded token `before`.

    >>> joins(" ", "иван"), joins(". ", "в"), joins(". ", "вышел"), joins(", ", "иван")
    (True, True, False, False)
    """
    return gap in _PLAIN_GAPS or (bool(gap) and bool(before) and _joins_unusually(gap, before))


def _joins_unusually(gap: str, before: str) -> bool:
    if gap[0] in _MARKS:
        gap = _POSSESSIVE.sub("", gap, count=1)
        return not gap or gap in _PLAIN_GAPS
    if gap[0] == ".":
        return gap[1:].strip(" \u00a0") in {"", "-"} and (len(before) == 1 or before in abbreviations())
    return len(gap) < 8 and gap.isspace() and gap.count("\n") < 2


@lru_cache(maxsize=1)
def abbreviations() -> frozenset[str]:
    """Give the abbreviations whose full stop does not end a name or a sentence."""
    source = resources.files("normalize.text").joinpath("data/abbreviations.csv")
    rows = csv.DictReader(source.read_text("utf-8").splitlines())
    return frozenset(row["abbreviation"] for row in rows)
