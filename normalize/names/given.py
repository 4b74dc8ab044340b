"""Given names: gender, spellings in both alphabets, counterparts in other languages, short forms."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from normalize.morph import Part, part_forms
from normalize.names.place import table
from normalize.text.script import fold
from normalize.types import Case, Gender

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Spelling(StrEnum):
    """How a written given name stands to the name of the table, from the surest to the least sure."""

    NAME = "name"
    COUNTERPART = "counterpart"
    DIMINUTIVE = "diminutive"


@dataclass(frozen=True, slots=True)
class GivenName:
    """A given name; a `weak` one is an ordinary word or a surname as well ("Вера", "Лев")."""

    name: str
    gender: Gender
    lang: str
    strength: str
    latin: tuple[str, ...]
    counterparts: tuple[str, ...]
    diminutives: tuple[str, ...]
    source: str


class GivenForm(NamedTuple):
    """A written form of a given name: the name, how it is spelled, its own nominative and its cases."""

    name: GivenName
    spelling: Spelling
    nominative: str
    cases: tuple[Case, ...]


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@lru_cache(maxsize=1)
def given_names() -> tuple[GivenName, ...]:
    """Give every given name of the table.

    >>> next(name.latin for name in given_names() if name.name == "Борис")
    ('Boris',)
    """
    return tuple(
        GivenName(
            name=row["name"],
            gender=Gender(row["gender"]),
            lang=row["lang"],
            strength=row["strength"],
            latin=_parts(row["latin"]),
            counterparts=_parts(row["counterparts"]),
            diminutives=_parts(row["diminutives"]),
            source=row["source"],
        )
        for row in table("given_names.csv")
    )


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Give the folded given names that are ordinary words, places or surnames too: "вера", "mark"."""
    return frozenset(fold(row["word"]) for row in table("given_words.csv"))


@lru_cache(maxsize=1)
def given_forms() -> Mapping[str, tuple[GivenForm, ...]]:
    """Give every form of every given name by its folded spelling, the surest first.

    >>> [(form.name.name, form.nominative) for form in given_forms()["юлию"]]
    [('Юлий', 'Юлий'), ('Юлия', 'Юлия')]
    """
    table: dict[str, dict[tuple[str, str], GivenForm]] = defaultdict(dict)
    for name in given_names():
        for form, word in _forms(name):
            table[fold(word)].setdefault((name.name, form.nominative), form)
    return MappingProxyType({word: tuple(sorted(forms.values(), key=_surest)) for word, forms in table.items()})


_ALL_CASES = tuple(Case)
_ORDER = {spelling: place for place, spelling in enumerate(Spelling)}


def _surest(form: GivenForm) -> tuple[int, str]:
    return _ORDER[form.spelling], form.name.name


def _forms(name: GivenName) -> Iterator[tuple[GivenForm, str]]:
    for spelling, written in (
        (Spelling.NAME, (name.name, *name.latin)),
        (Spelling.COUNTERPART, name.counterparts),
        (Spelling.DIMINUTIVE, name.diminutives),
    ):
        for nominative in written:
            if nominative.isascii():  # Latin spellings do not decline
                yield GivenForm(name, spelling, nominative, _ALL_CASES), nominative
                continue
            cases: dict[str, list[Case]] = defaultdict(list)
            for case, form in zip(Case, part_forms(nominative, Part.GIVEN, name.gender), strict=True):
                cases[form].append(case)
            for form, found in cases.items():
                yield GivenForm(name, spelling, nominative, tuple(found)), form


def find_given(word: str) -> tuple[GivenForm, ...]:
    """Look a given name up in any spelling, alphabet or case form.

    >>> [(form.name.name, str(form.spelling)) for form in find_given("Volodymyr")]
    [('Володимир', 'name'), ('Владимир', 'counterpart')]
    >>> find_given("Щеглов")
    ()
    """
    return given_forms().get(fold(word), ())
