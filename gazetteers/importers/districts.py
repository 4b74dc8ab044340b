"""Write gazetteers/districts/imported: raions and okrugs of Russia, raions of Ukraine and Belarus.

Needs `pip install -r gazetteers/importers/requirements.txt`; run as `python gazetteers/importers/districts.py`.
"""

from __future__ import annotations

import districts_ru
import districts_ua_by
import raions_until_2020
import tables


def main() -> None:
    """Write the tables and say how many rows they have."""
    folder = tables.GAZETTEERS / "districts" / "imported"
    entities, names = districts_ru.rows()
    now = districts_ua_by.rows()
    former, former_names, relations = raions_until_2020.rows()
    print("entities", tables.write_table(folder / "entities.csv", [*entities, *now, *former]))
    print("names", tables.write_table(folder / "names.csv", [*names, *former_names]))
    print("relations", tables.write_table(folder / "relations.csv", relations))


if __name__ == "__main__":
    main()
