"""How far a run over a corpus has come: one bar for all files, with documents, rate and the time that is left."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from rich.progress import Progress, TaskID


class Bar:
    """Draws on stderr, where a person looks; use it as a context manager."""

    def __init__(self, files: Sequence[str]) -> None:
        """Take the sizes of the files; of a stream nobody knows how long it is."""
        sizes = [_size(file) for file in files]
        self._total = None if None in sizes else sum(filter(None, sizes))
        self._shown = sys.stderr.isatty()
        self._file: BinaryIO | None = None
        self._before = self._documents = 0
        self.progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if self._shown:
            self.progress = _progress()
            self._task = self.progress.add_task("", total=self._total, documents=0, earlier=0)
            self.progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.progress is not None:
            self.progress.stop()

    def watch(self, file: BinaryIO) -> None:
        """Take the next file; its position says how far it has been read."""
        self._before += self._position()
        self._file = file

    def passed(self, documents: int) -> None:
        """Count documents of an earlier run: they are done, and say nothing of the rate."""
        if documents and self.progress is not None and self._task is not None:
            self._documents += documents
            self.progress.reset(self._task, documents=self._documents, earlier=self._documents)
            self.progress.update(self._task, completed=self._before + self._position())

    def advance(self, documents: int) -> None:
        """Count documents that are done."""
        self._documents += documents
        if self.progress is not None and self._task is not None:
            self.progress.update(self._task, completed=self._before + self._position(), documents=self._documents)

    def _position(self) -> int:
        with suppress(OSError, ValueError):
            return self._file.tell() if self._file is not None and self._file.seekable() else 0
        return self._read_whole()

    def _read_whole(self) -> int:
        """Give the size of a file that is closed already."""
        return _size(getattr(self._file, "name", "")) or 0


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskProgressColumn, TextColumn
    from rich.progress import TimeRemainingColumn as Left
    from rich.text import Text

    class Rate(ProgressColumn):
        """Documents a second, without those of an earlier run."""

        def render(self, task: Task) -> Text:
            """Write the rate."""
            done = task.fields["documents"] - task.fields["earlier"]
            return Text(f"{done / task.elapsed:,.0f}/s" if task.elapsed else "")

    said = TextColumn("normalize: {task.fields[documents]:,} documents")
    columns = (said, BarColumn(24), TaskProgressColumn(), Rate(), Left(compact=True))
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _size(file: str) -> int | None:
    try:
        return Path(file).stat().st_size
    except (OSError, TypeError, ValueError):
        return None
