"""Articles to measure on, made of our own sentences: no name, place or event in them is anybody's report.

Each sentence of `corpus/` has slots for regions, districts, towns and people, so that thousands of different
names pass by and no cache can answer for the code. The names are stems, inflected here by rule.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

FOLDER = Path(__file__).parent / "corpus"
_CYRILLIC = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я"
_ROMAN = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya"
_LATIN = dict(zip(_CYRILLIC.split(), _ROMAN.replace("-", "\0").split(), strict=True))
_ADJECTIVE = {"gen": "ского", "ins": "ским", "prep": "ском"}
_NOUN = {"gen": "а", "ins": "ом", "prep": "е"}


def russian(count: int, seed: int = 1) -> list[str]:
    """Make Russian articles of about 2,000 characters."""
    return _articles("russian", count, seed)


def english(count: int, seed: int = 1) -> list[str]:
    """Make English articles of about 2,000 characters."""
    return _articles("english", count, seed)


def _articles(language: str, count: int, seed: int) -> list[str]:
    sentences = (FOLDER / f"{language}.txt").read_text("utf-8").splitlines()
    chance = random.Random(seed)  # noqa: S311 - the same articles every time
    slots = _Slots(chance, english=language == "english")
    articles = []
    for _ in range(count):
        chosen = chance.sample(sentences, 18)
        paragraphs = [" ".join(chosen[start : start + 3]) for start in range(0, len(chosen), 3)]
        articles.append("\n\n".join(paragraphs).format_map(slots))
    return articles


class _Slots(dict[str, str]):
    """Fills each slot anew, also twice in a sentence."""

    def __init__(self, chance: random.Random, *, english: bool) -> None:
        super().__init__()
        self._chance, self._english = chance, english
        with (FOLDER / "names.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self._names: dict[str, list[str]] = {}
        for row in rows:
            self._names.setdefault(row["slot"], []).append(row["name"])

    def __missing__(self, slot: str) -> str:
        name, _, case = slot.partition("_")
        if name == "n":
            return str(self._chance.randint(2, 300))
        if self._english and name == "region":
            return self._choose("region_en")
        if name == "person":
            made = f"{self._choose('given')} {self._choose('surname')}"
        elif name == "town":
            made = self._choose(name) + _NOUN.get(case, "")
        elif name == "region":
            made = self._choose(name) + "ской"
        else:
            made = self._choose(name).removesuffix("ск") + _ADJECTIVE.get(case, "ский")
        return _latin(made) if self._english else made

    def _choose(self, slot: str) -> str:
        return self._chance.choice(self._names[slot])


def _latin(name: str) -> str:
    words = ["".join(_LATIN.get(letter, letter) for letter in word).replace("\0", "") for word in name.lower().split()]
    return " ".join(word.removesuffix("iy") + "y" * word.endswith("iy") for word in words).title()
