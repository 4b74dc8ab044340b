"""A draft is what another system says of one entity; it is laid beside the tables, and what it adds becomes rows.

What the tables say already wins: a draft fills what is empty, adds names, and where it contradicts says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from normalize.curate.edits.operations import add_alias
from normalize.curate.edits.proposals import language, propose
from normalize.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from normalize.curate.edits import Desk
    from normalize.curate.tables import EntityRow

_EXTERNAL = ("wikidata", "geonames", "iso3166_2", "oktmo", "okato", "katotth")


@dataclass(slots=True)
class Draft:
    """An entity as another system has it: cells of its row, names by kind of alias, and offices."""

    kind: str
    cells: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    aliases: list[tuple[str, str, str]] = field(default_factory=list)  # name, language or "", kind of alias
    offices: list[tuple[str, str, str, str]] = field(default_factory=list)  # office, of, since, until
    where: str = ""


class Outcome(NamedTuple):
    """What an import does with one draft: "add", "change", "same" or "conflict", and in words why.

    >>> print(Outcome("conflict", "RU-TUL", "population: 1466127 here, 1400000 there"))
    conflict RU-TUL: population: 1466127 here, 1400000 there
    """

    what: str
    entity_id: str
    text: str

    def __str__(self) -> str:
        return f"{self.what} {self.entity_id}: {self.text}"


def absorb(desk: Desk, drafts: Iterable[Draft], source: str) -> Iterator[Outcome]:
    """Put drafts on the desk, and tell what each adds, changes, repeats or contradicts."""
    known = _by_external_id(desk)
    names = _names_of(desk)
    for draft in drafts:
        entity_id = _found(desk, draft, known)
        if entity_id is None:
            yield _added(desk, draft, source)
        else:
            yield from _laid_beside(desk, entity_id, draft, names.get(entity_id, set()), source)


def _by_external_id(desk: Desk) -> dict[tuple[str, str], str]:
    return {
        (name, getattr(row, name)): row.id for row in desk.entities.values() for name in _EXTERNAL if getattr(row, name)
    }


def _names_of(desk: Desk) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for row in desk.tables.names:
        names.setdefault(row.entity_id, set()).add(fold(row.name))
    return names


def _found(desk: Desk, draft: Draft, known: dict[tuple[str, str], str]) -> str | None:
    """Find the entity that a draft is about: by its own id, or by one that another register gave it."""
    own = draft.cells.get("id", "")
    if own in desk.entities or own in desk.new:
        return own
    found = (known.get((name, draft.cells.get(name, ""))) for name in _EXTERNAL)
    return next((entity_id for entity_id in found if entity_id), None)


def _added(desk: Desk, draft: Draft, source: str) -> Outcome:
    given = {lang: name for lang, name in draft.names.items() if name}
    if not given:
        return Outcome("conflict", draft.where, "it has no name, so that nothing can be added")
    parent = draft.cells.get("parent", "")
    if parent and not desk.knows(parent):
        return Outcome("conflict", draft.where, f"its parent {parent!r} is not here; add that first")
    proposal = propose(desk, draft.kind, ru=given.get("ru", ""), en=given.get("en", ""), parent=parent)
    entity_id = draft.cells.get("id") or proposal.id
    cells = {"subtype": proposal.gender, **draft.cells, "id": entity_id, "kind": draft.kind, "source": source}
    desk.new_entity(**{"status": "active", **cells})
    called = {**given, "ru": given.get("ru") or proposal.ru, "en": given.get("en") or proposal.en}
    # A name that somebody bears already is no strong name of a second one.
    strength = "weak" if proposal.collisions else "strong"
    for lang, name in called.items():
        add_alias(desk, entity_id, name, lang=lang, kind="preferred", strength=strength, source=source)
    _add_aliases(desk, entity_id, draft, {fold(name) for name in called.values()}, source)
    _add_offices(desk, entity_id, draft, source)
    likes = ", ".join(sorted({collision.row.entity_id for collision in proposal.collisions}))
    told = " / ".join(called.values()) + (f" (shares its name with {likes}: weak)" if likes else "")
    return Outcome("add", entity_id, told)


def _laid_beside(desk: Desk, entity_id: str, draft: Draft, names: set[str], source: str) -> Iterator[Outcome]:
    row = desk.entity(entity_id)
    told = False
    for outcome in _cells(desk, row, draft):
        told = True
        yield outcome
    fresh = [
        *_add_aliases(desk, entity_id, _with_names(draft), names, source),
        *_add_offices(desk, entity_id, draft, source),
    ]
    if fresh:
        yield Outcome("change", entity_id, "; ".join(fresh))
    elif not told:
        yield Outcome("same", entity_id, "nothing new")


def _cells(desk: Desk, row: EntityRow, draft: Draft) -> Iterator[Outcome]:
    if draft.kind != row.kind:
        yield Outcome("conflict", row.id, f"kind: {row.kind} here, {draft.kind} there")
        return
    filled: dict[str, str] = {}
    for name, cell in draft.cells.items():
        here = getattr(row, name)
        if cell and not here:
            filled[name] = cell
        elif cell and name != "id" and here != cell:
            yield Outcome("conflict", row.id, f"{name}: {here} here, {cell} there")
    if filled:
        desk.replace(row, **filled)
        yield Outcome("change", row.id, ", ".join(f"{name}: {cell}" for name, cell in filled.items()))


def _with_names(draft: Draft) -> Draft:
    """Take the names a draft is called by as aliases, for the entity has canonical names already."""
    called = [(name, lang, "alias") for lang, name in draft.names.items() if name]
    return Draft(draft.kind, aliases=[*called, *draft.aliases])


def _add_aliases(desk: Desk, entity_id: str, draft: Draft, have: set[str], source: str) -> list[str]:
    added = []
    for name, lang, kind in draft.aliases:
        if fold(name) in have:
            continue
        have.add(fold(name))
        strength = "weak" if kind == "misspelling" else "strong"
        cells = {"lang": lang or language(name), "kind": kind, "strength": strength, "source": source}
        add_alias(desk, entity_id, name, **cells)
        added.append(f"{kind} {name}")
    return added


def _add_offices(desk: Desk, entity_id: str, draft: Draft, source: str) -> list[str]:
    added = []
    for office, of, since, until in draft.offices:
        if entity_id in desk.new or not desk.rows("tenures", person=entity_id, office=office, of=of):
            cells = {"office": office, "of": of, "valid_from": since, "valid_to": until, "source": source}
            desk.add("tenures", entity_id, person=entity_id, **cells)
            added.append(f"{office} of {of}" + (f" until {until}" if until else ""))
    return added
