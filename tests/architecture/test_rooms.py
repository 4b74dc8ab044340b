"""Imports go down only, each outside package has one door, and the porch is cheap to stand on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def python(code: str) -> str:
    """Run code in a fresh interpreter at the root of the project."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout.strip()


def test_the_import_contracts_are_kept():
    code = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("package", ["numpy", "pymorphy3", "click", "rich", "slovnet", "rapidfuzz", "transliterate"])
def test_importing_the_library_loads_no(package):
    assert python(f"import sys, normalize; print({package!r} in sys.modules)") == "False"


def test_natasha_is_never_imported():
    assert not [path for path in (ROOT / "normalize").rglob("*.py") if "import natasha" in path.read_text("utf-8")]


def test_every_name_of_the_porch_is_there():
    assert (
        python("import normalize; print([n for n in normalize.__all__ if getattr(normalize, n, None) is None])") == "[]"
    )
