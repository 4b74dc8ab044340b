"""The lists that the tables must fill are counted, what is missing is named, and without the lists nothing fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "gazetteers" / "importers" / "check_completeness.py"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)


@pytest.mark.slow
def test_without_the_lists_there_is_nothing_to_check(tmp_path):
    done = run(tmp_path / "none")
    assert (done.returncode, "nothing to check against" in done.stdout) == (0, True)


@pytest.mark.slow
def test_what_is_missing_is_counted_and_named(tmp_path):
    (tmp_path / "oblasts.tsv").write_text("id\tname_ru\nRU-TUL\tТульская область\nRU-QQQ\tКая-то область\n", "utf-8")
    done = run("-v", tmp_path)
    assert done.returncode == 3, done.stderr
    assert done.stdout.splitlines()[1].split() == ["oblasts", "2", "0", "1"]
    assert "region missing: RU-QQQ Кая-то область" in done.stdout


@pytest.mark.slow
def test_a_share_is_told_but_not_asked_for(tmp_path):
    header = "qid\tname_ru\tname_en\n"
    (tmp_path / "people_wikidata.tsv").write_text(f"{header}Q0\tНикто Никтоев\tNikto Niktoyev\n", "utf-8")
    done = run("-v", tmp_path)
    assert (done.returncode, "0% are there; not asked for" in done.stdout) == (0, True), done.stderr
