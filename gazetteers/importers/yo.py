"""Write ё in imported names where the same word is written with it in the region, or nearly everywhere.

GeoNames and rules that make Russian names of Ukrainian ones often leave the dots out; the checker finds such words by
its rule `yo`, and `yo_words.csv` lists words that dictionaries write so. Run as
`.venv/bin/python gazetteers/importers/yo.py` after the other importers; what no dots are known for stays as it is.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import cache
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


@cache
def listed() -> frozenset[str]:
    """Give the words, written without the dots, that always have them."""
    with Path(__file__).with_name("yo_words.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file))


def by_list(name: str) -> str:
    """Write the listed words of a name with ё on their stressed vowel, the last е before the ending.

    >>> by_list("Зеленый Гай"), by_list("Черная Тиса"), by_list("Березовая Рудка"), by_list("Новоселовка")
    ('Зелёный Гай', 'Чёрная Тиса', 'Берёзовая Рудка', 'Новосёловка')
    """
    return re.sub(r"\w+", lambda word: _stressed(word.group()), name)


def _stressed(word: str) -> str:
    if word.lower() not in listed():
        return word
    # Endings hold no е but in -ое and -ые, where it is the last letter.
    at = word.rindex("е", 0, len(word) - 1)
    return word[:at] + "ё" + word[at + 1 :]


def main() -> None:
    """Mend the imported tables of names, and print what was mended."""
    tables = read(GAZETTEERS)
    mended: dict[str, dict[Row, Row]] = defaultdict(dict)
    for row in tables.names:
        if row.lang == "ru" and row.where.imported and by_list(row.name) != row.name:
            mended[row.where.file][row] = row._replace(name=by_list(row.name))
    for finding in findings(Settled(tables)):
        row = finding.row
        if finding.rule == "yo" and row.where.imported:
            mended[row.where.file].setdefault(row, row._replace(name=dotted(finding)))
    for rows in mended.values():
        for row, new in rows.items():
            print(f"{row.where}: {row.name} > {new.name}")
    texts = {
        file: as_csv("names", [rows.get(row, row)[1:] for row in tables.names if row.where.file == file])
        for file, rows in mended.items()
    }
    with alone(GAZETTEERS):
        write_all(GAZETTEERS, texts)


if __name__ == "__main__":
    main()
