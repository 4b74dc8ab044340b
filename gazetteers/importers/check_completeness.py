"""Print what the place tables lack, or have too much of, against the check lists in ../shared/facts.

Needs nothing but the standard library; says so and ends well where the check lists are not at hand.
Run as `python gazetteers/importers/check_completeness.py [-v]`.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from tables import GAZETTEERS, read_rows

FACTS = GAZETTEERS.parent.parent / "shared" / "facts"
_GENERIC = re.compile(
    r"\b(район|улус|кожуун|городской|муниципальный|округ|город|город-курорт|город-герой|зато|поселок|рабочий|"
    r"национальный|муниципальное|городское|образование|эвенкийский|долгано|городского|типа|административный|область|край|республика|автономная)\b|[()]"
)


def plain(name: str) -> str:
    """Strip a name of its generic words, of ё and of case.

    >>> plain("Киришский район"), plain("город-курорт Сочи"), plain("Тёпло-Огарёвский")
    ('киришский', 'сочи', 'тепло-огаревский')
    """
    return " ".join(_GENERIC.sub(" ", name.lower().replace("ё", "е").replace("город-курорт", "")).split())


def checklist(table: str) -> list[dict[str, str]]:
    """Read one of the check lists."""
    with (FACTS / f"{table}.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def ours(theme: str) -> dict[str, dict[str, set[str]]]:
    """Map each parent to its children's ids and their Russian names, hand-written rows and imported ones together."""
    folders = (GAZETTEERS / theme / "imported", GAZETTEERS / theme)
    rows = (row for folder in folders for row in read_rows(folder / "entities.csv"))
    parents = {row["id"]: row["parent"] for row in rows if row["status"] != "former"}
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in (row for folder in folders for row in read_rows(folder / "names.csv")):
        if row["lang"] == "ru" and row["entity_id"] in parents:
            found[parents[row["entity_id"]]][row["entity_id"]].add(plain(row["name"]))
    return found


def excused(problem: str) -> bool:
    """Say whether exceptions.csv gives a reason for a problem."""
    return problem in {row["problem"] for row in read_rows(GAZETTEERS / "importers" / "exceptions.csv")}


def check_regions() -> list[str]:
    """Say which first-level units are missing."""
    have = {key for children in ours("regions").values() for key in children}
    return [f"region missing: {row['id']} {row['name_ru']}" for row in checklist("oblasts") if row["id"] not in have]


def check_districts() -> list[str]:
    """Say which districts are missing, and which raions we have that the list does not know."""
    have, problems = ours("districts"), []
    wanted, by_id = defaultdict(set), set()
    for row in checklist("districts"):
        if (row["type"], row["status"]) in _EXPECTED:
            wanted[row["parent_iso"]].add(plain(row["name_ru"] or row["name_local"]))
            key = f"gn-{row['geonames_id']}"
            by_id.add(key)
            names = set().union(*have[row["parent_iso"]].values()) if have[row["parent_iso"]] else set()
            if plain(row["name_ru"]) not in names and key not in have[row["parent_iso"]]:
                problems.append(f"{row['type']} missing: {row['parent_iso']} {row['name_ru'] or row['name_local']}")
    for parent, children in sorted(have.items()):
        extra = [min(names) for key, names in children.items() if not names & wanted[parent] and key not in by_id]
        problems += [f"district extra: {parent} {name}" for name in sorted(extra)]
    return problems


def check_former_raions() -> list[str]:
    """Say which raions that Ukraine had until 2020 are missing; those of Crimea are among those of today."""
    rows = (
        row
        for folder in (GAZETTEERS / "districts" / "imported", GAZETTEERS / "districts")
        for row in read_rows(folder / "names.csv")
    )
    have = {_ukrainian(row["name"]) for row in rows if row["lang"] == "uk"}
    wanted = (row for row in checklist("districts") if row["status"] == "pre-2020")
    missing = (row for row in wanted if _ukrainian(row["name_local"]) not in have)
    return [f"former raion missing: {row['parent_iso']} {row['name_local']}" for row in missing]


def _ukrainian(name: str) -> str:
    return name.lower().replace("’", "'")


_EXPECTED = {("raion", "2019"), ("urban_okrug", "2019"), ("raion", "2020+"), ("raion", "gn")}


def check_city_districts() -> list[str]:
    """Say which districts of Russian cities are missing."""
    folders = (GAZETTEERS / "settlements" / "imported", GAZETTEERS / "settlements")
    cities: dict[str, set[str]] = defaultdict(set)
    for row in (row for folder in folders for row in read_rows(folder / "names.csv")):
        if row["lang"] == "ru":
            cities[row["name"]].add(row["entity_id"])
    have = ours("city_districts")
    problems = []
    for row in checklist("city_districts_ru"):
        names = (names for city in cities[row["city_ru"]] for names in have[city].values())
        if not any(plain(row["district_ru"]) in known for known in names):
            problems.append(f"city district missing: {row['city_ru']} {row['district_ru']}")
    return problems


def main() -> None:
    """Print the counts by kind of problem; with -v every problem."""
    if not Path(FACTS).exists():
        print(f"{FACTS} is not at hand: nothing to check against")
        return
    found = [*check_regions(), *check_districts(), *check_former_raions(), *check_city_districts()]
    problems = [problem for problem in found if not excused(problem)]
    print(f"excused by exceptions.csv: {len(found) - len(problems)}")
    for kind, count in sorted(Counter(problem.split(":")[0] for problem in problems).items()):
        print(f"{kind}: {count}")
    if "-v" in sys.argv:
        print("\n".join(problems))


if __name__ == "__main__":
    main()
