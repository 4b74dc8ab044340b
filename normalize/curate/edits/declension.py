"""The case forms of a name in the tables: by rule, unless a row of `forms.csv` states another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from normalize.errors import InputError, UnknownNameError
from normalize.names import inflect
from normalize.types import Case, Gender, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from normalize.curate.edits.desk import Desk
    from normalize.curate.tables import FormRow, NameRow

_GENDERS = {"male": Gender.MASCULINE, "female": Gender.FEMININE}


class Declined(NamedTuple):
    """A name in one case, and whether a row states the form or a rule makes it."""

    case: Case
    form: str
    stated: bool


def declined(desk: Desk, entity_id: str, name: str = "") -> list[Declined]:
    """Give the six case forms of a name as they will be compiled; without `name` of the canonical Russian one.

    Raises:
        UnknownNameError: there is no such entity, or it has no such Russian name.
    """
    row = _name(desk, entity_id, name)
    stated: dict[str, list[str]] = {}
    for form in _forms(desk, row):
        stated.setdefault(form.case, []).append(form.form)
    entity = desk.entity(entity_id)
    gender = _GENDERS.get(entity.subtype) if entity.kind == Kind.PERSON else None
    found = []
    for case in Case:
        by_rule = inflect(row.name, case, entity.kind, gender=gender)
        found.append(Declined(case, ", ".join(stated.get(case, [by_rule])), case in stated))
    return found


def decline(desk: Desk, entity_id: str, name: str, forms: Mapping[Case, str], *, source: str) -> None:
    """State case forms of a name; an empty form leaves its case to the rules again.

    A man's genitive is the accusative too, unless that is given.

    Raises:
        InputError: a form has not the words of the name, or is of the nominative, which is the name itself.
        UnknownNameError: there is no such entity, or it has no such Russian name.
    """
    row = _name(desk, entity_id, name)
    if row.kind == "adjective":
        message = f"{row.name!r} is an adjective; forms are stated of nouns only"
        raise InputError(message)
    if desk.entity(entity_id).subtype == "male" and Case.GENITIVE in forms:
        forms = {Case.ACCUSATIVE: forms[Case.GENITIVE], **forms}
    for case, form in forms.items():
        if case is Case.NOMINATIVE:
            message = f"the nominative is the name itself; `normalize gazetteer rename {entity_id} NAME` changes it"
            raise InputError(message)
        for known in _forms(desk, row):
            if known.case == case:
                desk.remove(known)
        for said in filter(None, (" ".join(part.split()) for part in form.split(","))):
            if len(said.split()) != len(row.name.split()):
                message = f"{said!r} has not as many words as {row.name!r}; give the whole name in its case"
                raise InputError(message)
            desk.add("forms", entity_id, entity_id=entity_id, name=row.name, case=case.value, form=said, source=source)


def _forms(desk: Desk, name: NameRow) -> list[FormRow]:
    return cast("list[FormRow]", desk.rows("forms", entity_id=name.entity_id, name=name.name))


def _name(desk: Desk, entity_id: str, name: str) -> NameRow:
    """Find the row of a Russian name; hand-written rows come before imported ones."""
    desk.entity(entity_id)
    rows = cast("list[NameRow]", desk.rows("names", entity_id=entity_id))
    russian = sorted((row for row in rows if row.lang in {"ru", "mul"} and row.kind != "rejected"), key=_imported)
    called = [row for row in russian if row.name == name or (not name and row.kind == "preferred")]
    if not called:
        raise UnknownNameError(f"Russian name of {entity_id}", name, [row.name for row in russian])
    return called[0]


def _imported(row: NameRow) -> bool:
    return row.where.imported
