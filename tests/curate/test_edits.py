"""Changes to the tables: each whole or not at all, refused with its reasons, and nothing of another writer's lost."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

import pytest

from normalize.curate import check, read
from normalize.curate.edits import editing
from normalize.curate.edits.merging import merge, split
from normalize.curate.edits.operations import (
    add_alias,
    end_tenure,
    remove_alias,
    rename,
    retire,
    start_tenure,
)
from normalize.curate.edits.proposals import propose
from normalize.errors import InputError, SourceError, UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.curate.conftest import Package

PERSON = {"kind": "person", "subtype": "male", "status": "active", "source": "own"}


def lines(package: Package, table: str) -> list[str]:
    return (package.root / f"{table}.csv").read_text(encoding="utf-8").splitlines()[1:]


def add_person(root: Path, entity_id: str, ru: str, en: str) -> None:
    with editing(root) as desk:
        desk.new_entity(id=entity_id, **PERSON)
        for name, lang in ((ru, "ru"), (en, "en")):
            add_alias(desk, entity_id, name, lang=lang, kind="preferred", source="own")
        start_tenure(desk, entity_id, "governor", "RU-TUL", date="2020", source="own")


def add_nameless(root: Path) -> None:
    with editing(root) as desk:
        desk.new_entity(id="zotov-ivan", **PERSON)
        add_alias(desk, "zotov-ivan", "Иван Зотов", kind="preferred", source="own")


def add_to_somebody_unknown(root: Path) -> None:
    with editing(root) as desk:
        add_alias(desk, "zotov-ivan", "Зотов И. И.", source="own")
        add_alias(desk, "zotov-iwan", "Зотов", source="own")


@pytest.fixture
def zotov(package: Package) -> Package:
    add_person(package.root, "zotov-ivan", "Иван Зотов", "Ivan Zotov")
    return package


def test_a_person_is_added_with_names_and_office(zotov: Package) -> None:
    assert lines(zotov, "people/entities") == ["zotov-ivan,person,male,,,,,,,,,,,,,active,own"]
    assert lines(zotov, "people/names") == [
        "zotov-ivan,Ivan Zotov,en,preferred,strong,,,own",
        "zotov-ivan,Иван Зотов,ru,preferred,strong,,,own",
    ]
    assert lines(zotov, "people/tenures") == ["zotov-ivan,governor,RU-TUL,2020,,own"]
    assert check(zotov.root) == []


def test_what_would_be_wrong_is_refused_and_nothing_is_written(package: Package) -> None:
    with pytest.raises(SourceError, match="no preferred name of language 'en'"):
        add_nameless(package.root)
    assert not (package.root / "people").exists()


def test_problems_that_were_there_before_hinder_nobody(zotov: Package) -> None:
    zotov.add("regions/names", "RU-TUL,Тула,ru,short,weak,,,nowhere")
    with editing(zotov.root) as desk:
        add_alias(desk, "zotov-ivan", "Зотов Иван Ильич", source="own")
    assert "zotov-ivan,Зотов Иван Ильич,ru,alias,strong,,,own" in lines(zotov, "people/names")


def test_an_error_in_the_middle_leaves_everything_as_it_was(zotov: Package) -> None:
    before = lines(zotov, "people/names")
    with pytest.raises(UnknownNameError, match="did you mean 'zotov-ivan'"):
        add_to_somebody_unknown(zotov.root)
    assert lines(zotov, "people/names") == before


def test_an_office_ends_and_only_an_open_one(zotov: Package) -> None:
    with editing(zotov.root) as desk:
        end_tenure(desk, "zotov-ivan", date="2024-05-01")
    assert lines(zotov, "people/tenures") == ["zotov-ivan,governor,RU-TUL,2020,2024-05-01,own"]
    with pytest.raises(InputError, match="no such office now"), editing(zotov.root) as desk:
        end_tenure(desk, "zotov-ivan", date="2025")


def test_an_office_held_is_not_begun_again(zotov: Package) -> None:
    with pytest.raises(InputError, match="since 2020 already"), editing(zotov.root) as desk:
        start_tenure(desk, "zotov-ivan", "governor", "RU-TUL", date="2024", source="own")


def test_a_renamed_entity_keeps_its_former_name_with_its_end(package: Package) -> None:
    with editing(package.root) as desk:
        rename(desk, "RU-TUL", "Тульский край", date="2026-01-01", source="own")
    names = lines(package, "regions/names")
    assert "RU-TUL,Тульский край,ru,preferred,strong,2026-01-01,,own" in names
    assert "RU-TUL,Тульская область,ru,former,strong,,2026-01-01,own" in names


def test_an_imported_name_is_rejected_and_a_written_one_removed(package: Package) -> None:
    package.add("regions/imported/names", "RU-TUL,Тульщина,ru,alias,strong,,,own")
    with editing(package.root) as desk:
        remove_alias(desk, "RU-TUL", "Тульщина", source="own")
        remove_alias(desk, "RU-TUL", "Tula", source="own")
    names = lines(package, "regions/names")
    assert "RU-TUL,Тульщина,ru,rejected,strong,,,own" in names
    assert not any(",Tula," in line for line in names)


def test_what_an_entity_is_called_is_not_removed(package: Package) -> None:
    with pytest.raises(InputError, match="rename RU-TUL"), editing(package.root) as desk:
        remove_alias(desk, "RU-TUL", "Тульская область", source="own")


def test_an_imported_entity_is_retired_by_a_row_of_its_own(package: Package) -> None:
    package.add("regions/imported/entities", "RU-OLD,region,oblast,RU,54.0,37.0,1,,,,,,,,,active,own")
    package.add(
        "regions/imported/names",
        "RU-OLD,Old Oblast,en,preferred,strong,,,own",
        "RU-OLD,Старая область,ru,preferred,strong,,,own",
    )
    with editing(package.root) as desk:
        retire(desk, "RU-OLD", date="1990", replaced_by="RU-TUL", source="own")
    assert "RU-OLD,region,,,,,,,,,,,,,1990,former,own" in lines(package, "regions/entities")
    assert lines(package, "regions/relations") == ["RU-OLD,replaced_by,RU-TUL,1990,,own"]


def test_merged_entities_are_one_and_the_old_id_leads_on(zotov: Package) -> None:
    add_person(zotov.root, "zotov-i", "Иван Зотин", "Ivan Zotin")
    with editing(zotov.root) as desk:
        merge(desk, "zotov-ivan", "zotov-i", date="2026-11-22", reason="the same man")
    assert [line.split(",")[0] for line in lines(zotov, "people/entities")] == ["zotov-ivan"]
    assert {line.split(",")[0] for line in lines(zotov, "people/names")} == {"zotov-ivan"}
    assert "zotov-ivan,Иван Зотин,ru,alias,strong,,,own" in lines(zotov, "people/names")
    assert lines(zotov, "redirects") == ["zotov-i,zotov-ivan,2026-11-22,the same man"]
    assert check(zotov.root) == []


def test_imported_rows_of_a_merged_entity_speak_of_the_other(package: Package) -> None:
    package.add("regions/imported/entities", "RU-TLA,region,oblast,RU,54.0,37.0,1,,,,,,,,,active,own")
    package.add("regions/imported/names", "RU-TLA,Тульщина,ru,preferred,strong,,,own")
    with editing(package.root) as desk:
        merge(desk, "RU-TUL", "RU-TLA", date="2026-11-22", reason="imported twice")
    tables = read(package.root)
    assert [row.id for row in tables.entities] == ["RU", "RU-TUL"]
    assert "RU-TUL" in {row.entity_id for row in tables.names if row.name == "Тульщина"}


def test_entities_of_two_kinds_are_not_merged(zotov: Package) -> None:
    with pytest.raises(InputError, match="is a region, zotov-ivan a person"), editing(zotov.root) as desk:
        merge(desk, "RU-TUL", "zotov-ivan", date="2026", reason="no")


def test_a_split_entity_gives_names_to_the_new_one(zotov: Package) -> None:
    with editing(zotov.root) as desk:
        add_alias(desk, "zotov-ivan", "Иван Сотов", source="own")
        add_alias(desk, "zotov-ivan", "Ivan Sotov", source="own")
    with editing(zotov.root) as desk:
        split(desk, "zotov-ivan", "zotov-ivan-2", ["Иван Сотов", "Ivan Sotov"])
        start_tenure(desk, "zotov-ivan-2", "mayor", "RU-TUL", date="2022", source="own")
    assert "zotov-ivan-2,Ivan Sotov,en,preferred,strong,,,own" in lines(zotov, "people/names")
    assert not any(line.startswith("zotov-ivan,Ivan Sotov") for line in lines(zotov, "people/names"))


def test_the_other_language_gender_and_id_are_proposed(package: Package) -> None:
    with editing(package.root) as desk:
        proposal = propose(desk, "person", ru="Мария Ильинична Зотова")
    assert (proposal.en, proposal.id, proposal.gender) == ("Mariya Zotova", "zotova-mariya", "female")
    assert proposal.forms["dative"] == "Марии Ильиничне Зотовой"


def test_who_has_the_name_already_is_told(zotov: Package) -> None:
    with editing(zotov.root) as desk:
        found = propose(desk, "person", en="Zotov Ivan").collisions
    assert {collision.row.entity_id for collision in found} == {"zotov-ivan"}


def _add_one(root: Path, number: int) -> None:
    with editing(root) as desk:
        add_alias(desk, "RU-TUL", f"Tula {number}", kind="alias", source="own")


def test_twenty_writers_at_once_lose_nothing(package: Package) -> None:
    with ProcessPoolExecutor(20) as pool:
        list(pool.map(_add_one, [package.root] * 20, range(20)))
    assert sum(",Tula " in line and ",alias," in line for line in lines(package, "regions/names")) == 20
    assert check(package.root) == []


_KILLED = """
import itertools, sys
from pathlib import Path
from normalize.curate.edits import editing
from normalize.curate.edits.operations import add_alias
for number in itertools.count():
    with editing(Path(sys.argv[1])) as desk:
        add_alias(desk, "RU-TUL", f"Tula {number}", source="own")
        add_alias(desk, "RU", f"Russia {number}", source="own")
        desk.add("proofs", "RU", entity_id="RU", sentence=f"Russia {number}", expect="yes")
    print(number, flush=True)
"""


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_leaves_whole_tables(package: Package) -> None:
    told = 0
    for moment in range(50):
        command = [
            sys.executable,
            "-c",
            _KILLED.replace("itertools.count()", f"itertools.count({told})"),
            str(package.root),
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            told = int(writer.stdout.readline()) + 1
            time.sleep(moment * 0.0007)
            writer.send_signal(signal.SIGKILL)
            told += len(writer.stdout.read().split())
        _assert_whole(package, told)
        told = max(told, _last(package) + 1)


def _assert_whole(package: Package, told: int) -> None:
    assert check(package.root) == []
    tables = read(package.root)
    done = {int(row.sentence.removeprefix("Russia ")) for row in tables.proofs}
    assert done >= set(range(told))
    names = {row.name for row in tables.names}
    assert all({f"Tula {number}", f"Russia {number}"} <= names for number in done)
    assert sum(name.startswith(("Tula ", "Russia ")) for name in names) == 2 * len(done) + 1


def _last(package: Package) -> int:
    return max(int(row.sentence.removeprefix("Russia ")) for row in read(package.root).proofs)


def test_force_writes_what_breaks_a_rule_and_says_so_in_a_row(zotov: Package) -> None:
    with editing(zotov.root, force=True) as desk:
        add_alias(desk, "zotov-ivan", "Ivan Petrov", source="own")
        rename(desk, "zotov-ivan", "John Smith", date="2026", source="own")
    assert [line.split(",")[:3] for line in lines(zotov, "exceptions")] == [["english", "zotov-ivan", "John Smith"]]
    assert check(zotov.root) == []


def test_force_does_not_write_what_cannot_be_compiled(zotov: Package) -> None:
    before = lines(zotov, "people/names")
    with pytest.raises(SourceError, match="source"), editing(zotov.root, force=True) as desk:
        add_alias(desk, "zotov-ivan", "Иван Зотин", source="nowhere")
    assert lines(zotov, "people/names") == before


def test_an_exception_that_excuses_nothing_any_more_goes_with_the_change(zotov: Package) -> None:
    with editing(zotov.root, force=True) as desk:
        rename(desk, "zotov-ivan", "John Smith", date="2026", source="own")
    assert len(lines(zotov, "exceptions")) == 1
    with editing(zotov.root) as desk:
        rename(desk, "zotov-ivan", "Ivan Zotov", date="2027", source="own")
    assert lines(zotov, "exceptions") == []
    assert check(zotov.root) == []


def test_two_imported_entities_with_the_same_names_are_merged_and_stay_in_order(package: Package) -> None:
    people = [f"wd-Q{number},person,male,,,,,,,,,,Q{number},,,active,own" for number in (1, 2, 3)]
    package.write("people/imported/entities", people)
    names = [(f"wd-Q{number}", name) for number in (1, 2, 3) for name in ("Ivan Zotov,en", "Иван Зотов,ru")]
    package.write("people/imported/names", [f"{one},{name},preferred,weak,,,own" for one, name in names])
    package.write("people/imported/tenures", [f"wd-Q{one},deputy,RU-TUL,2020,,own" for one in (1, 2, 3)])
    assert check(package.root) == []
    with editing(package.root) as desk:
        merge(desk, "wd-Q3", "wd-Q1", date="2026", reason="imported twice")
    assert check(package.root) == []
    tables = read(package.root)
    assert sorted(row.id for row in tables.entities if row.kind == "person") == ["wd-Q2", "wd-Q3"]
    assert sorted(row.name for row in tables.names if row.entity_id == "wd-Q3") == ["Ivan Zotov", "Иван Зотов"]
    assert [row.person for row in tables.tenures] == ["wd-Q2", "wd-Q3"]
