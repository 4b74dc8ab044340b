"""Evidence for one candidate: each piece is a reason and its weight (`scales.py`); knows nothing of other mentions."""

from normalize.link.evidence.bodies import weigh_organization
from normalize.link.evidence.people import same_office, weigh_person
from normalize.link.evidence.places import weigh_among_regions, weigh_company, weigh_neighbours, weigh_place
from normalize.link.evidence.rivals import weigh_against_others
from normalize.link.evidence.surface import in_place, weigh

__all__ = [
    "in_place",
    "same_office",
    "weigh",
    "weigh_against_others",
    "weigh_among_regions",
    "weigh_company",
    "weigh_neighbours",
    "weigh_organization",
    "weigh_person",
    "weigh_place",
]
