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
        content, at = self.mapped()
        coded = content[int(at[block]) : int(at[block + 1])].tobytes()
        try:
            return _decoded(coded, place)
        except (IndexError, UnicodeDecodeError) as error:
            raise self._sections.damaged(self._name) from error

    def mapped(self) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
        """Give the blocks as they lie in the file, and where each of them starts."""
        content = self._sections[self._name]
        return content, self._sections.offsets(f"{self._name}_at", len(content))

    def codes(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Give the code points of many strings, one after another, and how many each has.

        All are decoded at once, so that what a scan has found is compared with the strings without a loop.
        """
        content, at = self.mapped()
        blocks, places = np.divmod(numbers, BLOCK)
        wide = content[at[blocks]] != 0
        letters, sizes = _flattened(content, at[blocks].astype(np.int64) + 1, places)
        if not wide.any():
            return letters_of_bytes()[letters], sizes
        wide = np.repeat(wide, sizes)
        leads = ~wide | (letters & 0xC0 != 0x80)
        found = np.zeros(len(letters), dtype=np.uint32)
        found[~wide] = letters_of_bytes()[letters[~wide]]
        try:
            decoded = letters[wide].tobytes().decode("utf-8").encode("utf-32-le")
            found[wide & leads] = np.frombuffer(decoded, dtype="<u4")
        except ValueError as error:
            raise self._sections.damaged(self._name) from error
        ends, counts = np.cumsum(sizes), np.concatenate([[0], np.cumsum(leads)])
        return found[leads], counts[ends] - counts[ends - sizes]


@lru_cache(maxsize=1)
def letters_of_bytes() -> NDArray[np.uint32]:
    """Give the code point of each byte of the first codec."""
    return np.array([ord(bytes((byte,)).decode(_CODECS[0], "replace")) for byte in range(256)], dtype=np.uint32)


def _flattened(
    content: NDArray[np.uint8], cursor: NDArray[np.int64], places: NDArray[np.int64]
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Undo front coding for the string at one place of each block: the bytes of all, and how many each has.

    Each string of a block up to that place supplies the bytes behind those that it shares, as far as no later one does.
    """
    order = np.argsort(-places, kind="stable")
    live = len(places) - np.searchsorted(places[order[::-1]], np.arange(int(places.max(initial=-1)) + 1))
    cursor = cursor[order]
    origins = np.zeros((len(live), len(places)), dtype=np.int64)
    shares, sizes = np.full_like(origins, _MOST_SHARED), np.zeros_like(places)
    for step, count in enumerate(live.tolist()):
        cursor = cursor[:count]
        both = content.take(cursor, mode="clip")
        shared, cursor = _wholes(content, both >> 4, cursor + 1)
        length, cursor = _wholes(content, both & _NIBBLE, cursor)
        shares[step, :count], origins[step, :count] = shared, cursor - shared
        sizes[:count] = shared + length
        cursor = cursor + length
    back = np.argsort(order, kind="stable")
    upto = np.minimum.accumulate(np.vstack([shares, sizes])[::-1])[::-1][1:]
    counts = np.maximum(upto - shares, 0)[:, back].T.ravel()
    starts = (origins + shares)[:, back].T.ravel() - np.cumsum(counts) + counts
    at = np.repeat(starts, counts) + np.arange(int(counts.sum()))
    return content.take(at, mode="clip"), counts.reshape(len(places), -1).sum(axis=1)


def _wholes(
    content: NDArray[np.uint8], nibbles: NDArray[Any], cursor: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Complete the lengths that take bytes of their own, as `_whole` does for one."""
    long = nibbles == _NIBBLE
    one = content.take(cursor, mode="clip")
    lengths, behind = np.where(long, one, nibbles).astype(np.int64), cursor + long
    longest = np.flatnonzero(long & (one == _LONG))
    if len(longest):
        low, high = (content.take(behind[longest] + place, mode="clip").astype(np.int64) for place in (0, 1))
        lengths[longest], behind[longest] = low | high << 8, behind[longest] + 2
    return lengths, behind


_MOST_SHARED = 1 << 20  # of a string that comes behind the one that is asked for


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
