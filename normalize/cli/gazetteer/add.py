"""`normalize gazetteer add`: a new entity, what is not given proposed, and whom it may be taken for shown first."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from normalize.adapters.table import aligned, visible
from normalize.cli.gazetteer.changes import changing, edit_options
from normalize.cli.streams import say
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from normalize.curate.edits.proposals import Proposal


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
@edit_options
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

    with changing(**how) as (desk, source):
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
