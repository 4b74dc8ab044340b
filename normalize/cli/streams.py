"""What comes in and goes out: files and stdin as texts, output written whole, errors as single lines."""

from __future__ import annotations

import codecs
import errno
import json
import os
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TextIO

import click

from normalize.adapters.table import visible
from normalize.errors import InputError, NormalizeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DESCRIPTORS = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/self/fd/")
FAILED = 1
USAGE = 2
PROBLEMS = 3

_MAGIC = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
}


class OutputError(NormalizeError):
    """Say that an output cannot be written; no input is to blame, and the run ends."""


class Source(NamedTuple):
    """A text to work on: what to call it, its characters, and its date if it brought one."""

    name: str
    text: str
    date: str | None = None


@dataclass(slots=True)
class Failures:
    """Counts the inputs that could not be used, each told in one line as it is met."""

    count: int = 0

    def add(self, error: InputError) -> None:
        """Tell about one input and go on with the others."""
        self.count += 1
        say(one_line(error))

    def leave(self) -> None:
        """End the command with the exit code that the failures call for."""
        if self.count:
            click.get_current_context().exit(FAILED)


def one_line(error: Exception) -> str:
    """Put the message of an error on one line."""
    return " ".join(str(error).split())


def say(message: str, command: str = "normalize") -> None:
    """Write one line to stderr."""
    click.echo(f"{command}: {visible(message)}", err=True)


def sources(paths: Sequence[str], failures: Failures) -> Iterator[Source]:
    """Read each path as a text ("-" is stdin, a `.jsonl` file holds a text a line), in order.

    What cannot be read is told in one line and passed over.
    """
    for path in given_paths(paths):
        name = "stdin" if path == "-" else path
        try:
            with opened_input(path) as file:
                if path.endswith(".jsonl"):
                    yield from _json_lines(file, name, failures)
                else:
                    yield Source(name, decoded(file.read(), name))
        except InputError as error:
            failures.add(error)


def given_paths(paths: Sequence[str]) -> list[str]:
    """Give the inputs of a command: those named, or stdin if something is sent there.

    Raises:
        UsageError: none is named, and stdin is a keyboard.
    """
    if paths:
        return list(paths)
    if sys.stdin is None or sys.stdin.isatty():
        message = "Give files, or '-' for stdin."
        raise click.UsageError(message, click.get_current_context())
    return ["-"]


@contextmanager
def opened_input(path: str) -> Iterator[BinaryIO]:
    """Open a file for reading, or stdin for "-".

    Raises:
        InputError: it cannot be opened; the message says why and what to do.
    """
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        file = Path(path).open("rb")  # noqa: SIM115  closed below, so that only opening is judged here
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; check the path") from None
    except IsADirectoryError:
        raise InputError(f"{path}: is a directory; name the files in it, as in {path.rstrip('/')}/*.txt") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({getattr(error, 'strerror', error)})") from None
    with file:
        yield file


def decoded(raw: bytes, name: str) -> str:
    """Read bytes as UTF-8 text.

    Raises:
        InputError: they are empty or something else; the message says what they look like and what to do.

    >>> decoded("Тула".encode("cp1251"), "a.txt")
    Traceback (most recent call last):
    normalize.errors.InputError: a.txt: not UTF-8 (byte 1); if it is Windows-1251: iconv ...
    """
    foreign(raw[:HEAD], name)
    if b"\0" in raw[:HEAD]:
        raise _binary(name)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        mend = f"if it is Windows-1251: iconv -f cp1251 -t utf-8 {name}"
        raise InputError(f"{name}: not UTF-8 (byte {error.start + 1}); {mend}") from None
    if not text.strip():
        raise InputError(f"{name}: is empty; there is nothing to annotate")
    return text


HEAD = 4096  # bytes that show what a file is


def foreign(head: bytes, name: str) -> None:
    """Refuse a file whose first bytes show that it holds no UTF-8; a stray NUL in the middle shows nothing.

    Raises:
        InputError: the message says what it looks like and what to do.
    """
    found = next((what for magic, what in _MAGIC.items() if head.startswith(magic)), "")
    if found:
        raise InputError(f"{name}: is {found}, not text; save or convert it as UTF-8 text first")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _binary(name)
    if b"\0" in head and (b"\0" in head.split(b"\n", 1)[0] or not _is_utf_8(head)):
        raise _binary(name)


def _binary(name: str) -> InputError:
    return InputError(f"{name}: not UTF-8 (UTF-16 or binary); if it is UTF-16: iconv -f utf-16 -t utf-8 {name}")


def _is_utf_8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # may be cut within a letter
    except UnicodeDecodeError:
        return False
    return True


def _json_lines(file: BinaryIO, name: str, failures: Failures) -> Iterator[Source]:
    for number, line in enumerate(file, 1):
        try:
            if line.strip():
                yield _from_json(line, f"{name}:{number}")
        except InputError as error:
            failures.add(error)


def _from_json(line: bytes, where: str) -> Source:
    try:
        record = json.loads(line)
        text, date = record["text"], record.get("date")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f'{where}: not a JSON object with "text"; give one object a line') from None
    if not isinstance(text, str) or not isinstance(date, str | None):
        raise InputError(f'{where}: "text" and "date" must be strings; quote them')
    return Source(str(record.get("id", where)), text, date)


@contextmanager
def opened_output(path: str | None) -> Iterator[TextIO]:
    """Give stdout, a device or pipe, or a file that appears under its name only when it is whole.

    Raises:
        OutputError: it cannot be written.
    """
    if is_stream(path):
        with opened_stream(path) as stream:
            yield stream
        return
    target = target_of(path or "")
    with writing(path):
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
                yield file
            Path(temporary).chmod(0o644)
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def is_stream(path: str | None) -> bool:
    """Tell whether an output is written as it comes: stdout, a pipe, a device. A file is to be whole."""
    if path in {None, "-"} or str(path).startswith(_DESCRIPTORS):
        return True
    there = Path(path or "")
    return there.exists() and not there.is_file() and not there.is_dir()


@contextmanager
def opened_stream(path: str | None) -> Iterator[TextIO]:
    """Give stdout, or open a pipe or device.

    Raises:
        OutputError: it cannot be opened or written.
    """
    with writing(path):
        if path in {None, "-"}:
            yield sys.stdout
            return
        with Path(path or "").open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            yield file


def target_of(path: str) -> Path:
    """Give the file that an output is to become; what a link leads to is written, not the link.

    Raises:
        OutputError: it is a folder.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise OutputError(f"{path}: is a directory; give the name of a file in it")
    return target


@contextmanager
def writing(path: str | None) -> Iterator[None]:
    """Tell in one line that an output cannot be written; a pipe that nobody reads is no failure.

    Raises:
        OutputError: it could not be written.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        name = "stdout" if path in {None, "-"} else path
        mend = "make room" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "check the folder"
        raise OutputError(f"{name}: cannot be written ({error.strerror}); {mend}") from None
