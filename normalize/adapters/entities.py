"""Entities of other systems as the records that `Gazetteer.build` takes: CSV, JSON Lines, FollowTheMoney.

Every reader is a generator, so that a list of a million names streams through; what cannot be used is named by file
and line.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from normalize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_SEVERAL = "|"  # between the aliases of a cell
_PLAIN = ("id", "kind", "subtype", "parent", "population", "lat", "lon", "status", "valid_from", "valid_to")
_NAME = "name_"
_ID = "id_"
# Schemata of https://followthemoney.tech that have a kind here; what has none is passed over.
_SCHEMATA = {
    "Person": "person",
    "Company": "organization",
    "LegalEntity": "organization",
    "Organization": "organization",
    "PublicBody": "organization",
}
_OTHER_NAMES = (
    ("alias", "alias", "strong"),
    ("previousName", "former", "strong"),
    ("abbreviation", "abbreviation", "strong"),
    ("weakAlias", "alias", "weak"),
)
_EXTERNAL = (("wikidataId", "wikidata"), ("ogrnCode", "ogrn"), ("innCode", "inn"), ("leiCode", "lei"))


def read_csv(path: str | Path, *, kind: str | None = None) -> Iterator[dict[str, Any]]:
    r"""Read entities from a CSV file with a header, one a row.

    Columns: `id`; `kind`, unless one is given for all; `name` or `name_ru`, `name_en` and so on; `aliases`, parted by
    "|"; and as far as known `parent`, `subtype`, `population`, `lat`, `lon`, `valid_from`, `valid_to`, and external
    ids such as `id_wikidata`. Other columns are passed over.

    Raises:
        InputError: a row has no id, kind or name; it is named by its line.

    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "people.csv"
    >>> _ = path.write_text("id,name,aliases\n1,Иван Зотов,Ivan Zotov|Zotov I.\n", encoding="utf-8")
    >>> [record] = read_csv(path, kind="person")
    >>> record["names"], record["aliases"]
    ({'ru': 'Иван Зотов'}, ['Ivan Zotov', 'Zotov I.'])
    """
    rows = csv.DictReader(_lines(path))
    _check_header(path, rows.fieldnames or (), kind)
    for row in rows:
        if None in row:
            raise InputError(f"{path}:{rows.line_num}: has more cells than the header; quote a cell that holds a comma")
        yield _complete(_from_row(row, kind), f"{path}:{rows.line_num}")


def _check_header(path: str | Path, header: Sequence[str], kind: str | None) -> None:
    named = any(column == "name" or column.startswith(_NAME) for column in header)
    lacking = [
        told
        for told, there in (("id", "id" in header), ("kind", kind or "kind" in header), ("name", named))
        if not there
    ]
    if lacking:
        found = ", ".join(header) or "none"
        raise InputError(
            f"{path}:1: has no column {lacking[0]!r}; the first line names the columns, parted by commas: {found}"
        )


def _lines(path: str | Path) -> Iterator[str]:
    """Give the lines of a file in UTF-8, with or without its mark."""
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        try:
            yield from file
        except UnicodeDecodeError as error:
            raise InputError(f"{path}: is not UTF-8 ({error.reason}); save it as UTF-8") from error


def _from_row(row: Mapping[str | None, Any], kind: str | None) -> dict[str, Any]:
    cells = {name: value.strip() for name, value in row.items() if name and isinstance(value, str) and value.strip()}
    record: dict[str, Any] = {name: cells[name] for name in _PLAIN if name in cells}
    record.setdefault("kind", kind)
    names = {name.removeprefix(_NAME): value for name, value in cells.items() if name.startswith(_NAME)}
    if "name" in cells:
        names.setdefault(_language(cells["name"]), cells["name"])
    record["names"] = names
    record["aliases"] = [alias.strip() for alias in cells.get("aliases", "").split(_SEVERAL) if alias.strip()]
    record["ids"] = {name.removeprefix(_ID): value for name, value in cells.items() if name.startswith(_ID)}
    return record


def read_jsonl(path: str | Path) -> Iterator[dict[str, Any]]:
    """Read records of `Gazetteer.build` from a file with one JSON object a line.

    Raises:
        InputError: a line is no JSON object, or has no id, kind or name.
    """
    for where, record in _objects(path):
        yield _complete(record, where)


def read_ftm(path: str | Path) -> Iterator[dict[str, Any]]:
    """Read people and organisations from FollowTheMoney entities, one JSON object a line, as OpenSanctions gives them.

    The first name in each alphabet becomes the name in that language, the others aliases; weak aliases need support
    in a text. Entities of other schemata, and those without a name, are passed over.

    Raises:
        InputError: a line is no JSON object.
    """
    for where, entity in _objects(path):
        record = ftm_record(entity)
        if record is not None:
            yield _complete(record, where)


def ftm_record(entity: Mapping[str, Any]) -> dict[str, Any] | None:
    """Give one FollowTheMoney entity as a record, or None where there is nothing to name.

    >>> entity = {"id": "Q1", "schema": "Person", "properties": {"name": ["Ivan Zotov", "Иван Зотов", "I. Zotov"]}}
    >>> record = ftm_record(entity)
    >>> record["names"], [alias["name"] for alias in record["aliases"]]
    ({'en': 'Ivan Zotov', 'ru': 'Иван Зотов'}, ['I. Zotov'])
    """
    kind = _SCHEMATA.get(str(entity.get("schema")))
    properties: Mapping[str, Any] = entity.get("properties") or {}
    spelled = _texts(properties.get("name")) or _texts(entity.get("caption"))
    if kind is None or not spelled:
        return None
    names: dict[str, str] = {}
    for name in spelled:
        names.setdefault(_language(name), name)
    rest = [name for name in spelled if name not in names.values()]
    aliases = [{"name": name, "lang": _language(name)} for name in rest]
    aliases += [
        {"name": name, "lang": _language(name), "kind": sort, "strength": strength}
        for column, sort, strength in _OTHER_NAMES
        for name in _texts(properties.get(column))
    ]
    ids = {scheme: value for column, scheme in _EXTERNAL for value in _texts(properties.get(column))[:1]}
    record = {"id": entity.get("id"), "kind": kind, "names": names, "aliases": aliases, "ids": ids}
    if gender := _texts(properties.get("gender"))[:1]:
        record["subtype"] = gender[0]
    return record


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(text.strip() for text in values if isinstance(text, str) and text.strip()))


def _language(name: str) -> str:
    """Guess the language of a name by its alphabet."""
    return "ru" if any("\u0400" <= letter <= "\u04ff" for letter in name) else "en"


def _objects(path: str | Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(_lines(path), start=1):
        if line.strip():
            yield f"{path}:{number}", _object(line, f"{path}:{number}")


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise InputError(f"{where}: is no JSON ({error}); write one object a line") from error
    if not isinstance(value, dict):
        raise InputError(f"{where}: is a JSON {type(value).__name__}, not an object; write one object a line")
    return value


def _complete(record: dict[str, Any], where: str) -> dict[str, Any]:
    lacking: Iterable[str] = (name for name in ("id", "kind", "names") if not record.get(name))
    for name in lacking:
        raise InputError(f"{where}: {name!r} is missing; give it a value")
    return record
