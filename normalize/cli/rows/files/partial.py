"""Output that is whole, or kept as `NAME.partial` with a journal that says how much of it is certain.

The journal, `NAME.partial.json`, holds the rows that are done, the failures among them, the bytes they take and what
the run was asked. It is replaced in one step after the bytes have reached the disk; whatever stands behind them when a
run is killed is cut off by `--resume`.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from normalize.cli.rows.files.compression import Packer, compression_of
from normalize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

_EVERY = 1.0  # seconds between two entries of the journal; this much work is done twice after a kill


@dataclass(frozen=True, slots=True)
class Progress:
    """What is certain: rows done, failures among them, bytes of the partial file, and the run it belongs to."""

    rows: int = 0
    failed: int = 0
    bytes: int = 0
    run: str = ""


def fingerprint(inputs: Sequence[str], asked: object) -> str:
    """Tell one run from another by its inputs (with their sizes and times) and by what was asked."""
    seen = []
    for path in inputs:
        with suppress(OSError, ValueError):
            state = Path(path).stat()
            seen.append([path, state.st_size, state.st_mtime_ns])
            continue
        seen.append([path])
    told = json.dumps([seen, asked], sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


class PartialFile:
    """A file that grows under the name `NAME.partial` and takes its own name when it is whole."""

    def __init__(self, path: str, run: str, *, resume: bool) -> None:
        self._target = Path(path)
        self._partial = self._target.with_name(f"{self._target.name}.partial")
        self._journal = self._target.with_name(f"{self._target.name}.partial.json")
        self._told = time.monotonic()
        self.progress = self._found(run) if resume else Progress(run=run)
        self._raw = self._opened()
        self._packer = Packer(self._raw, compression_of(path))

    def _found(self, run: str) -> Progress:
        try:
            progress = Progress(**json.loads(self._journal.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return Progress(run=run)
        except (ValueError, TypeError):
            raise InputError(f"{self._journal}: is no journal of ours; remove it to begin again") from None
        if progress.run != run:
            raise InputError(
                f"{self._partial}: was made from other inputs or with other options; "
                "repeat the command as it was, or leave --resume out to begin again"
            )
        if not self._partial.exists() or self._partial.stat().st_size < progress.bytes:
            raise InputError(f"{self._partial}: holds less than its journal says; leave --resume out to begin again")
        return progress

    def _opened(self) -> BinaryIO:
        try:
            file = self._partial.open("r+b" if self.progress.bytes else "a+b")
            _locked(file, self._partial)
            file.truncate(self.progress.bytes)
            file.seek(self.progress.bytes)
        except OSError as error:
            raise InputError(f"{self._target}: cannot be written ({error.strerror}); check the folder") from None
        return file

    def write(self, text: str, rows: int, failed: int) -> None:
        """Write the text of a row; `rows` and `failed` count what is done with it."""
        self._packer.write(text)
        if time.monotonic() - self._told > _EVERY:
            self.settle(rows, failed)

    def settle(self, rows: int, failed: int) -> None:
        """Make certain what has been written so far."""
        self._packer.settle()
        os.fsync(self._raw.fileno())
        self.progress = Progress(rows, failed, self._raw.tell(), self.progress.run)
        beside = self._journal.with_name(f"{self._journal.name}.new")
        beside.write_text(json.dumps(asdict(self.progress)), encoding="utf-8")
        beside.replace(self._journal)
        self._told = time.monotonic()

    def finish(self) -> None:
        """Give the file its own name."""
        self._packer.settle()
        self._raw.close()
        self._partial.replace(self._target)
        self._journal.unlink(missing_ok=True)

    def leave(self, rows: int, failed: int) -> None:
        """Keep what is done for `--resume`; nothing is kept where nothing is done."""
        if rows:
            self.settle(rows, failed)
        self._raw.close()
        if not rows:
            self._partial.unlink(missing_ok=True)
            self._journal.unlink(missing_ok=True)


def _locked(file: BinaryIO, path: Path) -> None:
    """Keep a second run out of the file, where the system can."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise InputError(f"{path}: another run is writing it; wait for it, or give another --output") from None
