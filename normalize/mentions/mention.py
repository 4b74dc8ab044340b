"""What every finder gives: a run of tokens that may name something, and why it was noticed."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from normalize.names import title_forms
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from normalize.gazetteer import Gazetteer, Hit, Posting
    from normalize.text.tokens import Tokens


class Source(IntEnum):
    """Which finder noticed a mention; of two mentions of one length the higher source wins."""

    NER = 0
    NAME = 1  # looks like a person's name
    PATTERN = 2  # an organisation by its wording
    SCAN = 3  # a surface of the gazetteer
    LIST = 4  # an item of a list that shares a head
    HEAD = 5  # has a head word of its own


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `first` through `last`, which may name an entity of one of `kinds` (of any kind where empty).

    Attributes:
        specific: the folded tokens without the head ("киришском"), where there is a head.
        head: the head word as it stands in the text.
        subtype: what the head says beyond the kind ("street", "station").
        postings: the entities whose surface this is.
        title: the office that a title beside the mention names.
        group: the number of the list that the mention is an item of.
    """

    first: int
    last: int
    source: Source
    kinds: frozenset[Kind] = frozenset()
    postings: tuple[Posting, ...] = ()
    specific: tuple[str, ...] = ()
    head: str = ""
    subtype: str = ""
    title: str = ""
    group: int = -1

    @property
    def length(self) -> int:
        """How many tokens it covers."""
        return self.last - self.first + 1

    @property
    def first_kind(self) -> Kind | None:
        """The first of its kinds in the order of `Kind`; None where it may be of any."""
        return next((kind for kind in Kind if kind in self.kinds), None)


def apart(mentions: Iterable[Mention]) -> list[Mention]:
    """Choose among overlapping mentions: the longest, then the better founded, then the first."""
    ranked = sorted(mentions, key=lambda mention: (-mention.length, -mention.source, mention.first))
    taken: set[int] = set()
    kept: list[Mention] = []
    for mention in ranked:
        covered = range(mention.first, mention.last + 1)
        if taken.isdisjoint(covered):
            taken.update(covered)
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.first)


@dataclass(slots=True)
class Sight:
    """What the finders share about one text: its tokens, its hits, how it uses capitals."""

    tokens: Tokens
    gazetteer: Gazetteer
    hits: list[Hit]
    capitals: list[bool] = field(default_factory=list)
    by_start: dict[int, list[Hit]] = field(default_factory=dict)
    covered: set[int] = field(default_factory=set)  # tokens that a head or a surface explains
    sentences: list[int] = field(default_factory=list)  # first tokens
    flat: bool = False  # the text does not tell names by capitals: ALL CAPS or all lower case

    def words(self, first: int, last: int) -> tuple[str, ...]:
        """Give the folded tokens from `first` through `last`."""
        return tuple(self.tokens.folded[first : last + 1])

    def postings(self, first: int, last: int) -> tuple[Posting, ...]:
        """Give the entities of which the tokens are a surface."""
        return self.gazetteer.lookup(self.words(first, last)) if 0 <= first <= last else ()


def sight(tokens: Tokens, gazetteer: Gazetteer) -> Sight:
    """Look at a text once for all finders."""
    return sights([tokens], gazetteer)[0]


def sights(texts: Sequence[Tokens], gazetteer: Gazetteer) -> list[Sight]:
    """Look at several texts, which are scanned together."""
    return [_sight(tokens, gazetteer, hits) for tokens, hits in zip(texts, gazetteer.scan_each(texts), strict=True)]


def _sight(tokens: Tokens, gazetteer: Gazetteer, hits: list[Hit]) -> Sight:
    view = Sight(tokens, gazetteer, hits)
    view.capitals = [word[0].isupper() or word[0].isdigit() for word in tokens.words]
    view.sentences = [index for index, opens in enumerate(tokens.opens) if opens]
    view.flat = _flat(tokens.words)
    for hit in view.hits:
        view.by_start.setdefault(hit.first, []).append(hit)
    return view


_SAMPLE = 500  # words that show how a text uses capitals


def _flat(words: Sequence[str]) -> bool:
    """Tell whether capitals say nothing here: hardly any, or nearly nothing else."""
    long = [word for word in words[:_SAMPLE] if len(word) > 3 and word.isalpha()]
    if not long:
        return False
    upper, lower = sum(map(str.isupper, long)), sum(map(str.islower, long))
    return upper > 0.7 * len(long) or (lower == len(long) and not any(word[:1].isupper() for word in words[:_SAMPLE]))


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    source = resources.files("normalize.mentions").joinpath("data/openers.csv")
    return frozenset(row["word"] for row in csv.DictReader(source.read_text("utf-8").splitlines()))


def is_opener(word: str) -> bool:
    """Tell whether a folded word is a function word or a calendar word, which capitals do not make a name.

    >>> is_opener("the"), is_opener("сентября"), is_opener("киришский")
    (True, True, False)
    """
    return word in _openers()


class Company(NamedTuple):
    """A class of names that a word goes with, and how it does.

    Attributes:
        subtype: what the names are of: weapon, media, military, parliament, … or region.
        place: "head" announces a name and is no part of it; so do the sorts, which tell namesakes apart (a newspaper is
            no magazine); "part" is part of the name, "near" is met around it, "link" may stand between head and name.
        word: the word of the table, or its stem with an asterisk.
    """

    subtype: str
    place: str


@lru_cache(maxsize=1)
def _company() -> dict[str, frozenset[Company]]:
    table: dict[str, set[Company]] = defaultdict(set)
    source = resources.files("normalize.mentions").joinpath("data/company.csv")
    for row in csv.DictReader(source.read_text("utf-8").splitlines()):
        table[row["word"]].add(Company(row["subtype"], row["place"]))
    return {word: frozenset(found) for word, found in table.items()}


SORTS = frozenset(["newspaper", "magazine", "television", "radio"])
_SHORTEST_STEM = 3
_NO_COMPANY: frozenset[Company] = frozenset()


@lru_cache(maxsize=65536)
def company_of(word: str) -> frozenset[Company]:
    """Give the classes of names that a folded word goes with; a stem in the table stands for all its forms.

    >>> sorted(company_of("ракетами"))
    [Company(subtype='weapon', place='head')]
    >>> company_of("стол")
    frozenset()
    """
    table = _company()
    stems = (f"{word[:length]}*" for length in range(_SHORTEST_STEM, len(word) + 1))
    return _NO_COMPANY.union(*(table.get(key, _NO_COMPANY) for key in (word, *stems)))


def is_crossing(word: str) -> bool:
    """Tell whether a folded word is a crossing, so that what it leads over is a river: "мост через Россь".

    >>> is_crossing("мостом"), is_crossing("моста"), is_crossing("трасса")
    (True, True, False)
    """
    return any(one.subtype == "river" for one in company_of(word))


_REACH = 7  # tokens that may stand between a title and the name: "губернатора Смоленской области Анохина"


@lru_cache(maxsize=1)
def _title_words() -> tuple[frozenset[str], frozenset[str]]:
    """Give the words that titles start with, and those that they end in."""
    return frozenset(words[0] for words in title_forms()), frozenset(words[-1] for words in title_forms())


def office_ending_at(view: Sight, index: int) -> str | None:
    """Give the office of the title whose last word is token `index` ("" for a title that is no office)."""
    if index < 0 or view.tokens.folded[index] not in _title_words()[1]:
        return None
    forms = title_forms()
    for length in range(min(4, index + 1), 0, -1):
        found = forms.get(tuple(view.tokens.folded[index - length + 1 : index + 1]))
        if found and all(view.tokens.joined[index - length + 2 : index + 1]):
            return next((form.title.office for form in found if form.title.office), "")
    return None


def starts_title(view: Sight, index: int) -> bool:
    """Tell whether a title starts at a token."""
    if view.tokens.folded[index] not in _title_words()[0]:
        return False
    forms = title_forms()
    return any(tuple(view.tokens.folded[index : index + length]) in forms for length in range(1, 5))


def title_before(view: Sight, first: int) -> str:
    """Give the office of the title before a name, with the place that may stand between, or ""."""
    index = first - 1
    if index >= 0 and view.tokens.gaps[first] == ", ":  # "the mayor, Ivan Zotov, said"
        return office_ending_at(view, index) or ""
    while index >= 0 and first - index <= _REACH and (view.tokens.joined[index + 1] or _bracket(view, index + 1)):
        office = office_ending_at(view, index)
        if office:
            return office
        if not (view.capitals[index] or index in view.covered or view.tokens.folded[index] == "of"):
            break
        index -= 1
    return ""


def _bracket(view: Sight, index: int) -> bool:
    return view.tokens.gaps[index].strip() in {"(", ")"}


def title_after(view: Sight, last: int) -> str:
    """Give the office of a title set off by a comma behind a name: "Anokhin, the governor of …", or ""."""
    index = last + 1
    if index >= len(view.tokens) or view.tokens.gaps[index].strip() != ",":
        return ""
    if view.tokens.folded[index] in {"the", "a", "an"}:
        index += 1
    for stop in range(min(index + 3, len(view.tokens)) - 1, index - 1, -1):
        office = office_ending_at(view, stop)
        if office:
            return office
    return ""
