"""Places with parents and organisations for `matching.py`: made up, asked garbled, beside rapidfuzz.

A place is asked for within its region, as a text that names the region allows; the peer is given the names of that
region alone, which is the fair way to use it. An organisation is asked for among all.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import _matching_data as data

from normalize import inflect
from normalize.translit import romanize
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    Finder = Callable[["Query"], Sequence[int]]

REGIONS = 85
_ENDINGS = ("ово", "ино", "ка", "ская", "ное", "ск", "град", "евка", "ичи", "ец")
_TRADES = ("Завод", "Комбинат", "Институт", "Торговый дом", "Холдинг", "ООО", "АО", "Фонд", "Агентство", "Банк")
_ADJECTIVES = ("Северный", "Южный", "Первый", "Новый", "Уральский", "Волжский", "Сибирский", "Донской")
_BRANDS = ("пром", "строй", "мет", "лит", "инвест", "торг", "агро", "сервис", "транс", "нефть")
_SCHEMES = ("bgn-pcgn", "icao-9303", "press")
_LIMIT = 10


@dataclass(frozen=True, slots=True)
class Thing:
    """A made-up place or organisation, and the number of the region that it lies in (0 for none)."""

    kind: Kind
    name: str
    region: int


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, and who is meant."""

    text: str
    meant: int
    slips: int


@lru_cache(maxsize=1)
def _stems() -> tuple[str, ...]:
    dice = random.Random(21)  # noqa: S311 - a measurement, not a secret
    rows = data.table("translit/data/words.csv")
    words = [row["word"] for row in rows if row["lang"] == "ru" and row["word"].isalpha() and 3 < len(row["word"]) < 9]
    stems = sorted({stem for word in words if len(stem := word.rstrip("аеиоуыэюяйьъ")) > 2})
    dice.shuffle(stems)
    return tuple(stems)


def things(kind: Kind, count: int, seed: int = 1) -> list[Thing]:
    """Make places or organisations; the same seed makes the same."""
    dice = random.Random(seed)  # noqa: S311
    stems = _stems()
    sums = list(accumulate(1 / (rank + 30) for rank in range(1, len(stems) + 1)))
    make = _place if kind is Kind.SETTLEMENT else _body
    return [make(dice, dice.choices(stems, cum_weights=sums, k=2)) for _ in range(count)]


def _place(dice: random.Random, stems: Sequence[str]) -> Thing:
    name = (stems[0] + dice.choice(_ENDINGS)).capitalize()
    if dice.random() < 0.15:
        name = f"{dice.choice(_ADJECTIVES)[:-2]}ая {name}" if name.endswith("ка") else f"Усть-{name}"
    return Thing(Kind.SETTLEMENT, name, dice.randrange(1, REGIONS + 1))


def _body(dice: random.Random, stems: Sequence[str]) -> Thing:
    brand = "".join(stems[: dice.choice((1, 2))]) + dice.choice(_BRANDS)
    trade = dice.choice(_TRADES)
    shown = f"«{brand.capitalize()}»" if trade in {"ООО", "АО"} else brand.capitalize()
    return Thing(Kind.ORGANIZATION, f"{trade} {shown}", 0)


def records(made: Sequence[Thing]) -> Iterator[dict[str, Any]]:
    """Give them as `Gazetteer.build` takes them, the regions first."""
    yield {"id": "RU", "kind": "country", "names": {"ru": "Россия"}}
    for number in range(1, REGIONS + 1):
        name = f"{_stems()[number].capitalize()}ская область"
        yield {"id": f"r{number:02}", "kind": "region", "parent": "RU", "names": {"ru": name}}
    for number, thing in enumerate(made):
        record = {"id": f"x{number:07}", "kind": thing.kind.value, "names": {"ru": thing.name}}
        yield {**record, "parent": f"r{thing.region:02}"} if thing.region else record


def queries(made: Sequence[Thing], count: int, seed: int = 2) -> list[Query]:
    """Ask as texts and lists do: inflected, romanized, half of them with slips."""
    dice = random.Random(seed)  # noqa: S311
    return [_query(made, dice) for _ in range(count)]


def _query(made: Sequence[Thing], dice: random.Random) -> Query:
    meant, way = dice.randrange(len(made)), dice.random()
    text = made[meant].name
    if way < 0.3 and made[meant].kind is Kind.SETTLEMENT:
        text = inflect(text, case=dice.choice(("genitive", "prepositional")), kind=Kind.SETTLEMENT)
    elif way < 0.7:
        text = romanize(text, dice.choice(_SCHEMES))
    slips = dice.choice((1, 1, 1, 2)) if dice.random() < 0.5 else 0
    words = text.split()
    for _ in range(slips):
        bare = words[-1].strip("«»")
        words[-1] = words[-1].replace(bare, data.slip(bare, dice))
    return Query(" ".join(words), meant, slips)


def ours(made: Sequence[Thing], path: Path) -> Finder:
    """Ask the front door, within the region where there is one."""
    import normalize

    nz = normalize.load(path, ner=False)

    def find(query: Query) -> list[int]:
        thing = made[query.meant]
        within = f"r{thing.region:02}" if thing.region else None
        found = nz.candidates(query.text, kind=thing.kind, within=within, limit=_LIMIT)
        return [int(one.entity.id[1:]) for one in found]

    return find


def extract(made: Sequence[Thing], path: Path) -> Finder:
    """Use rapidfuzz.process.extract on the names of the region, or on all."""
    del path
    from rapidfuzz import fuzz, process

    plain = [romanize(thing.name, "icao-9303").lower() for thing in made]
    inside: dict[int, dict[int, str]] = {}
    for number, thing in enumerate(made):
        inside.setdefault(thing.region, {})[number] = plain[number]

    def find(query: Query) -> list[int]:
        names = inside[made[query.meant].region]
        asked = romanize(query.text, "icao-9303").lower()
        return [key for _, _, key in process.extract(asked, names, scorer=fuzz.token_sort_ratio, limit=_LIMIT)]

    return find


def is_right(made: Sequence[Thing], query: Query, found: int) -> bool:
    """Tell whether an answer has the name and the region of what was meant."""
    return made[found] == made[query.meant]
