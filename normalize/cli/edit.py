"""`normalize gazetteer add|alias|tenure|rename|retire|merge|split`: changes to the tables, shown, checked, written."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from normalize.adapters.table import aligned, visible
from normalize.cli.gazetteer import root_option
from normalize.cli.names import format_option, show_json
from normalize.cli.streams import say
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from normalize.curate.edits import Desk
    from normalize.curate.edits.proposals import Proposal

_ALIAS_KINDS = ("alias", "short", "abbreviation", "former", "colloquial", "misspelling", "adjective")


def _edit_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add what every change takes: where, from which source, only shown or written against the checker's word."""
    for option in (
        click.option("--source", metavar="ID", help="Where the fact is from: an id of sources.csv."),
        click.option("--dry-run", is_flag=True, help="Show what would change; write nothing."),
        click.option(
            "--force", is_flag=True, help="Write it although the checker objects; each objection is kept as a row."
        ),
        format_option,
        root_option,
    ):
        function = option(function)
    return function


@contextmanager
def _changing(root: Path, *, source: str | None, dry_run: bool, force: bool, form: str) -> Iterator[tuple[Desk, str]]:
    """Give the desk and the source; when the change is made show it, and write it unless it is only to be shown."""
    from normalize.curate.edits import editing

    with editing(root, force=force, write=not dry_run) as desk:
        yield desk, source or _only_source(desk)
    _show_changes(desk, form, written=not dry_run)


def _only_source(desk: Desk) -> str:
    known = [row.id for row in desk.tables.sources]
    if len(known) == 1:
        return known[0]
    message = (
        f"Say where the fact is from with --source; known: {', '.join(known) or 'none; add a row to sources.csv'}."
    )
    raise click.UsageError(message, click.get_current_context())


def _show_changes(desk: Desk, form: str, *, written: bool) -> None:
    if form == "json":
        changes = [{"sign": change.sign, "file": change.file, "cells": list(change.cells)} for change in desk.changes]
        show_json({"written": written, "changes": changes})
        return
    for change in desk.changes:
        click.echo(visible(str(change)))
    if not written:
        say("nothing was written (--dry-run)")


@click.command(
    epilog="\b\nExamples:\n"
    "  normalize gazetteer add --kind person --ru 'Иван Петрович Зотов' \\\n"
    "    --office mayor --of gn-480562 --since 2026-03-01 --source nrm-2026\n"
    "  normalize gazetteer add --kind settlement --en 'Gora-Podol' --parent RU-BEL --yes --source geonames\n"
)
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), required=True)
@click.option("--ru", default="", metavar="NAME", help="What it is called in Russian.")
@click.option("--en", default="", metavar="NAME", help="What it is called in English.")
@click.option("--id", "entity_id", default="", metavar="ID", help="Permanent, never derived from what may change.")
@click.option("--gender", type=click.Choice(["male", "female"]), help="Of a person.")
@click.option("--subtype", default="", help="What sort of its kind, as 'village' or 'ministry'.")
@click.option("--parent", default="", metavar="ID", help="What it is part of.")
@click.option("--alias", "aliases", multiple=True, metavar="NAME", help="What else it is called; may be repeated.")
@click.option("--office", default="", help="Of a person: as governor, mayor, minister.")
@click.option("--of", default="", metavar="ID", help="Of what the office is.")
@click.option("--since", default="", metavar="DATE", help="Since when the office is held, or the thing exists.")
@click.option("--weak", is_flag=True, help="Its names count only with support: a head word, a title, a list.")
@click.option("--yes", is_flag=True, help="Take what is proposed; ask nothing.")
@_edit_options
def add(  # noqa: PLR0913  one option a fact
    *,
    kind: str,
    ru: str,
    en: str,
    entity_id: str,
    gender: str | None,
    subtype: str,
    parent: str,
    aliases: tuple[str, ...],
    office: str,
    of: str,
    since: str,
    weak: bool,
    yes: bool,
    **how: Any,  # noqa: ANN401
) -> None:
    """Add an entity: what is not given is proposed, and who may be taken for it is shown first."""
    from normalize.curate.edits.operations import add_alias, start_tenure
    from normalize.curate.edits.proposals import propose

    with _changing(**how) as (desk, source):
        proposal = propose(desk, kind, ru=ru, en=en, parent=parent)
        _show_proposal(proposal)
        ask = _asker(yes=yes)
        given = {"ru": ru or ask("--ru", proposal.ru), "en": en or ask("--en", proposal.en)}
        new = entity_id or ask("--id", proposal.id)
        sort = gender or (ask("--gender", proposal.gender) if kind == Kind.PERSON else subtype)
        began = "" if office else since
        desk.new_entity(
            id=new, kind=kind, subtype=sort, parent=parent, status="active", valid_from=began, source=source
        )
        strength = "weak" if weak else "strong"
        for lang, name in given.items():
            add_alias(desk, new, name, lang=lang, kind="preferred", strength=strength, source=source)
        for name in aliases:
            add_alias(desk, new, name, strength=strength, source=source)
        if office:
            start_tenure(desk, new, office, of, date=since, source=source)


def _asker(*, yes: bool) -> Callable[[str, str], str]:
    """Give the way to settle what was not given: take it, ask a person, or say which option is missing."""

    def ask(option: str, proposed: str) -> str:
        if yes and proposed:
            return proposed
        if sys.stdin.isatty():
            return str(click.prompt(option.removeprefix("--"), default=proposed or None, err=True))
        hint = f", or --yes to take {proposed!r}" if proposed else ""
        message = f"Give {option}{hint}."
        raise click.UsageError(message, click.get_current_context())

    return ask


def _show_proposal(proposal: Proposal) -> None:
    rows = [("ru", proposal.ru), ("en", proposal.en), ("id", proposal.id), ("gender", proposal.gender)]
    rows += [(case.value, form) for case, form in proposal.forms.items()]
    click.echo(visible(aligned([row for row in rows if row[1]])), nl=False, err=True)
    for collision in proposal.collisions:
        say(f"may be taken for: {collision}")


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
@click.option("--since", default="", metavar="DATE", help="Since when it is in use.")
@click.option("--until", default="", metavar="DATE", help="Until when it was in use.")
@_edit_options
def alias_add(
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
    with _changing(**how) as (desk, source):
        add_alias(desk, entity_id, name, **cells, source=source)


@alias.command(
    name="remove", epilog="\b\nExample:\n  normalize gazetteer alias remove RU-SMO Смолколония --source nrm-2026\n"
)
@click.argument("entity_id", metavar="ID")
@click.argument("name")
@_edit_options
def alias_remove(entity_id: str, name: str, **how: Any) -> None:  # noqa: ANN401
    """Take NAME from the names of entity ID; one that a script imported is rejected, so that it stays away."""
    from normalize.curate.edits.operations import remove_alias

    with _changing(**how) as (desk, source):
        remove_alias(desk, entity_id, name, source=source)


@click.group()
def tenure() -> None:
    """Say that a person took an office, or left it."""


@tenure.command(
    name="start",
    epilog="\b\nExample:\n  normalize gazetteer tenure start zotov-ivan mayor gn-480562 --since 2026-03-01 --source nrm-2026\n",
)
@click.argument("person", metavar="PERSON")
@click.argument("office")
@click.argument("of", metavar="OF")
@click.option("--since", required=True, metavar="DATE")
@_edit_options
def tenure_start(person: str, office: str, of: str, since: str, **how: Any) -> None:  # noqa: ANN401
    """Say that PERSON is OFFICE of OF (two ids) since a date."""
    from normalize.curate.edits.operations import start_tenure

    with _changing(**how) as (desk, source):
        start_tenure(desk, person, office, of, date=since, source=source)


@tenure.command(name="end", epilog="\b\nExample:\n  normalize gazetteer tenure end zotov-ivan --until 2026-10-01\n")
@click.argument("person", metavar="PERSON")
@click.option("--office", default="", help="Which office, if the person holds more than one.")
@click.option("--of", default="", metavar="ID", help="Of what.")
@click.option("--until", required=True, metavar="DATE")
@_edit_options
def tenure_end(person: str, office: str, of: str, until: str, **how: Any) -> None:  # noqa: ANN401
    """Say that PERSON held the office until a date."""
    from normalize.curate.edits.operations import end_tenure

    how["source"] = how["source"] or "-"
    with _changing(**how) as (desk, _):
        end_tenure(desk, person, office, of, date=until)


@click.command(
    epilog="\b\nExample:\n  normalize gazetteer rename gn-703845 Запорожское --since 2026-01-01 --source nrm-2026\n"
)
@click.argument("entity_id", metavar="ID")
@click.argument("name")
@click.option("--since", required=True, metavar="DATE", help="The first day of the new name.")
@_edit_options
def rename(entity_id: str, name: str, since: str, **how: Any) -> None:  # noqa: ANN401
    """Call entity ID by NAME from a date on; what it was called becomes a former name with its end."""
    from normalize.curate.edits import operations

    with _changing(**how) as (desk, source):
        operations.rename(desk, entity_id, name, date=since, source=source)


@click.command(
    epilog="\b\nExample:\n  normalize gazetteer retire org-old --until 2026-01-01 --replaced-by org-new --source nrm-2026\n"
)
@click.argument("entity_id", metavar="ID")
@click.option("--until", required=True, metavar="DATE", help="Its last day.")
@click.option("--replaced-by", default="", metavar="ID", help="What came in its place.")
@_edit_options
def retire(entity_id: str, until: str, replaced_by: str, **how: Any) -> None:  # noqa: ANN401
    """Say that entity ID is no more; it stays known by its names."""
    from normalize.curate.edits import operations

    with _changing(**how) as (desk, source):
        operations.retire(desk, entity_id, date=until, replaced_by=replaced_by, source=source)


@click.command(
    epilog="\b\nExample:\n  normalize gazetteer merge zotov-ivan zotov-i --reason 'the same man, added twice'\n"
)
@click.argument("kept", metavar="KEPT")
@click.argument("gone", metavar="GONE")
@click.option("--reason", required=True, help="Why they are one; kept beside the old id.")
@_edit_options
def merge(kept: str, gone: str, reason: str, **how: Any) -> None:  # noqa: ANN401
    """Make one entity of two: KEPT takes what is known of GONE, whose id leads to it for ever."""
    from normalize.curate.edits import merging

    how["source"] = how["source"] or "-"
    with _changing(**how) as (desk, _):
        merging.merge(desk, kept, gone, date=datetime.now(UTC).date().isoformat(), reason=reason)


@click.command(
    epilog="\b\nExample:\n  normalize gazetteer split zotov-ivan zotov-ivan-2 'Иван Зотов-младший' 'Ivan Zotov Jr'\n"
)
@click.argument("entity_id", metavar="ID")
@click.argument("new_id", metavar="NEW_ID")
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@_edit_options
def split(entity_id: str, new_id: str, names: tuple[str, ...], **how: Any) -> None:  # noqa: ANN401
    """Make two entities of one: NEW_ID takes the NAMEs from ID."""
    from normalize.curate.edits import merging

    how["source"] = how["source"] or "-"
    with _changing(**how) as (desk, _):
        merging.split(desk, entity_id, new_id, names)
