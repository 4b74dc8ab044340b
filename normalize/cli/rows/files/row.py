"""One row on its way through the shell, and what the shell calls it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Row:
    """A record of an input: its place, its fields, and, if it cannot be used, what is wrong with it.

    `raw` is the JSON text that the fields were read from, so that writing it again changes nothing in it.
    """

    file: str
    line: int
    fields: dict[str, Any]
    raw: str = ""
    error: str = ""

    @property
    def where(self) -> str:
        """Give file and line; a file that is one text has no line."""
        return f"{self.file}:{self.line}" if self.line else self.file
