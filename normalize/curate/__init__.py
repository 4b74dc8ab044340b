"""The gazetteer tables in the hands of their keepers: read, check, format, compile, measure.

Knows nothing of the command line, and finds no mention itself: for that it asks a normalizer. The checker and the
survey are imported when they are first asked for, since every start comes through here on its way to the compiled file.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from normalize.curate.evaluate import Evaluation, evaluate, prove, read_gold
from normalize.curate.shipped import compile_gazetteer, current, default_gazetteer, is_current, is_shipped
from normalize.curate.tables import Problem, Where, read
from normalize.curate.tables.format import edition, format_tables
from normalize.curate.tables.records import records

if TYPE_CHECKING:
    from normalize.curate.checks import check
    from normalize.curate.survey import DRAWN_KINDS, Drawn, Figures, draw, figures

__all__ = [
    "DRAWN_KINDS",
    "Drawn",
    "Evaluation",
    "Figures",
    "Problem",
    "Where",
    "check",
    "compile_gazetteer",
    "current",
    "default_gazetteer",
    "draw",
    "edition",
    "evaluate",
    "figures",
    "format_tables",
    "is_current",
    "is_shipped",
    "prove",
    "read",
    "read_gold",
    "records",
]

_HOMES = {"checks": ("check",), "survey": ("DRAWN_KINDS", "Drawn", "Figures", "draw", "figures")}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name is
    """Import a name from its module when it is first asked for."""
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{home}"), name)
