"""Evidence of place: where a candidate lies against the places that the document names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalize.gazetteer import Form
from normalize.gazetteer.forms import english_words
from normalize.link import scales
from normalize.link.wholes import ancestors, country_of, is_village, name_of, region_of
from normalize.mentions import office_ending_at, title_before
from normalize.morph import is_word
from normalize.types import PLACES, Kind, Rule

if TYPE_CHECKING:
    from normalize.gazetteer import Gazetteer, Posting
    from normalize.link.context import Attached, Context
    from normalize.link.scales import Weighed
    from normalize.mentions import Mention

_PARTS = frozenset({Kind.DISTRICT, Kind.CITY_DISTRICT})
_REGIONS = frozenset({Kind.REGION})
_RURAL = frozenset(["village", "settlement"])  # "the village of Vysoky" is no town of that name elsewhere


def weigh_place(context: Context, mention: Mention, weighed: Weighed, attached: Attached | None) -> None:
    """Weigh where a place lies against the places that the document names."""
    kind = context.gazetteer.kind_at(weighed.entity)
    if kind in {Kind.COUNTRY, Kind.FEATURE}:
        return
    if kind is Kind.SETTLEMENT and context.gazetteer.entity_at(weighed.entity).status == "unverified":
        weighed.add(3 * scales.UNPLACED)  # it has namesakes in its region, and nobody has told its district
    if kind is Kind.CITY_DISTRICT:
        _weigh_city(context, mention, weighed, attached)
    if (
        attached is not None
        and attached.entity != weighed.entity
        and _weigh_attached(context, mention, weighed, attached)
    ):
        return
    if kind is Kind.REGION:
        _weigh_as_region(context, mention, weighed)
    else:
        _weigh_whereabouts(context, mention, weighed)


def _weigh_city(context: Context, mention: Mention, weighed: Weighed, attached: Attached | None) -> None:
    """Weigh a city district by its city: named nearby, named somewhere, or passed over for the region."""
    city = _city_of(context, weighed.entity)
    of_region = attached is not None and context.gazetteer.kind_at(attached.entity) is Kind.REGION
    if context.named[city] and not of_region:
        beside = context.places_beside(mention)
        weighed.add(scales.IN_CITY if city in beside or not beside else scales.IN_CITY / 2)
    elif context.regions:
        weighed.add(scales.INNER)


def _city_of(context: Context, entity: int) -> int:
    """Give the city of a district, past the okrug that may stand between them; its region where the city is none."""
    above = ancestors(context.gazetteer, entity)
    cities = (whole for whole in above if context.gazetteer.kind_at(whole) is Kind.SETTLEMENT)
    return next(cities, int(context.gazetteer.parents[entity]))


def _weigh_attached(context: Context, mention: Mention, weighed: Weighed, attached: Attached) -> bool:
    """Weigh a place that is said to contain the mention; tell whether that settles where the candidate lies."""
    gazetteer, entity = context.gazetteer, weighed.entity
    above = attached.entity in ancestors(gazetteer, entity)
    if above or _same_region(context, attached.entity, entity):
        whole, part = name_of(gazetteer, attached.entity), name_of(gazetteer, entity)
        weighed.add(scales.BOUND if above else scales.NEAR, Rule.PARENT, parent=whole, name=part)
        weighed.here = True
        return True
    kind = gazetteer.kind_at(entity)
    elsewhere = _abroad(context, attached.entity, entity) or _in_another_district(context, attached.entity, entity)
    if (attached.binding or elsewhere) and kind is not Kind.REGION:
        weighed.add(scales.EXCLUDED)
        return True
    if mention.head and kind in _PARTS and gazetteer.kind_at(attached.entity) is Kind.REGION:
        weighed.add(-scales.NEAR)  # "Kirovsky district, Leningrad Region"
    return False


def _weigh_as_region(context: Context, mention: Mention, weighed: Weighed) -> None:
    entity = weighed.entity
    doubtful = weighed.posting is not None and weighed.posting.weak and entity not in context.gazetteer.cities
    if doubtful and (governed := governs(context, mention) or announced(context, mention)):
        weight = 2 * scales.ANNOUNCED if governed == "governor" else scales.ANNOUNCED
        weighed.add(weight, Rule.OFFICE, name=name_of(context.gazetteer, entity), office="governor")
    if context.named[entity]:
        weighed.add(scales.REMEMBERED, Rule.MEMORY, name=name_of(context.gazetteer, entity))


def _abroad(context: Context, whole: int, part: int) -> bool:
    """Tell whether a region behind a comma is one of another country: "Moscow, Idaho"."""
    countries = country_of(context.gazetteer, whole), country_of(context.gazetteer, part)
    return context.gazetteer.kind_at(whole) is Kind.REGION and None not in countries and countries[0] != countries[1]


def _same_region(context: Context, whole: int, part: int) -> bool:
    """Tell whether `whole` is a settlement or district in the region of `part` (no closer parent is known)."""
    kind = context.gazetteer.kind_at(whole)
    if kind is Kind.REGION or kind is Kind.COUNTRY or _in_another_district(context, whole, part):
        return False
    region = region_of(context.gazetteer, whole)
    return region is not None and region == region_of(context.gazetteer, part)


def _in_another_district(context: Context, whole: int, part: int) -> bool:
    """Tell whether a village is known to lie in another district than the one beside it."""
    gazetteer = context.gazetteer
    if gazetteer.kind_at(whole) is not Kind.DISTRICT or not is_village(gazetteer, part):
        return False
    return any(gazetteer.kind_at(above) is Kind.DISTRICT for above in ancestors(gazetteer, part))


def announced(context: Context, mention: Mention) -> bool:
    """Tell whether the title of a region's head stands before the mention: "глава Коми", "governor of Primorye"."""
    return title_before(context.view, mention.first) in {"governor", "head", "acting_governor", "acting_head"}


def governs(context: Context, mention: Mention) -> str:
    """Give "governor" where the title of a governor stands right behind an English name: "Khabarovsk governor"."""
    view, after = context.view, mention.last + 1
    if after >= len(view.tokens) or not view.tokens.joined[after] or not view.tokens.words[mention.last].isascii():
        return ""
    office = office_ending_at(view, after) or (
        office_ending_at(view, after + 1) if after + 1 < len(view.tokens) else ""
    )
    return "governor" if office in {"governor", "acting_governor"} and view.tokens.gaps[after] == " " else ""


def _weigh_whereabouts(context: Context, mention: Mention, weighed: Weighed) -> None:
    gazetteer = context.gazetteer
    region = region_of(gazetteer, weighed.entity)
    named = context.regions
    village = is_village(gazetteer, weighed.entity)
    weak = village and weighed.posting is not None and weighed.posting.weak
    if region is None or not named:
        weighed.add(scales.UNPLACED if weak else 0.0)
        return
    weighed.here = region in named
    if region in context.nearest_regions(mention.first):
        weighed.add(
            scales.NEAR,
            Rule.PARENT,
            parent=name_of(context.gazetteer, region),
            name=name_of(context.gazetteer, weighed.entity),
        )
    elif region in named and weak:
        weighed.add(scales.UNPLACED if mention.head else 0.0)  # its namesakes near by are not all known
    elif region in named:
        weighed.add(
            scales.NAMED,
            Rule.PARENT,
            parent=name_of(context.gazetteer, region),
            name=name_of(context.gazetteer, weighed.entity),
        )
    elif village or mention.subtype in _RURAL:
        weighed.add(2 * scales.ANOTHER_REGION)  # for each known village there are ten unknown ones of its name
    elif gazetteer.kind_at(weighed.entity) in _PARTS and (mention.kinds & _REGIONS or _same_country(context, region)):
        weighed.add(scales.ANOTHER_REGION)
    else:
        weighed.add(
            scales.ELSEWHERE if int(context.gazetteer.populations[weighed.entity]) < scales.CITY else scales.FAR_CITY
        )


def _same_country(context: Context, region: int) -> bool:
    """Tell whether the document names regions of the country of a region, so that this one could have been named."""
    country = country_of(context.gazetteer, region)
    return any(country_of(context.gazetteer, named) == country for named in context.regions)


def weigh_among_regions(context: Context, mention: Mention, candidates: list[Weighed]) -> None:
    """Weigh a town against its own region where the rest of the list are regions: either may be meant."""
    gazetteer = context.gazetteer
    others = context.neighbours(mention)
    if len(others) < 2 or any(gazetteer.kind_at(other) is not Kind.REGION for other in others):
        return
    kinds = {gazetteer.kind_at(one.entity) for one in candidates if one.entity not in gazetteer.cities}
    for one in candidates if Kind.REGION in kinds else ():
        one.add(-scales.NEIGHBOURS if gazetteer.kind_at(one.entity) is Kind.SETTLEMENT else 0.0)


def weigh_neighbours(context: Context, mention: Mention, weighed: Weighed) -> None:
    """Weigh the other items of the list that the mention stands in: like goes with like."""
    gazetteer, entity = context.gazetteer, weighed.entity
    if any(reason.rule is Rule.DATE for reason in weighed.reasons):
        return
    like = [other for other in context.neighbours(mention) if gazetteer.kind_at(other) is gazetteer.kind_at(entity)]
    if gazetteer.kind_at(entity) is not Kind.COUNTRY:
        like = [other for other in like if country_of(gazetteer, other) == country_of(gazetteer, entity)]
    if like:
        weighed.add(scales.NEIGHBOURS, Rule.NEIGHBOURS, kind=gazetteer.kind_at(entity))


QUOTES = frozenset('«“„"')
BRANDS = frozenset(["media", "company", "party", "platform", "ngo", "weapon"])  # made of ordinary words


def opens_as_word(context: Context, mention: Mention, posting: Posting) -> bool:
    """Tell whether a brand at the start of a sentence is rather the word it is made of: "Звезда", "Signal"."""
    tokens, first = context.view.tokens, mention.first
    if mention.length > 1 or posting.form is not Form.FULL or not tokens.opens_sentence(first):
        return False
    if context.gazetteer.entity_at(posting.entity).subtype not in BRANDS:
        return False
    quoted = tokens.text[tokens.starts[first] - 1 : tokens.starts[first]] in QUOTES
    word = tokens.folded[first]
    return not quoted and not tokens.words[first].isupper() and (word in english_words() or is_word(word))


def weigh_company(context: Context, mention: Mention, found: list[Weighed]) -> None:
    """Weigh the readings of a weak acronym by the words around it: "корабли СФ", "СФ одобрил закон", "(AP) —"."""
    weak = [one for one in found if one.posting and one.posting.weak and one.posting.form is Form.ABBREVIATION]
    near = context.company(mention) if weak else {}
    counts = [(one, near.get(_class_of(context.gazetteer, one.entity), 0)) for one in weak]
    most = max((count for _, count in counts), default=0)
    for one, count in counts:
        one.add(scales.COMPANY * (count or -most))
        if context.in_dateline(mention) and _class_of(context.gazetteer, one.entity) == "media":
            one.add(scales.DATELINE)


def _class_of(gazetteer: Gazetteer, entity: int) -> str:
    """Give the class by which words go with a name: the subtype of a body or a term, the kind of a place."""
    kind = gazetteer.kind_at(entity)
    return kind.value if kind in PLACES else gazetteer.entity_at(entity).subtype or kind.value
