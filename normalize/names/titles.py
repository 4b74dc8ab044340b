"""Titles, offices and ranks that stand next to a person's name, in all their forms."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from normalize.names.place import quick_tokens, table, written_forms
from normalize.types import Case, Gender, Number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Title:
    """A title: the office it names, where it stands, and the gender it tells, if any.

    A `weak` title ("житель", "member") is met next to much else than names.
    """

    word: str
    lang: str
    office: str
    gender: Gender | None
    position: str
    strength: str
    source: str


@dataclass(frozen=True, slots=True)
class TitleForm:
    """A title in one of its forms: its number, and every case that is so written (none in English)."""

    title: Title
    number: Number
    cases: tuple[Case, ...]


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, str], ...]:
    return table("titles.csv")


@lru_cache(maxsize=1)
def titles() -> tuple[Title, ...]:
    """Give every title of the table.

    >>> next(title.office for title in titles() if title.word == "мэр")
    'mayor'
    """
    return tuple(
        Title(
            word=row["word"],
            lang=row["lang"],
            office=row["office"],
            gender=Gender(row["gender"]) if row["gender"] else None,
            position=row["position"],
            strength=row["strength"],
            source=row["source"],
        )
        for row in _rows()
    )


@lru_cache(maxsize=1)
def title_forms() -> Mapping[tuple[str, ...], tuple[TitleForm, ...]]:
    """Give every form of every title by its folded tokens.

    >>> [(form.title.word, [str(case) for case in form.cases]) for form in title_forms()["губернатором",]]
    [('губернатор', ['instrumental'])]
    >>> title_forms()["lt", "col"][0].title.office
    'rank'
    """
    table: dict[tuple[str, ...], list[TitleForm]] = defaultdict(list)
    for title, row in zip(titles(), _rows(), strict=True):
        for tokens, form in _forms(title, row):
            table[tokens].append(form)
    return MappingProxyType({tokens: tuple(forms) for tokens, forms in table.items()})


def _forms(title: Title, row: dict[str, str]) -> Iterator[tuple[tuple[str, ...], TitleForm]]:
    for number in Number:
        cases: dict[tuple[str, ...], list[Case]] = {}
        for case, surface in written_forms(title.word, title.lang, number, row):
            cases.setdefault(quick_tokens(surface), []).extend([case] if case else [])
        for tokens, found in cases.items():
            yield tokens, TitleForm(title, number, tuple(dict.fromkeys(found)))
