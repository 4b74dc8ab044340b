"""How names end: how likely an unknown word is the nominative of a man's or a woman's name.

The figures count names of a dictionary by the last letters of the stem, the letter or letters after it, and gender.
`benchmarks/endings.py --write` counts them again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from normalize.morph.petrovich import Part
from normalize.morph.russian import table
from normalize.types import Gender

DEPTH = {Part.GIVEN: 3, Part.SURNAME: 2}  # a third letter tells nothing more of surnames
_TRUST = 5.0  # as many names with an ending are needed before it tells more than the shorter one
_RARE = 0.0005
_UNSEEN = 0.05  # names, where the table has none: it leaves out what was counted less than four times
_ANY = 0.04  # any letter may stand before a rare ending
_LETTER = 0.12  # a longer stem has one letter more to be right by chance
_ADJECTIVAL = re.compile(r"(?:ый|ой|ая|яя|(?<=[кгхжшчщн])ий)\Z")
_POSSESSIVE = re.compile(r"(?:[ое]в|[иы]н)\Z")
_VOWELS = frozenset("аеёиіоуыэюяїє")
_Counts = dict[str, dict[tuple[str, Gender], int]]


def split_ending(lemma: str, part: Part) -> tuple[str, str]:
    """Cut a nominative, in lower case, into what all cases share and its ending.

    >>> split_ending("толстая", Part.SURNAME), split_ending("анна", Part.GIVEN), split_ending("иван", Part.GIVEN)
    (('толст', 'ая'), ('анн', 'а'), ('иван', ''))
    """
    if part == Part.SURNAME and len(lemma) > 4:
        found = _ADJECTIVAL.search(lemma)
        if found:
            return lemma[: found.start()], found.group()
    return (lemma[:-1], lemma[-1]) if lemma and lemma[-1] in "аяоеёиійьуюэыїє" else (lemma, "")


def tails(stem: str, part: Part) -> list[str]:
    """Give what is looked at of a stem, from nothing to its last letters; V is any vowel and C any other letter.

    >>> tails("закипн", Part.SURNAME)
    ['', 'н', 'Cн', 'пн']
    """
    found = [stem[len(stem) - depth :] for depth in range(min(DEPTH.get(part, 3), len(stem)) + 1)]
    return [*found[:2], *(("V" if tail[0] in _VOWELS else "C") + tail[1] for tail in found[2:3]), *found[2:]]


@lru_cache(maxsize=2)
def _counts(part: Part) -> tuple[_Counts, dict[str, int]]:
    counts: _Counts = defaultdict(dict)
    for row in table("name_endings.csv"):
        if row["part"] == part:
            counts[row["stem"]][row["ending"], Gender(row["gender"])] = int(row["count"])
    return counts, {stem: sum(found.values()) for stem, found in counts.items()}


@lru_cache(maxsize=2048)
def ending_weight(lemma: str, part: Part, gender: Gender) -> float:
    """Weigh how well a word, in lower case, would do as a nominative: only the ratio of two weights means anything.

    >>> ending_weight("алфина", Part.GIVEN, Gender.FEMININE) > ending_weight("алфин", Part.GIVEN, Gender.MASCULINE)
    True
    """
    counts, totals = _counts(Part.GIVEN if part == Part.PATRONYMIC else part)
    stem, ending = split_ending(lemma.replace("ё", "е"), part)
    if part == Part.SURNAME and ending == "а" and gender == Gender.FEMININE and _POSSESSIVE.search(stem):
        ending, gender = "", Gender.MASCULINE  # every Анохин has an Анохина
    share, weight, shorter = _RARE, _LETTER ** len(stem), 0
    for tail in tails(stem, part):
        total = totals.get(tail, 0)
        if tail:
            weight *= (total + _TRUST * _ANY) / (shorter + _TRUST)
        if total:
            share = (counts[tail].get((ending, gender), _UNSEEN) + _TRUST * share) / (total + _TRUST)
        shorter = total
    return weight * share / _LETTER ** min(DEPTH.get(part, 3), len(stem))
