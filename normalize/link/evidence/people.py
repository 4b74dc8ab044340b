"""What an article says of a person: offices and their places, and signs that it is a namesake."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from normalize.gazetteer import Form
from normalize.link import scales
from normalize.link.wholes import ancestors, country_of, name_of
from normalize.types import PLACES, Kind, Rule

if TYPE_CHECKING:
    from normalize.gazetteer import Entity
    from normalize.link.context import Context
    from normalize.link.scales import Weighed
    from normalize.mentions import Mention


def weigh_person(context: Context, mention: Mention, weighed: Weighed) -> None:
    """Weigh the offices of a person against the title beside the name and the places that the document names.

    A name that many people bear (a weak one) needs more than a title that many people hold, and more than a place that
    the text names: the body of the office in the same sentence, or its place. "Депутат Сергей Смирнов" is anybody.
    """
    person = context.gazetteer.entity_at(weighed.entity)
    if _is_junior(context, mention) or _lives_elsewhere(context, mention, person):
        weighed.add(scales.EXCLUDED)
        return
    if mention.title == "layperson":
        context.laymen.add(weighed.entity)
    if weighed.entity in context.laymen and mention.title in _OF_LAYMEN:
        weighed.add(2 * scales.OVERSHADOWED)
        return
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


_OF_LAYMEN = frozenset(["", "layperson"])  # "хирург Александр Новак", and then "Новак"; but not "вице-премьер Новак"
_JUNIOR = frozenset(["младший", "младшего", "младшему", "младшим", "мл", "jr", "junior", "jnr"])


def _is_junior(context: Context, mention: Mention) -> bool:
    """Tell whether a name says itself that it is a namesake's: "Михаил Мишустин-младший", "Joe Biden Jr."."""
    tokens, after = context.view.tokens, mention.last + 1
    return after < len(tokens) and tokens.folded[after] in _JUNIOR and tokens.gaps[after] in {"-", " ", ", ", "‑"}


def _hails_from(context: Context, mention: Mention) -> int | None:
    """Give the town in brackets behind a name, as results of sport have it: "Дмитрий Медведев (Буй)"."""
    tokens, after = context.view.tokens, mention.last + 1
    town = context.linked.get(after)
    if town is None or tokens.gaps[after] != " (" or context.gazetteer.kind_at(town) is not Kind.SETTLEMENT:
        return None
    end = tokens.ends[context.ends[after]]
    return town if tokens.text[end : end + 1] == ")" else None


def _lives_elsewhere(context: Context, mention: Mention, person: Entity) -> bool:
    """Tell whether the town in brackets behind a name has nothing to do with the offices of its bearer."""
    town = _hails_from(context, mention)
    if town is None or mention.title:
        return False
    here = {context.gazetteer.id_at(place) for place in (town, *ancestors(context.gazetteer, town))}
    countries = {
        context.gazetteer.id_at(place) for place in (country_of(context.gazetteer, town),) if place is not None
    }
    return all(tenure.of not in here - countries for tenure in person.tenures)


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
