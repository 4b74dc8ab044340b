"""Killed before or after each step of a write, a change is wholly there or not at all, and what was told stands.

A step is a call that the disk sees: a temporary file, its sync, a rename, a removal. Each change is run once for each
of its steps in a process of its own that ends there by SIGKILL.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from normalize.curate import check, edition, read
from normalize.curate.edits import editing
from normalize.curate.edits.editions.release import release
from normalize.curate.edits.merging import merge
from normalize.curate.edits.operations import add_alias, start_tenure
from normalize.curate.exchange import export
from normalize.curate.exchange.imports import drafts, import_into, restore
from normalize.curate.exchange.readers import read_mapping
from normalize.curate.review import Judgement, Judgements, read_judgements, replay
from normalize.curate.tables.format import format_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.curate.conftest import Package

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="needs fork"),
]
_STEPS = ((os, "fsync"), (tempfile, "mkstemp"), (Path, "replace"), (Path, "unlink"), (Path, "chmod"))


@pytest.fixture
def root(package: Package) -> Path:
    for number, name in enumerate(("Зотов", "Зотин")):
        with editing(package.root) as desk:
            entity_id = f"zotov-{number}"
            desk.new_entity(id=entity_id, kind="person", subtype="male", status="active", source="own")
            add_alias(desk, entity_id, f"Иван {name}", kind="preferred", source="own")
            add_alias(desk, entity_id, f"Ivan {'Zotov' if number == 0 else 'Zotin'}", kind="preferred", source="own")
            start_tenure(desk, entity_id, "deputy", "RU-TUL", date=f"202{number}", source="own")
    (package.root / "datapackage.json").write_text('{"name": "mine"}\n', encoding="utf-8")
    (package.root / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n- Begun.\n", encoding="utf-8")
    format_tables(package.root)
    assert check(package.root) == []
    return package.root


def added(root: Path) -> None:
    with editing(root) as desk:
        desk.new_entity(id="nrm-zotovo", kind="settlement", parent="RU-TUL", status="active", source="own")
        add_alias(desk, "nrm-zotovo", "Зотово", kind="preferred", source="own")
        add_alias(desk, "nrm-zotovo", "Zotovo", kind="preferred", source="own")
        desk.add("proofs", "nrm-zotovo", entity_id="nrm-zotovo", sentence="В Зотово тихо.", expect="yes")


def merged(root: Path) -> None:
    with editing(root) as desk:
        merge(desk, "zotov-0", "zotov-1", date="2026", reason="one man")


def imported(root: Path) -> None:
    with editing(root) as desk:
        text = "id,ru,wikidata,office,of,since\n,Олег Рябов,Q5,mayor,RU-TUL,2020\nzotov-0,Иван Зотов,Q6,,,\n"
        import_into(desk, drafts(text, "table", read_mapping(None, "person"), "in"), "own")


def restored(root: Path) -> None:
    text = "".join(export(root, "csv"))
    restore(root, text.replace("Зотов", "Зубов").replace("Zotov,", "Zubov,"), "in")


def replayed(root: Path) -> None:
    judged = [
        Judgement("person:z", "person", "alias", f"zotov-{one}", f"Ваня {one}", "", "a", "2026", "") for one in "01"
    ]
    with editing(root) as desk:
        replay(desk, judged, "own")


def reviewed(root: Path) -> None:
    table = Judgements(root.parent / "judgements.csv")
    table.add(*(Judgement(f"person:{one}", "person", "skip", "", "", "", "a", "2026", "") for one in range(3)))


def released(root: Path) -> None:
    release(root, "2026-12-01", notes=["A note."])


def killed_at(step: int, change: Callable[[Path], None], root: Path) -> bool:
    """Do a change in a process that kills itself at a step; tell whether it came so far."""
    child = os.fork()
    if child == 0:
        passed = 0

        def stepping(call: Callable[..., object]) -> Callable[..., object]:
            def stepped(*given: object, **named: object) -> object:
                nonlocal passed
                _die_at(step, passed)
                found = call(*given, **named)
                _die_at(step, passed + 1)
                passed += 2
                return found

            return stepped

        for owner, name in _STEPS:
            setattr(owner, name, stepping(getattr(owner, name)))
        try:
            change(root)
        finally:
            os._exit(0 if sys.exc_info()[0] is None else 1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def _die_at(step: int, passed: int) -> None:
    if passed == step:
        os.kill(os.getpid(), signal.SIGKILL)


def content(root: Path) -> dict[str, bytes]:
    """Give what the tables hold and what describes them, as a reader finds it after a crash."""
    paths = [*root.rglob("*.csv"), root / "datapackage.json", root / "CHANGELOG.md"]
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths if not path.name.startswith(".")}
    judged = root.parent / "judgements.csv"
    return {**found, **({"judgements": judged.read_bytes()} if judged.exists() else {})}


POINTS: dict[str, int] = {}


@pytest.mark.parametrize("change", [added, merged, imported, restored, replayed, reviewed, released])
def test_at_every_step_a_killed_change_is_whole_or_not_there(root: Path, tmp_path: Path, change: Callable) -> None:
    before, wholes = content(root), tmp_path / "whole"
    shutil.copytree(root, wholes / "gazetteers")
    change(wholes / "gazetteers")
    after = content(wholes / "gazetteers")
    assert before != after
    step, seen = 0, set()
    while True:
        place = tmp_path / str(step)
        shutil.copytree(root, place / "gazetteers")
        killed = killed_at(step, change, place / "gazetteers")
        assert check(place / "gazetteers") == []
        now = content(place / "gazetteers")
        assert now in (before, after), (change.__name__, step)
        seen.add(now == after)
        if not killed:
            assert now == after
            break
        step += 1
    POINTS[change.__name__] = step
    assert seen == {True, False}
    assert step >= (5 if change is reviewed else 15)


def test_fifty_points_were_tried() -> None:
    print(POINTS)  # noqa: T201
    if len(POINTS) < 7:
        pytest.skip("the other tests of this module were not run here")
    assert sum(POINTS.values()) >= 50


def test_a_release_that_was_killed_says_one_edition_everywhere(root: Path) -> None:
    assert killed_at(6, released, root)
    assert check(root) == []
    assert (edition(root) == "2026-12-01") == ('"version": "2026-12-01"' in (root / "datapackage.json").read_text())


def test_judgements_told_as_done_are_read_again(tmp_path: Path) -> None:
    assert not killed_at(10_000, reviewed, tmp_path / "gazetteers")
    assert len(read_judgements(tmp_path / "judgements.csv")) == 3


def test_twenty_commands_at_once_lose_nothing(root: Path) -> None:
    """Run the real program: aliases, proofs and new people, all of one moment."""
    base = [sys.executable, "-c", "from normalize.cli import main; main()", "gazetteer"]
    tail = ["--root", str(root), "--source", "own"]
    letters = "абвгдежзик"
    commands = [[*base, "alias", "add", "zotov-0", f"Ваня-{one} Зотов", *tail] for one in letters]
    commands += [[*base, "proof", "add", "RU-TUL", f"Тула {one}.", *tail] for one in letters[:5]]
    facts = ["--office", "mayor", "--of", "RU-TUL", "--since", "2020", "--yes"]
    commands += [
        [*base, "add", "--kind", "person", "--ru", f"Олег {name}", *facts, *tail]
        for name in ("Рябов", "Дудин", "Лыткин", "Брагин", "Крутов")
    ]
    running = [subprocess.Popen(one, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for one in commands]
    told = [one.communicate()[1].decode() for one in running]
    assert [one.returncode for one in running] == [0] * 20, told
    tables = read(root)
    assert sum(row.name.startswith("Ваня-") for row in tables.names) == 10
    assert len(tables.proofs) == 5
    assert sum(row.office == "mayor" for row in tables.tenures) == 5
    assert check(root) == []
