"""`register` gives a DuckDB connection the functions ruen_link, ruen_annotate, ruen_romanize and ruen_match_key.

Raises `MissingPackageError` where duckdb or pyarrow is not installed. See docs/guides/data-frames.md.
"""

from __future__ import annotations

from normalize.errors import MissingPackageError

try:
    from normalize.adapters.frames.duckdb import register
except ModuleNotFoundError as missing:
    raise MissingPackageError(missing.name or "duckdb", "duckdb") from missing

__all__ = ["register"]
