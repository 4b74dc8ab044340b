"""What comes in and goes out: files and stdin as texts, output written whole, errors as single lines."""

from __future__ import annotations

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
from normalize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FAILED = 1
USAGE = 2
PROBLEMS = 3

_MAGIC = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
}


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
    found = next((what for magic, what in _MAGIC.items() if raw.startswith(magic)), "")
    if found:
        raise InputError(f"{name}: is {found}, not text; save or convert it as UTF-8 text first")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw[:4096]:
        raise InputError(f"{name}: not UTF-8 (UTF-16 or binary); if it is UTF-16: iconv -f utf-16 -t utf-8 {name}")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        mend = f"if it is Windows-1251: iconv -f cp1251 -t utf-8 {name}"
        raise InputError(f"{name}: not UTF-8 (byte {error.start + 1}); {mend}") from None
    if not text.strip():
        raise InputError(f"{name}: is empty; there is nothing to annotate")
    return text


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
    """Give stdout, or a file that appears under its name only when it is whole.

    Raises:
        InputError: the file cannot be written.
    """
    if path is None or path == "-":
        yield sys.stdout
        return
    target = Path(path)
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); check the folder") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
