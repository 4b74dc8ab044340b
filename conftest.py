"""Leaves out the doctests of adapters whose neighbour is not installed; `make slow` installs them all."""

from importlib.util import find_spec

_NEIGHBOURS = {
    "normalize/duckdb.py": ("duckdb", "pyarrow"),
    "normalize/pandas.py": ("pandas",),
    "normalize/polars.py": ("polars",),
    "normalize/spark.py": ("pyspark", "pyarrow"),
    "normalize/adapters/frames/arrow.py": ("pyarrow",),
    "normalize/adapters/frames/duckdb.py": ("duckdb", "pyarrow"),
    "normalize/adapters/frames/pandas.py": ("pandas",),
    "normalize/adapters/frames/polars.py": ("polars",),
    "normalize/adapters/spacy_component.py": ("spacy",),
    "normalize/adapters/spark/frames.py": ("pyspark", "pyarrow"),
    "normalize/adapters/spark/pairs.py": ("pyspark", "pyarrow"),
    "normalize/adapters/spark/sql.py": ("pyspark", "pyarrow"),
    "tests/adapters/spark/rows.py": ("pyspark",),
}

collect_ignore = [path for path, packages in _NEIGHBOURS.items() if not all(map(find_spec, packages))]
