"""The gazetteer tables in the hands of their keepers: read, check, format, compile, measure.

Knows nothing of the command line, and finds no mention itself: for that it asks a normalizer.
"""

from normalize.curate.checks import check
from normalize.curate.evaluate import Evaluation, evaluate, prove, read_gold
from normalize.curate.shipped import compile_gazetteer, current, default_gazetteer, is_current
from normalize.curate.tables import Problem, Where, read
from normalize.curate.tables.format import format_tables
from normalize.curate.tables.records import records

__all__ = [
    "Evaluation",
    "Problem",
    "Where",
    "check",
    "compile_gazetteer",
    "current",
    "default_gazetteer",
    "evaluate",
    "format_tables",
    "is_current",
    "prove",
    "read",
    "read_gold",
    "records",
]
