"""One immutable file of named numpy sections: written whole, opened by memory-mapping, checked as it is read.

Owns the file format: magic, length and checksum of the header, header as JSON (format version, what the content was
made of, place and checksum of every section), sections aligned to 64 bytes. No pickle. The same content gives the
same bytes. Opening reads the header alone; a section is checked when it is first asked for, so that a bit that was
lost on a disk is named as such and never becomes an answer.
"""

from __future__ import annotations

import json
import mmap
import os
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from normalize.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from numpy.typing import NDArray

MAGIC = b"NRMGAZ\r\n"
FORMAT = 3
_ALIGN = 64
_PREFIX = len(MAGIC) + 8  # magic, header length and header checksum as two little-endian uint32
_DTYPES = frozenset({"|u1", "<u2", "<u4", "<i4", "<u8"})
_REMEDY = "compile it with `normalize gazetteer compile` or build it with normalize.Gazetteer.build(records, path)"


def write(path: Path, sections: Mapping[str, NDArray[Any]], about: Mapping[str, object]) -> None:
    """Write the sections to a temporary file beside `path`, then rename it into place."""
    places: dict[str, list[object]] = {}
    offset = 0
    for name, array in sections.items():
        content = np.ascontiguousarray(array).view(np.uint8).data
        places[name] = [array.dtype.str, offset, int(array.size), zlib.crc32(content)]
        offset += -(-array.nbytes // _ALIGN) * _ALIGN
    header = json.dumps(
        {"format": FORMAT, "about": about, "sections": places, "bytes": offset},
        sort_keys=True,
        ensure_ascii=False,
    ).encode()
    header += b" " * (-(len(header) + _PREFIX) % _ALIGN)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(MAGIC + len(header).to_bytes(4, "little") + zlib.crc32(header).to_bytes(4, "little") + header)
            for array in sections.values():
                file.write(np.ascontiguousarray(array).view(np.uint8).data)
                file.write(b"\0" * (-array.nbytes % _ALIGN))
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


class Sections:
    """The sections of one open file; each is checked when it is first asked for.

    Raises:
        GazetteerError: the file is missing, foreign, of another format, lacks a section, is cut short or damaged.
    """

    def __init__(self, path: Path, needed: Collection[str] = ()) -> None:
        self.path = path
        self._view = _mapped(path)
        header, self._start = self._header()
        self.about: dict[str, Any] = header.get("about") or {}
        self._places: dict[str, list[Any]] = header["sections"]
        self._checked: dict[str, NDArray[Any]] = {}
        if len(self._view) < self._start + header["bytes"]:
            whole = self._start + header["bytes"]
            raise GazetteerError(f"{path}: is cut short: {len(self._view)} of {whole} bytes; {_REMEDY}")
        if missing := sorted(set(needed) - set(self._places)):
            raise GazetteerError(f"{path}: was made by other rules (it lacks {', '.join(missing)}); {_REMEDY}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def __getitem__(self, name: str) -> NDArray[Any]:
        found = self._checked.get(name)
        return self._check(name) if found is None else found

    def size_of(self, name: str) -> int:
        """Give the number of values in a section without reading it."""
        return int(self._places[name][2])

    def dtype_of(self, name: str) -> str:
        """Give the type of the values in a section."""
        return str(self._places[name][0])

    def bytes_of(self, name: str) -> int:
        """Give the number of bytes that a section takes."""
        return self.size_of(name) * int(np.dtype(self._places[name][0]).itemsize)

    def offsets(self, name: str, end: int) -> NDArray[Any]:
        """Give a section of ascending offsets that start at 0 and stop at `end`."""
        if name in self._checked:
            return self._checked[name]
        found = self[name]
        if not len(found) or found[0] != 0 or int(found[-1]) != end or (len(found) > 1 and not _ascends(found)):
            del self._checked[name]
            raise self.damaged(name)
        return found

    def below(self, name: str, end: int) -> NDArray[Any]:
        """Give a section of numbers that are all less than `end`: places in another section."""
        if name in self._checked:
            return self._checked[name]
        found = self[name]
        if len(found) and int(found.max()) >= end:
            del self._checked[name]
            raise self.damaged(name)
        return found

    def damaged(self, name: str) -> GazetteerError:
        """Say that a section cannot be right."""
        return GazetteerError(f"{self.path}: its section {name!r} is damaged; {_REMEDY}")

    def _check(self, name: str) -> NDArray[Any]:
        dtype, offset, count, checksum = self._places[name]
        array = np.frombuffer(self._view, dtype=np.dtype(dtype), count=count, offset=self._start + offset)
        if zlib.crc32(array.view(np.uint8).data) != checksum:
            raise self.damaged(name)
        self._checked[name] = array
        return array

    def _header(self) -> tuple[dict[str, Any], int]:
        path, view = self.path, self._view
        if bytes(view[: len(MAGIC)]) != MAGIC:
            raise GazetteerError(f"{path}: is not a compiled gazetteer; {_REMEDY}")
        length = int.from_bytes(view[len(MAGIC) : len(MAGIC) + 4], "little")
        check = int.from_bytes(view[len(MAGIC) + 4 : _PREFIX], "little")
        content = bytes(view[_PREFIX : _PREFIX + length])
        if len(content) < length or zlib.crc32(content) != check:
            raise GazetteerError(f"{path}: its header is damaged; {_REMEDY}")
        header: dict[str, Any] = json.loads(content)
        if header.get("format") != FORMAT:
            raise GazetteerError(f"{path}: has format {header.get('format')}, this version reads {FORMAT}; {_REMEDY}")
        if not _sound(header):
            raise GazetteerError(f"{path}: its header is damaged; {_REMEDY}")
        return header, _PREFIX + length


def _mapped(path: Path) -> memoryview:
    try:
        with path.open("rb") as file:
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise GazetteerError(f"{path}: cannot be opened as a compiled gazetteer ({error}); {_REMEDY}") from error


def _sound(header: Mapping[str, Any]) -> bool:
    """Tell whether a header says of every section where it is, inside the file."""
    size, sections = header.get("bytes"), header.get("sections")
    if not isinstance(size, int) or size < 0 or not isinstance(sections, dict):
        return False
    for place in sections.values():
        if not isinstance(place, list) or len(place) != 4 or place[0] not in _DTYPES:
            return False
        if not all(isinstance(number, int) and number >= 0 for number in place[1:]):
            return False
        if place[1] % _ALIGN or place[1] + place[2] * np.dtype(place[0]).itemsize > size:
            return False
    return True


def _ascends(offsets: NDArray[Any]) -> bool:
    return bool((offsets[1:] >= offsets[:-1]).all())
