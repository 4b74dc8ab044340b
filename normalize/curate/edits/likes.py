"""Who is called like a new entity, in the tables and in the gazetteer that they rest on; and what a name stands for."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from normalize.curate.checks.rules.likeness import is_local
from normalize.curate.checks.settled import Settled
from normalize.errors import InputError
from normalize.keys import match_key, match_keys
from normalize.text import fold
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from normalize.curate.edits.desk import Desk
    from normalize.curate.tables import NameRow

_SLIP = 0.75  # likeness of two words of which one may be a slip


class Collision(NamedTuple):
    """An entity that has, by match key, a name of the new one; `apart` says that its region tells them apart."""

    name: str
    row: NameRow
    apart: bool = False

    def __str__(self) -> str:
        row = self.row
        where = f"in the gazetteer {row.where.file!r}" if not row.where.line else str(row.where)
        return f"{self.name!r} is {row.strength} for {row.entity_id} already: {row.name!r} ({where})"


def collisions(desk: Desk, kind: str, *names: str, parent: str = "") -> Iterator[Collision]:
    """Give the names that a text could not tell from the new ones: same match key and kind; its region's first.

    Names of the gazetteer that the tables rest on come last: two layers may well speak of one thing.
    """
    wanted = {key: name for name in names if name for key in match_keys(name, kind)}
    bearers = {row.id for row in desk.entities.values() if row.kind == kind}
    rows = (row for row in desk.tables.names if row.entity_id in bearers and row.kind != "rejected")
    found = [(name, row) for row in rows if (name := wanted.get(match_key(row.name, kind)))]
    settled = Settled(desk.tables)
    region = settled.region(parent) if is_local(Kind(kind)) and parent else ""
    told = [Collision(name, row, bool(region) and settled.region(row.entity_id) != region) for name, row in found]
    yield from sorted(told, key=lambda one: one.apart)
    if desk.base is not None:
        yield from (Collision(wanted[key], row) for key, row in desk.base.bearing(wanted, kind))


def shared_with_base(desk: Desk, rows: Iterable[NameRow]) -> Iterator[Collision]:
    """Give the strong names among rows that an entity of another id has in the gazetteer that the tables rest on.

    That is no fault: who opens both finds a tie, or the one that the text speaks for. But it should be meant.
    """
    for row in rows if desk.base is not None else ():
        entity = desk.new.get(row.entity_id) or desk.entities.get(row.entity_id)
        if entity is None or row.strength != "strong" or row.kind == "rejected" or entity.kind not in set(Kind):
            continue
        for _, other in desk.base.bearing([match_key(row.name, entity.kind)], entity.kind) if desk.base else ():
            if other.entity_id != row.entity_id:
                yield Collision(row.name, other)


def office_like(desk: Desk, office: str) -> str:
    """Give the known office that one which nobody held yet is likely a slip of, or ""."""
    known = {row.office for row in desk.tables.tenures} | {row.office for row in desk.tables.offices}
    return "" if office in known else next(iter(get_close_matches(office, sorted(known), n=1, cutoff=_SLIP)), "")


def subtype_like(desk: Desk, kind: str, subtype: str) -> str:
    """Give the known sort of a kind that one which nothing has yet is likely a slip of, or ""."""
    known = {row.subtype for row in desk.entities.values() if row.kind == kind and row.subtype}
    return "" if subtype in known else next(iter(get_close_matches(subtype, sorted(known), n=1, cutoff=_SLIP)), "")


def entity_called(desk: Desk, text: str) -> str:
    """Give the id that a text is, or of the one entity that is called so.

    Raises:
        InputError: several are called so; they are named.
        UnknownNameError: nobody is; the nearest id is offered.
    """
    if not text or desk.knows(text):
        return text
    bearers = dict.fromkeys(
        row.entity_id for row in desk.tables.names if row.kind != "rejected" and fold(row.name) == fold(text)
    )
    if not bearers and desk.base is not None:
        bearers = dict.fromkeys(desk.base.called(text))
    if len(bearers) > 1:
        told = ", ".join(f"{one} ({_described(desk, one)})" for one in bearers)
        message = f"{text!r} is a name of {told}; give one of these ids"
        raise InputError(message)
    return next(iter(bearers), "") or desk.known(text).id


def _described(desk: Desk, entity_id: str) -> str:
    row = desk.known(entity_id)
    return f"{row.subtype or row.kind} in {row.parent}" if row.parent else row.subtype or row.kind
