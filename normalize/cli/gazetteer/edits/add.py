"""`normalize gazetteer add`: a new entity, what is not given proposed, and whom it may be taken for shown first."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from normalize.adapters.table import aligned, visible
from normalize.cli.gazetteer.edits.changes import changing, date_option, edit_options
from normalize.cli.streams import say
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from normalize.curate.edits import Desk
    from normalize.curate.edits.proposals import Proposal


_TRANSLATED = frozenset({Kind.ORGANIZATION, Kind.TERM})
_MOST = 8  # likes that are named one by one


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
@click.option("--parent", default="", metavar="ID|NAME", help="What it is part of.")
@click.option("--alias", "aliases", multiple=True, metavar="NAME", help="What else it is called; may be repeated.")
@click.option("--office", default="", help="Of a person: as governor, mayor, minister.")
@click.option("--of", default="", metavar="ID|NAME", help="Of what the office is.")
@date_option("--since", "Since when the office is held, or the thing exists.")
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
    from normalize.curate.checks import NEEDS_WHOLE
    from normalize.curate.edits.likes import entity_called
    from normalize.curate.edits.operations import start_tenure
    from normalize.curate.edits.proposals import propose

    with changing(**how) as (desk, source):
        parent, of = entity_called(desk, parent), entity_called(desk, of)
        proposal = propose(desk, kind, ru=ru, en=en, parent=parent)
        _show_proposal(proposal)
        if kind in _TRANSLATED and not (ru and en) and " " in (ru or en):
            say("notice: bodies and terms are translated, not romanized; is the proposed name right? Else give it.")
        ask = _asker(yes=yes)
        if not parent and (proposal.parent or kind in NEEDS_WHOLE):
            parent = entity_called(desk, ask("--parent", proposal.parent))
        given = {"ru": ru or ask("--ru", proposal.ru), "en": en or ask("--en", proposal.en)}
        new = entity_id or ask("--id", proposal.id)
        sort = gender or (ask("--gender", proposal.gender) if kind == Kind.PERSON else subtype)
        cells = {"subtype": sort, "parent": parent, "valid_from": "" if office else since}
        desk.new_entity(id=new, kind=kind, status="active", source=source, **cells)
        _name(desk, new, given, aliases, "weak" if weak else "strong", source)
        if office:
            start_tenure(desk, new, office, of, date=since, source=source)


def _name(desk: Desk, new: str, given: Mapping[str, str], aliases: Sequence[str], strength: str, source: str) -> None:
    from normalize.curate.edits.operations import add_alias

    for lang, name in given.items():
        add_alias(desk, new, name, lang=lang, kind="preferred", strength=strength, source=source)
    for name in aliases:
        add_alias(desk, new, name, strength=strength, source=source)


def _asker(*, yes: bool) -> Callable[[str, str], str]:
    """Give the way to settle what was not given: take it, ask a person, or say which option is missing."""

    def ask(option: str, proposed: str) -> str:
        if yes and proposed:
            return proposed
        if sys.stdin.isatty():
            return str(click.prompt(option.removeprefix("--"), default=proposed or None, err=True))
        hint = f", or --yes to take {proposed!r}" if proposed else ""
        what = ", an id or a name: what does it lie in" if option == "--parent" else ""
        message = f"Give {option}{what}{hint}."
        raise click.UsageError(message, click.get_current_context())

    return ask


def _show_proposal(proposal: Proposal) -> None:
    rows = [("ru", proposal.ru), ("en", proposal.en), ("id", proposal.id), ("gender", proposal.gender)]
    rows += [("parent", proposal.parent), *((case.value, form) for case, form in proposal.forms.items())]
    click.echo(visible(aligned([row for row in rows if row[1]])), nl=False, err=True)
    likes = {collision.row.entity_id: collision for collision in reversed(proposal.collisions)}
    near = [collision for collision in likes.values() if not collision.apart][::-1]
    apart = sorted(entity_id for entity_id, collision in likes.items() if collision.apart)
    for collision in near[:_MOST]:
        say(f"may be taken for: {collision}")
    if len(near) > _MOST:
        say(f"may be taken for {len(near) - _MOST:,} more")
    if apart:
        more = f" and {len(apart) - _MOST:,} more" if len(apart) > _MOST else ""
        say(f"elsewhere of this name: {', '.join(apart[:_MOST])}{more}")
