"""Mend Russian names that rules made of Ukrainian ones, where Russian spelling or a reader says otherwise.

`ukrainian_names.csv` gives whole names. Beside it two rules of Russian orthography hold: no ы after г, к, х, ж, ч, ш, щ
(Хыров is the one town that is so called), and a plural that Ukrainian writes with и after a hard consonant, or with
ці, ends in ы. Run as `.venv/bin/python gazetteers/importers/ukrainian_spelling.py` after `settlements.py`.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from normalize.curate.tables import NameRow, Row, read
from normalize.curate.tables.format import as_csv
from normalize.curate.tables.writing import alone, write_all

GAZETTEERS = Path(__file__).resolve().parent.parent
FILE = "settlements/imported/names.csv"
KEPT = frozenset({"Хыров"})
HISSED = re.compile(r"(?<=[гкхжчшщ])ы")
HARD = re.compile(r"[бвдзлмнпрстф]и\Z")


@cache
def whole_names() -> dict[str, str]:
    """Give the Russian name by the Ukrainian one, where it has been read."""
    with Path(__file__).with_name("ukrainian_names.csv").open(encoding="utf-8", newline="") as file:
        return {row["ukrainian"]: row["russian"] for row in csv.DictReader(file)}


def mended(russian: str, ukrainian: str) -> str:
    """Write a Russian name as Russian spells it, beside the Ukrainian name that it was made of.

    >>> mended("Великый Хутор", "Великий Хутір"), mended("Канави", "Канави"), mended("Ялинци", "Ялинці")
    ('Великий Хутор', 'Канавы', 'Ялинцы')
    >>> mended("Хыров", "Хирів"), mended("Щасливое", "Щасливе"), mended("Кубачи", "")
    ('Хыров', 'Счастливое', 'Кубачи')
    """
    if ukrainian in whole_names():
        return whole_names()[ukrainian]
    words, local = russian.split(), ukrainian.split()
    if russian in KEPT or len(words) != len(local):
        return russian
    return " ".join(_word(word, beside) for word, beside in zip(words, local, strict=True))


def _word(word: str, ukrainian: str) -> str:
    word = HISSED.sub("и", word)
    plural = HARD.search(ukrainian) and HARD.search(word)
    of_people = ukrainian.endswith("ці") and word.endswith("ци")
    return f"{word[:-1]}ы" if plural or of_people else word


def main() -> None:
    """Mend the imported names of settlements, and print what was mended."""
    tables = read(GAZETTEERS)
    rows = [row for row in tables.names if row.where.file == FILE]
    local: dict[str, str] = {}
    for row in rows:
        if row.lang == "uk":
            local.setdefault(row.entity_id, row.name)
    new: dict[Row, NameRow] = {}
    for row in rows:
        if row.lang == "ru" and row.kind == "preferred" and row.entity_id in local:
            name = mended(row.name, local[row.entity_id])
            if name != row.name:
                new[row] = row._replace(name=name)
                print(f"{row.where}: {row.name} > {name}")
    kept: dict[tuple[str, str, str], NameRow] = {}
    for row in rows:
        written = new.get(row, row)
        kept.setdefault((written.entity_id, written.name, written.lang), written)
    with alone(GAZETTEERS):
        write_all(GAZETTEERS, {FILE: as_csv("names", [row[1:] for row in kept.values()])})


if __name__ == "__main__":
    main()
