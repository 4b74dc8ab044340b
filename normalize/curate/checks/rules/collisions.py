"""No two entities share a strong name that nothing tells apart, and no alias comes too near another's name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from normalize.curate.checks.settled import Finding
from normalize.keys import FARTHEST, match_key, near_pairs, skeleton
from normalize.names import parse_person, parse_place
from normalize.text import fold, fold_tokens
from normalize.types import PLACES, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from normalize.curate.checks.settled import Settled
    from normalize.curate.tables import NameRow

# Their names repeat from region to region, and the text's region tells them apart.
LOCAL = frozenset({Kind.DISTRICT, Kind.CITY_DISTRICT, Kind.SETTLEMENT, Kind.FEATURE})
# Whose names are looked up in spite of slips, and the shortest keys in which so many slips are taken for slips.
_GARBLED = frozenset({Kind.REGION, Kind.DISTRICT, Kind.CITY_DISTRICT, Kind.SETTLEMENT, Kind.PERSON})
_SHORTEST = {1: 5, 2: 9}
_WORDS = frozenset({Kind.ORGANIZATION, Kind.TERM, Kind.COUNTRY})
# Names out of use: they yield to the canonical name that another place bears now.
FADED = frozenset({"former", "colloquial"})


class _Borne(NamedTuple):
    """A strong name under its key: what it names and in which region."""

    entity_id: str
    region: str
    row: NameRow


def find_collisions(settled: Settled) -> Iterator[Finding]:
    """Give strong names that collide."""
    keyed: dict[Kind, dict[tuple[str, str], list[_Borne]]] = defaultdict(lambda: defaultdict(list))
    for row in settled.names:
        entity = settled.entities[row.entity_id]
        if row.strength == "strong" and entity.status != "former" and row.kind not in {"adjective", "rejected"}:
            kind = Kind(entity.kind)
            region = settled.region(row.entity_id) if kind in LOCAL else ""
            keyed[kind][key_of(kind, row)].append(_Borne(row.entity_id, region, row))
    for kind, owners in keyed.items():
        yield from _shared(settled, kind, owners.values())
        if kind in _GARBLED:
            yield from _too_near(settled, owners)


def key_of(kind: Kind, row: NameRow) -> tuple[str, str]:
    """Give what two names of one kind must share to be one name: the generic, and sounds without alphabet.

    What the generic says is kept, or the port of a town would be its airport, and its okrug the raion around it.
    """
    if row.kind == "abbreviation":
        return "abbreviation", row.name
    if kind in _WORDS:
        return "", " ".join(fold_tokens(row.name))
    generic, specific = _parted(row.name, kind)
    return generic, " ".join(sorted(skeleton(word, "1c") for word in fold_tokens(specific)))


def _parted(name: str, kind: Kind) -> tuple[str, str]:
    """Part a name into what its generic says and the rest; a person has no generic."""
    if kind in PLACES:
        place = parse_place(name)
        return (place.generic.subtype if place.generic else ""), place.specific or name
    parsed = parse_person(name)
    whole = parsed and parsed[0].given and parsed[0].surname
    return "", f"{parsed[0].given} {parsed[0].surname}" if whole else name


def _shared(settled: Settled, kind: Kind, keyed: Iterable[list[_Borne]]) -> Iterator[Finding]:
    for borne in keyed:
        if len({one.entity_id for one in borne}) < 2:
            continue
        ordered = sorted(borne, key=lambda one: (one.row.kind != "preferred", one.entity_id))
        for at, other in enumerate(ordered):
            first = next((one for one in ordered[:at] if _collide(settled, kind, one, other)), None)
            if first is not None:
                text = f"{other.row.name!r} is a strong name of {other.entity_id} and of {first.entity_id}: weaken one"
                yield Finding("strong", other.entity_id, other.row.name, other.row, "strength", text)


def _collide(settled: Settled, kind: Kind, one: _Borne, other: _Borne) -> bool:
    """Tell whether nothing keeps apart two entities under one strong name.

    Homonymous places are a fact, not a slip, and so are their aliases; what lies in another place of its name (a
    town in its okrug) is as good as the other; names of local kinds collide only within their region, unless one
    of them is out of use.
    """
    if one.entity_id == other.entity_id:
        return False
    if kind in PLACES and _homonyms(settled, one.entity_id, other.entity_id):
        return False
    if any(row.id == one.entity_id for row in settled.above(other.entity_id)):
        return False
    if any(row.id == other.entity_id for row in settled.above(one.entity_id)):
        return False
    same = one.region == other.region
    faded = one.row.kind == "preferred" and other.row.kind in FADED
    return same or faded


def _homonyms(settled: Settled, one: str, other: str) -> bool:
    russian = [settled.preferred.get((entity_id, "ru")) for entity_id in (one, other)]
    names = {parse_place(fold(row.name)).specific or fold(row.name) for row in russian if row is not None}
    return len(names) == 1


def _too_near(settled: Settled, owners: dict[tuple[str, str], list[_Borne]]) -> Iterator[Finding]:
    """Find aliases within the confusion radius of another's canonical name in the same region."""
    regions: dict[str, dict[str, list[_Borne]]] = defaultdict(lambda: defaultdict(list))
    for (generic, key), borne in owners.items():
        for one in borne:
            if generic != "abbreviation" and key and one.row.kind not in FADED:
                regions[one.region][key].append(one)
    for keyed in regions.values():
        pairs = list(near_pairs(keyed))
        radius = _radius(pairs, keyed)
        for key, other, slips in [*pairs, *((b, a, slips) for a, b, slips in pairs)]:
            near = slips < radius.get(other, 0) and min(len(key), len(other)) >= _SHORTEST[slips]
            if near and (found := _inside(settled, keyed[key], keyed[other])):
                alias, canonical = found
                text = (
                    f"{alias.row.name!r} of {alias.entity_id} is {slips} slip(s) from {canonical.row.name!r} "
                    f"of {canonical.entity_id}: weaken it"
                )
                yield Finding("radius", alias.entity_id, alias.row.name, alias.row, "name", text)


def _radius(pairs: Iterable[tuple[str, str, int]], keyed: dict[str, list[_Borne]]) -> dict[str, int]:
    """Give the confusion radius of each canonical name: how far the next canonical name is."""
    radius = {key: FARTHEST for key, borne in keyed.items() if any(one.row.kind == "preferred" for one in borne)}
    for key, other, slips in pairs:
        if key in radius and other in radius:
            radius[key] = min(radius[key], slips)
            radius[other] = min(radius[other], slips)
    return radius


def _inside(settled: Settled, aliases: list[_Borne], names: list[_Borne]) -> tuple[_Borne, _Borne] | None:
    """Give an alias and the other's canonical name it comes too near, if none of the owners is the same."""
    if not {one.entity_id for one in aliases}.isdisjoint({one.entity_id for one in names}):
        return None
    if any(one.row.kind == "preferred" for one in aliases):
        return None
    alias, canonical = aliases[0], next((one for one in names if one.row.kind == "preferred"), None)
    if canonical is None or _homonyms(settled, alias.entity_id, canonical.entity_id):
        return None
    return None if _match_key(settled, alias) == _match_key(settled, canonical) else (alias, canonical)


def _match_key(settled: Settled, one: _Borne) -> str:
    """Give the key under which a town and the district named after it are one name."""
    kind = Kind(settled.entities[one.entity_id].kind)
    return match_key(_parted(one.row.name, kind)[1], kind)
