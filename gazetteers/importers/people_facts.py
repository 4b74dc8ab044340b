"""The public officials of the fact list: which of them come into the gazetteer, with which offices and dates.

The list (CC0, mid-2022) tells roles in the words of those who gathered it, the last one dated; `people_offices.csv`
says what a role means in each country, `people_corrections.csv` what the list has wrong.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import tables
from people_names import Name, split

if TYPE_CHECKING:
    from collections.abc import Iterator

FACTS = tables.GAZETTEERS.parent.parent / "shared" / "facts" / "people_wikidata.tsv"
_HERE = Path(__file__).parent
_SINCE = "2012"
_SENATORS_SINCE = "2021-09"
_MEMBERS_SINCE = "2021-11"  # who sat in the convocations of 2019 and 2021

# When each convocation began and ended.
_TERMS = {
    "duma-3": ("2000-01-18", "2003-12-29"),
    "duma-4": ("2003-12-29", "2007-12-24"),
    "duma-5": ("2007-12-24", "2011-12-21"),
    "duma-6": ("2011-12-21", "2016-10-05"),
    "duma-7": ("2016-10-05", "2021-10-12"),
    "duma-8": ("2021-10-12", ""),
    "rada-3": ("1998-05-12", "2002-05-14"),
    "rada-4": ("2002-05-14", "2006-05-25"),
    "rada-5": ("2006-05-25", "2007-11-23"),
    "rada-6": ("2007-11-23", "2012-12-12"),
    "rada-7": ("2012-12-12", "2014-11-27"),
    "rada-8": ("2014-11-27", "2019-08-29"),
    "rada-9": ("2019-08-29", ""),
}
_HOUSES = {"duma": "org-ru-duma", "rada": "org-ua-rada"}
_SITTING = {"duma-8", "rada-9"}
_SENATOR = re.compile(r"federal-council$|member of the Federation Council")
_MEMBER = re.compile(r"(?:duma|rada)-\d$|member of |federal-council$|People's Deputy|\dth-deputies")
_CODE = re.compile(r"Q\d+$|.*-(?:uawiki|enwiki|bywiki)$")
_UKRAINIAN, _BELARUSIAN = re.compile("[іїєґ]"), re.compile("[ўэы]")


class Tenure(NamedTuple):
    """An office, of what, from when to when."""

    office: str
    of: str
    start: str
    end: str


class Official(NamedTuple):
    """Somebody of the list whom the gazetteer wants."""

    qid: str
    country: str
    gender: str
    russian: Name | None
    native: Name | None  # in Ukrainian or Belarusian
    english: str
    others: tuple[str, ...]  # further English spellings
    tenures: tuple[Tenure, ...]

    @property
    def minor(self) -> bool:
        """Tell whether the person is known only as a member of a parliament."""
        return all(tenure.office in {"deputy", "senator"} for tenure in self.tenures)


@cache
def corrections() -> dict[tuple[str, str], str]:
    """Map (QID, field) to the corrected value."""
    rows = tables.read_rows(_HERE / "people_corrections.csv")
    return {(row["wikidata"], row["field"]): row["value"] for row in rows}


@cache
def _offices() -> dict[str, dict[str, tuple[str, str]]]:
    found: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for row in tables.read_rows(_HERE / "people_offices.csv"):
        found[row["role"]][row["country"]] = row["office"], row["of"]
    return found


@cache
def _cities() -> dict[str, str]:
    """Map the Russian names of cities of Russia to their ids; federal cities are regions, namesakes the largest."""
    found: dict[str, tuple[int, str]] = {}
    for theme in ("settlements/imported", "settlements"):
        folder = tables.GAZETTEERS / theme
        sizes = {row["id"]: row for row in tables.read_rows(folder / "entities.csv")}
        for row in tables.read_rows(folder / "names.csv"):
            place = sizes.get(row["entity_id"])
            if place and (row["lang"], row["kind"]) == ("ru", "preferred"):
                size = int(place["population"] or 0)
                found[row["name"]] = max(found.get(row["name"], (0, "")), (size, row["entity_id"]))
    return {name: key for name, (_, key) in found.items()} | {"Москва": "RU-MOW", "Санкт-Петербург": "RU-SPE"}


def officials() -> Iterator[Official]:
    """Give those of the list who hold or held an office that the gazetteer is about."""
    with FACTS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    merged: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row["role"] and (row["qid"], "drop") not in corrections():
            merged[row["qid"]].append(row)
    for qid, group in sorted(merged.items()):
        official = _official(qid, group)
        if official is not None:
            yield official


def _official(qid: str, group: list[dict[str, str]]) -> Official | None:
    country = _country(qid, group)
    found = [tenure for row in group for tenure in _tenures(row, country)]
    tenures = tuple(dict.fromkeys(found))
    if not any(_wanted(tenure) for tenure in tenures):
        return None
    row = max(group, key=lambda each: (bool(each["name_ru"]), bool(each["name_en"]), len(each["role"])))
    english = next((each["name_en"] for each in group if each["name_en"]), "")
    return Official(
        qid,
        country,
        row["gender"],
        _russian(qid, row),
        _native(group),
        corrections().get((qid, "english"), english),
        tuple(alias for alias in row["aliases_en"].split("|") if alias),
        tenures,
    )


def _wanted(tenure: Tenure) -> bool:
    if tenure.office == "senator":
        return not tenure.end or tenure.end >= _SENATORS_SINCE
    if tenure.office == "deputy":
        return not tenure.end or tenure.end >= _MEMBERS_SINCE
    return not tenure.end or tenure.end >= _SINCE


def _country(qid: str, group: list[dict[str, str]]) -> str:
    if (qid, "country") in corrections():
        return corrections()[qid, "country"]
    roles = [role for row in group for role in row["role"].split("; ")]
    text = " ".join(roles)
    if re.search(r"duma-\d|federal-council|State Duma", text) or any(row["region"] for row in group):
        return "RU"
    if re.search(r"rada-\d|uawiki|People's Deputy", text):
        return "UA"
    if re.search(r"bywiki|\dth-dep|Belarus|chairman of the", text):
        return "BY"
    return _country_of(group[0]["aliases_uk_be"].lower(), roles)


def _country_of(native: str, roles: list[str]) -> str:
    """Tell the country by the letters of the native name, or else by the roles."""
    if _BELARUSIAN.search(native):
        return "BY"
    if _UKRAINIAN.search(native):
        return "UA"
    possible = [set(_offices()[role]) for role in roles if role in _offices()]
    common = set.intersection(*possible) if possible else set()
    return common.pop() if len(common) == 1 else ""


def _tenures(row: dict[str, str], country: str) -> Iterator[Tenure]:
    roles = row["role"].split("; ")
    start = corrections().get((row["qid"], "start"), row["start"])
    end = corrections().get((row["qid"], "end"), row["end"])
    end = "" if end and end < start else end
    named = [role for role in roles if not _CODE.match(role)]
    last = named[-1] if named else roles[-1]
    left = corrections().get((row["qid"], "end"), "")
    yield from _terms(roles, start if _MEMBER.match(last) and not _SENATOR.match(last) else "", left)
    if _SENATOR.match(last) or (last.startswith("member of the State Duma") and _SENATOR.match(roles[0])):
        if _SENATOR.match(last):
            yield Tenure("senator", "org-ru-sovfed", start, end)
        return
    if last.startswith("mayor of ") and row["region"] and (row["qid"], "no mayor") not in corrections():
        yield Tenure("mayor", _cities()[row["region"]], start, end)
    office = next((_offices()[role].get(country) for role in (last, roles[-1]) if role in _offices()), None)
    if office is not None and not _MEMBER.match(last):  # the end of a term may stand for the end of the office
        ends = {end for term, (_, end) in _TERMS.items() if term.startswith("duma")}
        yield Tenure(*office, start, "" if end in ends and len(named) > 2 else end)


def _terms(roles: list[str], start: str, left: str) -> Iterator[Tenure]:
    """Give the terms in a parliament since 2011, those that follow one upon another as one."""
    for house, body in _HOUSES.items():
        terms = sorted(role for role in roles if role in _TERMS and role.startswith(house))
        run: list[str] = []
        for term in terms:
            if run and _TERMS[run[-1]][1] != _TERMS[term][0]:
                yield from _term(body, run, start, left)
                run = []
            run.append(term)
        yield from _term(body, run, start, left)


def _term(body: str, run: list[str], start: str, left: str) -> Iterator[Tenure]:
    if not run or (_TERMS[run[-1]][1] and _TERMS[run[-1]][1] < _SINCE):
        return
    first, last = _TERMS[run[0]][0], _TERMS[run[-1]][1] or left
    later = len(run) == 1 and first < start and (not last or start < last)
    yield Tenure("deputy", body, start if later else first, last)


def _russian(qid: str, row: dict[str, str]) -> Name | None:
    """Give the Russian name: as corrected, or of the cell, with ё where an alias has it."""
    corrected = corrections().get((qid, "russian"))
    if corrected:
        words = corrected.split()
        return split(corrected) or Name(words[0], "", " ".join(words[1:]))
    name = split(row["name_ru"]) if row["name_ru"] else None
    if name is None:
        return None
    others = [other for alias in row["aliases_ru"].split("|") if (other := split(alias))]
    spelled = [other for other in others if other.key == name.key and "ё" in other.full.lower()]
    patronymics = [other.patronymic for other in others if other.key == name.key and other.patronymic]
    surname = spelled[0].surname if spelled and "ё" in spelled[0].surname else name.surname
    return name._replace(surname=surname, patronymic=name.patronymic or (patronymics[0] if patronymics else ""))


def _native(group: list[dict[str, str]]) -> Name | None:
    cells = [cell for row in group for cell in row["aliases_uk_be"].split("|") if cell]
    names = [name for cell in cells if _own(cell) and (name := split(cell))]
    return max(names, key=lambda name: bool(name.patronymic)) if names else None


def _own(cell: str) -> bool:
    """Tell whether a cell is in Ukrainian or Belarusian: a Russian one says nothing about either."""
    lower = cell.lower()
    return bool(re.search("[іїєґўʼ’']|аўна|ович|івна", lower)) and not re.search("[ёъ]|еевич|ьевич", lower)
