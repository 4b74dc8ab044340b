"""State the exceptions to the rule on English names that come in classes, one `imported/exceptions.csv` a theme.

A name of Ukraine or Belarus that English takes from the local language is such a class: the tables often have no
Ukrainian or Belarusian name to hold it to. A name that is too unlike its Russian one to be of the class is printed
instead, to be mended, or excused by hand in the `exceptions.csv` of its theme. What no longer breaks the rule
disappears. Run as `.venv/bin/python gazetteers/importers/exceptions.py` after any change of names.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from normalize.curate.checks import findings
from normalize.curate.checks.settled import Finding, Settled
from normalize.curate.tables import read
from normalize.curate.tables.format import as_csv, format_tables
from normalize.curate.tables.writing import write_whole
from normalize.match import similarity
from normalize.names import parse_place
from normalize.types import Kind

GAZETTEERS = Path(__file__).resolve().parent.parent
LEAST = 0.6  # of likeness; Zhodzina and Жодино have .72, Moscow and Москва .58
REASONS = {
    "BY": "English takes the Belarusian form of the name",
    "UA": "English takes the Ukrainian form of the name",
}


def country(settled: Settled, entity_id: str) -> str:
    """Give the country a place lies in, or where a person holds office."""
    offices = [row.of for row in settled.tables.tenures if row.person == entity_id]
    return next(filter(None, (settled.country(one) for one in (entity_id, *offices))), "")


def reason(settled: Settled, finding: Finding) -> str:
    """Give the reason of the class that a finding is of, or "" if it is of none."""
    names = [settled.preferred[finding.entity_id, lang].name for lang in ("ru", "en")]
    if settled.entities[finding.entity_id].kind != Kind.PERSON:
        names = [parse_place(name).specific or name for name in names]
    alike = similarity(names[0], names[1]) >= LEAST
    return REASONS.get(country(settled, finding.entity_id), "") if finding.rule == "english" and alike else ""


def main() -> None:
    """Write the exceptions of each theme, and print what is of no class."""
    settled = Settled(read(GAZETTEERS))
    by_hand = {row[1:4] for row in settled.tables.exceptions if not row.where.imported}
    rows: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for path in GAZETTEERS.glob("*/imported/exceptions.csv"):
        rows[path.relative_to(GAZETTEERS).parts[0]] = []
    for finding in findings(settled):
        key = (finding.rule, finding.entity_id, finding.value)
        if key in by_hand:
            continue
        if why := reason(settled, finding):
            rows[finding.row.where.file.split("/")[0]].append((*key, why, finding.row.source))
        else:
            print(f"{finding.row.where}: {finding.column}: {finding.text}")
    for theme, excused in rows.items():
        path = GAZETTEERS / theme / "imported" / "exceptions.csv"
        if excused:
            write_whole(path, as_csv("exceptions", excused))
        else:
            path.unlink(missing_ok=True)
    format_tables(GAZETTEERS)


if __name__ == "__main__":
    main()
