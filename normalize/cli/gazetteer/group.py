"""`normalize gazetteer …`: the source tables and the compiled file, in the hands of their keepers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from normalize.adapters.table import aligned, visible
from normalize.cli.annotate import loaded
from normalize.cli.gazetteer.proving import proved
from normalize.cli.names import format_option, kind_option, show_json
from normalize.cli.streams import PROBLEMS, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from normalize import Candidate, Entity
    from normalize.curate import Figures, Problem


_TABLES = Path("gazetteers")
_SURE = 0.5
_UNKNOWN = "nobody and nothing is called so, or nearly; `normalize gazetteer add` adds it"


def root_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--root` to a command: whose tables it works on."""
    return click.option(
        "--root",
        type=click.Path(path_type=Path),
        default=_TABLES,
        show_default=True,
        help="Folder of the tables.",
    )(function)


def _compiled_option(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--gazetteer", metavar="PATH", help="A compiled gazetteer (.nrm) instead of the shipped one.")(
        function
    )


@click.group()
def gazetteer() -> None:
    """Search, change, check, compile and exchange gazetteers; ask a corpus what they lack, and make editions."""


@gazetteer.command(
    epilog="\b\nExamples:\n"
    "  normalize gazetteer check --proofs\n"
    "  normalize gazetteer check --root mine --base default --format json\n"
)
@root_option
@click.option("--proofs", is_flag=True, help="Also try the sentences of proofs.csv on the compiled tables.")
@click.option("--base", default="", metavar="default|PATH", help="The gazetteer whose ids the tables speak of.")
@_compiled_option
@format_option
def check(root: Path, gazetteer: str | None, form: str, base: str, *, proofs: bool) -> None:
    """Tell everything that is wrong in the tables, with file, line and remedy; exit code 3 if anything is."""
    from normalize import curate

    problems = curate.check(root, base)
    if proofs:
        problems += proved(root, gazetteer, base)
    for problem in problems:
        _show_problem(problem, form)
    _show_shared(root, base)
    if problems:
        say(f"{len(problems):,} problems in {root}")
        click.get_current_context().exit(PROBLEMS)


def _show_shared(root: Path, base: str) -> None:
    """Tell the names that these tables share with the gazetteer they rest on; to bear one name is no fault."""
    from normalize import curate
    from normalize.cli.gazetteer.edits.changes import show_shared
    from normalize.curate.checks import base_of
    from normalize.curate.edits import Desk

    known = base_of(root, base)
    if known is not None:
        tables = curate.read(root)
        show_shared(Desk(root, tables, known), tables.names)


def _show_problem(problem: Problem, form: str) -> None:
    if form == "json":
        where = problem.where
        show_json({"file": where.file, "line": where.line, "column": problem.column, "problem": problem.text})
    else:
        click.echo(visible(str(problem)))


@gazetteer.command(
    name="compile", epilog="\b\nExamples:\n  normalize gazetteer compile --root mine --output mine.nrm\n"
)
@root_option
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Default: the file that load() opens.")
@format_option
def compile_(root: Path, output: Path | None, form: str) -> None:
    """Compile the tables into one file that load() opens."""
    from normalize import curate

    if output is not None:
        entities = curate.compile_gazetteer(root, output)
        told = f"{output}: {entities:,} entities"
        _tell(form, told, file=str(output), entities=entities)
    elif curate.is_shipped(root):
        path = curate.default_gazetteer()
        _tell(form, f"{path}: is current", file=str(path))
    else:
        message = "Give --output for tables of your own."
        raise click.UsageError(message, click.get_current_context())


def _tell(form: str, told: str, **facts: object) -> None:
    if form == "json":
        show_json(facts)
    else:
        click.echo(visible(told))


@gazetteer.command(epilog="\b\nExamples:\n  normalize gazetteer fmt\n  normalize gazetteer fmt --root mine --check\n")
@root_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit code 3 if a file would change.")
@format_option
def fmt(root: Path, form: str, *, only_check: bool) -> None:
    """Write the tables in their one canonical form: sorted, clean, quoted only where needed."""
    from normalize import curate

    changed = curate.format_tables(root, write=not only_check)
    for path in changed:
        told = f"{path}: {'is not in canonical form' if only_check else 'written'}"
        _tell(form, told, file=str(path), written=not only_check)
    if changed and only_check:
        click.get_current_context().exit(PROBLEMS)


@gazetteer.command(epilog="\b\nExamples:\n  normalize gazetteer stats\n")
@root_option
@format_option
def stats(root: Path, form: str) -> None:
    """Print figures of the tables: entities, names, languages, sources, and what each region has."""
    from normalize import curate

    for figures in curate.figures(root):
        if form == "json":
            for row in figures.to_dicts():
                show_json(row)
        else:
            click.echo(visible(_table(figures)))


def _table(figures: Figures) -> str:
    rows = [figures.columns, *(tuple(_cell(cell) for cell in row) for row in figures.rows)]
    return f"by {figures.title}\n{aligned(rows)}" if figures.title != "total" else aligned(rows[1:])


def _cell(cell: str | int) -> str:
    return f"{cell:,}" if isinstance(cell, int) else cell


@gazetteer.command(epilog="\b\nExamples:\n  normalize gazetteer sample --kind place --count 200\n")
@root_option
@click.option("--kind", metavar="KIND", help="Only this kind; place means every kind of place.")
@click.option("--count", type=click.IntRange(1), default=100, show_default=True, help="How many.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed draws the same entities.")
@format_option
def sample(*, root: Path, kind: str | None, count: int, seed: int, form: str) -> None:
    """Draw entities by lot and print all that the tables say of them, to be read line by line."""
    from normalize import curate

    for drawn in curate.draw(root, kind, count, seed):
        if form == "json":
            show_json(drawn.to_dict())
        else:
            click.echo(visible(str(drawn)))


@gazetteer.command(epilog="\b\nExamples:\n  normalize gazetteer show RU-SMO --format json\n")
@click.argument("entity_id", metavar="ID")
@_compiled_option
@format_option
def show(entity_id: str, gazetteer: str | None, form: str) -> None:
    """Show everything that is known of one entity."""
    entity = loaded(gazetteer, ner=False).entity(entity_id)
    if form == "json":
        show_json(entity.to_dict())
    else:
        click.echo(visible(aligned(_facts(entity))), nl=False)


def _facts(entity: Entity) -> list[tuple[str, str]]:
    facts = [("id", entity.id), ("kind", entity.kind.value), ("parent", entity.parent or "—")]
    facts += [(lang, name) for lang, name in entity.names.items()]
    facts += [(alias.kind.value, f"{alias} ({alias.lang})") for alias in entity.aliases]
    facts += [(name, str(value)) for name, value in entity.ids.items()]
    facts += [
        ("office", f"{held.office} of {held.of}, {held.valid_from or '…'} to {held.valid_to or 'now'}")
        for held in entity.tenures
    ]
    return facts


@gazetteer.command(epilog="\b\nExamples:\n  normalize gazetteer search 'Киришск' --kind district --within RU-LEN\n")
@click.argument("name")
@kind_option
@click.option("--within", metavar="ID", help="Only inside this entity.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True)
@_compiled_option
@format_option
def search(*, name: str, kind: str | None, within: str | None, limit: int, gazetteer: str | None, form: str) -> None:
    """List the entities that NAME may name, in any script, case or spelling."""
    found = loaded(gazetteer, ner=False).candidates(name, kind=kind, within=within, limit=limit)
    if form == "json":
        for candidate in found:
            show_json(candidate.to_dict())
        return
    rows = [_found(one) for one in found]
    click.echo(visible(aligned(rows)) if rows else "nothing\n", nl=False)
    if not rows or found[0].score < _SURE:
        say(f"nobody and nothing is surely called {name!r}; what is shown only comes near" if rows else _UNKNOWN)


def _found(one: Candidate) -> tuple[str, ...]:
    entity = one.entity
    names = (entity.names.get(lang, "") for lang in ("ru", "en"))
    return f"{one.score:.2f}", entity.id, entity.kind.value, *names, f"in {entity.parent}" if entity.parent else ""
