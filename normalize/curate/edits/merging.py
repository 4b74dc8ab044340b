"""Two entities that were one thing become one, and one that was two things becomes two; every old id leads on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from normalize.curate.tables import SPEAKS_OF, columns
from normalize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalize.curate.edits.desk import Desk


def merge(desk: Desk, kept: str, gone: str, *, date: str, reason: str) -> None:
    """Make one entity of two: `kept` takes the names, offices, relations and external ids of `gone`.

    Its own canonical names stay; those of the other become aliases. The id that is gone redirects for ever.

    Raises:
        InputError: they are the same entity, or of different kinds.
        UnknownNameError: one of them is not there.
    """
    into, out = desk.entity(kept), desk.entity(gone)
    if kept == gone:
        message = f"{kept} cannot be merged with itself; give two ids"
        raise InputError(message)
    if into.kind != out.kind:
        message = f"{kept} is a {into.kind}, {gone} a {out.kind}; only entities of one kind can be one"
        raise InputError(message)
    _take_cells(desk, into, out)
    for table, fields in SPEAKS_OF.items():
        for name in fields:
            _lead_on(desk, table, name, gone, kept)
    desk.add("redirects", "", id=gone, to=kept, date=date, reason=reason)


def split(desk: Desk, entity_id: str, new_id: str, names: Sequence[str], **cells: str) -> None:
    """Make two entities of one: the new one takes the names given, the first of each language as its canonical one.

    Offices, relations and proofs stay where they are: which belong to the other only a person can tell.

    Raises:
        InputError: a name is not one of the entity's, or is its canonical one.
        UnknownNameError: there is no such entity.
    """
    row = desk.entity(entity_id)
    taken = [name for name in desk.rows("names", entity_id=entity_id) if getattr(name, "name", "") in names]
    known = {getattr(name, "name", ""): name for name in taken}
    for wanted in names:
        if wanted not in known:
            message = f"{wanted!r} is no name of {entity_id}; `normalize gazetteer show {entity_id}` lists them"
            raise InputError(message)
        if getattr(known[wanted], "kind", "") == "preferred":
            message = f"{wanted!r} is what {entity_id} is called; rename it first, then split"
            raise InputError(message)
    about = {"kind": row.kind, "subtype": row.subtype, "parent": row.parent, "status": row.status, "source": row.source}
    desk.new_entity(**{**about, "id": new_id, **cells})
    called: set[str] = set()
    for name in taken:
        given: dict[str, Any] = name._asdict()
        given.pop("where")
        given.update(entity_id=new_id, kind=given["kind"] if given["lang"] in called else "preferred")
        called.add(given["lang"])
        for form in desk.rows("forms", entity_id=entity_id, name=given["name"]):
            desk.replace(form, entity_id=new_id)
        _drop(desk, name)
        desk.add("names", new_id, **given)


def take_tenure(desk: Desk, entity_id: str, new_id: str, office: str, of: str = "") -> bool:
    """Give the new one of two people an office that the old one holds; tell whether there was such an office."""
    wanted = {"person": entity_id, "office": office, **({"of": of} if of else {})}
    held = [row for row in desk.rows("tenures", **wanted) if not row.where.imported]
    for row in held:
        desk.replace(row, person=new_id)
    return bool(held)


def _take_cells(desk: Desk, into: Any, out: Any) -> None:  # noqa: ANN401  rows of entities
    filled = {
        name: getattr(out, name) for name in columns("entities") if not getattr(into, name) and getattr(out, name)
    }
    if filled:
        desk.replace(into, **filled)
    for row in desk.rows("entities", id=out.id):
        if not row.where.imported:
            desk.remove(row)


def _lead_on(desk: Desk, table: str, column: str, gone: str, kept: str) -> None:
    """Let hand-written rows speak of the entity that is kept; a redirect does it for imported ones."""
    for row in desk.rows(table, **{column: gone}):
        if row.where.imported:
            continue
        cells = row._asdict() | {column: kept}
        if table == "names":
            desk.remove(row)
            _keep_name(desk, kept, cells)
        elif cells.get("subject") == cells.get("object", ""):
            desk.remove(row)
        else:
            desk.replace(row, **{column: kept})


def _keep_name(desk: Desk, kept: str, cells: dict[str, Any]) -> None:
    """Give the entity that is kept a name of the one that is gone, unless it has it."""
    if not desk.rows("names", entity_id=kept, name=cells["name"], lang=cells["lang"]):
        kind = "alias" if cells["kind"] == "preferred" else cells["kind"]
        desk.add("names", kept, **{**cells, "kind": kind})


def _drop(desk: Desk, row: Any) -> None:  # noqa: ANN401  a row of names
    if row.where.imported:
        desk.add("names", row.entity_id, **{**row._asdict(), "kind": "rejected"})
    else:
        desk.remove(row)
