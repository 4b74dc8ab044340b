"""How often cyrillize finds the name, how many real spellings press_spellings has, and how fast all is.

Reads `../shared/cases/pairs_real.tsv` if it is there and says so if it is not. Tokens of a pair are aligned
by the similarity of their romanization, so that only spellings of the same word are counted. The list is full
of names that were never Cyrillic (Merkel, Hassan): the lines "of Slavic make" leave them out by the endings.
"""

from __future__ import annotations

import csv
import difflib
import re
import time
from functools import cache
from pathlib import Path

from normalize.translit import cyrillize, press_spellings, romanize, schemes

PAIRS = Path(__file__).parents[2] / "shared" / "cases" / "pairs_real.tsv"
NATIVE = {"ru": "press", "uk": "ukrainian-2010", "be": "belarusian-bgn-pcgn"}
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
ALIKE = 0.75
SLAVIC = re.compile(
    "(?:[оеё]в|[иы]н|[сц]ь?кий|ой|[иы]х|енко|ук|юк|чук|ич|ський|ець|[оеё]ва|[иы]на|[сц]ь?ка(?:я)?|вна)$",
    re.IGNORECASE,
)


@cache
def plain(cyrillic: str, lang: str) -> str:
    """Romanize by the language's usual scheme."""
    return romanize(cyrillic, NATIVE[lang]).lower()


def fold(word: str) -> str:
    """Leave out what readings need not agree in: case, ё and the shape of the apostrophe."""
    return word.lower().replace("ё", "е").replace("’", "'")


def spellings() -> dict[str, set[tuple[str, str]]]:
    """Give the pairs of words, by language: the Cyrillic word and its Latin spelling."""
    found: dict[str, set[tuple[str, str]]] = {lang: set() for lang in NATIVE}
    with PAIRS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["label"] == "same":
                found[row["cyrillic_lang"]] |= aligned(row["cyrillic"], row["latin"], row["cyrillic_lang"])
    return found


def aligned(cyrillic: str, latin: str, lang: str) -> set[tuple[str, str]]:
    """Pair each Latin word with the Cyrillic one that it resembles most, if it resembles it enough."""
    pairs = set()
    words = WORD.findall(cyrillic)
    for spelling in WORD.findall(latin):
        scored = [(similarity(plain(word, lang), spelling.lower()), word) for word in words if len(word) > 1]
        score, word = max(scored, default=(0.0, ""))
        if score >= ALIKE and len(spelling) > 1:
            pairs.add((word, spelling))
    return pairs


def similarity(first: str, second: str) -> float:
    """Compare two Latin words."""
    return difflib.SequenceMatcher(None, first, second).ratio()


def accuracy() -> None:
    """Print the figures for every language: all words, those of Slavic make, and those never seen."""
    known = seen_words()
    for lang, pairs in spellings().items():
        for title, chosen in (
            ("all", sorted(pairs)),
            ("of Slavic make", sorted(pair for pair in pairs if SLAVIC.search(pair[0]))),
            (
                "of Slavic make and not in words.csv",
                sorted(pair for pair in pairs if new(pair[0], known[lang])),
            ),
        ):
            measure(f"{lang}, {title}", lang, chosen)


def new(word: str, known: set[str]) -> bool:
    """Say whether a word looks Slavic and has no help from the list of words."""
    return fold(word) not in known and bool(SLAVIC.search(word))


def measure(title: str, lang: str, pairs: list[tuple[str, str]]) -> None:
    """Print how often the right word comes back, and how often the spelling had been foreseen."""
    first = three = forward = 0
    for word, spelling in pairs:
        readings = [fold(each.text) for each in cyrillize(spelling, lang=lang, limit=3)]
        first += fold(word) == readings[0]
        three += fold(word) in readings
        forward += spelling.lower() in [each.lower() for each in press_spellings(word, lang=lang)]
    count = len(pairs) or 1
    print(
        f"{title}: {len(pairs)} spellings; cyrillize top-1 {first / count:.3f}, top-3 {three / count:.3f}; "
        f"in press_spellings {forward / count:.3f}"
    )


def seen_words() -> dict[str, set[str]]:
    """Give the words that cyrillize has in its list."""
    from normalize.translit.scheme import table

    seen: dict[str, set[str]] = {lang: set() for lang in NATIVE}
    for row in table("words.csv"):
        seen[row["lang"]].add(fold(row["word"]))
    return seen


def speed() -> None:
    """Print the speed of every scheme, of press_spellings and of cyrillize."""
    from normalize.translit.scheme import table

    words = [row["word"].capitalize() for row in table("words.csv") if row["lang"] == "ru"]
    text = " ".join(words) * 10
    size = len(text.encode()) / 1e6
    for each in schemes():
        romanize("я", each.name)
        started = time.perf_counter()
        romanize(text, each.name)
        print(f"romanize {each.name}: {size / (time.perf_counter() - started):.0f} MB/s")
    started = time.perf_counter()
    for word in words:
        press_spellings(word)
    print(f"press_spellings: {(time.perf_counter() - started) / len(words) * 1e3:.3f} ms a word")
    latin = [romanize(word) for word in words[:1000]]
    cyrillize("a")
    started = time.perf_counter()
    for word in latin:
        cyrillize(word)
    print(f"cyrillize: {(time.perf_counter() - started) / len(latin) * 1e3:.1f} ms a word")


if __name__ == "__main__":
    speed()
    if PAIRS.exists():
        accuracy()
    else:
        print(f"{PAIRS} is not there: accuracy is not measured")
