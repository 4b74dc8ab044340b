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
    from normalize.curate.tables import EntityRow

# What a place of each kind may lie in; other kinds may lie anywhere or nowhere.
_WHOLES = {
    Kind.REGION: frozenset({Kind.COUNTRY, Kind.REGION}),
    Kind.DISTRICT: frozenset({Kind.REGION, Kind.COUNTRY}),
    Kind.CITY_DISTRICT: frozenset({Kind.SETTLEMENT, Kind.REGION, Kind.CITY_DISTRICT}),
    Kind.SETTLEMENT: frozenset({Kind.REGION, Kind.DISTRICT, Kind.COUNTRY, Kind.SETTLEMENT, Kind.CITY_DISTRICT}),
}

NEEDS_WHOLE = frozenset(_WHOLES)


def find_parents(settled: Settled) -> Iterator[Finding]:
    """Find places without a parent, and such as lie in what cannot hold them.

    A country holds districts unless `expected.csv` counts its regions, and a federal district holds regions only.
    """
    with_regions = {row.of for row in settled.tables.expected if row.kind == Kind.REGION}
    for row in settled.own.values():
        wholes = _WHOLES.get(Kind(row.kind)) if row.kind in set(Kind) else None
        if wholes is None:
            continue
        parent = settled.entities.get(row.parent)
        if not row.parent:
            text = f"a {row.kind} lies in something: give its {' or '.join(sorted(wholes))}"
            yield Finding("parent", row.id, "", row, "parent", text)
        elif parent is not None and (parent.kind not in wholes or _too_high(row, parent, with_regions)):
            text = f"a {row.kind} does not lie in {row.parent!r}, a {parent.subtype or parent.kind}"
            yield Finding("parent", row.id, row.parent, row, "parent", text)


def _too_high(row: EntityRow, parent: EntityRow, with_regions: set[str]) -> bool:
    """Tell a district right in a country that is parted into regions, and all but regions in a federal district."""
    if row.kind == Kind.DISTRICT and parent.kind == Kind.COUNTRY:
        return parent.id in with_regions
    return row.kind != Kind.REGION and parent.kind == Kind.REGION and not is_region(parent)


def check_counts(settled: Settled) -> Iterator[Problem]:
    """Tell regions that have more or fewer parts than `expected.csv` says; former entities do not count."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for row in settled.own.values():
        if row.status != "former":
            counted[row.parent, row.kind, row.subtype] += 1
            counted[row.parent, row.kind, ""] += bool(row.subtype)
    for expected in settled.tables.expected:
        found = counted[expected.of, expected.kind, expected.subtype]
        if str(found) != expected.number:
            what = f"{expected.kind} {expected.subtype}".strip()
            text = f"{expected.of} has {found} of {what}, not {expected.number}; mend the entities or this count"
            yield Problem(expected.where, "number", text)
