"""`normalize gazetteer alias|tenure|rename|retire|merge|split`: changes to what is there, shown, checked, written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from normalize.adapters.table import aligned, visible
from normalize.cli.gazetteer.edits.changes import changing, date_option, edit_options
from normalize.cli.names import show_json

if TYPE_CHECKING:
    from collections.abc import Callable

_ALIAS_KINDS = ("alias", "short", "abbreviation", "former", "colloquial", "misspelling", "adjective")


@click.group()
def alias() -> None:
    """Give an entity one more name, or take one away."""


@alias.command(
    name="add",
    epilog="\b\nExample:\n  normalize gazetteer alias add RU-SMO Смоленщина --kind colloquial --source nrm-2026\n",
)
@click.argument("entity_id", metavar="ID")
@click.argument("name")
@click.option("--kind", type=click.Choice(_ALIAS_KINDS), default="alias", show_default=True)
@click.option("--lang", help="Default: told by the letters.")
@click.option("--weak", is_flag=True, help="It counts only with support: a head word, a title, a list.")
@date_option("--since", "Since when it is in use.")
@date_option("--until", "Until when it was in use.")
@edit_options
def alias_add(  # noqa: PLR0913  one parameter an option
    entity_id: str,
    name: str,
    *,
    kind: str,
    lang: str | None,
    weak: bool,
    since: str,
    until: str,
    **how: Any,  # noqa: ANN401
) -> None:
    """Add NAME to the names of entity ID."""
    from normalize.curate.edits.operations import add_alias

    cells = {"kind": kind, "valid_from": since, "valid_to": until, **({"lang": lang} if lang else {})}
    # A misspelling is what somebody wrote once; alone it proves nothing.
    cells["strength"] = "weak" if weak or kind == "misspelling" else "strong"
    with changing(**how) as (desk, source):
        add_alias(desk, entity_id, name, **cells, source=source)


@alias.command(
    name="remove", epilog="\b\nExample:\n  normalize gazetteer alias remove RU-SMO Смолколония --source nrm-2026\n"
)
@click.argument("entity_id", metavar="ID")
@click.argument("name")
@edit_options
def alias_remove(entity_id: str, name: str, **how: Any) -> None:  # noqa: ANN401
    """Take NAME from the names of entity ID; one that a script imported is rejected, so that it stays away."""
    from normalize.curate.edits.operations import remove_alias

    with changing(**how) as (desk, source):
        remove_alias(desk, entity_id, name, source=source)


@click.group()
def tenure() -> None:
    """Say that a person took an office, or left it."""


@tenure.command(
    name="start",
    epilog="\b\nExample:\n"
    "  normalize gazetteer tenure start zotov-ivan mayor gn-480562 --since 2026-03-01 --source nrm-2026\n",
)
@click.argument("person", metavar="PERSON")
@click.argument("office")
@click.argument("of", metavar="OF")
@date_option("--since", "The first day.", required=True)
@edit_options
def tenure_start(person: str, office: str, of: str, since: str, **how: Any) -> None:  # noqa: ANN401
    """Say that PERSON is OFFICE of OF since a date; two ids, OF may also be a name that one entity has."""
    from normalize.curate.edits.likes import entity_called
    from normalize.curate.edits.operations import start_tenure

    with changing(**how) as (desk, source):
        start_tenure(desk, person, office, entity_called(desk, of), date=since, source=source)


@tenure.command(name="end", epilog="\b\nExample:\n  normalize gazetteer tenure end zotov-ivan --until 2026-10-01\n")
@click.argument("person", metavar="PERSON")
@click.option("--office", default="", help="Which office, if the person holds more than one.")
@click.option("--of", default="", metavar="ID", help="Of what.")
@date_option("--until", "The last day.", required=True)
@edit_options
def tenure_end(person: str, office: str, of: str, until: str, **how: Any) -> None:  # noqa: ANN401
    """Say that PERSON held the office until a date."""
    from normalize.curate.edits.operations import end_tenure

    how["source"] = how["source"] or "-"
    with changing(**how) as (desk, _):
        end_tenure(desk, person, office, of, date=until)


@click.command(
    epilog="\b\nExample:\n"
    "  normalize gazetteer rename gn-703845 Запорожское Zaporozhskoye --since 2026-01-01 --source nrm-2026\n"
)
@click.argument("entity_id", metavar="ID")
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@date_option("--since", "The first day of the new name.", required=True)
@edit_options
def rename(entity_id: str, names: tuple[str, ...], since: str, **how: Any) -> None:  # noqa: ANN401
    """Call entity ID by NAME from a date on, one NAME a language; what it was called becomes a former name."""
    from normalize.curate.edits import operations

    with changing(**how) as (desk, source):
        for name in names:
            operations.rename(desk, entity_id, name, date=since, source=source)


@click.command(
    epilog="\b\nExample:\n"
    "  normalize gazetteer retire org-old --until 2026-01-01 --replaced-by org-new --source nrm-2026\n"
)
@click.argument("entity_id", metavar="ID")
@date_option("--until", "Its last day.", required=True)
@click.option("--replaced-by", default="", metavar="ID", help="What came in its place.")
@edit_options
def retire(entity_id: str, until: str, replaced_by: str, **how: Any) -> None:  # noqa: ANN401
    """Say that entity ID is no more; it stays known by its names."""
    from normalize.curate.edits import operations

    with changing(**how) as (desk, source):
        operations.retire(desk, entity_id, date=until, replaced_by=replaced_by, source=source)


@click.command(
    epilog="\b\nExample:\n  normalize gazetteer merge zotov-ivan zotov-i --reason 'the same man, added twice'\n"
)
@click.argument("kept", metavar="KEPT")
@click.argument("gone", metavar="GONE")
@click.option("--reason", required=True, help="Why they are one; kept beside the old id.")
@edit_options
def merge(kept: str, gone: str, reason: str, **how: Any) -> None:  # noqa: ANN401
    """Make one entity of two: KEPT takes what is known of GONE, whose id leads to it for ever."""
    from normalize.curate.edits import merging

    how["source"] = how["source"] or "-"
    with changing(**how) as (desk, _):
        merging.merge(desk, kept, gone, date=datetime.now(UTC).date().isoformat(), reason=reason)


@click.command(
    epilog="\b\nExamples:\n"
    "  normalize gazetteer split org-works org-works-2 'Второй завод' 'Second Works' --source nrm-2026\n"
    "  normalize gazetteer split zotov-ivan zotov-ivan-2 'Иван Сотов' 'Ivan Sotov' --office mayor --of gn-480562\n"
)
@click.argument("entity_id", metavar="ID")
@click.argument("new_id", metavar="NEW_ID")
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.option("--office", default="", help="Of a person: the office that goes along, or with --since a new one.")
@click.option("--of", default="", metavar="ID|NAME", help="Of what the office is.")
@date_option("--since", "Since when NEW_ID holds the office, if ID does not.")
@edit_options
def split(
    entity_id: str,
    new_id: str,
    names: tuple[str, ...],
    office: str,
    of: str,
    since: str,
    **how: Any,  # noqa: ANN401
) -> None:
    """Make two entities of one: NEW_ID takes the NAMEs from ID, the first of each language as its canonical one."""
    from normalize.curate.edits import merging, operations
    from normalize.curate.edits.likes import entity_called

    how["source"] = how["source"] or ("" if since else "-")
    with changing(**how) as (desk, source):
        of = entity_called(desk, of)
        merging.split(desk, entity_id, new_id, names)
        if office and (since or not merging.take_tenure(desk, entity_id, new_id, office, of)):
            operations.start_tenure(desk, new_id, office, of, date=since, source=source)


_CASES = ("genitive", "dative", "accusative", "instrumental", "prepositional")


def _case_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for case in reversed(_CASES):
        told = "The form that the rules get wrong; '' goes back to the rule." if case == _CASES[0] else None
        function = click.option(f"--{case}", metavar="FORM", help=told)(function)
    return function


@click.command(
    epilog="\b\nExamples:\n"
    "  normalize gazetteer decline zotov-ivan\n"
    "  normalize gazetteer decline nrm-gvozdets --genitive Гвоздка --dative Гвоздку --source nrm-2026\n"
    "  normalize gazetteer decline gn-468902 'Ярославль-Главный' --fixed --source nrm-2026\n"
)
@click.argument("entity_id", metavar="ID")
@click.argument("name", default="", metavar="[NAME]")
@_case_options
@click.option("--fixed", is_flag=True, help="It is the same in every case.")
@edit_options
def decline(entity_id: str, name: str, *, fixed: bool, **how: Any) -> None:  # noqa: ANN401
    """Show the six case forms of a Russian name of entity ID, and state those that the rules get wrong.

    Without NAME the canonical name is meant. Two forms of one case are divided by a comma.
    """
    from normalize.curate.edits import declension
    from normalize.types import Case

    said = {Case(case): how.pop(case) for case in _CASES}
    given = {case: form for case, form in said.items() if form is not None}
    stating = bool(given or fixed)
    if not stating:
        how["source"] = how["source"] or "-"
    with changing(**how, shown=stating) as (desk, source):
        if fixed:
            whole = declension.declined(desk, entity_id, name)[0].form
            given = {**dict.fromkeys((Case(case) for case in _CASES), whole), **given}
        declension.decline(desk, entity_id, name, given, source=source)
        forms = declension.declined(desk, entity_id, name)
    if how["form"] == "json":
        show_json({form.case.value: {"form": form.form, "stated": form.stated} for form in forms})
        return
    rows = [(form.case.value, form.form, "stated" if form.stated else "by rule") for form in forms]
    click.echo(visible(aligned(rows)), nl=False)
