"""Measure `normalize.match.nearest` on garbled district names among the districts of one region.

Slips are made with a fixed seed: endings changed (-skoye, -skaya, -skiy, the town form), one or two letters
changed, names cut short; and names from elsewhere, which should find nothing. Without `../shared/facts`
there is nothing to measure, and the script says so.
"""

from __future__ import annotations

import csv
import random
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from normalize.keys import skeleton
from normalize.match import Choices
from normalize.translit import romanize

if TYPE_CHECKING:
    from collections.abc import Callable

DISTRICTS = Path(__file__).parents[2] / "shared" / "facts" / "districts_expected.tsv"
CUTOFFS = (0.74, 0.76, 0.78, 0.8, 0.82, 0.84, 0.86)
MARGINS = (0.0, 0.05, 0.1)
_EDGE = re.compile(r"^(?:город|ЗАТО город|ЗАТО|рабочий поселок.*\)|поселок) ")
_DICE = random.Random(7)  # noqa: S311  a measurement, not a secret


class Query(NamedTuple):
    """A garbled name, the region whose districts are asked, and the right one if it is there."""

    sort: str
    text: str
    region: str
    meant: int | None


def _regions() -> dict[str, list[str]]:
    regions = {}
    with DISTRICTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            cells = (row["raion_names_oktmo2019"] or "", row["urban_okrug_names_oktmo2019"] or "")
            names = [_EDGE.sub("", name.strip()) for cell in cells for name in cell.split(";") if name.strip()]
            regions[row["subject_iso"]] = list({_stem(name): name for name in reversed(names)}.values())
    return regions


def _stem(name: str) -> str:
    return re.sub("sk$", "", "".join(skeleton(word) for word in re.findall(r"\w+", name)))


def _ending(word: str) -> str:
    if not word.endswith("sky"):
        return word
    return word[:-3] + _DICE.choice(["sky", "sky", "sky", "skoye", "skaya", "skiy", "", "sk"])


def _slip(word: str) -> str:
    place = _DICE.randrange(1, max(2, len(word) - 2))
    letter = _DICE.choice("aeiou" if _DICE.random() < 0.6 else "bdfgklmnprstvz")
    changes: list[Callable[[], str]] = [
        lambda: word[:place] + letter + word[place + 1 :],
        lambda: word[:place] + letter + word[place:],
        lambda: word[:place] + word[place + 1 :],
        lambda: word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
    ]
    return _DICE.choice(changes)() if len(word) > 4 else word


def _cut(word: str) -> str:
    bare = re.sub("(sk)?y$", "", word)
    return bare[: max(5, int(len(bare) * _DICE.uniform(0.5, 0.85)))]


def _queries(regions: dict[str, list[str]]) -> list[Query]:
    found = []
    for region, names in regions.items():
        for meant, name in enumerate(names):
            word = romanize(name)
            found.append(Query("clean", _ending(word), region, meant))
            found.append(Query("one slip", _slip(_ending(word)), region, meant))
            found.append(Query("two slips", _slip(_slip(_ending(word))), region, meant))
            if len(word) > 9:
                found.append(Query("cut short", _cut(word), region, meant))
    return found + _strangers(regions)


def _strangers(regions: dict[str, list[str]]) -> list[Query]:
    places = [(region, name) for region, names in regions.items() for name in names]
    stems = {region: {_stem(name) for name in names} for region, names in regions.items()}
    found = []
    while len(found) < 5000:
        (_, name), region = _DICE.choice(places), _DICE.choice(list(regions))
        word = _ending(romanize(name))
        word = _slip(word) if _DICE.random() < 0.5 else word
        if _stem(name) not in stems[region] and _stem(word) not in stems[region]:
            found.append(Query("from elsewhere", word, region, None))
    return found


def main() -> None:
    """Print recall, precision and false links by cutoff and margin."""
    if not DISTRICTS.is_file():
        print(f"skipped: {DISTRICTS} is not there")
        return
    regions = _regions()
    choices = {region: Choices(names) for region, names in regions.items()}
    queries = _queries(regions)
    start = time.perf_counter()
    answers = [(query, choices[query.region].nearest(query.text, limit=2, cutoff=0.0)) for query in queries]
    spent = (time.perf_counter() - start) / len(queries) * 1e6
    print(f"{len(queries)} queries among {sum(map(len, regions.values()))} districts: {spent:.0f} µs a query")
    for cutoff in CUTOFFS:
        for margin in MARGINS:
            _report(answers, cutoff, margin)


def _report(answers: list[tuple[Query, list[tuple[int, float]]]], cutoff: float, margin: float) -> None:
    said: dict[str, list[bool | None]] = {}
    for query, found in answers:
        clear = bool(found) and found[0][1] >= cutoff and (len(found) < 2 or found[0][1] - found[1][1] >= margin)
        said.setdefault(query.sort, []).append(found[0][0] == query.meant if clear else None)
    recall = {sort: said[sort].count(True) / len(said[sort]) for sort in said if sort != "from elsewhere"}
    slips = said["one slip"] + said["two slips"]
    right, wrong = slips.count(True), slips.count(False)
    strangers = said["from elsewhere"]
    shares = " ".join(f"{sort} {share:.3f}" for sort, share in recall.items())
    false = strangers.count(False) / len(strangers)
    quality = f"precision {right / (right + wrong):.4f}; linked from elsewhere {false:.4f}"
    print(f"cutoff {cutoff:.2f} margin {margin:.2f}: recall {shares}; {quality}")


if __name__ == "__main__":
    main()
