"""The gazetteer's commands as they are typed: every one has examples, answers in JSON, and offers the nearest id."""

from __future__ import annotations

import json
import shlex
import subprocess

import click
import pytest

from normalize.cli.app import app, run
from normalize.curate import check
from normalize.curate.edits.editions.beginning import begin
from normalize.curate.review import Judgement, as_table

GAZETTEER = app.commands["gazetteer"]


def leaves(group, path=()):
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        else:
            yield pytest.param(command, id=" ".join([*path, name]))


@pytest.fixture
def mine(tmp_path):
    begin(tmp_path / "mine", "mine", "")
    return tmp_path / "mine"


@pytest.fixture
def typed(normalize_command, mine):
    def command(*words):
        return normalize_command("gazetteer", *words, "--root", mine)

    return command


@pytest.mark.parametrize("command", list(leaves(GAZETTEER)))
def test_every_command_shows_examples(command):
    assert "Example" in (command.epilog or "")
    assert "normalize gazetteer" in command.epilog


@pytest.mark.parametrize("command", list(leaves(GAZETTEER)))
def test_every_command_answers_in_json(command):
    names = {option for parameter in command.params for option in parameter.opts}
    assert "--format" in names or command.name == "review"


def test_a_new_gazetteer_is_begun_once(normalize_command, tmp_path):
    made = normalize_command("gazetteer", "init", tmp_path / "new", "--base", "none", "--format", "json")
    assert made.code == 0
    assert any(json.loads(line)["written"].endswith("people/names.csv") for line in made.out.splitlines())
    assert check(tmp_path / "new") == []
    again = normalize_command("gazetteer", "init", tmp_path / "new")
    assert (again.code, again.err) == (
        1,
        f"normalize: {tmp_path}/new: is not empty; give a new folder for the tables\n",
    )


def test_case_forms_are_shown_and_stated(typed, mine):
    shown = typed("decline", "primerov-savva", "--format", "json")
    assert json.loads(shown.out)["dative"] == {"form": "Савве Ильичу Примерову", "stated": False}
    stated = typed("decline", "primerov-savva", "--genitive", "Саввы Ильича Примеровского")
    assert (
        "+ people/forms.csv: primerov-savva,Савва Ильич Примеров,genitive,Саввы Ильича Примеровского,own" in stated.out
    )
    assert "genitive       Саввы Ильича Примеровского  stated" in stated.out
    fixed = typed("decline", "org-example-works", "--fixed", "--dry-run")
    assert fixed.out.count("Образцовый завод") >= 6
    assert check(mine) == []


def test_an_unknown_id_offers_the_nearest(typed):
    told = typed("decline", "primerov-sava")
    assert told.code == 2
    assert "did you mean 'primerov-savva'?" in told.err


def test_an_edition_is_shown_and_made(typed, mine, monkeypatch):
    monkeypatch.setattr("normalize.cli.gazetteer.package.proved", lambda _root: [])  # load() is a fake here
    shown = typed("release", "--date", "2026-12-01", "--dry-run")
    assert shown.out.startswith("## 2026-12-01\n\n- The tables are begun.\n")
    assert "## 2026-12-01" not in (mine / "CHANGELOG.md").read_text(encoding="utf-8")
    made = typed("release", "--date", "2026-12-01", "--note", "Savva.", "--format", "json")
    assert json.loads(made.out)["edition"] == "2026-12-01"
    assert "- Savva.\n" in (mine / "CHANGELOG.md").read_text(encoding="utf-8")
    (mine / "people" / "names.csv").unlink()
    assert typed("release", "--date", "2026-12-02").code == 3


def judged(path, *rows):
    cells = [Judgement("person:p", "person", *row[:3], "", row[3], "2026", "") for row in rows]
    path.write_text(as_table(cells), encoding="utf-8")
    return path


def test_judgements_of_two_reviewers_are_done(typed, tmp_path, mine):
    anna = judged(tmp_path / "a.csv", ("alias", "primerov-savva", "Савва Примеров", "anna"))
    boris = judged(tmp_path / "b.csv", ("alias", "primerov-savva", "Примеров Савва", "boris"))
    done = typed("replay", anna, boris)
    assert done.code == 0
    assert "done person:p: primerov-savva: alias 'Савва Примеров'" in done.out
    assert "there already" in typed("replay", anna, "--format", "json").out
    assert check(mine) == []


def test_what_reviewers_see_differently_is_told_with_exit_code_3(typed, tmp_path):
    anna = judged(tmp_path / "a.csv", ("same", "primerov-savva", "", "anna"))
    boris = judged(tmp_path / "b.csv", ("not", "primerov-savva", "", "boris"))
    told = typed("replay", anna, boris)
    assert told.code == 3
    assert "contradicted person:p: boris says not primerov-savva; anna says same primerov-savva" in told.err
    merged = typed("replay", anna, boris, "--output", "-")
    assert merged.code == 3
    assert merged.out.count("primerov-savva") == 2


def test_judgements_are_not_kept_among_tables(normalize_command, mine, tmp_path):
    (tmp_path / "names.jsonl").write_text("\n", encoding="utf-8")
    told = normalize_command("gazetteer", "review", tmp_path / "names.jsonl", "--judgements", mine / "j.csv")
    assert told.code == 1
    assert "keep judgements in another folder" in told.err


def test_proofs_are_added_listed_and_removed(typed, mine):
    made = typed("proof", "add", "primerov-savva", "Савва Примеров ушёл.", "--expect", "no")
    assert made.out == "+ people/proofs.csv: primerov-savva,Савва Примеров ушёл.,no\n"
    assert "check --proofs" in made.err
    assert typed("proof", "list", "primerov-savva").out == "no   primerov-savva  Савва Примеров ушёл.\n"
    told = [json.loads(line) for line in typed("proof", "list", "--format", "json").out.splitlines()]
    assert {row["entity_id"] for row in told} == {"primerov-savva", "org-example-works"}
    assert typed("proof", "remove", "primerov-savva", "Савва Примеров ушёл.").code == 0
    assert typed("proof", "list", "primerov-savva").out == ""
    assert check(mine) == []


def test_what_may_be_a_slip_is_a_notice(typed):
    facts = ("--office", "directorr", "--of", "Образцовый завод", "--since", "2025", "--yes", "--dry-run")
    told = typed("add", "--kind", "person", "--ru", "Олег Рябов", *facts)
    assert told.code == 0
    assert "+ people/tenures.csv: ryabov-oleg,directorr,org-example-works,2025,,own" in told.out
    assert "nobody was 'directorr' yet; did you mean 'director'?" in told.err


def test_a_body_that_is_only_romanized_is_a_notice(typed):
    told = typed("add", "--kind", "organization", "--ru", "Завод стекла", "--yes", "--dry-run")
    assert "translated, not romanized" in told.err
    both = ("--ru", "Завод стекла", "--en", "Glass Works")
    assert "romanized" not in typed("add", "--kind", "organization", *both, "--yes", "--dry-run").err


def test_a_person_is_split_with_an_office(typed, mine):
    for name in ("Савва Прядилов", "Savva Pryadilov"):
        assert typed("alias", "add", "primerov-savva", name).code == 0
    names = ("split", "primerov-savva", "pryadilov-savva", "Савва Прядилов", "Savva Pryadilov")
    assert "holds no office" in typed(*names).err
    fresh = typed(*names, "--office", "engineer", "--of", "Образцовый завод", "--since", "2021", "--dry-run")
    assert "+ people/tenures.csv: pryadilov-savva,engineer,org-example-works,2021,,own" in fresh.out
    assert typed("tenure", "start", "primerov-savva", "engineer", "org-example-works", "--since", "2022").code == 0
    moved = typed(*names, "--office", "engineer")
    assert "+ people/tenures.csv: pryadilov-savva,engineer,org-example-works,2022,,own" in moved.out
    assert "- people/tenures.csv: primerov-savva,engineer,org-example-works,2022,,own" in moved.out
    assert check(mine) == []


def test_a_town_needs_a_parent(typed):
    told = typed("add", "--kind", "settlement", "--ru", "Зотово", "--yes")
    assert told.code == 2
    assert "Give --parent" in told.err


def test_an_overlap_says_how_to_end_the_other_term(typed, mine):
    (mine / "offices.csv").write_text("office,of_kind,acting,source\ndirector,,,own\n", encoding="utf-8")
    facts = ("--office", "director", "--of", "org-example-works", "--since", "2025", "--yes")
    told = typed("add", "--kind", "person", "--ru", "Олег Рябов", *facts)
    assert told.code == 3
    remedy = "tenure end primerov-savva --office director --of org-example-works --until DATE"
    assert f"if that has ended: normalize gazetteer {remedy}" in told.err


def test_facts_brought_back_describe_new_tables_too(typed, mine, tmp_path):
    exported = typed("export", "--format", "csv").out
    (tmp_path / "facts.csv").write_text(
        exported.replace("organizations/proofs.csv", "people/proofs.csv"), encoding="utf-8"
    )
    (mine / "organizations" / "proofs.csv").unlink()
    assert typed("import", tmp_path / "facts.csv", "--from", "facts", "--format", "json").code == 0
    assert "people/proofs.csv" in (mine / "datapackage.json").read_text(encoding="utf-8")


AS_JSON = (
    "check",
    "stats",
    "sample --count 1",
    "fmt",
    "fmt --check",
    "add --kind person --ru 'Олег Рябов' --office mayor --of org-example-works --since 2020 --yes --dry-run",
    "alias add primerov-savva 'Савва Примеров' --dry-run",
    "alias remove primerov-savva 'Савушка Примеров' --dry-run",
    "tenure start primerov-savva mayor org-example-works --since 2020 --dry-run",
    "tenure end primerov-savva --until 2026 --dry-run",
    "rename org-example-works 'Новый завод' --since 2026 --dry-run",
    "decline primerov-savva",
    "retire org-example-works --until 2026 --dry-run",
    "merge primerov-savva primerov-foma --reason twice --dry-run",
    "split primerov-savva fomin-savva 'Савушка Примеров' 'Savushka Primerov' --office director --dry-run --force",
    "proof add primerov-savva 'Савва Примеров ушёл.' --dry-run",
    "proof list",
    "release --date 2099-01-01 --dry-run",
    "replay judged.csv --dry-run",
    "import facts.jsonl --from facts",
    "import people.csv --from table --kind person --dry-run",
    "diff HEAD",
    "diff HEAD --summary",
)  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Give what the commands speak of: a second person, a second name, judgements, a table, another state in git."""
    folder = tmp_path_factory.mktemp("filled")
    begin(folder / "mine", "mine", "")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-C", str(folder / "mine")]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "First"]):
        subprocess.run([*git, *words], check=True)
    facts = ["--office", "mayor", "--of", "org-example-works", "--since", "2020", "--yes"]
    root = ["--root", str(folder / "mine")]
    for name in ("Савушка Примеров", "Savushka Primerov"):
        assert run(["gazetteer", "alias", "add", "primerov-savva", name, *root]) == 0
    assert run(["gazetteer", "add", "--kind", "person", "--ru", "Фома Примеров", *facts, *root]) == 0
    judged(folder / "judged.csv", ("alias", "primerov-savva", "Савва Примеров", "anna"))
    assert run(["gazetteer", "export", "--format", "jsonl", "--output", str(folder / "facts.jsonl"), *root]) == 0
    (folder / "people.csv").write_text("ru,office,of\nОлег Рябов,mayor,org-example-works\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("line", AS_JSON)
def test_every_line_of_json_is_json(normalize_command, filled, monkeypatch, line):
    monkeypatch.chdir(filled)
    monkeypatch.setattr("normalize.cli.gazetteer.package.proved", lambda _root: [])  # load() is a fake here
    told = normalize_command("gazetteer", *shlex.split(line), "--root", "mine", "--format", "json")
    assert told.code in {0, 3}, told.err
    values = [json.loads(one) for one in told.out.splitlines()]
    assert values or line in {"check", "fmt", "fmt --check"} or told.code == 3
