"""One specific beside a head word: which tokens it takes, and the entities that bear it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from normalize.gazetteer import Form, Gazetteer
from normalize.mentions.mention import is_opener
from normalize.names import find_given, parse_place
from normalize.types import Kind

if TYPE_CHECKING:
    from normalize.gazetteer import Posting
    from normalize.mentions.mention import Mention, Sight

_LONGEST = 4
HYPHENS = frozenset("-\u2010\u2011")
_BREAKS = frozenset("'’ʼ`´.\n\r")  # what ends a specific although it may join tokens elsewhere
_QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"'}
_ADJECTIVE = re.compile(
    r"(?:[сцк]к(?:ий|ая|ое|ого|ому|им|ом|ой|ую|ие|их|ими)|[нвтрлдм](?:ой|ый|ого|ому|ым|ом|ая|ую)"
    r"|[st]k(?:y|iy|ii|i|oye|oe|aya|aia|oy|yi)|n(?:oy|oye|aya|yy|yi))\Z"
)
_ADJECTIVE_CASES = (
    "ом",
    "ого",
    "ому",
    "ым",
    "им",
    "ий",
    "ый",
    "ой",
    "ую",
    "ая",
    "ое",
    "sky",
    "skiy",
)  # even misspelt ones
_REGION_HEADS = frozenset(
    {"republic", "autonomous_republic", "oblast", "krai", "autonomous_okrug", "autonomous_oblast"}
)
_OKRUG = frozenset({"okrug"})
_NATURAL = frozenset(  # what others are named after: аэропорт «Байкал» is no lake
    ["area", "archipelago", "bay", "cape", "island", "lake", "mountain", "ocean", "peninsula", "river", "sea", "strait"]
)
_FORMS = frozenset({Form.SPECIFIC, Form.FULL, Form.ABBREVIATION})


@dataclass(frozen=True, slots=True)
class Item:
    """One specific: tokens `first` through `last`, and the entities of the head's kinds that bear it."""

    first: int
    last: int
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class Sort:
    """What a head word asks of its specific: the kinds of thing it heads, and of features the subtype too."""

    kinds: frozenset[Kind]
    subtypes: frozenset[str]
    taken: frozenset[int]  # tokens that are head words themselves


def leftward(view: Sight, end: int, sort: Sort) -> Item | None:
    """Give the specific that ends at token `end`."""
    start = end
    while start >= 0 and end - start < _LONGEST and _continues_left(view, start, end, sort):
        start -= 1
    first = start + 1
    for edge in range(first, end + 1):
        postings = _known(view, edge, end, sort)
        if postings and _may_cut(view, first, edge):
            return Item(edge, end, postings)
    while first < end and _cut_off(view, first):
        first += 1
    if first > end or view.flat or stands_alone(view, first) or _unfounded(view, first, end):
        return None
    russian = not view.tokens.words[end].isascii() and Kind.FEATURE not in sort.kinds
    if russian and not view.tokens.folded[end].endswith(_ADJECTIVE_CASES):
        return None  # in Russian only an adjective stands before область, район, республика
    if view.tokens.words[end + 1].islower() and is_organization(view, first, end):
        return None  # "the Lukoil refinery" is one of Lukoil's
    return Item(first, end, ())


def _is_person(view: Sight, first: int, last: int) -> bool:
    """Tell whether what follows a head is a person: "глава республики Иван Зотов"."""
    named = any(posting.form is Form.PERSON for posting in view.postings(first, last))
    return named or (last > first and bool(find_given(view.tokens.folded[first])))


def is_organization(view: Sight, first: int, last: int) -> bool:
    """Tell whether tokens are the name of an organisation that needs no support."""
    return any(
        view.gazetteer.kind_at(posting.entity) is Kind.ORGANIZATION and not posting.weak
        for posting in view.postings(first, last)
    )


def rightward(view: Sight, start: int, sort: Sort) -> Item | None:
    """Give the specific that starts at token `start`."""
    stop = start
    while stop < len(view.tokens) and stop - start < _LONGEST and _continues_right(view, start, stop, sort):
        stop += 1
    another_head = start < stop < len(view.tokens) and stop in sort.taken and view.tokens.joined[stop]
    if another_head and adjectival(view, stop - 1):
        stop -= 1  # "районах Чертковском и Тарасовском Ростовской области": that adjective has a head of its own
    for last in range(stop - 1, start - 1, -1):
        postings = _known(view, start, last, sort)
        if postings:
            return Item(start, last, postings)
    if another_head or view.flat or start == stop or stands_alone(view, start):
        return None
    if _is_person(view, start, stop - 1) or is_organization(view, start, stop - 1):
        return None
    if sort.kinds == {Kind.SETTLEMENT} and _of_raion(view, stop - 1):
        return None
    if sort.kinds == {Kind.FEATURE} and _runs_between(view, start, stop - 1):
        return None
    return Item(start, stop - 1, ())


def _runs_between(view: Sight, start: int, last: int) -> bool:
    """Tell whether a road leads from one place to another, each with a name of its own: "трасса Сургут — Когалым"."""
    after = last + 1
    if after >= len(view.tokens) or view.tokens.gaps[after] not in {" — ", " – ", " - "} or not view.capitals[after]:
        return False
    return any(view.gazetteer.kind_at(one.entity) is Kind.SETTLEMENT for one in view.postings(start, last))


def _of_raion(view: Sight, last: int) -> bool:
    """Tell whether an unknown genitive begins a list of raions: "посёлки Усть-Вымского и Княжпогостского районов"."""
    folded = view.tokens.folded
    listed = last + 2 < len(folded) and (folded[last + 1] == "и" or not view.tokens.joined[last + 1])
    return listed and folded[last].endswith(("ского", "цкого"))


def quoted(view: Sight, start: int, sort: Sort) -> Item | None:
    """Give a name in quotation marks behind its head whole: "газета «Тамбовский курьер»"."""
    if start >= len(view.tokens) or not view.tokens.joined[start]:
        return None
    closing = _QUOTES.get(view.tokens.gaps[start].strip())
    for last in range(start, min(start + _LONGEST * 2, len(view.tokens))) if closing else ():
        end = view.tokens.ends[last]
        if view.tokens.text[end : end + 1] == closing:
            return Item(start, last, _known(view, start, last, sort) or _quoted_whole(view, start, last, sort))
    return None


def _quoted_whole(view: Sight, first: int, last: int, sort: Sort) -> tuple[Posting, ...]:
    """Give the features whose whole name stands in the quotation marks, by whatever word they are headed here."""
    wanted = sort.kinds & {Kind.FEATURE}
    return tuple(
        posting
        for posting in view.postings(first, last)
        if posting.form is Form.FULL and not posting.weak and view.gazetteer.kind_at(posting.entity) in wanted
        if view.gazetteer.entity_at(posting.entity).subtype not in _NATURAL
    )


def adjectival(view: Sight, index: int) -> bool:
    """Tell whether a token has the ending of an adjective, as the names of districts do."""
    return _ADJECTIVE.search(view.tokens.folded[index]) is not None


_SOFT = re.compile(r"(?:н(?:ий|его|ему|им|ем|яя|юю|ей)|ш(?:ой|ого|ому|ом|ая|ую))\Z")  # "Верхний", "Большая"


def is_epithet(view: Sight, index: int) -> bool:
    """Tell whether a token may be the adjective that makes another place of a town's name: "Новый", "Верхний"."""
    return adjectival(view, index) or _SOFT.search(view.tokens.folded[index]) is not None


def goes_on(view: Sight, mention: Mention) -> bool:
    """Tell whether an adjective goes on in a name that nobody knows: "в Нижнем Кисловодске" is not in Нижний."""
    after = mention.last + 1
    if mention.length > 1 or after >= len(view.tokens) or not _SOFT.search(view.tokens.folded[mention.first]):
        return False
    return view.tokens.gaps[after] == " " and view.capitals[after]


def stands_alone(view: Sight, index: int) -> bool:
    """Tell whether a word can be no part of a specific: an opener, a demonym, a country."""
    demonym = view.tokens.words[index].isascii() or view.tokens.opens_sentence(index)
    return is_opener(view.tokens.folded[index]) or any(
        (demonym and posting.form is Form.ADJECTIVE) or view.gazetteer.kind_at(posting.entity) is Kind.COUNTRY
        for posting in view.postings(index, index)
    )


def _continues_left(view: Sight, index: int, end: int, sort: Sort) -> bool:
    if index in sort.taken or not _nameable(view, index):
        return False
    return index == end or (view.tokens.joined[index + 1] and view.tokens.gaps[index + 1][:1] not in _BREAKS)


def _continues_right(view: Sight, start: int, index: int, sort: Sort) -> bool:
    if index in sort.taken or not _nameable(view, index):
        return False
    return index == start or (view.tokens.joined[index] and view.tokens.gaps[index][:1] not in _BREAKS)


def _nameable(view: Sight, index: int) -> bool:
    """Tell whether a token may be a word of a specific: capitalised (where the text tells), and no bare number."""
    return (view.capitals[index] or view.flat or _hyphened(view, index)) and not view.tokens.words[index].isdigit()


def _hyphened(view: Sight, index: int) -> bool:
    """Tell whether a lower-case token is the middle of a hyphenated name ("Ростов-на-Дону")."""
    gaps = view.tokens.gaps
    return index + 1 < len(gaps) and gaps[index] in HYPHENS and gaps[index + 1] in HYPHENS


def _may_cut(view: Sight, first: int, edge: int) -> bool:
    """Tell whether what stands before a known specific is no part of it; two Russian adjectives never make one."""
    if edge > first and "\u0400" <= view.tokens.folded[edge][0] <= "\u04ff":
        return True
    return all(_cut_off(view, index) for index in range(first, edge))


def _cut_off(view: Sight, index: int) -> bool:
    """Tell whether a capitalised word left of a specific stands for itself: an opener, a title, a demonym, a name."""
    if view.tokens.opens_sentence(index) and view.tokens.gaps[index + 1][:1] not in HYPHENS:
        return True
    return stands_alone(view, index)


def _unfounded(view: Sight, first: int, last: int) -> bool:
    """Tell whether an unknown run is capitalised only because it opens a sentence."""
    if first < last or not view.tokens.opens_sentence(first) or adjectival(view, last):
        return False
    return not view.capitals[last + 1] and not view.postings(first, last)


def _known(view: Sight, first: int, last: int, sort: Sort) -> tuple[Posting, ...]:
    """Give the entities of the right sort whose surface a window is, unless it cuts a hyphenated word."""
    gaps = view.tokens.gaps
    after = gaps[last + 1] if last + 1 < len(gaps) else ""
    if (first > 0 and gaps[first] in HYPHENS) or after in HYPHENS:
        return ()
    found = tuple(posting for posting in view.postings(first, last) if _fits(view.gazetteer, posting, sort))
    regions = _as_oblast(view, first, last, sort) if Kind.REGION in sort.kinds else ()
    return (*(one for one in found if not regions or one.entity not in _entities(regions)), *regions)


def _entities(postings: tuple[Posting, ...]) -> set[int]:
    return {posting.entity for posting in postings}


_FEMININE = {"ий": "ая", "ого": "ой", "ому": "ой", "им": "ой", "ом": "ой"}


def _as_oblast(view: Sight, first: int, last: int, sort: Sort) -> tuple[Posting, ...]:
    """Give the oblasts that a masculine adjective names before "регион": "Ивановского региона"."""
    *before, word = view.words(first, last)
    ending = next((ending for ending in _FEMININE if word.endswith(("ск" + ending, "цк" + ending))), "")
    if not ending:
        return ()
    feminine = (*before, word.removesuffix(ending) + _FEMININE[ending])
    return tuple(one for one in view.gazetteer.lookup(feminine) if _fits(view.gazetteer, one, sort))


def _fits(gazetteer: Gazetteer, posting: Posting, sort: Sort) -> bool:
    kind = gazetteer.kind_at(posting.entity)
    if kind not in sort.kinds or posting.form not in _FORMS:
        return False
    if kind in {Kind.FEATURE, Kind.ORGANIZATION}:
        return generic_subtype(gazetteer, posting.entity) in sort.subtypes
    if kind is Kind.REGION:
        return posting.entity not in gazetteer.cities and not _contradicts(gazetteer, posting.entity, sort)
    return True


def _contradicts(gazetteer: Gazetteer, region: int, sort: Sort) -> bool:
    """Tell whether a head rules a region out: a republic is no oblast, nor an oblast an okrug; "Region" may be all."""
    if sort.subtypes == _OKRUG:
        return "okrug" not in (gazetteer.entity_at(region).subtype or "")
    republic = "republic" in generic_subtype(gazetteer, region)
    heads = {"republic" in subtype for subtype in sort.subtypes if subtype in _REGION_HEADS}
    return bool(heads) and republic not in heads


@lru_cache(maxsize=8192)
def generic_subtype(gazetteer: Gazetteer, entity: int) -> str:
    """Give what the generic of an entity's Russian name says: "Смоленская АЭС" is no "Смоленская площадь"."""
    generic = parse_place(gazetteer.entity_at(entity).names.get("ru", "")).generic
    return generic.subtype if generic else ""
