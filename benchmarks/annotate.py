"""Measure annotating side by side in one run: ours, ours with NER, natasha's full pipeline, spaCy's rules.

Run with `python benchmarks/annotate.py` (`make bench` does). Every contestant has a process of its own, so
that its memory is its own, and reads the same articles, each once, after a few others that warm it up; it
does so twice, with BLAS as it comes and with BLAS pinned to one thread, and the faster run is shown.

- natasha: Segmenter, NewsMorphTagger, NewsSyntaxParser, NewsNERTagger, and `span.normalize` with MorphVocab.
  It reads Russian only, and needs Python 3.11 and setuptools < 81 (for pymorphy2's pkg_resources).
- spaCy: the blank pipeline with an EntityRuler of the names that our tables hold, as they stand there. It
  finds neither case forms nor other spellings, and links nothing; it is here as a yardstick of speed.

A contestant that cannot be installed says so in its row.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import subprocess
import sys
import time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
import _corpus  # noqa: E402 - found by way of the path above

if TYPE_CHECKING:
    from collections.abc import Callable

    Reader = Callable[[str], int]  # reads an article, tells how many names it found

ARTICLES = {"ours": 240, "ours + NER": 240, "natasha": 40, "spaCy ruler": 120}
WARM_UP = 6
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def ours(language: str, *, ner: bool) -> Reader:
    """Open our normalizer."""
    del language
    import normalize

    nz = normalize.load(os.environ.get("GAZETTEER", "default"), ner=ner)
    return lambda text: len(nz.annotate(text).links)


def natasha(language: str) -> Reader:
    """Open natasha's full pipeline."""
    if language != "ru":
        raise LookupError("reads Russian only")
    from natasha import (
        Doc,
        MorphVocab,
        NewsEmbedding,
        NewsMorphTagger,
        NewsNERTagger,
        NewsSyntaxParser,
        Segmenter,
    )

    vocabulary, segmenter, embedding = MorphVocab(), Segmenter(), NewsEmbedding()
    morph, syntax, ner = NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)

    def read(text: str) -> int:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_morph(morph)
        doc.parse_syntax(syntax)
        doc.tag_ner(ner)
        for span in doc.spans:
            span.normalize(vocabulary)
        return len(doc.spans)

    return read


def spacy_ruler(language: str) -> Reader:
    """Open spaCy's blank pipeline with the names of our tables as rules."""
    import spacy

    pipeline = spacy.blank(language)
    ruler = pipeline.add_pipe("entity_ruler")
    with pipeline.select_pipes(enable=[]):
        ruler.add_patterns([{"label": kind, "pattern": name} for name, kind in _names(language)])
    return lambda text: len(pipeline(text).ents)


def _names(language: str) -> list[tuple[str, str]]:
    tables = chain((ROOT / "gazetteers").glob("*/names.csv"), (ROOT / "gazetteers").glob("*/imported/names.csv"))
    names = {}
    for table in sorted(tables):
        theme = table.relative_to(ROOT / "gazetteers").parts[0]
        with table.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["lang"] in {language, "mul"} and row["kind"] != "rejected":
                    names[row["name"]] = theme
    return sorted(names.items())


OPENERS: dict[str, Callable[[str], Reader]] = {
    "ours": lambda language: ours(language, ner=False),
    "ours + NER": lambda language: ours(language, ner=True),
    "natasha": natasha,
    "spaCy ruler": spacy_ruler,
}


def contest(name: str, language: str) -> dict[str, Any]:
    """Measure one contestant in this process."""
    make = _corpus.russian if language == "ru" else _corpus.english
    before = time.perf_counter()
    try:
        read = OPENERS[name](language)
        opened = time.perf_counter() - before
        for text in make(WARM_UP, seed=99):
            read(text)
    except (ImportError, LookupError, AttributeError) as reason:
        return {"absent": f"{type(reason).__name__}: {reason}".removeprefix("LookupError: ")}
    texts = make(ARTICLES[name])
    before = time.perf_counter()
    found = sum(read(text) for text in texts)
    seconds = time.perf_counter() - before
    size = sum(map(len, texts))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"speed": size / seconds, "found": 1000 * found / size, "opened": opened, "peak": peak}


def in_own_process(name: str, language: str, **environment: str) -> dict[str, Any]:
    """Measure one contestant in a process of its own."""
    program = [sys.executable, "-W", "ignore", __file__, "--contest", name, language]
    done = subprocess.run(
        program, capture_output=True, text=True, check=False, env={**os.environ, **environment}, cwd=ROOT
    )
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        return {"absent": (done.stderr.strip().splitlines() or ["it gave no answer"])[-1]}
    answer: dict[str, Any] = json.loads(lines[-1])
    return answer


def compiled_gazetteer() -> str:
    """Have the gazetteer compiled, if its tables have changed, before anyone is measured."""
    program = "from normalize.curate.shipped import default_gazetteer; print(default_gazetteer())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
    return done.stdout.strip() or "default"


def measure(name: str, language: str) -> dict[str, Any]:
    """Measure one contestant twice and take the better run."""
    results = [in_own_process(name, language), in_own_process(name, language, **ONE_THREAD)]
    return max(results, key=lambda result: result.get("speed", 0))


def main() -> None:
    """Print the table."""
    from rich.console import Console
    from rich.table import Table

    os.environ["GAZETTEER"] = compiled_gazetteer()
    console = Console(width=None if sys.stdout.isatty() else 110)
    for language, title in (("ru", "Russian"), ("en", "English")):
        results = {name: measure(name, language) for name in OPENERS}
        table = Table(
            "",
            "chars/s",
            "ours is",
            "ours + NER is",
            "opens in",
            "peak memory",
            "names/1,000 chars",
            title=title,
        )
        for name, result in results.items():
            table.add_row(name, *_cells(result, results))
        console.print(table)


def _cells(result: dict[str, Any], results: dict[str, dict[str, Any]]) -> list[str]:
    if "absent" in result:
        return [f"not measured: {result['absent']}"]
    ratios = [results[name].get("speed", 0) / result["speed"] for name in ("ours", "ours + NER")]
    return [
        f"{result['speed']:,.0f}",
        *(f"{ratio:.1f}x" for ratio in ratios),
        f"{result['opened']:.2f} s",
        f"{result['peak']:.0f} MB",
        f"{result['found']:.1f}",
    ]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--contest"]:
        print(json.dumps(contest(*sys.argv[2:4])))
    else:
        main()
