"""Documents as brat's standoff: a folder with a text and its annotations side by side.

The format is that of https://brat.nlplab.org/standoff.html.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from normalize.adapters.table import kind_of
from normalize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from normalize import Document, Link

_UNSAFE = re.compile(r"[^\w.-]+")
_CONFIGURED = """[entities]
{kinds}
other

[relations]
[events]
[attributes]
NIL Arg:<ENTITY>
"""
_LONGEST = 80  # letters of a file name, in any alphabet below the 255 bytes that file systems take


def brat(documents: Iterable[tuple[str, Document]], folder: str | Path) -> None:
    """Write each document as `NAME.txt` and `NAME.ann` in a folder, and the kinds as `annotation.conf`.

    A mention is a text-bound annotation of its kind with a note that says both canonical names; a linked one has a
    normalization `normalize:ID`, the others the attribute `NIL`. A mention that goes over a line break is written in
    fragments, for brat's spans may hold none.

    Raises:
        InputError: there can be no such folder.
    """
    root = Path(folder)
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: no folder can be made there ({error.strerror}); give another one") from None
    kinds: set[str] = set()
    taken: set[str] = set()
    for name, document in documents:
        stem = _stem(name, taken)
        kinds |= {_type(link) for link in document.links} - {"other"}
        _write(root / f"{stem}.txt", document.text)
        _write(root / f"{stem}.ann", "".join(annotation_lines(document)))
    _write(root / "annotation.conf", _CONFIGURED.format(kinds="\n".join(sorted(kinds))))


def annotation_lines(document: Document) -> Iterator[str]:
    """Give the lines of a document's `.ann` file."""
    for number, link in enumerate(document.links, 1):
        fragments = list(_fragments(document.text, *link.span))
        spans = ";".join(f"{start} {end}" for start, end in fragments)
        surface = " ".join(document.text[start:end] for start, end in fragments)
        yield f"T{number}\t{_type(link)} {spans}\t{_flat(surface)}\n"
        normal = _flat(f"{link.normal.ru} / {link.normal.en}")
        if link.entity is not None:
            yield f"N{number}\tReference T{number} normalize:{_flat(link.entity.id)}\t{normal}\n"
        else:
            yield f"A{number}\tNIL T{number}\n"
        yield f"#{number}\tAnnotatorNotes T{number}\t{normal}; {link.confidence:.2f}\n"


def _fragments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a span at line breaks."""
    for part in re.finditer(r"[^\r\n]+", text[start:end]):
        yield start + part.start(), start + part.end()


def _type(link: Link) -> str:
    return kind_of(link) if link.kind is not None else "other"


def _flat(text: str) -> str:
    """Put tabs and line breaks away: they would end the annotation; the length stays as it is."""
    return re.sub(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]", " ", text)


def _stem(name: str, taken: set[str]) -> str:
    """Make a file name of a document's name, no two alike and none that leaves the folder."""
    wanted = _UNSAFE.sub("_", name.removesuffix(".txt")).strip("._")[:_LONGEST] or "text"
    stem, number = wanted, 1
    while stem.casefold() in taken:
        number += 1
        stem = f"{wanted}-{number}"
    taken.add(stem.casefold())
    return stem


def _write(path: Path, text: str) -> None:
    """Write a file that appears when it is whole, its line ends as they are."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "w", encoding="utf-8", newline="", errors="backslashreplace") as file:
        file.write(text)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(path)
