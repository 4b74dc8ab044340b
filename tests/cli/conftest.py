"""Run the command line in this process, as `main()` does, and see what it wrote."""

from __future__ import annotations

import io
from typing import NamedTuple

import pytest

from normalize.cli.app import run


class Result(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def normalize_command(fake_normalizer, capfdbinary, monkeypatch):
    def command(*argv: str, stdin: bytes | None = None) -> Result:
        if stdin is not None:
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = run([str(word) for word in argv])
        out, err = capfdbinary.readouterr()
        return Result(code, out.decode(), err.decode())

    return command
