"""Importing this gives every pandas Series the accessor `.ruen`: link, annotate, romanize, match_key.

Raises `MissingPackageError` where pandas is not installed. See docs/guides/data-frames.md.
"""

from __future__ import annotations

from normalize.errors import MissingPackageError

try:
    from normalize.adapters.frames.pandas import Ruen, register
except ModuleNotFoundError as missing:
    raise MissingPackageError(missing.name or "pandas", "pandas") from missing

__all__ = ["Ruen"]

register()
