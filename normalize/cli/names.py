"""`normalize link|compare|translit|readings`: single names in, what they are out."""

from __future__ import annotations

import csv
import json
import re
import sys
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import click

from normalize.adapters.table import aligned, kind_of, visible
from normalize.cli.annotate import date_option, loaded
from normalize.cli.rows.jobs import ComparePairs, LinkNames
from normalize.cli.rows.named import only_names, rows_form, rows_format_option
from normalize.cli.rows.run import Run, rows_options, run_rows
from normalize.types import Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from normalize import Candidate, Comparison, Link, Reading, Reason

_KINDS = click.Choice([kind.value for kind in Kind])
_WORD = re.compile(r"\w+")
_STEM = 4  # letters that the forms of a word share


def format_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--format table|json` to a command."""
    choice = click.Choice(["table", "json"])
    return click.option("--format", "form", type=choice, default="table", show_default=True)(function)


def kind_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--kind` to a command."""
    return click.option("--kind", type=_KINDS, help="What sort of thing the name names.")(function)


def show_json(value: object) -> None:
    """Write a value as one line of JSON."""
    click.echo(json.dumps(value, ensure_ascii=False))


def _given(words: Iterable[str]) -> Iterator[str]:
    """Give the words of the command line, and for "-" the lines of stdin."""
    for word in words:
        if word == "-":
            yield from (line.strip() for line in sys.stdin if line.strip())
        else:
            yield word


@click.command(
    epilog="\b\nExamples:\n"
    '  normalize link "Василию Анохину" "Vasily Anokhin"\n'
    '  normalize link "Traktornoy District" --within RU-VGG\n'
    "  normalize link places.csv --column region --kind region --output linked.csv\n"
)
@click.argument("names", nargs=-1, metavar="NAME…|FILE…|-")
@click.option("--column", metavar="NAME", help="Link this column of FILEs, and keep all others.")
@click.option("--prefix", metavar="TEXT", help="Of the columns that are added.  [default: the column's name and _]")
@kind_option
@click.option("--within", metavar="ID", help="Only inside this entity, as RU-VGG for Volgograd Oblast.")
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help="How many candidates to show.")
@click.option("--gazetteer", metavar="PATH", help="A compiled gazetteer (.nrm) instead of the shipped one.")
@rows_options
@date_option
@rows_format_option
def link(  # noqa: PLR0913  one parameter an option
    *,
    names: tuple[str, ...],
    column: str | None,
    prefix: str | None,
    limit: int,
    gazetteer: str | None,
    form: str | None,
    kind: str | None,
    within: str | None,
    date: str | None,
    date_column: str | None,
    **about: Any,  # noqa: ANN401  the options of a run
) -> None:
    """Say which entity each NAME names, and why; or those in a column of FILEs (.jsonl, .csv, .tsv, .parquet).

    With --column or --from each row keeps its fields and gains an id, both canonical names, kind, confidence and
    reason; a name that is linked to nothing has no id, but its normal forms.
    """
    run = Run(names, **about)
    if column is not None or run.source:
        column = "text" if column is None else column
        into = f"{column}_" if prefix is None else prefix
        job = LinkNames((column,), into, date_column, date, gazetteer, kind=kind, within=within)
        run_rows(job, run, rows_form(form))
        return
    only_names(run, form, date_column or prefix)
    normalizer = loaded(gazetteer, ner=False)
    for name in _given(names):
        found = normalizer.link(name, kind=kind, within=within, date=date)
        candidates = normalizer.candidates(name, kind=kind, within=within, limit=limit)
        if form == "json":
            shown = [candidate.to_dict() for candidate in candidates]
            show_json({"name": name, **found.to_dict(), "candidates": shown})
        else:
            click.echo(_described(name, found, candidates))


def _described(name: str, found: Link, candidates: Iterable[Candidate]) -> str:
    entity = found.entity.id if found.entity is not None else "—"
    lines = [f"{name}: {kind_of(found)} {entity}, {found.normal.ru} / {found.normal.en}, {found.confidence:.2f}"]
    lines += [f"  because {reason}" for reason in found.reasons]
    rows = [_candidate(candidate) for candidate in candidates]
    table = aligned(rows) if rows else ""
    return visible("\n".join([*lines, *(f"  {line}" for line in table.splitlines())]))


def _candidate(candidate: Candidate) -> tuple[str, ...]:
    entity = candidate.entity
    names = f"{entity.names.get('ru', '')} / {entity.names.get('en', '')}"
    return f"{candidate.score:.2f}", entity.id, entity.kind.value, names


@click.command(
    epilog="\b\nExamples:\n"
    '  normalize compare "В.Н. Анохин" "Vasily Nikolayevich Anokhin" --kind person\n'
    "  normalize compare pairs.csv --columns left right --output compared.csv\n"
)
@click.argument("names", nargs=-1, metavar="A B|FILE…")
@click.option("--columns", nargs=2, metavar="A B", help="Compare these two columns of FILEs, and keep all others.")
@click.option("--prefix", metavar="TEXT", help="Of the columns that are added.  [default: comparison_]")
@click.option("--kind", type=click.Choice([*_KINDS.choices, "place"]), help="What sort of thing they name.")
@click.option("--language", type=click.Choice(["en", "ru"]), default="en", show_default=True, help="Of the answer.")
@rows_options
@date_option
@rows_format_option
def compare(  # noqa: PLR0913  one parameter an option
    *,
    names: tuple[str, ...],
    columns: tuple[str, str] | None,
    prefix: str | None,
    kind: str | None,
    language: str,
    form: str | None,
    date: str | None,
    date_column: str | None,
    **about: Any,  # noqa: ANN401  the options of a run
) -> None:
    """Say whether A and B can be one name, and how their words go together; or those in two columns of FILEs.

    With --columns each row keeps its fields and gains verdict, score and reason.
    """
    run = Run(names, **about)
    if columns:
        job = ComparePairs(columns, "comparison_" if prefix is None else prefix, date_column, date, kind=kind)
        run_rows(job, run, rows_form(form))
        return
    only_names(run, form, date_column or prefix)
    if len(names) != 2:
        message = f"Give two names, not {len(names)}."
        raise click.UsageError(message, click.get_current_context())
    _show_comparison(names[0], names[1], kind, language, form, date)


def _show_comparison(
    first: str, second: str, kind: str | None, language: str, form: str | None, date: str | None
) -> None:
    import normalize

    comparison = normalize.compare(first, second, kind=kind, date=date)
    if form == "json":
        show_json(comparison.to_dict())
        return
    click.echo(f"{read_words(language)[comparison.verdict.value]} ({comparison.score:.2f})")
    rows = _rows(comparison, first, language)
    click.echo(visible(aligned([(first, second, ""), *rows])) if rows else "", nl=False)


def alignment(first: str, second: str, kind: str | None, language: str) -> list[tuple[str, str, str]]:
    """Set the words of two names side by side, each pair with how it goes together in a language."""
    import normalize

    return _rows(normalize.compare(first, second, kind=kind), first, language)


def _rows(comparison: Comparison, first: str, language: str) -> list[tuple[str, str, str]]:
    said = read_words(language)
    return sorted((_side_by_side(reason, first, said) for reason in comparison.reasons), key=_place(first))


def _place(name: str) -> Callable[[tuple[str, str, str]], int]:
    """Order rows as the words stand in the name; what is not in it, or only there in another form, comes last."""
    folded = name.casefold()

    def place(row: tuple[str, str, str]) -> int:
        start = row[0].rstrip(".").casefold()[:_STEM]
        return folded.find(start) if start and start in folded else len(folded)

    return place


@lru_cache(maxsize=2)
def read_words(language: str) -> dict[str, str]:
    """Read how verdicts and rules are said in a language."""
    table = files("normalize.cli").joinpath("data", "comparison.csv").read_text(encoding="utf-8")
    return {row["word"]: row[language] for row in csv.DictReader(table.splitlines())}


def _side_by_side(reason: Reason, first: str, said: dict[str, str]) -> tuple[str, str, str]:
    """Put the words of a reason under the names that they come from."""
    values = {name: str(value) for name, value in reason.values}
    a, b = values.get("a", ""), values.get("b", "")
    if reason.rule is Rule.DATE:
        return (a, "", _of_date(values, said)) if _stands(a, first) else ("", a, _of_date(values, said))
    if reason.rule in (Rule.AMBIGUOUS, Rule.HOMOGLYPH, Rule.TITLE, Rule.MISSING):
        read = f": {b}" if b else ""
        return (a, "", said[reason.rule] + read) if _stands(a, first) else ("", a, said[reason.rule] + read)
    if reason.rule is Rule.INITIAL and not _stands(a, first):
        a, b = b, a
    return a, b, said["spelled_same" if reason.rule is Rule.SAME else reason.rule]


def _of_date(values: dict[str, str], said: dict[str, str]) -> str:
    return said[Rule.DATE].format(**values)


def _stands(word: str, name: str) -> bool:
    return set(_WORD.findall(word.casefold())) <= set(_WORD.findall(name.casefold()))


@click.command(
    epilog="\b\nExamples:\n"
    '  normalize translit "Щербаков" --scheme bgn-pcgn\n'
    "  normalize translit --reverse Shcherbakov\n"
)
@click.argument("texts", nargs=-1, metavar="TEXT…|-")
@click.option("--scheme", help="Default: press. See --schemes.")
@click.option("--reverse", is_flag=True, help="From Latin to Cyrillic, likeliest first.")
@click.option("--schemes", is_flag=True, help="List the schemes.")
def translit(texts: tuple[str, ...], scheme: str | None, *, reverse: bool, schemes: bool) -> None:
    """Write Cyrillic in Latin letters, or the other way."""
    if schemes:
        _list_schemes()
    elif not texts:
        message = "Give a TEXT, '-' for stdin, or --schemes."
        raise click.UsageError(message, click.get_current_context())
    for text in _given(texts):
        click.echo(_reversed(text, scheme) if reverse else _romanized(text, scheme))


def _list_schemes() -> None:
    import normalize

    click.echo(aligned([(scheme.name, scheme.title) for scheme in normalize.schemes()]), nl=False)


def _romanized(text: str, scheme: str | None) -> str:
    import normalize

    return normalize.romanize(text, scheme) if scheme else normalize.romanize(text)


def _reversed(text: str, scheme: str | None) -> str:
    import normalize

    found = normalize.cyrillize(text, scheme) if scheme else normalize.cyrillize(text)
    return "\t".join(candidate.text for candidate in found)


@click.command(epilog='\b\nExamples:\n  normalize readings "Юлию Щеглову" --kind person\n')
@click.argument("names", nargs=-1, required=True, metavar="NAME…|-")
@click.option("--kind", type=_KINDS, default="person", show_default=True, help="What sort of thing it names.")
@format_option
def readings(names: tuple[str, ...], kind: str, form: str) -> None:
    """Give every grammatical reading of each NAME, likeliest first."""
    import normalize

    for name in _given(names):
        found = normalize.readings(name, kind=kind)
        if form == "json":
            show_json({"name": name, "readings": [reading.to_dict() for reading in found]})
        else:
            rows = [_reading(reading) for reading in found]
            click.echo(f"{visible(name)}\n{aligned(rows) if rows else ''}", nl=False)


def _reading(reading: Reading) -> tuple[str, ...]:
    grammar = (reading.case, reading.number, reading.gender)
    return f"{reading.weight:.2f}", reading.nominative, " ".join(value for value in grammar if value)
