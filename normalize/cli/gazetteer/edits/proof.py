"""`normalize gazetteer proof add|list|remove`: sentences that must name an entity, or must not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from normalize.adapters.table import visible
from normalize.cli.gazetteer.edits.changes import changing, edit_options
from normalize.cli.gazetteer.group import root_option
from normalize.cli.names import format_option, show_json
from normalize.cli.streams import say

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
def proof() -> None:
    """Keep the sentences by which `check --proofs` proves that entities are found."""


@proof.command(
    name="add",
    epilog="\b\nExamples:\n"
    "  normalize gazetteer proof add zotov-ivan 'Мэр Тулы Иван Зотов открыл мост.'\n"
    "  normalize gazetteer proof add nrm-mir 'Мир на земле.' --expect no\n",
)
@click.argument("entity_id", metavar="ID")
@click.argument("sentence")
@click.option("--expect", type=click.Choice(["yes", "no"]), default="yes", show_default=True, help="Must it name ID?")
@edit_options
def proof_add(entity_id: str, sentence: str, expect: str, **how: Any) -> None:  # noqa: ANN401
    """Say that SENTENCE must name entity ID, or with --expect no that it must not."""
    from normalize.curate.edits.operations import add_proof

    how["source"] = how["source"] or "-"
    with changing(**how) as (desk, _):
        add_proof(desk, entity_id, sentence, expect=expect)
    if not how["dry_run"]:
        say("now see whether it holds: normalize gazetteer check --proofs")


@proof.command(name="remove", epilog="\b\nExample:\n  normalize gazetteer proof remove nrm-mir 'Мир на земле.'\n")
@click.argument("entity_id", metavar="ID")
@click.argument("sentence")
@edit_options
def proof_remove(entity_id: str, sentence: str, **how: Any) -> None:  # noqa: ANN401
    """Take SENTENCE away from the proofs of entity ID."""
    from normalize.curate.edits.operations import remove_proof

    how["source"] = how["source"] or "-"
    with changing(**how) as (desk, _):
        remove_proof(desk, entity_id, sentence)


@proof.command(name="list", epilog="\b\nExample:\n  normalize gazetteer proof list RU-TUL --format json\n")
@click.argument("entity_ids", nargs=-1, metavar="[ID…]")
@format_option
@root_option
def proof_list(entity_ids: tuple[str, ...], form: str, root: Path) -> None:
    """Show the sentences, of all entities or of those named."""
    from normalize.curate import read

    for row in read(root).proofs:
        if entity_ids and row.entity_id not in entity_ids:
            continue
        if form == "json":
            show_json({"entity_id": row.entity_id, "sentence": row.sentence, "expect": row.expect})
        else:
            click.echo(visible(f"{row.expect:3}  {row.entity_id}  {row.sentence}"))
