"""The scales: a candidate, and the weight of each kind of evidence in log-odds.

The weights are judgements about this genre, checked by `benchmarks/confidence.py` and by the cases of the tests; a
confidence is the logistic function of their sum.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from normalize.types import Reason, Rule

if TYPE_CHECKING:
    from normalize.gazetteer import Posting

# Weights in log-odds. A strong name alone comes to about 0.97, a weak one alone to about 0.4.
EXACT = 1.5
KEY = 0.5
STRONG = 2.0
WEAK = -2.0
HEAD = 1.5
OUTDATED = -2.0
BOUND = 4.0
NEAR = 2.5
NAMED = 1.5
NAMED_SHARED = 0.7
ELSEWHERE = -1.5
FAR_CITY = -0.5
ONLY = 1.0
SHORT = -1.5
REMEMBERED = 4.0
OFFICE = 4.0
OFFICE_ONLY = 2.0
COUNTRY_NEAR = 2.5
COUNTRY = 2.5
COUNTRY_PARAGRAPH = 1.5
OTHER_COUNTRY = -1.0
ITS_COUNTRY = 5.0
HOME = 1.6
COMPANY = 0.85
DATELINE = 12.0
UNGOVERNED = -3.0
NEIGHBOURS = 2.0
PROMINENT = 2.5
OVERSHADOWED = -2.5
EXCLUDED = -20.0
ORDINARY = -4.5
ANNOUNCED = 3.0
ANOTHER_REGION = -4.5
INNER = -2.0
IN_CITY = 2.0
UNPLACED = -4.5
CITY = 100_000  # inhabitants: a name that readers know wherever they are


@dataclass(slots=True)
class Weighed:
    """A candidate on the scales."""

    entity: int
    posting: Posting | None
    odds: float = 0.0
    reasons: list[Reason] = field(default_factory=list)
    here: bool = False  # it lies where the document is

    def add(self, weight: float, rule: Rule | None = None, **values: object) -> None:
        """Lay one piece of evidence on the scales; without a rule it counts silently."""
        self.odds += weight
        if rule is not None:
            self.reasons.append(Reason(rule, tuple(values.items())))

    @property
    def confidence(self) -> float:
        """The probability that this is the entity meant."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.odds))))
