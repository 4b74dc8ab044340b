"""Raions of Ukraine and Belarus: ids and codes from GeoNames and KATOTTG, for those that names.csv names.

Their names are hand-written (gazetteers/districts/names.csv), since GeoNames' are incomplete and mixed.
"""

from __future__ import annotations

import tables
import ukrainian
from geonames import units

_SINCE = "2020-07-19"  # Resolution 807-IX of the Verkhovna Rada of 17 July 2020; not in force in Crimea


def rows(source: str = "geonames") -> list[dict[str, str]]:
    """Make the rows of entities."""
    names = tables.read_rows(tables.GAZETTEERS / "districts" / "names.csv")
    named = {row["entity_id"] for row in names}
    native = {row["entity_id"]: row["name"] for row in names if row["lang"] == "uk"}
    codes = ukrainian.raions()
    return [
        tables.entity(
            f"gn-{unit.geonames}",
            "district",
            subtype="raion",
            parent=unit.region,
            geonames=unit.geonames,
            katotth=codes.get((unit.region, ukrainian.plain(native.get(f"gn-{unit.geonames}", ""))), ""),
            valid_from=_SINCE if unit.region.startswith("UA-") and unit.region != "UA-43" else "",
            source=source,
        )
        for unit in (*units("UA"), *units("BY"))
        if f"gn-{unit.geonames}" in named
    ]
