"""Search and scan large gazetteers side by side in one run: ours, rapidfuzz, tantivy, SQLite, ahocorasick_rs.

Run with `python benchmarks/matching.py [--write] [sizes]` (`make bench-matching SIZES="1e4 1e5 1e6"` does): 10000 and
100000 names by default; `--write` puts the figures into docs/internals/matching.md and .svg. Half of the queries carry
slips. The peers are given names and queries romanized beforehand and their time does not count that, for none of them
reads two alphabets; ours reads the query as it stands, and so does nomenklatura. Each contestant is warmed up with
twelve questions, which "ready after" counts. A peer that is not installed says so in its row.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
import _matching_data as data  # noqa: E402 - found by way of the path above
import _matching_kinds as kinds  # noqa: E402
import _matching_page as page  # noqa: E402
import _matching_scan as scan  # noqa: E402

from normalize.types import Kind  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Finder = Callable[[str], Sequence[int]]  # gives the places of the likest names, the best first

SIZES = (10_000, 100_000)
QUERIES = 2000
SEEDS = {"ours, other queries": 5}  # of the queries, so that no figure hangs on one draw
SLOW = {
    "rapidfuzz extract": 100,
    "rapidfuzz cdist": 200,
    "SQLite trigrams": 60,
    "nomenklatura": 60,
}
SMALL = {"nomenklatura": 10_000}  # the most names with which a contestant is measured
SMALL_KINDS = 100_000  # the most places and organisations
WARM = 12  # questions, of which the first load tables
LIMIT = 10
WORK = Path(tempfile.gettempdir()) / "normalize-matching"


def romanized(name: str) -> str:
    """Put a name into plain Latin letters, as the peers need it."""
    from normalize.translit import romanize

    return romanize(name, "icao-9303").lower()


def _kept(name: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is made
    """Make something once for all contestants of a run, each of which is a process of its own."""
    path = WORK / f"{name}.pickle"
    if not path.exists():
        WORK.mkdir(exist_ok=True)
        path.write_bytes(pickle.dumps(make()))
    return pickle.loads(path.read_bytes())  # noqa: S301 - written a moment ago by ourselves


def made_people(size: int) -> list[data.Person]:
    """Give the people of a size."""
    made: list[data.Person] = _kept(f"people-{size}", lambda: data.people(size))
    return made


def plain_names(made: Sequence[data.Person]) -> list[str]:
    """Give the names of people as the peers need them."""
    names: list[str] = _kept(f"plain-{len(made)}", lambda: [romanized(person.name) for person in made])
    return names


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

    names = plain_names(made)
    return lambda query: [
        place for _, _, place in process.extract(query, names, scorer=fuzz.token_sort_ratio, limit=LIMIT)
    ]


def cdist(made: Sequence[data.Person]) -> Finder:
    """Use rapidfuzz.process.cdist on sorted words."""
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    names = [" ".join(sorted(name.split())) for name in plain_names(made)]

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
    for place, name in enumerate(plain_names(made)):
        document = engine.Document()
        document.add_unsigned("place", place)
        document.add_text("name", name)
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
    names = weigher.fit_transform(plain_names(made)).T.tocsr()

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
        enumerate(plain_names(made)),
    )

    def find(query: str) -> list[int]:
        pieces = {query[at : at + 3].replace('"', '""') for at in range(len(query) - 2)}
        wanted = " OR ".join(f'"{piece}"' for piece in sorted(pieces))
        rows = base.execute("select rowid from names where names match ? order by rank limit ?", (wanted, LIMIT))
        return [row[0] for row in rows]

    return find


def nomenklatura(made: Sequence[data.Person]) -> Finder:
    """Compare with logic-v2 the 50 names that share most sounds: the loop of OpenSanctions' own matching."""
    from followthemoney import model
    from nomenklatura.matching import LogicV2
    from rigour.text import ascii_text, metaphone

    def sounds(name: str) -> set[str]:
        return {metaphone(word) for word in ascii_text(name).split()}

    def entity(key: str, name: str) -> Any:  # noqa: ANN401 - a class of the peer's
        return model.get_proxy({"id": key, "schema": "Person", "properties": {"name": [name]}})

    settings, blocks = LogicV2.default_config(), defaultdict(list)
    for place, person in enumerate(made):
        for sound in sounds(person.name):
            blocks[sound].append(place)

    def find(query: str) -> list[int]:
        shared = Counter(place for sound in sounds(query) for place in blocks.get(sound, ()))
        asked = entity("query", query)
        near = [place for place, _ in shared.most_common(_BLOCKED)]
        scores = {place: LogicV2.compare(asked, entity(str(place), made[place].name), settings).score for place in near}
        return sorted(near, key=lambda place: -scores[place])[:LIMIT]

    return find


_BLOCKED = 50
OPENERS: dict[str, Callable[[Sequence[data.Person]], Finder]] = {
    "ours": ours,
    "ours, other queries": ours,
    "ours, nz.candidates": candidates,
    "rapidfuzz extract": extract,
    "rapidfuzz cdist": cdist,
    "tantivy": tantivy,
    "sparse_dot_topn": sparse_products,
    "SQLite trigrams": sqlite_trigrams,
    "nomenklatura": nomenklatura,
}
KINDS = {"places": Kind.SETTLEMENT, "organisations": Kind.ORGANIZATION}
KIND_OPENERS = {"ours, nz.candidates": kinds.ours, "rapidfuzz extract": kinds.extract}


def contest(name: str, size: int) -> dict[str, Any]:
    """Measure one contestant in this process."""
    if size > SMALL.get(name, size):
        return {"absent": f"only up to {SMALL[name]:,} names, for it takes too long"}
    made = made_people(size)
    asked = data.queries(made, min(SLOW.get(name, QUERIES), QUERIES), seed=SEEDS.get(name, 2))
    own = name.startswith(("ours", "nomenklatura"))
    plain_names(made)
    before = time.perf_counter()
    try:
        find = OPENERS[name](made)
    except ImportError as reason:
        return {"absent": str(reason)}
    for query in data.queries(made, WARM, seed=9):
        find(query.text if own else romanized(query.text))
    opened = time.perf_counter() - before
    answers, spent = _asked(find, [query.text if own else romanized(query.text) for query in asked])
    right = [
        [made[query.meant].answers(made[place], patronymic=query.patronymic) for place in found]
        for query, found in zip(asked, answers, strict=True)
    ]
    return {"opened": opened, **_quality(right), **_times([query.slips for query in asked], spent)}


def _asked(find: Callable[[Any], Sequence[int]], queries: Sequence[Any]) -> tuple[list[Sequence[int]], list[float]]:
    gc.collect()
    gc.freeze()  # the list of people is the benchmark's: its collection is nobody's time
    answers, spent = [], []
    for query in queries:
        before = time.process_time()  # not the clock: on a busy machine that tells of the others
        answers.append(find(query))
        spent.append(time.process_time() - before)
    return answers, spent


def kind_contest(name: str, told: str, size: int) -> dict[str, Any]:
    """Measure one contestant with places or organisations."""
    from normalize import Gazetteer

    made = kinds.things(KINDS[told], size)
    path = WORK / f"{told}-{size}.nrm"
    if not path.exists():
        Gazetteer.build(kinds.records(made), path, forms="plain")
    asked = kinds.queries(made, min(SLOW.get(name, 1000), 1000))
    before = time.perf_counter()
    find = KIND_OPENERS[name](made, path)
    for query in kinds.queries(made, WARM, seed=9):
        find(query)
    opened = time.perf_counter() - before
    answers, spent = _asked(find, asked)
    right = [
        [kinds.is_right(made, query, place) for place in found] for query, found in zip(asked, answers, strict=True)
    ]
    return {"opened": opened, **_quality(right), **_times([query.slips for query in asked], spent)}


def _quality(right: Sequence[Sequence[bool]]) -> dict[str, float]:
    return {
        "first": sum(any(row[:1]) for row in right) / len(right),
        "tenth": sum(any(row[:10]) for row in right) / len(right),
    }


def _times(slips: Sequence[int], spent: Sequence[float]) -> dict[str, float]:
    import numpy as np

    clean = [seconds for count, seconds in zip(slips, spent, strict=True) if not count]
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
    WORK.mkdir(exist_ok=True)
    made = data.people(size)
    texts = [query.text for query in data.queries(made, 1000, seed=3)]
    (WORK / f"queries-{size}.json").write_text(json.dumps(texts), encoding="utf-8")
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    before = time.process_time()
    path = _built(made)
    seconds = time.process_time() - before
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
    shutil.rmtree(WORK, ignore_errors=True)  # what an older version of this made
    told: list[page.Size] = []
    for size in sizes:
        built, asked = in_own_process("--build", str(size)), in_own_process("--answer", str(size))
        print(f"\n{size:,} people")
        if "absent" in built or "absent" in asked:
            print("  not measured:", built.get("absent") or asked.get("absent"))
            continue
        print(
            f"  built in {built['seconds']:.1f} s, peak {built['peak']:.0f} MB ({built['before']:.0f} MB the list);"
            f" {built['bytes'] / 1e6:.1f} MB, {built['bytes'] / size:.0f} bytes a name;"
            f" opens in {asked['opened'] * 1e3:.2f} ms;"
            f" {asked['memory']:.0f} MB after 1,000 queries"
        )
        print("  contestant            queries/s  ours is  @1    @10   p50 ms  p99 ms  p99.9 ms  clean µs")
        results: dict[str, dict[str, Any]] = {}
        for name in OPENERS:
            results[name] = in_own_process("--contest", name, str(size))
            _show(name, results[name], results["ours"])
        for language in ("ru", "en"):
            told_of = in_own_process("--scan", str(size), language)
            print(*(scan.lines(told_of) if "texts" in told_of else [f"  scan not measured: {told_of}"]), sep="\n")
        others = {}
        for kind in KINDS if size <= SMALL_KINDS else ():
            print(f"  {size:,} {kind}")
            others[kind] = {name: in_own_process("--kind", name, kind, str(size)) for name in KIND_OPENERS}
            for name, result in others[kind].items():
                _show(name, result, others[kind]["ours, nz.candidates"])
        told.append(page.Size(size, built, asked, results, others))
    if write and told:
        page.write(ROOT / "docs/internals", told)


def _show(name: str, result: dict[str, Any], first: dict[str, Any]) -> None:
    if "absent" in result:
        print(f"  {name:<21} not measured: {result['absent']}")
        return
    ratio = first.get("speed", 0) / result["speed"]
    print(
        f"  {name:<21} {result['speed']:>9,.0f} {ratio:>7.1f}x  {result['first']:.3f} {result['tenth']:.3f}"
        f" {result['p50']:>7.2f} {result['p99']:>7.2f} {result['p999']:>9.2f} {result['clean']:>9.0f}",
        flush=True,
    )


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] == ["--contest"]:
        print(json.dumps(contest(arguments[1], int(arguments[2]))))
    elif arguments[:1] == ["--kind"]:
        print(json.dumps(kind_contest(arguments[1], arguments[2], int(arguments[3]))))
    elif arguments[:1] == ["--build"]:
        print(json.dumps(building(int(arguments[1]))))
    elif arguments[:1] == ["--answer"]:
        print(json.dumps(answer_only(int(arguments[1]))))
    elif arguments[:1] == ["--scan"]:
        print(json.dumps(scan.measured(arguments[1], arguments[2], WORK)))
    else:
        asked_sizes = [int(float(argument)) for argument in arguments if argument != "--write"]
        main(asked_sizes or SIZES, write="--write" in arguments)
