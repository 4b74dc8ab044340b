"""Tables with nulls, empty, duplicated and hostile values, as the tests of Spark ask about them."""

from __future__ import annotations

from pyspark.sql.types import IntegerType, StringType, StructType

import normalize

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

NZ = normalize.load(ner=False)
NAMES = ["Смоленской областью", "Tula Region", "Киришский район", "В. Анохин", "Bacилий Анохин", "Минобороны", "Нигде"]
TEXTS = [
    "Взрывы в Киришском районе",
    "Governor Vasily Anokhin in Smolensk",
    "Над Брянской областью сбили дрон",
    "Ничего",
]
KEYED = StructType().add("id", IntegerType(), nullable=False).add("text", StringType())


def table(values, count=1200):
    """Make rows with nulls, duplicates and hostile values."""
    values = [*values, None, *HOSTILE]
    return [(row, values[row % len(values)]) for row in range(count)]
