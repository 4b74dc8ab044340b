"""Print what the tables lack, list by list, against the check lists in ../shared/facts.

Each list is counted as found, excused (a row of `exceptions.csv` beside this script gives the reason) and missing; with
-v every missing row is named, with --excused every excused one. The exit code is 3 if anything is missing. Says so and
ends well where the check lists are not at hand. Run as
`.venv/bin/python gazetteers/importers/check_completeness.py [-v] [--excused] [FOLDER]`.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tables import GAZETTEERS, read_rows

from normalize.curate.checks.settled import Settled
from normalize.curate.tables import read
from normalize.names import find_given, parse_person
from normalize.text import fold
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

FACTS = GAZETTEERS.parent.parent / "shared" / "facts"
PROBLEMS = 3
_GENERIC = re.compile(
    r"\b(район|улус|кожуун|городской|муниципальный|округ|город|зато|поселок|рабочий|"
    r"национальный|муниципальное|городское|образование|эвенкийский|долгано|городского|типа|административный|область|"
    r"край|республика|автономная|поселение|территориальный|внутригородской)\b|[()«»]"
)

_HONOURED = re.compile(r"\bгород-(?:курорт|герой)\b")
# The list gives the regions that Russia claims codes of its own; our ids are those of ISO 3166-2.
_CLAIMED = {"CR": "UA-43", "DPR": "UA-14", "KHE": "UA-65", "LPR": "UA-09", "SEV": "UA-40", "ZAP": "UA-23"}


class Count(NamedTuple):
    """How much of one list is there: rows, and the problems of those that are not."""

    name: str
    rows: int
    problems: list[str]
    binding: bool = True


def plain(name: str) -> str:
    """Strip a name of its generic words, of ё and of case.

    >>> plain("Киришский район"), plain("город-курорт Сочи"), plain("Тёпло-Огарёвский")
    ('киришский', 'сочи', 'тепло-огаревский')
    """
    return " ".join(_GENERIC.sub(" ", _HONOURED.sub("", name.lower().replace("ё", "е"))).split())


class Have:
    """What the tables have, by the keys under which the lists ask for it."""

    def __init__(self, settled: Settled) -> None:
        self.settled = settled
        self.parts: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.inside: dict[str, set[str]] = defaultdict(set)
        self.words: set[str] = set()
        self.people: dict[str, set[str]] = defaultdict(set)
        for row in settled.names:
            entity = settled.entities[row.entity_id]
            if row.lang == "ru":
                self.inside[settled.region(row.entity_id)].add(plain(row.name))
                if entity.status != "former":
                    self.parts[entity.kind, entity.parent][row.entity_id].add(plain(row.name))
            if entity.kind == Kind.PERSON:
                self.people[person_key(row.name)].add(row.entity_id)
            else:
                self.words.add(fold(row.name).replace("-", " "))

    def names(self, kind: Kind, parent: str) -> set[str]:
        """Give the plain Russian names of the parts of a place."""
        return set().union(*self.parts[kind, parent].values())


def person_key(name: str) -> str:
    """Give given name and surname, folded."""
    parsed = parse_person(name)
    return fold(f"{parsed[0].given} {parsed[0].surname}") if parsed and parsed[0].given else fold(name)


def oblasts(have: Have, rows: list[dict[str, str]]) -> Iterator[str]:
    """Say which first-level units are missing."""
    return (f"region missing: {row['id']} {row['name_ru']}" for row in rows if row["id"] not in have.settled.entities)


_EXPECTED = {("raion", "2019"), ("urban_okrug", "2019"), ("raion", "2020+"), ("raion", "gn")}


def districts(have: Have, rows: list[dict[str, str]]) -> Iterator[str]:
    """Say which districts are missing, and which we have that the list does not know."""
    wanted, by_id = defaultdict(set), set()
    for row in rows:
        if (row["type"], row["status"]) in _EXPECTED:
            parent, key = row["parent_iso"], f"gn-{row['geonames_id']}"
            wanted[parent].add(plain(row["name_ru"] or row["name_local"]))
            by_id.add(key)
            there = key in have.parts[Kind.DISTRICT, parent]
            if not there and plain(row["name_ru"]) not in have.names(Kind.DISTRICT, parent):
                yield f"{row['type']} missing: {parent} {row['name_ru'] or row['name_local']}"
    for (kind, parent), children in sorted(have.parts.items()):
        if kind != Kind.DISTRICT or parent not in wanted:
            continue
        extra = [min(names) for key, names in children.items() if not names & wanted[parent] and key not in by_id]
        yield from (f"district extra: {parent} {name}" for name in sorted(extra))
    yield from _former_raions(have, rows)


def _former_raions(have: Have, rows: list[dict[str, str]]) -> Iterator[str]:
    """Say which raions that Ukraine had until July 2020 are missing; the list has their Ukrainian names only."""
    known = {_local(row.name) for row in have.settled.names if row.lang == "uk"}
    for row in rows:
        if row["status"] == "pre-2020" and _local(row["name_local"]) not in known:
            yield f"former raion missing: {row['parent_iso']} {row['name_local']}"


def _local(name: str) -> str:
    return name.lower().replace("’", "'")


def expected(have: Have, rows: list[dict[str, str]]) -> Iterator[str]:
    """Say which raions and urban okrugs of the classifier of 2019 are missing."""
    for row in rows:
        known = have.inside[row["subject_iso"]]
        for column in ("raion", "urban_okrug"):
            for name in filter(None, row[f"{column}_names_oktmo2019"].split("; ")):
                if plain(name) not in known:
                    yield f"{column} of 2019 missing: {row['subject_iso']} {name}"


def city_districts(have: Have, rows: list[dict[str, str]]) -> Iterator[str]:
    """Say which districts of Russian cities are missing."""
    cities: dict[str, set[str]] = defaultdict(set)
    for row in have.settled.names:
        if row.lang == "ru" and have.settled.entities[row.entity_id].kind == Kind.SETTLEMENT:
            cities[row.name].add(row.entity_id)
    for row in rows:
        known = set().union(*(have.names(Kind.CITY_DISTRICT, city) for city in cities[row["city_ru"]]))
        if plain(row["district_ru"]) not in known:
            yield f"city district missing: {row['city_ru']} {row['district_ru']}"


def governors(have: Have, rows: list[dict[str, str]]) -> Iterator[str]:
    """Say which heads of regions, and which of their predecessors' regions, are missing."""
    heads = {(row.of, row.person) for row in have.settled.tables.tenures}
    for row in rows:
        found = have.people.get(person_key(row["head_ru"]), set())
        code = _CLAIMED.get(row["code"].removeprefix("RU-"), row["code"])
        if not any((code, person) in heads for person in found):
            yield f"governor missing: {row['code']} {row['head_ru']}"


def key_people(have: Have, rows: list[dict[str, str]]) -> Iterator[str]:
    """Say which well-known officials are missing."""
    for row in rows:
        if not {person_key(row["name_ru"]), person_key(row["name_en"])} & have.people.keys():
            yield f"person missing: {row['country']} {row['name_ru']} / {row['name_en']}"


def acronyms(have: Have, rows: list[dict[str, str]]) -> Iterator[str]:
    """Say which acronyms are missing, under any of their names."""
    for row in rows:
        told = "|".join(row[column] for column in ("ru_full", "ru_acronyms", "en_official", "en_acronyms"))
        names = {fold(name.strip()).replace("-", " ") for name in re.split(r"[|/]", told) if name.strip()}
        if not names & have.words:
            yield f"acronym missing: {row['ru_full']} ({row['ru_acronyms']}) / {row['en_official']}"


def given_names(_have: Have, rows: list[dict[str, str]]) -> Iterator[str]:
    """Say which given names the library does not know."""
    return (f"given name missing: {row['ru']}" for row in rows if not find_given(row["ru"]))


def people_wikidata(have: Have, rows: list[dict[str, str]]) -> Iterator[str]:
    """Say which officials of the long list are not there; it is a share to know, not a list to fill."""
    qids = {row.wikidata for row in have.settled.entities.values() if row.wikidata}
    for row in rows:
        keys = {person_key(name) for name in (row["name_ru"], row["name_en"]) if name}
        if row["qid"] not in qids and not keys & have.people.keys():
            yield f"official missing: {row['qid']} {row['name_ru'] or row['name_en']}"


LISTS: dict[str, Callable[[Have, list[dict[str, str]]], Iterable[str]]] = {
    "oblasts": oblasts,
    "districts": districts,
    "districts_expected": expected,
    "city_districts_ru": city_districts,
    "governors": governors,
    "key_people": key_people,
    "acronyms": acronyms,
    "given_names": given_names,
    "people_wikidata": people_wikidata,
}
SHARES = {"given_names", "people_wikidata"}  # the first has slips of its own, the second is far longer than we want


def checklist(folder: Path, table: str) -> list[dict[str, str]]:
    """Read one of the check lists."""
    with (folder / f"{table}.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def counts(folder: Path) -> Iterator[Count]:
    """Compare the tables with each list of a folder that is there."""
    have = Have(Settled(read(GAZETTEERS)))
    for table, missing in LISTS.items():
        if (folder / f"{table}.tsv").is_file():
            rows = checklist(folder, table)
            yield Count(table, len(rows), list(missing(have, rows)), table not in SHARES)


def main() -> int:
    """Print the counts by list; give the exit code."""
    given = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    folder = given[0] if given else FACTS
    if not folder.is_dir():
        print(f"{folder} is not at hand: nothing to check against")
        return 0
    excused = {row["problem"]: row["reason"] for row in read_rows(GAZETTEERS / "importers" / "exceptions.csv")}
    print(f"{'list':<20}{'rows':>7}{'excused':>9}{'missing':>9}")
    failed = False
    for count in counts(folder):
        missing = [problem for problem in count.problems if problem not in excused]
        share = "" if count.binding else f"  {1 - len(count.problems) / count.rows:.0%} are there; not asked for"
        print(f"{count.name:<20}{count.rows:>7}{len(count.problems) - len(missing):>9}{len(missing):>9}{share}")
        if "-v" in sys.argv and count.binding:
            print("".join(f"  {problem}\n" for problem in missing), end="")
        if "--excused" in sys.argv:
            told = (f"  {problem}: {excused[problem]}\n" for problem in count.problems if problem in excused)
            print("".join(told), end="")
        failed = failed or (count.binding and bool(missing))
    return PROBLEMS if failed else 0


if __name__ == "__main__":
    sys.exit(main())
