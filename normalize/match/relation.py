"""What two words of two names are to each other: one word in two spellings, an initial, a slip, or two."""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from normalize.keys import skeleton
from normalize.match.alike import column, consonants, edits, likeness
from normalize.match.words import BONDS, Word, begins, far, slips, suffix, word
from normalize.translit import heard_as
from normalize.types import Reason, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPELT_ALIKE = 1.0
_INFLECTED = 0.97
_INITIAL = 0.92
_OTHER_SUFFIX = 0.6  # Дегтярёв and Дегтяренко are two families, however alike
_MISHEARD = 0.75
_LOOSE = 0.68  # below it two words are two words
_HER_ENDING = re.compile("(?<=...)(?:[оеё]й|[ыиуюе])$")
_SHORT_ROOT = 4
_SIBILANTS = str.maketrans("SzZcC", "sssss")  # schemes write ж as "sh" and "z", ч as "c"
_BY_EAR_ALIKE = str.maketrans("oi", "ae")
_ROOTED = frozenset({"ov", "ev"})  # suffixes that only Slavic surnames have


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


@lru_cache(maxsize=4096)
def calibrated(verdict: Verdict, score: float) -> float:
    """Turn a raw score into the probability that the two names are one, as counted on the development pairs.

    "Same" begins at one half, below it names are different; docs/internals/calibration.md has the table.

    >>> calibrated(Verdict.SAME, 1.0) > 0.99, calibrated(Verdict.DIFFERENT, 0.05) < 0.1
    (True, True)
    """
    if verdict is Verdict.AMBIGUOUS:
        return score
    knots = _knots(verdict)
    at = bisect_left(knots, (score, 0.0))
    if at in (0, len(knots)):
        return knots[min(at, len(knots) - 1)][1]
    (left, low), (right, high) = knots[at - 1], knots[at]
    return low + (high - low) * (score - left) / (right - left)


@lru_cache(maxsize=2)
def _knots(verdict: Verdict) -> tuple[tuple[float, float], ...]:
    columns = (column("calibration.csv", name) for name in ("verdict", "score", "probability"))
    rows = [(float(score), float(share)) for name, score, share in zip(*columns, strict=True) if name == verdict]
    return tuple(sorted(rows))


class Relation(NamedTuple):
    """How two words go together, and how well from 0 to 1."""

    rule: Rule
    score: float


UNLIKE = Relation(Rule.CONTRADICTION, 0.25)
_SAME = Relation(Rule.SAME, _SPELT_ALIKE)
_ROMANIZED = Relation(Rule.ROMANIZED, _SPELT_ALIKE)
_FORM = Relation(Rule.INFLECTED, _INFLECTED)
_BY_EAR = Relation(Rule.ROMANIZED, 0.9)
_FORM_BY_EAR = Relation(Rule.INFLECTED, 0.9 * _INFLECTED)


def relation(a: str, b: str, *, given: bool = False) -> Relation:
    """Say what two words are to each other; `given` lets given names be one through the table of them.

    >>> relation("Щербакова", "Shcherbakov").rule
    <Rule.INFLECTED: 'inflected'>
    >>> relation("Дегтярёв", "Degtyarenko").rule
    <Rule.CONTRADICTION: 'contradiction'>
    """
    return related(word(a), word(b), given=given)


def related(one: Word, other: Word, *, given: bool = False) -> Relation:
    """Say the same of words that are prepared; the cheap questions come first, and what is dear is remembered."""
    alike = spelt_alike(one, other)
    if alike or one.initial or other.initial:
        return alike or _initial(one.text, other.text)
    kin = kinship(one.text, other.text) if given and one.called and other.called else None
    if kin:
        return (_by_ear(one, other) or kin) if kin.rule is Rule.CONTRADICTION else kin
    if not one.stems.isdisjoint(other.stems):
        return _FORM
    return UNLIKE if far(one, other) else _distant(one.text, other.text)


def _by_ear(one: Word, other: Word) -> Relation | None:
    """Tell a foreign given name that Russian writes as another one of the table: "Hayk" is Айк, not only Гайк."""
    if one.latin is other.latin or far(one, other):
        return None
    found = _distant(one.text, other.text)
    return found if found is _BY_EAR else None


def spelt_alike(one: Word, other: Word) -> Relation | None:
    """Tell one word in two spellings, or in one."""
    if one.folded == other.folded:
        return _SAME
    if one.initial or other.initial:
        return None
    if not one.sounds.isdisjoint(other.sounds) or _same_but_stress(one.keys[0], other.keys[0]):
        return _ROMANIZED
    return None


@lru_cache(maxsize=32768)
def _distant(a: str, b: str) -> Relation:
    """Judge words that look like two: of two alphabets by what they sound like, else by slips of the pen."""
    one, other = word(a), word(b)
    if one.numbered or other.numbered:
        return UNLIKE  # a slip in a number makes another number
    foreign = one.latin is not other.latin and not (one.slavic and other.slavic)
    return (_heard(one, other) if foreign else None) or _slip(one, other)


def _heard(one: Word, other: Word) -> Relation | None:
    """Tell a foreign word and what Russian writes for it by ear: Wright and Райт."""
    latin, cyrillic = (one, other) if one.latin else (other, one)
    left = heard_as(latin.folded, cyrillic.folded)
    if left is None and latin.folded.endswith("a"):
        left = next((end for bare, end in _of_women(cyrillic.folded) if heard_as(latin.folded, bare) == ""), None)
    if left is None:
        return None
    return _FORM_BY_EAR if left else _BY_EAR


def _of_women(cyrillic: str) -> Iterator[tuple[str, str]]:
    """Give a case form back the ending of its nominative: "Джорджи" is a form of Джорджа."""
    ending = _HER_ENDING.search(cyrillic)
    if ending:
        yield cyrillic[: ending.start()] + "а", ending[0]


def _same_but_stress(one: str, other: str) -> bool:
    """Tell adjectives of which one is stressed on the ending: Толстый and Толстой, Донской and Donsky."""
    return len(one) > 3 and one.endswith("i") and other.endswith("i") and _unstressed(one) == _unstressed(other)


def _unstressed(key: str) -> str:
    return key[:-2] if key.endswith("oi") else key[:-1]


@lru_cache(maxsize=16384)
def _initial(a: str, b: str) -> Relation:
    short, long = sorted((a.rstrip("."), b.rstrip(".")), key=len)
    fits = begins(short, long)
    return Relation(Rule.INITIAL, _INITIAL) if fits else Relation(Rule.CONTRADICTION, 0.0)


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
    bonds = [min(one.names[name], other.names[name], key=BONDS.__getitem__) for name in both]
    if not bonds:
        return Relation(Rule.CONTRADICTION, 0.3)
    rule = max(bonds, key=BONDS.__getitem__)
    return Relation(rule, BONDS[rule])


def _slip(a: Word, b: Word) -> Relation:
    """Tell one word with a slip of the pen from two words."""
    if not (_few_slips(a, b) or _misspelt(a, b)):
        return UNLIKE
    score, one, other = max((likeness(one, other), one, other) for one in a.keys for other in b.keys)
    stems = likeness(a.stem, b.stem) * _INFLECTED
    if stems > score:
        score, one, other = stems, a.stem, b.stem
    if _derived(a.stem, b.stem) or _another_root(a.stem, b.stem):
        return Relation(Rule.CONTRADICTION, min(score, _OTHER_SUFFIX))
    most = slips(min(len(one), len(other))) + _foreign(a, b)
    if score >= _LOOSE and edits(one, other) <= most and not _longer(one, other):
        return Relation(Rule.TYPO, score)
    if _misspelt(a, b):
        return Relation(Rule.TYPO, max(score, _MISHEARD))
    return Relation(Rule.CONTRADICTION, min(score, _LOOSE))


def _few_slips(a: Word, b: Word) -> bool:
    """Tell whether any two spellings, or the stems, are within the slips that words so long may have."""
    most = min(a.slips, b.slips) + _foreign(a, b)
    return edits(a.stem, b.stem) <= most or any(edits(one, other) <= most for one in a.keys for other in b.keys)


def _misspelt(a: Word, b: Word) -> bool:
    return _misheard(a, b) or _misplaced(a, b) or _misplaced(b, a)


def _another_root(a: str, b: str) -> bool:
    """Tell two surnames of one suffix whose roots end differently (Рублёв, Рубцов), or short roots (Котов, Китов).

    The end of a root is where Russian makes a new word of an old one; a slip of the pen falls anywhere.
    """
    ending = suffix(a)
    if ending not in _ROOTED or ending != suffix(b):
        return False
    roots = ((stem[: -len(ending)]).translate(_SIBILANTS) for stem in (a, b))
    one, other = sorted(roots, key=len)
    if sorted(one) == sorted(other):
        return False  # letters that have changed places
    if consonants(one) == consonants(other):  # vowels by ear
        return len(one) < _SHORT_ROOT and one.translate(_BY_EAR_ALIKE) != other.translate(_BY_EAR_ALIKE)
    return len(one) < _SHORT_ROOT or other.startswith(one[:-1])


def _longer(a: str, b: str) -> bool:
    """Tell that one word goes on where the other ends, by more than a slip: Tusk and Тусклый."""
    one, other = sorted((consonants(a), consonants(b)), key=len)
    return len(other) - len(one) > 1


def _foreign(a: Word, b: Word) -> bool:
    """Tell two alphabets' spellings of a word that no Slavic suffix ends: they vary without rule."""
    return a.text.isascii() != b.text.isascii() and not suffix(a.stem) and not suffix(b.stem)


def _derived(a: str, b: str) -> bool:
    """Tell two surnames of one root, or a name and the surname made of it: no slip of the pen."""
    one, other = suffix(a), suffix(b)
    if one and other:
        return one != other
    short, long = sorted((a, b), key=len)
    ending = one or other
    if not ending:
        return False
    root = (a if one else b)[: -len(ending)]
    rest = (b if one else a).removeprefix(root)
    return long == short + ending or (len(root) > 2 and ending in _ROOTED and edits(rest, ending) == len(ending) > 1)


def _misheard(a: Word, b: Word) -> bool:
    """Tell two alphabets' spellings that share every consonant: Берд and Baird."""
    if a.text.isascii() == b.text.isascii() or a.stem[:1] != b.stem[:1]:
        return False
    bones = skeleton(a.text, 3)
    return len(bones) >= 3 and bones == skeleton(b.text, 3)


def _misplaced(one: Word, other: Word) -> bool:
    """Tell a Latin word whose h has moved by one letter, which breaks a digraph: Anokihn."""
    return bool(one.moved) and not other.sounds.isdisjoint(_moved(one.text))


@lru_cache(maxsize=16384)
def _moved(latin: str) -> frozenset[str]:
    """Give the skeletons of a Latin word in which an h goes one letter back or forth."""
    places = [place for place in range(1, len(latin)) if "h" in latin[place - 1 : place + 1].lower()]
    swapped = (latin[: i - 1] + latin[i] + latin[i - 1] + latin[i + 1 :] for i in places)
    return frozenset(skeleton(other, "1c") for other in swapped)
