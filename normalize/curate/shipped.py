"""Where the compiled gazetteer lives: in the wheel, or made from a checkout's tables when they changed."""

from __future__ import annotations

import hashlib
import json
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from normalize.curate.tables import read
from normalize.curate.tables.format import edition
from normalize.curate.tables.records import merged
from normalize.curate.tables.writing import write_whole
from normalize.errors import GazetteerError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKOUT = _PACKAGE.parent
_SHIPPED = _PACKAGE / "gazetteer" / "default.nrm"
_COMPILED = _CHECKOUT / "build" / "default.nrm"

# The rooms whose rules decide what the compiled file holds.
_RULES = ("text", "morph", "translit", "names", "keys", "gazetteer")


def default_gazetteer() -> Path:
    """Give the compiled gazetteer that `normalize.load()` opens.

    An installed wheel holds it ready. A checkout holds only its tables, so it is compiled there when the
    tables or the rules have changed; two processes may do so at once, the second waits for the first.

    Raises:
        GazetteerError: there is neither a compiled gazetteer nor tables to compile.
        SourceError: the tables cannot be compiled.
    """
    if (_CHECKOUT / "hatch_build.py").is_file():
        return current(_CHECKOUT / "gazetteers", _COMPILED)
    if _SHIPPED.is_file():
        return _SHIPPED
    message = f"{_SHIPPED}: the compiled gazetteer is missing; install ru-en-normalize again from a wheel"
    raise GazetteerError(message)


def is_shipped(root: Path) -> bool:
    """Tell whether tables are those of this checkout, whose compiled file `normalize.load()` opens."""
    return root.resolve() == _CHECKOUT / "gazetteers"


def current(root: Path, compiled: Path) -> Path:
    """Give the gazetteer compiled from the tables below `root`, compiling it first if it is stale.

    Raises:
        GazetteerError: the folder of the compiled file cannot be written.
        SourceError: the tables cannot be compiled.
    """
    if not is_current(root, compiled):
        try:
            with _alone(compiled.with_suffix(".lock")):
                _renew(root, compiled)
        except OSError as error:
            message = f"{compiled}: cannot be written: {error.strerror}; compile elsewhere and load that file"
            raise GazetteerError(message) from error
    return compiled


def is_current(root: Path, compiled: Path) -> bool:
    """Tell whether the tables and rules look as they did when the gazetteer was compiled.

    Compares sizes and times only, for this is asked at every start.
    """
    stamp = _stamp(compiled)
    return _whole(compiled, stamp) and stamp.get("seen") == _seen(_watched(root)) and _opens(compiled)


def _renew(root: Path, compiled: Path) -> None:
    watched = _watched(root)
    seen, content = _seen(watched), _content(watched)
    stamp = _stamp(compiled)
    if not (_whole(compiled, stamp) and stamp.get("content") == content and _opens(compiled)):
        compile_gazetteer(root, compiled)
    stamp = {"seen": seen, "content": content, "size": compiled.stat().st_size}
    write_whole(compiled.with_suffix(".json"), json.dumps(stamp, indent=2) + "\n")


def compile_gazetteer(root: Path, path: Path) -> int:
    """Compile the tables below a root into one file, whole or not at all; give the number of entities.

    Raises:
        SourceError: a table has not the shape of a table, or there is none.
    """
    from normalize.gazetteer import Gazetteer

    tables = read(root)
    if tables.problems or not tables.entities:
        nothing = f"{root}: no entities.csv below this folder; give the folder of the tables with --root"
        raise SourceError([str(problem) for problem in tables.problems] or [nothing])
    entities = list(merged(tables))
    about = {"edition": edition(root), "source": _content(_watched(root))}
    Gazetteer.build(entities, path, forms="all", about=about, progress=partial(_show, len(entities)))
    _say("")
    return len(entities)


def _show(total: int, done: int) -> None:
    _say(f"normalize: compiling the gazetteer, {done:,} of {total:,} entities")


def _say(line: str) -> None:
    """Rewrite the progress line, where a person is looking."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()


def _watched(root: Path) -> list[Path]:
    rules = (path for room in _RULES for path in _PACKAGE.joinpath(room).rglob("*") if _is_source(path))
    return sorted([*root.rglob("*.csv"), *root.glob("CHANGELOG.md"), *rules])


def _is_source(path: Path) -> bool:
    return path.suffix not in {".pyc", ".nrm"} and not path.name.startswith(".") and path.is_file()


def _stamp(compiled: Path) -> dict[str, Any]:
    try:
        stamp = json.loads(compiled.with_suffix(".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _whole(compiled: Path, stamp: dict[str, Any]) -> bool:
    return compiled.is_file() and compiled.stat().st_size == stamp.get("size")


def _opens(compiled: Path) -> bool:
    """Tell whether this version reads the file: one of another format may have been put where ours was."""
    from normalize.gazetteer import Gazetteer

    try:
        Gazetteer.open(compiled)
    except GazetteerError:
        return False
    return True


def _seen(watched: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in watched:
        status = path.stat()
        digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _content(watched: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in watched:
        digest.update(f"{path.name}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold a lock that the system lets go when the process ends, however it ends.

    Where the system has none (Windows), both processes compile, and the last to rename wins.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        try:
            import fcntl
        except ImportError:
            yield
            return
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
