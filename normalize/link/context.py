"""What a document tells about its names: places already named and where, people met, countries in view."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from normalize.gazetteer import Form, within
from normalize.link.wholes import country_of, region_of, tells_whose
from normalize.mentions import company_of
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalize.gazetteer import Gazetteer
    from normalize.mentions import Mention, Sight

_PART_OF = re.compile(r"\s*(?:,|\(|,?\s+(?:of|in|в|во|на)(?:\s+the)?)?\s*\Z", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,(]\s*\Z")
_POSSESSIVE = re.compile(r"(?:['’]s?)?,?\s+(?:the\s+)?\Z")
_LISTED = re.compile(
    r"(?:\s\(\d+\))?\s*,?\s*(?:and|or|и|или|а также|as well as)?\s*"
    r"(?:\d+\s)?(?:(?:in|over|в|над)\s+)?(?:the\s+)?\Z",
    re.IGNORECASE,
)
_LONGEST_LIST = 64
_WINDOW = 6  # tokens on either side that tell what kind of a body an acronym is
_BESIDE = 4  # what the word right beside it counts
_BESIDE_AND = 2  # tokens away of a word that "и" joins to it
_DATELINE = 60  # characters
_PARAGRAPH = 200  # tokens before a mention that are looked through
_SIGNED = re.compile(r"\(\)\s*[-—–]|//")  # what is left around the acronym
_SPEAKERS = frozenset(["ministry", "defence"])  # they tell of an attack, and are no part of it
_CLOSING = 4  # characters that may close it


@dataclass(frozen=True, slots=True)
class Attached:
    """A place that stands right beside a mention as its whole: "Bokovsky district of Rostov Region"."""

    entity: int
    binding: bool  # it says "of" or "in": a candidate elsewhere is excluded


@dataclass(slots=True)
class Context:
    """The document so far, as decisions are made."""

    view: Sight
    date: str | None
    places: list[tuple[int, int]] = field(default_factory=list)  # (token, entity), in text order
    named: Counter[int] = field(default_factory=Counter)
    ids: set[str] = field(default_factory=set)  # of the entities named
    regions: set[int] = field(default_factory=set)  # named, itself or by a place within
    first_named: dict[int, int] = field(default_factory=dict)  # region -> the first token that names it
    laymen: set[int] = field(default_factory=set)  # people whose name the text gives to somebody of another trade
    countries: Counter[int] = field(default_factory=Counter)
    states: Counter[int] = field(default_factory=Counter)  # countries again, of what tells whose bodies a text means
    calm: Counter[int] = field(default_factory=Counter)  # states again, outside of sentences that tell of an attack
    telling: dict[int, tuple[int, bool]] = field(default_factory=dict)  # first token -> the state it tells of, calm
    attacks: dict[int, bool] = field(default_factory=dict)  # first token of a sentence -> whether it tells of one
    ends: dict[int, int] = field(default_factory=dict)  # first token of a linked mention -> its last
    linked: dict[int, int] = field(default_factory=dict)  # first token of a linked mention -> its entity
    lists: dict[int, tuple[int, ...]] = field(default_factory=dict)  # first token -> those of its list
    gazetteer: Gazetteer = field(init=False)
    links: int = 0  # how many mentions were linked; while it stands still, nothing can be decided otherwise

    def __post_init__(self) -> None:
        self.gazetteer = self.view.gazetteer

    def add(self, mention: Mention, entity: int) -> None:
        """Remember that a mention was linked."""
        kind = self.gazetteer.kind_at(entity)
        self.links += 1
        self.named[entity] += 1
        self.ids.add(self.gazetteer.id_at(entity))
        self.ends[mention.first] = mention.last
        self.linked[mention.first] = entity
        if kind in {Kind.REGION, Kind.DISTRICT, Kind.CITY_DISTRICT, Kind.SETTLEMENT}:
            place = (mention.first, entity)
            self.places.insert(bisect_left(self.places, place), place)
            region = region_of(self.gazetteer, entity)
            if region is not None:
                self.regions.add(region)
                self.first_named[region] = min(mention.first, self.first_named.get(region, mention.first))
                self.ids.update((self.gazetteer.id_at(region),) if region in self.gazetteer.cities else ())
        country = country_of(self.gazetteer, entity)
        if country is not None:
            self.countries[country] += 1
            self._add_state(mention, entity, country)

    def _add_state(self, mention: Mention, entity: int, country: int) -> None:
        if not tells_whose(self.gazetteer, entity):
            return
        speaks = self.gazetteer.entity_at(entity).subtype in _SPEAKERS
        calm = speaks or not self.of_attack(mention.first)
        self.telling[mention.first] = (country, calm)
        self.states[country] += 1
        self.calm[country] += calm

    def of_attack(self, token: int) -> bool:
        """Tell whether the sentence of a token tells of an attack, so that the places in it are somebody's targets."""
        first, last = self.sentence_of(token)
        known = self.attacks.get(first)
        if known is None:
            words = self.view.tokens.folded[first : last + 1]
            known = any(one.subtype == "attack" for word in words for one in company_of(word))
            self.attacks[first] = known
        return known

    def enlist(self, mentions: Sequence[Mention]) -> None:
        """Note which mentions stand in one list: "Belarus, Georgia and Moldova"."""
        tokens = self.view.tokens
        run: list[int] = []
        last = -1
        for mention in mentions:
            gap = tokens.text[tokens.ends[last] : tokens.starts[mention.first]] if last >= 0 else ""
            if not (run and len(gap) < 16 and _LISTED.match(gap)):
                self._close(run)
                run = []
            run.append(mention.first)
            last = mention.last
        self._close(run)

    def _close(self, run: list[int]) -> None:
        if 1 < len(run) < _LONGEST_LIST:
            self.lists.update((first, tuple(run)) for first in run)

    def neighbours(self, mention: Mention) -> list[int]:
        """Give the entities to which the other items of the mention's list are linked."""
        others = (first for first in self.lists.get(mention.first, ()) if first != mention.first)
        return [self.linked[first] for first in others if first in self.linked]

    def sentence_of(self, token: int) -> tuple[int, int]:
        """Give the first and the last token of the sentence around a token, at most 60 tokens either way."""
        number = bisect_right(self.view.sentences, token)
        last = self.view.sentences[number] if number < len(self.view.sentences) else len(self.view.tokens)
        return max(self.view.sentences[number - 1], token - 60), min(last - 1, token + 60)

    def nearest_regions(self, token: int) -> tuple[int, ...]:
        """Give the regions named in the token's sentence, or else the one named last before it."""
        first, last = self.sentence_of(token)
        low, high = bisect_left(self.places, (first, -1)), bisect_left(self.places, (last + 1, -1))
        inside = [region_of(self.gazetteer, entity) for _, entity in self.places[low:high]]
        if not inside and low:
            inside = [region_of(self.gazetteer, self.places[low - 1][1])]
        return tuple(dict.fromkeys(region for region in inside if region is not None))

    def named_before(self, mention: Mention, region: int | None) -> bool:
        """Tell whether a region, or a place within it, is named before a mention."""
        return region is not None and self.first_named.get(region, mention.first) < mention.first

    def places_beside(self, mention: Mention) -> frozenset[int]:
        """Give the places that the sentence of a mention names besides it."""
        first, last = self.sentence_of(mention.first)
        low, high = bisect_left(self.places, (first, -1)), bisect_left(self.places, (last + 1, -1))
        return frozenset(entity for token, entity in self.places[low:high] if token != mention.first)

    def ids_beside(self, mention: Mention) -> frozenset[str]:
        """Give the ids of all entities that the sentence of a mention names, and of the federal cities they lie in."""
        first, last = self.sentence_of(mention.first)
        tokens = (token for token in range(first, last + 1) if token in self.linked and token != mention.first)
        found = [self.linked[token] for token in tokens]
        cities = [region_of(self.gazetteer, entity) for entity in found]
        found += [city for city in cities if city is not None and city in self.gazetteer.cities]
        return frozenset(self.gazetteer.id_at(entity) for entity in found)

    def regions_beside(self, mention: Mention) -> bool:
        """Tell whether the sentence of a mention names a region, or a place within one, besides it."""
        return bool(self.places_beside(mention))

    def attached(self, mention: Mention) -> Attached | None:
        """Give the place that is said to contain the mention, if one stands right beside it."""
        tokens = self.view.tokens
        for place_first, entity in self._places_near(mention):
            if place_first > mention.last:
                gap = tokens.text[tokens.ends[mention.last] : tokens.starts[place_first]]
                inside = not any(tokens.opens[mention.last + 1 : place_first + 1])
                if inside and len(gap) < 12 and _PART_OF.match(gap.lstrip(".")):
                    return Attached(entity, binding=not _COMMA.match(gap))
            else:
                gap = tokens.text[self._end_of(place_first) : tokens.starts[mention.first]]
                if len(gap) < 8 and gap[:1] in "'’" and _POSSESSIVE.match(gap):
                    return Attached(entity, binding=True)
        return None

    def _places_near(self, mention: Mention) -> list[tuple[int, int]]:
        low = bisect_left(self.places, (mention.first, -1))
        return [place for place in self.places[max(0, low - 1) : low + 2] if place[0] != mention.first]

    def _end_of(self, first: int) -> int:
        return self.view.tokens.ends[self.ends.get(first, first)]

    def countries_near(self, mention: Mention) -> Counter[int]:
        """Count the countries that the rest of the mention's sentence names, by name or by demonym."""
        first, last = self.sentence_of(mention.first)
        found: Counter[int] = Counter()
        for index in itertools.chain(range(first, mention.first), range(mention.last + 1, last + 1)):
            for hit in self.view.by_start.get(index, ()):
                for posting in hit.postings:
                    if self.gazetteer.kind_at(posting.entity) is Kind.COUNTRY and _shown(
                        self.view, index, posting.form
                    ):
                        found[posting.entity] += 1
        return found

    def states_of_paragraph(self, mention: Mention, *, calm: bool) -> frozenset[int]:
        """Give the countries that the line of a mention tells of before it; with `calm` not by what was attacked."""
        starts = self.view.tokens.starts
        begins = self.view.tokens.text.rfind("\n", 0, starts[mention.first]) + 1
        before = range(max(0, mention.first - _PARAGRAPH), mention.first)
        told = (self.telling[first] for first in before if first in self.telling and starts[first] >= begins)
        return frozenset(country for country, is_calm in told if is_calm or not calm)

    def country_before(self, mention: Mention) -> int | None:
        """Give the country whose name or demonym stands right before a mention: "Russia's Defence Ministry"."""
        index = mention.first - 1
        if index < 0 or not self.view.tokens.joined[mention.first]:
            return None
        for posting in self.view.postings(index, index):
            if self.gazetteer.kind_at(posting.entity) is Kind.COUNTRY and _shown(self.view, index, posting.form):
                return posting.entity
        return None

    def company(self, mention: Mention) -> Counter[str]:
        """Count the words around a mention by the class of names they go with; a neighbour counts fourfold."""
        first, last = self.sentence_of(mention.first)
        found: Counter[str] = Counter()
        for index in range(max(first, mention.first - _WINDOW), min(last, mention.last + _WINDOW) + 1):
            away = mention.first - index if index < mention.first else index - mention.last
            subtypes = {one.subtype for one in company_of(self.view.tokens.folded[index])} if away > 0 else ()
            found.update({subtype: _BESIDE if self._beside(index, away) else 1 for subtype in subtypes})
        return found

    def _beside(self, index: int, away: int) -> bool:
        """Tell whether a word stands right beside a mention, or is joined to one behind it: "Москва и МО"."""
        folded = self.view.tokens.folded
        return away == 1 or (folded[index + 1 : index + 2] in (["и"], ["and"]) and away == _BESIDE_AND)

    def in_dateline(self, mention: Mention) -> bool:
        """Tell whether a mention is set off where agencies sign: "KYIV, Ukraine (AP) —", "Мурманск. /ТАСС/."."""
        text, start = self.view.tokens.text, self.view.tokens.starts[mention.first]
        end = self.view.tokens.ends[mention.last]
        signed = _SIGNED.match(text[start - 1 : start] + text[end : end + _CLOSING])
        if signed is None:
            return False
        begins = text.rfind("\n", 0, start) + 1
        number = bisect_left(self.places, (mention.first, -1))
        placed = number > 0 and self.view.tokens.starts[self.places[number - 1][0]] >= begins
        return placed and start - begins <= _DATELINE

    def existed(self, entity: int) -> bool:
        """Tell whether the entity was there at the document's date: a raion abolished in 2020 was not in 2025."""
        record = self.gazetteer.entity_at(entity)
        if self.date is None:
            return record.valid_to is None
        return within(self.date, record.valid_from, record.valid_to)

    def name_valid(self, entity: int, alias: int) -> bool:
        """Tell whether the entity bore the name at the document's date."""
        name = self.gazetteer.names_of(entity)[alias]
        if self.date is None:
            return name.valid_to is None
        return within(self.date, name.valid_from, name.valid_to)


def _shown(view: Sight, index: int, form: Form) -> bool:
    return form in {Form.ADJECTIVE, Form.FULL} and (view.capitals[index] or form is Form.ADJECTIVE)
