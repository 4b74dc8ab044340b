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
    """A rule: its rank, the gender it is for, and what it cuts and adds in each oblique case."""

    rank: int
    gender: str
    changes: tuple[tuple[int, str], ...]


class _Rules(NamedTuple):
    """The rules of one part of a name: by whole word and by ending."""

    words: dict[str, list[_Rule]]
    endings: dict[str, list[_Rule]]
    longest: int


@lru_cache(maxsize=1)
def _tables() -> dict[Part, _Rules]:
    spec = find_spec("pytrovich")
    if spec is None or spec.origin is None:
        message = "pytrovich is not installed, and names cannot be declined without its rules: pip install pytrovich"
        raise NormalizeError(message)
    path = Path(spec.origin).parent / "petrovich-rules" / "rules.json"
    table = json.loads(path.read_text(encoding="utf-8"))
    return {part: _rules(table[name]) for part, name in _PARTS.items()}


def _rules(table: dict[str, list[dict[str, list[str]]]]) -> _Rules:
    words: dict[str, list[_Rule]] = {}
    endings: dict[str, list[_Rule]] = {}
    for found, rows in ((words, table.get("exceptions", [])), (endings, table["suffixes"])):
        for rank, row in enumerate(rows):
            rule = _Rule(rank, str(row["gender"]), tuple(_change(mod) for mod in row["mods"]))
            for test in row["test"]:
                found.setdefault(test, []).append(rule)
    return _Rules(words, endings, max(map(len, endings)))


def _change(mod: str) -> tuple[int, str]:
    cut = mod.count("-")
    return (0, "") if mod == _KEEP else (cut, mod[cut:])


def _rule(rules: _Rules, word: str, gender: str, *, sure: bool) -> _Rule | None:
    """Find the first rule for a word: whole words before endings, the gender asked before any."""
    ends = [word[-length:] for length in range(1, min(rules.longest, len(word)) + 1)]
    for wanted, strict in ((gender, sure), (_ANY, False)):
        for table, keys in ((rules.words, [word]), (rules.endings, ends)):
            fitting = [rule for key in keys for rule in table.get(key, ()) if _fits(rule, wanted, strict=strict)]
            if fitting:
                return min(fitting)
    return None


def _fits(rule: _Rule, gender: str, *, strict: bool) -> bool:
    return rule.gender == gender if strict else (rule.gender == _FEMALE) == (gender == _FEMALE)


@lru_cache(maxsize=65536)
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
    rule = _rule(_tables()[part], piece.lower(), _GENDERS.get(gender, _ANY), sure=sure)
    if rule is None:
        return (piece,) * (len(Case) - 1)
    return tuple(piece[: len(piece) - cut] + suffix for cut, suffix in rule.changes)
