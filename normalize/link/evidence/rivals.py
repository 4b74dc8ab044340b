"""Candidates against each other: the only bearer of a name, the one that everybody thinks of, the one at home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalize.link import scales
from normalize.link.evidence.surface import in_place
from normalize.link.wholes import country_of, is_village, name_of, region_of
from normalize.types import Kind, Rule

if TYPE_CHECKING:
    from normalize.gazetteer import Gazetteer
    from normalize.link.context import Context
    from normalize.link.scales import Weighed
    from normalize.mentions import Mention


def _yield_to_towns(gazetteer: Gazetteer, candidates: list[Weighed]) -> None:
    """Let the town keep its own name where its region was named before: "Moscow Region … the mayor of Moscow"."""
    towns = [one for one in candidates if gazetteer.kind_at(one.entity) is Kind.SETTLEMENT and one.posting is not None]
    kept = [town for town in towns if town.posting and not town.posting.weak and not _has(town, Rule.DATE)]
    for one in candidates if kept else ():
        if (
            gazetteer.kind_at(one.entity) is Kind.REGION
            and one.posting
            and one.posting.weak
            and _has(one, Rule.MEMORY)
            and not _has(one, Rule.OFFICE)
        ):
            one.add(2 * scales.OVERSHADOWED)


def _has(weighed: Weighed, rule: Rule) -> bool:
    return any(reason.rule is rule for reason in weighed.reasons)


def _weigh_home(context: Context, candidates: list[Weighed]) -> None:
    """Let namesakes in different countries be settled by the country that the document is about."""
    home = context.countries.most_common(1)
    countries = {country_of(context.gazetteer, one.entity) for one in candidates}
    if not home or len(countries) < 2 or any(one.here for one in candidates):
        return
    for one in candidates:
        if country_of(context.gazetteer, one.entity) == home[0][0] and not _is_person(context.gazetteer, one):
            one.add(scales.HOME)


def _yield_to_people(gazetteer: Gazetteer, candidates: list[Weighed]) -> None:
    """Let a small town whose name is a surname of somebody known wait for a word that says it is a place."""
    if any(_is_person(gazetteer, one) for one in candidates):
        for one in candidates:
            if (
                gazetteer.kind_at(one.entity) is Kind.SETTLEMENT
                and int(gazetteer.populations[one.entity]) < scales.CITY
            ):
                one.add(scales.OVERSHADOWED)


def _is_person(gazetteer: Gazetteer, weighed: Weighed) -> bool:
    return gazetteer.kind_at(weighed.entity) is Kind.PERSON


_MANY = 8  # bearers of a name in view; there are always more than the gazetteer knows


def _weigh_crowd(gazetteer: Gazetteer, towns: list[Weighed]) -> None:
    """Let a name that many settlements bear ("Ивановка") not mean the largest of them unless that is a city."""
    for town in towns if len(towns) >= _MANY else ():
        village = is_village(gazetteer, town.entity)  # its name was weighed with its region
        town.add(0.0 if village or int(gazetteer.populations[town.entity]) >= scales.CITY else scales.UNPLACED)


_CAPITAL = 200_000  # inhabitants of a city that is meant wherever nothing says that it is not
_SMALL = 10_000
_FAR_LARGER = 8  # times: the city that all think of


def _yield_to_capital(context: Context, mention: Mention, towns: list[Weighed]) -> None:
    """Let a village in a region named elsewhere give way to the city that all think of: "Ternopil, Rivne, Lutsk".

    A larger town ties with it where its region is named only later: "взрыв в Донецке", and lines after it "в Донецке
    Ростовской области", which may be said because the first was the other.
    """
    populations, near = context.gazetteer.populations, context.nearest_regions(mention.first)
    cities = [town for town in towns if int(populations[town.entity]) >= scales.CITY]
    if len(cities) != 1 or mention.head or cities[0].posting is None or cities[0].posting.weak:
        return
    city = int(populations[cities[0].entity])
    for town in towns:
        region, size = region_of(context.gazetteer, town.entity), int(populations[town.entity])
        if not town.here or region in near:
            continue
        if city >= _CAPITAL and size < _SMALL:
            town.add(2 * scales.OVERSHADOWED)
        elif city >= _FAR_LARGER * size and not context.named_before(mention, region):
            town.add(scales.OVERSHADOWED)


def weigh_against_others(context: Context, mention: Mention, candidates: list[Weighed]) -> None:
    """Weigh candidates against each other: the only bearer of a name, or the one that everybody thinks of."""
    gazetteer = context.gazetteer
    if len(candidates) == 1:
        only = candidates[0]
        only.add(scales.ONLY, Rule.ONLY, kind=gazetteer.kind_at(only.entity))
        return
    _weigh_home(context, candidates)
    _yield_to_towns(gazetteer, candidates)
    if any(gazetteer.kind_at(one.entity) is Kind.REGION and one.odds > 0 for one in candidates):
        for one in candidates:
            one.add(scales.OVERSHADOWED if gazetteer.kind_at(one.entity) is Kind.FEATURE else 0.0)
    towns = [one for one in candidates if gazetteer.kind_at(one.entity) is Kind.SETTLEMENT]
    if any(reason.rule is Rule.OFFICE for one in candidates for reason in one.reasons if _is_person(gazetteer, one)):
        for one in candidates:
            one.add(0.0 if _is_person(gazetteer, one) else 2 * scales.OVERSHADOWED)
    if towns and len(towns) < len(candidates) and not mention.head and not in_place(context, mention):
        _yield_to_people(gazetteer, candidates)
    if len(towns) > 1:
        _weigh_towns(context, mention, towns)


def _weigh_towns(context: Context, mention: Mention, towns: list[Weighed]) -> None:
    """Weigh towns of one name: the one in a named region, or else the one that is far larger."""
    gazetteer = context.gazetteer
    if any(town.here for town in towns):
        _yield_to_capital(context, mention, towns)
        return
    _weigh_crowd(gazetteer, towns)
    sizes = sorted(((int(gazetteer.populations[town.entity]), town) for town in towns), key=lambda pair: -pair[0])
    (largest, first), (second, _) = sizes[:2]
    waits = first.posting is not None and first.posting.ordinary and not (mention.head or in_place(context, mention))
    if not waits and largest >= 100_000 and largest >= _FAR_LARGER * max(second, 1000):
        first.add(scales.PROMINENT, Rule.PROMINENCE, name=name_of(context.gazetteer, first.entity))
        for _, town in sizes[1:]:
            town.add(scales.OVERSHADOWED)
