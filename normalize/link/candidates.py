"""The entities that a mention could mean: by exact form, then by match key, then by likeness inside a known whole."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from normalize.gazetteer import AliasKind, Gazetteer
from normalize.keys import match_key, match_keys, skeleton
from normalize.link import scales
from normalize.link.evidence import (
    weigh,
    weigh_against_others,
    weigh_among_regions,
    weigh_company,
    weigh_neighbours,
    weigh_organization,
    weigh_person,
    weigh_place,
)
from normalize.link.scales import Weighed
from normalize.link.wholes import is_village, name_of, region_of
from normalize.match import Choices, Verdict, compare
from normalize.mentions import Source
from normalize.names import parse_place
from normalize.text import Script, fold_tokens, script
from normalize.translit import romanize
from normalize.types import PLACES, Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from normalize.link.context import Context
    from normalize.mentions import Mention

_MOST = 12  # candidates that are looked at
# Likeness and lead over the next that `benchmarks/nearest.py` shows to be safe among the districts of one region, where
# it is merely the one named last (.998 right), and where it stands beside the name.
_GARBLED, _MARGIN = 0.80, 0.05
_GARBLED_BESIDE, _MARGIN_BESIDE = 0.74, 0.10
_KNOWN = 0.92  # for what is exactly the name of a place elsewhere
_SHORTEST_STEM = 3
_LONGEST = 400  # letters; no name is longer
_FUZZY_KINDS = frozenset({Kind.DISTRICT, Kind.CITY_DISTRICT, Kind.SETTLEMENT})
_KEYED_KINDS = tuple(kind for kind in Kind if kind in _FUZZY_KINDS | {Kind.REGION})


def candidates(context: Context, mention: Mention) -> list[Weighed]:
    """Give the candidates of a mention with all their evidence, the likeliest first."""
    surface = context.view.tokens.surface(mention.first, mention.last)
    found = _exact(context, mention, surface) or _mixed(context, mention, surface)
    if found and mention.head and Kind.DISTRICT in mention.kinds and "okrug" not in mention.subtype:
        found += _raions_beside(context, mention, surface, found)
    if mention.source in {Source.HEAD, Source.LIST} and mention.head and not _any_here(context, found):
        near = _keyed_place(context, mention, surface) if not found else []
        alike = near if _any_here(context, near) else [*near, *_resembling(context, mention, known=bool(found))]
        found += [one for one in alike if not _among(found, one)]
    elif not found and Kind.PERSON in mention.kinds and mention.length > 1:
        found = _keyed_person(context, surface)
    _weigh_all(context, mention, found)
    return sorted(found, key=lambda one: -one.odds)


def _exact(context: Context, mention: Mention, surface: str) -> list[Weighed]:
    best: dict[int, Weighed] = {}
    for posting in mention.postings[: _MOST * 4]:
        weighed = weigh(context, mention, posting, surface)
        known = best.get(posting.entity)
        if known is None or weighed.odds > known.odds:
            best[posting.entity] = weighed
    return list(best.values())


def _any_here(context: Context, found: list[Weighed]) -> bool:
    """Tell whether an exact candidate lies in a region that the document names, or needs none to."""
    regions = {region_of(context.gazetteer, one.entity) for one in found}
    return bool(found) and (not context.regions or not regions.isdisjoint(context.regions | {None}))


def _among(found: list[Weighed], weighed: Weighed) -> bool:
    return any(one.entity == weighed.entity for one in found)


def _mixed(context: Context, mention: Mention, surface: str) -> list[Weighed]:
    """Read a specific that mixes two alphabets ("Стародубsky") as romanized throughout."""
    if not any(script(word) is Script.MIXED for word in mention.specific):
        return []
    words = fold_tokens(romanize(" ".join(mention.specific)))
    postings = context.gazetteer.lookup(words)
    fitting = tuple(posting for posting in postings if context.gazetteer.kind_at(posting.entity) in mention.kinds)
    return _exact(context, replace(mention, postings=fitting), surface)


def _raions_beside(context: Context, mention: Mention, surface: str, found: list[Weighed]) -> list[Weighed]:
    """Add the raion around a town whose urban okrug alone bears the town's name: "Torzhok district"."""
    gazetteer = context.gazetteer
    towns = [one for one in found if (gazetteer.entity_at(one.entity).subtype or "").startswith("urban_okrug")]
    added: list[Weighed] = []
    for town in towns:
        region = int(gazetteer.parents[town.entity])
        if any(one not in towns and int(gazetteer.parents[one.entity]) == region for one in found):
            town.add(2 * scales.OVERSHADOWED)
            continue
        for raion in _raions_named_after(gazetteer, region, "".join(mention.specific)):
            town.add(2 * scales.OVERSHADOWED)
            added.append(_by_key(context, mention, surface, raion))
            added[-1].add(scales.EXACT)
    return added


@lru_cache(maxsize=4096)
def _raions_named_after(gazetteer: Gazetteer, region: int, town: str) -> tuple[int, ...]:
    """Give the one raion of a region whose adjective is made of a town's name ("Щигры", "Щигровский")."""
    stem = skeleton(town, "1c").rstrip("aeiou")
    found = [
        int(part)
        for part in gazetteer.children(region)
        if gazetteer.entity_at(int(part)).subtype == "raion"
        and any(skeleton(specific, "1c").startswith(stem) for specific in _specifics(gazetteer, int(part)))
    ]
    return tuple(found) if len(found) == 1 and len(stem) >= _SHORTEST_STEM else ()


def _weigh_all(context: Context, mention: Mention, found: list[Weighed]) -> None:
    attached = context.attached(mention)
    for weighed in found:
        kind = context.gazetteer.kind_at(weighed.entity)
        if kind in PLACES:
            weigh_place(context, mention, weighed, attached)
            weigh_neighbours(context, mention, weighed)
        elif kind is Kind.PERSON:
            weigh_person(context, mention, weighed)
        elif len(found) > 1 or weighed.posting is None or weighed.posting.weak:
            weigh_organization(context, mention, weighed)
    weigh_company(context, mention, found)
    weigh_among_regions(context, mention, found)
    weigh_against_others(context, mention, found)


def _keyed_place(context: Context, mention: Mention, surface: str) -> list[Weighed]:
    """Look a headed name up by its match key: another spelling of a known specific."""
    specific = " ".join(mention.specific)
    found = [
        index
        for kind in _KEYED_KINDS  # in their order, that of a set differs from process to process
        if kind in mention.kinds
        for index in context.gazetteer.by_key(match_key(specific, kind))
    ]
    return [_by_key(context, mention, surface, index) for index in dict.fromkeys(found[:_MOST])]


def _by_key(context: Context, mention: Mention, surface: str, index: int) -> Weighed:
    weighed = Weighed(index, None)
    weighed.add(scales.KEY + scales.STRONG, Rule.KEY, surface=surface, name=name_of(context.gazetteer, index))
    if mention.head:
        weighed.add(scales.HEAD, Rule.HEAD, head=mention.head, kind=context.gazetteer.kind_at(index))
    weigh_existence(context, weighed)
    return weighed


def weigh_existence(context: Context, weighed: Weighed) -> None:
    """Let it count against an entity that it was not there at the date."""
    if not context.existed(weighed.entity):
        name = name_of(context.gazetteer, weighed.entity)
        weighed.add(scales.OUTDATED, Rule.DATE, name=name, date=context.date or "")


def _keyed_person(context: Context, surface: str) -> list[Weighed]:
    """Look a person's name up by its match key, and let the comparison of the two names decide."""
    found: list[Weighed] = []
    found_by_key = (context.gazetteer.by_key(key) for key in match_keys(surface, Kind.PERSON))
    for index in dict.fromkeys(itertools.chain.from_iterable(found_by_key)):
        names = context.gazetteer.entity_at(index).names.values()
        comparisons = [compare(surface, name, Kind.PERSON) for name in names]
        same = [comparison for comparison in comparisons if comparison.verdict is Verdict.SAME]
        if same and not any(comparison.verdict is Verdict.DIFFERENT for comparison in comparisons):
            best = max(same, key=lambda comparison: comparison.score)
            weighed = Weighed(index, None)
            weak = _borne_by_many(context.gazetteer, index) and len(surface.split()) < 3
            weighed.add(
                scales.KEY + (scales.WEAK if weak else scales.STRONG),
                Rule.KEY,
                surface=surface,
                name=name_of(context.gazetteer, index),
            )
            weighed.reasons.extend(best.reasons)
            found.append(weighed)
    return found[:_MOST]


def _borne_by_many(gazetteer: Gazetteer, index: int) -> bool:
    """Tell whether the table calls a person's own name weak, so that another spelling of it is weak as well."""
    return bool(gazetteer.entity_at(index).weak_names)


def _resembling(context: Context, mention: Mention, *, known: bool) -> list[Weighed]:
    """Look for a garbled name among the parts of the region that the text names; never across regions."""
    attached = context.attached(mention)
    if attached is not None:
        wholes: Iterable[int] = (
            attached.entity,
            region_of(context.gazetteer, attached.entity) or attached.entity,
        )
        weight, sure = scales.BOUND, True
    else:
        wholes = context.nearest_regions(mention.first)
        weight = scales.NEAR
        sure = len(wholes) == 1 and context.regions_beside(mention)
    specific = " ".join(mention.specific)[:_LONGEST]
    found: dict[int, float] = {}
    kinds = mention.kinds & _FUZZY_KINDS
    if kinds > _RAIONS and _raions_beside_it(context, mention):
        kinds = _RAIONS
    for whole in dict.fromkeys(wholes):
        for part, score in _nearest(context.gazetteer, whole, frozenset(kinds), specific):
            found[part] = max(score, found.get(part, 0.0))
    return _weigh_likeness(
        context, mention, found, weight, least=_KNOWN if known else _GARBLED_BESIDE if sure else _GARBLED
    )


_RAIONS = frozenset({Kind.DISTRICT})


def _raions_beside_it(context: Context, mention: Mention) -> bool:
    """Tell whether a mention's list is one of raions, in which no district of a city stands."""
    return {context.gazetteer.kind_at(other) for other in context.neighbours(mention)} == _RAIONS


def _weigh_likeness(
    context: Context, mention: Mention, found: dict[int, float], weight: float, *, least: float
) -> list[Weighed]:
    surface = context.view.tokens.surface(mention.first, mention.last)
    ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:5]
    runner_up = ranked[1][1] if len(ranked) > 1 else 0.0
    weighed_all: list[Weighed] = []
    for index, score in ranked:
        weighed = Weighed(index, None)
        name = name_of(context.gazetteer, index)
        clear = index == ranked[0][0] and _clear(score, score - runner_up, least)
        odds = scales.EXACT + scales.STRONG - weight if clear else -weight - 2.0
        weighed.add(odds + 4 * (score - 1), Rule.FUZZY, surface=surface, name=name, score=f"{score:.2f}")
        weigh_existence(context, weighed)
        weighed_all.append(weighed)
    return weighed_all


def _clear(score: float, lead: float, least: float) -> bool:
    """Tell whether a likeness is enough; the lower the bar, the wider the lead must be."""
    return score >= least and lead >= (_MARGIN if score >= _GARBLED else _MARGIN_BESIDE)


@lru_cache(maxsize=8192)
def _nearest(gazetteer: Gazetteer, whole: int, kinds: frozenset[Kind], specific: str) -> tuple[tuple[int, float], ...]:
    """Give what inside a place is most like a specific; texts repeat their names, and what is open is asked twice."""
    parts, choices = _parts(gazetteer, whole, kinds)
    return tuple((parts[place], score) for place, score in choices.nearest(specific, limit=8, cutoff=0.6))


@lru_cache(maxsize=1024)
def _parts(gazetteer: Gazetteer, whole: int, kinds: frozenset[Kind]) -> tuple[tuple[int, ...], Choices]:
    """Give the districts and towns anywhere inside a place, and their specifics to choose from.

    Villages are no choice: most of them are not known, so that the nearest known one is often another.
    """
    known = (index for index in np.flatnonzero(gazetteer.inside(whole)).tolist() if gazetteer.kind_at(index) in kinds)
    inside = [index for index in known if index != whole and not is_village(gazetteer, index)]
    pairs = [(index, specific) for index in inside for specific in _specifics(gazetteer, index)]
    return tuple(index for index, _ in pairs), Choices([specific for _, specific in pairs])


@lru_cache(maxsize=65536)
def _specifics(gazetteer: Gazetteer, index: int) -> tuple[str, ...]:
    found = dict.fromkeys(
        parse_place(alias.name).specific
        for alias in gazetteer.names_of(index)
        if alias.kind not in {AliasKind.ADJECTIVE, AliasKind.ABBREVIATION}
    )
    return tuple(found)
