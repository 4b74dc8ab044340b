"""A session of Spark for each master; all traffic stays on this machine."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

pytest.importorskip("pyspark", reason="pyspark is not installed: make spark")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java: make spark installs it", allow_module_level=True)

from pyspark.sql import SparkSession

HOSTILE = [
    "",
    " ",
    "\u200b",
    "Bacилий Ано́хин",
    "'; DROP TABLE names; --",
    "а" * 5000,
    "\x00\x01",
    "🐻‍❄️ Смоленск 🐻",
    "Ту\u00adла",
    "\u202eалуТ",
    "NaN",
    "null",
    "Смоленской областью\nТульской области",
]


def session(master: str) -> SparkSession:
    """Start Spark, on the loopback only."""
    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable)
    options = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.default.parallelism": "4",
        "spark.sql.ansi.enabled": "true",
    }
    builder = SparkSession.builder.master(master).appName("normalize")
    for name, value in options.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()
