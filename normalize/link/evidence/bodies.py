"""Evidence of whose body an organisation is: many states have a "Defence Ministry", and a text seldom says whose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalize.gazetteer import Form
from normalize.link import scales
from normalize.link.evidence.places import BRANDS, QUOTES
from normalize.link.wholes import country_of, is_armed, name_of
from normalize.morph import marked
from normalize.types import Case, Rule

if TYPE_CHECKING:
    from collections import Counter

    from normalize.link.context import Context
    from normalize.link.scales import Weighed
    from normalize.mentions import Mention

_LEAD = 2  # times as often as the next state: otherwise the text is about both


def weigh_organization(context: Context, mention: Mention, weighed: Weighed) -> None:
    """Weigh whose body an organisation is against the countries in view; only a shared or weak name needs it."""
    country = country_of(context.gazetteer, weighed.entity)
    if _is_brand(context, weighed) and not mention.head:
        if context.named[weighed.entity] and context.view.capitals[mention.first]:
            name = name_of(context.gazetteer, weighed.entity)
            weighed.add(scales.REMEMBERED, Rule.MEMORY, name=name)
        elif not _quoted_alone(context, mention, weighed):
            return
    if country is None:
        return
    before = context.country_before(mention)
    if before is not None:
        weighed.add(scales.ITS_COUNTRY if before == country else -scales.ITS_COUNTRY)
    else:
        _weigh_state(context, mention, weighed, country)


def _weigh_state(context: Context, mention: Mention, weighed: Weighed, country: int) -> None:
    """Weigh the state of a body against those that its sentence, its paragraph and the whole text tell of.

    Those who fight report of the towns of others as well as of their own ("Минобороны сообщило об ударе по Сумам"):
    for them a sentence that tells of an attack says nothing.
    """
    armed = is_armed(context.gazetteer, weighed.entity)
    beside = None if armed and context.of_attack(mention.first) else context.countries_near(mention)
    parent, name = name_of(context.gazetteer, country), name_of(context.gazetteer, weighed.entity)
    if beside and beside[country]:
        weighed.add(scales.COUNTRY_NEAR, Rule.PARENT, parent=parent, name=name)
    elif beside:
        weighed.add(scales.OTHER_COUNTRY)
    elif paragraph := context.states_of_paragraph(mention, calm=armed):
        weighed.add(scales.COUNTRY_PARAGRAPH if country in paragraph else scales.OTHER_COUNTRY)
    if _leads(context.calm if armed else context.states, country):
        weighed.add(scales.COUNTRY, Rule.PARENT, parent=parent, name=name)


def _leads(states: Counter[int], country: int) -> bool:
    """Tell whether a text is about one state above all."""
    others = max((count for state, count in states.items() if state != country), default=0)
    return states[country] > 0 and states[country] >= _LEAD * others


def _is_brand(context: Context, weighed: Weighed) -> bool:
    """Tell whether a weak name is a word in itself, which no country makes a name: «Север», "Sparta", "2-я армия"."""
    posting = weighed.posting
    if posting is None or not posting.weak or posting.form is not Form.FULL:
        return False
    entity = context.gazetteer.entity_at(weighed.entity)
    numbered = context.gazetteer.names_of(weighed.entity)[posting.alias].name[:1].isdigit()
    return numbered or entity.subtype in BRANDS or "«" in entity.names.get("ru", "")


def _quoted_alone(context: Context, mention: Mention, weighed: Weighed) -> bool:
    """Tell whether a name in quotation marks is not that of the noun before: "лидер «Яблока»", but "кафе «Зеркало»"."""
    tokens, first = context.view.tokens, mention.first
    if tokens.text[tokens.starts[first] - 1 : tokens.starts[first]] not in QUOTES or not tokens.starts[first]:
        return False
    named_so = weighed.posting is None or Case.NOMINATIVE in weighed.posting.cases
    return tokens.opens_sentence(first) or not (named_so and marked(tokens.folded[first - 1], "NOUN"))
