"""One immutable file of named numpy sections: written whole, opened by memory-mapping.

Owns the file format: magic, length of the header, header as JSON (format version, what the content was made of,
the place of every section), sections aligned to 64 bytes. No pickle. The same content gives the same bytes.
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
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

MAGIC = b"NRMGAZ\r\n"
FORMAT = 1
_ALIGN = 64
_PREFIX = len(MAGIC) + 8  # magic, header length and header checksum as two little-endian uint32


def write(path: Path, sections: Mapping[str, NDArray[Any]], about: Mapping[str, object]) -> None:
    """Write the sections to a temporary file beside `path`, then rename it into place."""
    places: dict[str, list[object]] = {}
    offset = 0
    for name, array in sections.items():
        places[name] = [array.dtype.str, offset, int(array.size)]
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
                content = np.ascontiguousarray(array).tobytes()
                file.write(content + b"\0" * (-len(content) % _ALIGN))
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read(path: Path, needed: Collection[str] = ()) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Map the file into memory; give its sections and what the header says about them.

    Args:
        path: the file.
        needed: the sections that the reader cannot do without.

    Raises:
        GazetteerError: the file is missing, foreign, of another format, lacks a section, or is cut short.
    """
    try:
        with path.open("rb") as file:
            view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise GazetteerError(f"{path}: cannot be opened as a compiled gazetteer ({error}); {_REMEDY}") from error
    header, start = _header(path, view)
    if len(view) < start + header["bytes"]:
        raise GazetteerError(f"{path}: is cut short: {len(view)} of {start + header['bytes']} bytes; {_REMEDY}")
    if missing := sorted(set(needed) - set(header["sections"])):
        raise GazetteerError(f"{path}: was made by other rules (it lacks {', '.join(missing)}); {_REMEDY}")
    sections = {
        name: np.frombuffer(view, dtype=np.dtype(dtype), count=count, offset=start + offset)
        for name, (dtype, offset, count) in header["sections"].items()
    }
    return sections, header["about"]


_REMEDY = "compile it with `normalize gazetteer compile` or build it with normalize.Gazetteer.build(records, path)"


def _header(path: Path, view: memoryview) -> tuple[dict[str, Any], int]:
    if bytes(view[: len(MAGIC)]) != MAGIC:
        raise GazetteerError(f"{path}: is not a compiled gazetteer; {_REMEDY}")
    length = int.from_bytes(view[len(MAGIC) : len(MAGIC) + 4], "little")
    check = int.from_bytes(view[len(MAGIC) + 4 : _PREFIX], "little")
    content = bytes(view[_PREFIX : _PREFIX + length])
    if len(content) < length or zlib.crc32(content) != check:
        raise GazetteerError(f"{path}: its header is damaged; {_REMEDY}")
    header: dict[str, Any] = json.loads(content)
    if header["format"] != FORMAT:
        raise GazetteerError(f"{path}: has format {header['format']}, this version reads {FORMAT}; {_REMEDY}")
    return header, _PREFIX + length
