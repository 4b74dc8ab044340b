"""The structures of `scan.c`, field by field, and the numbers on which both sides agree."""

from __future__ import annotations

import ctypes

CHUNK, LONGEST_WINDOW = 512, 16
LONGEST_STRING = 2 * 0xFFFF  # bytes: what two lengths of front coding can say
DAMAGED, ASKED_IN_VAIN, NO_ROOM = -1, -2, -3  # what `nrm_scan` gives instead of a count
ASK_SPELLING, ASK_GAP, ASK_LONG_GAP, ASK_HIDDEN = range(4)
WORD, DIGIT, STRANGE, HARD, MARK, PLAIN, NEVER = (1 << bit for bit in range(16, 23))

Asker = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64, ctypes.c_int64, ctypes.c_int64, ctypes.c_int64)
_PLACE, _NUMBER = ctypes.c_void_p, ctypes.c_uint64


class Surfaces(ctypes.Structure):
    """`table`: the surfaces of one file."""

    _fields_ = (
        ("hash", _PLACE),
        ("id", _PLACE),
        ("drawer", _PLACE),
        ("first", _PLACE),
        ("content", _PLACE),
        ("block", _PLACE),
        ("count", _NUMBER),
        ("first_size", _NUMBER),
        ("content_size", _NUMBER),
        ("blocks", _NUMBER),
        ("shift", _NUMBER),
        ("origin", _NUMBER),
    )


class Window(ctypes.Structure):
    """`window`: tokens that may be a surface."""

    _fields_ = tuple((name, ctypes.c_uint32) for name in ("first", "length", "table", "hash", "row"))


class Job(ctypes.Structure):
    """`job`: a batch, what is needed to scan it, and room for what is found."""

    _fields_ = (
        ("codes", _PLACE),
        ("letters", _PLACE),
        ("bases", _PLACE),
        ("powers", _PLACE),
        ("bytes", _PLACE),
        ("tables", _PLACE),
        ("abbreviations", _PLACE),
        ("gaps", _PLACE),
        ("rules", _PLACE),
        ("spelled", _PLACE),
        ("windows", _PLACE),
        ("units", _PLACE),
        ("hidden", _PLACE),
        ("found", _PLACE),
        ("ask", Asker),
        ("size", _NUMBER),
        ("table_count", _NUMBER),
        ("abbreviation_count", _NUMBER),
        ("gap_mask", _NUMBER),
        ("gap_room", _NUMBER),
        ("spelled_room", _NUMBER),
        ("units_room", _NUMBER),
        ("room", _NUMBER),
        ("step", _NUMBER),
        ("mix", _NUMBER),
        ("at", _NUMBER),
        ("spelled_size", _NUMBER),
        ("gap_count", _NUMBER),
        ("found_count", _NUMBER),
        ("free", _NUMBER),
        ("damaged", _NUMBER),
    )


SIZES = ctypes.sizeof(Job) << 32 | ctypes.sizeof(Surfaces) << 16 | ctypes.sizeof(Window)
