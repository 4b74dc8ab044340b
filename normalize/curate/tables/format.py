"""One canonical way to write the tables, so that a change shows as the rows that changed and nothing else.

Also written here is what describes them: the data package with its edition and schemas, and the notice of sources.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING, Any

from normalize.curate.tables import Problem, Where, columns, files, order
from normalize.curate.tables.writing import alone, write_all
from normalize.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
_EDITION = re.compile(r"^## (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
_NAME = "ru-en-normalize-gazetteers"
_OURS = "The gazetteers of ru-en-normalize"
_NOTICE = """{title}

Facts in these tables come from the sources below. They were selected, translated, corrected and joined by the authors;
every row names its source in its last column, by the id in sources.csv. `normalize gazetteer fmt` writes this file."""
_TERMS = {
    "CC BY 4.0": " (https://creativecommons.org/licenses/by/4.0/); changes were made",
    "CC0 1.0": " (https://creativecommons.org/publicdomain/zero/1.0/)",
    "reuse with attribution (Decision 2011/833/EU)": "; source: European Union, 1995-2026",
}


def format_tables(root: Path, *, write: bool = True) -> list[Path]:
    """Sort, clean and quote every table, and describe them all in `datapackage.json`; give what changed.

    Running it again changes nothing. With `write=False` it only tells what would change.

    Raises:
        SourceError: a file is no table; nothing is written then.
    """
    if not write:
        return list(_changes(root))
    with alone(root):
        changes = _changes(root)
        write_all(root, {path.relative_to(root).as_posix(): text for path, text in changes.items()})
    return list(changes)


def _changes(root: Path) -> dict[Path, str]:
    texts = {path: _canonical(path, root) for path in files(root)}
    texts.update(_descriptors(root))
    return {path: text for path, text in texts.items() if not _holds(path, text)}


def as_csv(table: str, rows: list[tuple[str, ...]]) -> str:
    """Write rows as the canonical text of a table: header, sorted, no row twice, quotes only where needed.

    >>> rows = [("RU-TUL", "Тула, Россия", "yes"), ("RU-BRY", "Под Брянском", "yes")]
    >>> print(as_csv("proofs", rows), end="")
    entity_id,sentence,expect
    RU-BRY,Под Брянском,yes
    RU-TUL,"Тула, Россия",yes
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns(table))
    writer.writerows(sorted(set(rows), key=partial(order, table)))
    return text.getvalue()


def _holds(path: Path, text: str) -> bool:
    return path.exists() and path.read_bytes() == text.encode()


def _canonical(path: Path, root: Path) -> str:
    where = Where(path.relative_to(root).as_posix(), 1)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        header, *rows = csv.reader(io.StringIO(text), strict=True)
        wanted = columns(path.stem)
    except (UnicodeDecodeError, ValueError, KeyError, csv.Error) as error:
        problem = Problem(where, "file", f"is no table that can be formatted: {error}")
        raise SourceError([str(problem)]) from None
    if sorted(header) != sorted(wanted) or any(len(row) != len(header) for row in rows):
        problem = Problem(where, "header", f"should be {','.join(wanted)}, and each row as long")
        raise SourceError([str(problem)])
    places = [header.index(name) for name in wanted]
    return as_csv(path.stem, [tuple(_cleaned(row[place]) for place in places) for row in rows])


def _cleaned(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFC", cell).split())


def with_edition(root: Path, changelog: str) -> dict[str, str]:
    """Give the descriptor, by its path below the root, as it will be when the changelog is the one given."""
    path = root / "datapackage.json"
    return {path.name: _descriptors(root, _newest(changelog))[path]}


def with_tables(root: Path, coming: Iterable[str]) -> dict[str, str]:
    """Give the descriptors that tables which are not there yet ask for; where nothing is described, none."""
    new = [root / name for name in coming if not (root / name).exists()]
    if not new or not (root / "datapackage.json").exists():
        return {}
    described = _descriptors(root, tables=sorted([*files(root), *new]))
    return {path.relative_to(root).as_posix(): text for path, text in described.items() if not _holds(path, text)}


def _descriptors(root: Path, version: str = "", tables: list[Path] | None = None) -> dict[Path, str]:
    """Give the descriptor of the data package and one schema a table, as frictionless reads them."""
    tables = tables or files(root)
    told = _told(root)
    version = version or edition(root)
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": told.get("name", _NAME),
        **({"version": version} if version else {}),
        **({"base": told["base"]} if "base" in told else {}),
        "resources": [_resource(path.relative_to(root)) for path in tables],
    }
    schemas = {root / "schemas" / f"{path.stem}.json": _schema(path.stem) for path in tables}
    described = {root / "datapackage.json": package, **schemas}
    texts = {path: json.dumps(value, ensure_ascii=False, indent=2) + "\n" for path, value in described.items()}
    return texts | ({root / "NOTICE": _notice(root)} if (root / "sources.csv").exists() else {})


def _told(root: Path) -> dict[str, Any]:
    """Read what only a person says in the descriptor: what the package is called, and on which gazetteer it rests."""
    try:
        package = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return package if isinstance(package, dict) else {}


def edition(root: Path) -> str:
    """Give the edition of the tables: the newest heading of their changelog, a date; "" where there is none.

    The data change apart from the code, and whoever keeps links must be able to say by which edition they were made.
    """
    changelog = root / "CHANGELOG.md"
    text = changelog.read_text(encoding="utf-8") if changelog.is_file() else ""
    return _newest(text)


def _newest(changelog: str) -> str:
    found = _EDITION.search(changelog)
    return found.group(1) if found else ""


def _notice(root: Path) -> str:
    """Name every source with its licence, which is what those that ask for attribution ask for."""
    with (root / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    name = _told(root).get("name", _NAME)
    named = [_NOTICE.format(title=_OURS if name == _NAME else f"The gazetteer {name}")]
    for row in sorted(rows, key=lambda row: row.get("id") or ""):
        url = f"\n  {row['url']}" if row.get("url") else ""
        named.append(
            f"{row.get('title')}\n  Licence: {row.get('licence')}{_TERMS.get(row.get('licence') or '', '')}{url}"
        )
    return "\n\n".join(named) + "\n"


def _resource(path: Path) -> dict[str, str]:
    name = "-".join(path.with_suffix("").parts).replace("_", "-")
    return {
        "name": name,
        "type": "table",
        "path": path.as_posix(),
        "schema": f"schemas/{path.stem}.json",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
    }


# What no two rows of one file share.
_KEYS = {"entities": ["id"], "names": ["entity_id", "name", "lang"], "sources": ["id"]}


def _schema(table: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(table, column) for column in columns(table)]}
    if table in _KEYS:
        schema["primaryKey"] = _KEYS[table]
    if "source" in columns(table):
        schema["foreignKeys"] = [{"fields": ["source"], "reference": {"resource": "sources", "fields": ["id"]}}]
    return schema


def _field(table: str, column: str) -> dict[str, Any]:
    from normalize.curate.checks.cells import shape  # every start reads this module, and needs no checker

    takes = shape(table, column)
    constraints: dict[str, Any] = {"required": True} if takes.required else {}
    if takes.known:
        constraints["enum"] = sorted(takes.known)
    if takes.pattern:
        constraints["pattern"] = takes.pattern
    return {"name": column, "type": "string", **({"constraints": constraints} if constraints else {})}
