"""Spark 4: names in data frames annotated, linked, joined, and put together; and functions of SQL.

Raises `MissingPackageError` where pyspark is not installed. See docs/guides/spark.md.
"""

from __future__ import annotations

from normalize.errors import MissingPackageError

try:
    from normalize.adapters.spark.frames import annotate, link
    from normalize.adapters.spark.pairs import dedupe, join
    from normalize.adapters.spark.sql import register
except ModuleNotFoundError as missing:
    raise MissingPackageError(missing.name or "pyspark", "spark") from missing

__all__ = ["annotate", "dedupe", "join", "link", "register"]
