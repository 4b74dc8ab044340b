"""Lists of strings inside the compiled file: sorted ones share their beginnings, others lie in packed blocks.

Owns two encodings. `front_code` is for surfaces: 16 to a block, each as the length it shares with the one before,
the length of the rest, and the rest, a letter of Russian taking one byte where a whole block allows it. `pack` is for
the records of entities: 32 to a block, deflated.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from normalize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from normalize.gazetteer.compiled.container import Sections

BLOCK = 16
PACK = 32
_CODECS = ("cp1251", "utf-8")
_NIBBLE = 15  # a length from here on takes a byte of its own
_LONG = 255  # and from here on two more
_CACHED = 256
_MOST_BYTES = 1 << 26  # of an unpacked block: more is no gazetteer


def offsets(sizes: Sequence[int] | NDArray[Any]) -> NDArray[Any]:
    """Give where each piece starts, and where the last one ends.

    Raises:
        InputError: four bytes are not enough for that.
    """
    ends = np.cumsum(np.asarray(sizes, dtype=np.int64))
    if len(ends) and int(ends[-1]) >= 1 << 32:
        raise InputError("the gazetteer is too large for one file: part it and load the parts as layers")
    return np.concatenate([np.zeros(1, dtype=np.int64), ends]).astype("<u4")


def front_code(name: str, ordered: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Encode sorted strings as two sections, `name` and `name_at`."""
    blocks = [_coded(ordered[start : start + BLOCK]) for start in range(0, len(ordered), BLOCK)]
    sizes = [len(block) for block in blocks]
    return {f"{name}_at": offsets(sizes), name: np.frombuffer(b"".join(blocks), dtype="u1")}


def _coded(block: Sequence[str]) -> bytes:
    codec = next(index for index, codec in enumerate(_CODECS) if index or _encodes("".join(block), codec))
    coded = bytearray((codec,))
    before = b""
    for words in block:
        letters = words.encode(_CODECS[codec])
        shared = _shared(before, letters)
        length = len(letters) - shared
        coded.append(min(shared, _NIBBLE) << 4 | min(length, _NIBBLE))
        coded += _rest(shared) + _rest(length) + letters[shared:]
        before = letters
    return bytes(coded)


def _rest(length: int) -> bytes:
    """Write what of a length does not fit into four bits: nothing, one byte, or three."""
    if length < _NIBBLE:
        return b""
    return bytes((length,)) if length < _LONG else bytes((_LONG, length & 255, length >> 8))


def _encodes(letters: str, codec: str) -> bool:
    try:
        letters.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _shared(before: bytes, letters: bytes) -> int:
    """Count the leading bytes that two strings share, 255 at most."""
    limit = min(len(before), len(letters), 255)
    if before[:limit] == letters[:limit]:
        return limit
    for place in range(limit):
        if before[place] != letters[place]:
            return place
    return limit


class Strings:
    """Front-coded strings, read one block at a time."""

    def __init__(self, sections: Sections, name: str, count: int) -> None:
        self._sections, self._name, self._count = sections, name, count
        self._one = lru_cache(maxsize=_CACHED * 256)(self._read)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> str:
        return self._one(number)

    def _read(self, number: int) -> str:
        block, place = divmod(number, BLOCK)
        content = self._sections[self._name]
        at = self._sections.offsets(f"{self._name}_at", len(content))
        coded = content[int(at[block]) : int(at[block + 1])].tobytes()
        try:
            return _decoded(coded, place)
        except (IndexError, UnicodeDecodeError) as error:
            raise self._sections.damaged(self._name) from error


def _decoded(coded: bytes, place: int) -> str:
    """Undo front coding up to one string of a block."""
    codec, letters, cursor = _CODECS[coded[0]], b"", 1
    for _ in range(place + 1):
        both = coded[cursor]
        cursor += 1
        shared, length = both >> 4, both & _NIBBLE
        if shared == _NIBBLE:
            shared, cursor = _whole(coded, cursor)
        if length == _NIBBLE:
            length, cursor = _whole(coded, cursor)
        letters = letters[:shared] + coded[cursor : cursor + length]
        cursor += length
    return letters.decode(codec)


def _whole(coded: bytes, cursor: int) -> tuple[int, int]:
    """Read a length that takes bytes of its own; give it and the place behind it."""
    if coded[cursor] < _LONG:
        return coded[cursor], cursor + 1
    return coded[cursor + 1] | coded[cursor + 2] << 8, cursor + 3


def narrow(numbers: NDArray[Any]) -> NDArray[Any]:
    """Give numbers two bytes each where two are enough."""
    return numbers.astype("<u2" if not len(numbers) or numbers.max() < 1 << 16 else "<u4")


class Packer:
    """Takes lines one by one and keeps them deflated, so that a million of them fit into memory."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._waiting: list[bytes] = []
        self._blocks: list[bytes] = []

    def add(self, line: bytes) -> None:
        """Add one line; it holds no line break."""
        self._waiting.append(line)
        if len(self._waiting) == PACK:
            self._flush()

    def sections(self) -> dict[str, NDArray[Any]]:
        """Give the two sections that `Lines` reads."""
        if self._waiting:
            self._flush()
        sizes = [len(block) for block in self._blocks]
        return {f"{self._name}_at": offsets(sizes), self._name: np.frombuffer(b"".join(self._blocks), dtype="u1")}

    def _flush(self) -> None:
        self._blocks.append(zlib.compress(b"\n".join(self._waiting), 6))
        self._waiting = []


class Lines:
    """Packed lines, read one block at a time."""

    def __init__(self, sections: Sections, name: str, count: int) -> None:
        self._sections, self._name, self._count = sections, name, count
        self._block = lru_cache(maxsize=_CACHED)(self._read)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < self._count:
            raise IndexError(number)
        block, place = divmod(number, PACK)
        return self._block(block)[place]

    def _read(self, block: int) -> list[bytes]:
        content = self._sections[self._name]
        at = self._sections.offsets(f"{self._name}_at", len(content))
        try:
            packed = content[int(at[block]) : int(at[block + 1])].tobytes()
            lines = zlib.decompressobj().decompress(packed, _MOST_BYTES).split(b"\n")
        except (IndexError, zlib.error) as error:
            raise self._sections.damaged(self._name) from error
        if len(lines) != min(PACK, self._count - block * PACK):
            raise self._sections.damaged(self._name)
        return lines
