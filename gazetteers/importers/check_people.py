"""Print what the tables of people lack: gaps between the heads of regions, and how many people have what.

Needs nothing but the standard library. Run as `python gazetteers/importers/check_people.py [gaps|counts|namesakes]`;
`gaps` ends with 1 where a region has none on a day since 2012 (Ukraine: since 2014).
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from datetime import date, timedelta

from people_names import split
from tables import GAZETTEERS, read_rows

_HEADS = {"governor", "head", "acting_governor", "acting_head", "mayor", "prime_minister"}
_SLACK = timedelta(days=45)  # an acting head for a few weeks is no gap worth a row
_UNTIL = date(2025, 12, 31)
_RUSSIAN_SINCE = {"UA-43": 2014, "UA-40": 2014, "UA-14": 2014, "UA-09": 2014, "UA-23": 2022, "UA-65": 2022}


def rows(table: str) -> list[dict[str, str]]:
    """Read a table of people, imported rows and hand-written ones together."""
    return [row for folder in ("people/imported", "people") for row in read_rows(GAZETTEERS / folder / f"{table}.csv")]


def _day(text: str, *, end: bool) -> date:
    """Give the first day that a partial date can mean, or the last."""
    if not text:
        return date(2100, 1, 1) if end else date(1900, 1, 1)
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    if len(parts) == 2:
        year, month = parts
        return date(year, month, 1) if not end else date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return date(parts[0], 12, 31) if end else date(parts[0], 1, 1)


def regions() -> dict[str, str]:
    """Map each first-level unit of the three countries to its Russian name."""
    names = {
        row["entity_id"]: row["name"]
        for row in read_rows(GAZETTEERS / "regions" / "names.csv")
        if (row["lang"], row["kind"]) == ("ru", "preferred")
    }
    return {row["id"]: names.get(row["id"], "") for row in read_rows(GAZETTEERS / "regions" / "entities.csv")}


def gaps() -> list[str]:
    """Say when a region had no head that the tables know."""
    heads: dict[str, list[tuple[date, date, str]]] = defaultdict(list)
    for row in rows("tenures"):
        if row["office"] in _HEADS:
            term = _day(row["valid_from"], end=False), _day(row["valid_to"], end=True)
            heads[row["of"]].append((*term, row["person"]))
    found: list[str] = []
    for region, name in sorted(regions().items()):
        since = date(_RUSSIAN_SINCE.get(region, 2014 if region.startswith("UA") else 2012), 7, 1)
        since = date(2012, 1, 1) if region.startswith("RU") else since
        for start, end, person in sorted(heads[region]):
            if start > since + _SLACK and since < _UNTIL:
                found.append(f"{region} {name}: nobody from {since} to {start}, when {person} came")
            since = max(since, end)
        if since < _UNTIL:
            found.append(f"{region} {name}: nobody since {since}")
    return found


def counts() -> list[str]:
    """Count people by country and office, and say how many have which fact."""
    entities = {row["id"]: row for row in rows("entities")}
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("names"):
        if row["kind"] == "preferred":
            names[row["entity_id"]].setdefault(row["lang"], row["name"])
    held = rows("tenures")
    offices = Counter(row["office"] for row in held)
    both = sum({"ru", "en"} <= set(names[key]) for key in entities)
    full = sum(bool((name := split(names[key].get("ru", ""))) and name.patronymic) for key in entities)
    status = Counter(row["status"] for row in entities.values())
    dated = {row["person"] for row in held if row["valid_from"] or row["valid_to"]}
    return [
        f"people {len(entities)}, both languages {both}, patronymic {full}, a dated tenure {len(dated)}",
        f"QID {_filled(entities, 'wikidata')}, gender {_filled(entities, 'subtype')}, {dict(status)}",
        f"tenures {len(held)}: {dict(offices.most_common())}",
    ]


def _filled(entities: dict[str, dict[str, str]], column: str) -> int:
    return sum(bool(row[column]) for row in entities.values())


def namesakes() -> list[str]:
    """List people who share given name and surname."""
    bearers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows("names"):
        name = split(row["name"]) if (row["lang"], row["kind"]) == ("ru", "preferred") else None
        if name is not None:
            bearers[name.key].add(row["entity_id"])
    return [f"{' '.join(key)}: {', '.join(sorted(group))}" for key, group in sorted(bearers.items()) if len(group) > 1]


def main() -> int:
    """Print what was asked for."""
    asked = sys.argv[1] if len(sys.argv) > 1 else "gaps"
    found = {"gaps": gaps, "counts": counts, "namesakes": namesakes}[asked]()
    print(*found, sep="\n")
    return int(asked == "gaps" and bool(found))


if __name__ == "__main__":
    sys.exit(main())
