"""Judgements as rows of a table: written after each one, sorted so that git shows what changed, merged, compared.

A row says what one reviewer holds of one cluster, spelling and entity. Who judges the same again overwrites the row.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from normalize.curate.tables.writing import write_whole
from normalize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

# What a reviewer may say. The first two speak of a cluster and an entity, those after them of a spelling too.
VERDICTS = ("same", "not", "unsure", "alias", "misspelling", "new", "skip")
_POSITIVE = frozenset({"same", "alias", "misspelling", "new"})
_NEED_ENTITY = _POSITIVE | {"not"}
_NEED_SPELLING = frozenset({"alias", "misspelling", "new"})


class Judgement(NamedTuple):
    """What one reviewer said of a cluster.

    `same` says that the cluster is the entity, whose names stay as they are; `alias` and `misspelling` give it the
    spelling as a name; `new` makes an entity with the id, and a row of it stands for each of its names. `facts` says
    what else a new entity needs, as "office=mayor; of=gn-480562; since=2026-03-01".
    """

    key: str
    kind: str
    verdict: str
    entity_id: str
    spelling: str
    facts: str
    reviewer: str
    date: str
    note: str

    @property
    def subject(self) -> tuple[str, str, str, str]:
        """What is judged and by whom: a second judgement of it replaces the first."""
        return self.key, self.spelling, self.entity_id, self.reviewer

    @property
    def positive(self) -> bool:
        """Tell whether it says that the cluster is the entity."""
        return self.verdict in _POSITIVE

    def __str__(self) -> str:
        about = f" {self.spelling!r}" if self.spelling else ""
        return f"{self.reviewer}: {self.key}{about}: {self.verdict} {self.entity_id}".rstrip()


class Contradiction(NamedTuple):
    """Judgements of one cluster that cannot all be right."""

    key: str
    judgements: tuple[Judgement, ...]

    def __str__(self) -> str:
        return f"{self.key}: " + "; ".join(
            f"{one.reviewer} says {one.verdict} {one.entity_id}".rstrip() for one in self.judgements
        )


def read_judgements(path: Path) -> list[Judgement]:
    """Read a table of judgements; one that is not there yet holds none.

    Raises:
        InputError: it is another sort of file; the line and the remedy are named.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read as a table of judgements ({error}); give another file"
        raise InputError(message) from None
    return parsed_judgements(text, str(path))


def parsed_judgements(text: str, name: str) -> list[Judgement]:
    """Read the text of a table of judgements that is called `name`.

    Raises:
        InputError: it is something else; the line and the remedy are named.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = tuple(next(reader, ()))
        if header != Judgement._fields:
            message = f"{name}:1: is no table of judgements; its header should be {','.join(Judgement._fields)}"
            raise InputError(message)
        return [_judgement(row, f"{name}:{reader.line_num}") for row in reader]
    except csv.Error as error:
        message = f"{name}:{reader.line_num}: not CSV: {error}"
        raise InputError(message) from None


def _judgement(cells: Sequence[str], where: str) -> Judgement:
    if len(cells) != len(Judgement._fields):
        message = f"{where}: {len(cells)} cells where {len(Judgement._fields)} are expected; mend the row"
        raise InputError(message)
    found = Judgement(*cells)
    problem = (
        f"verdict: {found.verdict!r} is none; known: {', '.join(VERDICTS)}"
        if found.verdict not in VERDICTS
        else f"entity_id: {found.verdict!r} needs one"
        if found.verdict in _NEED_ENTITY and not found.entity_id
        else f"spelling: {found.verdict!r} needs one"
        if found.verdict in _NEED_SPELLING and not found.spelling
        else ""
    )
    if problem:
        message = f"{where}: {problem}"
        raise InputError(message)
    return found


def as_table(judgements: Iterable[Judgement]) -> str:
    """Write judgements as the canonical text of their table: sorted, one row a subject, the latest winning."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Judgement._fields)
    writer.writerows(merged(judgements))
    return text.getvalue()


def merged(*tables: Iterable[Judgement]) -> list[Judgement]:
    """Give the judgements of several tables as one; of two by one reviewer on one subject the later.

    >>> early = Judgement("person:zot", "person", "unsure", "zotov-ivan", "", "", "anna", "2026-11-01", "")
    >>> late = early._replace(verdict="same", date="2026-11-02")
    >>> merged([late], [early]) == [late]
    True
    """
    kept: dict[tuple[str, str, str, str], Judgement] = {}
    for judgement in (one for table in tables for one in table):
        known = kept.get(judgement.subject)
        if known is None or (known.date, known) < (judgement.date, judgement):
            kept[judgement.subject] = judgement
    return sorted(kept.values())


def contradictions(judgements: Iterable[Judgement]) -> list[Contradiction]:
    """Give the judgements that cannot all be right, cluster by cluster.

    A cluster cannot be and not be an entity, a spelling cannot belong to two, and a cluster that is called one
    entity as a whole cannot be another as well.
    """
    by_key: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        by_key[judgement.key].append(judgement)
    found = ((key, _at_odds(group)) for key, group in sorted(by_key.items()))
    return [Contradiction(key, tuple(sorted(odd))) for key, odd in found if odd]


def _at_odds(group: list[Judgement]) -> set[Judgement]:
    positive = [one for one in group if one.positive]
    denied = {one.entity_id for one in group if one.verdict == "not"}
    odd = {one for one in group if one.entity_id in denied and (one.positive or one.verdict == "not")}
    if not any(one.positive for one in odd):
        odd = set()
    by_spelling: dict[str, list[Judgement]] = defaultdict(list)
    for one in positive:
        by_spelling[one.spelling].append(one)
    for alike in by_spelling.values():
        if len({(one.verdict, one.entity_id) for one in alike}) > 1:
            odd.update(alike)
    if len({one.entity_id for one in positive}) > 1 and any(one.verdict in {"same", "new"} for one in positive):
        odd.update(positive)
    return odd


class Judgements:
    """A table of judgements in use: each one is on disk before `add` returns, and the last ones can be taken back."""

    def __init__(self, path: Path) -> None:
        """Open the table, or begin one.

        Raises:
            InputError: the file is something else.
        """
        self.path = path
        self._rows = {one.subject: one for one in read_judgements(path)}
        self._done: list[list[tuple[Judgement, Judgement | None]]] = []

    def __iter__(self) -> Iterator[Judgement]:
        return iter(sorted(self._rows.values()))

    def judged(self, reviewer: str) -> set[str]:
        """Give the keys of the clusters that a reviewer is done with; denying one candidate ends nothing."""
        return {one.key for one in self._rows.values() if one.reviewer == reviewer and one.verdict != "not"}

    def add(self, *judgements: Judgement) -> None:
        """Write judgements that are one act of the reviewer; rows that others wrote meanwhile are kept.

        Raises:
            InputError: the table cannot be written.
        """
        with self._held():
            self._done.append([(one, self._rows.get(one.subject)) for one in judgements])
            self._rows.update({one.subject: one for one in judgements})
            self._write()

    def undo(self) -> tuple[Judgement, ...]:
        """Take back the reviewer's last act of this session, and give it; () when there is none."""
        if not self._done:
            return ()
        with self._held():
            act = self._done.pop()
            for one, before in act:
                if before is None:
                    self._rows.pop(one.subject, None)
                else:
                    self._rows[one.subject] = before
            self._write()
        return tuple(one for one, _ in act)

    def _write(self) -> None:
        write_whole(self.path, as_table(self._rows.values()))

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Hold the table for one writer, and see what others wrote first."""
        try:
            with self.path.with_name(f"{self.path.name}.lock").open("w") as file:
                try:
                    import fcntl
                except ImportError:  # Windows: the last writer wins there, the file whole
                    pass
                else:
                    fcntl.flock(file, fcntl.LOCK_EX)
                self._rows = {one.subject: one for one in read_judgements(self.path)}
                yield
        except OSError as error:
            message = f"{self.path}: cannot be written ({error.strerror}); give another file with --judgements"
            raise InputError(message) from error
