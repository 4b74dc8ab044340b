"""The wheel with its extras, in an environment of its own: the tests of the neighbours pass there as well."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXTRAS = ("duckdb", "pandas", "polars", "spacy")
CHECKS = ("tests/conftest.py", "tests/fakes.py", "tests/adapters/pipelines")

pytestmark = pytest.mark.slow


def run(*command, cwd):
    """Run a command away from the checkout."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout[-6000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def installed(folder, *wanted):
    """Make an environment that holds what is wanted, and give its Python."""
    venv.create(folder, with_pip=True)
    python = str(next(folder.glob("bin/python")))
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted, cwd=folder)
    return python


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT), cwd=folder)
    return next(folder.glob("*.whl"))


def test_the_neighbours_answer_as_the_core_from_the_wheel_with_its_extras(wheel, tmp_path):
    for check in CHECKS:
        source, target = ROOT / check, tmp_path / check
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target)
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\nmarkers = slow\naddopts = --import-mode=importlib -p no:cacheprovider"
    )
    python = installed(tmp_path / "venv", f"ru-en-normalize[{','.join(EXTRAS)}] @ {wheel.as_uri()}", "pytest")
    where = run(python, "-c", "import normalize; print(normalize.__file__)", cwd=tmp_path).strip()
    assert Path(where).is_relative_to(tmp_path)
    told = run(python, "-m", "pytest", "-q", "-rs", "tests/adapters/pipelines", cwd=tmp_path)
    assert " passed" in told
    assert "skipped" not in told, told


def test_without_extras_the_wheel_imports_and_tells_which_extra_is_missing(wheel, tmp_path):
    python = installed(tmp_path / "venv", str(wheel))
    for extra in ("duckdb", "pandas", "polars"):
        code = f"""
import normalize, normalize.adapters.frames.columns
try:
    import normalize.{extra}
except normalize.NormalizeError as error:
    print(error)
"""
        assert run(python, "-c", code, cwd=tmp_path).strip().endswith(f"pip install 'ru-en-normalize[{extra}]'")
