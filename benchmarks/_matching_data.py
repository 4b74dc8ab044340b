"""Seeded gazetteers of people and places, and garbled queries for them; for `matching.py` and for tests by hand.

Given names come from our table, surnames are made of Russian words and the endings of surnames, both with the weights
of Zipf and Mandelbrot. Half of the queries carry one or two slips; all of them may be inflected, romanized, turned
round, cut down to initials or asked without the patronymic.
"""

from __future__ import annotations

import csv
import random
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from normalize.morph import person_forms
from normalize.translit import romanize
from normalize.types import Case, Gender

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[1] / "normalize"
SURNAMES = 140_000
_ENDINGS = ("ов", "ин", "ский", "енко", "ев", "овский", "ук", "ян", "ников", "ец", "ович", "ченко", "аев", "унов")
_SCHEMES = ("bgn-pcgn", "icao-9303", "gost-7034", "press", "bs-2979")
_CASES = (Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL, Case.PREPOSITIONAL)


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up person."""

    given: str
    patronymic: str
    surname: str
    gender: Gender

    @property
    def name(self) -> str:
        """The full name in Russian."""
        return " ".join(filter(None, (self.given, self.patronymic, self.surname)))

    def answers(self, other: Person, *, patronymic: bool) -> bool:
        """Tell whether a query for one may be answered with the other: they are namesakes."""
        same = (self.given, self.surname) == (other.given, other.surname)
        return same and (not patronymic or self.patronymic == other.patronymic)


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, who is meant, and whether it has a slip."""

    text: str
    meant: int
    slips: int
    patronymic: bool


class _Zipf:
    def __init__(self, values: Sequence[str], shift: int) -> None:
        self.values = values
        self._sums = list(accumulate(1 / (rank + shift) for rank in range(1, len(values) + 1)))

    def draw(self, dice: random.Random) -> str:
        return self.values[bisect_left(self._sums, dice.random() * self._sums[-1])]


def table(path: str) -> list[dict[str, str]]:
    """Read one of the library's tables."""
    with (ROOT / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def _surnames() -> tuple[str, ...]:
    dice = random.Random(11)  # noqa: S311 - a measurement, not a secret
    words = [row["word"] for row in table("translit/data/words.csv") if row["lang"] == "ru"]
    stems = sorted({word.rstrip("аеиоуыэюяйьъ-") for word in words if word.isalpha() and 3 < len(word) < 10})
    stems = [stem for stem in stems if len(stem) > 2]
    made = {(stem + ending).capitalize() for stem in stems for ending in _ENDINGS}
    surnames = sorted(made)
    dice.shuffle(surnames)
    return tuple(surnames[:SURNAMES])


@lru_cache(maxsize=1)
def _givens() -> dict[Gender, tuple[str, ...]]:
    rows = [row for row in table("names/data/given_names.csv") if row["lang"] in {"ru", "uk", "mul", ""} or row["name"]]
    dice = random.Random(12)  # noqa: S311
    found = {}
    for gender in (Gender.MASCULINE, Gender.FEMININE):
        names = sorted({row["name"] for row in rows if row["gender"] == gender.value and row["name"].isalpha()})
        dice.shuffle(names)
        found[gender] = tuple(names)
    return found


def people(count: int, seed: int = 1) -> list[Person]:
    """Make people; the same seed makes the same people."""
    dice = random.Random(seed)  # noqa: S311
    surnames = _Zipf(_surnames(), 10)
    givens = {gender: _Zipf(names, 3) for gender, names in _givens().items()}
    made = []
    for _ in range(count):
        gender = Gender.MASCULINE if dice.random() < 0.6 else Gender.FEMININE
        given, surname = givens[gender].draw(dice), surnames.draw(dice)
        father = givens[Gender.MASCULINE].draw(dice) if dice.random() < 0.5 else ""
        made.append(Person(given, _patronymic(father, gender), _gendered(surname, gender), gender))
    return made


def _patronymic(father: str, gender: Gender) -> str:
    if not father:
        return ""
    stem = father.rstrip("аеиоуыэюяйь") or father
    soft = father[-1] in "йьея"
    return stem + ("е" if soft else "о") + ("вич" if gender is Gender.MASCULINE else "вна")


def _gendered(surname: str, gender: Gender) -> str:
    if gender is Gender.FEMININE:
        if surname.endswith("ский"):
            return surname[:-2] + "ая"
        if surname.endswith(("ов", "ев", "ин")):
            return surname + "а"
    return surname


def records(made: Sequence[Person]) -> Iterator[dict[str, Any]]:
    """Give the people as `Gazetteer.build` takes them."""
    for number, person in enumerate(made):
        yield {"id": f"p{number:07}", "kind": "person", "names": {"ru": person.name}}


def queries(made: Sequence[Person], count: int, seed: int = 2) -> list[Query]:
    """Ask for people as texts and lists do."""
    dice = random.Random(seed)  # noqa: S311
    return [_query(made, dice) for _ in range(count)]


def _query(made: Sequence[Person], dice: random.Random) -> Query:
    meant = dice.randrange(len(made))
    person = made[meant]
    slots, way = (person.given, person.patronymic, person.surname), dice.random()
    if way < 0.3:
        slots = person_forms(*slots, person.gender).get(dice.choice(_CASES), slots)
    elif way < 0.7:
        scheme = dice.choice(_SCHEMES)
        slots = tuple(romanize(slot, scheme) for slot in slots)  # type: ignore[assignment]
    given, patronymic, surname = slots
    patronymic = patronymic if dice.random() < 0.6 else ""
    words = [given, patronymic, surname] if dice.random() < 0.6 else [surname, given, patronymic]
    words = [word for word in words if word]
    slips = dice.choice((1, 1, 1, 2)) if dice.random() < 0.5 else 0
    for _ in range(slips):
        place = dice.randrange(len(words))
        words[place] = slip(words[place], dice)
    return Query(" ".join(words), meant, slips, bool(patronymic))


def slip(word: str, dice: random.Random) -> str:
    """Change, drop, add or swap a letter."""
    if len(word) < 4:
        return word
    place = dice.randrange(1, len(word) - 1)
    letters = "abcdefghiklmnoprstuvyz" if word.isascii() else "абвгдежзиклмнопрстуфхцчшыьюя"
    sort, letter = dice.randrange(4), dice.choice(letters)
    if sort == 0:
        return word[:place] + letter + word[place + 1 :]
    if sort == 1:
        return word[:place] + word[place + 1 :]
    if sort == 2:
        return word[:place] + letter + word[place:]
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
