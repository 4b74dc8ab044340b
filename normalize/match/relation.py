"""What two words of two names are to each other: one word in two spellings, an initial, a slip, or two."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from normalize.keys import alternates, skeleton
from normalize.match.alike import consonants, edits, likeness
from normalize.names import given_names
from normalize.text import fold
from normalize.types import Reason, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SPELT_ALIKE = 1.0
_INFLECTED = 0.97
_INITIAL = 0.92
_OTHER_SUFFIX = 0.6  # Дегтярёв and Дегтяренко are two families, however alike
_MISHEARD = 0.75
_LOOSE = 0.68  # below it two words are two words
_SLIPS = (0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3)  # that a skeleton of so many sounds may have


# Of two bonds the weaker decides: Саша is Александр, and Александр is Oleksandr.
_BONDS = {Rule.ROMANIZED: 0.99, Rule.EQUIVALENT: 0.95, Rule.NICKNAME: 0.88}


class Verdict(StrEnum):
    """Whether two names can name one thing."""

    SAME = "same"
    DIFFERENT = "different"
    AMBIGUOUS = "ambiguous"


class Outcome(NamedTuple):
    """What one kind of comparison answers."""

    verdict: Verdict
    score: float
    reasons: tuple[Reason, ...]


class Relation(NamedTuple):
    """How two words go together, and how well from 0 to 1."""

    rule: Rule
    score: float


_FAR = Relation(Rule.CONTRADICTION, 0.25)


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
    )


def far(one: Word, other: Word) -> bool:
    """Tell at a glance that two words are two: they share less than half of their consonants.

    Spellings of one given name are never far, for "Саша" is "Александр"; nor is an initial.
    """
    shared = 2 * (one.mask & other.mask).bit_count()
    return (shared < one.count or shared < other.count) and one.called.isdisjoint(other.called)


@lru_cache(maxsize=65536)
def relation(a: str, b: str, *, given: bool = False) -> Relation:
    """Say what two words are to each other; `given` lets given names be one through the table of them.

    >>> relation("Щербакова", "Shcherbakov").rule
    <Rule.INFLECTED: 'inflected'>
    >>> relation("Дегтярёв", "Degtyarenko").rule
    <Rule.CONTRADICTION: 'contradiction'>
    """
    one, other = word(a), word(b)
    if one.folded == other.folded:
        return Relation(Rule.SAME, _SPELT_ALIKE)
    if one.initial or other.initial:
        return _initial(a, b)
    if not one.sounds.isdisjoint(other.sounds) or _same_but_stress(one.keys[0], other.keys[0]):
        return Relation(Rule.ROMANIZED, _SPELT_ALIKE)
    kin = kinship(a, b) if given else None
    if kin:
        return kin
    if not one.stems.isdisjoint(other.stems):
        return Relation(Rule.INFLECTED, _INFLECTED)
    return _FAR if far(one, other) else _slip(one, other)


def _same_but_stress(one: str, other: str) -> bool:
    """Tell adjectives of which one is stressed on the ending: Толстый and Толстой, Донской and Donsky."""
    return len(one) > 3 and one.endswith("i") and other.endswith("i") and _unstressed(one) == _unstressed(other)


def _unstressed(key: str) -> str:
    return key[:-2] if key.endswith("oi") else key[:-1]


def is_initial(word: str) -> bool:
    """Tell an initial: one letter, or two with a full stop ("Ю.", "Yu.").

    >>> is_initial("Yu."), is_initial("В"), is_initial("Ян")
    (True, True, False)
    """
    bare = word.rstrip(".")
    return len(bare) == 1 or (len(bare) == 2 and word.endswith("."))


def _initial(a: str, b: str) -> Relation:
    short, long = sorted((a.rstrip("."), b.rstrip(".")), key=len)
    fits = _begins(short, long)
    return Relation(Rule.INITIAL, _INITIAL) if fits else Relation(Rule.CONTRADICTION, 0.0)


def _begins(short: str, long: str) -> bool:
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
        if name not in bonds or _BONDS[rule] > _BONDS[bonds[name]]:
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


def is_given(word: str) -> bool:
    """Tell whether the table of given names knows a word in any spelling."""
    return bool(_names(word))


@lru_cache(maxsize=16384)
def kinship(a: str, b: str) -> Relation | None:
    """Say how two given names are one name, if the table knows both.

    >>> kinship("Саша", "Oleksandr").rule
    <Rule.NICKNAME: 'nickname'>
    >>> kinship("Алексей", "Александр").rule
    <Rule.CONTRADICTION: 'contradiction'>
    >>> kinship("Алексей", "Xyz") is None
    True
    """
    one, other = word(a), word(b)
    if not one.names or not other.names:
        return None
    both = one.called & other.called
    bonds = [min(one.names[name], other.names[name], key=_BONDS.__getitem__) for name in both]
    if not bonds:
        return Relation(Rule.CONTRADICTION, 0.3)
    rule = max(bonds, key=_BONDS.__getitem__)
    return Relation(rule, _BONDS[rule])


def _slip(a: Word, b: Word) -> Relation:
    score, one, other = max((likeness(one, other), one, other) for one in a.keys for other in b.keys)
    stems = likeness(a.stem, b.stem) * _INFLECTED
    if stems > score:
        score, one, other = stems, a.stem, b.stem
    if _derived(a.stem, b.stem):
        return Relation(Rule.CONTRADICTION, min(score, _OTHER_SUFFIX))
    slips = _SLIPS[min(len(one), len(other), len(_SLIPS) - 1)]
    if score >= _LOOSE and (edits(one, other) <= slips or _foreign(a, b)):
        return Relation(Rule.TYPO, score)
    if _misheard(a, b) or _misplaced(a.text, b.keys) or _misplaced(b.text, a.keys):
        return Relation(Rule.TYPO, max(score, _MISHEARD))
    return Relation(Rule.CONTRADICTION, min(score, _LOOSE))


def _foreign(a: Word, b: Word) -> bool:
    """Tell two alphabets' spellings of a word that no Slavic suffix ends: they vary without rule."""
    return a.text.isascii() != b.text.isascii() and not _suffix(a.stem) and not _suffix(b.stem)


def _derived(a: str, b: str) -> bool:
    """Tell two surnames of one root, or a name and the surname made of it: no slip of the pen."""
    one, other = _suffix(a), _suffix(b)
    if one and other:
        return one != other
    short, long = sorted((a, b), key=len)
    return bool(one or other) and long == short + (one or other)


def _misheard(a: Word, b: Word) -> bool:
    """Tell two alphabets' spellings that share every consonant: Берд and Baird."""
    if a.text.isascii() == b.text.isascii() or a.stem[:1] != b.stem[:1]:
        return False
    bones = skeleton(a.text, 3)
    return len(bones) >= 3 and bones == skeleton(b.text, 3)


def _misplaced(word: str, keys: tuple[str, ...]) -> bool:
    """Tell a Latin word whose h has moved by one letter, which breaks a digraph: Anokihn."""
    if not word.isascii() or len(word) > 20:
        return False
    places = [place for place in range(1, len(word)) if "h" in word[place - 1 : place + 1].lower()]
    swapped = (word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :] for i in places)
    return any(skeleton(other, "1c") in keys for other in swapped)


def is_surname(word: str) -> bool:
    """Tell a word that ends as the surnames of Russia and its neighbours do."""
    return bool(_suffix(skeleton(word)))


@lru_cache(maxsize=32768)
def _suffix(stem: str) -> str:
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
