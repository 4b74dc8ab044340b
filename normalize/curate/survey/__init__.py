"""What the tables hold: figures for all of them, and rows drawn by lot to be read."""

from __future__ import annotations

from normalize.curate.survey.sample import DRAWN_KINDS, Drawn, draw
from normalize.curate.survey.stats import Figures, figures

__all__ = ["DRAWN_KINDS", "Drawn", "Figures", "draw", "figures"]
