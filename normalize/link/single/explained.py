"""Whether a string taken as one name is explained by the entity found in it, to the last word.

A column of names holds strings that merely contain a name: "Газпром Казахстан" is no country.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalize.link.single.alike import PEOPLE
from normalize.link.wholes import ancestors, country_of
from normalize.mentions import is_opener, office_ending_at
from normalize.text import fold_tokens
from normalize.types import PLACES, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalize.gazetteer import Gazetteer
    from normalize.link.decide import Decision
    from normalize.mentions import Mention, Sight

APART = frozenset([",", "("])  # they set off what is said of a name
_SIDES = frozenset(["claimed_by", "administered_by"])  # a disputed place lies in each of them
_ALSO = frozenset(["и", "или", "and", "or"])  # they join two names


def explains(view: Sight, mention: Mention) -> bool:
    """Tell whether nothing is left of a string beside a mention but a title, function words or a first word.

    That first word is weighed with the person's name afterwards, for in a text it might open a sentence.
    """
    rest = [*range(mention.first), *range(mention.last + 1, len(view.tokens))]
    if mention.title or (rest == [0] and mention.kinds == PEOPLE):
        return True
    return all(_is_empty(view, index) for index in rest)


def asked(view: Sight, decisions: Sequence[Decision]) -> Decision | None:
    """Give the decision that a string is about, where all its other names are wholes of it: "Льгов, Курская область".

    None where a word is left that no name explains, or where the names are several.
    """
    covered = {index for one in decisions for index in range(one.mention.first, one.mention.last + 1)}
    heads = {word for one in decisions for word in fold_tokens(one.mention.head)}  # "Льгов" is found without its "г."
    rest = [index for index in range(len(view.tokens)) if index not in covered]
    if decisions and _tells_office(view, decisions):
        return decisions[0]
    if not decisions or not all(view.tokens.folded[index] in heads or _is_empty(view, index) for index in rest):
        return None
    if len({one.chosen.entity for one in decisions if one.chosen}) <= 1 and all(one.chosen for one in decisions):
        return decisions[0]
    gazetteer = view.gazetteer
    inner = [one for one in decisions if not _is_place(gazetteer, one)] or [one for one in decisions if not one.chosen]
    if len(inner) > 1:
        return None
    fitting = (one for one in inner or decisions if _lies_in_all(gazetteer, one, decisions))
    return next(fitting, None)


def _tells_office(view: Sight, decisions: Sequence[Decision]) -> bool:
    """Tell whether what follows a person's name is an office: "Vladimir Putin (President of Russia)"."""
    first, after = decisions[0], decisions[0].mention.last + 1
    if first.mention.first or first.kind is not Kind.PERSON or any(one.kind is Kind.PERSON for one in decisions[1:]):
        return False
    if after >= len(view.tokens) or view.tokens.gaps[after].strip() not in APART:
        return False
    return any(office_ending_at(view, index) is not None for index in range(after, len(view.tokens)))


def _is_empty(view: Sight, index: int) -> bool:
    word = view.tokens.folded[index]
    return is_opener(word) and word not in _ALSO


def _is_place(gazetteer: Gazetteer, decision: Decision) -> bool:
    if decision.chosen is None:
        return decision.kind in PLACES
    return gazetteer.kind_at(decision.chosen.entity) in PLACES


def _lies_in_all(gazetteer: Gazetteer, decision: Decision, others: Sequence[Decision]) -> bool:
    """Tell whether all the other names are places, and each holds the entity, or the next of them."""
    rest = [one.chosen.entity for one in others if one is not decision and one.chosen is not None]
    if not all(gazetteer.kind_at(entity) in PLACES for entity in rest):
        return False
    if decision.chosen is not None:
        return _wholes(gazetteer, decision.chosen.entity).issuperset(rest)
    return any({entity, *ancestors(gazetteer, entity)}.issuperset(rest) for entity in rest)


def _wholes(gazetteer: Gazetteer, entity: int) -> set[int]:
    """Give the places that an entity lies in, belongs to or holds an office of."""
    offices = (gazetteer.index_of(tenure.of) for tenure in gazetteer.entity_at(entity).tenures)
    near = {entity, *(office for office in offices if office is not None)}
    country = country_of(gazetteer, entity)
    near |= {country} if country is not None else set()
    near |= {place for one in near for place in ancestors(gazetteer, one)}
    sides = (
        relation.object
        for one in near
        for relation in gazetteer.entity_at(one).relations
        if relation.relation in _SIDES
    )
    return near | {side for side in map(gazetteer.index_of, sides) if side is not None}
