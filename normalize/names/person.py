"""The names of people taken apart into slots, in either alphabet and any order."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from normalize.names.slots import (
    PersonName,
    given_gender,
    given_score,
    patronymic_gender,
    surname_gender,
    surname_score,
)
from normalize.names.titles import title_forms
from normalize.text.script import fold
from normalize.text.tokens import tokenize

_MAX_TEXT = 300
_MAX_UNITS = 6
_MAX_TITLE = 5
_LETTER = r"[^\W\d_]"
_UNIT = re.compile(
    rf"(?P<initial>(?:[A-ZА-ЯЁЇІЄҐ]|Дж|Ю|Y[aeou]|Kh|Zh|Sh|Ch|Ts|Ph|Th|Dz|Dm)\.(?:-[A-ZА-ЯЁ]\.)?|(?<!{_LETTER})[A-ZА-ЯЁ](?!{_LETTER}|['’-]))"
    rf"|(?P<word>{_LETTER}+(?:['’ʼ`´.-]{_LETTER}+)*)|(?P<comma>,)"
)
_BEFORE = frozenset(
    "фон дер ван ден де да ди ду дю дос дас делла дель ла ле лос бен ибн бин бинт аль эль ас аш ан эд эр абу тер зу цу "
    "von der van den de da di du dos das della del la le los ben ibn bin bint al el as ash abu ter zu dal".split()
)
_AFTER = frozenset(
    "оглы кызы оглу углы гызы уулу зода заде паша бей хан ханым улы кзы "
    "ogly kyzy oglu oghlu qizi gizi uulu zoda zade pasha bey jr sr".split()
)
_PATRONYMIC_AFTER = frozenset("оглы кызы оглу углы гызы уулу кзы улы ogly kyzy oglu oghlu qizi gizi uulu".split())
# Roles of a name's words, by how usual the order is in print: given, patronymic, surname.
_ORDERS = {1: ("S", "G"), 2: ("GS", "SG", "GP"), 3: ("GPS", "SGP", "GMS", "GSS", "SPG", "PGS"), 4: ("GPSS", "SGPP", "GMMS", "GMSS")}
_ORDER_WEIGHT = {
    "S": 1.0, "G": 0.5, "GS": 1.0, "SG": 0.5, "GP": 0.9,
    "GPS": 1.0, "SGP": 0.9, "GMS": 0.15, "GSS": 0.12, "SPG": 0.05, "PGS": 0.05,
    "GPSS": 0.6, "SGPP": 0.1, "GMMS": 0.2, "GMSS": 0.1,
}  # fmt: skip


class _Unit(NamedTuple):
    """A word of a name with its particles, or an initial."""

    text: str
    initial: bool
    comma: bool = False
    patronymic: bool = False


@lru_cache(maxsize=16384)
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
    text, title = _without_title(" ".join(surface[:_MAX_TEXT].split()))
    units = _units(text)
    if not units:
        return ()
    if any(unit.comma for unit in units):
        names = _with_comma(units, title)
        if names:
            return names
    return _ranked([unit for unit in units if not unit.comma][:_MAX_UNITS], title)


def _without_title(text: str) -> tuple[str, str]:
    tokens = tokenize(text)
    table = title_forms()
    count = len(tokens)
    end = 0
    while end < count - 1:
        step = next(
            (
                n
                for n in range(min(_MAX_TITLE, count - end - 1), 0, -1)
                if _is_title(tuple(tokens.folded[end : end + n]), tokens.words[end])
            ),
            0,
        )
        if not step:
            break
        end += step
    if not end:
        return text, ""
    rest = text[tokens.ends[end - 1] :].lstrip(" .,:")
    return (rest, text[: tokens.ends[end - 1]]) if rest else (text, "")


def _is_title(folded: tuple[str, ...], first: str) -> bool:
    forms = title_forms().get(folded)
    if not forms:
        return False
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
        elif lower in _AFTER and units and not units[-1].initial:
            last = units[-1]
            units[-1] = last._replace(text=f"{last.text} {piece}", patronymic=lower in _PATRONYMIC_AFTER)
        elif lower in _BEFORE and (piece[:1].islower() or pending or lower in {"аль", "эль", "al", "el", "de", "van", "von"}):
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
    return (_name([*[(unit, role) for unit, role in zip(after, roles, strict=False)], (_Unit(surname, initial=False), "S")], title, 1.0),)


def _ranked(units: list[_Unit], title: str) -> tuple[PersonName, ...]:
    found: dict[tuple[str, str, str], PersonName] = {}
    for order in _orders(units):
        weight = _ORDER_WEIGHT.get(order, 0.05)
        for unit, role in zip(units, order, strict=True):
            weight *= _fit(unit, role)
        name = _name(list(zip(units, order, strict=True)), title, weight)
        key = (name.given, name.patronymic, name.surname)
        if weight > 0 and (key not in found or found[key].weight < weight):
            found[key] = name
    ranked = sorted(found.values(), key=lambda name: -name.weight)
    total = sum(name.weight for name in ranked) or 1.0
    return tuple(_weighed(name, name.weight / total) for name in ranked[:4] if name.weight > ranked[0].weight / 50)


def _orders(units: list[_Unit]) -> list[str]:
    count = len(units)
    if count in _ORDERS:
        orders = list(_ORDERS[count])
    else:
        orders = ["G" + "M" * (count - 2) + "S"]
    if all(unit.initial for unit in units) or count > 4:
        return orders
    if any(unit.initial for unit in units) and count <= 3:
        plain = "".join("I" if unit.initial else "W" for unit in units)
        orders = sorted({"".join(order) for order in permutations("GPS"[-count:] if count == 1 else "GPS"[:3], count)})
        orders = [order for order in orders if _initials_fit(order, plain)]
        if plain == "WIW":
            orders.append("GPS")
    return orders


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
        return 0.95 if patronymic else 0.02
    if role == "M":
        return 0.5
    return surname_score(unit.text)


def _name(slots: list[tuple[_Unit, str]], title: str, weight: float) -> PersonName:
    text = {"G": [], "P": [], "S": []}  # type: dict[str, list[str]]
    for unit, role in slots:
        text["P" if role == "M" and unit.initial else "G" if role == "M" else role].append(unit.text)
    given, patronymic, surname = (" ".join(text[role]) for role in "GPS")
    gender = (
        (patronymic_gender(patronymic) if patronymic else None)
        or (given_gender(given.split(" ")[0]) if given else None)
        or (surname_gender(surname) if surname else None)
    )
    return PersonName(given, patronymic, surname, gender, title, weight)


def _weighed(name: PersonName, weight: float) -> PersonName:
    return PersonName(name.given, name.patronymic, name.surname, name.gender, name.title, weight)
