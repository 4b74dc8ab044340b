"""Compile `scan.c` with the C compiler of the machine, for a wheel, an editable install, or by `make native`.

Needs the standard library alone and is loaded without the package around it. No compiler is needed either: without
one the scan runs on numpy.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import sysconfig
import tempfile
import zlib
from pathlib import Path

SOURCE = Path(__file__).with_name("scan.c")
LIBRARY = Path(__file__).with_name("scan.so")
PURE = "NORMALIZE_PURE"  # the environment variable that asks for numpy alone, when compiling and when running
_FLAGS = ("-std=c99", "-O3", "-fPIC", "-shared")


def is_pure() -> bool:
    """Tell whether numpy alone is asked for."""
    return os.environ.get(PURE, "") not in {"", "0"}


def stamp() -> int:
    """Give the checksum of the source: a library that was made of another one is not used."""
    return zlib.crc32(SOURCE.read_bytes())


def compile_scan(target: Path = LIBRARY, *, flags: tuple[str, ...] = ()) -> str:
    """Compile the library into a file; gives "" or, where that cannot be, the reason, and then there is no file."""
    reason = f"{PURE} is set" if is_pure() else _compiled(target, flags)
    if reason:
        target.unlink(missing_ok=True)
    return reason


def _compiled(target: Path, flags: tuple[str, ...]) -> str:
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".scan.") as folder:
        made = Path(folder, target.name)
        order = [*compiler, *_FLAGS, *flags, f"-DSTAMP={stamp()}u", "-o", str(made), str(SOURCE)]
        try:
            done = subprocess.run(order, capture_output=True, text=True, check=False)  # noqa: S603 - a compiler
        except OSError as error:
            return f"there is no C compiler ({error})"
        if done.returncode or not made.is_file():
            return f"{compiler[0]} failed: {(done.stderr.strip().splitlines() or ['it gave no reason'])[-1]}"
        made.replace(target)
    return ""


if __name__ == "__main__":
    if why := compile_scan():
        sys.stderr.write(f"the scan is not compiled and runs on numpy: {why}\n")
