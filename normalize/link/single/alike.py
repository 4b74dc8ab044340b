"""What a name resembles that is nobody's: with a slip, garbled, or one of the few inside a known whole."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from normalize.gazetteer import AliasKind
from normalize.keys import alternates, skeleton, stem
from normalize.link import scales
from normalize.link.candidates import weigh_existence
from normalize.link.evidence import weigh_person
from normalize.link.scales import Weighed
from normalize.link.wholes import ancestors, name_of, region_of
from normalize.match import Choices, Verdict, compare, edits, search_of
from normalize.match.alike import words
from normalize.morph import marked
from normalize.names import parse_person, parse_place
from normalize.translit import cyrillize
from normalize.types import PLACES, Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from normalize.gazetteer import Gazetteer
    from normalize.link.context import Context
    from normalize.mentions import Mention

PEOPLE = frozenset({Kind.PERSON})
_GARBLED = 0.8
_MARGIN = 0.06
_FEW_PARTS = 3000  # entities inside a whole that are looked at one by one
_SPARE = 4  # times as many are looked for as are wanted, for some lie elsewhere
_MARKS = ("Surn", "Name", "Patr")  # of the dictionary: words that are names
_SPELLINGS = 3  # in which a romanized word is looked for in the dictionary
_INITIAL = 1
_SHORTEST_STEM = 3  # that stands for all forms of a word


def misspelt(context: Context, mention: Mention) -> list[Weighed]:
    """Give the one person whose name is meant by one with a slip: the search proposes, the comparison decides.

    None where a word that differs is itself a name (Оглоблин is not Оглобин with a slip), where the comparison doubts
    or where somebody else is nearly as near: a wrong link is worse than no link.
    """
    gazetteer = context.gazetteer
    surface = context.view.tokens.surface(0, len(context.view.tokens) - 1)
    query = _untitled(surface)
    parts = query.split()
    if sum(len(part) > _INITIAL for part in parts) <= 1:
        return []
    near = search_of(gazetteer).nearest(query, allowed=allowed_entities(gazetteer, PEOPLE, None), least=_GARBLED)
    if not near or not _leads([one.score for one in near]) or not context.existed(near[0].entity):
        return []
    person = gazetteer.entity_at(near[0].entity)
    names = () if person.weak_names else tuple(person.names.values())
    strange = _one_slip(parts, names)
    if not strange or search_of(gazetteer).bears(strange):  # quick to ask, and mostly the answer
        return []
    verdicts = {compare(query, name, Kind.PERSON, date=context.date).verdict for name in names}
    if verdicts != {Verdict.SAME} or _is_a_name(strange):
        return []
    weighed = _likely(gazetteer, surface, near[0].entity, near[0].score, clear=True)
    weigh_person(context, mention, weighed)
    return [weighed]


def _one_slip(parts: list[str], names: tuple[str, ...]) -> str | None:
    """Give the one word that is not in the names, if it is one slip away from a word that is."""
    held = {skeleton(word, 1) for name in names for word in words(name)}
    held |= {found for found in map(stem, held) if len(found) >= _SHORTEST_STEM}  # Ярема leaves no more than "ar"
    spoken = [(part, {*alternates(part, 1), *alternates(part)}) for part in parts if len(part) > _INITIAL]
    strange = [(part, forms) for part, forms in spoken if held.isdisjoint(forms)]
    if len(strange) != 1 or not any(edits(one, other) <= 1 for one in strange[0][1] for other in held):
        return None
    return strange[0][0]


def _is_a_name(part: str) -> bool:
    """Tell whether a dictionary has a word as a name."""
    spelled = [part, *(one.text for one in cyrillize(part)[:_SPELLINGS])] if part.isascii() else [part]
    return any(marked(word, mark) for word in spelled for mark in _MARKS)


def inside(gazetteer: Gazetteer, entity: int, whole: int) -> bool:
    """Tell whether an entity lies in a whole, or held an office there; a federal city lies in its town as well."""
    if entity == whole or whole in ancestors(gazetteer, entity):
        return True
    if gazetteer.kind_at(entity) is Kind.PERSON:
        offices = (gazetteer.index_of(tenure.of) for tenure in gazetteer.entity_at(entity).tenures)
        return any(office is not None and inside(gazetteer, office, whole) for office in offices)
    region = region_of(gazetteer, whole)
    return gazetteer.kind_at(whole) is Kind.SETTLEMENT and region is not None and region == entity


def alike(context: Context, mention: Mention, kind: Kind | None, whole: int | None, limit: int) -> list[Weighed]:
    """Rank by likeness among all names of the kind, or among those inside the whole."""
    gazetteer = context.gazetteer
    surface = context.view.tokens.surface(mention.first, mention.last)
    kinds = frozenset({kind}) if kind else (mention.kinds or frozenset(Kind))
    query = (parse_place(surface).specific if kinds & PLACES else surface) or surface
    if kinds == PEOPLE:
        query = _untitled(context.view.tokens.surface(0, len(context.view.tokens) - 1)) or surface
    best = _nearest_inside(gazetteer, query, kinds, whole, limit) if _is_small(gazetteer, kinds, whole) else {}
    if not best:
        allowed = allowed_entities(gazetteer, kinds, whole)
        best = dict(search_of(gazetteer).nearest(query, limit=limit * _SPARE, allowed=allowed))
        best = {entity: best[entity] for entity in best if whole is None or inside(gazetteer, entity, whole)}
    clear = whole is not None and _leads(list(best.values()))
    found = [
        _likely(gazetteer, surface, entity, score, clear=clear and not order)
        for order, (entity, score) in enumerate(list(best.items())[:limit])
    ]
    for one in found:
        weigh_existence(context, one)
    return found


def _untitled(surface: str) -> str:
    """Give all words of a person's name, also those that no finder takes for a name, without titles."""
    parsed = parse_person(surface)
    return " ".join(slot.text for slot in parsed[0].slots) if parsed else surface


@lru_cache(maxsize=1024)
def _is_small(gazetteer: Gazetteer, kinds: frozenset[Kind], whole: int | None) -> bool:
    """Tell whether what lies in a whole is so little that every name of it can be looked at."""
    if whole is None:
        return False
    allowed = allowed_entities(gazetteer, kinds, whole)
    return allowed is not None and int(allowed.sum()) <= _FEW_PARTS


def _nearest_inside(
    gazetteer: Gazetteer, query: str, kinds: frozenset[Kind], whole: int | None, limit: int
) -> dict[int, float]:
    names, choices = _choices(gazetteer, kinds, whole)
    best: dict[int, float] = {}
    for place, score in choices.nearest(query, limit=limit * 3, cutoff=0.6):
        best.setdefault(names[place], score)
    return best


def _leads(scores: list[float]) -> bool:
    return bool(scores) and scores[0] >= _GARBLED and (len(scores) == 1 or scores[0] - scores[1] >= _MARGIN)


def _likely(gazetteer: Gazetteer, surface: str, entity: int, score: float, *, clear: bool) -> Weighed:
    weighed = Weighed(entity, None)
    odds = (scales.EXACT + scales.STRONG if clear else -1.0) + 6 * (score - 1)
    weighed.add(odds, Rule.FUZZY, surface=surface, name=name_of(gazetteer, entity), score=f"{score:.2f}")
    return weighed


@lru_cache(maxsize=64)
def allowed_entities(gazetteer: Gazetteer, kinds: frozenset[Kind], whole: int | None) -> NDArray[np.bool_] | None:
    """Tell for each entity whether it is of one of the kinds and lies in the whole; None where all do.

    People pass: where they held office is seen when they are found.
    """
    if whole is None and kinds == frozenset(Kind):
        return None
    of_kind = np.isin(gazetteer.kinds, [tuple(Kind).index(kind) for kind in kinds])
    if whole is None:
        return of_kind
    people = gazetteer.kinds == tuple(Kind).index(Kind.PERSON)
    inside = gazetteer.inside(whole)
    if gazetteer.kind_at(whole) is Kind.SETTLEMENT and (region := region_of(gazetteer, whole)) is not None:
        inside[region] = True
    allowed: NDArray[np.bool_] = of_kind & (inside | people)
    return allowed


@lru_cache(maxsize=256)  # the regions of a country, of which each costs a twentieth of a second
def _choices(gazetteer: Gazetteer, kinds: frozenset[Kind], whole: int | None) -> tuple[tuple[int, ...], Choices]:
    pairs = list(_names(gazetteer, kinds, whole))
    return tuple(index for index, _ in pairs), Choices([name for _, name in pairs])


def _names(gazetteer: Gazetteer, kinds: frozenset[Kind], whole: int | None) -> Iterable[tuple[int, str]]:
    allowed = allowed_entities(gazetteer, kinds, whole)
    for index in range(len(gazetteer)) if allowed is None else np.flatnonzero(allowed).tolist():
        kind = gazetteer.kind_at(index)
        if whole is not None and not inside(gazetteer, index, whole):
            continue
        aliases = gazetteer.names_of(index)
        shown = (a.name for a in aliases if a.kind not in {AliasKind.ADJECTIVE, AliasKind.ABBREVIATION})
        specifics = (parse_place(name).specific or name if kind in PLACES else name for name in shown)
        yield from ((index, specific) for specific in dict.fromkeys(specifics))
