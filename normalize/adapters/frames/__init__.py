"""Columns of tables: the same four questions for pandas, polars, DuckDB and whatever else holds a column of strings.

Importing this room imports none of them; `normalize.pandas`, `normalize.polars` and `normalize.duckdb` are its doors.
"""
