"""The guide of the gazetteers, walked as a new maintainer would: its commands, in order, through the real program."""

from __future__ import annotations

import asyncio
import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from normalize.curate import check, edition, read
from normalize.curate.review import Judgements, read_clusters

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "gazetteers" / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^( *)```sh\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
COMPILED = "normalize gazetteer compile --output t.nrm && "
# The program compiles a checkout's tables by itself; those of the test stand elsewhere.
HERE = {"gazetteer check --proofs": "--gazetteer t.nrm", "link ": "--gazetteer t.nrm"}
# Runs where the tables are not those of the guide, or needs the network.
ELSEWHERE = (
    "make ",
    "pip install",
    "python gazetteers/importers",
    "gazetteer init",
    "gazetteer stats",
    "gazetteer sample",
)
ARTICLE = (
    "Депутат Семён Кривопалов и Глафира Брагина встретились. "
    "Семён Кривопалов, Захар Лыткин и Прасковья Дудина спорили.\n"
)


def commands():
    lines = [line.strip() for _, block in BLOCK.findall(GUIDE) for line in block.splitlines() if line.strip()]
    return [line for line in lines if not line.startswith(ELSEWHERE)]


def placed(line):
    for start, option in HERE.items():
        if line.startswith(f"normalize {start}"):
            return f"{COMPILED}{line} {option}"
    return line


@pytest.fixture
def checkout(tmp_path):
    """Give a folder with a few of the tables, under git, and articles."""
    tables = tmp_path / "gazetteers"
    for name in ("sources.csv", "offices.csv", "CHANGELOG.md", "datapackage.json"):
        (tables / name).parent.mkdir(exist_ok=True)
        (tables / name).write_bytes((ROOT / "gazetteers" / name).read_bytes())
    for theme in ("countries", "regions"):
        for table in ("entities", "names"):
            kept(
                ROOT / "gazetteers" / theme / f"{table}.csv",
                tables / theme / f"{table}.csv",
                {"RU", "RU-TUL", "RU-CFD"},
            )
    (tables / "people").mkdir()
    (tables / "people" / "proofs.csv").write_text("entity_id,sentence,expect\n", encoding="utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    shell(tmp_path, "normalize gazetteer fmt")
    shell(tmp_path, "git init -q && git add . && git -c user.name=a -c user.email=a@b.c commit -qm 'First edition'")
    return tmp_path


def kept(source, target, ids):
    with source.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    target.parent.mkdir(exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *(row for row in rows if row[0] in ids)])


def shell(folder, line):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "PATH": path}
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    return done.stdout


def review(folder):
    """Press keys on the screen: the first name is new, the others are skipped."""
    pytest.importorskip("textual")
    from normalize.cli.gazetteer.corpus.screen import Review

    clusters = read_clusters((folder / "names.jsonl").read_text(encoding="utf-8").splitlines(), "names.jsonl")
    assert {"Семён Кривопалов", "Прасковья Дудина"} <= {cluster.ru for cluster in clusters}

    async def run():
        app = Review(clusters, Judgements(folder / "names.judgements.csv"), "anna")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(
                "w", *["tab"] * 4, "home", *["delete"] * 40, *"office=speaker;of=RU-TUL;since=2021", "enter"
            )
            await pilot.pause()
            for _ in clusters[1:]:
                await pilot.press("s")

    asyncio.run(run())


@pytest.mark.slow
def test_a_new_maintainer_gets_through_the_guide(checkout):
    done = []
    for line in commands():
        if line.startswith("normalize gazetteer review"):
            review(checkout)
        elif line.startswith("normalize gazetteer release"):
            shell(checkout, "normalize gazetteer check")
            date = edition(checkout / "gazetteers")
            shell(checkout, f"{line} --date 2099-01-01")
            assert edition(checkout / "gazetteers") == "2099-01-01" > date
        else:
            shell(checkout, placed(line))
        done.append(line.split()[2] if "gazetteer" in line else line.split()[1])
    wanted = {"add", "alias", "tenure", "merge", "decline", "rename", "suggest", "review", "replay", "release", "check"}
    assert wanted <= set(done)
    tables = read(checkout / "gazetteers")
    names = {(row.entity_id, row.lang, row.kind, row.name) for row in tables.names}
    assert ("zotov-ivan", "en", "colloquial", "Vanka Zotov") in names
    assert ("zotov-ivan", "ru", "colloquial", "Ванька Зотов") in names
    assert ("nrm-verkhny-gvozdets-tul", "ru", "former", "Верхний Гвоздец") in names
    assert {row.form for row in tables.forms} == {"Верхнего Гвоздка", "Верхнему Гвоздку"}
    assert [(row.person, row.valid_to) for row in tables.tenures if row.person == "zotov-ivan"] == [
        ("zotov-ivan", "2026-10-01")
    ]
    assert [(row.id, row.to) for row in tables.redirects] == [("lapteva-mariya", "rogova-mariya")]
    assert any(row.office == "speaker" and row.valid_from == "2021" for row in tables.tenures)
    assert check(checkout / "gazetteers") == []
    changelog = (checkout / "gazetteers" / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "- Verkhny Gvozdets and its mayors.\n- new " in changelog


def test_every_command_of_the_guide_is_one_of_the_program():
    from normalize.cli.app import app

    gazetteer = app.commands["gazetteer"].commands
    named = re.findall(r"normalize gazetteer ([a-z]+)", GUIDE)
    assert named
    assert set(named) <= set(gazetteer)
