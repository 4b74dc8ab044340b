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
from normalize.cli.streams import OutputError, target_of, writing
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
        self._path = path
        self._target = target_of(path)
        self._partial = self._target.with_name(f"{self._target.name}.partial")
        self._journal = self._target.with_name(f"{self._target.name}.partial.json")
        self._told = time.monotonic()
        self.progress = self._found(run) if resume else Progress(run=run)
        self._done = self.progress.rows, self.progress.failed
        self._whole = True  # what stands in the file is just what is done
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
        with writing(self._path):
            file = self._partial.open("r+b" if self.progress.bytes else "a+b")
            _locked(file, self._partial)
            file.truncate(self.progress.bytes)
            file.seek(self.progress.bytes)
        return file

    def write(self, text: str, rows: int, failed: int) -> None:
        """Write the text of a row; `rows` and `failed` count what is done with it."""
        self._whole = False
        with writing(self._path):
            self._packer.write(text)
        self._done = rows, failed
        self._whole = True
        if time.monotonic() - self._told > _EVERY:
            self.settle()

    def settle(self) -> None:
        """Make certain what has been written so far."""
        self._whole = False
        with writing(self._path):
            self._packer.settle()
            os.fsync(self._raw.fileno())
            self.progress = Progress(*self._done, self._raw.tell(), self.progress.run)
            beside = self._journal.with_name(f"{self._journal.name}.new")
            beside.write_text(json.dumps(asdict(self.progress)), encoding="utf-8")
            beside.replace(self._journal)
        self._whole = True
        self._told = time.monotonic()

    def finish(self) -> None:
        """Give the file its own name."""
        with writing(self._path):
            self._packer.settle()
            self._raw.close()
            self._partial.replace(self._target)
            self._journal.unlink(missing_ok=True)

    def leave(self) -> None:
        """Keep what is done for `--resume`; nothing is kept where nothing is done.

        A run that was stopped while it wrote, by a person or by a full disk, leaves the journal as it was: what stands
        behind it, perhaps half a row, is cut off when the run goes on.
        """
        with suppress(OutputError):
            if self._whole and self._done[0]:
                self.settle()
        with suppress(OSError):
            self._raw.close()
        if not self.progress.rows:
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
