"""Count how given names and surnames end, for `normalize/morph/data/name_endings.csv`.

Run `python benchmarks/endings.py` to see whether the table is fresh, and with `--write` to make it again. The names are
those of pymorphy3's dictionary (OpenCorpora, CC BY-SA 3.0): only counts are kept, no name. It takes ten seconds.
"""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from pathlib import Path

from normalize.morph.people.endings import split_ending, tails
from normalize.morph.petrovich import Part
from normalize.types import Gender

TABLE = Path(__file__).resolve().parents[1] / "normalize" / "morph" / "data" / "name_endings.csv"
SOURCE = "opencorpora-counts"
_MARKS = {"Name": Part.GIVEN, "Surn": Part.SURNAME}
_GENDERS = {"masc": (Gender.MASCULINE,), "femn": (Gender.FEMININE,), None: tuple(Gender)[:2]}
_FEWEST = 4  # rarer endings tell nothing


def names() -> set[tuple[str, Part, Gender]]:
    """Give every name of the dictionary in the nominative."""
    import pymorphy3

    found = set()
    for word, tag, *_ in pymorphy3.MorphAnalyzer(lang="ru").dictionary.iter_known_words():
        marks = tag.grammemes
        if not {"nomn", "sing"} <= marks or marks & {"Infr", "Slng", "Erro"} or len(word) < 3 or "-" in word:
            continue
        for mark, part in _MARKS.items():
            if mark in marks:
                found.update((word.replace("ё", "е"), part, gender) for gender in _GENDERS[tag.gender])
    return found


def counted() -> str:
    """Give the table as text."""
    counts: Counter[tuple[Part, str, str, Gender]] = Counter()
    for word, part, gender in names():
        stem, ending = split_ending(word, part)
        counts.update((part, tail, ending, gender) for tail in tails(stem, part))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["part", "stem", "ending", "gender", "count", "source"])
    writer.writerows([*key, count, SOURCE] for key, count in sorted(counts.items()) if count >= _FEWEST)
    return out.getvalue()


def main() -> int:
    """Write the table, or tell whether it is fresh."""
    text = counted()
    if "--write" in sys.argv[1:]:
        TABLE.write_text(text, encoding="utf-8")
        print(f"{TABLE}: {text.count(chr(10)) - 1} rows")
        return 0
    fresh = TABLE.read_text(encoding="utf-8") == text
    print(f"{TABLE} is {'fresh' if fresh else 'stale: run python benchmarks/endings.py --write'}")
    return 0 if fresh else 3


if __name__ == "__main__":
    sys.exit(main())
