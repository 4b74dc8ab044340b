"""Characters that stand between a reader and a name: marks, invisible signs, exotic spaces, hyphens.

One pass over the text finds every run of them and says what the run should have been. Runs that follow a
character of another writing system (an emoji, an Arabic letter) have their use there and are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from normalize.text.hyphenation import is_real_hyphen
from normalize.text.script import LETTERS, MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator


class RepairKind(StrEnum):
    """What was wrong with a piece of text."""

    COMPOSED = "composed"
    STRESS = "stress"
    INVISIBLE = "invisible"
    SPACE = "space"
    HYPHENATION = "hyphenation"
    HOMOGLYPH = "homoglyph"


class Edit(NamedTuple):
    """A piece of the text, and what it should be."""

    start: int
    end: int
    after: str
    kind: RepairKind


# soft hyphen, grapheme joiner, bidi controls, zero-width signs, word joiner, byte order mark; ¬ is what the
# soft hyphen becomes on its way through old code pages
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_INVISIBLE_SIGNS = "\u00ad\u034f\u061c\u180e\ufeff" + "".join(
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)))
)
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BREAKS = "\u0085\u2028\u2029"
_HYPHENS = "\u2010\u2011"
_GRAVES = "\u0400\u040d\u0450\u045d"  # Ѐ Ѝ ѐ ѝ: in Russian and Ukrainian, е and и with a stress mark
_SUSPECT = MARKS + _INVISIBLE + _SPACES + _BREAKS + _HYPHENS + _GRAVES + "¬"
_REPLACEMENTS = str.maketrans(
    dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " ")
    | dict.fromkeys(_BREAKS, "\n")
    | dict.fromkeys(_HYPHENS, "-")
)

_SUSPICIOUS = re.compile(f"[{_SUSPECT}]")
_LINE_END_HYPHEN = re.compile(r"-[ \t]*[\r\n]")
_BLANK = rf"{_INVISIBLE}{_SPACES} \t"
_RUN = re.compile(
    rf"[-{_SUSPECT}](?:"
    rf"(?<=[{LETTERS}{MARKS}{_INVISIBLE}][-{_HYPHENS}\u00ad¬])"
    rf"(?P<line_end>[{_BLANK}]*(?:\r[{_INVISIBLE}]*[\n{_BREAKS}]?|[\n{_BREAKS}])[{_BLANK}¬]*)(?=[{LETTERS}])"
    rf"|(?<=[{MARKS}{_INVISIBLE}{_GRAVES}])(?P<marks>[{MARKS}{_INVISIBLE}]*+)"
    rf"|(?<=¬)(?P<soft>[¬{_INVISIBLE}]*+)"
    rf"|(?<=[{_SPACES}{_BREAKS}{_HYPHENS}])(?P<exotic>[{_SPACES}]*+)"
    r"|)"
)
_FOREIGN = re.compile(f"[^\\x00-\u058f\u1e00-\u20cf{_SPACES}{_INVISIBLE}]")
_EXOTIC = re.compile(f"[{_INVISIBLE}]+|[{_SPACES}]+|[{_BREAKS}{_HYPHENS}]")
_LETTER = re.compile(f"[{LETTERS}]")
_INSIDE = re.compile(f"[{LETTERS}{MARKS}{_INVISIBLE}]")
_LETTERS_AT_END = re.compile(f"[{LETTERS}]+\\Z")
_LETTERS_AT_START = re.compile(f"[{LETTERS}]+")
_NOT_MARKS = re.compile(f"[{_INVISIBLE}]+")
_NOT_SHOWN = re.compile(f"[{MARKS}{_INVISIBLE}]+")
_STRESS = re.compile("[\u0300\u0301]")
_VOWELS = frozenset("аеиоуыэюяіѣєѵАЕИОУЫЭЮЯІѢЄѴ")
_MOST_MARKS = 30  # UAX 15, stream-safe text: no letter has more, and sorting them would cost the square
_WINDOW = 24  # letters of a hyphenated word that are looked at on either side


def is_suspicious(text: str) -> bool:
    r"""Tell, at some 150 million letters a second, whether `edits` might find anything.

    >>> is_suspicious("Василий Анохин, e-mail"), is_suspicious("Васи\u00adлий")
    (False, True)
    """
    if text.isascii():
        return _LINE_END_HYPHEN.search(text) is not None
    return _SUSPICIOUS.search(text) is not None or _LINE_END_HYPHEN.search(text) is not None


def edits(text: str) -> Iterator[Edit]:
    r"""Find what stands between the letters of a text and should not, in text order.

    >>> [tuple(map(str, edit)) for edit in edits("Ано\u0301хин,\u00a0Смо-\nленск")]
    [('2', '4', 'о', 'stress'), ('8', '9', ' ', 'space'), ('12', '14', '', 'hyphenation')]
    """
    for match in _RUN.finditer(text):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "marks":
            yield from _unmarked(text, start, end)
        elif kind == "line_end":
            yield from _joined(text, start, end)
        elif kind == "soft":
            yield from _softened(text, start, end)
        elif kind == "exotic":
            yield _plain(text, start, end)


def _plain(text: str, start: int, end: int) -> Edit:
    after = text[start:end].translate(_REPLACEMENTS)
    return Edit(start, end, after, RepairKind.HOMOGLYPH if "-" in after else RepairKind.SPACE)


def _joined(text: str, start: int, end: int) -> Iterator[Edit]:
    before = _LETTERS_AT_END.search(_NOT_SHOWN.sub("", text[max(0, start - _WINDOW) : start]))
    after = _NOT_SHOWN.sub("", text[end : end + _WINDOW])
    if before is None:
        for match in _EXOTIC.finditer(text, start, end):
            yield _signs(text, *match.span())
    elif text[start] in "\u00ad¬" or not is_real_hyphen(before.group(), after):
        yield Edit(start, end, "", RepairKind.HYPHENATION)
    else:
        yield Edit(start, end, "-", RepairKind.HYPHENATION)


def _softened(text: str, start: int, end: int) -> Iterator[Edit]:
    if _LETTER.match(text, end) and _INSIDE.match(text[start - 1 : start]):
        yield Edit(start, end, "", RepairKind.INVISIBLE)
        return
    for match in _NOT_MARKS.finditer(text, start, end):
        yield Edit(*match.span(), "", RepairKind.INVISIBLE)


def _signs(text: str, start: int, end: int) -> Edit:
    if _NOT_MARKS.match(text[start]):
        return Edit(start, end, "", RepairKind.INVISIBLE)
    return _plain(text, start, end)


def _unmarked(text: str, start: int, end: int) -> Iterator[Edit]:
    base = start if text[start] in _GRAVES else start - 1
    if base >= 0 and _FOREIGN.match(text[base]):
        return
    shown = start + len(text[start:end].rstrip(_INVISIBLE_SIGNS))
    if base >= 0 and shown > start and _LETTER.match(text[base]):
        yield from _recomposed(text, base, shown)
    else:
        for match in _NOT_MARKS.finditer(text, start, shown):
            yield Edit(*match.span(), "", RepairKind.INVISIBLE)
    if shown < end:
        yield Edit(shown, end, "", RepairKind.INVISIBLE)


def _recomposed(text: str, base: int, end: int) -> Iterator[Edit]:
    visible = _NOT_MARKS.sub("", text[base:end])
    kind, letter = RepairKind.INVISIBLE, visible
    if len(visible) <= _MOST_MARKS:
        bare = decomposed = unicodedata.normalize("NFD", visible)
        if decomposed[0] in _VOWELS:
            bare = _STRESS.sub("", decomposed)
        letter = unicodedata.normalize("NFC", bare)
        kind = RepairKind.COMPOSED if letter != visible else kind
        kind = RepairKind.STRESS if bare != decomposed else kind
    if letter != text[base:end]:
        yield Edit(base, end, letter, kind)
