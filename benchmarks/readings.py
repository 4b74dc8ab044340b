"""How right the first reading of a person's name is, on names that the development cases do not have.

Run `python benchmarks/readings.py [--misses N] [--people N]`. Names come from `../shared/facts` (given names, and the
given names, patronymics and surnames of public people), those of `../shared/cases/inflected_names.tsv` left out. They
are declined by pytrovich and by pymorphy3, and only forms are asked on which both agree. Where `../shared` is absent
the script says so and ends well. All cases are asked equally often; a lone "Анохина" is asked twice, as his genitive
and as her nominative, and one of the two must be missed: `best` is the share that any fixed answers can reach.
Calibration counts each form as often as its case is met in news.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
import time
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from normalize.morph import CASE_WEIGHT
from normalize.names import readings
from normalize.types import Case, Gender

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
_TAGS = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_PARTS = {"given": ("FIRSTNAME", "Name"), "patronymic": ("MIDDLENAME", "Patr"), "surname": ("LASTNAME", "Surn")}
_GENDERS = {"male": Gender.MASCULINE, "female": Gender.FEMININE, "m": Gender.MASCULINE, "f": Gender.FEMININE}
SHAPES = {
    "given": "{g}",
    "surname": "{s}",
    "given surname": "{g} {s}",
    "surname given": "{s} {g}",
    "given patronymic": "{g} {p}",
    "given patronymic surname": "{g} {p} {s}",
    "surname given patronymic": "{s} {g} {p}",
    "initials surname": "{gi}.{pi}. {s}",
    "surname initials": "{s} {gi}. {pi}.",
    "initial surname": "{gi}. {s}",
}


class Asked(NamedTuple):
    """A form of a name and what it is in the nominative."""

    shape: str
    surface: str
    nominative: str
    case: Case
    gender: Gender


class Person(NamedTuple):
    """The parts of a person's name, each in six forms."""

    given: tuple[str, ...]
    patronymic: tuple[str, ...]
    surname: tuple[str, ...]
    gender: Gender


def rows(path: Path) -> list[dict[str, str]]:
    """Read a table of tab-separated values."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@lru_cache(maxsize=1)
def _peers() -> tuple[Any, Any]:
    import pymorphy3
    from pytrovich.maker import PetrovichDeclinationMaker

    return pymorphy3.MorphAnalyzer(lang="ru"), PetrovichDeclinationMaker()


@lru_cache(maxsize=65536)
def agreed_forms(word: str, part: str, gender: Gender) -> tuple[str, ...] | None:
    """Give the six forms on which pytrovich and pymorphy3 agree; None where they do not."""
    from pytrovich import enums

    analyzer, maker = _peers()
    name_part, mark = _PARTS[part]
    his = enums.Gender.MALE if gender == Gender.MASCULINE else enums.Gender.FEMALE
    first = [word, *(maker.make(enums.NamePart[name_part], his, enums.Case[c.name], word) for c in list(Case)[1:])]
    tag = "masc" if gender == Gender.MASCULINE else "femn"
    for raw in analyzer.parse(word):
        if {mark, "nomn", "sing"} <= raw.tag.grammemes and raw.tag.gender in {tag, None} and raw.is_known:
            forms = [raw.inflect({case, "sing"} | ({tag} if raw.tag.gender else set())) for case in _TAGS]
            if [form and _plain(form.word) for form in forms] == [_plain(form.lower()) for form in first]:
                return tuple(first)
    return None


def _plain(word: str) -> str:
    return word.replace("ё", "е").replace("Ё", "Е")


def people() -> list[Person]:
    """Give the public people whose names both peers decline alike; gender by the record and the patronymic."""
    found = []
    for row in rows(SHARED / "facts" / "people_wikidata.tsv"):
        words = re.sub(r" \([^)]*\)", "", row["name_ru"]).split()
        if len(words) != 3 or row["gender"] not in _GENDERS:
            continue
        gender = _GENDERS[row["gender"]]
        woman = words[1].endswith("на")
        if not words[1].endswith(("ич", "на")) or woman != (gender == Gender.FEMININE):
            continue
        parts = [agreed_forms(w, p, gender) for w, p in zip(words, _PARTS, strict=True)]
        if parts[0] and parts[1] and parts[2]:
            found.append(Person(parts[0], parts[1], parts[2], gender))
    return list(dict.fromkeys(found))


def lone_names(known: set[str], everyone: list[Person]) -> list[Asked]:
    """Ask the given names of the tables and of the people, one by one."""
    names = {(row["ru"].capitalize(), _GENDERS.get(row["gender"])) for row in rows(SHARED / "facts/given_names.tsv")}
    names |= {(person.given[0], person.gender) for person in everyone}
    found = []
    for word, gender in sorted(names, key=str):
        forms = agreed_forms(word, "given", gender) if gender and word not in known else None
        for case, form in zip(Case, forms or (), strict=False):
            found.append(Asked("given", form, word, case, gender or Gender.MASCULINE))
    return found


def lone_surnames(known: set[str], everyone: list[Person]) -> list[Asked]:
    """Ask the surnames of the people, one by one."""
    names = {(person.surname, person.gender) for person in everyone if person.surname[0] not in known}
    return [
        Asked("surname", form, forms[0], case, gender)
        for forms, gender in sorted(names)
        for case, form in zip(Case, forms, strict=True)
    ]


def full_names(everyone: list[Person]) -> list[Asked]:
    """Ask the people's names in all shapes of more than one word."""
    return [
        Asked(shape, _shaped(pattern, person, number), _shaped(pattern, person, 0), case, person.gender)
        for person in everyone
        for shape, pattern in SHAPES.items()
        if shape not in {"given", "surname"}
        for number, case in enumerate(Case)
    ]


def _shaped(pattern: str, person: Person, number: int) -> str:
    g, p, s = (forms[number] for forms in person[:3])
    return pattern.format(g=g, p=p, s=s, gi=g[0], pi=p[0])


def cases() -> list[Asked]:
    """Ask the development cases."""
    names = dict(zip(("Nom", "Gen", "Dat", "Acc", "Ins", "Loc"), Case, strict=True))
    return [
        Asked(
            f"cases {row['kind']}",
            row["surface"],
            row["nominative"],
            names[row["case"]],
            _GENDERS[row["gender"][0].lower()],
        )
        for row in rows(SHARED / "cases" / "inflected_names.tsv")
    ]


class Answer(NamedTuple):
    """How the readings of one surface did: first, among three, with the gender told; the weight of the first."""

    first: bool
    three: bool
    told: bool
    weight: float
    shown: str


def answer(asked: Asked) -> Answer:
    """Read one surface."""
    ways = readings(asked.surface, "person")
    same = [_plain(way.nominative) == _plain(asked.nominative) for way in ways]
    told = next((ok for ok, way in zip(same, ways, strict=True) if way.gender == asked.gender), False)
    shown = " | ".join(f"{way.nominative} {str(way.gender)[:1]} {way.weight:.2f}" for way in ways[:4])
    nominatives = list(dict.fromkeys(_plain(way.nominative) for way in ways))[:3]
    near = _plain(asked.nominative) in nominatives
    return Answer(bool(same and same[0]), near, told, ways[0].weight if ways else 0.0, shown)


def report(title: str, questions: list[Asked], answers: list[Answer]) -> None:
    """Print one line: first reading, first three, gender told, and the best that a fixed answer can reach."""
    surfaces: dict[str, Counter[str]] = defaultdict(Counter)
    for asked in questions:
        surfaces[_plain(asked.surface)][_plain(asked.nominative)] += 1
    best = sum(max(found.values()) for found in surfaces.values())
    total = len(questions)
    figures = [sum(column) / total for column in ([a[i] for a in answers] for i in range(3))]
    print(f"{title:<44}" + "".join(f"{figure:>8.3f}" for figure in figures) + f"{best / total:>8.3f}{total:>8}")


def groups(questions: list[Asked], answers: list[Answer]) -> None:
    """Print a line for each shape, and below it one for each gender and case of lone names."""
    print(f"{'':<44}{'first':>8}{'three':>8}{'told':>8}{'best':>8}{'forms':>8}")
    table: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, asked in enumerate(questions):
        table[asked.shape,].append(index)
        table[asked.shape, asked.gender.value].append(index)
        table[asked.shape, asked.gender.value, asked.case.value].append(index)
    detailed = {"cases first", "given", "surname"}
    for key in dict.fromkeys(key for asked in questions for key in _keys(asked)):
        if len(key) < 2 or key[0] in detailed:
            title = "  " * (len(key) - 1) + key[-1]
            report(title, [questions[i] for i in table[key]], [answers[i] for i in table[key]])


def _keys(asked: Asked) -> list[tuple[str, ...]]:
    return [(asked.shape,), (asked.shape, asked.gender.value), (asked.shape, asked.gender.value, asked.case.value)]


def calibration(questions: list[Asked], answers: list[Answer]) -> None:
    """Print how often the first reading is right where it says so with some weight."""
    print("\nweight of the first reading   said   true   share of names")
    bins: dict[int, list[tuple[float, float, bool]]] = defaultdict(list)
    for asked, found in zip(questions, answers, strict=True):
        bins[min(int(found.weight * 10), 9)].append((CASE_WEIGHT[asked.case], found.weight, found.first))
    total = sum(often for members in bins.values() for often, _, _ in members)
    gap = 0.0
    for low, members in sorted(bins.items()):
        mass = sum(often for often, _, _ in members)
        said = sum(often * weight for often, weight, _ in members) / mass
        true = sum(often for often, _, right in members if right) / mass
        gap += mass / total * abs(said - true)
        print(f"{low / 10:.1f} to {low / 10 + 0.1:.1f}{'':19}{said:.3f}  {true:.3f}  {mass / total:.3f}")
    print(f"expected calibration error {gap:.3f}")


def main() -> int:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--people", type=int, default=200)
    options = parser.parse_args()
    if not SHARED.is_dir():
        print(f"{SHARED} is absent: nothing to measure")
        return 0
    everyone = people()
    known = {asked.nominative for asked in cases()}
    drawn = random.Random(7).sample(everyone, min(options.people, len(everyone)))  # noqa: S311 - the same draw every time
    held = [*lone_names(known, everyone), *lone_surnames(known, everyone), *full_names(drawn)]
    questions = [*cases(), *held]
    start = time.perf_counter()
    answers = [answer(asked) for asked in questions]
    seconds = time.perf_counter() - start
    groups(questions, answers)
    print(
        f"{seconds / len(questions) * 1e6:.0f} µs a form, {len(everyone)} people whose names both peers decline alike"
    )
    calibration(held, answers[len(questions) - len(held) :])
    misses(questions, answers, options.misses)
    return 0


def misses(questions: list[Asked], answers: list[Answer], shown: int) -> None:
    """Print some misses of each shape, drawn at random but always the same."""
    table: dict[str, list[str]] = defaultdict(list)
    for asked, found in zip(questions, answers, strict=True):
        if not found.first:
            table[asked.shape].append(f"    {asked.surface} -> {asked.nominative} ({asked.case}): {found.shown}")
    for shape, lines in table.items() if shown else ():
        print(f"\n{shape}: {len(lines)} missed")
        some = random.Random(7).sample(lines, min(shown, len(lines)))  # noqa: S311 - the same draw every time
        print("\n".join(some))


if __name__ == "__main__":
    sys.exit(main())
