"""The words of a batch of texts as arrays: where they stand, how they are looked up, which continue a name.

Gives what `normalize.text.tokens` gives, without an object for each token. Every operation is over all characters or
all tokens at once; Python looks only at letters that no table can spell, and once at each sort of gap.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from normalize.gazetteer.surfaces import code_hashes, word_hash
from normalize.text.script import fold
from normalize.text.tokens import abbreviations, joins, tokenize

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places = NDArray[np.int64]
    Codes = NDArray[Any]  # code points, of two or four bytes

_APOSTROPHES = "'’`´"
_PLAIN = " \t-\u2010\u2011/&'"  # as one character between two words of a name
_NEVER = ",;:()!?—…\0"  # as the first character of a gap
BMP = 1 << 16
LETTER, DIGIT, ACCENT, HARD, MARK = 1, 2, 3, 4, 9
PACKED = 3  # characters of a gap that go into one number


@dataclass(slots=True)
class Cut:
    """The tokens of a text, as parallel arrays.

    Attributes:
        starts: where each stands in the text.
        ends: where it ends there.
        codes: folded code points; behind those of the text, the words that are respelled to be looked up.
        look_starts: where the word to look up stands among these codes.
        look_ends: where it ends there.
        hashes: the hash of each, as `token_hashes` gives it.
        joined: whether it may continue a name that the token before it began.
    """

    starts: Places
    ends: Places
    codes: Codes
    look_starts: Places
    look_ends: Places
    hashes: NDArray[np.uint64]
    joined: NDArray[np.bool_]


def cut(text: str) -> Cut:
    """Cut a text into tokens.

    >>> found = cut("В.Н. Анохин, Russia’s")
    >>> found.starts.tolist(), found.ends.tolist(), found.joined.tolist()
    ([0, 2, 5, 13], [1, 3, 11, 19], [False, True, True, False])
    """
    codes, sorts = _characters(text)
    word = (sorts > 0) & (sorts < MARK)
    marks = np.flatnonzero(sorts == MARK)
    splits = _settle(marks, codes, sorts, word) if len(marks) else marks
    edges = np.flatnonzero(np.diff(word, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    if len(splits):
        starts, ends = np.sort(np.append(starts, splits)), np.sort(np.append(ends, splits))
    found = Cut(starts, ends, codes, starts, ends, code_hashes(codes, starts, ends), np.zeros(len(starts), dtype=bool))
    strange = np.flatnonzero(word & (sorts >= ACCENT))
    if len(strange):
        _respell(found, text, sorts, strange)
    found.joined[1:] = _joined(found, codes, text)
    return found


def _characters(text: str) -> tuple[Codes, NDArray[np.uint8]]:
    """Give the folded characters of a text, and the sort of each."""
    folds, sorts = characters()
    packed = text.encode("utf-16-le", "surrogatepass")
    if len(packed) == 2 * len(text) and "Σ" not in text:
        places = np.frombuffer(packed, dtype="<u2").astype(np.intp)
        return folds.take(places, mode="clip"), sorts.take(places, mode="clip")
    folded = fold(text)  # the small form of Σ hangs on what is around it, and the tables end with the first plane
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    found = sorts.take(codes, mode="clip")
    for at in np.flatnonzero(codes >= BMP).tolist():
        found[at] = sort_of(folded[at])
    return codes, found


@lru_cache(maxsize=1)
def characters() -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
    """Give for each character of the first plane its folded form, and its sort."""
    folded = [fold(chr(code)) for code in range(BMP)]
    sorts = np.array([sort_of(letter) for letter in folded], dtype=np.uint8)
    sorts[-1] = 0
    return np.array([ord(letter) for letter in folded], dtype="<u2"), sorts


def sort_of(letter: str) -> int:
    """Tell a letter, a digit, a letter that loses its accent, one that no table can spell, and a mark in a word."""
    if letter in _APOSTROPHES or "\u0300" <= letter < "\u0370":
        return MARK
    if not letter.isalnum():
        return 0
    if letter.isdecimal():
        return DIGIT
    if letter.isascii() or "\u0400" <= letter <= "\u04ff":
        return LETTER
    bare = _bare(letter)
    if len(bare) != 1 or letter in "ʼʹʺ" or ord(letter) >= BMP:
        return HARD
    return LETTER if bare == letter else ACCENT


def _bare(letter: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", letter) if not unicodedata.combining(one))


@lru_cache(maxsize=1)
def bases() -> NDArray[np.uint32]:
    """Give for each letter of the first plane the one without its accent."""
    plain = np.arange(BMP, dtype="<u4")
    for code in np.flatnonzero(characters()[1] == ACCENT).tolist():
        plain[code] = ord(_bare(fold(chr(code))))
    return plain


def _settle(marks: Places, codes: Codes, sorts: NDArray[np.uint8], word: NDArray[np.bool_]) -> Places:
    """Take marks inside a word for a part of it, and cut an English possessive off.

    Gives where a number is written on to a word that has a mark in it ("O'Brien2"): it is a token of its own.
    """
    firsts = marks[np.diff(marks, prepend=-2) != 1]
    afters = marks[np.diff(marks, append=len(sorts) + 1) != 1] + 1
    letter = np.append(word & (sorts != DIGIT), False)
    inside = (firsts > 0) & word[firsts - 1] & letter[afters]
    firsts, afters = firsts[inside], afters[inside]
    ends = _ends_of_letters(letter, sorts, afters)
    spoken = (codes[afters - 1] >= 0x300) & (codes[afters - 1] < 0x370)
    goes_on = np.append(sorts, 0)[ends] == MARK
    goes_on[:-1] &= firsts[1:] == ends[:-1]  # a mark behind it joins on only where a letter follows that
    goes_on[-1:] = False
    possessive = (codes[afters] == ord("s")) & ~spoken & ~goes_on & (ends == afters + 1)
    kept = np.where(possessive, afters - 1, afters)
    word[ranges(firsts, kept - firsts)] = True
    word[afters[possessive]] = False
    ends = ends[~possessive]
    splits: Places = ends[np.append(sorts, 0)[ends] == DIGIT]
    return splits


def _ends_of_letters(letter: NDArray[np.bool_], sorts: NDArray[np.uint8], starts: Places) -> Places:
    """Give where the run of letters ends that starts at each place."""
    others = np.flatnonzero(~letter)
    ends: Places = np.minimum(others[np.searchsorted(others, starts)], len(sorts))
    return ends


def ranges(starts: Places, sizes: Places) -> Places:
    """Give the numbers of several ranges, one after another."""
    before = np.cumsum(sizes) - sizes
    found: Places = np.repeat(starts - before, sizes) + np.arange(int(sizes.sum()))
    return found


def _respell(found: Cut, text: str, sorts: NDArray[np.uint8], strange: Places) -> None:
    """Leave marks and the accents of Latin letters out of what is looked up."""
    owners = np.searchsorted(found.starts, strange, side="right") - 1
    found.ends, found.look_starts, found.look_ends = found.ends.copy(), found.starts.copy(), found.ends.copy()
    hard = np.unique(owners[sorts[strange] == HARD])
    words = {token: _spelled(found, text, token) for token in hard.tolist()}
    easy = np.setdiff1d(owners, hard)
    sizes = found.ends[easy] - found.starts[easy]
    places = ranges(found.starts[easy], sizes)
    owner = np.repeat(np.arange(len(easy)), sizes)
    codes = found.codes[places]
    foreign = np.bincount(owner[(codes >= 0x400) & (codes <= 0x4FF)], minlength=len(easy)) == 0
    codes = np.where(foreign[owner], bases().take(codes, mode="clip"), codes)
    kept = sorts[places] != MARK
    _put(found, easy, codes[kept], np.bincount(owner[kept], minlength=len(easy)))
    found.hashes[easy] = code_hashes(found.codes, found.look_starts[easy], found.look_ends[easy])
    if words:
        letters = np.frombuffer("".join(words.values()).encode("utf-32-le", "surrogatepass"), dtype="<u4")
        _put(found, hard, letters, np.array(list(map(len, words.values())), dtype=np.int64))
        found.hashes[hard] = [word_hash(word) for word in words.values()]


def _put(found: Cut, tokens: Places, codes: Codes, sizes: Places) -> None:
    """Put the words that tokens are looked up as behind the text."""
    found.look_ends[tokens] = len(found.codes) + np.cumsum(sizes)
    found.look_starts[tokens] = found.look_ends[tokens] - sizes
    found.codes = np.concatenate([found.codes, codes])


def _spelled(found: Cut, text: str, token: int) -> str:
    word, found.ends[token] = spelled(text, int(found.starts[token]), int(found.ends[token]))
    return word


def spelled(text: str, start: int, end: int) -> tuple[str, int]:
    """Spell a token as the tokenizer does, which may cut a possessive off; give the word and where it ends."""
    tokens = tokenize(text[start:end])
    return "".join(tokens.folded), start + tokens.ends[0] if len(tokens) == 1 else end


@lru_cache(maxsize=1)
def first_of_gaps() -> NDArray[np.uint8]:
    """Tell what the first character of a gap says: 1, alone it joins; 2, it never does; 0, one has to look."""
    gaps = np.zeros(BMP, dtype=np.uint8)
    gaps[[ord(letter) for letter in _PLAIN]] = 1
    gaps[[ord(letter) for letter in _NEVER]] = 2
    return gaps


def _joined(found: Cut, codes: Codes, text: str) -> NDArray[np.bool_]:
    """Tell for each token but the first whether it may continue a name."""
    before, after = found.ends[:-1], found.starts[1:]
    sizes = after - before
    says = first_of_gaps().take(codes[before], mode="clip")
    joined: NDArray[np.bool_] = (sizes == 0) | ((sizes == 1) & (says == 1))
    unsure = np.flatnonzero(~joined & (says != 2))
    if len(unsure):
        joined[unsure] = _unsure(found, codes, text, unsure)
    return joined


def _unsure(found: Cut, codes: Codes, text: str, tokens: Places) -> NDArray[np.bool_]:
    """Tell whether the gap behind each of these tokens joins; each sort of gap is asked about once."""
    starts, sizes = found.ends[tokens], found.starts[tokens + 1] - found.ends[tokens]
    packed = np.minimum(sizes, PACKED + 1) << (16 * PACKED)
    for place in range(PACKED):
        here = codes[np.minimum(starts + place, len(text) - 1)].astype(np.int64)
        packed |= np.where(place < sizes, np.minimum(here, BMP - 1) << (16 * place), 0)
    sorts, which = np.unique(packed, return_inverse=True)
    rules = np.array([rule_of(packed) for packed in sorts.tolist()], dtype=np.uint8)[which]
    joined: NDArray[np.bool_] = rules == _JOINS
    dotted = np.flatnonzero(rules >= _SHORTENED)
    short = _shortened(found, tokens[dotted])
    joined[dotted] = short
    for at, abbreviated in zip(dotted.tolist(), short.tolist(), strict=True):
        if rules[at] == _LONG:
            joined[at] = joins_long(text, int(starts[at]), int(starts[at] + sizes[at]), abbreviated=abbreviated)
    return joined


_APART, _JOINS, _SHORTENED, _LONG = range(4)
_ABBREVIATION, _NO_ABBREVIATION = "я", "яяя"
_BLANK = " \u00a0-"  # what may stand behind the full stop of an abbreviation


def joins_long(text: str, start: int, end: int, *, abbreviated: bool) -> bool:
    """Tell whether a long gap joins, behind an abbreviation or another word."""
    return joins(text[start:end], _ABBREVIATION if abbreviated else _NO_ABBREVIATION)


@lru_cache(maxsize=BMP)
def rule_of(packed: int) -> int:
    """Say what a gap does: join, join behind an abbreviation alone, or neither; a long one is looked at each time."""
    size = packed >> (16 * PACKED)
    gap = "".join(chr((packed >> (16 * place)) & (BMP - 1)) for place in range(min(size, PACKED)))
    if size > PACKED:
        dotted = gap[0] == "." and not gap[1:].strip(_BLANK)
        return _LONG if dotted or gap[0] in _APOSTROPHES or gap.isspace() else _APART
    if joins(gap, _NO_ABBREVIATION):
        return _JOINS
    return _SHORTENED if joins(gap, _ABBREVIATION) else _APART


def _shortened(found: Cut, tokens: Places) -> NDArray[np.bool_]:
    """Tell which tokens are initials or abbreviations."""
    known = known_abbreviations()
    hashes = found.hashes[tokens]
    places = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    short: NDArray[np.bool_] = (found.look_ends[tokens] - found.look_starts[tokens] == 1) | (known[places] == hashes)
    return short


@lru_cache(maxsize=1)
def known_abbreviations() -> NDArray[np.uint64]:
    """Give the hashes of the abbreviations whose full stop does not end a name, in order."""
    return np.sort(np.array([word_hash(word) for word in abbreviations()], dtype=np.uint64))
