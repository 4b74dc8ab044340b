"""Words that every room shares: kinds, spans, grammar, and the reasons given for a decision."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, NewType

EntityId = NewType("EntityId", str)


class Kind(StrEnum):
    """What sort of thing a name names."""

    PERSON = "person"
    REGION = "region"
    DISTRICT = "district"
    CITY_DISTRICT = "city_district"
    SETTLEMENT = "settlement"
    COUNTRY = "country"
    FEATURE = "feature"
    ORGANIZATION = "organization"
    TERM = "term"


PLACES = frozenset({Kind.REGION, Kind.DISTRICT, Kind.CITY_DISTRICT, Kind.SETTLEMENT, Kind.COUNTRY, Kind.FEATURE})


class Span(NamedTuple):
    """A piece of the caller's text: `text[start:end]`, counted in code points.

    >>> span = Span(2, 6)
    >>> "в Туле"[span.start : span.end]
    'Туле'
    """

    start: int
    end: int


class Case(StrEnum):
    """The six cases of Russian."""

    NOMINATIVE = "nominative"
    GENITIVE = "genitive"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"
    INSTRUMENTAL = "instrumental"
    PREPOSITIONAL = "prepositional"


class Number(StrEnum):
    """Grammatical number."""

    SINGULAR = "singular"
    PLURAL = "plural"


class Gender(StrEnum):
    """Grammatical gender; for people, the gender that their name shows."""

    MASCULINE = "masculine"
    FEMININE = "feminine"
    NEUTER = "neuter"


class Rule(StrEnum):
    """Why two names, or a name and an entity, go together or do not."""

    # of two names, token by token
    SAME = "same"
    ROMANIZED = "romanized"
    INFLECTED = "inflected"
    INITIAL = "initial"
    NICKNAME = "nickname"
    EQUIVALENT = "equivalent"
    TYPO = "typo"
    MISSING = "missing"
    CONTRADICTION = "contradiction"
    HOMOGLYPH = "homoglyph"
    TRANSLATED = "translated"
    AMBIGUOUS = "ambiguous"
    TITLE = "title"
    # of a mention and an entity
    EXACT = "exact"
    KEY = "key"
    FUZZY = "fuzzy"
    HEAD = "head"
    PARENT = "parent"
    OFFICE = "office"
    MEMORY = "memory"
    NEIGHBOURS = "neighbours"
    ONLY = "only"
    PROMINENCE = "prominence"
    DATE = "date"
    # of no link
    TIE = "tie"
    WEAK = "weak"
    UNKNOWN = "unknown"
    BLOCKED = "blocked"


_SENTENCES = {
    Rule.SAME: "{a} and {b} are spelled the same",
    Rule.ROMANIZED: "{a} and {b} are one name in two alphabets or spellings",
    Rule.INFLECTED: "{a} and {b} are case forms of one word",
    Rule.INITIAL: "{a} is the initial of {b}",
    Rule.NICKNAME: "{a} is a short form of {b}",
    Rule.EQUIVALENT: "{a} and {b} are the same given name in two languages",
    Rule.TYPO: "{a} and {b} differ by a slip of spelling",
    Rule.MISSING: "{a} stands on one side only",
    Rule.CONTRADICTION: "{a} contradicts {b}",
    Rule.HOMOGLYPH: "{a} mixes look-alike letters of two alphabets; read as {b}",
    Rule.TRANSLATED: "{a} and {b} are translations of each other",
    Rule.AMBIGUOUS: "{a} can be read as {b}",
    Rule.TITLE: "{a} is a title, not a part of the name",
    Rule.EXACT: "{surface} is a form of {name}",
    Rule.KEY: "{surface} has the match key of {name}",
    Rule.FUZZY: "{surface} resembles {name} (similarity {score})",
    Rule.HEAD: "the head word {head} says that it is a {kind}",
    Rule.PARENT: "the document names {parent}, of which {name} is a part",
    Rule.OFFICE: "{name} held the office of {office} at the date",
    Rule.MEMORY: "the document has named {name} before",
    Rule.NEIGHBOURS: "its neighbours in the list are of the kind {kind}",
    Rule.ONLY: "the gazetteer knows one {kind} of this name",
    Rule.PROMINENCE: "{name} is by far the best known bearer of the name",
    Rule.DATE: "{name} was not so called, or not in office, at the date {date}",
    Rule.TIE: "{first} and {second} fit equally well",
    Rule.WEAK: "{surface} alone does not suffice for {name}",
    Rule.UNKNOWN: "no entity of the gazetteer explains {surface}",
    Rule.BLOCKED: "{surface} is part of the name {name}",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a decision: the rule, and the values it was applied to.

    Reasons are data first (`rule`, `values`), so that a decision can be replayed and counted; `str()`
    reads as a sentence.

    >>> reason = Reason.of(Rule.INITIAL, a="В.", b="Василий")
    >>> str(reason)
    'В. is the initial of Василий'
    >>> reason.to_dict()
    {'rule': 'initial', 'a': 'В.', 'b': 'Василий'}
    """

    rule: Rule
    values: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, rule: Rule, **values: object) -> Reason:
        """Build a reason from named values."""
        return cls(rule, tuple(values.items()))

    def __str__(self) -> str:
        return _SENTENCES[self.rule].format_map(_Values(self.values))

    def to_dict(self) -> dict[str, str]:
        """Give the reason as plain data for JSON."""
        return {"rule": self.rule.value, **{name: str(value) for name, value in self.values}}


class _Values(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


@dataclass(frozen=True, slots=True)
class Normal:
    """The normal form of a name in both languages.

    >>> Normal("Смоленская область", "Smolensk Oblast").to_dict()
    {'ru': 'Смоленская область', 'en': 'Smolensk Oblast'}
    """

    ru: str
    en: str

    def to_dict(self) -> dict[str, str]:
        """Give both forms by language code."""
        return {"ru": self.ru, "en": self.en}
