"""Names made ready for comparison: what is known of one word, and of one person's name, worked out once."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from normalize.keys import alternates, skeleton
from normalize.match.alike import column, consonants
from normalize.names import (
    given_names,
)
from normalize.text import Script, fold, script
from normalize.translit import is_palladius
from normalize.types import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Of two bonds the weaker decides: Саша is Александр, and Александр is Oleksandr.
BONDS = {Rule.ROMANIZED: 0.99, Rule.EQUIVALENT: 0.95, Rule.NICKNAME: 0.88}

_PART = re.compile(r"[^\W\d_]+(?:['’ʼ`´ʹʺ][^\W\d_]+)*\.?")
_MOST_WAYS = 4
_LIKELY = 0.3  # a way to read a name that is rarer than this raises no doubt
_POSSIBLE = 0.08  # a case form that is as rare as this is still one
_RARE = 0.25
_SLIPS = (0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3)  # that a skeleton of so many sounds may have
_UNHEARD = 2  # consonants of a foreign word may be lost in what Russian writes for it: Renault, Рено
_MOVED_H = 2  # consonants change where the h of a digraph has moved: Anokihn


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
    mask: int  # a bit for each consonant that any key or stem has
    sure: int  # a bit for each consonant that all of them have
    count: int  # of the consonants in the key that has fewest
    slips: int  # that it may have
    moved: int  # the consonants that change where the h of one of its digraphs has moved
    latin: bool
    numbered: bool  # has a digit
    slavic: bool  # ends as a Slavic surname does, which sounds alike in all spellings


@lru_cache(maxsize=65536)
def word(text: str) -> Word:
    """Prepare a word for comparison."""
    keys, stems, initial = alternates(text, "1c"), alternates(text, 2), is_initial(text)
    masks, names = [_mask(key) for key in keys], {} if initial else _names(text)
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
        -1 if initial else reduce(or_, masks),
        0 if initial else reduce(and_, (*masks, *map(_mask, stems))),
        0 if initial else min(mask.bit_count() for mask in masks),
        slips(max(map(len, keys))),
        _MOVED_H if "h" in text.lower() and text.isascii() and len(text) <= 20 else 0,
        script(text) is Script.LATIN,
        any(map(str.isdigit, text)),
        bool(suffix(stems[0])) and not is_palladius(text),
    )


def slips(length: int) -> int:
    """Say how many slips of the pen a skeleton of so many sounds may have."""
    return _SLIPS[min(length, len(_SLIPS) - 1)]


@lru_cache(maxsize=65536)
def _mask(key: str) -> int:
    mask = 0
    for letter in consonants(key.replace("dz", "z")):  # дж is one sound, for which Latin may write g or j
        mask |= 1 << (ord(letter) & 63)
    return mask


def far(one: Word, other: Word) -> bool:
    """Tell at a glance that two words are two: they share too few of their consonants.

    A slip changes one consonant at most, so that words are two if either lacks more of the other's than it may
    have slips. Spellings of one given name are never far, for "Саша" is "Александр"; nor is an initial. Foreign
    names in two alphabets share little ("Wright" is Райт), but something.
    """
    shared = (one.mask & other.mask).bit_count()
    if one.latin is not other.latin and not (one.slavic and other.slavic):
        lacks = (one.sure & ~other.mask).bit_count()
        close = lacks <= _UNHEARD and lacks <= shared + _UNHEARD
        if close:
            lost = (other.sure & ~one.mask).bit_count()
            close = lost <= _UNHEARD and lacks + lost <= shared + _UNHEARD
    else:
        close = 2 * shared >= one.count and 2 * shared >= other.count
        if close:
            most = min(one.slips, other.slips) + (one.moved | other.moved)
            close = (one.sure & ~other.mask).bit_count() <= most and (other.sure & ~one.mask).bit_count() <= most
    if not close and one.called.isdisjoint(other.called):
        return True
    return one.slavic is not other.slavic and _surname_and_given(one, other)


def _surname_and_given(one: Word, other: Word) -> bool:
    """Tell a Slavic surname in Cyrillic and a given name; in Latin many a foreign word ends like such a surname."""
    surname, given = (one, other) if one.slavic else (other, one)
    foreign = surname.latin or surname.called or not given.called
    return not foreign and surname.stems.isdisjoint(given.stems)


def is_initial(word: str) -> bool:
    """Tell an initial: one letter, or two with a full stop ("Ю.", "Yu.").

    >>> is_initial("Yu."), is_initial("В"), is_initial("Ян")
    (True, True, False)
    """
    bare = word.rstrip(".")
    return len(bare) == 1 or (len(bare) == 2 and word.endswith("."))


def begins(short: str, long: str) -> bool:
    """Tell that an initial, in either alphabet, is the first letter of a word, or may stand for it."""
    first, whole = fold(short), fold(long)
    if whole.startswith(first):
        return True
    if len(first) == 1 and first.isascii():  # "Y." alone may be Ю., Я. or Е.
        return first in _initials().get(whole[:1], ())
    if len(whole) == 1 and whole.isascii():
        return whole in _initials().get(first, ())
    start = skeleton(first, "1c")
    return bool(start) and any(key.startswith(start) for key in alternates(whole, "1c"))


@lru_cache(maxsize=1)
def _initials() -> Mapping[str, frozenset[str]]:
    pairs = zip(column("initials.csv", "letter"), column("initials.csv", "latin"), strict=True)
    return {letter: frozenset(latin.split("|")) for letter, latin in pairs}


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


def given_names_of(word: str) -> frozenset[str]:
    """Give the given names that a word may stand for, in any alphabet and case form; none for other words.

    Names that are joined or searched by their spelling miss "Саша" beside "Aleksandr": the name behind the pet name
    is what both have. A spelling may stand for several.

    >>> sorted(given_names_of("Sasha")), given_names_of("Щербаков")
    (['Александр', 'Александра'], frozenset())
    """
    return frozenset(_names(word))


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
