"""Names told by their head word: "Kirishsky district", "в Калужской и Тульской областях", "districts—A, B and C".

A head word stands before or after its specific, and a plural head is shared by a whole list. The specifics need not
be known: what has a head is a place or a feature of that kind, and what is called a street or a station is no region.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from normalize.gazetteer import Form
from normalize.mentions.lists import left_items, right_items
from normalize.mentions.mention import SORTS, Mention, Source, company_of
from normalize.mentions.specifics import HYPHENS, Item, Sort
from normalize.names import head_forms
from normalize.text.tokens import fold_tokens
from normalize.types import Kind, Number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from normalize.gazetteer import Posting
    from normalize.mentions.mention import Company, Sight
    from normalize.names import HeadForm

_LONGEST_HEAD = 4
_TOWNS = frozenset({Kind.SETTLEMENT})  # "town of" tells of a name, and is no part of it


@dataclass(frozen=True)
class HeadAt:
    """A head word in the text: tokens `first` through `last`, and the ways to take it."""

    first: int
    last: int
    forms: tuple[HeadForm, ...]

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of things that it heads."""
        return frozenset(kind for form in self.forms for kind in form.head.kinds)

    @cached_property
    def subtypes(self) -> frozenset[str]:
        """What it says beyond the kind ("street", "power_plant")."""
        return frozenset(form.head.subtype for form in self.forms)

    @cached_property
    def plural(self) -> bool:
        """Whether it can only be a plural ("областях", but not "области")."""
        return all(form.number is Number.PLURAL for form in self.forms)

    @cached_property
    def shared(self) -> bool:
        """Whether it can be a plural, the head of a list; an abbreviation ("обл.") does not say."""
        return any(form.number is Number.PLURAL or form.head.full for form in self.forms)

    @cached_property
    def weak(self) -> bool:
        """Whether it heads much else than names, so that only a known specific counts."""
        return all(form.head.strength == "weak" for form in self.forms)

    def stands(self, side: str) -> bool:
        """Tell whether it may stand before or after its specific."""
        return any(form.head.position in {side, "both"} for form in self.forms)


def headed(view: Sight) -> Iterator[Mention]:
    """Give the mentions that have a head word, and the items of lists that share one."""
    group = 0
    heads = list(heads_in(view))
    taken = frozenset(index for head in heads for index in range(head.first, head.last + 1))
    for head in heads:
        items, before = _items(view, head, taken)
        if head.weak:
            items = [item for item in items if item.postings]
        if items:
            yield from _mentions(view, head, items, group if len(items) > 1 else -1, before=before)
            group += 1


def heads_in(view: Sight) -> Iterator[HeadAt]:
    """Find the head words, the longest at each place."""
    forms = head_forms()
    folded, joined = view.tokens.folded, view.tokens.joined
    begins = _beginnings()
    free = 0
    for index in [index for index, word in enumerate(folded) if word in begins]:
        for length in range(min(_LONGEST_HEAD, len(folded) - index), 0, -1) if index >= free else ():
            found = forms.get(tuple(folded[index : index + length]))
            found = tuple(form for form in found or () if _tied(view, index, length, form))
            if found and all(joined[index + 1 : index + length]) and _dotted(view, index, length, found):
                yield HeadAt(index, index + length - 1, found)
                free = index + length
                break


def _tied(view: Sight, index: int, length: int, form: HeadForm) -> bool:
    """Tell whether an abbreviation written with a hyphen ("р-н", "о-в") has it here: "Р. Н." are initials."""
    return length == 1 or "-" not in form.head.word or view.tokens.gaps[index + 1] in HYPHENS


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(words[0] for words in head_forms())


def _dotted(view: Sight, index: int, length: int, found: tuple[HeadForm, ...]) -> bool:
    """Take a one-letter abbreviation ("г.", "с.", "р.") only with its full stop, and in lower case."""
    word = view.tokens.words[index]
    if length > 1 or len(word) > 1:
        return True
    end = view.tokens.ends[index]
    return bool(found) and word.islower() and view.tokens.text[end : end + 1] == "."


def _items(view: Sight, head: HeadAt, taken: frozenset[int]) -> tuple[list[Item], bool]:
    """Give the specifics of a head, and whether the head stands before them."""
    sort = Sort(head.kinds, head.subtypes, taken)
    if head.stands("after"):
        items = left_items(view, head.first - 1, sort, shared=head.shared)
        if head.stands("before") and not any(item.postings for item in items):
            right = right_items(view, head.last + 1, sort, shared=head.shared, plural=head.plural)
            if any(item.postings for item in right):
                return right, True
        if items and not (head.plural and len(items) == 1 and not items[0].postings):
            return items, False
    if head.stands("before") or head.plural:
        return right_items(view, head.last + 1, sort, shared=head.shared, plural=head.plural), True
    return [], False


def _is_whole(view: Sight, head: HeadAt, posting: Posting) -> bool:
    """Tell whether a name with its head is one of the head's kind; a mere specific is not ("Kerch Strait" Bridge)."""
    return posting.form is not Form.SPECIFIC and view.gazetteer.kind_at(posting.entity) in head.kinds


def _only_shared(view: Sight, head: HeadAt, item: Item) -> bool:
    """Tell whether a head that could be singular is the plural of a list: "Курская, Липецкая области"."""
    if not head.shared or not item.postings or item.last + 1 != head.first or view.tokens.words[item.last].isascii():
        return False
    return not view.postings(item.first, head.last)


def _mentions(view: Sight, head: HeadAt, items: list[Item], group: int, *, before: bool) -> Iterator[Mention]:
    surface = view.tokens.surface(head.first, head.last)
    subtype = head.forms[0].head.subtype
    nearest = items[0] if before else items[-1]
    for item in items:
        alone = item is nearest and not head.plural
        alone = alone and not (len(items) > 1 and _only_shared(view, head, item))
        within = alone and head.kinds != _TOWNS
        first = min(item.first, head.first) if within else item.first
        last = max(item.last, head.last) if within else item.last
        full = view.postings(first, last) if within else ()
        whole = tuple(posting for posting in full if _is_whole(view, head, posting))
        known = {posting.entity: posting for posting in (whole or item.postings)}
        yield Mention(
            first,
            last,
            Source.HEAD if alone else Source.LIST,
            kinds=head.kinds,
            postings=tuple(known.values()),
            specific=view.words(item.first, item.last),
            head=surface,
            subtype=subtype,
            group=group,
        )


_CLASSED = frozenset({Kind.ORGANIZATION, Kind.TERM})
_HEADS = SORTS | {"head", "part"}
_BETWEEN = 3  # tokens that may stand between a class word and the name: "ракет морского базирования «Калибр»"


def classed(view: Sight) -> Iterator[Mention]:
    """Give the names that a class word announces: "дронов типа «Герань»", "газета «Известия»", "Patriot batteries".

    The class word is no part of the name, and supports a name that alone would be too common.
    """
    told: dict[int, tuple[str, list[Company]]] = {}
    for hit in view.hits:
        if not view.capitals[hit.first] or not any(_may_be_announced(view, posting) for posting in hit.postings):
            continue
        head, company = announced(view, hit.first, hit.last)
        if not company:
            head, company = told.get(_listed_before(view, hit.first), ("", []))
        postings = tuple(posting for posting in hit.postings if company and _of_class(view, posting, company))
        if postings:
            told[hit.last] = head, company
            words = view.words(hit.first, hit.last)
            part = "part" if any(one.place == "part" for one in company) else ""
            first = hit.first - (view.tokens.words[hit.first - 1] == head and head.isupper())  # "ЗРК С-300"
            yield Mention(first, hit.last, Source.HEAD, _CLASSED, postings, words, head, part)


_AND = frozenset({"и", "and", "или", "or"})


def _listed_before(view: Sight, first: int) -> int:
    """Give the last token of the name before a name in a list: "телеканалы «Звезда», «Россия 1» и НТВ"; -1 if none."""
    tokens = view.tokens
    before = first - 2 if first > 1 and tokens.folded[first - 1] in _AND else first - 1
    gap = tokens.text[tokens.ends[before] : tokens.starts[before + 1]] if before >= 0 else ""
    listed = before < first - 1 or "," in gap
    return before if listed and not gap.strip(' ,«»“”„"\u00a0') else -1


def _may_be_announced(view: Sight, posting: Posting) -> bool:
    return posting.form in {Form.FULL, Form.ABBREVIATION} and view.gazetteer.kind_at(posting.entity) in _CLASSED


def _of_class(view: Sight, posting: Posting, company: list[Company]) -> bool:
    """Tell whether class words announce an entity of their class; a magazine that it never was announces another."""
    if not _may_be_announced(view, posting):
        return False
    entity = view.gazetteer.entity_at(posting.entity)
    fitting = [one for one in company if one.subtype == entity.subtype]
    if not posting.weak or any(one.place not in SORTS for one in fitting):
        return bool(fitting)
    names = (alias.name for alias in view.gazetteer.names_of(posting.entity))
    own = {one.place for name in names for word in fold_tokens(name) for one in company_of(word)} & SORTS
    return bool(fitting) and (not own or not own.isdisjoint(one.place for one in fitting))


def announced(view: Sight, first: int, last: int) -> tuple[str, list[Company]]:
    """Give the class word before a name, or right behind it in English, and the classes that it announces."""
    tokens = view.tokens
    for index in range(first - 1, max(first - 2 - _BETWEEN, -1), -1):
        lower = tokens.words[index].islower() or tokens.words[index].isupper() or tokens.opens_sentence(index)
        if not tokens.joined[index + 1] or not lower:
            break
        company = company_of(tokens.folded[index])
        if heads := [one for one in company if one.place in _HEADS]:
            return tokens.words[index], heads
        if not any(one.place == "link" for one in company):
            break
    after = last + 1
    if after < len(tokens) and tokens.joined[after] and tokens.words[after].isascii() and tokens.words[after].islower():
        heads = [one for one in company_of(tokens.folded[after]) if one.place in _HEADS]
        return tokens.words[after], heads
    return "", []


def announces(view: Sight, index: int, first: int, last: int, entities: set[int]) -> bool:
    """Tell whether a token of a surface merely announces the capitalised name behind it: "ракет «Томагавк»"."""
    word = view.tokens.words[index]
    if not view.capitals[first] or word.isupper() or not (word.islower() or view.tokens.opens_sentence(index)):
        return False
    subtypes = {one.subtype for one in company_of(view.tokens.folded[index]) if one.place in SORTS | {"head"}}
    return bool(subtypes) and any(
        one.entity in entities and view.gazetteer.entity_at(one.entity).subtype in subtypes
        for one in view.postings(first, last)
    )


def telling(view: Sight, heads: Iterable[Mention], announced: list[Mention], own: list[Mention]) -> Iterator[Mention]:
    """Give the mentions whose head says more than announcing a known name ("газета РГ") or being part of a term.

    «крейсер "Москва"» is a term that the gazetteer knows as a whole, not a place of which "крейсер" is the head.
    """
    terms = {(one.first, one.last) for one in own if _is_term(view, one)}
    told = {one.first for one in announced if not one.subtype}
    for mention in heads:
        if not mention.postings and (mention.first, mention.last) in terms:
            continue
        bare = Kind.ORGANIZATION in mention.kinds or not mention.postings
        if not (bare and any(index in told for index in range(mention.first, mention.last + 1))):
            yield mention


def _is_term(view: Sight, mention: Mention) -> bool:
    return any(view.gazetteer.kind_at(posting.entity) is Kind.TERM for posting in mention.postings)
