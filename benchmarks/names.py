"""Names side by side in one run: comparison and nominatives, ours and those of six peers.

Run with `python benchmarks/names.py` (`make bench-names` does). The cases are not part of the project: without
`../shared/cases` there is nothing to measure, and the script says so. The peers live in an environment of their own,
`.venv/peers`, which the script makes once; one that cannot be installed says so in its column.

- logic-v2: nomenklatura's matcher (OpenSanctions), default settings; also at its own threshold of .7.
- rigour: names romanised and normalised by rigour, token sort ratio of rapidfuzz.
- natasha: its nominative, romanised by transliterate, token sort ratio.
- pymorphy3: word by word, first guess, romanised by anyascii, token sort ratio.
- worst token: anyascii, words aligned, the worst Jaro-Winkler decides.
- rapidfuzz: WRatio on the names as they stand.

Ours answers by its verdict; "ambiguous" is wrong where a label says same or different. Each peer is given the threshold
that is best for it on the very cases it is measured on, which flatters it. Categories with one label show accuracy.
Nominatives are compared letter by letter but for ё; `lemmas.tsv` counts each form as often as it was met.

What is wrong in the data, and not chased: pairs_real.tsv has labels of other people or other names of one person
("Лариса Шойгу" / "Larisa Flamenbaum", "Асия Норин" / "Asia Bibi", "Ричард Ризби" / "Richard Spring"), names cut off or
glued ("нтониу Гутерриш", "АнатольевичЖвачкин"), and some "different" rows that name one person as far as anyone can
see ("Алексєєв Ігор Сергійович" / "Igor Alekseyev"); lemmas.tsv has about four typos in a thousand.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import time
import venv
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
CASES = ROOT.parent / "shared" / "cases"
HOME = ROOT / ".venv" / "peers"
NEEDED = (
    "nomenklatura",
    "rigour",
    "rapidfuzz",
    "anyascii",
    "pymorphy3",
    "dawg2",
    "transliterate",
    "natasha",
    "setuptools<81",
)
NAMES = ("logic-v2", "rigour", "natasha", "pymorphy3", "worst token", "rapidfuzz")
KINDS = {"per": "person", "place": "place", "org": "organization"}
CATEGORIES = {"PER": "person", "LOC": "settlement", "ORG": "organization", "PRO": "organization", "EVT": "organization"}
Answers = dict[str, Any]


@lru_cache(maxsize=8)
def rows(name: str) -> list[dict[str, str]]:
    """Read a table of cases."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def questions() -> dict[str, Any]:
    """Gather what every contestant is asked."""
    real = [(row["cyrillic"], row["latin"]) for row in rows("pairs_real.tsv")]
    cyrillic, latin = zip(*real, strict=True)
    return {
        "hard": [(row["a"], row["b"], KINDS[row["kind"]]) for row in rows("pairs.tsv")],
        "real": real,
        "crossed": list(zip(cyrillic, latin[1000:] + latin[:1000], strict=True)),
        "forms": [row["surface"] for name in ("lemmas.tsv", "inflected_names.tsv") for row in rows(name)],
    }


def ours(asked: dict[str, Any]) -> Answers:
    """Answer with this library, the gazetteer open for what is no person."""
    import normalize
    from normalize.match import Knowledge, compare

    knowledge = Knowledge(normalize.load(ner=False).gazetteer)
    hard = [compare(a, b, kind, equivalents=knowledge) for a, b, kind in asked["hard"]]
    ours, theirs = zip(*asked["real"], strict=True)
    start = time.perf_counter()
    for a, b in zip(ours, theirs[2000:] + theirs[:2000], strict=True):
        compare(a, b, "person")
    cold = time.perf_counter() - start
    start = time.perf_counter()
    real = [compare(a, b, "person") for a, b in asked["real"]]
    matched = time.perf_counter() - start
    start = time.perf_counter()
    for a, b in asked["real"]:
        compare(a, b, "person")
    warm = time.perf_counter() - start
    start = time.perf_counter()
    for a, b in asked["crossed"]:
        compare(a, b, "person")
    crossed = time.perf_counter() - start
    kinds = [CATEGORIES[row["category"]] for row in rows("lemmas.tsv")] + ["person"] * len(rows("inflected_names.tsv"))
    found = [normalize.readings(surface, kind) for surface, kind in zip(asked["forms"], kinds, strict=True)]
    return {
        "verdicts": [one.verdict.value for one in hard],
        "hard": [one.score for one in hard],
        "real": [one.score for one in real],
        "real verdicts": [one.verdict.value == "same" for one in real],
        "forms": [ways[0].nominative if ways else "" for ways in found],
        "ways": [[(way.nominative, (way.gender or "")[:3]) for way in ways] for ways in found],
        "three": [[way.nominative for way in ways[:3]] for ways in found],
        "cold": cold / len(real) * 1e6,
        "warm": warm / len(real) * 1e6,
        "crossed": crossed / len(asked["crossed"]) * 1e6,
        "matched": matched / len(real) * 1e6,
    }


def peers(asked: dict[str, Any]) -> dict[str, Answers]:
    """Answer with the peers, each in a process of its own."""
    python = HOME / "bin" / "python"
    if not python.exists():
        print(f"making {HOME} for the peers; once, and it takes some minutes", file=sys.stderr)
        venv.create(HOME, with_pip=True)
        for package in NEEDED:
            command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package]
            subprocess.run(command, check=False)
    script, found = ROOT / "benchmarks" / "_names_peers.py", {}
    for name in NAMES:
        done = subprocess.run(
            [python, script, name], input=json.dumps(asked), capture_output=True, text=True, check=False
        )
        found[name] = json.loads(done.stdout) if done.returncode == 0 else {"missing": done.stderr.strip()[-60:]}
    return found


def balanced(labels: list[bool], answers: list[bool]) -> float:
    """Average the accuracies of the labels that occur."""
    shares = []
    for label in set(labels):
        right = [answer == label for wanted, answer in zip(labels, answers, strict=True) if wanted == label]
        shares.append(sum(right) / len(right))
    return sum(shares) / len(shares)


def quality(labels: list[bool], answers: list[bool]) -> tuple[float, float, float]:
    """Give precision, recall and F1."""
    hits = sum(wanted and got for wanted, got in zip(labels, answers, strict=True))
    precision, recall = hits / (sum(answers) or 1), hits / (sum(labels) or 1)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def recall_at(labels: list[bool], scores: list[float], precision: float) -> float:
    """Give the most recall that a threshold with that precision has."""
    best, hits = 0.0, 0
    ranked = sorted(zip(scores, labels, strict=True), reverse=True)
    for count, (score, label) in enumerate(ranked, 1):
        hits += label
        last = count == len(ranked) or ranked[count][0] != score
        if last and hits / count >= precision:
            best = hits / sum(labels)
    return best


def hard_figures(found: Answers) -> dict[str, str]:
    """Measure the hard pairs: in all, by kind and by category."""
    table = rows("pairs.tsv")
    plain = [index for index, row in enumerate(table) if row["label"] != "ambiguous"]
    labels = {index: table[index]["label"] == "same" for index in plain}
    if "verdicts" in found:
        answers = {index: found["verdicts"][index] == "same" for index in plain}
        wrong = [index for index in plain if found["verdicts"][index] == "ambiguous"]
        answers.update({index: not labels[index] for index in wrong})
    else:
        cuts = sorted({found["hard"][index] for index in plain})
        wanted = [labels[index] for index in plain]
        cut = max(cuts, key=lambda cut: balanced(wanted, [found["hard"][index] >= cut for index in plain]))
        answers = {index: found["hard"][index] >= cut for index in plain}
    groups: dict[str, list[int]] = defaultdict(list)
    for index in plain:
        kind = {"per": "people", "place": "places", "org": "acronyms"}[table[index]["kind"]]
        for group in ("all", kind, f"  {table[index]['category']}"):
            groups[group].append(index)
    figures = {
        group: f"{balanced([labels[i] for i in members], [answers[i] for i in members]):.2f}"
        for group, members in groups.items()
    }
    doubtful = [index for index in range(len(table)) if index not in labels]
    right = sum(found["verdicts"][index] == "ambiguous" for index in doubtful) if "verdicts" in found else None
    first = {name: figures.pop(name) for name in ("all", "people", "places", "acronyms")}
    return {**first, "said ambiguous": "—" if right is None else f"{right} of {len(doubtful)}", **figures}


def real_figures(found: Answers) -> dict[str, str]:
    """Measure the real spellings."""
    labels = [row["label"] == "same" for row in rows("pairs_real.tsv")]
    if "real verdicts" in found:
        precision, recall, best = quality(labels, found["real verdicts"])
    else:
        cuts = sorted(set(found["real"]))[:: max(1, len(set(found["real"])) // 200)]
        cut = max(cuts, key=lambda cut: quality(labels, [score >= cut for score in found["real"]])[2])
        precision, recall, best = quality(labels, [score >= cut for score in found["real"]])
    return {
        "precision": f"{precision:.3f}",
        "recall": f"{recall:.3f}",
        "F1": f"{best:.3f}",
        "F1 at .7": f"{quality(labels, [score >= 0.7 for score in found['real']])[2]:.3f}",
        "recall at precision .99": f"{recall_at(labels, found['real'], 0.99):.3f}",
        "µs a pair, cold": f"{found['cold']:.0f}",
        "  the same a name": f"{found['cold'] * len(labels) / _names():.0f}",
        "µs a pair, new pairs of known names": f"{found['crossed']:.0f}",
        "  the same, matched pairs": f"{found['matched']:.0f}" if "matched" in found else "—",
        "µs a pair, warm": f"{found['warm']:.1f}",
    }


def _names() -> int:
    return len({row[column] for row in rows("pairs_real.tsv") for column in ("cyrillic", "latin")})


def form_figures(found: Answers) -> dict[str, str]:
    """Measure the nominatives."""
    if found.get("forms") is None:
        return {}
    lemmas, names = rows("lemmas.tsv"), rows("inflected_names.tsv")
    figures, forms = {}, found["forms"]
    counts = [int(row["count"]) for row in lemmas]
    right = [_same(form, row["lemma"]) for form, row in zip(forms[: len(lemmas)], lemmas, strict=True)]
    figures["lemmas.tsv"] = f"{sum(c for c, ok in zip(counts, right, strict=True) if ok) / sum(counts):.3f}"
    right = [_same(form, row["nominative"]) for form, row in zip(forms[len(lemmas) :], names, strict=True)]
    figures["inflected_names.tsv"] = f"{sum(right) / len(right):.3f}"
    if "three" in found:
        for name, table, gold, three in (
            ("lemmas.tsv", lemmas, "lemma", found["three"][: len(lemmas)]),
            ("inflected_names.tsv", names, "nominative", found["three"][len(lemmas) :]),
        ):
            weights = [int(row.get("count", 1)) for row in table]
            near = [any(_same(form, row[gold]) for form in ways) for ways, row in zip(three, table, strict=True)]
            share = sum(w for w, ok in zip(weights, near, strict=True) if ok) / sum(weights)
            figures[f"  {name}, first three"] = f"{share:.3f}"
        told = zip(found["ways"][len(lemmas) :], names, strict=True)
        right = [
            _same(next((form for form, of in ways if of == row["gender"][:3].lower()), ""), row["nominative"])
            for ways, row in told
        ]
        figures["  inflected_names.tsv, gender told"] = f"{sum(right) / len(right):.3f}"
    return figures


def _same(form: str, gold: str) -> bool:
    return form.replace("ё", "е") == gold.replace("ё", "е")


def show(title: str, columns: dict[str, dict[str, str]]) -> None:
    """Print figures as a table: a row a figure, a column a contestant."""
    lines = list(dict.fromkeys(line for figures in columns.values() for line in figures))
    width = max(map(len, lines), default=0) + 2
    print(f"\n{title:{width}}" + "".join(f"{name:>13}" for name in columns))
    for line in lines:
        print(f"{line:{width}}" + "".join(f"{figures.get(line, '—'):>13}" for figures in columns.values()))


def main() -> None:
    """Ask everyone the same, and print three tables."""
    if not CASES.is_dir():
        print(f"skipped: {CASES} is not there")
        return
    asked = questions()
    found = {"ours": ours(asked), **peers(asked)}
    missing = {name: one["missing"] for name, one in found.items() if "missing" in one}
    there = {name: one for name, one in found.items() if name not in missing}
    show("pairs.tsv, balanced accuracy", {name: hard_figures(one) for name, one in there.items()})
    show("pairs_real.tsv", {name: real_figures(one) for name, one in there.items()})
    show("nominatives", {name: form_figures(one) for name, one in there.items()})
    if "logic-v2" in there:
        times = {what: there["logic-v2"][what] / there["ours"][what] for what in ("warm", "crossed")}
        print(f"\nours is {times['warm']:.0f} times as fast as logic-v2, warm, and {times['crossed']:.1f} on new pairs")
    for name, why in missing.items():
        print(f"{name}: cannot be installed or run here ({why})")


if __name__ == "__main__":
    main()
