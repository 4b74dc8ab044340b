"""The compiled file is the same byte for byte, and says of which edition it is; sources are named in the notice."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from normalize.curate import compile_gazetteer, edition, format_tables
from normalize.curate.tables.records import records
from normalize.gazetteer import Gazetteer

ROOT = Path(__file__).parents[2]
CODE = """
import sys
from pathlib import Path
from normalize.curate import compile_gazetteer
compile_gazetteer(*map(Path, sys.argv[1:]))
"""


@pytest.fixture
def tula(package):
    towns = ("Алексин", "Плавск", "Новомосковск", "Щёкино", "Ефремов")
    for number, town in enumerate(towns):
        package.add("towns/entities", f"gn-{number},settlement,town,RU-TUL,,,,,,,,,,,,active,own")
        rows = (f"{town},ru,preferred,strong,,,own", f"Town{number},en,preferred,strong,,,own")
        package.add("towns/names", *(f"gn-{number},{row}" for row in rows))
    package.write("people/entities", ["zotov-ivan,person,male,,,,,,,,,,,,,active,own"])
    package.write("people/names", ["zotov-ivan,Иван Зотов,ru,preferred,strong,,,own"])
    package.write("people/tenures", ["zotov-ivan,governor,RU-TUL,2016,,own", "zotov-ivan,mayor,gn-3,,2015,own"])
    (package.root / "CHANGELOG.md").write_text("# Changes\n\n## 2026-03-01\n", encoding="utf-8")
    return package


def shuffled(root: Path, seed: int) -> None:
    """Put the rows of every table in another order."""
    for path in sorted(root.rglob("*.csv")):
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        random.Random(seed).shuffle(rows)  # noqa: S311 - no secret
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


@pytest.mark.slow
def test_the_hash_seed_changes_no_byte(tula, tmp_path):
    compiled = []
    for seed in ("0", "1", "2"):
        path = tmp_path / f"{seed}.nrm"
        run = [sys.executable, "-c", CODE, str(tula.root), str(path)]
        subprocess.run(run, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        compiled.append(path.read_bytes())
    assert compiled[0] == compiled[1] == compiled[2]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_changes_no_byte(tula, tmp_path, seed):
    Gazetteer.build(records(tula.root), tmp_path / "sorted.nrm")
    shuffled(tula.root, seed)
    Gazetteer.build(records(tula.root), tmp_path / "shuffled.nrm")
    assert (tmp_path / "sorted.nrm").read_bytes() == (tmp_path / "shuffled.nrm").read_bytes()


def test_what_was_compiled_before_changes_no_byte(tula, package, tmp_path):
    compile_gazetteer(tula.root, tmp_path / "first.nrm")
    Gazetteer.build([{"id": "x", "kind": "person", "names": {"ru": "Иван Алексин"}}], tmp_path / "other.nrm")
    compile_gazetteer(tula.root, tmp_path / "second.nrm")
    assert (tmp_path / "first.nrm").read_bytes() == (tmp_path / "second.nrm").read_bytes()


def test_the_compiled_file_says_its_edition(tula, tmp_path):
    compile_gazetteer(tula.root, tmp_path / "a.nrm")
    assert Gazetteer.open(tmp_path / "a.nrm").about["edition"] == edition(tula.root) == "2026-03-01"


def test_tables_without_a_changelog_have_no_edition(package, tmp_path):
    compile_gazetteer(package.root, tmp_path / "a.nrm")
    assert Gazetteer.open(tmp_path / "a.nrm").about["edition"] == edition(package.root) == ""


def test_the_data_package_and_the_notice_follow_the_tables(tula):
    tula.add("sources", "gn,GeoNames,CC BY 4.0,https://www.geonames.org/,2026-11-22")
    format_tables(tula.root)
    package = json.loads((tula.root / "datapackage.json").read_text(encoding="utf-8"))
    notice = (tula.root / "NOTICE").read_text(encoding="utf-8")
    assert package["version"] == "2026-03-01"
    assert "GeoNames\n  Licence: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/); changes were made" in notice
    assert format_tables(tula.root, write=False) == []


def test_the_shipped_edition_is_told_in_its_changelog_and_the_notice_is_in_the_wheel():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert edition(ROOT / "gazetteers")
    assert "gazetteers/NOTICE" in settings["project"]["license-files"]
    assert (ROOT / "gazetteers" / "NOTICE").is_file()


def test_whoever_looks_sees_how_far_compiling_is(tula, tmp_path, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stderr", Terminal())
    compile_gazetteer(tula.root, tmp_path / "a.nrm")
    assert "normalize: compiling the gazetteer, 0 of 8 entities" in sys.stderr.getvalue()
