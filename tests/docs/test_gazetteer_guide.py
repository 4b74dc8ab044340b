"""The guide of the gazetteers, walked as a new maintainer would: its commands, in order, through the real program."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from normalize.curate import edition, read
from normalize.curate.review import Judgements, read_clusters, read_judgements
from normalize.gazetteer import Gazetteer

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "gazetteers" / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^( *)```sh\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
COMPILED = "normalize gazetteer compile --root gazetteers --output t.nrm && "
# The program compiles a checkout's tables by itself; those of the test stand elsewhere.
HERE = {"gazetteer suggest": "--gazetteer t.nrm", "link ": "--gazetteer t.nrm"}
# Runs where the tables are not those of the guide, or needs the network.
ELSEWHERE = (
    "make ",
    "pip install",
    "python gazetteers/importers",
    "gazetteer init",
    "gazetteer stats",
    "gazetteer sample",
)
ARTICLES = (
    "Депутат Семён Кривопалов и Глафира Брагина встретились. Семён Кривопалов, Захар Лыткин и Прасковья Дудина ушли.",
    "Депутат Клавдия Пересветова предложила закон. С Пересветовой согласился Артур Зимородков.",
    "The law was proposed by Artur Zimorodkov and Fyodor Stozharov. Фёдор Стожаров и Родион Кувшинников его отрицают.",
    "Прокурор Тихон Заиграев проверит Акулину Белозубову. Тихона Заиграева ждут, как и Иванко Зотова.",
)
NEW = "office=speaker; of=RU-TUL; since=20{:02}"


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
    for number, article in enumerate(ARTICLES):
        (tmp_path / "articles" / f"{number}.txt").write_text(article + "\n", encoding="utf-8")
    shell(tmp_path, "normalize gazetteer fmt")
    (tmp_path / ".gitignore").write_text("*.nrm\n.lock\n", encoding="utf-8")
    shell(tmp_path, "git init -q && git add . && git commit -qm 'First edition'")
    return tmp_path


GIT = {f"GIT_{who}_{what}": "a@b.c" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def kept(source, target, ids):
    with source.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    target.parent.mkdir(exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *(row for row in rows if row[0] in ids)])


def shell(folder, line, code=0):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **GIT, "PATH": path},
    )
    assert done.returncode == code, f"{line}\n{done.stdout}{done.stderr}"
    return done.stderr if code else done.stdout


def keys(cluster, number):
    """Say what a maintainer presses on a cluster: somebody new, one more name of somebody known, or nothing."""
    if cluster.candidates and cluster.candidates[0].id == "zotov-ivan":
        return ["a"]
    if cluster.kind != "person":
        return ["s"]
    return ["w", *["tab"] * 4, "home", *["delete"] * 40, *NEW.format(number), "enter"]


def review(folder):
    """Judge every name of the corpus on the screen; give the judgements that take one."""
    pytest.importorskip("textual")
    from normalize.cli.gazetteer.corpus.screen import Review

    clusters = read_clusters((folder / "names.jsonl").read_text(encoding="utf-8").splitlines(), "names.jsonl")

    async def run():
        app = Review(clusters, Judgements(folder / "names.judgements.csv"), "anna")
        async with app.run_test(size=(80, 24)) as pilot:
            for number, cluster in enumerate(clusters, 1):
                await pilot.press(*keys(cluster, number))
                await pilot.pause()

    asyncio.run(run())
    return [one for one in read_judgements(folder / "names.judgements.csv") if one.positive]


@pytest.mark.slow
def test_a_new_maintainer_gets_through_the_guide(checkout):
    done, judged = [], []
    for line in commands():
        if line.startswith("normalize gazetteer review"):
            judged = review(checkout)
        elif line.startswith("normalize gazetteer release"):
            released(checkout, line)
        else:
            shell(checkout, placed(line))
        done.append(line.split()[2] if "gazetteer" in line else line.split()[1])
    wanted = {"add", "alias", "tenure", "merge", "decline", "rename", "suggest", "review", "replay", "release", "check"}
    assert wanted | {"proof", "diff", "search"} <= set(done)
    assert len({one.key for one in judged}) >= 10
    tables = read(checkout / "gazetteers")
    names = {(row.entity_id, row.lang, row.kind, row.name) for row in tables.names}
    assert ("zotov-ivan", "en", "colloquial", "Vanka Zotov") in names
    assert ("zotov-ivan", "ru", "colloquial", "Ванька Зотов") in names
    assert ("zotov-ivan", "ru", "alias", "Иванко Зотов") in names
    assert ("nrm-verkhny-gvozdets-tul", "ru", "former", "Верхний Гвоздец") in names
    assert {row.form for row in tables.forms} == {"Верхнего Гвоздка", "Верхнему Гвоздку"}
    held = {row.person: row for row in tables.tenures}
    assert held["zotov-ivan"].valid_to == "2026-10-01"
    assert [(row.id, row.to) for row in tables.redirects] == [("lapteva-mariya", "rogova-mariya")]
    assert (
        sum(row.office == "speaker" and row.person in {one.entity_id for one in judged} for row in tables.tenures) >= 9
    )
    complete(checkout)


def released(folder, line):
    """Make the edition of a later day than the one the tables come with; at first with a fault, which is refused."""
    last = edition(folder / "gazetteers")
    broken = folder / "gazetteers" / "people" / "proofs.csv"
    sound = broken.read_bytes()
    broken.write_text(sound.decode() + "zotov-ivan,Я живу в лесу.,yes\n", encoding="utf-8")
    shell(folder, "normalize gazetteer fmt")
    assert "is not linked in" in shell(folder, f"{line} --date 2099-01-01", code=3)
    broken.write_bytes(sound)
    shell(folder, f"{line} --date 2099-01-01")
    assert last < edition(folder / "gazetteers") == "2099-01-01"


def complete(folder):
    """See that the edition is all there: what is committed, what it says, what it is compiled to, that it is sound."""
    assert shell(folder, "git status --porcelain -- gazetteers") == ""
    assert set(shell(folder, "git show --name-only --format= HEAD").split()) == {
        "gazetteers/CHANGELOG.md",
        "gazetteers/datapackage.json",
    }
    assert shell(folder, "normalize gazetteer diff HEAD~1") == ""
    assert shell(folder, "normalize gazetteer fmt --check") == ""
    shell(folder, "normalize gazetteer check --proofs")
    changelog = (folder / "gazetteers" / "CHANGELOG.md").read_text(encoding="utf-8")
    section = changelog.partition("## 2099-01-01\n\n")[2].partition("\n## ")[0]
    assert section.startswith("- Verkhny Gvozdets and its mayors.\n- new person: 1")
    assert "- new settlement: 1 (nrm-verkhny-gvozdets-tul)\n" in section
    assert "- lapteva-mariya is rogova-mariya now (the same woman before she married)\n" in section
    assert (
        json.loads((folder / "gazetteers" / "datapackage.json").read_text(encoding="utf-8"))["version"] == "2099-01-01"
    )
    shell(folder, COMPILED + "true")
    gazetteer = Gazetteer.open(folder / "t.nrm")
    assert gazetteer.about["edition"] == "2099-01-01"
    assert gazetteer.entity("lapteva-mariya").id == "rogova-mariya"
    assert gazetteer.entity("zaigrayev-tikhon").tenures[0].office == "speaker"


def test_every_command_of_the_guide_is_one_of_the_program():
    from normalize.cli.app import app

    gazetteer = app.commands["gazetteer"].commands
    named = re.findall(r"normalize gazetteer ([a-z]+)", GUIDE)
    assert named
    assert set(named) <= set(gazetteer)
