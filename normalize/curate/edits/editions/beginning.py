"""A gazetteer of one's own: tables with example rows, their schemas, and a check for the machine that tests changes."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from normalize.curate.tables.format import format_tables
from normalize.curate.tables.writing import write_whole
from normalize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

# Files that begin with a dot, or stand in a folder that does, are kept under a plain name.
_PLACES = {"gitignore": ".gitignore", "workflow.yml": ".github/workflows/check.yml"}


def begin(root: Path, name: str, base: str = "default") -> list[Path]:
    """Begin a gazetteer below a folder that is empty or not there yet; give the files.

    `base` is the gazetteer whose ids its rows may speak of: "default", the path of a compiled file, or "" for none.

    Raises:
        InputError: the folder holds something, or cannot be written.
    """
    try:
        _begin(root, name, base)
    except OSError as error:
        message = f"{root}: cannot be written ({error.strerror}); give another folder"
        raise InputError(message) from None
    return sorted(path for path in root.rglob("*") if path.is_file() and path.name != ".lock")


def _begin(root: Path, name: str, base: str) -> None:
    if root.exists() and (not root.is_dir() or any(path.name != ".git" for path in root.iterdir())):
        message = f"{root}: is not empty; give a new folder for the tables"
        raise InputError(message)
    for place, text in _template(files("normalize.curate.edits").joinpath("template")):
        write_whole(root / _PLACES.get(place, place), text)
    told = {"name": name, **({"base": base} if base else {})}
    write_whole(root / "datapackage.json", json.dumps(told) + "\n")
    format_tables(root)


def _template(folder: Traversable, above: str = "") -> Iterator[tuple[str, str]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        place = f"{above}{item.name}"
        if item.is_dir():
            yield from _template(item, f"{place}/")
        else:
            yield place, item.read_text(encoding="utf-8")
