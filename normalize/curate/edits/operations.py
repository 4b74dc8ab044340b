"""What a keeper does to the tables, each a change on a desk: names, offices, renamings, ends.

Whole entities that become one, or two, are in `merging`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from normalize.curate.edits.proposals import language
from normalize.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from normalize.curate.edits.desk import Desk
    from normalize.curate.tables import NameRow, TenureRow


def add_alias(desk: Desk, entity_id: str, name: str, **cells: str) -> None:
    """Give an entity one more name; its language is told by its letters unless `lang` is given.

    Raises:
        InputError: the entity has the name already.
        UnknownNameError: there is no such entity.
    """
    desk.entity(entity_id)
    about = {"lang": language(name), "kind": "alias", "strength": "strong", **cells}
    known = _names(desk, entity_id, name=name, lang=about["lang"])
    for row in known:
        if row.kind != "rejected":
            message = f"{row.where}: {entity_id} has the name {name!r} already, as {row.kind}"
            raise InputError(message)
        desk.remove(row)
    desk.add("names", entity_id, entity_id=entity_id, name=name, **about)


def remove_alias(desk: Desk, entity_id: str, name: str, *, source: str) -> None:
    """Take a name from an entity; one that a script wrote is rejected by a row, so that it stays away.

    Raises:
        InputError: the name is not there, or is the one the entity is called by.
        UnknownNameError: there is no such entity.
    """
    desk.entity(entity_id)
    rows = [row for row in _names(desk, entity_id) if row.name == name and row.kind != "rejected"]
    if not rows:
        raise UnknownNameError(f"name of {entity_id}", name, sorted({row.name for row in _names(desk, entity_id)}))
    if any(row.kind == "preferred" for row in rows):
        message = (
            f"{name!r} is what {entity_id} is called; `normalize gazetteer rename {entity_id} NAME` calls it otherwise"
        )
        raise InputError(message)
    for form in desk.rows("forms", entity_id=entity_id, name=name):
        desk.remove(form)
    for row in rows:
        if row.where.imported:
            desk.add(
                "names",
                entity_id,
                entity_id=entity_id,
                name=row.name,
                lang=row.lang,
                kind="rejected",
                strength=row.strength,
                source=source,
            )
        else:
            desk.remove(row)


def rename(desk: Desk, entity_id: str, name: str, *, date: str, source: str, strength: str = "strong") -> None:
    """Call an entity by another name from a date on; the name it had becomes a former one, with its end.

    Raises:
        InputError: it is called so already.
        UnknownNameError: there is no such entity.
    """
    desk.entity(entity_id)
    lang = language(name)
    for row in _names(desk, entity_id, lang=lang):
        if row.kind == "preferred" and row.name == name:
            message = f"{entity_id} is called {name!r} already ({row.where})"
            raise InputError(message)
    for row in _names(desk, entity_id, lang=lang):
        if row.kind == "preferred":
            desk.replace(row, kind="former", valid_to=date)
        elif row.name == name:
            desk.remove(row)
    desk.add(
        "names",
        entity_id,
        entity_id=entity_id,
        name=name,
        lang=lang,
        kind="preferred",
        strength=strength,
        valid_from=date,
        source=source,
    )


def retire(desk: Desk, entity_id: str, *, date: str, replaced_by: str = "", source: str = "") -> None:
    """Say that an entity is no more, since when, and what came in its place; its names stay.

    Raises:
        UnknownNameError: there is no such entity.
    """
    desk.replace(desk.entity(entity_id), status="former", valid_to=date)
    if replaced_by:
        desk.known(replaced_by)
        desk.add(
            "relations",
            entity_id,
            subject=entity_id,
            relation="replaced_by",
            object=replaced_by,
            valid_from=date,
            source=source,
        )


def start_tenure(desk: Desk, person: str, office: str, of: str, *, date: str, source: str) -> None:
    """Say that a person holds an office from a date on.

    Raises:
        InputError: the person holds it already, or is no person.
        UnknownNameError: the person or the place or body is not there.
    """
    row = desk.entity(person)
    desk.known(of)
    if row.kind != "person":
        message = f"{person} is a {row.kind}; offices are held by people"
        raise InputError(message)
    for held in _tenures(desk, person, office=office, of=of):
        if not held.valid_to:
            message = f"{held.where}: {person} is {office} of {of} since {held.valid_from or 'an unknown date'} already"
            raise InputError(message)
    desk.add("tenures", person, person=person, office=office, of=of, valid_from=date, source=source)


def end_tenure(desk: Desk, person: str, office: str = "", of: str = "", *, date: str) -> TenureRow:
    """Say that a person held an office until a date; without `office` the only one still held.

    Raises:
        InputError: there is no such open tenure, or more than one; they are named.
        UnknownNameError: there is no such person.
    """
    desk.entity(person)
    wanted = {name: cell for name, cell in (("office", office), ("of", of)) if cell}
    held = [row for row in _tenures(desk, person, **wanted) if not row.valid_to]
    if len(held) != 1:
        told = "; ".join(f"{row.office} of {row.of}" for row in held or _tenures(desk, person))
        what = "holds more than one; say which with --office and --of" if held else "holds no such office now"
        message = f"{person} {what}: {told or 'none at all'}"
        raise InputError(message)
    desk.replace(held[0], valid_to=date)
    return held[0]


def add_proof(desk: Desk, entity_id: str, sentence: str, *, expect: str) -> None:
    """Prove an entity with a sentence that must name it ("yes"), or must not ("no").

    Raises:
        InputError: the sentence stands already.
        UnknownNameError: there is no such entity.
    """
    desk.known(entity_id)
    sentence = " ".join(sentence.split())
    for row in desk.rows("proofs", entity_id=entity_id, sentence=sentence):
        message = f"{row.where}: the sentence stands already; it expects {getattr(row, 'expect', '')}"
        raise InputError(message)
    owner = entity_id if entity_id in desk.entities or entity_id in desk.new else ""
    desk.add("proofs", owner, entity_id=entity_id, sentence=sentence, expect=expect)


def remove_proof(desk: Desk, entity_id: str, sentence: str) -> None:
    """Take a sentence away that was to prove an entity.

    Raises:
        UnknownNameError: there is no such sentence; the nearest is offered.
    """
    sentence = " ".join(sentence.split())
    rows = desk.rows("proofs", entity_id=entity_id)
    found = [row for row in rows if getattr(row, "sentence", "") == sentence]
    if not found:
        known = [getattr(row, "sentence", "") for row in rows]
        raise UnknownNameError(f"sentence that proves {entity_id}", sentence, known)
    for row in found:
        desk.remove(row)


def _names(desk: Desk, entity_id: str, **cells: str) -> list[NameRow]:
    return cast("list[NameRow]", desk.rows("names", entity_id=entity_id, **cells))


def _tenures(desk: Desk, person: str, **cells: Any) -> list[TenureRow]:  # noqa: ANN401
    return cast("list[TenureRow]", desk.rows("tenures", person=person, **cells))
