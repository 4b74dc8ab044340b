"""The compiled gazetteer on every node: fetched once by each executor as a file, mapped into memory by its workers."""

from __future__ import annotations

import shutil
import tempfile
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import normalize
from normalize.errors import InputError

if TYPE_CHECKING:
    from pyspark import SparkContext
    from pyspark.sql import DataFrame, SparkSession

    from normalize import Normalizer


class Shipped(NamedTuple):
    """What a task is sent instead of a gazetteer: the name of the file, and how to open it."""

    file: str
    ner: bool
    worldview: str | None


def ship(frame: DataFrame, normalizer: Normalizer | None) -> Shipped:
    """Give the file of a normalizer to the cluster, unless it has it already."""
    nz = normalizer or normalize.load(ner=False)
    path = _named_by_content(nz.gazetteer.path)
    _context(frame.sparkSession).addFile(str(path))
    return Shipped(path.name, nz.ner, nz.worldview)


def _context(session: SparkSession) -> SparkContext:
    try:
        return session.sparkContext
    except Exception as error:
        raise InputError("Spark Connect sends no files to executors: use a classic session (--master)") from error


def _named_by_content(path: Path) -> Path:
    status = path.stat()
    return _copied(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=8)
def _copied(path: Path, size: int, changed: int) -> Path:
    """Copy a file under a name that tells its content: Spark ships no two files of one name."""
    with path.open("rb") as file:
        digest = sha256(file.read()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"normalize-{digest}"
    copy = folder / f"normalize-{digest}.nrm"
    if not copy.is_file() or copy.stat().st_size != size:
        folder.mkdir(exist_ok=True)
        whole = Path(shutil.copyfile(path, folder / f"{changed}.part"))
        whole.replace(copy)
    return copy


@lru_cache(maxsize=4)
def opened(shipped: Shipped) -> Normalizer:
    """Open the file where a task runs; once a worker process, for Spark uses its workers again."""
    from pyspark import SparkFiles

    return normalize.load(SparkFiles.get(shipped.file), ner=shipped.ner, worldview=shipped.worldview)
