"""What each cell may hold, and what may be wrong with each file and row alone."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from normalize.curate.tables import ROWS, FormRow, NameRow, Problem, Row, Tables, columns, order
from normalize.text import script
from normalize.types import Case, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

# Which alphabet the words of a language are written in; a brand keeps its own in any language.
_ALPHABETS = {"en": "latin", "la": "latin", "uk": "cyrillic", "be": "cyrillic", "ru": "cyrillic"}
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


# Rules that a row of `exceptions.csv` may excuse something from; each is judged in a module beside this one.
RULES = frozenset({"english", "overlap", "parent", "radius", "strong", "tsky", "yo"})


class Shape(NamedTuple):
    """What a column takes: one of some known words, or a pattern with its meaning in words."""

    required: bool
    known: frozenset[str] = frozenset()
    pattern: str = ""
    meaning: str = ""

    def judge(self, column: str, cell: str) -> str:
        """Tell what is wrong with a cell, or give "".

        >>> shape("entities", "wikidata").judge("wikidata", "12")
        "'12' is not Q and digits"
        """
        if self.known and cell not in self.known:
            return f"{cell!r} is no {column}; known: {', '.join(sorted(self.known))}"
        if self.pattern and not re.fullmatch(self.pattern, cell):
            return f"{cell!r} is not {self.meaning}"
        return f"{cell!r} is no day of the calendar" if self.pattern == _DATE[0] and not _on_calendar(cell) else ""


def _on_calendar(date: str) -> bool:
    """Tell days that there are from such as the 31st of April; partial dates always are.

    >>> _on_calendar("2024-02-29"), _on_calendar("2023-02-29"), _on_calendar("2023-02")
    (True, False, True)
    """
    try:
        return len(date) < len("YYYY-MM-DD") or bool(dt.date.fromisoformat(date))
    except ValueError:
        return False


_KNOWN: dict[tuple[str, str], frozenset[str]] = {
    ("entities", "kind"): frozenset(kind.value for kind in Kind),
    ("entities", "status"): frozenset({"active", "former", "disputed", "unverified"}),
    ("names", "lang"): frozenset({"ru", "en", "uk", "be", "la", "mul"}),
    ("names", "kind"): frozenset(
        {
            "preferred",
            "alias",
            "short",
            "abbreviation",
            "former",
            "colloquial",
            "misspelling",
            "adjective",
            "rejected",
        }
    ),
    ("names", "strength"): frozenset({"strong", "weak"}),
    ("relations", "relation"): frozenset(
        {
            "administered_by",
            "capital_of",
            "claimed_by",
            "located_in",
            "member_of",
            "part_of",
            "replaced_by",
        }
    ),
    ("proofs", "expect"): frozenset({"yes", "no"}),
    ("forms", "case"): frozenset(case.value for case in Case if case is not Case.NOMINATIVE),
    ("expected", "kind"): frozenset(kind.value for kind in Kind),
    ("offices", "of_kind"): frozenset(kind.value for kind in Kind),
    ("exceptions", "rule"): RULES,
    # Licences under which facts may go into an MIT package; those of CC BY 4.0 are named in gazetteers/NOTICE.
    ("sources", "licence"): frozenset(
        {
            "CC BY 4.0",
            "CC0 1.0",
            "MIT",
            "facts only",
            "official document without copyright",
            "public domain",
            "reuse with attribution (Decision 2011/833/EU)",
        }
    ),
}

_DATE = (r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", "YYYY, YYYY-MM or YYYY-MM-DD")
_ID = (r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", "Latin letters, digits and single hyphens")

_PATTERNS: dict[str, tuple[str, str]] = {
    "id": _ID,
    "entity_id": _ID,
    "to": _ID,
    "iso3166_2": (r"[A-Z]{2}-[A-Z0-9]{1,3}", "a code such as RU-SMO"),
    "katotth": (r"UA\d{17}", "UA and 17 digits"),
    "geonames": (r"\d{1,9}", "digits"),
    "wikidata": (r"Q[1-9]\d*", "Q and digits"),
    "oktmo": (r"\d{2,11}", "digits"),
    "okato": (r"\d{2,11}", "digits"),
    "population": (r"\d+", "a whole number"),
    "lat": (r"-?([0-8]?\d(\.\d+)?|90(\.0+)?)", "degrees from -90 to 90"),
    "lon": (r"-?((\d{1,2}|1[0-7]\d)(\.\d+)?|180(\.0+)?)", "degrees from -180 to 180"),
    "number": (r"\d+", "a whole number"),
    "acting": (r"[a-z]+([_ -][a-z]+)*", "a short English key such as acting_governor"),
    "office": (r"[a-z]+([_ -][a-z]+)*", "a short English key such as governor"),
    "valid_from": _DATE,
    "valid_to": _DATE,
    "date": _DATE,
    "retrieved": _DATE,
}

_MUST = {
    "entities": frozenset({"id", "kind", "status", "source"}),
    "names": frozenset({"entity_id", "name", "lang", "kind", "strength", "source"}),
    "forms": frozenset({"entity_id", "name", "case", "form", "source"}),
    "relations": frozenset({"subject", "relation", "object", "source"}),
    "tenures": frozenset({"person", "office", "of", "source"}),
    "proofs": frozenset({"entity_id", "sentence", "expect"}),
    "sources": frozenset({"id", "title", "licence"}),
    "redirects": frozenset({"id", "to", "date", "reason"}),
    "offices": frozenset({"office", "source"}),
    "expected": frozenset({"of", "kind", "number", "source"}),
    "exceptions": frozenset({"rule", "entity_id", "reason", "source"}),
}


@cache
def shape(table: str, column: str) -> Shape:
    """Give what a column of a table takes.

    >>> shape("proofs", "expect").known == {"yes", "no"}, shape("names", "valid_to").required
    (True, False)
    """
    known = _KNOWN.get((table, column), frozenset())
    pattern, meaning = ("", "") if known else _PATTERNS.get(column, ("", ""))
    return Shape(column in _MUST[table], known, pattern, meaning)


def check_cells(tables: Tables) -> Iterator[Problem]:
    """Give what is wrong with the files, and with each row alone."""
    yield from tables.problems
    yield from _sorted_rows(tables)
    for table in ROWS:
        for row in getattr(tables, table):
            yield from (Problem(row.where, column, text) for column, text in _row(table, row))


def _row(table: str, row: Row) -> Iterator[tuple[str, str]]:
    for column, cell in zip(columns(table), row[1:], strict=True):
        text = _cell(table, column, str(cell))
        if text:
            yield column, text
    start, end = getattr(row, "valid_from", ""), getattr(row, "valid_to", "")
    if start and end and end < start[: len(end)]:
        yield "valid_to", f"{end!r} is before valid_from {start!r}"
    text = _alphabet(row.name, row.lang) if isinstance(row, NameRow) else ""
    if text:
        yield "name", text
    text = _alphabet(row.form, "ru") if isinstance(row, FormRow) else ""
    if text:
        yield "form", text


@lru_cache(1 << 14)
def _cell(table: str, column: str, cell: str) -> str:
    if not cell:
        return "is empty" if shape(table, column).required else ""
    return _clean(cell) or shape(table, column).judge(column, cell)


def _clean(cell: str) -> str:
    """Tell invisible trouble in a cell.

    >>> _clean("Тула ")
    "'Тула ' begins or ends with a space, or has two in a row"
    >>> _clean("Йошкар" + chr(0xAD) + "-Ола")
    'U+00AD SOFT HYPHEN must not stand in a cell'
    """
    if cell != " ".join(cell.split(" ")).strip() or "  " in cell:
        return f"{cell!r} begins or ends with a space, or has two in a row"
    if cell.isascii() and cell.isprintable():
        return ""
    if cell != unicodedata.normalize("NFC", cell):
        return f"{cell!r} is not in composed form (NFC); `normalize gazetteer fmt`"
    odd = next((char for char in cell if not char.isprintable()), "")
    return f"U+{ord(odd):04X} {unicodedata.name(odd, 'CONTROL')} must not stand in a cell" if odd else ""


def _alphabet(surface: str, lang: str) -> str:
    """Tell words whose letters come from two alphabets, or from the wrong one.

    A Russian name may hold a Latin word ("Telegram"); an English one holds no Cyrillic.

    >>> _alphabet("Cмоленск", "ru")
    "'Cмоленск' mixes Cyrillic and Latin letters"
    >>> _alphabet("Тelegram", "en"), _alphabet("Telegram", "ru"), _alphabet("Тула", "en")
    ("'Тelegram' mixes Cyrillic and Latin letters", '', "'Тула' is Cyrillic in a name of language 'en'")
    """
    if surface.isascii():
        return ""
    for word in _WORD.findall(surface):
        letters = script(word)
        if letters == "mixed":
            return f"{word!r} mixes Cyrillic and Latin letters"
        if letters == "cyrillic" and _ALPHABETS.get(lang) == "latin":
            return f"{word!r} is Cyrillic in a name of language {lang!r}"
    return ""


def _sorted_rows(tables: Tables) -> Iterator[Problem]:
    """Tell rows out of order; imported ones that speak of a merged entity stand where its old id does."""
    led = {row.to for row in tables.redirects}
    for table in ROWS:
        rows: list[Row] = [row for row in getattr(tables, table) if not (row.where.imported and led & set(row[1:4]))]
        for row, following in pairwise(rows):
            if row.where.file != following.where.file:
                continue
            this, that = order(table, row[1:]), order(table, following[1:])
            if this == that:
                yield Problem(following.where, "row", f"repeats line {row.where.line}")
            elif that < this:
                yield Problem(following.where, "row", "is out of order; `normalize gazetteer fmt` sorts")
