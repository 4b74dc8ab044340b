"""A name within the confusion radius of another is never taken for it, however near the two are."""

from __future__ import annotations

from collections import defaultdict

import pytest

import normalize
from normalize.keys import near_pairs, skeleton
from normalize.link.wholes import region_of
from normalize.names import parse_place
from normalize.types import Kind


def near_districts(nz) -> list[tuple[str, str, str, str]]:
    """List names of districts that are one or two slips from the name of another of their region, with both ids."""
    gazetteer = nz.gazetteer
    regions: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for index in range(len(gazetteer)):
        entity = gazetteer.entity_at(index)
        if entity.kind is Kind.DISTRICT and entity.status != "former":
            specific = parse_place(entity.names["en"]).specific
            region = region_of(gazetteer, index)  # districts of small countries lie in no region
            whole = entity.parent if region is None else gazetteer.id_at(region)
            regions[whole].setdefault(skeleton(specific, "1c"), (entity.id, entity.names["en"]))
    found = []
    for region, keyed in regions.items():
        for one, other, _slips in near_pairs(keyed):
            (this, name), (that, other_name) = keyed[one], keyed[other]
            if _named_alike(name, other_name):
                continue
            found += [(region, name, this, that), (region, other_name, that, this)]
    return sorted(found)


def _named_alike(name: str, other: str) -> bool:
    """Tell a raion from the okrug of the town that it is named after: Yeletsky and Yelets, one name in two forms."""
    short, long = sorted((skeleton(parse_place(one).specific.replace("-", ""), 2) for one in (name, other)), key=len)
    return long.startswith(short)


@pytest.mark.slow
def test_no_name_is_taken_for_its_nearest_neighbour():
    nz = normalize.load(ner=False)
    pairs = near_districts(nz)
    assert len(pairs) > 50
    wrong = []
    for region, name, own, other in pairs:
        link = nz.link(name, kind="district", within=region)
        if link.entity is not None and link.entity.id == other:
            wrong.append((region, name, own, other))
    assert wrong == []


@pytest.mark.slow
def test_a_slip_in_a_name_does_not_make_it_its_neighbour():
    nz = normalize.load(ner=False)
    wrong = []
    for region, name, _own, other in near_districts(nz):
        # "Gaakh" is a slip in Gazakh, and a spelling of Gakh: doubled letters are no difference.
        known = {skeleton(name.removesuffix(" District"), 1) for name in nz.entity(other).names.values()}
        for at in range(2, min(7, len(name.split()[0]) - 1)):
            garbled = name[:at] + name[at + 1 :]
            link = nz.link(garbled, kind="district", within=region)
            if (
                link.entity is not None
                and link.entity.id == other
                and skeleton(garbled.removesuffix(" District"), 1) not in known
            ):
                wrong.append((region, name, garbled, other))
    assert wrong == []
