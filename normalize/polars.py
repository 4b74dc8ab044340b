"""Importing this gives every polars Series and expression the namespace `.ruen`: link, annotate, romanize, match_key.

Raises `MissingPackageError` where polars is not installed. See docs/guides/data-frames.md.
"""

from __future__ import annotations

from normalize.errors import MissingPackageError

try:
    from normalize.adapters.frames.polars import RuenExpr, RuenSeries, register
except ModuleNotFoundError as missing:
    raise MissingPackageError(missing.name or "polars", "polars") from missing

__all__ = ["RuenExpr", "RuenSeries"]

register()
