"""What must hold between names, places and people: each rule finds what breaks it, and excuses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalize.curate.checks.rules.collisions import find_collisions
from normalize.curate.checks.rules.people import check_people, find_overlaps
from normalize.curate.checks.rules.places import NEEDS_WHOLE, check_counts, find_parents
from normalize.curate.checks.rules.spelling import find_spellings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalize.curate.checks.settled import Finding, Settled

__all__ = ["NEEDS_WHOLE", "check_counts", "check_people", "findings"]


def findings(settled: Settled) -> Iterator[Finding]:
    """Give what breaks a rule, whether excused or not."""
    yield from find_parents(settled)
    yield from find_overlaps(settled)
    yield from find_spellings(settled)
    yield from find_collisions(settled)
