"""The exact scan of large gazetteers beside its peers in one run, one core: a part of `matching.py`, or run alone.

`python benchmarks/_matching_scan.py [surfaces or "shipped"] …`, 1000000 by default. All look for the same surfaces in
the same articles; seconds are of processor time, the best of three rounds in which the contestants take turns.

The articles come in three densities. "few": as they are, hardly a name of the list in them. "news": each article has a
cast of three names, drawn with the weights of Zipf and said again and again, as many names in 1,000 characters as names
of several words of the shipped gazetteer stand in real articles (3.4 to 3.7). "lot": a surface drawn by lot in every
second sentence, as dense, but none twice, so that nothing is in the cache. The shipped gazetteer is scanned in the
articles as they are, for they are full of it.

ahocorasick_rs knows no words: its plain time is for text that was folded beforehand, and it finds names inside words;
"whole words" counts folding and the dropping of those. spaCy's PhraseMatcher is measured with few surfaces only.
"""

from __future__ import annotations

import itertools
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
import _corpus  # noqa: E402 - found by way of the path above
import _matching_data as data  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from normalize.gazetteer import Gazetteer

    Contestant = Callable[[Sequence[str]], int]  # scans all texts, gives the number of hits

ARTICLES, ROUNDS = 800, 3
_FORMS = 127  # surfaces of a person, with all case forms and romanizations
_CAST = 3  # names in an article
_PHRASES = 20_000  # surfaces: a PhraseMatcher of more is too slow to wait for
_SLOW = 40  # articles for it


def measured(surfaces: str, language: str, work: Path) -> dict[str, Any]:
    """Scan articles in one language for so many surfaces of made-up people, or for those of the shipped gazetteer."""
    path = _built(surfaces, work)
    gazetteer, opened = _opened(path)
    words = [gazetteer.table.words(number) for number in range(len(gazetteer.table))]
    contestants = _contestants(gazetteer, words)
    texts = _texts(language, words, ("as they are",) if surfaces == "shipped" else ("few", "news", "lot"))
    size = path.stat().st_size
    told = {"surfaces": len(words), "opened": opened, "bytes": size, "bytes_a_surface": size / len(words)}
    return {**told, "language": language, "texts": {name: _raced(contestants, some) for name, some in texts.items()}}


def _built(surfaces: str, work: Path) -> Path:
    from normalize.curate import default_gazetteer
    from normalize.gazetteer import Gazetteer

    if surfaces == "shipped":
        return default_gazetteer()
    path = work / f"surfaces-{surfaces}.nrm"
    work.mkdir(exist_ok=True)
    Gazetteer.build(data.records(data.people(max(int(surfaces) // _FORMS, 1))), path, forms="all")
    return path


def _opened(path: Path) -> tuple[Gazetteer, float]:
    """Open the file several times; give it and the median of the seconds on the clock."""
    from normalize.gazetteer import Gazetteer

    spent = []
    for _ in range(9):
        before = time.perf_counter()
        gazetteer = Gazetteer.open(path)
        spent.append(time.perf_counter() - before)
    return gazetteer, sorted(spent)[len(spent) // 2]


def _texts(language: str, words: Sequence[str], kinds: Sequence[str]) -> dict[str, list[str]]:
    made = (_corpus.russian if language == "ru" else _corpus.english)(ARTICLES)
    cyrillic = language == "ru"
    names = [word for word in words if " " in word and ("а" <= word[0] <= "я") == cyrillic and word[-1].isalpha()]
    names = [name for name in names if cyrillic or name.isascii()]
    return {kind: _planted(made, names, kind) for kind in kinds}


def _planted(texts: Sequence[str], names: Sequence[str], kind: str) -> list[str]:
    """Put names of the list before every second sentence."""
    if kind not in {"news", "lot"}:
        return list(texts)
    dice = random.Random(4)  # noqa: S311 - the same texts every time
    ranked = random.Random(5).sample(names, len(names))  # noqa: S311
    weights = list(itertools.accumulate(1 / (rank + 10) for rank in range(len(ranked))))
    planted = []
    for text in texts:
        sentences = text.split(". ")
        cast = dice.choices(ranked, cum_weights=weights, k=_CAST) if kind == "news" else names
        for place in range(0, len(sentences), 2):
            sentences[place] = f"{dice.choice(cast).title()} {sentences[place]}"
        planted.append(". ".join(sentences))
    return planted


def _contestants(gazetteer: Gazetteer, words: Sequence[str]) -> dict[str, Contestant | str]:
    """Give who takes part; a string says why one does not."""
    makers: dict[str, Callable[[], Contestant]] = {
        "ours, compiled": lambda: _ours(gazetteer, compiled=True),
        "ours, numpy": lambda: _ours(gazetteer, compiled=False),
        "ahocorasick_rs": lambda: _automaton(words),
        "ahocorasick_rs, whole words": lambda: _whole_words(words),
        "spaCy PhraseMatcher": lambda: _phrases(words),
    }
    found: dict[str, Contestant | str] = {}
    for name, make in makers.items():
        try:
            found[name] = make()
        except (ImportError, ValueError) as reason:
            found[name] = str(reason)
    return found


def _ours(gazetteer: Gazetteer, *, compiled: bool) -> Contestant:
    from normalize.gazetteer.compiled.scan import native, state

    library = state().library if compiled else None
    if compiled and library is None:
        raise ValueError(state().reason)

    def scan(texts: Sequence[str]) -> int:
        usual, native.library = native.library, lambda: library
        try:
            return sum(map(len, gazetteer.scan_many(texts)))
        finally:
            native.library = usual

    return scan


def _automaton(words: Sequence[str]) -> Contestant:
    import ahocorasick_rs

    machine = ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    kept: dict[int, list[str]] = {}

    def prepare(texts: Sequence[str]) -> None:
        from normalize.text import fold

        kept[id(texts)] = [fold(text) for text in texts]

    def scan(texts: Sequence[str]) -> int:
        return sum(len(machine.find_matches_as_indexes(text)) for text in kept[id(texts)])

    scan.prepare = prepare  # type: ignore[attr-defined]  # outside the time that is taken
    return scan


def _whole_words(words: Sequence[str]) -> Contestant:
    import ahocorasick_rs

    from normalize.text import fold

    machine = ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def hits(text: str) -> int:
        return sum(
            not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum()
            for _, start, end in machine.find_matches_as_indexes(text)
        )

    return lambda texts: sum(hits(fold(text)) for text in texts)


def _phrases(words: Sequence[str]) -> Contestant:
    if len(words) > _PHRASES:
        raise ValueError(f"left out: more than {_PHRASES:,} surfaces")
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("xx")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("surface", [nlp.make_doc(word) for word in words])

    def scan(texts: Sequence[str]) -> int:
        return sum(len(matcher(nlp.make_doc(text))) for text in texts[:_SLOW])

    scan.articles = _SLOW  # type: ignore[attr-defined]
    return scan


def _raced(contestants: dict[str, Contestant | str], texts: Sequence[str]) -> dict[str, Any]:
    """Let all scan the texts in turn; give the best time of each, for as much of the text as it was given."""
    spent: dict[str, float] = {}
    hits: dict[str, int] = {}
    for turn in range(ROUNDS + 1):  # the first is to warm up
        for name, scan in contestants.items():
            if isinstance(scan, str):
                continue
            if not turn:
                getattr(scan, "prepare", lambda _: None)(texts)
            before = time.process_time()
            hits[name] = scan(texts)
            seconds = time.process_time() - before
            if turn:
                spent[name] = min(seconds, spent.get(name, seconds))
    rows: dict[str, Any] = {name: {"absent": scan} for name, scan in contestants.items() if isinstance(scan, str)}
    for name, seconds in spent.items():
        some = texts[: getattr(contestants[name], "articles", len(texts))]
        megabytes = sum(len(text.encode()) for text in some) / 1e6
        letters = sum(map(len, some))
        rows[name] = {"speed": megabytes / seconds, "hits": hits[name], "density": 1000 * hits[name] / letters}
    return {name: rows[name] for name in contestants}


def lines(result: dict[str, Any]) -> list[str]:
    """Put what was measured into lines to print."""
    head = (
        f"  scan {result['language']}, {result['surfaces']:,} surfaces: {result['bytes_a_surface']:.1f} bytes a"
        f" surface, {result['bytes'] / 1e6:.1f} MB, opens in {result['opened'] * 1e3:.2f} ms"
    )
    told = [head]
    for kind, rows in result["texts"].items():
        told.append(f"    {kind:<12} {'MB/s':>7} {'ours is':>8} {'hits':>7} {'in 1,000 characters':>20}")
        first = rows["ours, compiled"].get("speed") or rows["ours, numpy"]["speed"]
        for name, row in rows.items():
            if "absent" in row:
                told.append(f"      {name:<28} not measured: {row['absent']}")
            else:
                ratio = f"{first / row['speed']:.2f}x"
                told.append(f"      {name:<28} {row['speed']:>5.1f} {ratio:>8} {row['hits']:>7} {row['density']:>8.2f}")
    return told


if __name__ == "__main__":
    import tempfile

    for asked in sys.argv[1:] or ["1000000"]:
        for tongue in ("ru", "en"):
            print(*lines(measured(asked, tongue, Path(tempfile.gettempdir()) / "normalize-matching")), sep="\n")
