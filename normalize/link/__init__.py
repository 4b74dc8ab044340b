"""The decision: which entity a mention is, in the context of its document, or none; knows no files and no models."""

from normalize.link.candidates import candidates
from normalize.link.context import Context
from normalize.link.decide import Candidate, Decision, Document, Link, decide
from normalize.link.single import decide_name, rank

__all__ = [
    "Candidate",
    "Context",
    "Decision",
    "Document",
    "Link",
    "candidates",
    "decide",
    "decide_name",
    "rank",
]
