"""Raions of Ukraine as they were until 19 July 2020: rows of entities, names and relations.

raions_until_2020.csv lists them by their codes in KOATUU, the classifier of that time, with the town that the English
name is made of and the raion of today that took over the town; those of Crimea, which Russia's administration keeps,
are among the districts of today. `former` is the Russian name until the renamings of 2016.
"""

from __future__ import annotations

import csv

import tables
import ukrainian
from tables import GAZETTEERS

_UNTIL = "2020-07-19"  # Resolution 807-IX of the Verkhovna Rada of 17 July 2020
_RENAMED = "2016"
_SOURCE = "koatuu"


def _listed() -> list[dict[str, str]]:
    with (GAZETTEERS / "importers" / "raions_until_2020.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def rows() -> tuple[list[dict[str, str]], list[dict[str, str]], list[dict[str, str]]]:
    """Make the rows of entities, of names and of relations."""
    today = _today()
    entities, names, relations = [], [], []
    for raion in _listed():
        key = f"koatuu-{raion['koatuu']}"
        fields = {"subtype": "raion", "parent": raion["region"], "status": "former", "source": _SOURCE}
        entities.append(tables.entity(key, "district", valid_to=_UNTIL, **fields))
        names += _names(key, raion)
        successor = today[raion["region"], ukrainian.plain(raion["successor"])]
        relation = {"subject": key, "relation": "replaced_by", "object": successor, "valid_from": _UNTIL}
        relations.append({**relation, "source": "katottg"})
    return entities, names, relations


def _today() -> dict[tuple[str, str], str]:
    """Map (region, plain Ukrainian name) to the id of a raion of today."""
    folder = GAZETTEERS / "districts"
    codes = {row["katotth"]: row["id"] for row in tables.read_rows(folder / "imported" / "entities.csv")}
    return {key: codes[code] for key, code in ukrainian.raions().items() if code in codes}


def _names(key: str, raion: dict[str, str]) -> list[dict[str, str]]:
    """Make the names of one raion; English ones of the town and of the adjective."""
    adjective = ukrainian.romanize(raion["ukrainian"])
    towns = [ukrainian.romanize(raion["centre"])] if raion["centre"] else []
    english = [f"{stem} {generic}" for generic in ("Raion", "District") for stem in (*towns, adjective)]
    rows = [tables.name(key, f"{raion['russian']} район", "ru", "preferred", valid_to=_UNTIL, source=_SOURCE)]
    rows.append(tables.name(key, f"{raion['ukrainian']} район", "uk", "alias", valid_to=_UNTIL, source=_SOURCE))
    for place, text in enumerate(dict.fromkeys(english)):
        kind = "alias" if place else "preferred"
        rows.append(tables.name(key, text, "en", kind, valid_to=_UNTIL, source=_SOURCE))
    if raion["former"]:
        former = f"{raion['former']} район"
        rows.append(tables.name(key, former, "ru", "former", valid_to=_RENAMED, source="nrm-2026"))
    return rows
