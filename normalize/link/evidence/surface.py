"""What a name says itself, and the words right beside it: exact form, strength, head, preposition, its own date."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from normalize.gazetteer import Form
from normalize.link import scales
from normalize.link.evidence.places import opens_as_word
from normalize.link.scales import Weighed
from normalize.mentions import is_crossing, is_opener
from normalize.morph import marked
from normalize.types import PLACES, Case, Kind, Rule

if TYPE_CHECKING:
    from normalize.gazetteer import Posting
    from normalize.link.context import Context
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
    if not mention.head and _waterside(context, mention, posting):
        weighed.add(3 * scales.UNGOVERNED)
    if mention.length == 1 and not mention.head and _is_short(posting, surface):
        weighed.add(scales.SHORT)
    if posting.weak and not mention.head and opens_as_word(context, mention, posting):
        weighed.add(scales.ORDINARY)
    if not mention.head and _reads_as_adjective(context, mention, posting):
        weighed.add(scales.ORDINARY * (2 if context.view.tokens.opens_sentence(mention.first) else 1))
    elif not mention.head and not _place_like(context, mention, posting):
        weighed.add(scales.ORDINARY)
    return weighed


class _Preposition(NamedTuple):
    """What a word before a name says: that it is a place, that it is a water, which cases it takes.

    Most are prepositions; nouns of what only a place has ("мэр", "окраина") stand among them without a case.
    """

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
    return not posting.ordinary or water or in_place(context, mention) or _asked_for(context, mention, posting)


def _asked_for(context: Context, mention: Mention, posting: Posting) -> bool:
    """Tell whether a place of this kind is asked for, and it is the only bearer of the name or a city."""
    gazetteer = context.gazetteer
    kind = gazetteer.kind_at(posting.entity)
    if kind not in mention.kinds:
        return False
    bearers = {one.entity for one in mention.postings if gazetteer.kind_at(one.entity) is kind}
    return len(bearers) == 1 or int(gazetteer.populations[posting.entity]) >= scales.CITY


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


_ON = frozenset({Case.ACCUSATIVE, Case.PREPOSITIONAL})


def _waterside(context: Context, mention: Mention, posting: Posting) -> bool:
    """Tell whether a town's name stands where a river's would: "на Пинеге, Мезени", "мост через Россь".

    Russian is in a town ("в Пинеге") and on a river; only the accusative goes to both ("удар на Купянск").
    """
    if not _is_town(context, posting):
        return False
    first = min(context.lists.get(mention.first, (mention.first,)))
    before = _prepositions().get(context.view.tokens.folded[first - 1], _NOTHING) if first > 0 else _NOTHING
    if not before.water:
        return False
    if before.cases >= _ON and posting.cases and Case.ACCUSATIVE not in posting.cases:
        return True
    return first > 1 and is_crossing(context.view.tokens.folded[first - 2])


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
