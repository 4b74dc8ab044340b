"""Judgements are rows that outlive crashes, merge, and are done to the tables any number of times."""

from __future__ import annotations

import itertools
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from normalize.curate import check
from normalize.curate.edits import editing
from normalize.curate.edits.merging import merge
from normalize.curate.review import (
    Judgement,
    Judgements,
    as_table,
    contradictions,
    merged,
    parsed_judgements,
    read_judgements,
    replay,
)
from normalize.errors import InputError
from tests.curate.test_edits import add_person, lines

if TYPE_CHECKING:
    from pathlib import Path

    from tests.curate.conftest import Package


def said(
    verdict: str, entity_id: str = "zotov-ivan", spelling: str = "", reviewer: str = "anna", **other: str
) -> Judgement:
    cells = {"key": "person:zot", "kind": "person", "facts": "", "date": "2026-11-22", "note": ""}
    return Judgement(
        **{**cells, "verdict": verdict, "entity_id": entity_id, "spelling": spelling, "reviewer": reviewer, **other}
    )


@pytest.fixture
def zotov(package: Package) -> Package:
    add_person(package.root, "zotov-ivan", "Иван Зотов", "Ivan Zotov")
    return package


def done(package: Package, *judgements: Judgement, force: bool = False) -> list[str]:
    with editing(package.root, force=force) as desk:
        return [str(one) for one in replay(desk, judgements, "own", force=force)]


def test_what_is_judged_is_on_disk_at_once_and_sorted(tmp_path: Path) -> None:
    table = Judgements(tmp_path / "j.csv")
    table.add(said("same", key="person:b"))
    table.add(said("same", key="person:a"))
    assert [one.key for one in read_judgements(tmp_path / "j.csv")] == ["person:a", "person:b"]
    text = (tmp_path / "j.csv").read_text(encoding="utf-8")
    assert as_table(parsed_judgements(text, "j.csv")) == text


def test_two_sessions_on_one_table_lose_nothing(tmp_path: Path) -> None:
    one, other = Judgements(tmp_path / "j.csv"), Judgements(tmp_path / "j.csv")
    one.add(said("same", key="person:a"))
    other.add(said("same", key="person:b", reviewer="boris"))
    assert len(one.undo()) == 1
    assert [row.key for row in read_judgements(tmp_path / "j.csv")] == ["person:b"]


def test_a_second_judgement_replaces_the_first_and_undo_brings_it_back(tmp_path: Path) -> None:
    table = Judgements(tmp_path / "j.csv")
    table.add(said("unsure"))
    table.add(said("same", date="2026-11-23"))
    assert [one.verdict for one in table] == ["same"]
    table.undo()
    assert [one.verdict for one in read_judgements(tmp_path / "j.csv")] == ["unsure"]
    table.undo()
    assert table.undo() == ()


_KILLED = """
import itertools, sys
from pathlib import Path
from normalize.curate.review import Judgement, Judgements
table = Judgements(Path(sys.argv[1]))
for number in itertools.count(int(sys.argv[2])):
    table.add(Judgement(f"person:{number}", "person", "skip", "", "", "", "anna", "2026", ""))
    print(number, flush=True)
"""


@pytest.mark.slow
def test_a_reviewer_killed_at_any_moment_loses_no_judgement(tmp_path: Path) -> None:
    path, told = tmp_path / "j.csv", 0
    for moment in range(10):
        command = [sys.executable, "-c", _KILLED, str(path), str(told)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for _ in range(moment + 1):
                told = int(writer.stdout.readline()) + 1
            writer.send_signal(signal.SIGKILL)
            told += len(writer.stdout.read().split())
        kept = {one.key for one in read_judgements(path)}
        assert kept >= {f"person:{number}" for number in range(told)}
        told = len(kept)


def test_tables_merge_in_any_order_and_the_later_word_of_one_reviewer_counts() -> None:
    tables = [
        [said("same"), said("alias", spelling="Зотов И.")],
        [said("same", reviewer="boris")],
        [said("unsure", date="2026-11-21")],
    ]
    ways = {tuple(merged(*order)) for order in itertools.permutations(tables)}
    assert len(ways) == 1
    assert sorted(one.verdict for one in ways.pop()) == ["alias", "same", "same"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said("same"), said("not", reviewer="boris")),
        (said("same"), said("same", "zotov-petr", reviewer="boris")),
        (said("alias", spelling="Зотов"), said("alias", "zotov-petr", "Зотов", reviewer="boris")),
        (said("alias", spelling="Зотов"), said("misspelling", spelling="Зотов", reviewer="boris")),
        (said("new", "zotov-i", "Иван Зотов"), said("alias", spelling="Зотов", reviewer="boris")),
    ],
)
def test_what_cannot_both_be_right_is_told_and_not_done(zotov: Package, one: Judgement, other: Judgement) -> None:
    before = lines(zotov, "people/names")
    assert len(contradictions([one, other])) == 1
    assert [line.split()[0] for line in done(zotov, one, other)] == ["contradicted"]
    assert lines(zotov, "people/names") == before


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said("same"), said("same", reviewer="boris")),
        (said("same"), said("alias", spelling="Зотов И.", reviewer="boris")),
        (said("not", "zotov-petr"), said("same", reviewer="boris")),
        (said("skip", ""), said("same", reviewer="boris")),
        (said("alias", spelling="Зотов"), said("alias", "zotov-petr", "Зотов Пётр", reviewer="boris")),
        (said("not"), said("not", reviewer="boris")),
    ],
)
def test_what_can_both_be_right_is_no_contradiction(one: Judgement, other: Judgement) -> None:
    assert contradictions([one, other]) == []


def test_names_are_added_and_a_second_time_changes_nothing(zotov: Package) -> None:
    judgements = (
        said("alias", spelling="Зотов Иван Ильич"),
        said("misspelling", spelling="Иван Зотав"),
        said("alias", spelling="Зотов", key="person:z"),
    )
    assert done(zotov, *judgements) == [
        "done person:z: zotov-ivan: alias 'Зотов'",
        "done person:zot: zotov-ivan: alias 'Зотов Иван Ильич'",
        "done person:zot: zotov-ivan: misspelling 'Иван Зотав'",
    ]
    names = lines(zotov, "people/names")
    assert "zotov-ivan,Зотов Иван Ильич,ru,alias,strong,,,own" in names
    assert "zotov-ivan,Иван Зотав,ru,misspelling,weak,,,own" in names
    assert "zotov-ivan,Зотов,ru,alias,weak,,,own" in names
    assert all(line.startswith("there already") for line in done(zotov, *judgements))
    assert lines(zotov, "people/names") == names
    assert check(zotov.root) == []


def test_a_new_entity_has_all_its_names_and_its_office(zotov: Package) -> None:
    facts = "office=minister; of=RU; since=2024-05"
    rows = [said("new", "rogova-mariya", name, facts=facts) for name in ("Мария Рогова", "Maria Rogova")]
    assert done(zotov, *rows) == ["done person:zot: new rogova-mariya: Maria Rogova / Мария Рогова"]
    assert "rogova-mariya,person,female,,,,,,,,,,,,,active,own" in lines(zotov, "people/entities")
    assert "rogova-mariya,Maria Rogova,en,preferred,strong,,,own" in lines(zotov, "people/names")
    assert "rogova-mariya,minister,RU,2024-05,,own" in lines(zotov, "people/tenures")
    assert done(zotov, *rows) == ["there already person:zot: new rogova-mariya: Maria Rogova / Мария Рогова"]
    assert check(zotov.root) == []


def test_what_the_checker_objects_to_hinders_nothing_else(zotov: Package) -> None:
    told = done(
        zotov,
        said("new", "rogov-oleg", "Олег Рогов", key="person:a"),
        said("alias", spelling="Зотов Иван", key="person:b"),
        said("alias", "nobody", "Никто", key="person:c"),
        said("new", "x", "Икс", key="person:d", facts="colour=red"),
    )
    assert sorted(line.split(":")[0] for line in told) == [
        "done person",
        "refused person",
        "refused person",
        "refused person",
    ]
    assert any("holds no office" in line for line in told)
    assert any("did you mean" in line or "Known" in line for line in told)
    assert any("'colour=red' is no fact" in line for line in told)
    assert "zotov-ivan,Зотов Иван,ru,alias,strong,,,own" in lines(zotov, "people/names")
    assert check(zotov.root) == []


def test_a_judgement_of_a_merged_id_is_done_to_what_took_its_place(zotov: Package) -> None:
    add_person(zotov.root, "zotov-i", "Иван Зотин", "Ivan Zotin")
    with editing(zotov.root) as desk:
        merge(desk, "zotov-ivan", "zotov-i", date="2026-11-22", reason="the same man")
    assert done(zotov, said("alias", "zotov-i", "Зотов Иван Ильич")) == [
        "done person:zot: zotov-ivan: alias 'Зотов Иван Ильич'"
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("a,person,perhaps,x,,,anna,2026,", "'perhaps' is none; known: same"),
        ("a,person,same,,,,anna,2026,", "entity_id: 'same' needs one"),
        ("a,person,alias,x,,,anna,2026,", "spelling: 'alias' needs one"),
        ("a,person", "2 cells where 9"),
    ],
)
def test_a_row_that_is_no_judgement_is_named(row: str, told: str) -> None:
    with pytest.raises(InputError, match=f"j.csv:2: .*{told}"):
        parsed_judgements(",".join(Judgement._fields) + f"\n{row}\n", "j.csv")


def test_another_file_is_refused() -> None:
    with pytest.raises(InputError, match=r"j\.csv:1: is no table of judgements"):
        parsed_judgements("a,b\n", "j.csv")
