"""`normalize gazetteer export|import|diff`: the tables in other shapes, other systems' data beside them, two states."""

from __future__ import annotations

from pathlib import Path

import click

from normalize.adapters.table import visible
from normalize.cli.gazetteer.edits.changes import only_source
from normalize.cli.gazetteer.group import root_option
from normalize.cli.names import format_option, show_json
from normalize.cli.streams import decoded, opened_input, opened_output, say
from normalize.types import Kind

_EXPORTS = ("csv", "jsonl", "records", "ftm", "skos", "jsonld", "geojson", "quickstatements")
_IMPORTS = ("facts", "table", "json", "ftm", "wikidata", "geonames")


@click.command(
    epilog="\b\nExamples:\n"
    "  normalize gazetteer export --format geojson --output places.geojson\n"
    "  normalize gazetteer export --format ftm | ftm validate\n"
)
@click.option("--format", "form", type=click.Choice(_EXPORTS), required=True)
@click.option("--output", "-o", metavar="PATH", help="Write there instead of to stdout.")
@root_option
def export(form: str, output: str | None, root: Path) -> None:
    """Write the tables in a format that others read.

    csv and jsonl hold every fact (import them with `import --from facts`), records is what Gazetteer.build takes;
    ftm, skos, jsonld, geojson and quickstatements are views that leave out what their readers have no place for.
    """
    from normalize.curate.exchange import export as exported

    with opened_output(output) as out:
        for part in exported(root, form):
            out.write(part)


@click.command(
    name="import",
    epilog="\b\nExamples:\n"
    "  normalize gazetteer import people.csv --from table --map people.toml --source nrm-2026 --dry-run\n"
    "  normalize gazetteer import items.json --from wikidata --kind settlement --source wikidata\n"
    "  normalize gazetteer import facts.csv --from facts --root mine\n",
)
@click.argument("file", metavar="FILE|-")
@click.option("--from", "form", type=click.Choice(_IMPORTS), required=True, help="What the file is.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Of what the file does not say a kind.")
@click.option("--map", "mapping", type=click.Path(path_type=Path), help="TOML: which column holds what.")
@click.option("--source", metavar="ID", help="Where the facts are from: an id of sources.csv.")
@click.option("--dry-run", is_flag=True, help="Tell what would be added, changed and contradicted; write nothing.")
@click.option("--force", is_flag=True, help="Write what breaks a rule; each breach is kept as a row.")
@click.option("--format", "shown", type=click.Choice(["table", "json"]), default="table", show_default=True)
@root_option
def import_(  # noqa: PLR0913  one parameter an option
    *,
    file: str,
    form: str,
    kind: str | None,
    mapping: Path | None,
    source: str | None,
    dry_run: bool,
    force: bool,
    shown: str,
    root: Path,
) -> None:
    """Lay another system's data beside the tables: what is new is added, what contradicts is told and not taken.

    Read table (CSV, TSV and OpenRefine's exports), json (objects a line, or OpenRefine's rows), ftm (FollowTheMoney),
    wikidata, geonames, or facts: what `export` wrote as csv or jsonl, which replaces the tables it names.
    """
    from normalize.curate.edits import editing
    from normalize.curate.exchange import imports, read_mapping

    name = "stdin" if file == "-" else file
    with opened_input(file) as stream:
        text = decoded(stream.read(), name)
    if form == "facts":
        for written in imports.restore(root, text, name):
            if shown == "json":
                show_json({"written": str(root / written)})
            else:
                click.echo(visible(str(root / written)))
        return
    found = imports.drafts(text, form, read_mapping(mapping, kind or ""), name)
    with editing(root, force=force, write=not dry_run) as desk:
        outcomes = imports.import_into(desk, found, source or only_source(desk))
    for outcome in outcomes:
        _show(outcome, shown)
    if dry_run:
        say("nothing was written (--dry-run)")


def _show(outcome: object, form: str) -> None:
    if form == "json":
        show_json(outcome._asdict())  # type: ignore[attr-defined]
    else:
        click.echo(visible(str(outcome)))


@click.command(epilog="\b\nExample:\n  normalize gazetteer diff HEAD~3\n")
@click.argument("revision", metavar="REV")
@click.option(
    "--summary", is_flag=True, help="As a changelog tells it: new entities, ids that lead on, a count of the rest."
)
@format_option
@root_option
def diff(revision: str, *, summary: bool, form: str, root: Path) -> None:
    """Tell which facts changed since a git revision: names, offices, dates, not lines."""
    from normalize.curate.edits.editions import differences as told
    from normalize.curate.tables import read

    found = list(told.differences(told.tables_at(root, revision), read(root)))
    if summary:
        for line in told.summary(found):
            if form == "json":
                show_json({"told": line})
            else:
                click.echo(visible(line))
        return
    for difference in found:
        _show(difference, form)
