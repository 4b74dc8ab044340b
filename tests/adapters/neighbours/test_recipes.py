"""The recipes of docs/guides/spark.md for Dask and Ray run as a script would run them, and answer as the core does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import normalize

pytestmark = pytest.mark.slow
GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "spark.md"
TEXTS = [
    "Взрывы в Киришском районе",
    "Governor Vasily Anokhin in Smolensk Region",
    "",
    " \n",
    "'; DROP TABLE names; --",
    "Bacилий Ано́хин приехал в Ту\u00adлу 🐻",
    "\u202eалуТ \x00\x01",
    "<script>alert(1)</script> Тульская область",
]
ROWS = [TEXTS[row % len(TEXTS)] if row % 3 else f"{row}: Смоленская область" for row in range(1200)]

# A script of its own, for what lives in a script travels to other processes otherwise than what lives in a module.
SCRIPT = """
import json, sys
{recipe}

if __name__ == "__main__":
    texts = json.loads(sys.stdin.read())
    {run}
    print(json.dumps(found))
"""
DASK = """import dask.bag
    bag = dask.bag.from_sequence(texts, npartitions=4)
    found = {use}.compute(scheduler="processes", num_workers=2)"""
RAY = """import ray
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, _temp_dir=sys.argv[1])
    ray.data.DataContext.get_current().enable_progress_bars = False
    items = [{{"row": row, "text": text}} for row, text in enumerate(texts)]
    dataset = ray.data.from_items(items, override_num_blocks=4)
    rows = sorted({use}.take_all(), key=lambda row: row["row"])
    assert [row["text"] for row in rows] == texts
    found = [list(row["entities"]) for row in rows]"""


def recipe() -> tuple[str, dict[str, str]]:
    """Give the function of the guide, and the line that uses it in each neighbour."""
    blocks = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    function = next(block for block in blocks if "def entities" in block)
    lines = next(block for block in blocks if "map_batches" in block).splitlines()
    return function, {name: next(line.split("  #")[0] for line in lines if name in line) for name in ("Dask", "Ray")}


@pytest.mark.parametrize(("name", "run"), [("Dask", DASK), ("Ray", RAY)])
def test_the_recipe_answers_every_row_as_the_core_does(tmp_path, name, run):
    pytest.importorskip(name.lower())
    function, uses = recipe()
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(recipe=function, run=run.format(use=uses[name])), encoding="utf-8")
    environment = {**os.environ, "RAY_AUTH_MODE": "disabled", "RAY_USAGE_STATS_ENABLED": "0"}
    with tempfile.TemporaryDirectory(prefix="ray") as short:  # Ray's sockets take no long path
        done = subprocess.run(
            [sys.executable, str(script), short],
            input=json.dumps(ROWS),
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env=environment,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    nz = normalize.load(ner=False)
    expected = [[link.entity.id for link in nz.annotate(text).links if link.entity] for text in ROWS]
    assert json.loads(done.stdout.splitlines()[-1]) == expected
    assert sum(map(bool, expected)) > 600
