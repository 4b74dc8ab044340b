"""Evidence for one candidate: each piece is a reason and its weight (`scales.py`); knows nothing of other mentions."""

from normalize.link.evidence.people import same_office, weigh_person
from normalize.link.evidence.rivals import weigh_against_others
from normalize.link.evidence.surface import in_place, weigh

__all__ = ["in_place", "same_office", "weigh", "weigh_against_others", "weigh_person"]
