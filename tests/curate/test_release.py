"""A gazetteer of one's own is begun, rests on the shipped one, and has editions."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from normalize.curate import check, edition
from normalize.curate.checks.base import base_of
from normalize.curate.edits import editing
from normalize.curate.edits.editions.beginning import begin
from normalize.curate.edits.editions.release import release
from normalize.curate.edits.operations import add_alias, end_tenure, start_tenure
from normalize.curate.tables.format import format_tables
from normalize.errors import InputError, SourceError, UnknownNameError
from normalize.gazetteer import Gazetteer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.curate.conftest import Package


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Give a compiled gazetteer to rest on."""
    names = {"ru": "Тульская область", "en": "Tula Oblast"}
    region = {"id": "RU-TUL", "kind": "region", "names": names, "parent": "RU", "ids": {"iso3166_2": "RU-TUL"}}
    country = {"id": "RU", "kind": "country", "names": {"ru": "Россия", "en": "Russia"}}
    Gazetteer.build([region, country], tmp_path / "base.nrm")
    return tmp_path / "base.nrm"


@pytest.fixture
def mine(tmp_path: Path, base: Path) -> Path:
    begin(tmp_path / "mine", "mine", str(base))
    return tmp_path / "mine"


def git(root: Path, *words: str) -> None:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-C", str(root), *words]
    subprocess.run(command, check=True, capture_output=True)


def add_town(root: Path, parent: str, number: int = 1) -> None:
    with editing(root) as desk:
        desk.new_entity(id=f"zotovo-{number}", kind="settlement", parent=parent, status="active", source="own")
        for name in ("Зотово", "Zotovo"):
            add_alias(desk, f"zotovo-{number}", name, kind="preferred", strength="weak", source="own")


def test_a_new_gazetteer_passes_its_own_check_and_is_in_form(mine: Path) -> None:
    assert check(mine) == []
    assert format_tables(mine, write=False) == []
    assert json.loads((mine / "datapackage.json").read_text(encoding="utf-8"))["name"] == "mine"
    assert "gazetteer check --root ." in (mine / ".github/workflows/check.yml").read_text(encoding="utf-8")
    assert (mine / "NOTICE").read_text(encoding="utf-8").startswith("The gazetteer mine\n")


def test_the_commands_of_its_check_in_ci_pass(mine: Path) -> None:
    from normalize.cli.app import run

    workflow = (mine / ".github/workflows/check.yml").read_text(encoding="utf-8")
    commands = [
        line.partition("run: normalize ")[2].split() for line in workflow.splitlines() if "run: normalize" in line
    ]
    assert [command[1] for command in commands] == ["fmt", "check", "compile"]
    for command in commands:
        words = [str(mine) if word == "." else word for word in command]
        assert run([str(mine.parent / word) if word == "gazetteer.nrm" else word for word in words]) == 0, command
    assert Gazetteer.open(mine.parent / "gazetteer.nrm").entity("primerov-savva").id == "primerov-savva"


def test_nothing_is_begun_where_something_is(package: Package) -> None:
    with pytest.raises(InputError, match="is not empty"):
        begin(package.root, "mine")


def test_rows_may_speak_of_the_base_and_of_nothing_unknown(mine: Path) -> None:
    add_town(mine, "RU-TUL")
    assert check(mine) == []
    with pytest.raises(SourceError, match="'RU-TUX' is the id of no entity"):
        add_town(mine, "RU-TUX", 2)
    with editing(mine) as desk:
        start_tenure(desk, "primerov-savva", "governor", "RU-TUL", date="2025", source="own")
    with pytest.raises(UnknownNameError), editing(mine) as desk:
        start_tenure(desk, "primerov-savva", "governor", "RU-TUX", date="2025", source="own")
    assert check(mine) == []


def test_what_lies_wrongly_in_the_base_is_told(mine: Path) -> None:
    add_town(mine, "RU-TUL")
    entities = mine / "settlements" / "entities.csv"
    entities.write_text(entities.read_text(encoding="utf-8").replace("settlement,", "city_district,"), encoding="utf-8")
    add_town(mine, "RU-TUL", 2)
    entities.write_text(entities.read_text(encoding="utf-8").replace("RU-TUL", "RU"), encoding="utf-8")
    assert any("a city_district does not lie in 'RU'" in str(problem) for problem in check(mine))


def test_a_name_for_an_entity_of_the_base_would_be_lost_and_is_refused(mine: Path) -> None:
    names = mine / "organizations" / "names.csv"
    names.write_text(names.read_text(encoding="utf-8") + "RU-TUL,Тульщина,ru,alias,strong,,,own\n", encoding="utf-8")
    format_tables(mine)
    assert ["RU-TUL" in str(problem) for problem in check(mine)] == [True]


def test_without_a_base_its_ids_are_unknown_and_an_option_gives_one(mine: Path, base: Path) -> None:
    add_town(mine, "RU-TUL")
    told = json.loads((mine / "datapackage.json").read_text(encoding="utf-8"))
    del told["base"]
    (mine / "datapackage.json").write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert ["'RU-TUL' is the id of no entity" in str(problem) for problem in check(mine)] == [True]
    assert check(mine, str(base)) == []


def test_a_base_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such compiled gazetteer"):
        base_of(tmp_path, str(tmp_path / "no.nrm"))


def test_the_first_edition_counts_what_there_is(mine: Path) -> None:
    made = release(mine, "2026-11-22")
    assert made.text == "- The tables are begun.\n- 2 entities with 4 names.\n"
    assert edition(mine) == "2026-11-22"
    assert "## Unreleased" not in (mine / "CHANGELOG.md").read_text(encoding="utf-8")
    assert json.loads((mine / "datapackage.json").read_text(encoding="utf-8"))["version"] == "2026-11-22"
    assert check(mine) == []


def test_the_next_edition_tells_what_changed_since_the_last(mine: Path) -> None:
    git(mine, "init", "-q")
    release(mine, "2026-11-22")
    git(mine, "add", ".")
    git(mine, "commit", "-qm", "First edition")
    with pytest.raises(InputError, match="nothing changed since"):
        release(mine, "2026-11-23")
    with editing(mine) as desk:
        end_tenure(desk, "primerov-savva", date="2026-11-01")
    add_town(mine, "RU-TUL")
    git(mine, "commit", "-qam", "A change")
    shown = release(mine, "2026-11-23", notes=["A town."], write=False)
    assert edition(mine) == "2026-11-22"
    assert release(mine, "2026-11-23", notes=["A town."]).text == shown.text
    assert shown.text.startswith("- A town.\n- new settlement: 1 (")
    assert shown.text.endswith(")\n- changed tenure: 1\n")
    changelog = (mine / "CHANGELOG.md").read_text(encoding="utf-8")
    assert changelog.index("## 2026-11-23") < changelog.index("## 2026-11-22")
    assert check(mine) == []


def test_an_edition_needs_a_later_day_and_faultless_tables(mine: Path) -> None:
    release(mine, "2026-11-22")
    with pytest.raises(InputError, match="give a later day"):
        release(mine, "2026-11-22")
    (mine / "people" / "tenures.csv").unlink()
    with pytest.raises(SourceError, match="holds no office"):
        release(mine, "2026-11-23")
    assert edition(mine) == "2026-11-22"
