"""Two tables that name people, and the truth about who is who: made by a seed, no row is anybody's record.

Surnames are those of pymorphy3's dictionary, given names those of the project's table, drawn as unevenly as people
bear them. Each table writes a person in its own way: one mostly in Russian, the other mostly in Latin letters, with
case forms, initials, patronymics left out, either order, many romanization schemes and slips of the pen.
"""

from __future__ import annotations

import csv
import random
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import pymorphy3

import normalize

NAMES = Path(__file__).parents[1] / "normalize" / "names" / "data" / "given_names.csv"
SCHEMES = ("press", "press", "bgn-pcgn", "icao-9303", "gost-52535-1", "passport-2000", "gost-7034", "bs-2979")
CASES = ("genitive", "dative", "instrumental")
LETTERS = {True: "абвгдежзиклмнопрстуфхчшя", False: "abcdefghiklmnoprstuvyz"}


class Person(NamedTuple):
    """A made-up person."""

    surname: str
    given: str
    patronymic: str
    female: bool


class Shown(NamedTuple):
    """A person, and what of the name a row shows: S the surname, G the given name, P the patronymic; g, p initials."""

    person: Person
    slots: str


class Tables(NamedTuple):
    """Two columns of names, for each row of the left the row of the right that is the same person, and who they are."""

    left: list[str]
    right: list[str]
    truth: dict[int, int]
    ours: list[Shown]
    theirs: list[Shown]


def namesakes(one: Shown, other: Shown) -> bool:
    """Tell that two rows name two people whom nothing of what the rows show tells apart, slips and forms aside."""
    if one.person == other.person or _stem(one.person.surname) != _stem(other.person.surname):
        return False
    full = "G" in one.slots and "G" in other.slots
    given = one.person.given == other.person.given if full else one.person.given[0] == other.person.given[0]
    if not one.slots.upper().count("P") or not other.slots.upper().count("P"):
        return given
    full = "P" in one.slots and "P" in other.slots
    fathers = one.person.patronymic, other.person.patronymic
    return given and (fathers[0] == fathers[1] if full else fathers[0][0] == fathers[1][0])


def _stem(surname: str) -> str:
    """Give what a man's and a woman's surname of one family share."""
    if surname.endswith(("ова", "ева", "ёва", "ина", "ына")):
        return surname[:-1]
    return surname[:-2] if surname.endswith(("ский", "цкий", "ной", "ская", "цкая", "ная")) else surname


def tables(count: int, *, shared: float = 0.7, seed: int = 7) -> Tables:
    """Make two columns of `count` names each, of which a share names the same people."""
    chance = random.Random(seed)  # noqa: S311 - the same people every time
    both = int(count * shared)
    people = _people(2 * count - both, chance)
    ours = list(range(count))
    theirs = [*range(both), *range(count, 2 * count - both)]
    chance.shuffle(ours)
    chance.shuffle(theirs)
    place = {who: row for row, who in enumerate(theirs)}
    truth = {row: place[who] for row, who in enumerate(ours) if who < both}
    left = [_written(people[who], chance, latin=chance.random() < 0.2) for who in ours]
    right = [_written(people[who], chance, latin=chance.random() < 0.8) for who in theirs]
    shown = [
        [Shown(people[who], slots) for who, (_, slots) in zip(*side, strict=True)]
        for side in ((ours, left), (theirs, right))
    ]
    return Tables([name for name, _ in left], [name for name, _ in right], truth, *shown)


def _people(count: int, chance: random.Random) -> list[Person]:
    surnames, men, women = _surnames(), _given("masculine"), _given("feminine")
    for names in (surnames, men, women):
        chance.shuffle(names)
    found: dict[Person, None] = {}
    while len(found) < count:
        female = chance.random() < 0.5
        surname = _drawn(surnames, chance, 30)
        father = _drawn(men, chance, 5)
        given = _drawn(women if female else men, chance, 5)
        found[Person(_feminine(surname) if female else surname, given, _patronymic(father, female), female)] = None
    return list(found)


_WEIGHTS: dict[tuple[int, int], list[float]] = {}


def _drawn(names: list[str], chance: random.Random, flat: int) -> str:
    """Draw by Zipf's law, flattened at its head."""
    key = (len(names), flat)
    if key not in _WEIGHTS:
        _WEIGHTS[key] = list(accumulate(1 / (rank + flat) for rank in range(len(names))))
    return chance.choices(names, cum_weights=_WEIGHTS[key])[0]


def _surnames() -> list[str]:
    dictionary = pymorphy3.MorphAnalyzer().dictionary
    kinds = {
        number
        for number, paradigm in enumerate(dictionary.paradigms)
        if {"Surn", "masc"} <= set(dictionary.gramtab[paradigm[len(paradigm) // 3]].grammemes)
    }
    words = {word for word, (paradigm, form) in dictionary.words.iteritems() if form == 0 and paradigm in kinds}
    return sorted(word.capitalize() for word in words if len(word) > 3)


def _given(gender: str) -> list[str]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["gender"] == gender and row["strength"] == "strong"]
    ending = ("а", "я") if gender == "feminine" else tuple("бвгдзйклмнпрст")
    return sorted({row["name"] for row in rows if row["lang"] == "ru" and row["name"].endswith(ending)})


def _feminine(surname: str) -> str:
    if surname.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return surname + "а"
    return surname[:-2] + "ая" if surname.endswith(("ский", "цкий", "ной")) else surname


def _patronymic(father: str, female: bool) -> str:
    if father.endswith(("ий", "ей", "ай")):
        stem = father[:-2] + "ь" if father.endswith("ий") else father[:-1]
        return stem + ("евна" if female else "евич")
    return father + ("овна" if female else "ович")


def _written(person: Person, chance: random.Random, *, latin: bool) -> tuple[str, str]:
    """Write a person as one table happens to, and say what it shows."""
    draw = chance.random()
    parts = [person.given, person.patronymic] if draw < 0.45 else [person.given]
    slots = "SGP" if draw < 0.45 else "SG"
    order = chance.random() < 0.5
    if draw > 0.85:
        slots = "Sgp"
        name = f"{person.given[0]}. {person.patronymic[0]}."
        name = f"{person.surname} {name}" if order else f"{name} {person.surname}"
    else:
        name = " ".join([person.surname, *parts] if order else [*parts, person.surname])
        if not latin and chance.random() < 0.25:
            name = normalize.inflect(name, case=chance.choice(CASES), kind="person") or name
    if latin:
        name = normalize.romanize(name, scheme=chance.choice(SCHEMES))
    return (_slipped(name, chance, latin=latin) if chance.random() < 0.15 else name), slots


def _slipped(name: str, chance: random.Random, *, latin: bool) -> str:
    """Make one slip of the pen inside a word of five letters or more."""
    words = name.split(" ")
    long = [place for place, word in enumerate(words) if len(word) >= 5]
    if not long:
        return name
    place = chance.choice(long)
    word, at = words[place], chance.randrange(1, len(words[place]) - 1)
    letter = chance.choice(LETTERS[not latin])
    words[place] = chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )
    return " ".join(words)
