"""Write ё in imported names where the same word is written with it in the region, or nearly everywhere.

GeoNames and rules that make Russian names of Ukrainian ones often leave the dots out; the checker finds such words by
its rule `yo`. Run as `.venv/bin/python gazetteers/importers/yo.py` after the other importers; what no dots are known
for stays as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from normalize.curate.checks import findings
from normalize.curate.checks.settled import Finding, Settled
from normalize.curate.tables import Row, read
from normalize.curate.tables.format import as_csv
from normalize.curate.tables.writing import alone, write_all

GAZETTEERS = Path(__file__).resolve().parent.parent
MODEL = re.compile(r"is written with ё in '([^']+)'")


def dotted(finding: Finding) -> str:
    """Give the name of a finding with its word written as in the name that the checker compares it with."""
    found = MODEL.search(finding.text)
    models = re.findall(r"\w+", found.group(1).lower()) if found else []
    model = next((word for word in models if word.replace("ё", "е") == finding.value), finding.value)
    return re.sub(r"\w+", lambda word: like(word.group(), model), finding.row.name)


def like(word: str, model: str) -> str:
    """Put the dots of a model on a word that is the same without them.

    >>> like("Веселое", "весёлое"), like("Село", "весёлое")
    ('Весёлое', 'Село')
    """
    if word.lower() != model.replace("ё", "е"):
        return word
    return "".join("ё" if dots == "ё" and letter == "е" else letter for letter, dots in zip(word, model, strict=True))


def main() -> None:
    """Mend the imported tables of names, and print what was mended."""
    tables = read(GAZETTEERS)
    mended: dict[str, dict[Row, Row]] = defaultdict(dict)
    for finding in findings(Settled(tables)):
        row = finding.row
        if finding.rule == "yo" and row.where.imported:
            mended[row.where.file][row] = row._replace(name=dotted(finding))
            print(f"{row.where}: {row.name} > {dotted(finding)}")
    texts = {
        file: as_csv("names", [rows.get(row, row)[1:] for row in tables.names if row.where.file == file])
        for file, rows in mended.items()
    }
    with alone(GAZETTEERS):
        write_all(GAZETTEERS, texts)


if __name__ == "__main__":
    main()
