"""Measure what annotating costs: by stage, beside an earlier revision, and shared between two processes.

    python benchmarks/speed.py                    stages, and two processes beside one
    python benchmarks/speed.py --beside 5f47006   the same articles by an earlier revision, alternately

Costs are processor time, so that other work on the machine disturbs them little; of several runs the best is shown.
The articles are those of `benchmarks/annotate.py` and, as texts that were not made of templates, those of
`tests/accuracy`. A revision is checked out beside the clone and removed afterwards; both read with their own gazetteer.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "benchmarks")]
import _corpus  # noqa: E402 - found by way of the path above

if TYPE_CHECKING:
    from collections.abc import Callable

ARTICLES, WARM_UP, TURNS = 240, 6, 3
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
STAGES = ("clean", "tokenize", "sights", "find", "decide", "normal_form")  # as `normalize.normalizer.front` calls them


def articles(corpus: str) -> list[list[str]]:
    """Give two lists of articles: the first is read first."""
    if corpus == "gold":
        lines = (ROOT / "tests" / "accuracy" / "gold.jsonl").read_text("utf-8").splitlines()
        texts = [str(json.loads(line)["text"]) for line in lines]
        return [texts[::2], texts[1::2]]
    make = _corpus.russian if corpus == "russian" else _corpus.english
    return [make(ARTICLES), make(ARTICLES, seed=2)]


def seconds(work: Callable[[], object]) -> float:
    """Give the processor time that some work takes."""
    before = time.process_time()
    work()
    return time.process_time() - before


def rates(root: str, corpus: str) -> dict[str, float]:
    """Measure a revision in this process: characters a second at first sight, later, and of what is known."""
    sys.path.insert(0, root)
    import normalize

    nz = normalize.load(ner=False)
    for text in _corpus.russian(WARM_UP, seed=99) + _corpus.english(WARM_UP, seed=99):
        nz.annotate(text)
    first, later = articles(corpus)
    sizes = [sum(map(len, texts)) for texts in (first, later)]

    def one_by_one() -> None:
        for text in first:
            nz.annotate(text)

    return {
        "first articles": sizes[0] / seconds(one_by_one),
        "later articles": sizes[1] / seconds(lambda: list(nz.annotate_many(later))),
        "read again": sizes[0] / min(seconds(one_by_one) for _ in range(TURNS)),
        "again, together": sizes[0] / min(seconds(lambda: list(nz.annotate_many(first))) for _ in range(TURNS)),
    }


def beside(revision: str) -> None:
    """Print the rates of a revision and of this clone, measured alternately."""
    with tempfile.TemporaryDirectory() as folder:
        other = str(Path(folder) / "other")
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", other, revision], check=True, cwd=ROOT)
        try:
            for corpus in ("russian", "english", "gold"):
                _print_beside(corpus, {"then": other, "now": str(ROOT)})
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", other], check=True, cwd=ROOT)


def _print_beside(corpus: str, roots: dict[str, str]) -> None:
    runs: dict[str, list[dict[str, float]]] = {"then": [], "now": []}
    for _ in range(TURNS):
        for name, root in roots.items():
            program = [sys.executable, "-W", "ignore", __file__, "--rates", root, corpus]
            done = subprocess.run(program, capture_output=True, text=True, check=True, env={**os.environ, **ONE_THREAD})
            runs[name].append(json.loads(done.stdout.splitlines()[-1]))
    for measure in runs["now"][0]:
        then, now = (max(run[measure] for run in runs[name]) for name in ("then", "now"))
        print(f"{corpus:<9} {measure:<16} {then:>9,.0f} -> {now:>9,.0f} characters/s   {now / then:.2f} x")


def stages() -> None:
    """Print what part of the time each stage takes, of articles that are read for the first time."""
    import normalize
    from normalize.normalizer import front

    spent: defaultdict[str, float] = defaultdict(float)

    def timed(name: str, work: Callable[..., object]) -> Callable[..., object]:
        def measured(*values: object) -> object:
            before = time.process_time()
            try:
                return work(*values)
            finally:
                spent[name] += time.process_time() - before

        return measured

    for name in STAGES:
        setattr(front, name, timed(name, getattr(front, name)))
    nz = normalize.load(ner=False)
    for corpus in ("russian", "english", "gold"):
        for text in _corpus.russian(WARM_UP, seed=99) + _corpus.english(WARM_UP, seed=99):
            nz.annotate(text)
        for turn, texts in zip(("first", "later"), articles(corpus), strict=True):
            spent.clear()
            whole = seconds(partial(list, nz.annotate_many(texts)))
            shares = [f"{name} {100 * spent[name] / whole:.0f} %" for name in STAGES]
            print(f"{corpus:<9} {turn}   {', '.join(shares)}, rest {100 - 100 * sum(spent.values()) / whole:.0f} %")


def two_processes() -> None:
    """Print how long one and two processes take; the processor time of each side shows what a free machine would."""
    import normalize

    nz = normalize.load(ner=False)
    texts = _corpus.russian(ARTICLES) + _corpus.english(ARTICLES)
    list(nz.annotate_many(texts))
    alone, shared, cost, own = [], [], [], []
    for _ in range(TURNS):
        before = time.perf_counter()
        cost.append(seconds(lambda: list(nz.annotate_many(texts))))
        alone.append(time.perf_counter() - before)
        before, workers = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        own.append(seconds(lambda: list(nz.annotate_many(texts, workers=2))))
        shared.append(time.perf_counter() - before)
        workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - workers
    print(f"{len(texts)} articles: {min(alone):.2f} s by one process, {min(shared):.2f} s by two workers, ", end="")
    print(f"{min(alone) / min(shared):.2f} x on {os.cpu_count()} cores with a load of {os.getloadavg()[0]:.1f}")
    print(f"processor time: {min(cost):.2f} s alone; shared, {workers:.2f} s of the workers and {min(own):.2f} s here,")
    print(f"so that two free cores would give {min(cost) / ((workers + min(own)) / 2):.2f} x")


def main() -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--beside", metavar="REVISION")
    parser.add_argument("--rates", nargs=2, metavar=("ROOT", "CORPUS"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.rates:
        print(json.dumps(rates(*chosen.rates)))
    elif chosen.beside:
        beside(chosen.beside)
    else:
        sys.path.insert(0, str(ROOT))
        stages()
        two_processes()


if __name__ == "__main__":
    main()
