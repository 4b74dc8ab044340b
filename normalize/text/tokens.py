"""Words of a text, and which neighbours may belong to one name.

Owns the token pattern. A token is a run of letters and digits, with apostrophes inside; hyphens part tokens,
so that "Ростов-на-Дону" and "Ростов на Дону" are the same three tokens. An English possessive is cut off.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from normalize.text.script import fold

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W\d_]+)*")
_APOSTROPHES = re.compile("['’ʼ`´]")
_POSSESSIVE = re.compile(r"['’ʼ`´][sS]\Z")
_PLAIN_GAPS = frozenset(
    [
        " ",
        "\t",
        "\n",
        "\r\n",
        "-",
        "‐",
        "‑",
        "/",
        "&",
        " & ",
        " «",
        "» ",
        " “",
        "” ",
        ' "',
        '" ',
        " „",
        "“ ",
        "’ ",
        "'",
        " '",
        "' ",
    ]
)
_SENTENCE_END = re.compile(r"[.!?…]|\n")
_PARAGRAPH_END = re.compile(r"\n\s*\n")
MAX_WORD = 64  # a longer run of letters is never a name


@dataclass(slots=True)
class Tokens:
    """The tokens of one text, as parallel lists.

    `joined[i]` tells that token i may continue a name that token i - 1 began: only a space, a hyphen, a quotation
    mark or the full stop of an abbreviation is between them.
    """

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    folded: list[str]
    gaps: list[str]
    joined: list[bool]

    def __len__(self) -> int:
        return len(self.starts)

    def surface(self, first: int, last: int) -> str:
        """Give the text from token `first` through token `last`."""
        return self.text[self.starts[first] : self.ends[last]]

    def opens_sentence(self, index: int) -> bool:
        """Tell whether the token is the first of its sentence or line."""
        if index == 0:
            return True
        return not self.joined[index] and _SENTENCE_END.search(self.gaps[index]) is not None


def tokenize(text: str) -> Tokens:
    """Cut a (clean) text into tokens.

    >>> tokens = tokenize("В.Н. Анохин, Russia’s Ростов-на-Дону")
    >>> tokens.folded
    ['в', 'н', 'анохин', 'russia', 'ростов', 'на', 'дону']
    >>> tokens.joined
    [False, True, True, False, True, True, True]
    """
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    for match in _WORD.finditer(text):
        word = match.group()
        start, end = match.span()
        if len(word) > 2 and word[-2] in "'’ʼ`´" and word[-1] in "sS":
            word, end = word[:-2], end - 2
        starts.append(start)
        ends.append(end)
        words.append(word)
    folded_text = fold(text)
    folded = [_fold_word(folded_text, start, end) for start, end in zip(starts, ends, strict=True)]
    gaps = [text[end:start] for end, start in zip([0, *ends], starts, strict=False)]
    return Tokens(text, starts, ends, words, folded, gaps, _joins(gaps, folded))


def fold_tokens(surface: str) -> tuple[str, ...]:
    """Give the folded tokens of a surface: what the gazetteer is asked for.

    >>> fold_tokens("г. Орёл")
    ('г', 'орел')
    """
    return tuple(tokenize(surface[: MAX_WORD * 16]).folded)


def _fold_word(folded_text: str, start: int, end: int) -> str:
    word = folded_text[start:end]
    if word.isalnum():
        return word
    return _APOSTROPHES.sub("", word)


def _joins(gaps: list[str], folded: list[str]) -> list[bool]:
    joined = [False] * len(gaps)
    for index in range(1, len(gaps)):
        gap = gaps[index]
        joined[index] = gap in _PLAIN_GAPS or _joins_unusually(gap, folded[index - 1])
    return joined


def _joins_unusually(gap: str, before: str) -> bool:
    gap = _POSSESSIVE.sub("", gap[:2]) + gap[2:] if gap[:1] in "'’ʼ`´" else gap
    if gap in _PLAIN_GAPS:
        return True
    if gap[:1] == ".":
        return (len(before) == 1 or before in abbreviations()) and gap[1:].strip(" \u00a0") in {"", "-"}
    return gap.isspace() and len(gap) < 8 and not _PARAGRAPH_END.search(gap)


@lru_cache(maxsize=1)
def abbreviations() -> frozenset[str]:
    """Give the abbreviations whose full stop does not end a name or a sentence."""
    source = resources.files("normalize.text").joinpath("data/abbreviations.csv")
    rows = csv.DictReader(source.read_text("utf-8").splitlines())
    return frozenset(row["abbreviation"] for row in rows)
