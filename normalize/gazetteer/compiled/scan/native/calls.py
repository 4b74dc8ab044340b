"""Hand a batch to `scan.c`: its text, the sections of the files, and room for what it finds.

Owns the memory that the library works in, and the answers to what it asks: how a word is spelled that no table can
spell, whether a name goes on across a gap, whether a surface is hidden. Those rules stay in `cutting.py`.
"""

from __future__ import annotations

import ctypes
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from normalize.gazetteer.compiled import cutting
from normalize.gazetteer.compiled.scan.choice import Choice
from normalize.gazetteer.compiled.scan.native import shapes
from normalize.gazetteer.compiled.strings import letters_of_bytes
from normalize.gazetteer.surfaces import MIX, STEP, powers
from normalize.text.script import fold
from normalize.text.tokens import MAX_WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from normalize.gazetteer.compiled.scan.choice import Hidden
    from normalize.gazetteer.compiled.table import Table

_LONGEST = 1 << 28  # characters of a batch: places in it, and in four times as many, have 32 bits
_GAPS = 1 << 10  # of these no more than half are remembered
_WIDER = 4  # times: as many characters a letter may come apart into


class Scanner:
    """Scans batches for the surfaces of some tables; for one thread."""

    def __init__(self, library: ctypes.CDLL, tables: Sequence[Table], hidden: Hidden | None) -> None:
        self._scan, self._tables = library.nrm_scan, tables
        self._answers = _Answers(hidden)
        self._kept: dict[str, Any] = {}  # what the library points to must live as long
        self._job = shapes.Job(ask=shapes.Asker(self._answers), step=int(STEP), mix=int(MIX))
        self._size = -1
        self._give_tables(tables)
        self._give("letters", _letters())
        self._give("bases", cutting.bases())
        self._give("powers", powers()[0][:MAX_WORD])
        self._give("bytes", np.append(letters_of_bytes(), np.arange(256)).astype("<u4"))
        self._give("gaps", np.zeros(_GAPS, dtype="<u8"))
        self._give("rules", np.zeros(_GAPS, dtype="u1"))
        self._job.gap_mask, self._job.gap_room = _GAPS - 1, _GAPS // 2
        self._job.abbreviation_count = self._give("abbreviations", cutting.known_abbreviations())
        self._job.units_room = self._give("units", np.empty(4 * shapes.LONGEST_STRING, dtype="<u4"))
        if hidden:
            self._give("hidden", np.zeros(sum(map(len, tables)), dtype="u1"))

    def chosen(self, text: str) -> Choice | None:
        """Give the surfaces in a text as `choice.chosen` does, or None where it is left to that.

        Raises:
            GazetteerError: a section is damaged.
        """
        codes = _codes(text) if len(text) <= _LONGEST else None
        if codes is None:
            return None
        self._make_room(len(codes))
        self._answers.text = text
        self._job.size = self._give("codes", codes)
        self._job.at = self._job.spelled_size = self._job.found_count = self._job.free = 0
        count = self._scan(ctypes.byref(self._job))
        if count == shapes.NO_ROOM:
            return None
        if count == shapes.ASKED_IN_VAIN:
            raise self._answers.failure()
        if count < 0:
            raise self._tables[self._job.damaged].damaged()
        return Choice(*self._kept["found"][:count].T)

    def _make_room(self, size: int) -> None:
        if size > self._size:
            self._size = size
            self._job.room = self._give("found", np.empty((size // 2 + 1, 3), dtype="<i8"))
            self._answers.spelled = np.empty(_WIDER * size, dtype="<u4")
            self._job.spelled_room = self._give("spelled", self._answers.spelled)

    def _give(self, name: str, array: NDArray[Any]) -> int:
        """Let the library see an array; give its length."""
        self._kept[name] = array
        setattr(self._job, name, array.ctypes.data)
        return len(array)

    def _give_tables(self, tables: Sequence[Table]) -> None:
        seen = (shapes.Surfaces * len(tables))()
        origin = 0
        for number, table in enumerate(tables):
            mapped = table.mapped()
            self._kept[f"table {number}"] = mapped
            for name, array in mapped._asdict().items():
                setattr(seen[number], name, array.ctypes.data)
            seen[number].count, seen[number].origin = len(table), origin
            seen[number].first_size = len(mapped.first)
            seen[number].content_size, seen[number].blocks = len(mapped.content), len(mapped.block)
            seen[number].shift = 33 - len(mapped.drawer).bit_length()
            origin += len(table)
        self._kept["tables"] = seen
        self._job.tables, self._job.table_count = ctypes.addressof(seen), len(tables)
        room = shapes.CHUNK * shapes.LONGEST_WINDOW * len(tables)
        self._give("windows", np.empty((room, ctypes.sizeof(shapes.Window)), dtype="u1"))


class _Answers:
    """What the library asks in the middle of a text; an error is kept and raised when the library has come back."""

    def __init__(self, hidden: Hidden | None) -> None:
        self.text = ""
        self.spelled: NDArray[np.uint32] = np.empty(0, dtype="<u4")
        self._hidden = hidden
        self._failed: BaseException | None = None

    def __call__(self, what: int, first: int, second: int, third: int) -> int:
        try:
            return self._answer(what, first, second, third)
        except BaseException as error:  # noqa: BLE001 - no exception can pass through C; it is raised on the other side
            self._failed = error
            return -1

    def failure(self) -> BaseException:
        """Give what went wrong, once."""
        failed, self._failed = self._failed, None
        return failed or RuntimeError("the compiled scan stopped and does not say why")

    def _answer(self, what: int, first: int, second: int, third: int) -> int:
        if what == shapes.ASK_GAP:
            return cutting.rule_of(first)
        if what == shapes.ASK_LONG_GAP:
            return cutting.joins_long(self.text, first, second, abbreviated=bool(third))
        if what == shapes.ASK_SPELLING:
            return self._spell(first, second, third)
        return self._hidden is not None and self._hidden(first)

    def _spell(self, start: int, end: int, place: int) -> int:
        """Put a word where the library looks for it; give how much of the text it takes, and its own length."""
        word, end = cutting.spelled(self.text, start, end)
        if place + len(word) <= len(self.spelled):
            letters = np.frombuffer(word.encode("utf-32-le", "surrogatepass"), dtype="<u4")
            self.spelled[place : place + len(word)] = letters
        return (end - start) << 32 | len(word)


def _codes(text: str) -> NDArray[np.uint16] | None:
    """Give the characters of a text in two bytes each, or None where a letter needs more.

    Whatever else needs more stands for itself in no word and in no gap that joins, and becomes one such character.
    """
    packed = text.encode("utf-16-le", "surrogatepass")
    if len(packed) == 2 * len(text) and "Σ" not in text:
        return np.frombuffer(packed, dtype="<u2")
    codes = np.frombuffer(fold(text).encode("utf-32-le", "surrogatepass"), dtype="<u4")  # as cutting.py does
    far = np.unique(codes[codes >= cutting.BMP]).tolist()
    if any(cutting.sort_of(chr(code)) for code in far):
        return None
    near: NDArray[np.uint16] = np.minimum(codes, cutting.BMP - 1).astype("<u2")
    return near


@lru_cache(maxsize=1)
def _letters() -> NDArray[np.uint32]:
    """Give for each character of the first plane its folded form and, above it, what it is."""
    folds, sorts = cutting.characters()
    gaps = cutting.first_of_gaps()[folds]
    flags = (
        (shapes.WORD, (sorts > 0) & (sorts < cutting.MARK)),
        (shapes.DIGIT, sorts == cutting.DIGIT),
        (shapes.STRANGE, (sorts == cutting.ACCENT) | (sorts == cutting.HARD)),
        (shapes.HARD, sorts == cutting.HARD),
        (shapes.MARK, sorts == cutting.MARK),
        (shapes.PLAIN, gaps == 1),
        (shapes.NEVER, gaps == 2),
    )
    letters = folds.astype("<u4")
    for flag, where in flags:
        letters[where] |= np.uint32(flag)
    return letters
