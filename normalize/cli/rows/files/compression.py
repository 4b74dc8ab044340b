"""Compressed files look like files: gzip from the standard library, Zstandard with the extra `zst`."""

from __future__ import annotations

import gzip
import io
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from normalize.errors import MissingPackageError

if TYPE_CHECKING:
    from types import ModuleType

SUFFIXES = {".gz": "gzip", ".zst": "zstd"}
_MAGIC = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}


def bare(path: str) -> str:
    """Give a path without the suffix that tells of compression.

    >>> bare("news.jsonl.gz"), bare("news.jsonl")
    ('news.jsonl', 'news.jsonl')
    """
    return next((path.removesuffix(suffix) for suffix in SUFFIXES if path.endswith(suffix)), path)


def compression_of(path: str) -> str:
    """Tell from its name how a file is compressed; "" if it is not."""
    return next((how for suffix, how in SUFFIXES.items() if path.endswith(suffix)), "")


def unpacked(file: BinaryIO) -> BinaryIO:
    """Give what a file holds; its first bytes, not its name, say whether it is compressed.

    Raises:
        MissingPackageError: it is Zstandard, and the extra is not installed.
    """
    buffered: Any = file if hasattr(file, "peek") else io.BufferedReader(cast("io.RawIOBase", file), 1 << 16)
    start = buffered.peek(4)[:4]
    how = next((name for magic, name in _MAGIC.items() if start.startswith(magic)), "")
    if how == "gzip":
        return cast("BinaryIO", gzip.GzipFile(fileobj=buffered, mode="rb"))
    if how == "zstd":
        reader = zstandard().ZstdDecompressor().stream_reader(buffered, read_across_frames=True)
        return cast("BinaryIO", io.BufferedReader(reader, 1 << 16))
    return cast("BinaryIO", buffered)


class Packer:
    """Writes text into a file, compressed as its name says, and can bring it to a point where it may be cut off.

    At such a point a member (gzip) or frame (Zstandard) ends; readers take several of them for one file.
    """

    def __init__(self, raw: BinaryIO, how: str) -> None:
        self._raw = raw
        self._how = how
        self._open: BinaryIO | None = None

    def write(self, text: str) -> None:
        """Write text as UTF-8; a lone surrogate becomes the escape that JSON has for it."""
        if self._open is None:
            self._open = self._opened()
        self._open.write(text.encode("utf-8", errors="backslashreplace"))

    def settle(self) -> None:
        """Bring everything into the file, so that what stands there is whole by itself."""
        if self._open is not None and self._open is not self._raw:
            self._open.close()
        self._open = None
        self._raw.flush()

    def _opened(self) -> BinaryIO:
        if self._how == "gzip":
            return cast("BinaryIO", gzip.GzipFile(filename="", fileobj=self._raw, mode="wb", mtime=0))
        if self._how == "zstd":
            writer = zstandard().ZstdCompressor().stream_writer(self._raw, closefd=False)
            return cast("BinaryIO", writer)
        return self._raw


def zstandard() -> ModuleType:
    """Import the package behind Zstandard.

    Raises:
        MissingPackageError: it is not installed.
    """
    try:
        import zstandard as package
    except ImportError:
        raise MissingPackageError("zstandard", "zst") from None
    return package
