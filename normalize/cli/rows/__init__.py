"""Records in, the same records with more fields out: read row by row, worked on in order, written as they come.

Nothing here holds more than a few rows, so that memory does not grow with the input. What the fields mean is not
known here; `jobs` ask the library.
"""
