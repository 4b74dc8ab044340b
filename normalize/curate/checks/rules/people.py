"""People hold offices, and an office that one person at a time holds has one holder at a time."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from normalize.curate.checks.settled import Finding
from normalize.curate.tables import Problem
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalize.curate.checks.settled import Settled
    from normalize.curate.tables import TenureRow


def check_people(settled: Settled) -> Iterator[Problem]:
    """Tell people without an office, and offices of what is no person."""
    tenures = settled.tables.tenures
    holders = {row.person for row in tenures}
    for entity_id, row in settled.own.items():
        if row.kind == Kind.PERSON and entity_id not in holders:
            text = f"{entity_id!r} holds no office in tenures.csv; add the office, or delete who never held one"
            yield Problem(row.where, "id", text)
    for tenure in tenures:
        person = settled.entities.get(tenure.person)
        if person is not None and person.kind != Kind.PERSON:
            text = f"{tenure.person!r} is a {person.kind}, not a person; give the id of the person"
            yield Problem(tenure.where, "person", text)


def find_overlaps(settled: Settled) -> Iterator[Finding]:
    """Find two people in one office at one time; who only acts has an office key of its own and may overlap."""
    alone = {(row.office, row.of_kind) for row in settled.tables.offices}
    held: dict[tuple[str, str], list[TenureRow]] = defaultdict(list)
    for row in settled.tables.tenures:
        whole = settled.entities.get(row.of)
        if whole is not None and not alone.isdisjoint({(row.office, ""), (row.office, whole.kind)}):
            held[row.office, row.of].append(row)
    for (office, of), rows in held.items():
        for one, other in combinations(sorted(rows, key=lambda row: (row.valid_from, row.person)), 2):
            if overlap(one, other):
                text = f"{other.person!r} is {office} of {of} while {one.person!r} is ({one.where})"
                if not one.valid_to:
                    ended = f"normalize gazetteer tenure end {one.person} --office {office} --of {of} --until DATE"
                    text += f"; if that has ended: {ended}"
                yield Finding("overlap", other.person, f"{office} {of} {one.person}", other, "valid_from", text)


def overlap(earlier: TenureRow, later: TenureRow) -> bool:
    """Tell whether two tenures, in the order of their beginnings, certainly overlap; dates may be partial.

    Where one ends in the year in which the next begins, nothing says that they do.
    """
    if not earlier.valid_to:
        return not later.valid_to or bool(earlier.valid_from and later.valid_from)
    shared = min(len(earlier.valid_to), len(later.valid_from))
    return shared > 0 and later.valid_from[:shared] < earlier.valid_to[:shared]
