"""Generic words of places and organisations: "район", "р-н", "District" and all their forms.

The table says what a word tells of the name next to it; the forms are generated from it.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from normalize.morph import phrase_forms
from normalize.text.tokens import fold_tokens
from normalize.types import Case, Kind, Number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CASES = tuple(Case)
_STILL_PLURALS = frozenset("islands straits works corps barracks".split())


@dataclass(frozen=True, slots=True)
class Head:
    """A generic word and what it says of the name beside it.

    `kinds` are what the name may be, likeliest first; `position` is where the word stands: before the
    name, after it, or both; a `weak` word needs a capitalised neighbour and more; `full` is what an
    abbreviation abbreviates; `counterpart` is the word of the other language.
    """

    word: str
    lang: str
    kinds: tuple[Kind, ...]
    subtype: str
    position: str
    strength: str
    full: str
    counterpart: str
    source: str

    @property
    def kind(self) -> Kind:
        """The likeliest kind."""
        return self.kinds[0]

    @property
    def before(self) -> bool:
        """Whether it may stand before the name."""
        return self.position != "after"

    @property
    def after(self) -> bool:
        """Whether it may stand after the name."""
        return self.position != "before"


@dataclass(frozen=True, slots=True)
class HeadForm:
    """A head in one of its forms: the number, and every case that is so written (none in English)."""

    head: Head
    number: Number
    cases: tuple[Case, ...]


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, str], ...]:
    with resources.files("normalize.names").joinpath("data/heads.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@lru_cache(maxsize=1)
def heads() -> tuple[Head, ...]:
    """Give every generic word of the table.

    >>> next(head.kinds for head in heads() if head.word == "р-н")
    (<Kind.DISTRICT: 'district'>, <Kind.CITY_DISTRICT: 'city_district'>)
    """
    return tuple(_head(row) for row in _rows())


def _head(row: dict[str, str]) -> Head:
    return Head(
        word=row["word"],
        lang=row["lang"],
        kinds=tuple(Kind(kind) for kind in row["kinds"].split("|")),
        subtype=row["subtype"],
        position=row["position"],
        strength=row["strength"],
        full=row["full"],
        counterpart=row["counterpart"],
        source=row["source"],
    )


@lru_cache(maxsize=1)
def head_forms() -> Mapping[tuple[str, ...], tuple[HeadForm, ...]]:
    """Give every form of every head by its folded tokens.

    >>> [(form.head.word, str(form.number)) for form in head_forms()["р", "на"]]
    [('р-н', 'singular')]
    >>> [str(case) for case in head_forms()["областях",][0].cases]
    ['prepositional']
    """
    table: dict[tuple[str, ...], list[HeadForm]] = defaultdict(list)
    for head, row in zip(heads(), _rows(), strict=True):
        for tokens, form in _forms(head, row):
            table[tokens].append(form)
    return MappingProxyType({tokens: tuple(forms) for tokens, forms in table.items()})


def _forms(head: Head, row: dict[str, str]) -> Iterator[tuple[tuple[str, ...], HeadForm]]:
    for number in Number:
        cases: dict[tuple[str, ...], list[Case]] = {}
        for case, surface in written_forms(head.word, head.lang, number, row):
            cases.setdefault(fold_tokens(surface), [])
            if case:
                cases[fold_tokens(surface)].append(case)
        for tokens, found in cases.items():
            yield tokens, HeadForm(head, number, tuple(dict.fromkeys(found)))


def written_forms(
    word: str, lang: str, number: Number, row: Mapping[str, str]
) -> Iterator[tuple[Case | None, str]]:
    """Give the ways a generic word or a title is written in one number, with the case where it has one."""
    column = row["forms" if number == Number.SINGULAR else "plural_forms"]
    if column:
        forms = column.split("|")
        yield from zip(_CASES, forms * 6 if len(forms) == 1 else forms, strict=False)
    elif lang == "en":
        surface = word if number == Number.SINGULAR else english_plural(word)
        if surface:
            yield None, surface
    elif is_abbreviation(word):
        if number == Number.SINGULAR:
            yield from ((case, word) for case in _CASES)
    else:
        forms_by_case = phrase_forms(word, None if number == Number.SINGULAR else number)
        if number == Number.SINGULAR or forms_by_case[Case.NOMINATIVE] != (word,):
            yield from ((case, form) for case, found in forms_by_case.items() for form in found)


def is_abbreviation(word: str) -> bool:
    """Tell a cut word: it ends in a full stop, or is written in capitals, or has no vowel."""
    return word.endswith(".") or word.isupper() or not any(letter in "аеёиоуыэюя" for letter in word.lower())


def english_plural(word: str) -> str:
    """Give the plural of an English generic; "" for an abbreviation.

    >>> english_plural("city of"), english_plural("territory"), english_plural("railway station")
    ('cities of', 'territories', 'railway stations')
    """
    if word.endswith(".") or word.isupper() or word in _STILL_PLURALS:
        return ""
    stem, of, _ = word.partition(" of")
    if stem.endswith("y") and stem[-2] not in "aeou":
        plural = stem[:-1] + "ies"
    elif stem.endswith(("s", "ch", "sh", "x")):
        plural = stem + "es"
    else:
        plural = stem + "s"
    return plural + of
