"""The gazetteer that tables of one's own rest on: its ids may be spoken of as parents, and as what an office is of.

Which one it is stands in `datapackage.json` as "base": "default" for the shipped one, or the path of a compiled file.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from normalize.curate.shipped import default_gazetteer
from normalize.curate.tables import EntityRow, NameRow, Tables, Where
from normalize.errors import InputError
from normalize.keys import match_key
from normalize.text import fold_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from normalize.gazetteer import Gazetteer

DEFAULT = "default"
# Where a row of tables of one's own may speak of an entity of the base; names and offices are of one's own only.
_MAY_SPEAK_OF = {
    "entities": "parent",
    "relations": "object",
    "tenures": "of",
    "proofs": "entity_id",
    "expected": "of",
    "exceptions": "entity_id",
}


class Base:
    """Entities of a compiled gazetteer, as rows of tables."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Take the rows from a gazetteer; where they stand is the name of its file."""
        self._gazetteer = gazetteer
        self._where = Where(gazetteer.path.name, 0)
        self.row = lru_cache(maxsize=None)(self._row)

    def _row(self, entity_id: str) -> EntityRow | None:
        """Give the row of an entity, or None where the base has none."""
        index = self._gazetteer.index_of(entity_id)
        if index is None:
            return None
        entity = self._gazetteer.entity_at(index)
        cells = dict.fromkeys(EntityRow._fields[1:], "") | {
            "id": entity.id,
            "kind": entity.kind.value,
            "subtype": entity.subtype or "",
            "parent": entity.parent or "",
            "iso3166_2": entity.ids.get("iso3166_2", ""),
            "status": entity.status,
        }
        return EntityRow(self._where, **cells)

    def bearing(self, keys: Iterable[str], kind: str) -> Iterator[tuple[str, NameRow]]:
        """Give the names of a kind that have one of the match keys, with the key."""
        for key in keys:
            for index in self._gazetteer.by_key(key):
                for alias in self._gazetteer.names_of(index) if self._gazetteer.kind_at(index) == kind else ():
                    if match_key(alias.name, kind) == key:
                        strength = "strong" if alias.strong else "weak"
                        cells = (alias.name, alias.lang, alias.kind.value, strength, "", "", "")
                        yield key, NameRow(self._where, self._gazetteer.id_at(index), *cells)
                        break

    def called(self, text: str) -> Iterator[str]:
        """Give the ids of the entities that a text names as it stands."""
        for posting in self._gazetteer.lookup(tuple(fold_tokens(text))):
            yield self._gazetteer.id_at(posting.entity)

    def rows(self, tables: Tables) -> list[EntityRow]:
        """Give the entities of the base that tables speak of and do not hold, each with the wholes it lies in."""
        own = {row.id for row in tables.entities}
        found: dict[str, EntityRow] = {}
        for entity_id in _spoken_of(tables):
            row = self.row(entity_id) if entity_id not in own else None
            while row is not None and row.id not in found:
                found[row.id] = row
                row = self.row(row.parent) if row.parent and row.parent not in own else None
        return list(found.values())


def _spoken_of(tables: Tables) -> Iterator[str]:
    for table, column in _MAY_SPEAK_OF.items():
        yield from {getattr(row, column) for row in getattr(tables, table)} - {""}


def base_of(root: Path, base: str = "") -> Base | None:
    """Open the gazetteer that the tables below a root rest on, or None; `base` says it instead of their descriptor.

    Raises:
        InputError: there is no such file.
        GazetteerError: it is no compiled gazetteer.
    """
    from normalize.gazetteer import Gazetteer

    path = base_file(root, base)
    return Base(Gazetteer.open(path)) if path else None


def base_file(root: Path, base: str = "") -> Path | None:
    """Give the compiled file that the tables below a root rest on, or None.

    Raises:
        InputError: there is no such file.
    """
    name = base or told_base(root)
    if not name:
        return None
    path = default_gazetteer() if name == DEFAULT else root / name if not base else Path(name)
    if not path.is_file():
        message = f"{path}: no such compiled gazetteer to rest on; give {DEFAULT!r} or the path of a .nrm file"
        raise InputError(message)
    return path


def told_base(root: Path) -> str:
    """Read in `datapackage.json` which gazetteer the tables rest on; "" where it says nothing."""
    try:
        package = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(package.get("base", "")) if isinstance(package, dict) else ""
