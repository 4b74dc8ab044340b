"""The words of names: what is known of one word, made ready once for all its comparisons."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from normalize.keys import alternates, skeleton
from normalize.match.alike import consonants
from normalize.names import given_names
from normalize.text import Script, fold, script
from normalize.types import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Of two bonds the weaker decides: Саша is Александр, and Александр is Oleksandr.
BONDS = {Rule.ROMANIZED: 0.99, Rule.EQUIVALENT: 0.95, Rule.NICKNAME: 0.88}


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word of a name with all that is asked of it again and again; made once, by `word`."""

    text: str
    folded: str
    initial: bool
    keys: tuple[str, ...]
    sounds: frozenset[str]  # the same keys
    stem: str
    stems: frozenset[str]
    names: Mapping[str, Rule]  # the given names that it may be, and by what bond
    called: frozenset[str]  # the same names
    mask: int  # a bit for each consonant
    count: int  # of the bits
    latin: bool
    slavic: bool  # ends as a Slavic surname does, which sounds alike in all spellings


@lru_cache(maxsize=65536)
def word(text: str) -> Word:
    """Prepare a word for comparison."""
    keys, stems, initial = alternates(text, "1c"), alternates(text, 2), is_initial(text)
    letters = set(consonants("".join(keys)))
    mask = 0
    for letter in letters:
        mask |= 1 << (ord(letter) & 63)
    names = {} if initial else _names(text)
    return Word(
        text,
        fold(text),
        initial,
        keys,
        frozenset(keys),
        stems[0],
        frozenset(stems),
        names,
        frozenset(names),
        -1 if initial else mask,
        0 if initial else mask.bit_count(),
        script(text) is Script.LATIN,
        bool(suffix(stems[0])),
    )


def far(one: Word, other: Word) -> bool:
    """Tell at a glance that two words are two: they share less than half of their consonants.

    Spellings of one given name are never far, for "Саша" is "Александр"; nor is an initial. Foreign names in
    two alphabets share little ("Wright" is Райт), but something.
    """
    shared = (one.mask & other.mask).bit_count()
    if 2 * shared >= one.count and 2 * shared >= other.count:
        return False
    foreign = (
        3 * shared >= max(one.count, other.count) and one.latin != other.latin and not (one.slavic or other.slavic)
    )
    return not foreign and one.called.isdisjoint(other.called)


def is_initial(word: str) -> bool:
    """Tell an initial: one letter, or two with a full stop ("Ю.", "Yu.").

    >>> is_initial("Yu."), is_initial("В"), is_initial("Ян")
    (True, True, False)
    """
    bare = word.rstrip(".")
    return len(bare) == 1 or (len(bare) == 2 and word.endswith("."))


@lru_cache(maxsize=1)
def _given() -> Mapping[str, Mapping[str, Rule]]:
    """Map the skeleton of each written given name to the names that it may be, and how."""
    table: dict[str, dict[str, Rule]] = defaultdict(dict)
    for name, form, rule in _given_spellings():
        bonds = table[skeleton(form, "1c")]
        if name not in bonds or BONDS[rule] > BONDS[bonds[name]]:
            bonds[name] = rule
    return dict(table)


@lru_cache(maxsize=1)
def _given_stems() -> Mapping[str, str]:
    """Map level 2 to level 1c of given names, where it is sure: oblique forms come home by it."""
    stems: dict[str, set[str]] = defaultdict(set)
    for name in given_names():
        stems[skeleton(name.name)].add(skeleton(name.name, "1c"))
    return {stem: keys.pop() for stem, keys in stems.items() if len(keys) == 1}


def _names(word: str) -> Mapping[str, Rule]:
    for key in alternates(word, "1c"):
        if key in _given():
            return _given()[key]
    return _given().get(_given_stems().get(skeleton(word), ""), {})


def _given_spellings() -> Iterator[tuple[str, str, Rule]]:
    for entry in given_names():
        for rule, forms in (
            (Rule.ROMANIZED, (entry.name, *entry.latin)),
            (Rule.EQUIVALENT, entry.counterparts),
            (Rule.NICKNAME, entry.diminutives),
        ):
            yield from ((entry.name, form, rule) for form in forms)
    columns = (column("nicknames.csv", name) for name in ("name", "spellings", "short"))
    for name, spellings, short in zip(*columns, strict=True):  # English given names, which the other table has not
        yield from ((name, form, Rule.ROMANIZED) for form in spellings.split("|"))
        yield from ((name, form, Rule.NICKNAME) for form in short.split("|"))


def is_given(word: str) -> bool:
    """Tell whether the table of given names knows a word in any spelling."""
    return bool(_names(word))


def is_surname(word: str) -> bool:
    """Tell a word that ends as the surnames of Russia and its neighbours do."""
    return bool(suffix(skeleton(word)))


@lru_cache(maxsize=32768)
def suffix(stem: str) -> str:
    """Give the skeleton of the suffix that a surname of the region ends in, or ""."""
    found = _suffixes().search(stem)
    return found[0] if found else ""


@lru_cache(maxsize=1)
def _suffixes() -> re.Pattern[str]:
    stems = {skeleton(suffix) for suffix in column("surname_suffixes.csv", "suffix")}
    return re.compile(f"(?<=..)(?:{'|'.join(sorted(stems, key=len, reverse=True))})$")


@lru_cache(maxsize=32)
def column(table: str, name: str) -> tuple[str, ...]:
    """Read one column of one of this room's tables."""
    text = files(__package__).joinpath("data", table).read_text(encoding="utf-8")
    return tuple(row[name] for row in csv.DictReader(text.splitlines()))
