"""Several tables change as one: a lock, a journal, and renames that a crash cannot leave half done.

A change of several files is first written whole into a journal beside the tables, then file by file into place, and
then the journal goes. Whoever finds a journal finishes it: so that at any moment, whatever was killed, the tables are
those before the change or those after it, and a change that was told as done is done.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from normalize.errors import InputError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LOCK = ".lock"
_JOURNAL = ".journal.json"


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is, at any moment and after any crash, either the old or the new one whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold the tables below a root for one writer; others wait, and a killed writer's work is finished first.

    The system lets the lock go when the process ends, however it ends.

    Raises:
        InputError: the root is no folder, or nothing can be written there.
    """
    with _lock_of(root) as file:
        try:
            import fcntl
        except ImportError:  # Windows: the last writer wins there, each file whole
            pass
        else:
            fcntl.flock(file, fcntl.LOCK_EX)
        for begun in (*root.rglob(".*.csv.*"), *root.rglob(".*.json.*")):  # by a writer that was killed
            begun.unlink()
        recover(root)
        yield


def _lock_of(root: Path) -> TextIO:
    try:
        return (root / _LOCK).open("w")
    except (FileNotFoundError, NotADirectoryError):
        message = f"{root}: no such folder; give the folder that holds the gazetteer tables with --root"
    except OSError as error:
        message = f"{root}: cannot be written ({error.strerror}); give another folder with --root"
    raise InputError(message)


@contextmanager
def unchanging(root: Path) -> Iterator[None]:
    """Hold off writers while the tables are read, where a writer has ever been."""
    lock = root / _LOCK
    if not lock.is_file():
        yield
        return
    if (root / _JOURNAL).is_file():
        with alone(root):
            pass
    with lock.open() as file:
        try:
            import fcntl
        except ImportError:
            pass
        else:
            fcntl.flock(file, fcntl.LOCK_SH)
        yield


def write_all(root: Path, texts: Mapping[str, str]) -> None:
    """Write several files below a root, given by their relative paths, all or none; the caller holds the lock."""
    if texts:
        write_whole(root / _JOURNAL, json.dumps(dict(texts), ensure_ascii=False))
        recover(root)


def recover(root: Path) -> None:
    """Finish what a journal says was begun; without one, do nothing.

    Raises:
        SourceError: the journal is damaged, which no crash of ours leaves behind.
    """
    journal = root / _JOURNAL
    try:
        texts = json.loads(journal.read_text(encoding="utf-8"))
        wanted = {str(name): str(text) for name, text in texts.items()}
    except FileNotFoundError:
        return
    except (ValueError, AttributeError):
        message = f"{journal}:1: journal: is damaged; see what git says of the tables, then remove it"
        raise SourceError([message]) from None
    for name, text in wanted.items():
        write_whole(root / name, text)
    journal.unlink()
