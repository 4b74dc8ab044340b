"""The only door to pytrovich: case forms of given names, patronymics and surnames by petrovich's rules.

Only its table of rules is read. Its own declension looks the rule up again for every case; here one look-up gives
all six forms.
"""

from __future__ import annotations

import json
from enum import StrEnum
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from normalize.errors import NormalizeError
from normalize.types import Case, Gender


class Part(StrEnum):
    """The part of a person's name that a word plays."""

    GIVEN = "given"
    PATRONYMIC = "patronymic"
    SURNAME = "surname"


_PARTS = {Part.GIVEN: "firstname", Part.PATRONYMIC: "middlename", Part.SURNAME: "lastname"}
_GENDERS = {Gender.MASCULINE: "male", Gender.FEMININE: "female"}
_FEMALE = "female"
_ANY = "androgynous"
_KEEP = "."


class _Rule(NamedTuple):
    """A rule: its rank, and what it cuts and adds in each oblique case."""

    rank: int
    changes: tuple[tuple[int, str], ...]


class _Rules(NamedTuple):
    """The rules of one part of a name that may be asked of one gender: by whole word and by ending."""

    words: dict[str, _Rule]
    endings: dict[str, _Rule]
    longest: int


@lru_cache(maxsize=1)
def _file() -> dict[str, dict[str, list[dict[str, list[str]]]]]:
    spec = find_spec("pytrovich")
    if spec is None or spec.origin is None:
        message = "pytrovich is not installed, and names cannot be declined without its rules: pip install pytrovich"
        raise NormalizeError(message)
    path = Path(spec.origin).parent / "petrovich-rules" / "rules.json"
    found: dict[str, dict[str, list[dict[str, list[str]]]]] = json.loads(path.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=32)
def _rules(part: Part, gender: str, *, strict: bool) -> _Rules:
    """Index the rules for a gender: if strict its own only; if not, those for women apart from all others."""
    table = _file()[_PARTS[part]]
    tables: list[dict[str, _Rule]] = []
    for rows in (table.get("exceptions", []), table["suffixes"]):
        found: dict[str, _Rule] = {}
        for rank, row in enumerate(rows):
            own = str(row["gender"])
            if own == gender if strict else (own == _FEMALE) == (gender == _FEMALE):
                rule = _Rule(rank, tuple(_change(mod) for mod in row["mods"]))
                for test in row["test"]:
                    found.setdefault(test, rule)
        tables.append(found)
    return _Rules(tables[0], tables[1], max(map(len, tables[1]), default=0))


def _change(mod: str) -> tuple[int, str]:
    cut = mod.count("-")
    return (0, "") if mod == _KEEP else (cut, mod[cut:])


def _rule(part: Part, word: str, gender: str, *, sure: bool) -> _Rule | None:
    """Find the first rule for a word: whole words before endings, the gender asked before any."""
    for rules in (_rules(part, gender, strict=sure), _rules(part, _ANY, strict=False)):
        best = rules.words.get(word)
        if best:
            return best
        for length in range(1, min(rules.longest, len(word)) + 1):
            rule = rules.endings.get(word[-length:])
            if rule and (best is None or rule.rank < best.rank):
                best = rule
        if best:
            return best
    return None


@lru_cache(maxsize=1024)
def petrovich_forms(word: str, part: Part, gender: Gender) -> tuple[str, ...]:
    """Give the six forms of one part of a name, in the order of `Case`.

    Both halves of a hyphened word are declined; only the last one's gender is sure.

    >>> petrovich_forms("Анохин", Part.SURNAME, Gender.MASCULINE)[4]
    'Анохиным'
    >>> petrovich_forms("Салтыков-Щедрин", Part.SURNAME, Gender.MASCULINE)[1]
    'Салтыкова-Щедрина'
    """
    pieces = word.split("-")
    columns = [_piece_forms(piece, part, gender, sure=False) for piece in pieces[:-1]]
    columns.append(_piece_forms(pieces[-1], part, gender, sure=True))
    return (word, *map("-".join, zip(*columns, strict=True)))


def _piece_forms(piece: str, part: Part, gender: Gender, *, sure: bool) -> tuple[str, ...]:
    rule = _rule(part, piece.lower(), _GENDERS.get(gender, _ANY), sure=sure)
    if rule is None:
        return (piece,) * (len(Case) - 1)
    return tuple(piece[: len(piece) - cut] + suffix for cut, suffix in rule.changes)
