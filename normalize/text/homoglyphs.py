"""Letters of one alphabet that were typed for their look-alikes in another.

A word of two alphabets is put into one if every strange letter in it has a look-alike there; otherwise it is
left as it is and reported. The look-alikes are rows of `data/homoglyphs.csv`: a `twin` has the same shape, a
`near` letter a similar one, which is believed only where strange letters are few. Sources: `uts39` is the
confusables table of Unicode, `observed` was seen in published lists of names, `own` is our own knowledge.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from normalize.text.script import CYRILLIC, GREEK, LATIN, LETTERS, MARKS, Script
from normalize.types import Span

_LONGEST = 64  # letters; what is longer is no word
_SHORT = 4
_SAMPLE = 4096  # letters of a text that tell its main alphabet

_STRANGE_IN_CYRILLIC = re.compile(f"[{LATIN}](?:[{CYRILLIC}]|(?<=[{CYRILLIC}].))")
_STRANGE_IN_LATIN = re.compile(f"[{CYRILLIC}](?:[{LATIN}]|(?<=[{LATIN}].))")
_STRANGE_GREEK = re.compile(f"[{GREEK}](?:[{LATIN}{CYRILLIC}]|(?<=[{LATIN}{CYRILLIC}].))")
_MIXED_WORD = re.compile(
    f"(?<![{LETTERS}{MARKS}])(?:[{CYRILLIC}]++(?=[{LATIN}{GREEK}])|[{LATIN}]++(?=[{CYRILLIC}{GREEK}])"
    f"|[{GREEK}]++(?=[{CYRILLIC}{LATIN}]))[{LETTERS}]++(?![{MARKS}])"
)
_INFLECTED_ACRONYM = re.compile("[A-Z]{2,}[а-яёіїєґ]+")
_CYRILLIC = re.compile(f"[{CYRILLIC}]")
_LATIN = re.compile(f"[{LATIN}]")
_LETTER = {Script.CYRILLIC: _CYRILLIC, Script.LATIN: _LATIN}


class Unmixed(NamedTuple):
    """A text with one alphabet a word: which letters were changed, and which words could not be."""

    text: str
    letters: tuple[int, ...]
    left: tuple[Span, ...]


class Lookalikes(NamedTuple):
    """Look-alikes in one alphabet: of the same shape, and of the same or a similar shape."""

    twins: dict[int, str]
    all: dict[int, str]


def alternatives(word: str) -> tuple[str, ...]:
    """Read a word that looks the same in the other alphabet in that alphabet.

    Only the gazetteer can tell which was meant: "ВВС" is an air force, "BBC" a broadcaster, and on the page
    they are the same three shapes.

    >>> alternatives("BBC"), alternatives("BCУ"), alternatives("ПВО")
    (('ВВС',), ('ВСУ', 'BCY'), ())
    """
    if len(word) > _LONGEST:
        return ()
    tables = lookalikes()
    cyrillic = word.translate(tables[Script.CYRILLIC].twins)
    latin = word.translate(tables[Script.LATIN].twins)
    return tuple(
        other
        for other, strange in ((cyrillic, _LATIN), (latin, _CYRILLIC))
        if other != word and not strange.search(other)
    )


def mixes_scripts(text: str) -> bool:
    """Tell, at some 150 million letters a second, whether any word of a text is in two alphabets.

    >>> mixes_scripts("FPV-дрон, T-72Б"), mixes_scripts("Bacилий")
    (False, True)
    """
    if text.isascii():
        return False
    head = text[:256]
    mostly_latin = 2 * len(head.encode(errors="replace")) < 3 * len(head)
    strange = _STRANGE_IN_LATIN if mostly_latin else _STRANGE_IN_CYRILLIC
    return strange.search(text) is not None or _STRANGE_GREEK.search(text) is not None


def unmix(text: str) -> Unmixed:
    """Put every word that mixes alphabets into the one it was meant in.

    Compounds joined by a hyphen or a digit are several words here: "FPV-дрон" and "T-72Б" stay.

    >>> unmix("Bacилий, Гончаровsky").text
    'Василий, Гончаровsky'
    >>> unmix("Bacилий, Гончаровsky").left
    (Span(start=9, end=20),)
    """
    pieces: list[str] = []
    letters: list[int] = []
    left: list[Span] = []
    done = 0
    preferred = _main_script(text)
    for match in _MIXED_WORD.finditer(text):
        start, end = match.span()
        word = match.group() if end - start <= _LONGEST else ""
        repaired = _in_one_script(word, preferred)
        if repaired == word:
            left.append(Span(start, end))
            continue
        letters += [start + place for place in range(end - start) if word[place] != repaired[place]]
        pieces += (text[done:start], repaired)
        done = end
    repaired_text = "".join((*pieces, text[done:])) if pieces else text
    return Unmixed(repaired_text, tuple(letters), tuple(left))


@lru_cache(maxsize=4096)
def _in_one_script(word: str, preferred: Script) -> str:
    if _INFLECTED_ACRONYM.fullmatch(word):  # "ATACMSа": a Latin acronym with a Russian ending
        return word
    counts = {alphabet: len(letter.findall(word)) for alphabet, letter in _LETTER.items()}
    for target in _order(counts, preferred):
        table = lookalikes()[target]
        strangers_are_few = 2 * counts[target] > len(word)
        repaired = word.translate(table.all if strangers_are_few else table.twins)
        if len(_LETTER[target].findall(repaired)) == len(word):
            return repaired
    return word


def _order(counts: dict[Script, int], preferred: Script) -> list[Script]:
    # Of a few letters, as in "BCУ", most may be the mistaken ones: there the text around decides.
    if sum(counts.values()) <= _SHORT:
        return sorted(counts, key=lambda alphabet: alphabet != preferred)
    return sorted(counts, key=lambda alphabet: (-counts[alphabet], alphabet != preferred))


def _main_script(text: str) -> Script:
    sample = text[:_SAMPLE]
    if len(_LATIN.findall(sample)) > len(_CYRILLIC.findall(sample)):
        return Script.LATIN
    return Script.CYRILLIC


@lru_cache(maxsize=1)
def lookalikes() -> dict[Script, Lookalikes]:
    """Give the tables for `str.translate`, by the alphabet they lead to."""
    source = resources.files("normalize.text").joinpath("data/homoglyphs.csv")
    rows = list(csv.DictReader(source.read_text("utf-8").splitlines()))
    return {target: _table(rows, target) for target in (Script.CYRILLIC, Script.LATIN)}


def _table(rows: list[dict[str, str]], target: Script) -> Lookalikes:
    known = [row for row in rows if row[target]]
    twins = {ord(row["letter"]): row[target] for row in known if row["fit"] == "twin"}
    return Lookalikes(twins, {ord(row["letter"]): row[target] for row in known})
