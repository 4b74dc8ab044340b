"""Every place lies where such a place can lie, and every region has as many parts as it has."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from normalize.curate.checks.settled import Finding, is_region
from normalize.curate.tables import Problem
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalize.curate.checks.settled import Settled

# What a place of each kind may lie in; other kinds may lie anywhere or nowhere.
_WHOLES = {
    Kind.REGION: frozenset({Kind.COUNTRY, Kind.REGION}),
    Kind.DISTRICT: frozenset({Kind.REGION}),
    Kind.CITY_DISTRICT: frozenset({Kind.SETTLEMENT, Kind.REGION, Kind.CITY_DISTRICT}),
    Kind.SETTLEMENT: frozenset({Kind.REGION, Kind.DISTRICT, Kind.COUNTRY, Kind.SETTLEMENT, Kind.CITY_DISTRICT}),
}


def find_parents(settled: Settled) -> Iterator[Finding]:
    """Find places without a parent, and such as lie in what cannot hold them."""
    for row in settled.entities.values():
        wholes = _WHOLES.get(Kind(row.kind)) if row.kind in set(Kind) else None
        if wholes is None:
            continue
        parent = settled.entities.get(row.parent)
        if not row.parent:
            text = f"a {row.kind} lies in something: give its {' or '.join(sorted(wholes))}"
            yield Finding("parent", row.id, "", row, "parent", text)
        elif parent is not None and (parent.kind not in wholes or _in_federal_district(row.kind, settled, row.parent)):
            text = f"a {row.kind} does not lie in {row.parent!r}, a {parent.subtype or parent.kind}"
            yield Finding("parent", row.id, row.parent, row, "parent", text)


def _in_federal_district(kind: str, settled: Settled, parent: str) -> bool:
    whole = settled.entities[parent]
    return kind != Kind.REGION and whole.kind == Kind.REGION and not is_region(whole)


def check_counts(settled: Settled) -> Iterator[Problem]:
    """Tell regions that have more or fewer parts than `expected.csv` says; former entities do not count."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for row in settled.entities.values():
        if row.status != "former":
            counted.update(
                [(row.parent, row.kind, row.subtype), *([(row.parent, row.kind, "")] if row.subtype else [])]
            )
    for expected in settled.tables.expected:
        found = counted[expected.of, expected.kind, expected.subtype]
        if str(found) != expected.number:
            what = f"{expected.kind} {expected.subtype}".strip()
            text = f"{expected.of} has {found} of {what}, not {expected.number}; mend the entities or this count"
            yield Problem(expected.where, "number", text)
