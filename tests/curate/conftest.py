"""A small, faultless data package that each test may spoil in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from normalize.curate.tables import columns

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = ["own,Own knowledge,MIT,,2026-11-22"]
ENTITIES = [
    "RU,country,,,,,,,,,,,,,,active,own",
    "RU-TUL,region,oblast,RU,54.2,37.6,1466127,RU-TUL,70,70,,480508,Q2810,,,active,own",
]
NAMES = [
    "RU,Russia,en,preferred,strong,,,own",
    "RU,Россия,ru,preferred,strong,,,own",
    "RU-TUL,Tula Oblast,en,preferred,strong,,,own",
    "RU-TUL,Tula,en,short,weak,,,own",
    "RU-TUL,Тульская область,ru,preferred,strong,,,own",
]


class Package:
    """Tables below one folder, written row by row."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("sources", SOURCES)
        self.write("regions/entities", ENTITIES)
        self.write("regions/names", NAMES)

    def write(self, table: str, rows: list[str]) -> Path:
        path = self.root / f"{table}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        header = ",".join(columns(path.stem))
        path.write_text("".join(f"{line}\n" for line in [header, *rows]), encoding="utf-8")
        return path

    def add(self, table: str, *rows: str) -> Path:
        path = self.root / f"{table}.csv"
        known = path.read_text(encoding="utf-8").splitlines()[1:] if path.exists() else []
        return self.write(table, [*known, *rows])


@pytest.fixture
def package(tmp_path: Path) -> Package:
    return Package(tmp_path / "gazetteers")
