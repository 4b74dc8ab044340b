"""Adjectives: how a word in the nominative shows that it is one, and its case forms by rule.

The endings are regular, so a rule is surer than the dictionary, which takes "Великие" for a superlative
and "Тверская" for a street.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from normalize.morph.russian import Forms, known_parses, parses
from normalize.types import Case, Gender, Number

M, F, N = Gender.MASCULINE, Gender.FEMININE, Gender.NEUTER
_OBLIQUE = (Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL, Case.PREPOSITIONAL)

# Nominative, genitive, dative, accusative ("=": nominative when lifeless), instrumental, prepositional.
_ENDINGS: dict[tuple[str, Gender | None], str] = {
    ("hard", M): "ый ого ому = ым ом",
    ("hard", F): "ая ой ой ую ой ой",
    ("hard", N): "ое ого ому ое ым ом",
    ("hard", None): "ые ых ым = ыми ых",
    ("velar", M): "ий ого ому = им ом",
    ("velar", F): "ая ой ой ую ой ой",
    ("velar", N): "ое ого ому ое им ом",
    ("velar", None): "ие их им = ими их",
    ("sibilant", M): "ий его ему = им ем",
    ("sibilant", F): "ая ей ей ую ей ей",
    ("sibilant", N): "ее его ему ее им ем",
    ("sibilant", None): "ие их им = ими их",
    ("soft", M): "ий его ему = им ем",
    ("soft", F): "яя ей ей юю ей ей",
    ("soft", N): "ее его ему ее им ем",
    ("soft", None): "ие их им = ими их",
    ("fox", M): "ий ьего ьему = ьим ьем",
    ("fox", F): "ья ьей ьей ью ьей ьей",
    ("fox", N): "ье ьего ьему ье ьим ьем",
    ("fox", None): "ьи ьих ьим = ьими ьих",
    ("possessive", M): "+ а у = ым ом",
    ("possessive", F): "а ой ой у ой ой",
    ("possessive", N): "о а у о ым ом",
    ("possessive", None): "ы ых ым = ыми ых",
}
_SHAPES: tuple[tuple[str, str, Gender | None], ...] = (
    ("ый", "hard", M), ("ой", "hard", M), ("ий", "soft", M),
    ("ая", "hard", F), ("яя", "soft", F), ("ья", "fox", F),
    ("ое", "hard", N), ("ее", "soft", N), ("ье", "fox", N),
    ("ые", "hard", None), ("ие", "soft", None), ("ьи", "fox", None),
)  # fmt: skip
_SURE = re.compile(r"(?:ск|цк)(?:ий|ой|ая|ое|ие)\Z")
_POSSESSIVE = re.compile(r"(?:[оеё]в|[иы]н)(а|о|ы|)\Z")
_POSSESSIVE_GENDER = {"": M, "а": F, "о": N, "ы": None}


class Adjective(NamedTuple):
    """An adjective taken apart; gender None is the plural."""

    stem: str
    kind: str
    gender: Gender | None
    ending: str


@lru_cache(maxsize=16384)
def adjective(word: str) -> Adjective | None:
    """Take an adjective in the nominative apart; None if the word cannot be one.

    >>> adjective("Киришский").kind, adjective("Нижняя").kind, adjective("Лисий").kind
    ('velar', 'soft', 'fox')
    >>> adjective("Управление") is None
    True
    """
    lower = word.lower()
    shape = next((shape for shape in _SHAPES if lower.endswith(shape[0])), None)
    if shape is None or len(lower) < 4:
        return None
    ending, kind, gender = shape
    if not _SURE.search(lower) and not _may_be_adjective(lower):
        return None
    stem = lower[: -len(ending)]
    return Adjective(stem, _kind(stem, ending, kind, lower), gender, ending)


def _may_be_adjective(lower: str) -> bool:
    found = [p for p in parses(lower) if p.case in {Case.NOMINATIVE, None}]
    if any(p.pos in {"ADJF", "PRTF"} for p in found):
        # The guesser offers an adjective for any -ий; a noun that the dictionary knows is believed first.
        known_noun = any(p.pos == "NOUN" and p.known for p in found)
        return any(p.known for p in found if p.pos in {"ADJF", "PRTF"}) or not known_noun
    return any(p.pos == "NOUN" and "Subx" in p.marks for p in found) or lower.endswith(("ый", "ая", "ое"))


def _kind(stem: str, ending: str, kind: str, lower: str) -> str:
    last = stem[-1]
    if kind == "fox" or (ending == "ий" and _is_fox(lower)):
        return "fox"
    if last in "кгх":
        return "velar"
    if last in "жшчщ":
        stressed = ending in {"ой", "ое"} or (ending == "ая" and _genitive_oy(lower))
        return "velar" if stressed else "sibilant"
    return kind


def _is_fox(lower: str) -> bool:
    return any(p.pos == "ADJF" and "Poss" in p.marks and p.known for p in parses(lower))


def _genitive_oy(lower: str) -> bool:
    return lower.endswith(("большая", "чужая", "меньшая"))


def possessive(word: str) -> Adjective | None:
    """Take a possessive such as "Сергиев" or "Марьина" apart; only its neighbour tells that it is one.

    >>> possessive("Марьина").stem
    'марьин'
    """
    lower = word.lower()
    found = _POSSESSIVE.search(lower)
    if not found or len(lower) < 5:
        return None
    ending = found[1]
    return Adjective(lower[: len(lower) - len(ending)], "possessive", _POSSESSIVE_GENDER[ending], ending)


@lru_cache(maxsize=16384)
def adjective_forms(found: Adjective, number: Number, *, animate: bool = False) -> Forms:
    """Decline an adjective in its own gender, or in the plural; lower case.

    >>> adjective_forms(adjective("Верхнедонской"), Number.SINGULAR)[Case.INSTRUMENTAL]
    ('верхнедонским',)
    """
    gender = None if number == Number.PLURAL else found.gender
    nominative, *oblique = _ENDINGS[found.kind, gender].split()
    same = gender == found.gender
    ending = found.ending if same else nominative.replace("+", "")
    forms: Forms = {Case.NOMINATIVE: (found.stem + ending,)}
    for case, suffix in zip(_OBLIQUE, oblique, strict=True):
        chosen = suffix if suffix != "=" else oblique[0] if animate else ending
        forms[case] = (found.stem + chosen,)
    return forms


def is_adverb(word: str) -> bool:
    """Tell whether the word can be nothing but an adverb.

    >>> is_adverb("временно"), is_adverb("Тосно")
    (True, False)
    """
    found = known_parses(word)
    return bool(found) and all(parse.pos in {"ADVB", "ADJS", "PRED"} for parse in found)
