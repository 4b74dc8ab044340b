"""Whether two names of places can name one place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from normalize.keys import alternates, skeleton
from normalize.match.alike import column, edits
from normalize.match.relation import Outcome, Relation, Verdict, relation
from normalize.names import parse_place
from normalize.text import fold
from normalize.types import Kind, Reason, Rule

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´ʹʺ][^\W_]+)*")
_ADJECTIVE = re.compile(
    r"(?:[сцзт]|ьс)к(?:ий|ой|ая|ое|ие|ого|ому|им|ом|ую|их|ими)\Z"
    r"|(?:s|t)k(?:y|i|iy|ii|ij|yi|yy|oy|oi|aya|aia|aja|oye|oe|oje|oie)\Z"
)
_NEUTER, _FEMININE = re.compile(r"(?:ое|oye|oe|oje|oie)\Z"), re.compile(r"(?:ая|aya|aia|aja)\Z")
_STEM = re.compile("(?<=..)sk$")
_POSSESSIVE = re.compile("(?<=..)[eo]v$")
_FLEETING = re.compile("(?<=.[bvgdzklmnprstfS])[eo](?=[bvgdzklmnprstfS]$)")
_HARDENED = {"z": "g", "S": "kg"}  # before -ский г к х become ж ч ш
_LAND = re.compile("(?<=...)[iS]?Sin$")  # Смоленщина, Kharkivshchyna
_OWN_NAME = frozenset({Kind.SETTLEMENT, Kind.FEATURE, Kind.COUNTRY})
_RIVALS = ({"republic", "krai"}, {"republic", "oblast"})  # Республика Алтай is not Алтайский край
_SLIPS = (0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2)  # that the stem of a place's name may have
_TOWN_FORM = 0.95
_BARE = 0.9
_LOOSE = 0.7
_MISSPELT = 0.78


class PlaceSide(NamedTuple):
    """One name of a place taken apart: what it says it is, and the words that are its own."""

    surface: str
    generic: str
    kinds: frozenset[Kind]
    subtype: str
    words: tuple[str, ...]
    adjective: str  # "", or the letter of its gender: the bare specific is an adjective


@lru_cache(maxsize=16384)
def place_side(surface: str) -> PlaceSide:
    """Take a place name apart for comparison."""
    place = parse_place(surface)
    generic = place.generic
    words = tuple(_plain(place.specific)) or tuple(_plain(surface)) or tuple(_WORD.findall(fold(surface))[:12])
    kinds, subtype = (frozenset(generic.kinds), generic.subtype) if generic else (frozenset[Kind](), "")
    named = not generic and len(words) == 1 and not words[0].endswith(("о", "o"))  # Головчино is a village
    land = _LAND.search(skeleton(words[0])) if named else None
    if land:
        kinds, subtype = frozenset({Kind.REGION}), "oblast"
        words = (skeleton(words[0])[: land.start()],)
    return PlaceSide(surface, generic.word if generic else "", kinds, subtype, words, _gender(words))


def _plain(specific: str) -> list[str]:
    small, full = _small_words(), _spelled_out()
    words = [word for word in _WORD.findall(fold(specific))[:12] if word not in small]
    return [part for word in words for part in full.get(word, word).split()]


@lru_cache(maxsize=1)
def _small_words() -> frozenset[str]:
    return frozenset(column("small_words.csv", "word"))


@lru_cache(maxsize=1)
def _spelled_out() -> dict[str, str]:
    return dict(zip(column("spelled_out.csv", "short"), column("spelled_out.csv", "full"), strict=True))


def _gender(words: tuple[str, ...]) -> str:
    if not words or not _ADJECTIVE.search(words[-1]):
        return ""
    return "n" if _NEUTER.search(words[-1]) else "f" if _FEMININE.search(words[-1]) else "m"


def compare_places(one: PlaceSide, other: PlaceSide) -> Outcome:
    """Judge two place names: generics must not contradict, and every word of the specifics must agree.

    An adjective and a town's name are one only beside a generic ("Киришский район" and "Kirishi
    District"); alone they are a district or region and a town.
    """
    clash = _clash(one, other)
    if clash:
        return Outcome(Verdict.DIFFERENT, 0.05, (clash,))
    reasons, score = _specifics(one, other)
    if score < _MISSPELT:
        return Outcome(Verdict.DIFFERENT, 0.3 * score, reasons)
    if bool(one.kinds) != bool(other.kinds):
        reasons, score = (*reasons, _missing(one, other)), score * _BARE
    doubt = _doubt(one, other)
    return Outcome(Verdict.AMBIGUOUS, 0.5, (*reasons, doubt)) if doubt else Outcome(Verdict.SAME, score, reasons)


def _missing(one: PlaceSide, other: PlaceSide) -> Reason:
    return Reason.of(Rule.MISSING, a=one.generic or other.generic or "область")


def _clash(one: PlaceSide, other: PlaceSide) -> Reason | None:
    if one.kinds and other.kinds:
        agree = not one.kinds.isdisjoint(other.kinds) and {one.subtype, other.subtype} not in _RIVALS
    elif one.kinds or other.kinds:
        headed, bare = (one, other) if one.kinds else (other, one)
        agree = _may_stand_alone(headed, bare)
    else:
        agree = bool(one.adjective) == bool(other.adjective)
    if agree:
        return None
    return Reason.of(Rule.CONTRADICTION, a=one.generic or one.surface, b=other.generic or other.surface)


def _may_stand_alone(headed: PlaceSide, bare: PlaceSide) -> bool:
    """Tell whether the bare name can be the headed one: "Chertkovsky" a district, "Smolensk" no oblast."""
    if bare.adjective:
        return bool(headed.adjective) or not headed.kinds.isdisjoint(_OWN_NAME)
    if headed.adjective:
        return False
    return headed.subtype == "republic" or not headed.kinds.isdisjoint(_OWN_NAME)


def _specifics(one: PlaceSide, other: PlaceSide) -> tuple[tuple[Reason, ...], float]:
    towns = bool(one.kinds and other.kinds)
    reasons, scores, left = [], [], list(other.words)
    for word in one.words:
        best = max(left, key=lambda candidate: (_related(word, candidate, towns=towns).score, candidate), default="")
        if not best:
            return (Reason.of(Rule.CONTRADICTION, a=" ".join(one.words), b=" ".join(other.words)),), 0.0
        found = _related(word, best, towns=towns)
        left.remove(best)
        reasons.append(Reason.of(found.rule, a=word, b=best))
        scores.append(found.score)
    if left or not scores:
        return (Reason.of(Rule.CONTRADICTION, a=" ".join(one.words), b=" ".join(other.words)),), 0.0
    return tuple(reasons), min(scores)


@lru_cache(maxsize=32768)
def _related(a: str, b: str, *, towns: bool) -> Relation:
    found = relation(a, b)
    if found.rule in (Rule.SAME, Rule.ROMANIZED):
        return found
    ours, theirs = _stems(a), _stems(b)
    if towns and not ours.isdisjoint(theirs):
        return Relation(Rule.INFLECTED, _TOWN_FORM)
    if not (_roots(ours).isdisjoint(_fleeting(theirs)) and _roots(theirs).isdisjoint(_fleeting(ours))):
        return Relation(Rule.INFLECTED, _TOWN_FORM)
    if found.rule != Rule.TYPO:
        return found
    one, other = min(ours), min(theirs)
    slips = _SLIPS[min(len(one), len(other), len(_SLIPS) - 1)]
    return found if edits(one, other) <= slips else Relation(Rule.CONTRADICTION, min(found.score, _LOOSE))


def _stems(word: str) -> frozenset[str]:
    """Give what a town and its adjective share: Киришский and Kirishi, Калужский and Kaluga."""
    keys = alternates(word)
    stems = {_STEM.sub("", key) for key in keys}
    softened = {stem[:-1] + hard for stem in stems - set(keys) for hard in _HARDENED.get(stem[-1:], "")}
    return frozenset(stems | softened)


def _roots(stems: frozenset[str]) -> frozenset[str]:
    return stems | {_POSSESSIVE.sub("", stem) for stem in stems}


def _fleeting(stems: frozenset[str]) -> frozenset[str]:
    """Give the stems without the vowel that other forms lose: Орёл, в Орле, Орловская."""
    return frozenset(_FLEETING.sub("", stem) for stem in stems if _FLEETING.search(stem))


def _doubt(one: PlaceSide, other: PlaceSide) -> Reason | None:
    bare = not one.kinds and not other.kinds
    if bare and one.adjective and one.adjective != other.adjective:
        return Reason.of(Rule.AMBIGUOUS, a=one.surface, b=other.surface)
    common = is_common(one.words[-1]) and (bool(one.adjective) or not bare)
    if common and len(one.words) == 1 and Kind.REGION not in one.kinds | other.kinds:
        return Reason.of(Rule.AMBIGUOUS, a=one.surface, b="several places")
    return None


def is_common(word: str) -> bool:
    """Tell a name that many places bear: "Кировский", "Берёзовка"."""
    return skeleton(word) in _common()


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(skeleton(name) for name in column("common_places.csv", "name"))
