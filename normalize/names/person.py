"""The names of people taken apart into slots, in either alphabet and any order."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from normalize.morph import marked
from normalize.names.place import head_forms, table
from normalize.names.slots import (
    PersonName,
    given_gender,
    given_score,
    patronymic_base,
    patronymic_gender,
    surname_gender,
    surname_score,
)
from normalize.names.titles import title_forms
from normalize.text.script import fold
from normalize.text.tokens import Tokens, fold_tokens, tokenize
from normalize.types import Number

_MAX_TEXT = 300
_MAX_UNITS = 6
_MAX_TITLE = 5
_LETTER = r"[^\W\d_]"
_UNIT = re.compile(
    rf"(?P<initial>(?:[A-ZА-ЯЁЇІЄҐ]|Дж|Ю|Y[aeou]|[IJ][aeou]|Kh|Zh|Sh|Ch|Ts|Ph|Th|Dz|Dm|Shch|Sch|Tch)\.(?:-[A-ZА-ЯЁ]\.)?|(?<!{_LETTER})[A-ZА-ЯЁ](?!{_LETTER}|['’-]))"
    rf"|(?P<number>[IVX]{{2,4}}(?!{_LETTER}))|(?P<word>{_LETTER}+(?:['’ʼ`´.-]{_LETTER}+)*)|(?P<comma>,)"
)


class _Unit(NamedTuple):
    """A word of a name with its particles, or an initial."""

    text: str
    initial: bool
    comma: bool = False
    patronymic: bool = False


@lru_cache(maxsize=4)
def _particles(role: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table("particles.csv") if row["role"] == role)


@lru_cache(maxsize=1)
def _usual_orders() -> dict[str, float]:
    """Give the orders of given name, middle names, patronymic and surname, and how usual each is in print."""
    return {row["order"]: float(row["weight"]) for row in table("orders.csv")}


@lru_cache(maxsize=2048)
def parse_person(surface: str) -> tuple[PersonName, ...]:
    """Take the name of a person apart, in every plausible way, likeliest first.

    Slots keep the form in which they stand; titles before the name, and after a comma, are set aside. Text in
    which there is no name gives an empty answer.

    >>> name = parse_person("губернатор Анохин В.Н.")[0]
    >>> name.given, name.patronymic, name.surname, name.title
    ('В.', 'Н.', 'Анохин', 'губернатор')
    >>> name = parse_person("Anokhin, Vasily")[0]
    >>> name.given, name.surname, str(name.gender)
    ('Vasily', 'Anokhin', 'masculine')
    >>> name = parse_person("Урсула фон дер Ляйен")[0]
    >>> name.given, name.surname
    ('Урсула', 'фон дер Ляйен')
    """
    text, title = split_title(surface)
    units = _units(text)
    if not units:
        return ()
    if any(unit.comma for unit in units):
        names = _with_comma(units, title)
        if names:
            return names
    words = [unit for unit in units if not unit.comma][:_MAX_UNITS]
    return _ranked(words, title) if words else ()


@lru_cache(maxsize=2048)
def split_title(surface: str) -> tuple[str, str]:
    """Part a person's name from the titles before it and after its comma.

    >>> split_title("врио губернатора Смоленской области Василий Анохин")
    ('Василий Анохин', 'врио губернатора Смоленской области')
    >>> split_title("Maria Zakharova, spokeswoman")
    ('Maria Zakharova', 'spokeswoman')
    """
    text = " ".join(surface[:_MAX_TEXT].split())
    head, comma, tail = text.partition(",")
    if comma and _is_title(fold_tokens(tail), tail.strip()):
        return head.strip(), tail.strip()
    tokens = tokenize(text)
    end = _title_end(tokens, 0)
    if _initials(tokens, end):
        return text, ""
    if not end and len(tokens) > 2 and tokens.words[1].isascii() and _title_end(tokens, 1) > 1:
        end = _title_end(tokens, 1)  # "Smolensk Governor Vasily Anokhin"
    if not end:
        return text, ""
    end = _past_place(tokens, end)
    rest = text[tokens.ends[end - 1] :].lstrip(" .,:")
    title = text[: len(text) - len(rest)].strip(" ,:")
    return (rest, title) if rest else (text, "")


def _initials(tokens: Tokens, end: int) -> bool:
    """Tell initials from an address: "Г.Н. Сенин" is no "г-н Сенин"."""
    return end > 1 and all(len(word) == 1 and word.isupper() for word in tokens.words[:end])


def _title_end(tokens: Tokens, start: int) -> int:
    """Count the tokens up to where the titles end that begin at `start`; 0 if none begins there."""
    end = start
    last = len(tokens) - 1
    while end < last:
        longest = min(_MAX_TITLE, last - end)
        steps = (n for n in range(longest, 0, -1) if _is_title(tuple(tokens.folded[end : end + n]), tokens.words[end]))
        step = next(steps, 0)
        if not step:
            break
        end += step
    return end if end > start else 0


def _past_place(tokens: Tokens, end: int) -> int:
    """Go past the place that a title may have after it: "губернатор Смоленской области"."""
    start = end + (tokens.folded[end] in {"of", "for"})
    for last in range(start + 1, min(start + _MAX_TITLE, len(tokens) - 1)):
        if (tokens.folded[last],) in head_forms() and not tokens.words[end][:1].isdigit():
            return last + 1
    return end


def _is_title(folded: tuple[str, ...], first: str) -> bool:
    forms = title_forms().get(folded)
    if not forms:
        return False
    if first[:1].isupper() and all(form.number == Number.PLURAL for form in forms) and marked(first, "Surn"):
        return False  # "Генералов Сергей"
    # "King", "Major" with a capital may be surnames and given names; they are titles only if strong.
    return any(form.title.strength == "strong" for form in forms) or first[:1].islower()


def _units(text: str) -> list[_Unit]:
    units: list[_Unit] = []
    pending = ""
    for match in _UNIT.finditer(text):
        piece = match.group()
        kind = match.lastgroup
        lower = fold(piece)
        if kind == "comma":
            units.append(_Unit(",", initial=False, comma=True))
        elif kind == "initial":
            units.append(_Unit(piece if piece.endswith(".") else piece + ".", initial=True))
        elif kind == "number" and units and not units[-1].initial:
            units[-1] = units[-1]._replace(text=f"{units[-1].text} {piece}")
        elif lower in _particles("patronymic") | _particles("after") and units and not units[-1].initial:
            last = units[-1]
            patronymic = lower in _particles("patronymic")
            units[-1] = last._replace(text=f"{last.text} {piece}", patronymic=patronymic)
        elif lower in _particles("before") and (
            piece[:1].islower() or pending or lower in _particles("capital before")
        ):
            pending += piece + " "
        else:
            units.append(_Unit(pending + piece, initial=False))
            pending = ""
    if pending:
        units.append(_Unit(pending.strip(), initial=False))
    return units


def _with_comma(units: list[_Unit], title: str) -> tuple[PersonName, ...]:
    at = next(i for i, unit in enumerate(units) if unit.comma)
    before, after = units[:at], [unit for unit in units[at + 1 :] if not unit.comma]
    if not before or not after or len(before) > 2 or len(after) > 3 or any(unit.initial for unit in before):
        return ()
    surname = " ".join(unit.text for unit in before)
    roles = "GP" if len(after) > 1 else "G"
    return (
        _name(
            _slots([*zip(after, roles, strict=False), (_Unit(surname, initial=False), "S")]),
            title,
            1.0,
        ),
    )


def _ranked(units: list[_Unit], title: str) -> tuple[PersonName, ...]:
    found: dict[tuple[str, str, str], float] = {}
    for order in _orders(units):
        weight = _usual_orders().get(order, 0.05)
        for unit, role in zip(units, order, strict=True):
            weight *= _fit(unit, role)
        if weight > 0:
            key = _slots(list(zip(units, order, strict=True)))
            found[key] = max(found.get(key, 0.0), weight)
    ranked = sorted(found.items(), key=lambda item: -item[1])
    total = sum(found.values()) or 1.0
    return tuple(_name(key, title, weight / total) for key, weight in ranked[:4] if weight > ranked[0][1] / 50)


def _orders(units: list[_Unit]) -> list[str]:
    count, initials = len(units), sum(unit.initial for unit in units)
    orders = [order for order in _usual_orders() if len(order) == count] or ["G" + "M" * (count - 2) + "S"]
    if not initials or initials == count or count > 3:
        return orders
    plain = "".join("I" if unit.initial else "W" for unit in units)
    found = {"".join(order) for order in permutations("GPS", count)}
    return sorted(order for order in found if _initials_fit(order, plain))


def _initials_fit(order: str, plain: str) -> bool:
    # An initial stands for a given name or a patronymic, and the given name's comes first.
    if any(kind == "I" and role == "S" for role, kind in zip(order, plain, strict=True)):
        return False
    return "P" not in order or ("G" in order and order.index("G") < order.index("P"))


def _fit(unit: _Unit, role: str) -> float:
    if unit.initial:
        return 0.0 if role == "S" else 0.9 if role in "GP" else 0.5
    if unit.patronymic:
        return {"P": 1.0, "M": 0.3}.get(role, 0.01)
    patronymic = patronymic_gender(unit.text)
    if role == "G":
        return 0.05 if patronymic and given_score(unit.text) < 0.5 else given_score(unit.text)
    if role == "P":
        return (0.95 if patronymic_base(unit.text) else 0.2) if patronymic else 0.02
    if role == "M":
        return 0.5
    return surname_score(unit.text)


def _slots(filled: list[tuple[_Unit, str]]) -> tuple[str, str, str]:
    text: dict[str, list[str]] = {"G": [], "P": [], "S": []}
    for unit, role in filled:
        text["P" if role == "M" and unit.initial else "G" if role == "M" else role].append(unit.text)
    return " ".join(text["G"]), " ".join(text["P"]), " ".join(text["S"])


def _name(slots: tuple[str, str, str], title: str, weight: float) -> PersonName:
    given, patronymic, surname = slots
    gender = (
        (patronymic_gender(patronymic) if patronymic else None)
        or (given_gender(given.split(" ")[0]) if given else None)
        or (surname_gender(surname) if surname else None)
    )
    return PersonName(given, patronymic, surname, gender, title, weight)
