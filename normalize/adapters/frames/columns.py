"""What may be asked of a column of strings, and the answers worked out once for each distinct value.

Knows no data frame: a neighbour brings its distinct values and spreads the answers over its rows.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import normalize
from normalize.errors import InputError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from normalize import Document, Kind, Link, Normalizer

T = TypeVar("T")

# The fields of one link, in order, and the Python type of each; every field but the confidence may be missing.
LINK: dict[str, type] = {"entity": str, "kind": str, "ru": str, "en": str, "confidence": float, "reason": str}

# The fields of one mention of a text: where it stands, and its link.
MENTION: dict[str, type] = {"start": int, "end": int, "surface": str, **LINK}

MOST = 1 << 20  # answers that are remembered between two batches
_SURROGATE = re.compile("[\ud800-\udfff]")


class Shape(Enum):
    """What an answer is: the fields of `LINK`, a list of the fields of `MENTION`, or a string."""

    LINK = "link"
    MENTIONS = "mentions"
    TEXT = "text"


class Once(Generic[T]):
    """Answers one question for values that come in batches: each distinct value is worked out once.

    What comes in batches (lazy frames, SQL, Spark) would otherwise be worked out again in each. At most about a
    million answers are remembered; a column with more distinct values forgets and goes on.

    >>> asked = []
    >>> once = Once(lambda values: [asked.append(value) or value.upper() for value in values])
    >>> once(["а", "б"]), once(["б", "в"]), asked
    (['А', 'Б'], ['Б', 'В'], ['а', 'б', 'в'])
    """

    def __init__(
        self, answer: Callable[[Sequence[Any]], Iterable[T]], shape: Shape = Shape.TEXT, most: int = MOST
    ) -> None:
        self.shape = shape
        self._answer, self._most = answer, most
        self._known: dict[Any, T] = {}

    def __call__(self, values: Iterable[Any]) -> list[T]:
        """Answer each value, in order, and remember."""
        known, wanted = self._known, list(values)
        new = [value for value in dict.fromkeys(wanted) if value not in known]
        if len(known) + len(new) > self._most:  # a new dict, not a cleared one: another thread may be reading
            known = {value: known[value] for value in dict.fromkeys(wanted) if value in known}
        known.update(zip(new, self._answer(new), strict=True))
        self._known = known if len(known) <= self._most else {}
        return [known[value] for value in wanted]

    def distinct(self, values: Sequence[Any]) -> list[T]:
        """Answer values of which no two are equal and after which none comes: nothing is remembered."""
        return list(self._answer(values))


def links(
    normalizer: Normalizer | None = None,
    *,
    kind: str | Kind | None = None,
    within: str | None = None,
    date: str | dt.date | None = None,
) -> Once[dict[str, Any]]:
    """Ask which entity each name is; an answer is a dict of the fields of `LINK`.

    Raises:
        UnknownNameError: no such kind or id.
        InputError: the date is no ISO date.

    >>> [(row["entity"], row["en"]) for row in links()(["Смоленской областью", "Нигде"])]
    [('RU-SMO', 'Smolensk Oblast'), (None, 'Nigde')]
    """
    nz = normalizer or shared()
    nz.link("", kind=kind, within=within, date=date)  # a wrong option is told now, not in the middle of a query
    return Once(
        lambda names: [link_row(nz.link(name, kind=kind, within=within, date=date)) for name in names], Shape.LINK
    )


def mentions(
    normalizer: Normalizer | None = None, *, date: str | dt.date | None = None, workers: int | None = None
) -> Once[list[dict[str, Any]]]:
    """Ask for the mentions of each text; an answer is a list of dicts of the fields of `MENTION`.

    Raises:
        InputError: the date is no ISO date.
    """
    nz = normalizer or shared()
    nz.annotate("", date=date)
    return Once(lambda texts: map(mention_rows, nz.annotate_many(texts, workers=workers, date=date)), Shape.MENTIONS)


def romanizations(scheme: str = "press") -> Once[str]:
    """Ask for each text in Latin letters.

    Raises:
        UnknownNameError: no scheme is so called.

    >>> romanizations("icao")(["Щеглов"])
    ['Shcheglov']
    """
    romanize = normalize.romanize
    romanize("", scheme)
    return Once(lambda texts: [storable(romanize(text, scheme)) for text in texts])


def match_keys(kind: str | Kind | None = None) -> Once[str]:
    """Ask for the match key of each name.

    Raises:
        UnknownNameError: no such kind.

    >>> len(set(match_keys("person")(["Василием Анохиным", "Anokhin, Vasily"])))
    1
    """
    normalize.match_key("", kind)
    return Once(lambda names: [storable(normalize.match_key(name, kind)) for name in names])


def link_row(link: Link) -> dict[str, Any]:
    """Give the fields of `LINK` of one link; the reason is the first, the one that decided."""
    return {
        "entity": link.entity.id if link.entity is not None else None,
        "kind": link.kind.value if link.kind is not None else None,
        "ru": storable(link.normal.ru),
        "en": storable(link.normal.en),
        "confidence": link.confidence,
        "reason": storable(str(link.reasons[0])) if link.reasons else None,
    }


def mention_rows(document: Document) -> list[dict[str, Any]]:
    """Give the fields of `MENTION` of each link of a document, in text order."""
    return [
        {"start": link.span.start, "end": link.span.end, "surface": storable(link.surface), **link_row(link)}
        for link in document.links
    ]


def storable(text: str) -> str:
    r"""Put � for halves of a surrogate pair: Arrow, polars and DuckDB hold UTF-8, which has no such thing.

    >>> storable("Тула\ud83d")
    'Тула�'
    """
    return text if text.isascii() else _SURROGATE.sub("�", text)


def coded(values: Iterable[Any], missing: Callable[[Any], bool]) -> tuple[list[str], list[int | None]]:
    """Number the distinct strings of a column: the strings, and for each row its number, or None if it is missing.

    Raises:
        InputError: a value is neither a string nor missing.

    >>> coded(["а", None, "б", "а"], lambda value: value is None)
    (['а', 'б'], [0, None, 1, 0])
    """
    numbers: dict[str, int] = {}
    rows: list[int | None] = []
    for row, value in enumerate(values):
        if isinstance(value, str):
            rows.append(numbers.setdefault(value, len(numbers)))
        elif missing(value):
            rows.append(None)
        else:
            raise not_text(f"row {row}", value)
    return list(numbers), rows


def not_text(where: str, value: object) -> InputError:
    """Say that a column holds something else than text."""
    return InputError(
        f"{where}: {value!r:.60} is a {type(value).__name__}, not a string: choose a column of strings, or convert it"
    )


@lru_cache(maxsize=1)
def shared() -> Normalizer:
    """Open the shipped gazetteer once a process, as `normalize.load()` gives it."""
    return normalize.load()
