"""Evidence for one candidate: each piece is a reason and its weight (`scales.py`)."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from normalize.gazetteer import Form
from normalize.link import scales
from normalize.link.context import Context, country_of, is_village, name_of
from normalize.link.places import opens_as_word
from normalize.link.scales import Weighed
from normalize.mentions import is_opener
from normalize.morph import marked
from normalize.types import PLACES, Case, Kind, Rule

if TYPE_CHECKING:
    from normalize.gazetteer import Gazetteer, Posting
    from normalize.mentions import Mention


def weigh(context: Context, mention: Mention, posting: Posting, surface: str) -> Weighed:
    """Weigh what the name itself says: exact form, strength, head, date of the name."""
    gazetteer = context.gazetteer
    weighed = Weighed(posting.entity, posting)
    name = gazetteer.names_of(posting.entity)[posting.alias]
    weighed.add(scales.EXACT, Rule.EXACT, surface=surface, name=name)
    supported = bool(mention.head) and gazetteer.kind_at(posting.entity) in mention.kinds
    full = posting.form is Form.PERSON and mention.length > 2  # given name, patronymic and surname
    weighed.add(scales.STRONG if supported or full or not posting.weak else scales.WEAK)
    if supported:
        weighed.add(scales.HEAD, Rule.HEAD, head=mention.head, kind=gazetteer.kind_at(posting.entity))
    known = context.existed(posting.entity) or gazetteer.kind_at(posting.entity) not in PLACES
    if not known or (posting.dated and not context.name_valid(posting.entity, posting.alias)):
        weighed.add(scales.OUTDATED, Rule.DATE, name=name, date=context.date or "")
    if posting.weak and gazetteer.kind_at(posting.entity) is Kind.FEATURE and _beside_water(context, mention):
        weighed.add(scales.STRONG - scales.WEAK)
    if not mention.head and _ungoverned(context, mention, posting):
        weighed.add(scales.UNGOVERNED)
    if mention.length == 1 and not mention.head and _is_short(posting, surface):
        weighed.add(scales.SHORT)
    if posting.weak and not mention.head and opens_as_word(context, mention, posting):
        weighed.add(scales.ORDINARY)
    if not mention.head and (
        _reads_as_adjective(context, mention, posting) or not _place_like(context, mention, posting)
    ):
        weighed.add(scales.ORDINARY)
    return weighed


class _Preposition(NamedTuple):
    """What a word before a name says: that it is a place, that it is a water, which cases it takes."""

    place: bool
    water: bool
    cases: frozenset[Case]


@lru_cache(maxsize=1)
def _prepositions() -> dict[str, _Preposition]:
    source = resources.files("normalize.link").joinpath("data/prepositions.csv")
    return {
        row["word"]: _Preposition(
            row["place"] == "yes", row["water"] == "yes", frozenset(map(Case, filter(None, row["cases"].split("|"))))
        )
        for row in csv.DictReader(source.read_text("utf-8").splitlines())
    }


_NOTHING = _Preposition(place=False, water=False, cases=frozenset())


def _before(context: Context, mention: Mention) -> _Preposition:
    """Give what the word before a mention says of it."""
    index = mention.first - 1
    return _prepositions().get(context.view.tokens.folded[index], _NOTHING) if index >= 0 else _NOTHING


def _place_like(context: Context, mention: Mention, posting: Posting) -> bool:
    water = context.gazetteer.kind_at(posting.entity) is Kind.FEATURE and _beside_water(context, mention)
    return not posting.ordinary or water or in_place(context, mention)


def _beside_water(context: Context, mention: Mention) -> bool:
    """Tell whether a river is told by its article or its preposition: "over the Oka", "через Дон"."""
    return _before(context, mention).water


def _is_town(context: Context, posting: Posting) -> bool:
    return context.gazetteer.kind_at(posting.entity) is Kind.SETTLEMENT


_ADJECTIVES = (
    *("ский", "цкий", "ская", "ское", "ской", "скую", "ского"),
    *("скому", "ским", "ском", "ный", "ная", "ное", "ного"),
)


def _ungoverned(context: Context, mention: Mention, posting: Posting) -> bool:
    """Tell whether the preposition before a name does not take the case in which this would be its form."""
    taken = _before(context, mention).cases
    return bool(taken) and bool(posting.cases) and taken.isdisjoint(posting.cases)


def _reads_as_adjective(context: Context, mention: Mention, posting: Posting) -> bool:
    """Tell whether a town's instrumental is rather an adjective: "в Минском клубе", but "над Минском"."""
    tokens = context.view.tokens
    word, after = tokens.folded[mention.last], mention.last + 1
    if word.endswith(_ADJECTIVES) and after < len(tokens) and tokens.joined[after] and _is_town(context, posting):
        return not is_opener(tokens.folded[after]) and marked(tokens.folded[after], "NOUN")
    if posting.cases != (Case.INSTRUMENTAL,) or not word.endswith(("ском", "цком")):
        return False
    return Case.INSTRUMENTAL not in _before(context, mention).cases


def in_place(context: Context, mention: Mention) -> bool:
    """Tell whether a mention stands where a place would: after such a preposition ("near Mirny"), in a list of them."""
    return bool(context.neighbours(mention)) or _before(context, mention).place


def _is_short(posting: Posting, surface: str) -> bool:
    return posting.form is not Form.ABBREVIATION and len(surface) <= 4 and surface.isascii()


def weigh_person(context: Context, mention: Mention, weighed: Weighed) -> None:
    """Weigh the offices of a person against the title beside the name and the places that the document names.

    A name that many people bear (a weak one) needs more than a title that many people hold, and more than a place that
    the text names: the body of the office in the same sentence, or its place. "Депутат Сергей Смирнов" is anybody.
    """
    person = context.gazetteer.entity_at(weighed.entity)
    held = [tenure for tenure in person.tenures if tenure.covers(context.date)]
    shared, name = _shared(weighed), name_of(context.gazetteer, weighed.entity)
    broad = shared and _broad(mention.title)
    fitting = [tenure for tenure in held if mention.title and same_office(mention.title, tenure.office)]
    here = next((tenure for tenure in fitting if _in_view(context, mention, tenure.of, close=broad)), None)
    if here is not None:
        weighed.add(scales.OFFICE, Rule.OFFICE, name=name, office=f"{here.office}, {here.of}")
        return
    if fitting and not broad:
        weighed.add(scales.OFFICE_ONLY, Rule.OFFICE, name=name, office=fitting[0].office)
        return
    full = weighed.posting is None or weighed.posting.form in {Form.PERSON, Form.INITIALS}
    here = next((tenure for tenure in (person.tenures if full else held) if tenure.of in context.ids), None)
    if here is not None:
        once = here not in held and same_office(mention.title or "-", here.office)  # "бывший губернатор"
        weight = scales.NAMED_SHARED if shared and not once else scales.NAMED
        weighed.add(weight, Rule.PARENT, parent=here.of, name=name)


def _in_view(context: Context, mention: Mention, of: str, *, close: bool) -> bool:
    """Tell whether the text names what somebody holds an office of; a body that has many members, beside the name."""
    index = context.gazetteer.index_of(of)
    if not close or (index is not None and context.gazetteer.kind_at(index) in PLACES):
        return of in context.ids or (close and index in context.regions)
    return of in context.ids_beside(mention)


def _shared(weighed: Weighed) -> bool:
    """Tell whether a full name is one that the table calls weak: others bear it too."""
    return weighed.posting is not None and weighed.posting.form is Form.PERSON and weighed.posting.weak


@lru_cache(maxsize=1)
def _offices() -> dict[str, tuple[frozenset[str], bool]]:
    source = resources.files("normalize.link").joinpath("data/offices.csv")
    return {
        row["title"]: (frozenset(row["offices"].split("|")), row["broad"] == "yes")
        for row in csv.DictReader(source.read_text("utf-8").splitlines())
    }


def _broad(title: str) -> bool:
    """Tell whether many people at a time hold what a title says: a deputy, a mayor, a head of anything."""
    return _offices().get(title, (frozenset(), False))[1]


def same_office(title: str, office: str) -> bool:
    """Tell whether a title may announce the holder of an office ("head" of a region is its governor).

    >>> same_office("head", "governor"), same_office("mayor", "governor"), same_office("member", "deputy")
    (True, False, True)
    """
    office, title = office.removeprefix("acting_"), title.removeprefix("acting_")
    return office == title or office in _offices().get(title, (frozenset(), False))[0] or office.startswith(title)


def _yield_to_towns(gazetteer: Gazetteer, candidates: list[Weighed]) -> None:
    """Let the town keep its own name where its region was named before: "Moscow Region … the mayor of Moscow"."""
    towns = [one for one in candidates if gazetteer.kind_at(one.entity) is Kind.SETTLEMENT and one.posting is not None]
    kept = [town for town in towns if town.posting and not town.posting.weak and not _has(town, Rule.DATE)]
    for one in candidates if kept else ():
        if gazetteer.kind_at(one.entity) is Kind.REGION and one.posting and one.posting.weak and _has(one, Rule.MEMORY):
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
    if len(towns) < 2 or any(town.here for town in towns):
        return
    _weigh_crowd(gazetteer, towns)
    sizes = sorted(((int(gazetteer.populations[town.entity]), town) for town in towns), key=lambda pair: -pair[0])
    (largest, first), (second, _) = sizes[:2]
    waits = first.posting is not None and first.posting.ordinary and not (mention.head or in_place(context, mention))
    if not waits and largest >= 100_000 and largest >= 8 * max(second, 1000):
        first.add(scales.PROMINENT, Rule.PROMINENCE, name=name_of(context.gazetteer, first.entity))
        for _, town in sizes[1:]:
            town.add(scales.OVERSHADOWED)
