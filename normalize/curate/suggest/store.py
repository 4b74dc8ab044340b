"""Clusters on disk while a corpus is read: memory stays the same however long the corpus, and a stop loses nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple, Self

from normalize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from normalize.curate.suggest.collect import Sighting

_CONTEXTS = 5
_VERSION = 2
_TABLES = """
CREATE TABLE IF NOT EXISTS cluster (key TEXT PRIMARY KEY, kind TEXT, mentions INTEGER, documents INTEGER, last TEXT)
  WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spelling (key TEXT, surface TEXT, normal TEXT, mentions INTEGER,
  PRIMARY KEY (key, surface, normal))  WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS context (key TEXT, number INTEGER, document TEXT, before TEXT, surface TEXT, after TEXT,
  PRIMARY KEY (key, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS done (source TEXT PRIMARY KEY, documents INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS began (how TEXT);
CREATE INDEX IF NOT EXISTS by_count ON cluster (mentions DESC, key);
"""


class Context(NamedTuple):
    """Where a mention stood: the document, and the words before and after.

    >>> str(Context("a.txt", "Мэр ", "Иван Зотов", " открыл мост"))
    'Мэр [Иван Зотов] открыл мост'
    """

    document: str
    before: str
    surface: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}[{self.surface}]{self.after}"


class Row(NamedTuple):
    """A cluster as it is counted: its spellings with their normal forms, and the first places it stood in."""

    key: str
    kind: str
    mentions: int
    documents: int
    spellings: tuple[tuple[str, str, int], ...]
    contexts: tuple[Context, ...]


class Store:
    """Counts of clusters in one SQLite file; use it as a context manager."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it.

        Raises:
            InputError: it is another sort of file.
        """
        self.path = path
        try:
            self._base = sqlite3.connect(path, isolation_level=None)
            version = self._base.execute("PRAGMA user_version").fetchone()[0]
            if version not in {0, _VERSION}:
                raise InputError(
                    f"{path}: was begun by another version; give another --state, or remove it to begin anew"
                )
            self._base.executescript(_TABLES)
            self._base.execute(f"PRAGMA user_version = {_VERSION}")
        except sqlite3.Error as error:
            raise InputError(
                f"{path}: cannot be used to keep the state ({error}); give another file with --state"
            ) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def begin(self, how: str) -> bool:
        """Go on with what was counted in this way, or begin anew; tell whether something is gone on with.

        `how` says what the counts rest on: a corpus counted with another gazetteer has other unknown names.
        """
        found = self._base.execute("SELECT how FROM began").fetchone()
        if found and found[0] == how:
            return bool(self._base.execute("SELECT count(*) FROM done").fetchone()[0])
        with self.batch():
            for table in ("cluster", "spelling", "context", "done", "began"):
                self._base.execute(f"DELETE FROM {table}")  # noqa: S608  one of ours
            self._base.execute("INSERT INTO began VALUES (?)", (how,))
        return False

    def end(self) -> None:
        """Say that the corpus is counted: the next run begins anew."""
        self._base.execute("UPDATE began SET how = ''")

    def done(self, source: str) -> int:
        """Tell how many documents of a source are counted already."""
        found = self._base.execute("SELECT documents FROM done WHERE source = ?", (source,)).fetchone()
        return int(found[0]) if found else 0

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Count several documents as one: all of them, or after a crash none."""
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    def add(self, source: str, number: int, sightings: Iterable[Sighting]) -> None:
        """Count the sightings of document `number` (from 1) of a source."""
        document = f"{source}#{number}"
        for sighting in sightings:
            self._count(sighting, document)
            self._keep(sighting)
        self._base.execute("INSERT OR REPLACE INTO done VALUES (?, ?)", (source, number))

    def _count(self, sighting: Sighting, document: str) -> None:
        self._base.execute(
            "INSERT INTO cluster VALUES (?, ?, 1, 1, ?) ON CONFLICT (key) DO UPDATE SET mentions = mentions + 1,"
            " documents = documents + (last <> excluded.last), last = excluded.last",
            (sighting.key, sighting.kind, document),
        )
        self._base.execute(
            "INSERT INTO spelling VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET mentions = mentions + 1",
            (sighting.key, " ".join(sighting.surface.split()), sighting.normal),
        )

    def _keep(self, sighting: Sighting) -> None:
        """Keep the first contexts; one a document says more than several of one."""
        query = "SELECT count(*), max(document = ?) FROM context WHERE key = ?"
        kept, again = self._base.execute(query, (sighting.context.document, sighting.key)).fetchone()
        if kept < _CONTEXTS and not again:
            self._base.execute("INSERT INTO context VALUES (?, ?, ?, ?, ?, ?)", (sighting.key, kept, *sighting.context))

    def rows(self, at_least: int = 1, limit: int = -1) -> Iterator[Row]:
        """Give the clusters with at least so many mentions, the most frequent first."""
        query = (
            "SELECT key, kind, mentions, documents FROM cluster WHERE mentions >= ? ORDER BY mentions DESC, key LIMIT ?"
        )
        with closing(self._base.execute(query, (at_least, limit))) as found:
            for key, kind, mentions, documents in found:
                yield Row(key, kind, mentions, documents, self._spellings(key), self._contexts(key))

    def _spellings(self, key: str) -> tuple[tuple[str, str, int], ...]:
        query = "SELECT surface, normal, mentions FROM spelling WHERE key = ? ORDER BY mentions DESC, surface LIMIT 40"
        return tuple(self._base.execute(query, (key,)).fetchall())

    def _contexts(self, key: str) -> tuple[Context, ...]:
        query = "SELECT document, before, surface, after FROM context WHERE key = ? ORDER BY number"
        return tuple(Context(*row) for row in self._base.execute(query, (key,)))
