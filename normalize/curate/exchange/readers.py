"""Other systems' files as drafts: tables with a mapping, FollowTheMoney, Wikidata, GeoNames, OpenRefine."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from typing import TYPE_CHECKING, Any

from normalize.curate.exchange.drafts import Draft
from normalize.curate.tables import columns
from normalize.errors import InputError, UnknownNameError
from normalize.text import script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

# What a mapping may fill, besides the columns of `entities.csv`.
_NAMES = ("ru", "en", "uk", "be")
_MANY = ("aliases", "former", "abbreviations", "misspellings")
_ALIAS_KINDS = {"aliases": "alias", "former": "former", "abbreviations": "abbreviation", "misspellings": "misspelling"}
_OFFICE = ("office", "of", "since", "until")


class ColumnMapping:
    """Which column of a foreign table holds what; read from TOML.

    `kind` is a constant, `[columns]` names the column of each field, `separator` divides several names in a cell.
    """

    def __init__(self, value: Mapping[str, Any], where: str) -> None:
        self.kind = str(value.get("kind", ""))
        self.separator = str(value.get("separator", ";"))
        self.columns: dict[str, str] = dict(value.get("columns", {}))
        known = (*columns("entities"), *_NAMES, *_MANY, *_OFFICE)
        for name in self.columns:
            if name not in known:
                raise UnknownNameError(f"field of a mapping ({where})", name, known)


def read_mapping(path: Path | None, kind: str) -> ColumnMapping:
    """Read a mapping, or without one take columns that are called like our fields.

    Raises:
        InputError: the file is no TOML.
        UnknownNameError: it maps a field that there is not.
    """
    fields = (*columns("entities"), *_NAMES, *_MANY, *_OFFICE)
    if path is None:
        return ColumnMapping({"kind": kind, "columns": {name: name for name in fields}}, "built in")
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"{path}: is no mapping in TOML ({error}); see docs/guides/exchange.md"
        raise InputError(message) from None
    return ColumnMapping({**value, "kind": value.get("kind") or kind}, str(path))


def from_rows(rows: Iterable[Mapping[str, Any]], mapping: ColumnMapping, where: str) -> Iterator[Draft]:
    """Make a draft of each row of a foreign table."""
    for number, row in enumerate(rows, 2):
        cells = {name: _cell(row, column) for name, column in mapping.columns.items()}
        draft = Draft(cells.pop("kind", "") or mapping.kind, where=f"{where}:{number}")
        draft.names = {lang: cells.pop(lang) for lang in _NAMES if cells.get(lang)}
        for many in _MANY:
            found = (name.strip() for name in cells.pop(many, "").split(mapping.separator))
            draft.aliases += [(name, "", _ALIAS_KINDS[many]) for name in found if name]
        office = tuple(cells.pop(name, "") for name in _OFFICE)
        draft.offices = [office] if office[0] and office[1] else []  # type: ignore[list-item]  # four of them
        draft.cells = {name: cell for name, cell in cells.items() if cell and name not in _NAMES}
        yield draft


def _cell(row: Mapping[str, Any], column: str) -> str:
    value = row.get(column)
    return " ".join(str(value).split()) if value is not None else ""


def from_table(text: str, mapping: ColumnMapping, where: str) -> Iterator[Draft]:
    """Read CSV or TSV with a header, as spreadsheets and OpenRefine write them."""
    first = text.partition("\n")[0]
    divider = "\t" if first.count("\t") > first.count(",") else ","
    return from_rows(
        csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=divider), mapping, where
    )


def from_json(text: str, mapping: ColumnMapping, where: str) -> Iterator[Draft]:
    """Read JSON lines, a JSON array, or OpenRefine's `{"rows": […]}`."""
    return from_rows(_objects(text, where), mapping, where)


def _objects(text: str, where: str) -> list[dict[str, Any]]:
    try:
        value = json.loads(text)
    except ValueError:
        return [_object(line, f"{where}:{number}") for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if isinstance(value, dict):
        return list(value["rows"]) if isinstance(value.get("rows"), list) else [value]
    return list(value)


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as error:
        message = f"{where}: is no JSON ({error}); give one object a line"
        raise InputError(message) from None
    if not isinstance(value, dict):
        message = f"{where}: is no JSON object; give one object a line"
        raise InputError(message)
    return value


_FTM_KINDS = {
    "Person": "person",
    "Organization": "organization",
    "PublicBody": "organization",
    "Company": "organization",
}
_FTM_ALIASES = {"alias": "alias", "previousName": "former", "abbreviation": "abbreviation", "weakAlias": "misspelling"}


def from_ftm(text: str, mapping: ColumnMapping, where: str) -> Iterator[Draft]:
    """Read FollowTheMoney entities, a JSON object a line; what is neither person nor body is passed over."""
    del mapping  # the model says what its properties mean
    for number, entity in enumerate(_objects(text, where), 1):
        kind = _FTM_KINDS.get(entity.get("schema", ""))
        found = entity.get("properties")
        if kind is None or not isinstance(found, dict):
            continue
        names = [str(name) for name in found.get("name", ())]
        draft = Draft(kind, where=f"{where}:{number}", names=_called(names))
        draft.aliases = [(name, "", "alias") for name in names if name not in draft.names.values()]
        for name, alias in _FTM_ALIASES.items():
            draft.aliases += [(str(value), "", alias) for value in found.get(name, ())]
        draft.cells = {"wikidata": str(next(iter(found.get("wikidataId", ())), ""))}
        gender = str(next(iter(found.get("gender", ())), ""))
        draft.cells |= {"subtype": gender} if kind == "person" and gender in {"male", "female"} else {}
        draft.cells = {name: cell for name, cell in draft.cells.items() if cell}
        yield draft


def _called(names: list[str]) -> dict[str, str]:
    """Take the first name in each alphabet."""
    ru = next((name for name in names if script(name) == "cyrillic"), "")
    en = next((name for name in names if script(name) == "latin"), "")
    return {lang: name for lang, name in (("ru", ru), ("en", en)) if name}


# Properties of Wikidata: the column each fills.
_CLAIMS = {"P1566": "geonames", "P300": "iso3166_2", "P764": "oktmo", "P721": "okato"}
_GENDERS = {"Q6581097": "male", "Q6581072": "female"}
_LANGUAGES = ("ru", "en", "uk", "be")


def from_wikidata(text: str, mapping: ColumnMapping, where: str) -> Iterator[Draft]:
    """Read items of Wikidata as its API and dumps give them: labels, aliases, ids, coordinates, gender."""
    for value in _objects(text, where):
        items = value["entities"].values() if isinstance(value.get("entities"), dict) else [value]
        for item in items:
            if str(item.get("id", "")).startswith("Q"):
                yield _item(item, mapping.kind, where)


def _item(item: Mapping[str, Any], kind: str, where: str) -> Draft:
    labels, aliases, claims = (item.get(part) or {} for part in ("labels", "aliases", "claims"))
    draft = Draft(kind, where=f"{where}:{item['id']}")
    draft.names = {lang: labels[lang]["value"] for lang in _LANGUAGES if lang in labels}
    draft.aliases = [(alias["value"], lang, "alias") for lang in _LANGUAGES for alias in aliases.get(lang, ())]
    draft.cells = {"wikidata": item["id"]}
    for claim, column in _CLAIMS.items():
        draft.cells.update((column, str(value)) for value in _values(claims, claim)[:1])
    for value in _values(claims, "P625")[:1]:
        draft.cells |= {"lat": str(round(value["latitude"], 5)), "lon": str(round(value["longitude"], 5))}
    if kind == "person":
        genders = (_GENDERS.get(value.get("id", "")) for value in _values(claims, "P21"))
        draft.cells.update(("subtype", gender) for gender in genders if gender)
    return draft


def _values(claims: Mapping[str, Any], name: str) -> list[Any]:
    snaks = [claim.get("mainsnak", {}) for claim in claims.get(name, ())]
    return [snak["datavalue"]["value"] for snak in snaks if "datavalue" in snak]


# Columns of a GeoNames table (readme.txt of the download server) and the kinds of its feature classes.
_GEONAMES = 19
_FEATURES = {"P": "settlement", "ADM1": "region", "ADM2": "district", "PCLI": "country"}


def from_geonames(text: str, mapping: ColumnMapping, where: str) -> Iterator[Draft]:
    """Read a table of GeoNames; places of other feature classes are features."""
    for number, line in enumerate(text.splitlines(), 1):
        cells = line.split("\t")
        if len(cells) != _GEONAMES:
            message = f"{where}:{number}: {len(cells)} columns where a GeoNames table has {_GEONAMES}"
            raise InputError(message)
        kind = mapping.kind or _FEATURES.get(cells[7]) or _FEATURES.get(cells[6]) or "feature"
        others = [name for name in cells[3].split(",") if name]
        draft = Draft(kind, where=f"{where}:{number}", names=_called([cells[1], *others]))
        draft.cells = {
            "id": f"gn-{cells[0]}",
            "geonames": cells[0],
            "lat": cells[4],
            "lon": cells[5],
            "parent": cells[8],
        }
        draft.cells |= {"population": cells[14]} if cells[14] not in {"", "0"} else {}
        yield draft


READERS: dict[str, Callable[[str, ColumnMapping, str], Iterator[Draft]]] = {
    "table": from_table,
    "json": from_json,
    "ftm": from_ftm,
    "wikidata": from_wikidata,
    "geonames": from_geonames,
}
