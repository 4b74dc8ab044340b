"""What only a real process shows: closed pipes, start-up, and the environment."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from normalize.cli import main; main()"]


def started(*argv: str, **options):
    return subprocess.run([*COMMAND, *argv], capture_output=True, check=False, timeout=60, **options)


def test_help_loads_neither_numpy_nor_models():
    code = (
        "import sys; from normalize.cli.app import run; run(['--help']); run(['annotate', '--help'])\n"
        "heavy = {'numpy', 'rich', 'pymorphy3', 'slovnet', 'rapidfuzz', 'transliterate'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.endswith("[]\n")


def test_a_closed_pipe_is_quiet(tmp_path):
    process = subprocess.Popen(
        [*COMMAND, "gazetteer", "check", "--root", "."],
        cwd=_wrong_package(tmp_path),
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.read(100)
    process.stdout.close()
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")


def _wrong_package(tmp_path):
    rows = "".join(f"nobody-{number},Никто,ru,alias,weak,,,own\n" for number in range(20000))
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "names.csv").write_text(f"entity_id,name,lang,kind,strength,valid_from,valid_to,source\n{rows}")
    return tmp_path


def _environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path.cwd()), **more}


def test_output_is_utf_8_in_any_locale(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "Тула.csv").write_text("", encoding="utf-8")
    environment = _environment(LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    shown = started("gazetteer", "check", "--root", str(tmp_path), env=environment)
    assert shown.returncode == 3
    assert b"Traceback" not in shown.stderr


def test_an_argument_that_is_no_utf_8_breaks_nothing():
    shown = started("translit", os.fsdecode(b"\xff"))
    assert b"Traceback" not in shown.stderr


@pytest.mark.parametrize(
    ("shell", "told"),
    [("bash", "complete -o nosort"), ("zsh", "compdef"), ("fish", "complete --no-files --command normalize")],
)
def test_completion_is_made_for_each_shell(shell, told):
    done = subprocess.run(
        [sys.executable, "-c", "from normalize.cli import main; main()"],
        env={**os.environ, "_NORMALIZE_COMPLETE": f"{shell}_source"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("shell", "words"),
    [("bash", "normalize gazetteer re"), ("zsh", "normalize gazetteer re"), ("fish", "normalize gazetteer re")],
)
def test_completion_offers_the_commands_of_a_group(shell, words):
    done = subprocess.run(
        [sys.executable, "-c", "from normalize.cli import main; main()"],
        env={
            **os.environ,
            "_NORMALIZE_COMPLETE": f"{shell}_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": "re" if shell == "fish" else "2",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert {"release", "rename", "replay", "retire", "review"} <= set(re.split(r"[,\s]", done.stdout)), done.stderr


@pytest.mark.parametrize("workers", ["1", "2"])
def test_head_takes_a_line_and_the_command_ends_at_once_and_silently(tmp_path, workers):
    path = tmp_path / "news.jsonl"
    path.write_text('{"text": "Drones over Tula Region."}\n' * 200_000, encoding="utf-8")
    process = subprocess.Popen(
        [*COMMAND, "annotate", str(path), "--no-ner", "--workers", workers],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    first = process.stdout.readline()
    process.stdout.close()
    _, err = process.communicate(timeout=60)  # 200,000 lines would take minutes
    assert b"RU-TUL" in first
    assert (process.returncode, err) == (0, b"")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="resident memory is read from /proc")
def test_memory_stays_flat_where_every_text_has_names_of_its_own():
    figures = subprocess.run(
        [sys.executable, "benchmarks/shell.py", "--megabytes", "5"], capture_output=True, text=True, check=True
    ).stdout
    *_, half, most, whole = (float(part.split(" MB")[0].split()[-1]) for part in figures.splitlines()[1:-1])
    assert max(most, whole) < half * 1.1, figures


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="resident memory is read from /proc")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_memory_stays_flat_over_a_long_file(workers):
    figures = subprocess.run(
        [sys.executable, "benchmarks/shell.py", "--megabytes", "5", "--known", "--workers", workers],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    tenth, *_, whole = (float(part.split(" MB")[0].split()[-1]) for part in figures.splitlines()[1:-1])
    assert tenth > 20
    assert whole < tenth * 1.15, figures
