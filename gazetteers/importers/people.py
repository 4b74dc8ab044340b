"""Write gazetteers/people/imported: public officials of Russia, Ukraine and Belarus of the fact list (Wikidata, CC0).

Whoever stands in the hand-written tables already keeps his id and gets what the list adds: the QID, a Ukrainian name,
offices with dates. It says whom it cannot tell from a namesake: `people_corrections.csv` decides those, field
`person`, with the id of the same person, or `new`.
Needs the package itself; run as `.venv/bin/python gazetteers/importers/people.py`.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

import tables
from people_english import english, english_by_rule
from people_facts import Official, corrections, officials
from people_names import Name, gender_of, plain, russian, split

_SOURCE = "wikidata"
_OWN = "nrm-2026"
_FOLDER = tables.GAZETTEERS / "people"


class Known(NamedTuple):
    """Somebody who stands in the hand-written tables."""

    key: str
    wikidata: str
    names: frozenset[str]
    russian: Name | None
    english: frozenset[str]
    offices: frozenset[tuple[str, str]]
    weak: bool


class Person(NamedTuple):
    """An official with his names settled."""

    official: Official
    russian: Name
    native: Name | None
    english: str
    known: Known | None

    @property
    def key(self) -> str:
        """The id: the hand-written one, or one made of the QID, which will never change."""
        return self.known.key if self.known else f"wd-{self.official.qid}"


@cache
def known() -> tuple[Known, ...]:
    """Give everybody in the hand-written tables."""
    names, offices = defaultdict(list), defaultdict(set)
    for row in tables.read_rows(_FOLDER / "names.csv"):
        names[row["entity_id"]].append(row)
    for row in tables.read_rows(_FOLDER / "tenures.csv"):
        offices[row["person"]].add((row["office"].removeprefix("acting_"), row["of"]))
    rows = tables.read_rows(_FOLDER / "entities.csv")
    return tuple(_known(row, names[row["id"]], frozenset(offices[row["id"]])) for row in rows)


def _known(row: dict[str, str], names: list[dict[str, str]], offices: frozenset[tuple[str, str]]) -> Known:
    preferred = {name["lang"]: name["name"] for name in names if name["kind"] == "preferred"}
    return Known(
        row["id"],
        row["wikidata"],
        frozenset(name["name"] for name in names),
        split(preferred.get("ru", "")),
        frozenset(_latin_key(name["name"]) for name in names if name["lang"] == "en"),
        offices,
        any(name["kind"] == "preferred" and name["strength"] == "weak" for name in names),
    )


def _latin_key(text: str) -> str:
    words = re.sub(r"[^a-z ]", "", text.lower()).split()
    folded = " ".join(sorted((words[0], words[-1]))) if words else ""
    for written, letter in (("iy", "y"), ("ii", "y"), ("ey", "e"), ("ei", "e"), ("ye", "e"), ("ks", "x"), ("yi", "y")):
        folded = folded.replace(written, letter)
    return re.sub(r"i(?= |$)", "y", folded)


def same(official: Official, name: Name | None) -> tuple[Known | None, bool]:
    """Find an official in the hand-written tables; tell whether it is sure."""
    decided = corrections().get((official.qid, "person"))
    if decided:
        return next((each for each in known() if each.key == decided), None), True
    by_id = next((each for each in known() if each.wikidata == official.qid), None)
    if by_id is not None:
        return by_id, True
    offices = {(tenure.office, tenure.of) for tenure in official.tenures}
    found = [each for each in known() if not each.wikidata and _alike(each, official, name)]
    sure = [each for each in found if _sure(each, name) or each.offices & offices]
    return (sure[0], True) if len(sure) == 1 else (None, not found)


def _alike(each: Known, official: Official, name: Name | None) -> bool:
    if name is not None and each.russian is not None:
        other = each.russian.patronymic
        differ = name.patronymic and other and plain(name.patronymic) != plain(other)
        return name.key == each.russian.key and not differ
    return _latin_key(official.english) in each.english


def _sure(each: Known, name: Name | None) -> bool:
    return bool(name and each.russian and name.patronymic and name.full == each.russian.full)


def people() -> tuple[list[Person], list[str]]:
    """Settle the names of every official; say who has none, and whom a namesake makes doubtful."""
    found, problems = [], []
    for official in officials():
        name = official.russian or (russian(official.native) if official.native and official.country == "UA" else None)
        match, sure = same(official, name)
        if not sure:
            problems.append(f"doubtful: {official.qid} {official.english} {name.full if name else ''}")
        elif name is None and (match is None or match.russian is None):
            problems.append(f"no Russian name: {official.qid} {official.english} {official.tenures}")
        else:
            found.append(_person(official, name or match.russian, match))
    return found, problems


def _person(official: Official, name: Name, match: Known | None) -> Person:
    lang = "uk" if official.country == "UA" and official.native else "ru"
    native = official.native if lang == "uk" and official.native else name
    corrected = corrections().get((official.qid, "english"))
    if corrected or (official.country == "UA" and not official.native):
        text = corrected or official.english
    else:
        text = english(official.english, native, lang) if official.english else english_by_rule(native, lang)
    return Person(official, name, official.native, text, match)


@cache
def _common() -> frozenset[str]:
    rows = tables.read_rows(Path(__file__).parent / "common_surnames.csv")
    found = {plain(row["surname"]) for row in rows}
    return frozenset(found | {_feminine(surname) for surname in found})


def _feminine(surname: str) -> str:
    return re.sub(r"ый$|ий$", "ая", surname + "а" if surname.endswith(("ов", "ев", "ин", "ын")) else surname)


def weak_people(found: list[Person]) -> set[str]:
    """Say whose name alone is not enough: members of parliaments, bearers of common names, namesakes of others."""
    by_hand = Counter(each.russian.key for each in known() if each.russian)
    bearers = Counter(person.russian.key for person in found if person.known is None) + by_hand
    return {
        person.key
        for person in found
        if (person.known.weak if person.known else _is_weak(person, bearers[person.russian.key]))
    }


def _is_weak(person: Person, bearers: int) -> bool:
    if (person.official.qid, "strong") in corrections():
        return bearers > 1
    return person.official.minor or bearers > 1 or plain(person.russian.surname) in _common()


def rows(found: list[Person]) -> tuple[list[dict[str, str]], list[dict[str, str]], list[dict[str, str]]]:
    """Make the rows of entities, names and tenures."""
    weak = weak_people(found)
    entities, names, offices = [], [], []
    for person in found:
        gender = gender_of(person.russian, person.official.gender)
        fields = {"wikidata": person.official.qid, "source": _SOURCE, "status": "active"}
        if person.known is None or not person.known.wikidata:
            entities.append(tables.entity(person.key, "person", subtype=gender, **fields))
        strength = "weak" if person.key in weak else "strong"
        names.extend(_names(person, strength))
        offices.extend(_offices(person))
    return entities, names, offices


def _names(person: Person, strength: str) -> list[dict[str, str]]:
    key, official = person.key, person.official
    own = bool(official.russian and (official.qid, "russian") not in corrections())
    made = [(person.russian.full, "ru", "preferred", _SOURCE if own else _OWN)]
    made.append((person.english, "en", "preferred", _SOURCE if person.english == official.english else _OWN))
    if person.native is not None and person.native.full != person.russian.full:
        lang = "uk" if official.country == "UA" else "be"
        made.append((person.native.full, lang, "alias", _SOURCE))
    for other in official.others:
        cleaned = english(other, person.native or person.russian, "uk" if official.country == "UA" else "ru")
        made.append((cleaned, "en", "alias", _SOURCE))
    fresh = dict.fromkeys(row for row in made if not person.known or (row[0] not in person.known.names))
    taken: set[tuple[str, str]] = set()
    rows_: list[dict[str, str]] = []
    for text, lang, kind, source in fresh:
        known_kind = "alias" if person.known else kind
        if (text, lang) not in taken and not (person.known and lang == "ru"):
            taken.add((text, lang))
            rows_.append(tables.name(key, text, lang, known_kind, strength=strength, source=source))
    return rows_


def _offices(person: Person) -> list[dict[str, str]]:
    held = person.known.offices if person.known else frozenset()
    return [
        {
            "person": person.key,
            "office": tenure.office,
            "of": tenure.of,
            "valid_from": tenure.start,
            "valid_to": tenure.end,
            "source": _SOURCE,
        }
        for tenure in person.official.tenures
        if (tenure.office, tenure.of) not in held and not _same_head(tenure.office, tenure.of, held)
    ]


def _same_head(office: str, of: str, held: frozenset[tuple[str, str]]) -> bool:
    heads = {"head", "governor", "mayor", "chairman", "director", "commander"}
    return office in heads and any(each in heads and place == of for each, place in held)


def main() -> None:
    """Write the tables and say how many rows they have."""
    found, problems = people()
    entities, names, offices = rows(found)
    print("entities", tables.write_table(_FOLDER / "imported" / "entities.csv", entities))
    print("names", tables.write_table(_FOLDER / "imported" / "names.csv", names))
    print("tenures", tables.write_table(_FOLDER / "imported" / "tenures.csv", offices))
    print(*problems, sep="\n", file=sys.stderr)


if __name__ == "__main__":
    main()
