"""Search and scan large gazetteers side by side in one run: ours, rapidfuzz, tantivy, SQLite, ahocorasick_rs.

Run with `python benchmarks/matching.py [--write] [sizes]` (`make bench-matching` does): 10000 and 100000 names by
default, 1000000 where it is asked for; `--write` puts the figures into
docs/internals/matching.md and .svg. Half of the queries carry slips. The peers are given names and queries romanized
beforehand and their time does not count that, for none of them reads two alphabets; ours reads the query as it stands.
A peer that is not installed says so in its row.
"""

from __future__ import annotations

import gc
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
import _matching_data as data  # noqa: E402 - found by way of the path above
import _matching_page as page  # noqa: E402
import _matching_scan as scan  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Finder = Callable[[str], Sequence[int]]  # gives the places of the likest names, the best first

SIZES = (10_000, 100_000)
QUERIES = 2000
SEEDS = {"ours, other queries": 5}  # of the queries, so that no figure hangs on one draw
SLOW = {"rapidfuzz extract": 100, "rapidfuzz cdist": 200, "SQLite trigrams": 60, "ours, nz.candidates": 300}
LIMIT = 10
WORK = Path(tempfile.gettempdir()) / "normalize-matching"


def romanized(name: str) -> str:
    """Put a name into plain Latin letters, as the peers need it."""
    from normalize.translit import romanize

    return romanize(name, "icao-9303").lower()


def _built(made: Sequence[data.Person]) -> Path:
    from normalize import Gazetteer

    path = WORK / f"people-{len(made)}.nrm"
    Gazetteer.build(data.records(made), path, forms="plain")
    return path


def ours(made: Sequence[data.Person]) -> Finder:
    """Open our index."""
    from normalize.gazetteer import Gazetteer
    from normalize.match import search_of

    search = search_of(Gazetteer.open(WORK / f"people-{len(made)}.nrm"))
    return lambda query: [found.entity for found in search.nearest(query, LIMIT)]


def candidates(made: Sequence[data.Person]) -> Finder:
    """Ask the front door, which weighs what it finds."""
    import normalize

    nz = normalize.load(WORK / f"people-{len(made)}.nrm", ner=False)
    return lambda query: [
        int(one.entity.id.removeprefix("p")) for one in nz.candidates(query, kind="person", limit=LIMIT)
    ]


def extract(made: Sequence[data.Person]) -> Finder:
    """Use rapidfuzz.process.extract with the best of its scorers for names."""
    from rapidfuzz import fuzz, process

    names = [romanized(person.name) for person in made]
    return lambda query: [
        place for _, _, place in process.extract(query, names, scorer=fuzz.token_sort_ratio, limit=LIMIT)
    ]


def cdist(made: Sequence[data.Person]) -> Finder:
    """Use rapidfuzz.process.cdist on sorted words."""
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    names = [" ".join(sorted(romanized(person.name).split())) for person in made]

    def find(query: str) -> list[int]:
        scores = process.cdist([" ".join(sorted(query.split()))], names, scorer=Indel.normalized_similarity)[0]
        best = np.argpartition(-scores, LIMIT)[:LIMIT]
        ranked: list[int] = best[np.argsort(-scores[best], kind="stable")].tolist()
        return ranked

    return find


def tantivy(made: Sequence[data.Person]) -> Finder:
    """Index three-letter pieces with tantivy."""
    import tantivy as engine

    pieces = engine.TextAnalyzerBuilder(engine.Tokenizer.ngram(3, 3, False)).filter(engine.Filter.lowercase()).build()  # noqa: FBT003
    schema = engine.SchemaBuilder()
    schema.add_unsigned_field("place", stored=True, indexed=False, fast=True)
    schema.add_text_field("name", tokenizer_name="pieces", index_option="freq")
    built = schema.build()
    index = engine.Index(built)
    index.register_tokenizer("pieces", pieces)
    writer = index.writer(64_000_000)
    for place, person in enumerate(made):
        document = engine.Document()
        document.add_unsigned("place", place)
        document.add_text("name", romanized(person.name))
        writer.add_document(document)
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def find(query: str) -> list[int]:
        terms = [engine.Query.term_query(built, "name", query[at : at + 3]) for at in range(len(query) - 2)]
        wanted = engine.Query.boolean_query([(engine.Occur.Should, term) for term in terms])
        hits = searcher.search(wanted, LIMIT, count=False).hits
        return [searcher.doc(address)["place"][0] for _, address in hits]

    return find


def sparse_products(made: Sequence[data.Person]) -> Finder:
    """Weigh three-letter pieces by TF-IDF and multiply with sparse_dot_topn."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    weigher = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3))
    names = weigher.fit_transform([romanized(person.name) for person in made]).T.tocsr()

    def find(query: str) -> list[int]:
        ranked: list[int] = sp_matmul_topn(weigher.transform([query]), names, top_n=LIMIT, sort=True).indices.tolist()
        return ranked

    return find


def sqlite_trigrams(made: Sequence[data.Person]) -> Finder:
    """Index three-letter pieces with SQLite's FTS5."""
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table names using fts5(name, tokenize='trigram')")
    base.executemany(
        "insert into names(rowid, name) values (?, ?)",
        ((place, romanized(person.name)) for place, person in enumerate(made)),
    )

    def find(query: str) -> list[int]:
        pieces = {query[at : at + 3].replace('"', '""') for at in range(len(query) - 2)}
        wanted = " OR ".join(f'"{piece}"' for piece in sorted(pieces))
        rows = base.execute("select rowid from names where names match ? order by rank limit ?", (wanted, LIMIT))
        return [row[0] for row in rows]

    return find


OPENERS: dict[str, Callable[[Sequence[data.Person]], Finder]] = {
    "ours": ours,
    "ours, other queries": ours,
    "ours, nz.candidates": candidates,
    "rapidfuzz extract": extract,
    "rapidfuzz cdist": cdist,
    "tantivy": tantivy,
    "sparse_dot_topn": sparse_products,
    "SQLite trigrams": sqlite_trigrams,
}


def contest(name: str, size: int) -> dict[str, Any]:
    """Measure one contestant in this process."""
    made = data.people(size)
    asked = data.queries(made, min(SLOW.get(name, QUERIES), QUERIES), seed=SEEDS.get(name, 2))
    own = name.startswith("ours")
    texts = [query.text if own else romanized(query.text) for query in asked]
    before = time.perf_counter()
    try:
        find = OPENERS[name](made)
    except ImportError as reason:
        return {"absent": str(reason)}
    find("Анохин Василий" if own else "anokhin vasilii")
    opened = time.perf_counter() - before
    gc.collect()
    gc.freeze()  # the list of people is the benchmark's: its collection is nobody's time
    answers, spent = [], []
    for text in texts:
        before = time.process_time()  # not the clock: on a busy machine that tells of the others
        answers.append(find(text))
        spent.append(time.process_time() - before)
    return {"opened": opened, **_quality(made, asked, answers), **_times(asked, spent)}


def _quality(
    made: Sequence[data.Person], asked: Sequence[data.Query], answers: Sequence[Sequence[int]]
) -> dict[str, float]:
    right = [
        [made[query.meant].answers(made[place], patronymic=query.patronymic) for place in found]
        for query, found in zip(asked, answers, strict=True)
    ]
    return {
        "first": sum(any(row[:1]) for row in right) / len(asked),
        "tenth": sum(any(row[:10]) for row in right) / len(asked),
    }


def _times(asked: Sequence[data.Query], spent: Sequence[float]) -> dict[str, float]:
    import numpy as np

    clean = [seconds for query, seconds in zip(asked, spent, strict=True) if not query.slips]
    p50, p99, p999 = (1e3 * float(np.percentile(spent, share)) for share in (50, 99, 99.9))
    return {
        "speed": len(spent) / sum(spent),
        "clean": 1e6 * float(np.median(clean)),
        "p50": p50,
        "p99": p99,
        "p999": p999,
        "memory": _resident(),
    }


def _resident() -> float:
    with Path("/proc/self/statm").open(encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1e6


def answer_only(size: int) -> dict[str, Any]:
    """Open our file and answer a thousand queries in a process that does nothing else."""
    texts = json.loads((WORK / f"queries-{size}.json").read_text(encoding="utf-8"))
    from normalize.gazetteer import Gazetteer
    from normalize.match import search_of

    before = time.perf_counter()
    gazetteer = Gazetteer.open(WORK / f"people-{size}.nrm")
    opened = time.perf_counter() - before
    search = search_of(gazetteer)
    for text in texts:
        search.nearest(text)
    return {"opened": opened, "memory": _resident()}


def building(size: int) -> dict[str, Any]:
    """Measure building, the file, opening it, and the memory of a process that only asks it."""
    made = data.people(size)
    WORK.mkdir(exist_ok=True)
    texts = [query.text for query in data.queries(made, 1000, seed=3)]
    (WORK / f"queries-{size}.json").write_text(json.dumps(texts), encoding="utf-8")
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    before = time.perf_counter()
    path = _built(made)
    seconds = time.perf_counter() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "bytes": path.stat().st_size, "peak": peak, "before": base}


def in_own_process(*arguments: str) -> dict[str, Any]:
    """Measure in a process of its own."""
    program = [sys.executable, "-W", "ignore", __file__, *arguments]
    done = subprocess.run(program, capture_output=True, text=True, check=False, env=os.environ.copy(), cwd=ROOT)
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        return {"absent": (done.stderr.strip().splitlines() or ["it gave no answer"])[-1]}
    answer: dict[str, Any] = json.loads(lines[-1])
    return answer


def main(sizes: Sequence[int], *, write: bool) -> None:
    """Print a table for each size."""
    random.seed(1)
    told: list[page.Size] = []
    for size in sizes:
        built, asked = in_own_process("--build", str(size)), in_own_process("--answer", str(size))
        print(f"\n{size:,} people")
        if "absent" in built or "absent" in asked:
            print("  not measured:", built.get("absent") or asked.get("absent"))
            continue
        print(
            f"  built in {built['seconds']:.1f} s, peak {built['peak']:.0f} MB ({built['before']:.0f} MB the list);"
            f" {built['bytes'] / 1e6:.1f} MB; opens in {asked['opened'] * 1e3:.2f} ms;"
            f" {asked['memory']:.0f} MB after 1,000 queries"
        )
        print("  contestant            queries/s  ours is  @1    @10   p50 ms  p99 ms  p99.9 ms  clean µs")
        results = {name: in_own_process("--contest", name, str(size)) for name in OPENERS}
        for name, result in results.items():
            _show(name, result, results["ours"])
        for language in ("ru", "en"):
            told_of = in_own_process("--scan", str(size), language)
            print(*(scan.lines(told_of) if "texts" in told_of else [f"  scan not measured: {told_of}"]), sep="\n")
        told.append(page.Size(size, built, asked, results))
    if write and told:
        page.write(ROOT / "docs/internals", told)


def _show(name: str, result: dict[str, Any], first: dict[str, Any]) -> None:
    if "absent" in result:
        print(f"  {name:<21} not measured: {result['absent']}")
        return
    ratio = first.get("speed", 0) / result["speed"]
    print(
        f"  {name:<21} {result['speed']:>9,.0f} {ratio:>7.1f}x  {result['first']:.3f} {result['tenth']:.3f}"
        f" {result['p50']:>7.2f} {result['p99']:>7.2f} {result['p999']:>9.2f} {result['clean']:>9.0f}"
    )


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] == ["--contest"]:
        print(json.dumps(contest(arguments[1], int(arguments[2]))))
    elif arguments[:1] == ["--build"]:
        print(json.dumps(building(int(arguments[1]))))
    elif arguments[:1] == ["--answer"]:
        print(json.dumps(answer_only(int(arguments[1]))))
    elif arguments[:1] == ["--scan"]:
        print(json.dumps(scan.measured(arguments[1], arguments[2], WORK)))
    else:
        asked_sizes = [int(float(argument)) for argument in arguments if argument != "--write"]
        main(asked_sizes or SIZES, write="--write" in arguments)
