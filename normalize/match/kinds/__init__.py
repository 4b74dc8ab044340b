"""How two names of one kind of thing are compared: people, places, organisations."""

from __future__ import annotations

from normalize.match.kinds.organizations import compare_organizations, is_acronym
from normalize.match.kinds.people import compare_people
from normalize.match.kinds.places import compare_places, place_side
from normalize.match.kinds.sides import person_side

__all__ = ["compare_organizations", "compare_people", "compare_places", "is_acronym", "person_side", "place_side"]
