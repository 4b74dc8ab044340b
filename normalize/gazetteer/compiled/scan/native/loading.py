"""Find and load the compiled scan, or say why there is none.

Looked for once, when the first text is scanned. Whatever is wrong with the library (there is none, it is for another
machine, it was made of another source) the scan runs on numpy, and `normalize doctor` tells the reason.
"""

from __future__ import annotations

import ctypes
import sys
from functools import lru_cache
from typing import NamedTuple

from normalize.gazetteer.compiled.scan.native.compiling import LIBRARY, PURE, is_pure, stamp
from normalize.gazetteer.compiled.scan.native.shapes import SIZES, Job


class State(NamedTuple):
    """The library, or why there is none."""

    library: ctypes.CDLL | None
    reason: str


def library() -> ctypes.CDLL | None:
    """Give the compiled scan, or None where the scan has to run on numpy."""
    return state().library


@lru_cache(maxsize=1)
def state() -> State:
    """Load the library, once."""
    if is_pure():
        return State(None, f"{PURE} is set")
    if sys.byteorder != "little":
        return State(None, "the numbers of this machine begin with their high bytes")
    if not LIBRARY.is_file():
        return State(None, "not compiled when this was installed: no C compiler was found, or it failed")
    try:
        found = _loaded()
        made_of = stamp()
    except (OSError, AttributeError) as error:
        return State(None, f"{LIBRARY} cannot be loaded: {error}")
    if found.nrm_stamp() != made_of or found.nrm_sizes() != SIZES:
        return State(None, f"{LIBRARY} was made of another scan.c: install again, or `make native` in a checkout")
    return State(found, "")


def _loaded() -> ctypes.CDLL:
    found = ctypes.CDLL(str(LIBRARY))
    found.nrm_stamp.restype = ctypes.c_uint32
    found.nrm_sizes.restype = ctypes.c_uint64
    found.nrm_scan.argtypes = (ctypes.POINTER(Job),)
    found.nrm_scan.restype = ctypes.c_int64
    return found
