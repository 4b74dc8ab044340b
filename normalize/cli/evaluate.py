"""`normalize evaluate`: a gold file in; precision, recall and every miss out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from normalize.adapters.table import aligned, visible
from normalize.cli.annotate import loaded, loading_options
from normalize.cli.names import format_option, show_json
from normalize.cli.streams import opened_input

if TYPE_CHECKING:
    from normalize.curate import Evaluation


@click.command()
@click.argument("gold", metavar="GOLD.jsonl")
@loading_options
@format_option
def evaluate(gold: str, gazetteer: str | None, form: str, *, ner: bool) -> None:
    """Measure the annotation of texts whose mentions are known.

    GOLD.jsonl has a text a line: "text", "date" and "mentions" with start, end, surface, level, ru and en.
    The levels "named" and "descriptive" are asked for; on demonyms, titles and nominals only a link to
    something else counts, as wrong.
    """
    from normalize import curate

    with opened_input(gold) as file:
        texts = curate.read_gold(file, gold)
    result = curate.evaluate(loaded(gazetteer, ner=ner), texts)
    if form == "json":
        show_json(result.to_dict())
    else:
        click.echo(_report(result), nl=False)


def _report(result: Evaluation) -> str:
    rows = [("level", "gold", "right", "recall")]
    for level, count in result.gold.items():
        rows.append((level, str(count), str(result.right[level]), f"{result.recall(level):.3f}"))
    rows.append(("both", str(result.gold.total()), str(result.right.total()), f"{result.recall():.3f}"))
    counts = f"{result.texts} texts; {result.ignored} mentions of other levels are not asked for\n"
    judged = (
        f"precision {result.precision:.3f}: {result.right.total()} right, {len(result.wrong)} wrong, "
        f"{len(result.spurious)} where the gold file has no mention\n"
    )
    return counts + aligned(rows) + judged + _lists(result)


def _lists(result: Evaluation) -> str:
    parts = []
    for title, findings in (
        ("wrong links", result.wrong),
        ("misses", result.misses),
        ("links without a gold mention", result.spurious),
    ):
        rows = [
            (
                f"{one.text}:{one.start}-{one.end}",
                one.level or "—",
                one.surface,
                one.wanted or "nothing",
                one.got,
            )
            for one in findings
        ]
        table = aligned([("where", "level", "surface", "wanted", "got"), *rows]) if rows else ""
        parts.append(f"\n{title}: {len(findings)}\n{visible(table)}")
    return "".join(parts)
